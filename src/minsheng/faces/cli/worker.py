"""``minsheng worker``: the round that a site makes every night, once."""

from __future__ import annotations

import os
import time
from datetime import date, datetime
from typing import Annotated, Any

import typer

from minsheng.faces.cli.answering import AsJson, print_json, print_table
from minsheng.faces.cli.choices import Day, day
from minsheng.faces.cli.site import start_site

EXAMPLE = """Example:

    minsheng worker
    minsheng worker --keep 3 --json
    minsheng worker --simulations --changes --every 5
"""


def worker(
    on: Day = "",
    threads: Annotated[int, typer.Option(help="Threads that evaluate blocks of households.")] = 2,
    keep: Annotated[int, typer.Option(min=1, help="How many screenings keep the facts of people.")] = 2,
    simulations: Annotated[
        bool, typer.Option("--simulations", help="Only work out the simulations that analysts wait for.")
    ] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="Only screen again the households in which something changed.")
    ] = False,
    every: Annotated[
        int,
        typer.Option(
            min=0, help="With --simulations or --changes: look again after so many seconds; 0 looks once."
        ),
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Screen everybody, open the visits, set waiting clocks, measure the pledges, forget old facts, seal the log.

    Let the scheduler of the machine run it after the imports of the day. Twice on a day it opens no second visit.
    """
    start_site()
    from django.utils import timezone

    if simulations or changes:
        work_out_waiting_work(simulations=simulations, changes=changes, every=every, threads=threads)
        return
    done = round_of(day(on), at=timezone.now(), threads=threads, keep=keep)
    if as_json:
        print_json(done)
    else:
        print_table("minsheng worker", ["", ""], list(done.items()))


def work_out_waiting_work(*, simulations: bool, changes: bool, every: int, threads: int = 1) -> None:
    """Work out what waits, once or again and again until the process is stopped."""
    from django.db import close_old_connections
    from django.utils import timezone

    from minsheng.kernel.entitlements.actions.simulate import work_out_waiting

    # Started by the server, it ends with it, however that one ends.
    parent = os.getppid()
    while os.getppid() == parent:
        asked_again = follow_all_changes(timezone.localdate(), at=timezone.now()) if changes else 0
        if asked_again or (changes and not every):
            typer.echo(f"{asked_again} 户重新计算 households asked again")
        taken = work_out_waiting(now=timezone.now, threads=threads) if simulations else 0
        if taken or (simulations and not every):
            typer.echo(f"{taken} 次测算 simulations")
        if not every:
            return
        close_old_connections()
        time.sleep(every)


def follow_all_changes(on: date, *, at: datetime) -> int:
    """Screen again the households that changed until none waits; return how many households were asked."""
    from minsheng.kernel.entitlements.actions.follow_changes import follow_changes
    from minsheng.kernel.entitlements.actions.screen import ScreeningOverlapError
    from minsheng.kernel.registry.here import this_city

    asked = 0
    try:
        while (followed := follow_changes(this_city(), on=on, at=at)).run is not None:
            asked += followed.run.households
    except ScreeningOverlapError:
        # The other screening was of everybody, or comes first; what it has not seen still waits.
        return asked
    return asked


def round_of(on: date, *, at: datetime, threads: int = 1, keep: int = 2) -> dict[str, Any]:
    """Make the round of one day and return what came of each part."""
    from minsheng.kernel.audit.sealing import seal_entries
    from minsheng.kernel.cases.actions.postpone import recompute_clocks
    from minsheng.kernel.entitlements.actions.open_cases import open_visits
    from minsheng.kernel.entitlements.actions.screen import screen_register
    from minsheng.kernel.entitlements.actions.simulate import work_out_waiting
    from minsheng.kernel.entitlements.forgetting import forget_old_facts
    from minsheng.kernel.entitlements.models import Lead
    from minsheng.kernel.pledges.measuring import record_measurements
    from minsheng.kernel.registry.here import this_city

    simulated = work_out_waiting(now=lambda: at, threads=threads)
    run = screen_register(this_city(), on=on, at=at, threads=threads)
    opened = open_visits(Lead.objects.open(), at=at)
    done = {
        "people": run.people,
        "households": run.households,
        "open_leads": Lead.objects.open().count(),
        "visits_opened": opened.visits,
        "simulations_worked_out": simulated,
        "clocks_set": recompute_clocks(at=at),
        "pledges_measured": len(record_measurements(on=on, at=at)),
        "screenings_forgotten": forget_old_facts(keep_whole=keep),
    }
    # Last, so that everything above is under the seal.
    seal = seal_entries(at=at)
    return {**done, "log_entries_sealed": seal.entries if seal else 0}


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("worker", epilog=EXAMPLE)(worker)
