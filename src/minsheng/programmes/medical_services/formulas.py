"""Calculators of county medicine: indicators, family doctor agreements, key groups, emergency centres.

Numerators and denominators come from settlement and hospital systems; a person in several key
groups counts once, and a missing timestamp is reported, never filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import both, decimal, percent, percent_of
from minsheng.engines.formulas.inputs import Count, Input, Ratio, asked, count
from minsheng.engines.formulas.money import Rounding, rounded
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from minsheng.engines.formulas.answers import Answer


class CountyIndicator(StrEnum):
    """The indicators of a county's medicine that are a part of a whole."""

    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    M4 = "M4"
    M5 = "M5"
    M6 = "M6"
    M7 = "M7"
    M8 = "M8"
    M9 = "M9"


@dataclass(frozen=True, slots=True)
class _Definition:
    title: Text
    part: Text
    whole: Text


_DEFINITIONS = {
    CountyIndicator.M1: _Definition(
        Text("县域内住院人次占比", "Inpatients treated inside the county"),
        Text("参保人县域内住院人次", "inpatients of the county's insured treated inside"),
        Text("参保人全部住院人次", "all inpatients of the county's insured"),
    ),
    CountyIndicator.M2: _Definition(
        Text("县域内基层门急诊占比", "Visits to township and village level"),
        Text("乡村两级门急诊人次", "visits at township, village and community level"),
        Text("县域内全部门急诊人次", "all visits in the county"),
    ),
    CountyIndicator.M3: _Definition(
        Text("县域内医保基金支出占比（不含药店）", "Fund spent inside the county, without pharmacies"),
        Text("县域内医保基金支出", "fund paid inside the county"),
        Text("参保人医保基金总支出", "all fund paid for the county's insured"),
    ),
    CountyIndicator.M4: _Definition(
        Text("基层医保基金占比", "Fund spent at township and village level"),
        Text("基层医疗机构医保基金支出", "fund paid to township and village level"),
        Text("县域内医保基金支出", "fund paid inside the county"),
    ),
    CountyIndicator.M5: _Definition(
        Text("基层中医药门急诊占比", "Traditional medicine among primary visits"),
        Text("基层中医药门急诊人次", "primary visits of traditional medicine"),
        Text("基层门急诊人次", "primary visits"),
    ),
    CountyIndicator.M6: _Definition(
        Text("有效转诊率", "Referrals that were closed"),
        Text("结案转诊人次", "referrals closed"),
        Text("全部转诊人次", "all referrals"),
    ),
    CountyIndicator.M7: _Definition(
        Text("医疗服务收入占比", "Income from medical services"),
        Text("医疗收入减药品、耗材、检查化验收入", "medical income less drugs, consumables and tests"),
        Text("医疗收入", "medical income"),
    ),
    CountyIndicator.M8: _Definition(
        Text("检查检验结果互认率", "Tests recognised instead of repeated"),
        Text("互认次数", "tests recognised"),
        Text("互认次数加重复报告次数", "tests recognised and tests reported anew"),
    ),
    CountyIndicator.M9: _Definition(
        Text("慢病规范管理率", "Chronic patients managed by the norm"),
        Text("规范管理人数", "patients managed by the norm"),
        Text("登记管理人数", "patients registered"),
    ),
}


class IndicatorInput(Input):
    """One indicator's numerator and denominator."""

    code: CountyIndicator = asked("指标代码", "Code of the indicator")
    part: int = count("分子", "Numerator")
    whole: int = count("分母", "Denominator")


@calculator(
    name="county-medicine",
    title=Text("紧密型县域医共体指标", "Indicator of county medicine"),
    source="国卫基层发〔2023〕41号; 紧密型县域医共体监测指标体系（2024版）",
    example={"code": "M1", "part": 78200, "whole": 100000},
)
def county_medicine(given: IndicatorInput) -> Answer:
    """Return the indicator in percent with its definition; no cases give no percentage."""
    _must_be_a_part("part", given.part, given.whole)
    definition = _DEFINITIONS[given.code]
    return {
        "percent": percent_of(given.part, given.whole),
        "title": both(definition.title),
        "numerator": both(definition.part),
        "denominator": both(definition.whole),
    }


def _must_be_a_part(field: str, part: int, whole: int) -> None:
    if part > whole:
        raise refused(
            field,
            "too_large",
            what=Text(f"{part}大于{whole}。", f"{part} is more than {whole}."),
            why=Text(
                "部分不能大于全部，多半是口径不一致。",
                "A part is never more than its whole; the two were probably counted differently.",
            ),
            do=Text("请核对两个数的来源。", "Check where both numbers come from."),
        )


