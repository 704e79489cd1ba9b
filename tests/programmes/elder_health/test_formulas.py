"""Elder health: worked examples E8-1 to E8-6, and both sides of every cut-off."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.bands import band_of
from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.elder_health import formulas, screening  # noqa: F401 (formulas registers the calculators)

NO_SYMPTOM_GDS = [number in screening.GDS_REVERSED for number in range(1, 16)]


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def points_of(total, *, items, highest):
    points, left = [], total
    for _ in range(items):
        points.append(min(highest, left))
        left -= points[-1]
    return points


def band_code(name, total, **shape):
    return run(name, answers=points_of(total, **shape))["band"]["code"]


def test_e8_1_normal_nutrition_and_unknown_weight_loss():
    assert run("mna-sf")["score"] == 13
    assert run("mna-sf")["band"]["code"] == "normal"
    unknown = run("mna-sf", weight_loss="unknown")
    assert (unknown["score"], unknown["band"]["code"]) == (11, "at_risk")


@pytest.mark.parametrize(
    ("total", "code"), [(12, "normal"), (11, "at_risk"), (8, "at_risk"), (7, "malnourished")]
)
def test_both_sides_of_the_nutrition_bands(total, code):
    assert band_of(total, screening.MNA_SF).code == code


@pytest.mark.parametrize(
    ("bmi", "points"), [("18.99", 0), ("19", 1), ("20.99", 1), ("21", 2), ("22.99", 2), ("23", 3)]
)
def test_the_points_of_a_body_mass_index(bmi, points):
    assert screening.body_mass_points(Fraction(bmi)) == points


def test_the_calf_stands_in_for_the_body_mass_index():
    assert run("mna-sf", bmi=None, calf_cm=31)["score"] == 14
    assert run("mna-sf", bmi=None, calf_cm=30.9)["score"] == 11


def test_an_unmeasured_body_gives_no_score():
    found = run("mna-sf", bmi=None)

    assert found["score"] is None
    assert found["missing"] == [6]


@pytest.mark.parametrize(
    ("total", "code"), [(0, "none"), (4, "none"), (5, "mild"), (9, "mild"), (10, "marked"), (15, "marked")]
)
def test_both_sides_of_the_gds_bands(total, code):
    answers = [
        not answer if number <= total else answer for number, answer in enumerate(NO_SYMPTOM_GDS, start=1)
    ]

    found = run("gds-15", answers=answers)

    assert (found["score"], found["band"]["code"]) == (total, code)


def test_a_reversed_item_scores_on_no():
    assert screening.gds_15([False, *NO_SYMPTOM_GDS[1:]]).total == 1
    assert screening.gds_15([True, True, *NO_SYMPTOM_GDS[2:]]).total == 1


def test_e8_3_a_mild_total_and_an_alert():
    found = run("phq-9")

    assert (found["score"], found["band"]["code"]) == (6, "mild")
    assert found["needs_follow_up_today"]
    assert "today" in found["next_step"]["en"]


def test_item_nine_raises_the_alert_even_while_others_are_missing():
    found = run("phq-9", answers=[None, 0, 0, 0, 0, 0, 0, 0, 1])

    assert found["score"] is None
    assert found["needs_follow_up_today"]


@pytest.mark.parametrize("item_nine", [0, None])
def test_without_item_nine_there_is_no_alert(item_nine):
    assert not run("phq-9", answers=[3, 3, 3, 3, 3, 3, 3, 3, item_nine])["needs_follow_up_today"]


@pytest.mark.parametrize(
    ("total", "code"),
    [
        (4, "none"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately_severe"),
        (19, "moderately_severe"),
        (20, "severe"),
        (27, "severe"),
    ],
)
def test_both_sides_of_the_phq_bands(total, code):
    assert band_code("phq-9", total, items=9, highest=3) == code


@pytest.mark.parametrize(
    ("total", "code"),
    [(4, "none"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"), (15, "severe")],
)
def test_both_sides_of_the_gad_bands(total, code):
    assert band_code("gad-7", total, items=7, highest=3) == code


@pytest.mark.parametrize(
    ("changes", "code"), [(0, "negative"), (1, "negative"), (2, "positive"), (8, "positive")]
)
def test_two_changes_are_positive_on_the_ad8(changes, code):
    assert run("ad8", answers=[number < changes for number in range(8)])["band"]["code"] == code


@pytest.mark.parametrize(
    ("raw", "schooling", "norm", "is_impaired"),
    [
        (13, 0, "beijing", True),
        (14, 0, "beijing", False),
        (19, 6, "beijing", True),
        (20, 6, "beijing", False),
        (24, 7, "beijing", True),
        (25, 7, "beijing", False),
        (25, 16, "international", True),
        (26, 16, "international", False),
    ],
)
def test_both_sides_of_each_moca_cut_off(raw, schooling, norm, is_impaired):
    assert run("moca", raw=raw, years_of_schooling=schooling, norm=norm)["is_impaired"] is is_impaired


def test_the_education_point_is_added_up_to_twelve_years_and_to_thirty():
    assert screening.moca_score(25, years_of_schooling=12, adds_education_point=True) == 26
    assert screening.moca_score(25, years_of_schooling=13, adds_education_point=True) == 25
    assert screening.moca_score(25, years_of_schooling=12, adds_education_point=False) == 25
    assert screening.moca_score(30, years_of_schooling=0, adds_education_point=True) == 30


def test_an_unfinished_moca_has_no_result():
    assert run("moca", raw=None)["is_impaired"] is None


@pytest.mark.parametrize(
    ("total", "code"),
    [(8, "none"), (10, "mild_to_moderate"), (24, "mild_to_moderate"), (26, "severe"), (40, "severe")],
)
def test_both_sides_of_the_hearing_handicap_bands(total, code):
    assert band_code("hhie-s", total, items=10, highest=4) == code


def test_an_answer_that_is_not_on_the_form_is_refused():
    with pytest.raises(BadInput):
        run("hhie-s", answers=[1] + [0] * 9)
    with pytest.raises(BadInput):
        run("phq-9", answers=[4] + [0] * 8)


@pytest.mark.parametrize(
    ("name", "length"), [("gds-15", 15), ("phq-9", 9), ("gad-7", 7), ("ad8", 8), ("hhie-s", 10)]
)
def test_an_unanswered_item_gives_no_score_and_a_lacking_one_is_refused(name, length):
    found = run(name, answers=[None] * length)

    assert found["score"] is None
    assert found["band"] is None
    assert found["missing"] == list(range(1, length + 1))
    with pytest.raises(BadInput):
        run(name, answers=[None] * (length - 1))


@pytest.mark.parametrize(
    ("right", "left", "passes"), [(3, 3, [True, True]), (2, 3, [False, True]), (None, 6, [None, True])]
)
def test_an_ear_passes_the_whisper_with_three_of_six(right, left, passes):
    assert list(run("whispered-voice", right_correct=right, left_correct=left)["passes"].values()) == passes


def test_e8_5_the_better_ear_at_42_5_decibels_is_moderate():
    found = run("audiometry")

    assert found["better_ear_db"] == 42.5
    assert found["band"]["code"] == "moderate"


@pytest.mark.parametrize(
    ("decibels", "code"),
    [
        (19.9, "normal"),
        (20, "mild"),
        (34.9, "mild"),
        (35, "moderate"),
        (50, "moderately_severe"),
        (65, "severe"),
        (80, "profound"),
        (94.9, "profound"),
        (95, "complete"),
    ],
)
def test_both_sides_of_the_grades_of_hearing(decibels, code):
    assert run("audiometry", right_db=[decibels] * 4, left_db=[120] * 4)["band"]["code"] == code


def test_the_better_ear_counts_whichever_it_is():
    assert run("audiometry", right_db=[120] * 4, left_db=[10] * 4)["band"]["code"] == "normal"
    assert run("audiometry", right_db=[10] * 4, left_db=[120] * 4)["band"]["code"] == "normal"


def test_an_unmeasured_frequency_gives_no_grade():
    assert run("audiometry", left_db=[50, None, 60, 70])["band"] is None


@pytest.mark.parametrize(
    ("total", "code"),
    [(3, "self_sufficient"), (4, "mild"), (8, "mild"), (9, "moderate"), (18, "moderate"), (19, "dependent")],
)
def test_both_sides_of_the_self_care_bands(total, code):
    assert band_of(total, screening.SELF_CARE).code == code


def test_a_self_care_item_has_its_own_points():
    assert run("elder-self-care")["score"] == 5
    with pytest.raises(BadInput):
        run("elder-self-care", eating=1)
    assert run("elder-self-care", moving=None)["score"] is None


def test_e8_6_people_managed_and_counties_covered():
    found = run("elder-health-coverage")

    assert found["managed_percent"] == 71.89
    assert found["counties_percent"] == 81.82
    assert not found["is_every_county_covered"]


def test_a_part_is_not_more_than_its_whole():
    with pytest.raises(BadInput):
        run("elder-health-coverage", managed=402_001)
    with pytest.raises(BadInput):
        run("elder-health-coverage", counties_with_both_licences=12)


@given(points=st.lists(st.none() | st.integers(0, 3), min_size=9, max_size=9))
def test_a_score_needs_every_answer(points):
    score = screening.scored(points, screening.PHQ_9)

    assert (score.total is None) == (None in points) == bool(score.missing)
