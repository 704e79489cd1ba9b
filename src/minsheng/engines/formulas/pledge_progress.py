"""How far a pledge (承诺) is: delivered, visible progress, time gone, the light, and its target.

Only a site with an acceptance record counts as delivered. A site that says "accepted" without
one counts as waiting for acceptance and is flagged; nobody accepts what he reported himself.
Source: worked examples E1-1 to E1-5 and E6-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import decimal, percent
from minsheng.engines.formulas.inputs import Day, Input, Ratio, asked, count
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.engines.formulas.answers import Answer

ACCEPTED_STAGE = 6
AWAITING_ACCEPTANCE = 5
STAGES = (
    8  # 0 not begun, 1 site chosen, 2 begun, 3 building, 4 built, 5 to be accepted, 6 accepted, 7 running
)


class Light(StrEnum):
    """What the board shows for a pledge."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class TargetMode(StrEnum):
    """What a target such as "+5 %" means: of the base value, or percentage points."""

    RELATIVE = "relative"
    POINTS = "pp"


@dataclass(frozen=True, slots=True)
class Site:
    """One building or service of a pledge: how far it is, and who said so."""

    stage: int
    has_acceptance_record: bool = False

    @property
    def lacks_its_record(self) -> bool:
        return self.stage >= ACCEPTED_STAGE and not self.has_acceptance_record

    @property
    def counted_stage(self) -> int:
        return AWAITING_ACCEPTANCE if self.lacks_its_record else self.stage

    @property
    def is_delivered(self) -> bool:
        return self.counted_stage >= ACCEPTED_STAGE


def completion(sites: Sequence[Site], *, target: int) -> Fraction:
    """Return delivered sites over the target (完成率); it may exceed 1."""
    return Fraction(sum(site.is_delivered for site in sites), target)


def visible_progress(sites: Sequence[Site], *, target: int, stage_weights: Sequence[Fraction]) -> Fraction:
    """Return the weighted stages of the sites over the target (形象进度), at most 1.

    Only as many sites count as were promised, the furthest ones: forty building pits do not make twenty canteens.
    """
    weights = sorted((stage_weights[site.counted_stage] for site in sites), reverse=True)
    return sum(weights[:target], Fraction(0)) / target


def time_gone(on: date) -> Fraction:
    """Return the share of the calendar year that is over at the end of a day (时序进度)."""
    days_in_year = date(on.year, 12, 31).timetuple().tm_yday
    return Fraction(on.timetuple().tm_yday, days_in_year)


def light(
    deviation: Fraction, *, green_from: Fraction, yellow_from: Fraction, is_milestone_overdue: bool
) -> Light:
    """Return the light for visible progress minus time gone; an overdue milestone is always red."""
    if is_milestone_overdue or deviation < yellow_from:
        return Light.RED
    return Light.GREEN if deviation >= green_from else Light.YELLOW


def target_value(base: Fraction, step: Fraction, mode: TargetMode) -> Fraction:
    """Return the value to be reached: base × (1 + step), or base + step when points are meant.

    base and step are ratios: 0.782 and 0.05.
    """
    return base * (1 + step) if mode is TargetMode.RELATIVE else base + step


class SiteInput(Input):
    """One site of the pledge."""

    stage: int = count("阶段0至7", "Stage 0 to 7", le=STAGES - 1)
    has_acceptance_record: bool = asked("有无验收记录", "Whether an acceptance record exists", default=False)
    reported_by: str = asked("填报人", "Who reported the stage", default="")
    accepted_by: str = asked("验收人", "Who accepted it", default="")


class ProgressInput(Input):
    """A pledge that is counted in sites."""

    target: int = count("承诺的数量", "How many were promised", ge=1)
    sites: tuple[SiteInput, ...] = asked("各项目点", "Every site", max_length=100_000)
    on: Day = asked("统计日", "Day of the count")
    stage_weights: tuple[Ratio, ...] = asked(
        "八个阶段的权重（市级参数）",
        "Weight of each of the eight stages (city parameter)",
        min_length=STAGES,
        max_length=STAGES,
    )
    green_from_pp: Ratio = asked(
        "绿灯下限（市级参数）", "Green from this deviation (city parameter)", unit="pp"
    )
    yellow_from_pp: Ratio = asked(
        "黄灯下限（市级参数）", "Yellow from this deviation (city parameter)", unit="pp"
    )
    is_milestone_overdue: bool = asked("是否有节点逾期", "Whether any milestone is overdue")


_WEIGHTS = [0, 0.10, 0.30, 0.50, 0.80, 0.90, 1, 1]