class VisitsInput(Input):
    """A county's outpatient and emergency visits of a period."""

    hospital_visits: dict[str, Count] = asked(
        "县级医院门急诊人次", "Visits of each county hospital", min_length=1
    )
    township_visits: int = count("乡镇卫生院门急诊人次", "Visits of township health centres")
    village_visits: int = count("村卫生室门急诊人次", "Visits of village clinics")
    community_visits: int = count(
        "社区卫生服务机构门急诊人次", "Visits of community health services", default=0
    )


@calculator(
    name="primary-care-share",
    title=Text("基层诊疗量占比", "Share of primary care in all visits"),
    source="紧密型县域医共体监测指标体系（2024版） M2; E6-2",
    example={
        "hospital_visits": {"县医院": 412000, "中医院": 96000},
        "township_visits": 358000,
        "village_visits": 221000,
    },
)
def primary_care_share(given: VisitsInput) -> Answer:
    """Return the visits at the primary level over all visits in the county."""
    primary = given.township_visits + given.village_visits + given.community_visits
    every = primary + sum(given.hospital_visits.values())
    return {"primary_visits": primary, "all_visits": every, "percent": percent_of(primary, every)}


class SigningInput(Input):
    """Residents and valid agreements, all and of the key groups."""

    residents: int = count("常住人口", "Residents", ge=1)
    agreements: int = count("有效签约居民数", "Residents with a valid agreement")
    key_residents: int = count("重点人群人数（去重）", "Residents of key groups, each once")
    key_agreements: int = count("重点人群有效签约人数", "Residents of key groups with a valid agreement")
    least_step_pp: Ratio = asked("每年最少提升（承诺）", "Least rise a year (pledge)", unit="pp", ge=0)
    most_step_pp: Ratio = asked("每年最多提升（承诺）", "Most rise a year (pledge)", unit="pp", ge=0)


@calculator(
    name="family-doctor-signing",
    title=Text("家庭医生签约率", "Family doctor agreements"),
    source="国卫基层发〔2022〕10号; E6-3",
    example={
        "residents": 3376500,
        "agreements": 1368000,
        "key_residents": 648000,
        "key_agreements": 512300,
        "least_step_pp": 1,
        "most_step_pp": 3,
    },
)
def family_doctor_signing(given: SigningInput) -> Answer:
    """Return both rates, next year's corridor, and the agreements that its lower end needs."""
    _must_be_a_part("agreements", given.agreements, given.residents)
    _must_be_a_part("key_agreements", given.key_agreements, given.key_residents)
    rate = Fraction(given.agreements, given.residents)
    next_from = min(Fraction(1), rate + given.least_step_pp / 100)
    next_to = min(Fraction(1), rate + given.most_step_pp / 100)
    return {
        "percent": percent(rate),
        "key_percent": percent_of(given.key_agreements, given.key_residents),
        "next_year_from_percent": percent(next_from),
        "next_year_to_percent": percent(next_to),
        "agreements_needed": rounded(next_from * given.residents, rounding=Rounding.CEIL),
    }


class KeyGroup(StrEnum):
    """The key groups (重点人群) of family doctor agreements."""

    AGED_65 = "aged_65"
    PREGNANT = "pregnant"
    CHILD_0_6 = "child_0_6"
    DISABLED = "disabled"
    HYPERTENSION = "hypertension"
    DIABETES = "diabetes"
    TUBERCULOSIS = "tuberculosis"
    SEVERE_MENTAL_DISORDER = "severe_mental_disorder"
    LOW_INCOME = "low_income"
    OUT_OF_POVERTY = "out_of_poverty"
    SPECIAL_FAMILY_PLANNING = "special_family_planning"


def people_of_key_groups(memberships: Iterable[tuple[str, Collection[KeyGroup]]]) -> set[str]:
    """Return everybody who is in at least one key group, each once. Source: worked example E6-4."""
    return {person for person, groups in memberships if groups}


class MembershipInput(Input):
    """One person, or one row about a person, and the key groups it names."""

    person: str = asked("人员标识（不用身份证号）", "Token of the person, never an ID number", min_length=1)
    groups: tuple[KeyGroup, ...] = asked("所属重点人群", "Key groups", max_length=50)
    is_signed: bool = asked("是否有效签约", "Whether an agreement is valid")


class KeyPeopleInput(Input):
    """Rows about people of key groups; the same person may appear in several."""

    rows: tuple[MembershipInput, ...] = asked("人员清单", "Rows", max_length=100_000)


