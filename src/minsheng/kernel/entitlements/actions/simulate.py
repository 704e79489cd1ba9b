"""Simulations on the site: asked on a page, worked out later by the worker, kept with their answer.

Nothing is evaluated while somebody waits for a page. A simulation is taken by one worker only; one that fails says
why and stays failed, because asking again is one click.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.register_files import RegisterError
from minsheng.engines.policy.simulate import affected_policies
from minsheng.engines.policy.simulate_reform import Reform, ReformError, must_hold_on, read_reform
from minsheng.engines.policy.tree import RuleError
from minsheng.kernel.audit.record import record
from minsheng.kernel.entitlements.findings import EngineError, engine_called
from minsheng.kernel.entitlements.models import Run, Simulation
from minsheng.kernel.entitlements.run_files import HOUSEHOLDS, PERSONS, folder_of
from minsheng.kernel.entitlements.what_if import county_names, facts_needed, what_if
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.models import Person
from minsheng.kernel.registry.here import parameters_of_this_city, this_city
from minsheng.kernel.registry.loading import rulebooks

NAME = "reform.yaml"
LONGEST_TITLE = 120
KNOWN_FAULTS = (EngineError, FileNotFoundError, ParameterError, ReformError, RegisterError, RuleError)
# A worker that was stopped in the middle leaves its simulation behind; after this long another one takes it.
GIVEN_UP_AFTER = timedelta(hours=2)


def read(text: str, *, run: Run) -> Reform:
    """Read a reform as a simulation would; raise ReformError naming every fault with its line and remedy."""
    reform = read_reform(
        text, name=NAME, books=rulebooks(), vocabulary=FACTS, parameters=parameters_of_this_city()
    )
    must_hold_on(reform, on=run.on)
    if not affected_policies(rulebooks(), reform):
        raise ReformError("No policy rests on what this reform changes. Name a parameter that a policy uses.")
    return reform


@transaction.atomic
def ask(text: str, *, run: Run, by: Any, at: datetime) -> Simulation:
    """Put a reform in line for the worker. Raises ReformError if it cannot be worked out."""
    title = read(text, run=run).title
    asked = Simulation.objects.create(
        title_zh=title.zh[:LONGEST_TITLE], title_en=title.en[:LONGEST_TITLE],
        reform=text, run=run, asked_by=by, asked_at=at,
    )  # fmt: skip
    record("simulation asked", asked, by=by, at=at, run=run.token)
    return asked


def work_out_waiting(*, now: Callable[[], datetime], threads: int = 1) -> int:
    """Work out every simulation that waits, the oldest first; return how many were taken."""
    taken = 0
    while (simulation := _take(at=now())) is not None:
        taken += 1
        _work_out(simulation, now=now, threads=threads)
    return taken


def _take(*, at: datetime) -> Simulation | None:
    """Take the oldest waiting simulation; two workers never take the same one."""
    Simulation.objects.filter(state=Simulation.State.RUNNING, asked_at__lt=at - GIVEN_UP_AFTER).update(
        state=Simulation.State.WAITING
    )
    waiting = Simulation.objects.filter(state=Simulation.State.WAITING).order_by("pk")
    for simulation in waiting:
        mine = Simulation.objects.filter(pk=simulation.pk, state=Simulation.State.WAITING)
        if mine.update(state=Simulation.State.RUNNING):
            return simulation
    return None


def _work_out(simulation: Simulation, *, now: Callable[[], datetime], threads: int) -> None:
    try:
        answer = _answer(simulation, threads=threads)
    except KNOWN_FAULTS as problem:
        _finish(simulation, state=Simulation.State.FAILED, problem=str(problem), at=now())
    else:
        _finish(simulation, state=Simulation.State.DONE, answer=answer, at=now())


def _answer(simulation: Simulation, *, threads: int) -> dict[str, Any]:
    run, books, parameters = simulation.run, rulebooks(), parameters_of_this_city()
    reform = read(simulation.reform, run=run)
    folder = folder_of(run)
    register = Register.read(folder / PERSONS, folder / HOUSEHOLDS, FACTS, only=facts_needed(books, reform))
    return what_if(
        register,
        books,
        parameters,
        reform,
        on=run.on,
        counties=county_names(this_city()),
        evaluate=engine_called("auto", people=register.person_count),
        threads=threads,
        is_synthetic=Person.objects.filter(is_synthetic=True).exists(),
    )


@transaction.atomic
def _finish(simulation: Simulation, *, state: str, at: datetime, **outcome: Any) -> None:
    simulation.state, simulation.finished_at = state, at
    simulation.answer = outcome.get("answer")
    simulation.problem = outcome.get("problem", "")
    simulation.save(update_fields=["state", "finished_at", "answer", "problem"])
    record("simulation finished", simulation, by=None, at=at, state=str(state))