@calculator(
    name="pledge-progress",
    title=Text("承诺进度", "Progress of a pledge"),
    source="政府督查工作条例; 民生实事 monthly report pattern; E1-1, E1-2, E1-5",
    example={
        "target": 30,
        "sites": [{"stage": 6, "has_acceptance_record": True}] * 18 + [{"stage": 5}] * 5 + [{"stage": 3}] * 7,
        "on": "2026-09-30",
        "stage_weights": _WEIGHTS,
        "green_from_pp": -5,
        "yellow_from_pp": -15,
        "is_milestone_overdue": False,
    },
)
def pledge_progress(given: ProgressInput) -> Answer:
    """Count what is delivered and compare visible progress with the time that is gone."""
    _nobody_accepts_his_own_report(given.sites)
    sites = [Site(site.stage, site.has_acceptance_record) for site in given.sites]
    progress = visible_progress(sites, target=given.target, stage_weights=given.stage_weights)
    deviation = progress - time_gone(given.on)
    shown = light(
        deviation,
        green_from=given.green_from_pp / 100,
        yellow_from=given.yellow_from_pp / 100,
        is_milestone_overdue=given.is_milestone_overdue,
    )
    return {
        "delivered": sum(site.is_delivered for site in sites),
        "completion_percent": percent(completion(sites, target=given.target)),
        "visible_progress_percent": percent(progress),
        "time_gone_percent": percent(time_gone(given.on)),
        "deviation_pp": percent(deviation),
        "light": shown.value,
        "sites_without_acceptance_record": [
            index for index, site in enumerate(sites) if site.lacks_its_record
        ],
    }


def _nobody_accepts_his_own_report(sites: Sequence[SiteInput]) -> None:
    for index, site in enumerate(sites):
        if site.accepted_by and site.accepted_by == site.reported_by:
            raise refused(
                f"sites.{index}.accepted_by",
                "separation_of_duties",
                what=Text("验收人与填报人是同一人。", "The same person reported and accepted the site."),
                why=Text("自己填报的项目不能自己验收。", "Nobody accepts what he reported himself."),
                do=Text("请由另一人验收。", "Have another person accept it."),
            )


class TargetInput(Input):
    """A base value and the step that was promised."""

    base_percent: Ratio = asked("基期值", "Base value", unit="percent", ge=0, le=100)
    step_percent: Ratio = asked("提升幅度", "Promised step", unit="percent or pp")
    mode: TargetMode = asked("相对提升还是百分点", "Relative, or percentage points")
    value_percent: Ratio | None = asked("当前值", "Present value", unit="percent", default=None)


@calculator(
    name="pledge-target",
    title=Text("指标目标值", "Target of an indicator"),
    source="市委五届十次全会承诺“提升5%以上”的两种理解; E6-1",
    example={"base_percent": 78.2, "step_percent": 5, "mode": "relative", "value_percent": 82.11},
)
def pledge_target(given: TargetInput) -> Answer:
    """Return the value that keeps the promise, and whether the present value does."""
    target = target_value(given.base_percent / 100, given.step_percent / 100, given.mode)
    is_met = None if given.value_percent is None else given.value_percent / 100 >= target
    return {"target_percent": percent(target), "is_met": is_met}


class AreaInput(Input):
    """One county and how many of the required things it has."""

    name: str = asked("县（区、市）", "County", min_length=1)
    complete: int = count("已具备的项数", "How many it has")
    required: int = count("应具备的项数", "How many it needs", ge=1)


class CoverageInput(Input):
    """All counties of a pledge such as "in every county" (县县全覆盖)."""

    areas: tuple[AreaInput, ...] = asked("各县情况", "Every county", min_length=1, max_length=5000)


@calculator(
    name="pledge-coverage",
    title=Text("县县全覆盖", "Coverage of every county"),
    source="E1-3",
    example={
        "areas": [{"name": f"县{number}", "complete": 5, "required": 5} for number in range(1, 11)]
        + [{"name": "县11", "complete": 4, "required": 5}]
    },
)
def pledge_coverage(given: CoverageInput) -> Answer:
    """Return the share of counties that have everything; the pledge is met when all have."""
    lacking = [area for area in given.areas if area.complete < area.required]
    covered = len(given.areas) - len(lacking)
    return {
        "covered": covered,
        "areas": len(given.areas),
        "coverage_percent": percent(Fraction(covered, len(given.areas))),
        "is_met": not lacking,
        "lacking": [{"name": area.name, "missing": area.required - area.complete} for area in lacking],
        "share_of_parts": decimal(
            Fraction(
                sum(min(area.complete, area.required) for area in given.areas),
                sum(area.required for area in given.areas),
            ),
            4,
        ),
    }
