"""Shares of the register: who has a contract, who was checked, as the last screening saw it."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.make import land
from tests.make.facts import make_known_household
from tests.make.leads import make_run

from minsheng.kernel.entitlements.run_files import folder_of
from minsheng.kernel.people.snapshot import write_snapshot
from minsheng.kernel.pledges.from_runs import share_of_register
from minsheng.kernel.pledges.register import age_at_least, both, day_from, day_within, lives_here

ON = date(2026, 9, 30)


@pytest.fixture
def run(reporter):
    """A screening that saw three residents, one of them far away, and one who lives elsewhere."""
    make_known_household(
        {"born_on": date(1961, 9, 30), "family_doctor_until": ON, "health_check_on": date(2026, 1, 1)},
        {"born_on": date(1961, 10, 1), "family_doctor_until": date(2026, 9, 29), "health_check_on": date(2025, 12, 31)},
    )  # fmt: skip
    make_known_household({"born_on": date(1950, 1, 1)}, division=land.FAR_VILLAGE)
    make_known_household({"lives_here": False, "family_doctor_until": ON}, division=land.FAR_VILLAGE)
    made = make_run(on=ON)
    made.finished_at, made.folder = datetime(2026, 9, 30, 4, tzinfo=UTC), f"runs/{made.token}"
    made.save()
    folder_of(made).mkdir(parents=True)
    write_snapshot(folder_of(made), on=ON)
    return made


def contracts(division):
    return share_of_register(
        division,
        on=ON,
        columns=("lives_here", "family_doctor_until"),
        part=day_from("family_doctor_until", first=ON),
        whole=lives_here,
    )


def test_a_contract_counts_to_its_last_day_and_only_for_residents(run):
    measured = contracts(land.CITY)

    assert (measured.numerator, measured.denominator, measured.as_of) == (1, 3, ON)
    assert measured.by_county[land.COUNTY].value == Fraction(1, 2)
    assert measured.by_county[land.OTHER_COUNTY].value == 0


def test_a_county_is_measured_alone(run):
    assert (contracts(land.COUNTY).numerator, contracts(land.COUNTY).denominator) == (1, 2)


def test_the_yearly_check_counts_from_the_age_and_within_the_year(run):
    measured = share_of_register(
        land.CITY,
        on=ON,
        columns=("lives_here", "born_on", "health_check_on"),
        part=day_within("health_check_on", first=date(2026, 1, 1), last=ON),
        whole=both(lives_here, age_at_least(65, on=ON)),
    )

    # Whoever is born on 1 October 1961 is 64 on 30 September 2026.
    assert (measured.numerator, measured.denominator) == (1, 2)


def test_a_share_of_the_register_asks_the_database_for_nobody(run):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        contracts(land.CITY)

    assert not any("people_person" in query["sql"] for query in queries.captured_queries)


def test_a_screening_of_a_later_day_is_not_looked_at(run):
    measured = share_of_register(
        land.CITY, on=date(2026, 9, 29), columns=("lives_here",), part=lives_here, whole=lives_here
    )

    assert measured.value is None
