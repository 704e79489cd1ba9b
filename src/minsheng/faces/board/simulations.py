"""A simulation as the page shows it: totals, groups, the distribution as a chart, and examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from minsheng.engines.policy.text import Text
from minsheng.kernel.entitlements.models import Run, Simulation
from minsheng.kernel.entitlements.run_files import HOUSEHOLDS, PERSONS, folder_of
from minsheng.kernel.entitlements.what_if_files import bar_label, said_value

HIDDEN = "＊"
CHART_WIDTH, ROW_HEIGHT, LABEL_WIDTH, NUMBER_WIDTH = 360.0, 24.0, 110.0, 44.0


def asked_before() -> QuerySet[Simulation]:
    """Return all simulations, newest first, without their answers."""
    return Simulation.objects.select_related("run", "asked_by").defer("answer").order_by("-pk")


def run_to_ask() -> Run | None:
    """Return the last screening of everybody whose facts are still there."""
    whole = Run.objects.filter(is_whole=True, finished_at__isnull=False).order_by("-pk").first()
    if whole is None:
        return None
    folder = folder_of(whole)
    return whole if (folder / PERSONS).is_file() and (folder / HOUSEHOLDS).is_file() else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as it is shown; hidden ones say so."""

    said: str
    is_hidden: bool


def cell(count: int | None) -> Cell:
    """Return a count for a table."""
    return Cell(HIDDEN if count is None else f"{count:,}", count is None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its name, its counts, and the money where there is any (fen; None is hidden)."""

    label: Text
    cells: tuple[Cell, ...]
    change_fen: int | None


@dataclass(frozen=True, slots=True)
class Grouped:
    """One table by a dimension."""

    title: Text
    lines: tuple[Line, ...]
    has_money: bool
    counts_people: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """One bar of the distribution, in the units of the chart."""

    label: str
    said: str
    y: float
    text_y: float
    width: float
    number_x: float
    is_loss: bool


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """Everything about one policy of a simulation."""

    key: str
    title: Text
    is_about_households: bool
    totals: tuple[Line, ...]
    before: Cell
    after: Cell
    is_unchanged: bool
    gives_money: bool
    month_fen: int | None
    year_fen: int | None
    once_fen: int | None
    amounts_left_open: int
    unconfirmed: int
    groups: tuple[Grouped, ...]
    bars: tuple[Drawn, ...]
    chart_height: float


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """One parameter as it is and as it would be."""

    label: Text
    unit: str
    before: str
    after: str
    status: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer ready to be shown."""

    title: Text
    note: Text | None
    is_synthetic: bool
    parameters: tuple[ParameterChange, ...]
    other_changes: tuple[Text, ...]
    outcomes: tuple[Text, ...]
    policies: tuple[PolicyAnswer, ...]
    examples: tuple[dict[str, Any], ...]
    privacy: Text


def answer_of(told: dict[str, Any]) -> Answer:
    """Return a stored answer ready to be shown."""
    reform = told["reform"]
    return Answer(
        title=_text(reform["title"]),
        note=_text(reform["note"]) if reform["note"] else None,
        is_synthetic=told["is_synthetic"],
        parameters=tuple(
            ParameterChange(
                label=_text(pair["after"]["label"]),
                unit=pair["after"]["unit"],
                before=said_value(pair["before"]),
                after=said_value(pair["after"]),
                status=pair["before"].get("status", ""),
            )
            for pair in reform["parameters"]
        ),
        other_changes=tuple(
            _text(one)
            for one in [*reform["truths"], *(one for done in reform["conditions"].values() for one in done)]
        ),
        outcomes=tuple(_text(one) for one in told["outcomes"].values()),
        policies=tuple(_policy(key, one, told) for key, one in told["policies"].items()),
        examples=tuple(_example(one, told) for one in told["examples"]),
        privacy=_text(told["privacy"]),
    )


def _policy(key: str, one: dict[str, Any], told: dict[str, Any]) -> PolicyAnswer:
    bars = tuple(_drawn(one["distribution"]))
    return PolicyAnswer(
        key=key,
        title=_text(one["title"]),
        is_about_households=one["subject"] == "household",
        totals=tuple(
            Line(
                _text(told["outcomes"][outcome]),
                tuple(cell(one[unit][outcome]) for unit in ("counts", "people", "households")),
                None,
            )
            for outcome in one["counts"]
        ),
        before=cell(one["eligible"]["before"]),
        after=cell(one["eligible"]["after"]),
        is_unchanged=not any(
            count != 0 for outcome, count in one["counts"].items() if outcome != "unchanged"
        ),
        gives_money=one["gives_money"],
        month_fen=one["month_fen"],
        year_fen=one["year_fen"],
        once_fen=one["once_fen"],
        amounts_left_open=one["amounts_left_open"],
        unconfirmed=len(one["unconfirmed_parameters"]),
        groups=tuple(_groups(one, told)),
        bars=bars,
        chart_height=ROW_HEIGHT * len(bars) + 4,
    )


def _groups(one: dict[str, Any], told: dict[str, Any]) -> Iterator[Grouped]:
    for dimension, title in told["dimensions"].items():
        parts = [group for group in one["groups"] if group["dimension"] == dimension]
        if parts:
            counts_people = parts[0]["counts_people"]
            yield Grouped(
                title=_text(title),
                lines=tuple(
                    Line(
                        _text(part["label"]),
                        (cell(part["size"]), *(cell(count) for count in part["counts"].values())),
                        part["change_fen"],
                    )
                    for part in parts
                ),
                has_money=one["gives_money"] and not counts_people,
                counts_people=counts_people or one["subject"] == "person",
            )


def _drawn(bars: list[dict[str, Any]]) -> Iterator[Drawn]:
    """Yield the bars from the first to the last that holds anybody; nothing where nobody's amount changes."""
    held = [place for place, bar in enumerate(bars) if bar["count"] != 0]
    if not held:
        return
    shown = bars[held[0] : held[-1] + 1]
    widest = max((bar["count"] or 0 for bar in shown), default=0) or 1
    room = CHART_WIDTH - LABEL_WIDTH - NUMBER_WIDTH
    for place, bar in enumerate(shown):
        width = round(room * (bar["count"] or 0) / widest, 1)
        yield Drawn(
            label=bar_label(bar),
            said=cell(bar["count"]).said,
            y=place * ROW_HEIGHT + 4,
            text_y=place * ROW_HEIGHT + 17,
            width=width,
            number_x=LABEL_WIDTH + width + 6,
            is_loss=bar["to_yuan"] is not None and bar["to_yuan"] <= 0,
        )


def _example(one: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": one["code"],
        "policy": _text(told["policies"][one["policy"]]["title"]),
        "outcome": _text(told["outcomes"][one["outcome"]]),
        "age_band": one["age_band"],
        "sex": one["sex"],
        "is_urban": one["is_urban"],
        "members": one["members"],
        "changed": [
            {
                "condition": _text(changed["condition"]),
                "before": changed["before"],
                "after": changed["after"],
                "because": [
                    {"label": _text(why["label"]), "before": why["before"], "after": why["after"]}
                    for why in changed["because"]
                ],
            }
            for changed in one["changed"]
        ],
        "missing": [_text(name) for name in one["missing"]],
    }


def _text(said: dict[str, str]) -> Text:
    return Text(said["zh"], said["en"])
