"""How the benefits of a typical household end as a wage rises: the form, the chart and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minsheng.engines.policy.cliffs import Point
from minsheng.engines.policy.rulebook import Policy
from minsheng.faces.design.forms import DesignedForm
from minsheng.kernel.entitlements.typical import TypicalHousehold
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.registry.loading import policies

TO_YUAN, STEP_YUAN = 4_000, 50
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360.0, 240.0, 52.0, 12.0, 12.0, 28.0
GRID = 4
YUAN = 100


class HouseholdForm(DesignedForm):
    """Who lives together, and where."""

    county = forms.ChoiceField(label=_("县（区、市）"))
    is_urban = forms.ChoiceField(label=_("住在"), choices=[("yes", _("城镇")), ("no", _("农村"))])
    adults = forms.IntegerField(label=_("成人（40岁，第一位挣工资）"), min_value=1, max_value=4)
    old = forms.IntegerField(label=_("老人（70岁）"), min_value=0, max_value=4)
    children = forms.IntegerField(label=_("孩子（8岁）"), min_value=0, max_value=6)
    disabled = forms.ChoiceField(label=_("有一名重度残疾成员"), choices=[("no", _("没有")), ("yes", _("有"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county: Any = self.fields["county"]
        county.choices = [(one.code[:6], one.name) for one in this_city().counties]

    @staticmethod
    def usual() -> dict[str, str]:
        """Return the answers the page begins with."""
        county = this_city().counties[0].code[:6]
        return {
            "county": county, "is_urban": "no", "adults": "1", "old": "1", "children": "1", "disabled": "yes",
        }  # fmt: skip

    def household(self) -> TypicalHousehold:
        """Return the household that was described."""
        said = self.cleaned_data
        return TypicalHousehold(
            county=int(said["county"]), is_urban=said["is_urban"] == "yes", adults=said["adults"],
            children=said["children"], old=said["old"], has_severe_disability=said["disabled"] == "yes",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One income: what each policy pays, what there is together, and by how much that is less than before."""

    income_fen: int
    by_policy: tuple[int, ...]
    benefits_fen: int
    together_fen: int
    falls_fen: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its label."""

    at: float
    said: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The chart and the table beside it."""

    policies: tuple[Policy, ...]
    rows: tuple[Row, ...]
    together: str
    benefits: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    falls: tuple[Row, ...]


def curve_of(points: Sequence[Point]) -> Curve:
    """Return a curve ready to be shown."""
    known = policies()
    keys = [key for key in known if any(point.by_policy.get(key) for point in points)]
    rows = []
    before = points[0].together_fen
    for point in points:
        rows.append(
            Row(
                point.income_fen,
                tuple(point.by_policy.get(key, 0) for key in keys),
                point.benefits_fen,
                point.together_fen,
                max(before - point.together_fen, 0),
            )
        )
        before = point.together_fen
    top = max(point.together_fen for point in points) or 1
    most = points[-1].income_fen

    def x(fen: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * fen / most, 1)

    def y(fen: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * fen / top, 1)

    return Curve(
        policies=tuple(known[key] for key in keys),
        rows=tuple(rows),
        together="M" + "L".join(f"{x(row.income_fen)} {y(row.together_fen)}" for row in rows),
        benefits="M" + "L".join(f"{x(row.income_fen)} {y(row.benefits_fen)}" for row in rows),
        across=tuple(_ticks(most, x)),
        up=tuple(_ticks(top, y)),
        falls=tuple(row for row in rows if row.falls_fen),
    )


def _ticks(most: int, place: Any) -> list[Tick]:
    return [Tick(place(most * step // GRID), f"{most * step // GRID // YUAN:,}") for step in range(GRID + 1)]
