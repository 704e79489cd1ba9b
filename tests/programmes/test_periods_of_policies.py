"""From which month to which month the policies of the city are due: the worked examples of their SPEC.md files."""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.history import HouseholdHistory
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.periods import CONFIRMED, unknown_events
from minsheng.engines.policy.schedule import Schedule, Why, schedule
from minsheng.kernel.people.codes import ParentStatus
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.city import find_city, load_city
from minsheng.kernel.registry.loading import policies

PARAMETERS = ParameterSet.load(load_city(find_city("jinzhong")).parameters_folder)


HERE = {"relation": 1, "has_local_hukou": True, "lives_here": True}


def due(
    policy: str,
    facts: dict[str, object],
    span: tuple[date, date],
    home: dict[str, object] | None = None,
    **days: date,
) -> Schedule:
    past = HouseholdHistory.read(
        {"persons": [HERE | facts], "household": home or {}, "county": "140729"}, vocabulary=FACTS
    )
    return schedule(policies()[policy], past, PARAMETERS, from_=span[0], to=span[1], days=days, member=0)


def by_year(lines: Schedule) -> dict[int, int]:
    return {line.first_day.year: line.amount_fen // 100 for line in lines.due if line.amount_fen}


YEARS = (date(2025, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("born_on", "yuan"),
    [
        ("2022-07-03", {2025: 2100}),
        ("2023-05-12", {2025: 3600, 2026: 1500}),
        ("2024-12-31", {2025: 3600, 2026: 3600, 2027: 3600}),
        ("2025-01-01", {2025: 3600, 2026: 3600, 2027: 3600}),
        ("2026-03-08", {2026: 3600, 2027: 3600, 2028: 3600}),
        ("2026-12-31", {2026: 3600, 2027: 3600, 2028: 3600}),
        ("2021-12-31", {}),
        ("2022-01-01", {2025: 300}),
    ],
)
def test_the_childcare_subsidy_by_years(born_on, yuan):
    """E7-1: months due times 300 before the scheme, three whole years under it."""
    assert by_year(due("childcare_subsidy", {"born_on": born_on}, YEARS)) == yuan


def test_the_year_of_moving_away_is_still_paid_here_and_the_next_there():
    """E7-6: the hukou moved on 2026-09-20, after the confirmation in May."""
    hukou = [{"value": True, "to": "2026-09-19"}, {"value": False, "from": "2026-09-20"}]

    child = {"born_on": "2026-03-08", "has_local_hukou": hukou}

    lines = due("childcare_subsidy", child, YEARS, moved_away_on=date(2026, 9, 20))

    assert by_year(lines) == {2026: 3600}
    assert [line.why for line in lines if line.first_day.year == 2027] == [Why.ENDED]


def test_the_allowance_of_age_rises_in_the_month_of_the_ninetieth_birthday():
    """E2-8: born 1936-11-24, 100 yuan from 2026-11 on, 50 before."""
    lines = due("advanced_age_allowance", {"born_on": "1936-11-24"}, (date(2026, 9, 1), date(2026, 12, 31)))

    assert [line.amount_fen for line in lines] == [5000, 5000, 10000, 10000]


@pytest.mark.parametrize(
    ("born_on", "first"),
    [("1946-08-20", date(2026, 8, 1)), ("1946-08-31", date(2026, 8, 1)), ("1946-09-01", date(2026, 9, 1))],
)
def test_the_allowance_of_age_begins_with_the_month_of_the_age_without_an_application(born_on, first):
    lines = due("advanced_age_allowance", {"born_on": born_on}, (date(2026, 1, 1), date(2026, 12, 31)))

    assert lines.first_day == first
    assert lines[0].why is Why.NOT_BEGUN


def test_the_allowance_of_age_stops_the_month_after_death():
    span = (date(2026, 1, 1), date(2026, 6, 30))

    lines = due("advanced_age_allowance", {"born_on": "1940-01-05"}, span, died_on=date(2026, 4, 1))

    assert [line.why for line in lines] == [Why.DUE] * 4 + [Why.ENDED] * 2


@pytest.mark.parametrize("policy", ["disability_living", "disability_care"])
def test_the_two_disability_subsidies_count_from_the_month_of_application(policy):
    facts = {
        "born_on": "1980-05-05", "disability_kind": 3, "disability_grade": 1, "is_orphan_supported": False,
        "is_destitute_supported": False, "has_work_injury_care": False, "care_level": 0,
    }  # fmt: skip
    home = {"assistance_class": 2, "is_urban": True}

    lines = due(policy, facts, (date(2026, 7, 1), date(2026, 12, 31)), home, applied_on=date(2026, 8, 31))

    assert lines.first_day == date(2026, 8, 1)
    assert len(lines.due) == 5


def test_an_orphan_is_paid_from_the_month_after_confirmation_until_the_month_of_coming_of_age():
    facts = {
        "born_on": "2008-10-15", "father_status": int(ParentStatus.DEAD), "mother_status": int(ParentStatus.DEAD),
        "in_child_institution": False, "schooling": 0, "is_orphan_supported": True,
    }  # fmt: skip
    span = (date(2026, 1, 1), date(2026, 12, 31))

    lines = due("orphan_allowance", facts, span, confirmed_on=date(2026, 3, 31))

    assert [line.first_day.month for line in lines.due] == [4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    ("asked_on", "is_eligible"),
    [(date(2026, 8, 20), False), (date(2026, 8, 31), False), (date(2026, 9, 1), True)],
)
def test_six_months_after_the_report_to_the_police_a_parent_counts_as_lost(asked_on, is_eligible):
    """E3-1: the report on 2026-03-01; not yet in August, from 2026-09-01 on."""
    facts = {
        "born_on": "2015-06-01", "father_status": int(ParentStatus.DEAD),
        "mother_status": int(ParentStatus.LOST_CONTACT),
        "mother_status_since": "2026-03-01", "is_destitute_supported": False,
    }  # fmt: skip
    home = {"assistance_class": 0}

    lines = due(
        "de_facto_unsupported", facts, (date(2026, 8, 1), date(2026, 10, 31)), home, confirmed_on=asked_on
    )

    # Confirmed in August it is asked on 1 September, when the six months are over.
    assert lines.first_day == (date(2026, 10, 1) if is_eligible else date(2026, 9, 1))


def test_every_event_of_every_period_is_known_to_cases_or_a_date_among_the_facts():
    dates = [fact.name for fact in FACTS.values() if fact.kind is Kind.DATE]

    assert unknown_events([policy.period for policy in policies().values()], dates) == []


@pytest.mark.parametrize(
    ("policy", "beginning"),
    [
        ("dibao", "从确认次月起"),
        ("tekun", "从确认次月起"),
        ("dibao_single", "从确认次月起"),
        ("dibao_edge", "从确认之日起"),
        ("rigid_expense", "从确认之日起"),
        ("disability_living", "从申请当月起"),
        ("disability_care", "从申请当月起"),
        ("advanced_age_allowance", "从达到规定年龄当月起"),
        ("elder_service_allowance", "从申请当月起"),
        ("elder_nursing_allowance", "从申请当月起"),
        ("care_voucher", "从确认次月起"),
        ("visiting_care", "从符合条件之日起"),
        ("orphan_allowance", "从确认次月起"),
        ("de_facto_unsupported", "从确认次月起"),
        ("childcare_subsidy", "从出生当月起"),
        ("hard_to_employ", "从确认之日起"),
        ("graduate_1131", "从符合条件之日起"),
        ("health_check_65", "从符合条件之日起"),
        ("family_doctor_priority", "从符合条件之日起"),
    ],
)
def test_from_when_each_policy_counts(policy, beginning):
    assert policies()[policy].period.beginning.zh == beginning


def test_the_dibao_of_a_household_is_paid_from_the_month_after_confirmation_with_what_it_earns_then():
    """E4-1: 720 × 3 − 1 700 = 460; the wage that ends in June is no longer set against July."""
    earner = {
        **HERE, "business_fen": 0, "property_fen": 0, "pension_fen": 0, "basic_pension_fen": 0,
        "transfer_fen": 20000, "employment": 1, "born_on": "1985-01-01", "sex": 1,
        "wage_fen": [{"value": 150000, "to": "2026-06-30"}, {"value": 0, "from": "2026-07-01"}],
        "is_severely_ill": False, "disability_grade": 0, "disability_kind": 0,
    }  # fmt: skip
    others = [
        earner | {"relation": relation, "wage_fen": 0, "transfer_fen": 0, "employment": 0}
        for relation in (2, 6)
    ]
    home = {
        "is_urban": True, "household_kind": 1, "financial_assets_fen": 0, "vehicles": 0, "dwellings": 1,
        "has_shop": False, "registered_capital_fen": 0,
    }  # fmt: skip
    family = {"persons": [earner, *others], "household": home, "county": "140729"}
    past = HouseholdHistory.read(family, vocabulary=FACTS)

    lines = schedule(
        policies()["dibao"], past, PARAMETERS, from_=date(2026, 4, 1), to=date(2026, 8, 31),
        days={CONFIRMED: date(2026, 4, 9)},
    )  # fmt: skip

    assert [line.why for line in lines][:2] == [Why.NOT_BEGUN, Why.DUE]
    assert [line.amount_fen for line in lines.due] == [46000, 46000, 196000, 196000]
