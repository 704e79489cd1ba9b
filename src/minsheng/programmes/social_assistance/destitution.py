"""Calculators for destitute persons (特困人员): self-care, standard, and what a supporter is counted to give."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import amount, both
from minsheng.engines.formulas.inputs import Input, Ratio, asked, count, money
from minsheng.engines.formulas.money import Rounding, rounded, share_of
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from minsheng.engines.formulas.answers import Answer


class SelfCare(StrEnum):
    """How much care a 特困 person needs."""

    FULL = "self_sufficient"
    HALF = "partly_dependent"
    NONE = "wholly_dependent"


_SELF_CARE_NAMES = {
    SelfCare.FULL: Text("全自理", "Self-sufficient"),
    SelfCare.HALF: Text("半护理", "Partly dependent"),
    SelfCare.NONE: Text("全护理", "Wholly dependent"),
}
LEAST_UNMET_OF_WHOLLY_DEPENDENT = 4


def self_care(unmet: int) -> SelfCare:
    """Return the level for the number of the six indicators that are not met. Source: 民发〔2021〕43号."""
    if unmet == 0:
        return SelfCare.FULL
    return SelfCare.NONE if unmet >= LEAST_UNMET_OF_WHOLLY_DEPENDENT else SelfCare.HALF


class SelfCareInput(Input):
    """The six indicators; leave out what was not assessed."""

    eats: bool | None = asked("自主吃饭", "Eats alone", default=None)
    dresses: bool | None = asked("自主穿衣", "Dresses alone", default=None)
    gets_in_and_out_of_bed: bool | None = asked("自主上下床", "Gets in and out of bed alone", default=None)
    uses_the_toilet: bool | None = asked("自主如厕", "Uses the toilet alone", default=None)
    walks_indoors: bool | None = asked("室内自主行走", "Walks indoors alone", default=None)
    bathes: bool | None = asked("自主洗澡", "Bathes alone", default=None)


@calculator(
    name="destitute-self-care",
    title=Text("特困人员生活自理能力", "Self-care of a destitute person"),
    source="特困人员认定办法 民发〔2021〕43号",
    example={
        "eats": True,
        "dresses": True,
        "gets_in_and_out_of_bed": True,
        "uses_the_toilet": True,
        "walks_indoors": True,
        "bathes": False,
    },
)
def destitute_self_care(given: SelfCareInput) -> Answer:
    """Return the level by six indicators; a missing one gives no level."""
    indicators = given.model_dump()
    missing = [name for name, is_met in indicators.items() if is_met is None]
    unmet = sum(is_met is False for is_met in indicators.values())
    level = None if missing else self_care(unmet)
    return {
        "unmet": unmet,
        "level": None if level is None else level.value,
        "level_name": None if level is None else both(_SELF_CARE_NAMES[level]),
        "missing": missing,
    }


def destitute_standard(
    standard_fen: int, *, multiple: Fraction, minimum_wage_fen: int, care_share: Fraction
) -> int:
    """Return the monthly standard of a 特困 person in fen: living at a multiple of 低保, plus care.

    The two parts are rounded up to the fen each, as they are paid apart.
    """
    living = share_of(standard_fen, multiple, rounding=Rounding.CEIL)
    return living + share_of(minimum_wage_fen, care_share, rounding=Rounding.CEIL)


class DestituteInput(Input):
    """The local standards and the person's care share."""

    standard_fen: int = money("低保月标准（市级参数）", "Standard of 低保 (city parameter)")
    multiple: Ratio = asked("基本生活标准倍数（参数）", "Multiple of 低保 (parameter)", ge=1)
    minimum_wage_fen: int = money("最低工资（市级参数）", "Minimum wage a month (city parameter)")
    care_share: Ratio = asked(
        "照料护理占最低工资比例（市级参数）",
        "Care as a share of the minimum wage (city parameter)",
        ge=0,
        le=1,
    )


@calculator(
    name="destitute-standard",
    title=Text("特困人员救助供养标准", "Standard of a destitute person"),
    source="民发〔2021〕43号; shares are city parameters",
    example={"standard_fen": 72000, "multiple": 1.3, "minimum_wage_fen": 198000, "care_share": "1/6"},
)
def destitute_standard_of_month(given: DestituteInput) -> Answer:
    """Return the monthly standard: living and care."""
    return amount(
        destitute_standard(
            given.standard_fen,
            multiple=given.multiple,
            minimum_wage_fen=given.minimum_wage_fen,
            care_share=given.care_share,
        )
    )


def supporter_contribution(
    per_capita_fen: int, *, standard_fen: int, multiple: Fraction, share: Fraction, supported: int
) -> int:
    """Return what a supporter living apart is counted to give each person a month, in fen, rounded down.

    His income a head above a multiple of the standard, a share of it, divided by those he supports.
    Below the multiple he is unable and gives nothing. Source: 民发〔2021〕57号 pattern.
    """
    surplus = max(Fraction(0), per_capita_fen - standard_fen * multiple)
    return rounded(surplus * share / supported, rounding=Rounding.FLOOR)


class SupporterInput(Input):
    """A supporter who does not live in the household."""

    per_capita_fen: int = money("赡养抚养人家庭人均月收入", "Income a head in the supporter's household")
    standard_fen: int = money("低保月标准（市级参数）", "Standard of 低保 (city parameter)")
    multiple: Ratio = asked(
        "扣除倍数（市级参数）", "Multiple of the standard that is kept (city parameter)", ge=1
    )
    share: Ratio = asked("计入比例（市级参数）", "Share of the rest that counts (city parameter)", ge=0, le=1)
    supported: int = count("被赡养抚养人数", "Persons he supports", ge=1, le=100)


@calculator(
    name="supporter-contribution",
    title=Text("赡养抚养费核算", "Contribution of a supporter"),
    source="民发〔2021〕57号; k and share are city parameters",
    example={"per_capita_fen": 300000, "standard_fen": 72000, "multiple": 2, "share": 0.5, "supported": 2},
)
def supporter_contribution_of_month(given: SupporterInput) -> Answer:
    """Return what one supported person is counted to receive a month."""
    return amount(
        supporter_contribution(
            given.per_capita_fen,
            standard_fen=given.standard_fen,
            multiple=given.multiple,
            share=given.share,
            supported=given.supported,
        )
    )
