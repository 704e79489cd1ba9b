"""Measuring: numbers that follow the records."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.make import land
from tests.make.leads import make_run
from tests.make.places import make_accepted
from tests.make.pledges import make_coverage_pledge, make_pledge

from minsheng.kernel.entitlements.models import PolicyCount
from minsheng.kernel.places.models import Acceptance, Certificate, Place
from minsheng.kernel.pledges.measuring import evidence, measure, record_measurements
from minsheng.kernel.pledges.models import PledgeMeasurement

ON = date(2026, 9, 30)
NOON = datetime(2026, 9, 30, 4, tzinfo=UTC)


def test_accepted_places_are_counted_and_by_county(make_sites):
    make_sites(2, "accepted")
    make_sites(1, "operating", division=land.FAR_TOWNSHIP)
    make_sites(5, "awaiting_acceptance")

    measured = measure(make_pledge(), on=ON)

    assert (measured.numerator, measured.value) == (3, 3)
    assert {code: share.numerator for code, share in measured.by_county.items()} == {
        land.COUNTY: 2,
        land.OTHER_COUNTY: 1,
    }


def test_a_place_that_was_really_accepted_counts(reporter, acceptor):
    make_accepted(reporter, acceptor, kind="canteen")

    assert measure(make_pledge(), on=ON).numerator == 1


def test_taking_one_record_away_lowers_the_number_by_one(make_sites):
    make_sites(3, "accepted")
    pledge = make_pledge()
    behind = evidence(pledge, on=ON)
    assert behind.count() == measure(pledge, on=ON).numerator == 3

    gone = behind.first()
    record = gone.acceptance
    Place.objects.filter(pk=gone.pk).update(acceptance=None, stage="awaiting_acceptance")
    Acceptance.objects.filter(pk=record.pk).delete()
    gone.delete()

    assert measure(pledge, on=ON).numerator == evidence(pledge, on=ON).count() == 2


@pytest.mark.parametrize(
    ("accepted_on", "counts"),
    [("2025-12-31", 0), ("2026-01-01", 1), ("2026-09-30", 1), ("2026-10-01", 0)],
)
def test_a_place_counts_from_its_acceptance_in_the_year_asked_about(make_sites, accepted_on, counts):
    make_sites(1, "accepted", accepted_on=accepted_on)

    assert measure(make_pledge(), on=ON).numerator == counts


def test_a_place_that_runs_without_a_record_does_not_count(make_sites):
    place = make_sites(1, "planned")[0]
    Place.objects.filter(pk=place.pk).update(stage="operating", opened_on=date(2026, 5, 1))

    assert measure(make_pledge(), on=ON).numerator == 0


def test_a_place_that_closed_again_does_not_count(make_sites):
    place = make_sites(1, "accepted")[0]
    Place.objects.filter(pk=place.pk).update(stage="closed")

    assert measure(make_pledge(), on=ON).numerator == 0


def test_a_division_narrows_number_and_evidence(make_sites):
    make_sites(2, "accepted")
    make_sites(1, "accepted", division=land.FAR_TOWNSHIP)
    pledge = make_pledge()

    assert measure(pledge, on=ON, division=land.OTHER_COUNTY).numerator == 1
    assert evidence(pledge, on=ON, division=land.TOWNSHIP).count() == 2


@pytest.fixture
def clinics(reporter):
    return [
        Place.objects.create(kind="clinic", name="医院", division_id=code, stage="operating")
        for code in (land.COUNTY, land.OTHER_COUNTY)
    ]


def test_coverage_counts_counties_with_a_certificate_in_force(clinics):
    for clinic in clinics:
        Certificate.objects.create(place=clinic, kind="stroke", state="granted", issued_on=date(2025, 1, 1))
    Certificate.objects.filter(place=clinics[1]).update(state="under_review")

    measured = measure(make_coverage_pledge(), on=ON)

    assert (measured.numerator, measured.denominator, measured.value) == (1, 2, Fraction(1, 2))
    assert measured.by_county[land.OTHER_COUNTY].numerator == 0


def test_uptake_comes_from_the_last_screening_and_says_of_which_day(reporter):
    run = make_run(on=date(2026, 9, 1))
    run.finished_at = NOON
    run.save()
    counts = {"not_eligible": 0, "unknown": 0, "receiving": 9, "received_not_owed": 0, "owed_missing_fen": 0}
    PolicyCount.objects.create(
        run=run,
        policy="aid",
        division_id=land.COUNTY,
        eligible=12,
        owed_missing=3,
        agreeing=8,
        amount_differs=1,
        **counts,
    )

    measured = measure(make_pledge(indicator="aid_uptake"), on=ON)

    assert (measured.value, measured.as_of) == (Fraction(9, 12), date(2026, 9, 1))


def test_without_a_screening_there_is_no_number_and_a_note(reporter):
    measured = measure(make_pledge(indicator="aid_uptake"), on=ON)

    assert measured.value is None
    assert "还没有筛查过" in measured.note.zh


def test_a_pledge_without_an_indicator_measures_nothing(reporter):
    pledge = make_pledge(indicator="", not_built_because_zh="无记录")

    assert measure(pledge, on=ON) is None
    assert evidence(pledge, on=ON) is None


def test_measurements_are_written_once_a_day(make_sites):
    make_pledge()
    make_coverage_pledge()
    make_sites(2, "accepted")
    record_measurements(on=ON, at=NOON)
    make_sites(1, "accepted")

    record_measurements(on=ON, at=NOON)

    row = PledgeMeasurement.objects.get(pledge_id="canteens")
    assert (PledgeMeasurement.objects.count(), row.numerator, row.value) == (2, 3, Decimal(3))
    assert row.by_county == {land.COUNTY: [3, None], land.OTHER_COUNTY: [0, None]}
