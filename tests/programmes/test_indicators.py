"""What programmes can measure, from real records."""

from datetime import date
from fractions import Fraction

import pytest
from tests.make import land
from tests.make.cases import noon

from minsheng.kernel.cases.models import Case
from minsheng.kernel.places.models import Acceptance, Certificate, Place
from minsheng.kernel.pledges.measuring import counties_within
from minsheng.kernel.registry.card import load
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.registry.loading import indicators
from minsheng.programmes.medical_services.places import FIVE_CENTRES

ON = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def tree(db):
    land.make_land()


def measured(key, division=land.CITY):
    return load(indicators()[key].measure)(division, on=ON)


def make_place(kind, division=land.COUNTY, *, capacity=None, is_accepted=False):
    place = Place.objects.create(
        kind=kind,
        name=f"{kind}{Place.objects.count()}",
        division_id=division,
        capacity=capacity,
        stage="operating",
    )
    if is_accepted:
        place.acceptance = Acceptance.objects.create(place=place, accepted_on=date(2026, 5, 1), passed=True)
        place.save()
    return place


def certify(place, *kinds, state="granted", issued_on=date(2026, 3, 1)):
    for kind in kinds:
        Certificate.objects.create(place=place, kind=kind, state=state, issued_on=issued_on)


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("elder_care.care_centres", ("community_care_centre", "regional_care_centre")),
        ("elder_care.canteens", ("community_canteen",)),
        ("elder_care.rural_day_care", ("rural_day_care",)),
    ],
)
def test_only_accepted_places_of_its_kinds_count(key, kinds):
    for kind in kinds:
        make_place(kind, is_accepted=True)
        make_place(kind)
    make_place("hospital", is_accepted=True)

    assert measured(key).numerator == len(kinds)


def test_a_county_counts_only_with_all_five_centres_in_force():
    """Worked example E6-5: the centre for newborns is under review in one county."""
    all_five = [kind.key for kind in FIVE_CENTRES]
    certify(make_place("hospital", land.OTHER_COUNTY), *all_five)
    hospital = make_place("hospital", land.COUNTY)
    certify(hospital, *all_five[:-1])
    certify(hospital, all_five[-1], state="under_review")

    found = measured("medical_services.five_centres")

    assert (found.numerator, found.denominator) == (1, 2)
    assert found.by_county[land.COUNTY].numerator == 0


def test_five_centres_may_stand_in_two_hospitals_of_a_county():
    all_five = [kind.key for kind in FIVE_CENTRES]
    certify(make_place("hospital"), *all_five[:2])
    certify(make_place("hospital"), *all_five[2:])

    assert measured("medical_services.five_centres").by_county[land.COUNTY].numerator == 1


@pytest.mark.parametrize(("issued_on", "counts"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1)])
def test_a_key_specialty_counts_in_the_year_of_its_notice(issued_on, counts):
    certify(make_place("hospital"), "provincial_key_specialty", issued_on=issued_on)

    assert measured("medical_services.key_specialties").numerator == counts


def test_an_integrated_institution_holds_both_certificates_itself():
    certify(make_place("integrated_institution", land.OTHER_COUNTY), "medical_practice", "elder_care_filing")
    certify(make_place("hospital", land.COUNTY), "medical_practice")
    certify(make_place("care_institution", land.COUNTY), "elder_care_filing")

    assert measured("elder_health.integrated_institutions").value == Fraction(1, 2)


def test_a_recognised_county_is_counted_for_its_evaluation():
    certify(make_place("education_bureau"), "preschool_universal")

    assert measured("education.preschool_counties").value == Fraction(1, 2)
    assert measured("education.balanced_counties").value == 0


def test_childcare_places_are_counted_against_the_published_population():
    make_place("nursery", capacity=40)
    make_place("nursery")  # its capacity is not known
    land.make_person()  # the register may hold a part of the people only
    people = sum(this_city().populations[county].people for county in counties_within(land.CITY))

    found = measured("birth_support.places_per_thousand")

    assert (found.numerator, found.denominator) == (40, people)


def make_case(kind, *, outcome="", closed_on=None, opened_on=(3, 1), whole_due_on=None, home=land.VILLAGE):
    return Case.objects.create(
        kind=kind, person=land.make_person(land.make_household(home)), home_id=home, division_id=home, stage="x",
        outcome=outcome, opened_at=noon(*opened_on), stage_entered_at=noon(*opened_on), whole_due_on=whole_due_on,
        closed_at=noon(*closed_on) if closed_on else None,
    )  # fmt: skip


def test_decided_on_the_last_day_is_in_time_and_withdrawn_is_not_decided():
    last_day = date(2026, 5, 8)
    make_case("dibao", outcome="granted", closed_on=(5, 8), whole_due_on=last_day)
    make_case("tekun", outcome="refused", closed_on=(5, 9), whole_due_on=last_day)
    make_case("dibao", outcome="withdrawn", closed_on=(5, 9), whole_due_on=last_day)

    found = measured("social_assistance.decided_on_time")

    assert (found.numerator, found.denominator) == (1, 2)


def test_who_declined_is_not_among_the_graduates_to_be_served():
    make_case("graduate_1131", outcome="completed", closed_on=(6, 1))
    make_case("graduate_1131", outcome="employed", closed_on=(6, 1))
    make_case("graduate_1131", outcome="declined", closed_on=(6, 1))
    make_case("graduate_1131")

    found = measured("employment.graduates_served")

    assert (found.numerator, found.denominator, found.evidence.count()) == (2, 3, 2)


def test_a_visit_counts_as_made_when_it_is_closed():
    make_case("visit", outcome="visited", closed_on=(6, 1))
    make_case("visit", home=land.FAR_VILLAGE)

    found = measured("social_assistance.visits_made")

    assert (found.value, found.by_county[land.OTHER_COUNTY].value) == (Fraction(1, 2), 0)


def test_recognised_people_are_counted_where_they_live():
    make_case("hard_to_employ", outcome="recognised", closed_on=(6, 1))
    make_case("hard_to_employ", outcome="refused", closed_on=(6, 1))

    found = measured("employment.hard_to_employ_recognised", land.COUNTY)

    assert (found.numerator, found.by_county) == (1, {land.COUNTY: found.whole})
