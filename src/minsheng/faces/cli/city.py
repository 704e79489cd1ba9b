"""``minsheng check-city`` and ``minsheng load-city``: reading a city pack strictly, and putting it into the tables."""

from __future__ import annotations

from typing import Annotated

import typer

from minsheng.engines.policy.binding import bind
from minsheng.faces.cli.answering import AsJson, print_json
from minsheng.faces.cli.choices import Day, city_called, day, parameters_of
from minsheng.faces.cli.site import migrate_and_collect, start_site
from minsheng.kernel.registry.loading import rulebooks


def check_city(
    key: Annotated[str, typer.Argument(help="The key of the city pack.")],
    on: Day = "",
    as_json: AsJson = False,
) -> None:
    """Read everything of a city pack and say what is wrong: divisions, parameters, pledges, places."""
    from minsheng.kernel.pledges.files import read_pledges

    city = city_called(key)
    parameters = parameters_of(city)
    bind(rulebooks(), parameters, on=day(on))
    pledges = read_pledges(city.pledges_folder)
    unconfirmed = [name for name in parameters if parameters.at(name, on=day(on)).status == "L"]
    report = {
        "city": city.name.zh,
        "divisions": len(city.divisions),
        "counties": len(city.counties),
        "places": len(city.places),
        "parameters": len(parameters),
        "parameters_not_confirmed": unconfirmed,
        "pledges": len(pledges),
    }
    if as_json:
        print_json(report)
        return
    typer.echo(
        f"{city.name.zh}: {report['divisions']} divisions, {report['counties']} counties, {report['places']} places, "
        f"{report['parameters']} parameters ({len(unconfirmed)} not confirmed by the city), {report['pledges']} pledges"
    )


def load_city(key: Annotated[str, typer.Argument(help="The key of the city pack.")] = "jinzhong") -> None:
    """Put the divisions, places and pledges of a city into the tables. May be repeated."""
    start_site(make_keys_if_absent=True)
    migrate_and_collect()
    from django.utils import timezone

    from minsheng.faces.cli.loading import load_city_pack

    load_city_pack(city_called(key), at=timezone.now())
    typer.echo(f"{key}: loaded")


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("check-city", epilog="Example:\n\n    minsheng check-city jinzhong\n")(check_city)
    app.command("load-city", epilog="Example:\n\n    minsheng load-city jinzhong\n")(load_city)
