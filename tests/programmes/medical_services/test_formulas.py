"""County medicine: worked examples E6-1 to E6-5, and what happens without cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.medical_services.formulas import (
    CentreKind,
    CountyIndicator,
    KeyGroup,
    missing_centres,
    people_of_key_groups,
)


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def test_e6_1_the_base_of_m1_is_78_2_percent():
    assert run("county-medicine")["percent"] == 78.2


def test_e6_2_primary_care_is_579_of_1087():
    found = run("primary-care-share")

    assert found["primary_visits"] == 579_000
    assert found["all_visits"] == 1_087_000
    assert found["percent"] == 53.27


def test_community_visits_are_primary_care():
    assert run("primary-care-share", community_visits=1_000)["primary_visits"] == 580_000


def test_e6_3_agreements_of_all_and_of_the_key_groups():
    found = run("family-doctor-signing")

    assert found["percent"] == 40.52
    assert found["key_percent"] == 79.06
    assert (found["next_year_from_percent"], found["next_year_to_percent"]) == (41.52, 43.52)


def test_the_agreements_needed_reach_next_years_rate_and_one_fewer_does_not():
    found = run("family-doctor-signing", residents=1000, agreements=405, key_residents=0, key_agreements=0)

    assert found["agreements_needed"] == 415
    assert found["key_percent"] is None


def test_more_agreements_than_residents_are_refused():
    with pytest.raises(BadInput, match="more than"):
        run("family-doctor-signing", agreements=3_376_501)


def test_a_rate_does_not_rise_above_everybody():
    found = run("family-doctor-signing", agreements=3_376_500)

    assert found["next_year_to_percent"] == 100


def test_e6_4_a_person_of_three_groups_counts_once():
    elderly = {KeyGroup.AGED_65, KeyGroup.HYPERTENSION, KeyGroup.DISABLED}

    assert people_of_key_groups([("A7Q2", elderly)]) == {"A7Q2"}
    found = run("key-people")
    assert (found["people"], found["signed"]) == (2, 1)
    assert found["by_group"] == {
        "aged_65": 1,
        "child_0_6": 1,
        "disabled": 1,
        "hypertension": 1,
        "diabetes": 1,
    }


@given(
    rows=st.lists(
        st.tuples(st.sampled_from("ABCDE"), st.frozensets(st.sampled_from(KeyGroup), max_size=4)), max_size=30
    )
)
def test_the_people_of_key_groups_are_never_more_than_their_rows(rows):
    people = people_of_key_groups(rows)

    assert len(people) <= sum(bool(groups) for _, groups in rows)
    assert people == people_of_key_groups(rows + rows)


def test_e6_5_a_newborn_centre_under_review_leaves_the_county_uncovered():
    found = run("emergency-centres")

    assert found["coverage_percent"] == 90.91
    assert not found["is_met"]
    assert found["lacking"] == {"县11": ["newborn"]}


def test_a_county_with_all_five_lacks_nothing():
    assert missing_centres(set(CentreKind)) == ()
    assert missing_centres(set()) == tuple(CentreKind)


@pytest.mark.parametrize("code", list(CountyIndicator))
def test_every_indicator_has_its_definition(code):
    found = run("county-medicine", code=code.value)

    assert found["numerator"]["zh"] != found["denominator"]["zh"]


def test_an_indicator_without_cases_has_no_value():
    assert run("county-medicine", part=0, whole=0)["percent"] is None


def test_a_part_is_not_more_than_its_whole():
    with pytest.raises(BadInput, match="more than"):
        run("county-medicine", part=100_001)


def test_a_missing_timestamp_is_reported_and_not_filled_in():
    found = run("emergency-times")

    assert found == {"cases": 5, "without_timestamp": 1, "median_minutes": 50.0, "within_limit_percent": 75.0}


def test_a_time_exactly_at_the_limit_is_within_it():
    assert run("emergency-times", minutes=[60])["within_limit_percent"] == 100
    assert run("emergency-times", minutes=[60.1])["within_limit_percent"] == 0


def test_without_any_timestamp_there_is_no_median():
    found = run("emergency-times", minutes=[None])

    assert found["median_minutes"] is None
    assert found["within_limit_percent"] is None