@calculator(
    name="key-people",
    title=Text("重点人群去重统计", "People of key groups, each once"),
    source="国卫基层发〔2022〕10号; E6-4",
    example={
        "rows": [
            {"person": "A7Q2", "groups": ["aged_65", "hypertension", "disabled"], "is_signed": True},
            {"person": "A7Q2", "groups": ["diabetes"], "is_signed": False},
            {"person": "B3K9", "groups": ["child_0_6"], "is_signed": False},
            {"person": "C5M1", "groups": [], "is_signed": True},
        ]
    },
)
def key_people(given: KeyPeopleInput) -> Answer:
    """Count the people of key groups and those who have signed, each once."""
    people = people_of_key_groups((row.person, row.groups) for row in given.rows)
    signed = {row.person for row in given.rows if row.is_signed} & people
    members = {group.value: {row.person for row in given.rows if group in row.groups} for group in KeyGroup}
    return {
        "people": len(people),
        "signed": len(signed),
        "percent": percent_of(len(signed), len(people)),
        "by_group": {group: len(persons) for group, persons in members.items() if persons},
    }


class CentreKind(StrEnum):
    """The five emergency centres (五大中心)."""

    CHEST_PAIN = "chest_pain"
    STROKE = "stroke"
    TRAUMA = "trauma"
    OBSTETRIC = "obstetric"
    NEWBORN = "newborn"


def missing_centres(certified: Collection[CentreKind]) -> tuple[CentreKind, ...]:
    """Return the kinds a county still lacks; a centre under review is not certified."""
    return tuple(kind for kind in CentreKind if kind not in certified)


class CountyCentres(Input):
    """A county and the kinds of centre that are certified there."""

    county: str = asked("县（区、市）", "County", min_length=1)
    certified: tuple[CentreKind, ...] = asked(
        "已通过验收的中心", "Kinds with a certified centre", max_length=50
    )


class CentresInput(Input):
    """Every county of the city."""

    counties: tuple[CountyCentres, ...] = asked("各县情况", "Every county", min_length=1, max_length=5000)


@calculator(
    name="emergency-centres",
    title=Text("五大中心县县全覆盖", "Five emergency centres in every county"),
    source="国卫办医函 五大中心建设指南; E6-5",
    example={
        "counties": [
            {"county": f"县{number}", "certified": [kind.value for kind in CentreKind]}
            for number in range(1, 11)
        ]
        + [{"county": "县11", "certified": ["chest_pain", "stroke", "trauma", "obstetric"]}]
    },
)
def emergency_centres(given: CentresInput) -> Answer:
    """Return which counties have all five, and what the others lack."""
    lacking = {one.county: missing_centres(one.certified) for one in given.counties}
    covered = sum(not missing for missing in lacking.values())
    return {
        "covered": covered,
        "coverage_percent": percent_of(covered, len(lacking)),
        "is_met": covered == len(lacking),
        "lacking": {
            county: [kind.value for kind in missing] for county, missing in lacking.items() if missing
        },
    }


def reach_of_times(
    minutes: Sequence[Fraction | None], *, at_most_minutes: Fraction
) -> tuple[int, list[Fraction]]:
    """Return how many known times are within the limit, and the known times in order."""
    known = sorted(one for one in minutes if one is not None)
    return sum(one <= at_most_minutes for one in known), known


class TimesInput(Input):
    """The minutes of every case from one event to the next, such as door to needle."""

    minutes: tuple[Ratio | None, ...] = asked(
        "各病例用时，缺记录填null",
        "Minutes of each case, null where a timestamp is missing",
        unit="minutes",
        max_length=100_000,
    )
    at_most_minutes: Ratio = asked("时限", "Time limit", unit="minutes", gt=0)


@calculator(
    name="emergency-times",
    title=Text("急救关键时间达标率", "Times of emergency care"),
    source="国卫办医函 胸痛、卒中、创伤中心建设指南",
    example={"minutes": [35, 52, 48, None, 71], "at_most_minutes": 60},
)
def emergency_times(given: TimesInput) -> Answer:
    """Return the median and the share within the limit of the cases with both timestamps."""
    reached, known = reach_of_times(given.minutes, at_most_minutes=given.at_most_minutes)
    return {
        "cases": len(given.minutes),
        "without_timestamp": len(given.minutes) - len(known),
        "median_minutes": decimal(median(known), 1) if known else None,
        "within_limit_percent": percent_of(reached, len(known)),
    }
