"""``minsheng demo``: from nothing to a running site with the main job done, on synthetic people."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minsheng.faces.cli.choices import CityKey, Day, city_called, day
from minsheng.faces.cli.site import migrate_and_collect, start_site

if TYPE_CHECKING:
    from minsheng.engines.synthetic.workbooks import BureauFile
    from minsheng.kernel.registry.city import City

EXAMPLE = """Example:

    minsheng demo
    minsheng demo --people 20000 --no-serve
"""
DONE = "demo.json"


def demo(
    people: Annotated[int, typer.Option(min=2000, help="How many people.")] = 200_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same city.")] = 1,
    port: Annotated[int, typer.Option(help="The port of the site.")] = 8000,
    serve: Annotated[bool, typer.Option(help="Serve the site at the end.")] = True,
    city: CityKey = "jinzhong",
    on: Day = "",
) -> None:
    """Make a synthetic city, import its bureaus' files, screen everybody, open the work, report, and serve."""
    began = time.monotonic()
    start_site(make_keys_if_absent=True)
    migrate_and_collect()
    today, where = day(on), city_called(city)
    if not _is_done(people=people, seed=seed, city=city):
        _make(where, people=people, seed=seed, on=today)
        _note_done(people=people, seed=seed, city=city, on=today)
    _show(where, on=_day_of_the_demo(), address=f"http://127.0.0.1:{port}")
    typer.echo(f"{time.monotonic() - began:.0f} s\n")
    if serve:
        from minsheng.faces.cli.serve import run_server

        run_server(host="127.0.0.1", port=port, workers=2)


def _make(city: City, *, people: int, seed: int, on: date) -> None:
    """Do everything once, in the order in which a city would."""
    from django.conf import settings

    with _step("区划、机构和承诺 divisions, places, pledges"):
        _load(city)
    with _step(f"合成 {people:,} 人和各部门表格 synthetic people, bureaus' files"):
        files = _write_files(city, settings.DATA / "bureau-files", people=people, seed=seed, on=on)
    with _step(f"导入 {len(files)} 个表格 importing"):
        _import(city, files, on=on)
    with _step("筛查 screening"):
        _screen(city, on=on)
    with _step("派单 opening the work"):
        _open_work(city, on=on)


def _load(city: City) -> None:
    from django.utils import timezone

    from minsheng.faces.cli.loading import load_city_pack

    load_city_pack(city, at=timezone.now())


def _write_files(city: City, folder: Path, *, people: int, seed: int, on: date) -> list[BureauFile]:
    from minsheng.engines.synthetic.city import demo_plan, synthesise
    from minsheng.engines.synthetic.workbooks import write_bureau_files

    made = synthesise(city, people=people, seed=seed, on=on, plan=demo_plan(city, people))
    return write_bureau_files(made, folder)


def _import(city: City, files: list[BureauFile], *, on: date) -> None:
    """Import file by file, as the administrator would, leaving out the rejected rows."""
    from minsheng.faces.cli.failing import UsageError
    from minsheng.faces.cli.intake import Arriving, taken_in_turn

    by_name = {county.name: county.code for county in city.counties} | {city.name.zh: city.code}
    arriving = [
        Arriving(
            path=file.path,
            source=f"{place}:{file.path.stem}"[:80],
            division=by_name.get(place, city.code),
            as_of=on,
            said={"kind": file.kind},
        )
        for file in files
        for place in (file.path.parent.name,)
    ]
    counted = rejected = 0
    for _path, batch in taken_in_turn(arriving, on=on, write=True):
        if isinstance(batch, UsageError):
            raise batch
        counted, rejected = counted + batch.counted, rejected + batch.rejected
    typer.echo(f"    {counted:,} 行 rows, {rejected:,} 退回 rejected")


def _screen(city: City, *, on: date) -> None:
    from django.utils import timezone

    from minsheng.kernel.entitlements.actions.screen import screen_register

    screen_register(city, on=on, at=timezone.now(), threads=2)


def _open_work(city: City, *, on: date) -> None:
    """Staff the demo county, then give the leads of that county to the nearest desks."""
    from django.utils import timezone

    from minsheng.faces.cli.demo_accounts import make_accounts
    from minsheng.kernel.audit.sealing import seal_entries
    from minsheng.kernel.entitlements.actions.open_cases import open_visits
    from minsheng.kernel.entitlements.models import Lead
    from minsheng.kernel.pledges.measuring import record_measurements

    make_accounts(city, on=on, at=timezone.now())
    open_visits(Lead.objects.open().within(city.demo_county), at=timezone.now())
    record_measurements(on=on, at=timezone.now())
    seal_entries(at=timezone.now())


def _show(city: City, *, on: date, address: str) -> None:
    from django.utils import timezone

    from minsheng.faces.cli.demo_accounts import make_accounts
    from minsheng.faces.cli.demo_report import report, show_accounts

    report(on=on)
    show_accounts(make_accounts(city, on=on, at=timezone.now()), address=address)


@contextmanager
def _step(title: str) -> Iterator[None]:
    typer.echo(f"· {title}")
    began = time.monotonic()
    yield
    typer.echo(f"    {time.monotonic() - began:.1f} s")


def _done_file() -> Path:
    from django.conf import settings

    return settings.DATA / DONE


def _done() -> dict[str, Any] | None:
    path = _done_file()
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def _is_done(**wanted: object) -> bool:
    """Say whether the demo was made before. Another size or seed needs another data folder."""
    from minsheng.faces.cli.failing import UsageError
    from minsheng.kernel.people.models import Person

    done = _done()
    if done is None and Person.objects.exists():
        raise UsageError(
            "数据文件夹里有没做完的演示或别的数据。 The data folder holds an unfinished demo or other data. "
            "Set MINSHENG_DATA to an empty folder, or run make clean."
        )
    if done is not None and any(done[name] != value for name, value in wanted.items()):
        raise UsageError(
            f"这里的演示是 {done}。 The demo here was made with {done}. "
            "For another one set MINSHENG_DATA to an empty folder, or run make clean."
        )
    return done is not None


def _note_done(*, on: date, **made: object) -> None:
    _done_file().write_text(json.dumps({**made, "on": on.isoformat()}) + "\n", encoding="utf-8")


def _day_of_the_demo() -> date:
    done = _done()
    return date.fromisoformat(str(done["on"])) if done else day("")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("demo", epilog=EXAMPLE)(demo)
