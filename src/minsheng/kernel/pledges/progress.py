"""How far a pledge is, against the time that is gone, and whether it can still be kept; all from measurements.

A pledge kept by building also shows its visible progress (形象进度) by the stages of its sites. Lights, weights of
stages and the least days a site needs are city parameters. A relative target without a baseline is not computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from minsheng.engines.formulas.pledge_progress import Light, light, time_gone, visible_progress
from minsheng.engines.policy.text import Text
from minsheng.kernel.pledges.measuring import Measurement, measure, the_city
from minsheng.kernel.pledges.models import Pledge
from minsheng.kernel.pledges.sites import PledgeSite, sites_of, stage_weights
from minsheng.kernel.registry.here import parameters_of_this_city

Mode = Pledge.TargetMode
DAYS_A_WEEK = 7

NOT_BUILT = Text("指标尚未建立", "The indicator is not built yet")
NO_DATA = Text("暂无数据", "There are no records yet")
NO_TARGET = Text("承诺没有数量目标，只显示现状", "The pledge names no number; what there is is shown")
NO_BASELINE = Text(
    "基期值尚未登记，无法计算目标", "The baseline is not recorded yet; the target cannot be computed"
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the board shows for a pledge. ``completion`` may exceed 1; None means unknown, and ``why``."""

    pledge: Pledge
    on: date
    measurement: Measurement | None
    target: Fraction | None
    completion: Fraction | None
    time_gone: Fraction
    is_met: bool | None
    visible: Fraction | None = None
    light: Light | None = None
    needed_per_week: Fraction | None = None
    cannot_be_met: Text | None = None
    sites: tuple[PledgeSite, ...] = ()
    why: Text | None = None

    @property
    def deviation(self) -> Fraction | None:
        """Visible progress (or completion where nothing is built) minus the time that is gone."""
        reached = self.completion if self.visible is None else self.visible
        return None if reached is None else reached - self.time_gone

    @property
    def sites_without_record(self) -> tuple[PledgeSite, ...]:
        """The sites that run without an acceptance record; they count as waiting for it."""
        return tuple(one for one in self.sites if one.site.lacks_its_record)


def progress_of(pledge: Pledge, *, on: date, division: str = "") -> Progress:
    """Return how far a pledge is on a day. A division narrows the records, not the target, which is the city's."""
    measured = measure(pledge, on=on, division=division)
    gone = _time_gone(pledge, on)
    if measured is None:
        return Progress(pledge, on, None, None, None, gone, None, why=NOT_BUILT)
    target, value = target_of(pledge, measured), measured.value
    if target is None or value is None:
        why = measured.note or (NO_DATA if value is None else _why_no_target(pledge))
        return Progress(pledge, on, measured, target, None, gone, None, why=why)
    completion = _completion(pledge, value, target)
    sites = tuple(sites_of(pledge, on=on, division=division or the_city())) if pledge.place_kinds else ()
    visible = _visible(sites, target, on=on) if pledge.place_kinds else None
    is_met = value >= target
    cannot = None if is_met else _cannot_be_met(pledge, sites, target, on=on)
    return Progress(
        pledge, on, measured, target, completion, gone, is_met, visible,
        light=_light((completion if visible is None else visible) - gone, is_met, is_lost=cannot is not None, on=on),
        needed_per_week=_needed_per_week(value, target, pledge, on=on),
        cannot_be_met=cannot,
        sites=sites, why=measured.note,
    )  # fmt: skip


def target_of(pledge: Pledge, measured: Measurement) -> Fraction | None:
    """Return the value to be reached; None for a relative target without a baseline, or a pledge without a number."""
    low = None if pledge.target_low is None else Fraction(pledge.target_low)
    if pledge.mode == Mode.COVERAGE:
        return Fraction(1)
    if pledge.mode in (Mode.RELATIVE, Mode.POINTS):
        if pledge.baseline is None or low is None:
            return None
        base = Fraction(pledge.baseline)
        return base * (1 + low) if pledge.mode == Mode.RELATIVE else base + low
    return low


def _why_no_target(pledge: Pledge) -> Text:
    return NO_TARGET if pledge.mode == Mode.QUALITATIVE else NO_BASELINE


def _completion(pledge: Pledge, value: Fraction, target: Fraction) -> Fraction:
    if pledge.mode in (Mode.RELATIVE, Mode.POINTS) and pledge.baseline is not None:
        base = Fraction(pledge.baseline)
        # What was there before is not progress.
        return (value - base) / (target - base) if target != base else Fraction(int(value >= target))
    return value / target if target else Fraction(1)


def _visible(sites: Sequence[PledgeSite], target: Fraction, *, on: date) -> Fraction:
    return visible_progress(
        [one.site for one in sites], target=ceil(target), stage_weights=stage_weights(on=on)
    )


def _time_gone(pledge: Pledge, on: date) -> Fraction:
    if on.year < pledge.year:
        return Fraction(0)
    return time_gone(on) if on.year == pledge.year else Fraction(1)


def _light(deviation: Fraction, is_met: bool, *, is_lost: bool, on: date) -> Light:
    """Return the light; what provably cannot be met any more is red like an overdue milestone."""
    if is_met:
        return Light.GREEN
    return light(
        deviation,
        green_from=Fraction(-_number("pledges.green_until_behind", on), 100),
        yellow_from=Fraction(-_number("pledges.yellow_until_behind", on), 100),
        is_milestone_overdue=is_lost,
    )


def _needed_per_week(value: Fraction, target: Fraction, pledge: Pledge, *, on: date) -> Fraction | None:
    """Return how much must be added every week from tomorrow to the last day; None when met or too late."""
    days = (pledge.due_on - on).days
    if value >= target or days <= 0:
        return None
    return (target - value) * DAYS_A_WEEK / days


def _cannot_be_met(pledge: Pledge, sites: Sequence[PledgeSite], target: Fraction, *, on: date) -> Text | None:
    """Return the proof that a pledge cannot be kept any more; None while nobody can prove it."""
    if on >= pledge.due_on:
        return Text(
            f"期限{pledge.due_on:%Y年%m月%d日}已到，尚未完成。",
            f"Its last day, {pledge.due_on}, has come and it is not met.",
        )
    if not pledge.place_kinds or pledge.mode != Mode.COUNT:
        return None
    needed = _least_days(on)
    days_left = (pledge.due_on - on).days
    if days_left >= needed[0]:
        return None  # a site that is not even planned may still be ready in time
    ready = sum(one.site.is_delivered or needed[one.site.counted_stage] <= days_left for one in sites)
    if ready >= target:
        return None
    return Text(
        f"距期限还有{days_left}天：已验收和来得及验收的最多{ready}个，少于承诺的{ceil(target)}个（各阶段最短用时为市级参数）。",
        f"{days_left} days are left: at most {ready} sites are or can be accepted in time, fewer than the "
        f"{ceil(target)} promised (least days of each stage: city parameter).",
    )


def _least_days(on: date) -> Mapping[int, int]:
    table = parameters_of_this_city().at("pledges.least_days_to_acceptance", on=on).for_county(None)
    assert isinstance(table, Mapping)  # noqa: S101 (the file says it is a table)
    return table


def _number(key: str, on: date) -> int:
    value = parameters_of_this_city().at(key, on=on).for_county(None)
    assert isinstance(value, int)  # noqa: S101 (the file says it is a number)
    return value
