"""Education: worked examples E10-1 to E10-6, and both sides of every threshold."""

from fractions import Fraction

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.education.balance import (
    SchoolOutcome,
    SchoolStage,
    Spread,
    cv_limit,
    resources,
    school_finding,
    weighted_cv,
    weighted_spread,
)
from minsheng.programmes.education.formulas import homework_limit
from minsheng.programmes.education.timetable import curriculum, group_shares, known_subjects, yearly_totals

PUPILS = [45, 37, 89, 76, 55]
BOOKS = [279, 137, 935, 160, 402]
AT_THRESHOLD = {resource.code: resource.thresholds[SchoolStage.PRIMARY] for resource in resources()}
WEEKLY = curriculum()["default_weekly"]

schools = st.lists(
    st.tuples(st.integers(1, 3000), st.fractions(0, 100, max_denominator=100)), min_size=1, max_size=20
).filter(lambda rows: any(value for _, value in rows))


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def outcome(**changes):
    return school_finding({**AT_THRESHOLD, **changes}, SchoolStage.PRIMARY).outcome


def test_e10_1_the_difference_coefficient_of_five_schools():
    found = run("school-difference")

    assert (found["mean"], found["deviation"], found["cv"]) == (6.3344, 3.2639, 0.5153)
    assert not found["passes"]


def test_e10_1_each_pupil_weighs_the_same_and_not_each_school():
    values = [Fraction(books, pupils) for books, pupils in zip(BOOKS, PUPILS, strict=True)]

    assert round(weighted_cv(values, PUPILS), 4) == 0.5153
    assert round(weighted_cv(values, [1] * 5), 3) == 0.489


@given(rows=schools)
def test_the_coefficient_agrees_with_numpy(rows):
    pupils, values = zip(*rows, strict=True)
    floats = numpy.array([float(value) for value in values])
    mean = numpy.average(floats, weights=pupils)
    deviation = numpy.sqrt(numpy.average((floats - mean) ** 2, weights=pupils))

    assert weighted_cv(values, pupils) == pytest.approx(deviation / mean, abs=1e-6)


@given(rows=schools, factor=st.integers(1, 1000))
def test_the_unit_of_a_resource_does_not_matter(rows, factor):
    pupils, values = zip(*rows, strict=True)

    assert weighted_cv([value * factor for value in values], pupils) == pytest.approx(
        weighted_cv(values, pupils)
    )


@pytest.mark.parametrize(
    ("variance", "passes"), [(Fraction(1, 4), True), (Fraction(25_000_001, 100_000_000), False)]
)
def test_a_coefficient_exactly_at_the_limit_passes(variance, passes):
    assert Spread(Fraction(1), variance).is_within(cv_limit(SchoolStage.PRIMARY)) is passes


def test_junior_schools_have_a_stricter_limit():
    assert cv_limit(SchoolStage.JUNIOR) == Fraction(45, 100)


def test_a_school_without_pupils_is_named():
    with pytest.raises(ValueError, match="School 2 has an enrolment of 0"):
        weighted_spread([Fraction(1), Fraction(1)], [10, 0])


def test_nothing_to_compare_is_refused():
    with pytest.raises(ValueError, match="needs a value"):
        weighted_spread([], [])
    with pytest.raises(BadInput, match="Without a mean"):
        run("school-difference", schools=[{"pupils": 5, "resource": 0}])


def test_six_at_the_threshold_and_the_last_at_85_percent_meet():
    assert outcome() is SchoolOutcome.MEETS
    assert outcome(L5=Fraction("6.375")) is SchoolOutcome.MEETS
    assert outcome(L5=Fraction("6.374")) is SchoolOutcome.FAILS


def test_e10_3_five_at_the_threshold_fail_even_if_the_others_are_near():
    assert outcome(L4=Fraction("4.4"), L5=Fraction("7.4")) is SchoolOutcome.FAILS


def test_a_missing_resource_is_unknown_unless_the_school_fails_anyway():
    assert outcome(L5=None) is SchoolOutcome.UNKNOWN
    assert outcome(L5=None, L4=Fraction(1)) is SchoolOutcome.FAILS


def test_a_resource_that_does_not_exist_is_refused():
    with pytest.raises(BadInput, match="no 'L8'"):
        run("school-resources", values={"L8": 1})


def test_the_default_timetable_has_9522_lessons_and_every_share_in_range():
    found = run("timetable")

    assert found["weekly_totals"] == [26, 26, 30, 30, 30, 30, 34, 34, 34]
    assert found["yearly_totals"] == [910, 910, 1050, 1050, 1050, 1050, 1190, 1190, 1122]
    assert found["total"] == 9522
    assert found["is_complete"]


def test_the_shares_of_all_groups_are_the_whole():
    assert sum(one.share for one in group_shares(WEEKLY)) == 1
    assert sum(yearly_totals(WEEKLY)) == 9522


