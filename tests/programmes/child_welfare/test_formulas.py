"""Child welfare: worked examples E3-1 to E3-6, and both sides of every threshold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.child_welfare.formulas import (
    ReportSituation,
    RiskThresholds,
    child_top_up,
    risk_colour,
    who_is_notified,
)
from minsheng.programmes.child_welfare.orphanhood import (
    ChildStatus,
    DisabilityKind,
    Parent,
    ParentSituation,
    child_finding,
    parent_finding,
)

BORN_ON = date(2016, 5, 4)
DEAD = Parent(ParentSituation.DEAD, since=date(2024, 2, 11))
ABLE = Parent(ParentSituation.ABLE)


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def status(father, mother, *, on=date(2026, 11, 24)):
    return child_finding(BORN_ON, father, mother, on=on).status


def disabled(grade, kind):
    return Parent(ParentSituation.DISABLED, disability_grade=grade, disability_kind=kind)


def test_e3_1_contact_lost_for_less_than_six_months_is_not_yet():
    mother = Parent(ParentSituation.LOST_CONTACT, since=date(2026, 3, 1))

    assert status(DEAD, mother, on=date(2026, 8, 20)) is ChildStatus.NOT_YET
    assert status(DEAD, mother, on=date(2026, 8, 31)) is ChildStatus.NOT_YET
    assert status(DEAD, mother, on=date(2026, 9, 1)) is ChildStatus.UNRAISED
    assert run("child-nobody-raises")["eligible_from"] == "2026-09-01"


def test_e3_2_a_grade_three_disability_counts_only_if_it_is_of_mind():
    father = Parent(ParentSituation.IN_PRISON, term_months=8)

    assert status(father, disabled(3, DisabilityKind.PHYSICAL)) is ChildStatus.NOT_ELIGIBLE
    assert status(father, disabled(3, DisabilityKind.MENTAL)) is ChildStatus.UNRAISED


@pytest.mark.parametrize(
    ("grade", "kind", "counts"),
    [
        (2, DisabilityKind.PHYSICAL, True),
        (3, DisabilityKind.PHYSICAL, False),
        (4, DisabilityKind.INTELLECTUAL, True),
        (4, DisabilityKind.VISUAL, False),
    ],
)
def test_which_disability_is_severe(grade, kind, counts):
    assert parent_finding(disabled(grade, kind)).counts is counts


@pytest.mark.parametrize(("months", "counts"), [(5, False), (6, True), (7, True)])
def test_custody_counts_from_six_months(months, counts):
    assert parent_finding(Parent(ParentSituation.IN_DRUG_DETENTION, term_months=months)).counts is counts


def test_both_parents_dead_or_missing_is_an_orphan():
    assert status(DEAD, DEAD) is ChildStatus.ORPHAN
    assert status(DEAD, Parent(ParentSituation.MISSING)) is ChildStatus.ORPHAN


def test_one_able_parent_is_enough():
    assert status(DEAD, ABLE) is ChildStatus.NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("mother", "fact"),
    [
        (Parent(ParentSituation.ILL), "is_on_illness_list"),
        (Parent(ParentSituation.IN_PRISON), "term_months"),
        (Parent(ParentSituation.LOST_CONTACT), "since"),
        (Parent(ParentSituation.DISABLED), "disability_kind"),
        (Parent(ParentSituation.DISABLED, disability_kind=DisabilityKind.MENTAL), "disability_grade"),
    ],
)
def test_a_missing_fact_is_asked_for_and_never_refuses(mother, fact):
    found = child_finding(BORN_ON, DEAD, mother, on=date(2026, 11, 24))

    assert found.status is ChildStatus.UNKNOWN
    assert found.findings[1].missing_fact == fact


def test_an_illness_counts_if_it_is_on_the_list():
    assert parent_finding(Parent(ParentSituation.ILL, is_on_illness_list=True)).counts is True
    assert parent_finding(Parent(ParentSituation.ILL, is_on_illness_list=False)).counts is False


def test_at_eighteen_a_child_is_of_age():
    assert status(DEAD, DEAD, on=date(2034, 5, 3)) is ChildStatus.ORPHAN
    assert status(DEAD, DEAD, on=date(2034, 5, 4)) is ChildStatus.OF_AGE


def test_a_child_that_is_not_born_is_refused():
    with pytest.raises(BadInput, match="before the birth"):
        run("child-nobody-raises", on="2016-05-03")


@given(
    first=st.sampled_from(ParentSituation), second=st.sampled_from(ParentSituation), months=st.integers(0, 20)
)
def test_father_and_mother_weigh_the_same(first, second, months):
    one = Parent(first, since=date(2026, 6, 1), term_months=months)
    other = Parent(second, since=date(2025, 6, 1), term_months=months)

    assert status(one, other) is status(other, one)


@given(since=st.dates(date(2017, 1, 1), date(2030, 1, 1)), days=st.integers(0, 400))
def test_once_eligible_by_lost_contact_a_child_stays_eligible(since, days):
    mother = Parent(ParentSituation.LOST_CONTACT, since=since)
    found = child_finding(BORN_ON, DEAD, mother, on=since)

    assert status(DEAD, mother, on=found.eligible_from + timedelta(days=days)) is ChildStatus.UNRAISED
    assert status(DEAD, mother, on=found.eligible_from - timedelta(days=1)) is ChildStatus.NOT_YET


def test_the_top_up_is_never_negative():
    assert child_top_up(130_000, received_fen=46_000) == 84_000
    assert child_top_up(130_000, received_fen=130_000) == 0
    assert child_top_up(130_000, received_fen=140_000) == 0


def test_e3_4_a_suspected_sexual_assault_is_red_and_three_are_told():
    found = run("child-report")

    assert found["colour"] == "red"
    assert set(found["notified"]) == {"police", "procuratorate", "child_protection_centre"}
    assert found["triage_due_at"] == "2026-11-24T22:10:00+08:00"
    assert found["on_site_due_at"] == "2026-11-25T21:10:00+08:00"


def test_the_child_protection_centre_hears_of_every_report():
    assert all("child_protection_centre" in who_is_notified(situation) for situation in ReportSituation)


def test_a_report_without_time_zone_is_refused():
    with pytest.raises(BadInput, match="time zone"):
        run("child-report", reported_at="2026-11-24T21:10:00")


@pytest.mark.parametrize(
    ("score", "colour"),
    [(60, "red"), (59, "yellow"), (40, "yellow"), (39, "blue"), (20, "blue"), (19, "green"), (0, "green")],
)
def test_both_sides_of_each_colour(score, colour):
    assert risk_colour(score, RiskThresholds(60, 40, 20), is_suspected_assault=False) == colour


def test_a_suspected_assault_is_red_whatever_the_score():
    assert run("child-risk", factors=[], is_suspected_assault=True) == {"score": 0, "colour": "red"}


def test_a_factor_counts_once_and_an_unknown_one_is_refused():
    assert run("child-risk", factors=["alone", "alone"])["score"] == 30
    with pytest.raises(BadInput, match="no factor 'poverty'"):
        run("child-risk", factors=["poverty"])


def test_e3_6_at_sixteen_a_child_leaves_the_left_behind_list():
    before = run("left-behind-child", on="2026-11-23")
    after = run("left-behind-child")

    assert before["is_left_behind"]
    assert not after["is_left_behind"]
    assert after["is_in_difficulty"]
    assert after["leaves_list_on"] == "2026-11-24"


@pytest.mark.parametrize(
    ("changes", "is_left_behind"),
    [
        ({}, True),
        ({"parents_away": "one_and_the_other_unable"}, True),
        ({"parents_away": "one"}, False),
        ({"parents_away": "none"}, False),
        ({"has_rural_hukou": False}, False),
    ],
)
def test_who_is_left_behind(changes, is_left_behind):
    assert run("left-behind-child", on="2026-01-01", **changes)["is_left_behind"] is is_left_behind