def test_a_lesson_too_many_is_noticed_in_its_grade():
    maths = [*WEEKLY["数学"]]
    maths[4] += 1

    found = run("timetable", weekly={**WEEKLY, "数学": maths})

    assert found["grades_over_the_cap"] == [5]
    assert not found["is_complete"]


def test_a_subject_left_out_is_out_of_range():
    without = {subject: lessons for subject, lessons in WEEKLY.items() if subject != "艺术"}

    groups = {one["group"]["en"]: one["is_in_range"] for one in run("timetable", weekly=without)["groups"]}

    assert not groups["Arts"]


def test_daily_sport_needs_five_lessons():
    assert run("timetable", sport_at_least=3)["grades_short_of_sport"] == []
    assert run("timetable", sport_at_least=4)["grades_short_of_sport"] == [3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("weekly", "sentence"),
    [
        ({"奥数": [1] * 9}, "no '奥数'"),
        ({"数学": [1] * 8}, "8 grades"),
        ({"数学": [0] * 9}, "empty"),
        ({}, "empty"),
        ({"数学": [-1] * 9}, "at least 0"),
    ],
)
def test_what_is_no_timetable_is_refused(weekly, sentence):
    with pytest.raises(BadInput, match=sentence):
        run("timetable", weekly=weekly)


def test_every_subject_belongs_to_one_group():
    assert len(known_subjects()) == len(set(known_subjects()))
    assert set(WEEKLY) == set(known_subjects())


@pytest.mark.parametrize(("grade", "minutes"), [(1, 0), (2, 0), (3, 60), (6, 60), (7, 90), (9, 90)])
def test_the_homework_limit_of_a_grade(grade, minutes):
    assert homework_limit(grade) == minutes


def test_homework_is_within_the_limit_exactly_at_it():
    assert run("homework", minutes=[60, 60])["is_within_limit"] is True
    assert run("homework", minutes=[60, 61])["is_within_limit"] is False
    assert run("homework", grade=1, minutes=[1])["is_within_limit"] is False


def test_who_did_not_answer_is_no_zero():
    found = run("homework", minutes=[None, 80])

    assert (found["mean_minutes"], found["not_answered"]) == (80.0, 1)
    assert run("homework", minutes=[None])["is_within_limit"] is None


def test_e10_5_a_charged_lunch_touches_the_fourth_and_first_and_a_full_class_the_second():
    found = run("after-school-service")

    assert found["touched"] == [1, 2, 4]
    assert found["whole_class_enrolled"]


def test_a_voluntary_free_service_after_lessons_touches_nothing():
    plan = {"periods": ["after_lessons"], "charges_for_fen": {}, "enrolled": 30, "consents": 30}

    assert run("after-school-service", **plan)["touched"] == []
    assert run("after-school-service", **plan, teaches_or_drills=True)["touched"] == [3]
    assert run("after-school-service", **plan, providers_outside_whitelist=1)["touched"] == [5]


def test_e10_6_paid_forty_days_before_the_start_is_too_early():
    assert run("training-prepayment")["broken"] == ["too_early"]
    assert run("training-prepayment", paid_on="2026-07-31")["broken"] == ["too_early"]
    assert run("training-prepayment", paid_on="2026-08-01")["is_allowed"]


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({"lessons": 72}, ["too_many_lessons"]),
        ({"lessons": 61}, ["too_many_lessons"]),
        ({"lessons": 60}, []),
        ({"lessons": None, "months": 4}, ["period_too_long"]),
        ({"lessons": None, "months": 3}, []),
        ({"lessons": 60, "months": 4}, ["period_too_long"]),
        ({"price_fen": 500_000}, []),
        ({"price_fen": 500_001}, ["amount_too_high"]),
        ({"lessons": None}, ["neither_lessons_nor_months"]),
    ],
)
def test_e10_6_both_sides_of_each_limit(changes, broken):
    assert run("training-prepayment", paid_on="2026-08-20", **changes)["broken"] == broken


@pytest.mark.parametrize(("left", "broken"), [(20, []), (21, ["too_many_lessons_left"])])
def test_a_renewal_waits_until_few_lessons_are_left(left, broken):
    assert run("training-prepayment", lessons_left=left)["broken"] == broken


def test_children_of_births_and_of_new_housing():
    found = run("school-places")

    assert found["children"] == 2593  # 2100 × 0.995 × 1.04 + 1200 × 0.35
    assert found["classes"] == 58


@pytest.mark.parametrize(
    ("births", "code"),
    [(849, "enough"), (850, "blue"), (949, "blue"), (950, "yellow"), (1000, "yellow"), (1001, "red")],
)
def test_both_sides_of_each_warning(births, code):
    found = run("school-places", births=births, survival=1, migration=0, housing=[], seats=1000)

    assert found["warning"]["code"] == code
    assert found["seats_missing"] == max(0, births - 1000)
