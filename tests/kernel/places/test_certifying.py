"""Certificates of places."""

from datetime import date

import pytest
from tests.make import land
from tests.make.places import NOON

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.places import certifying, life_cycle, problems
from minsheng.kernel.places.models import Certificate


@pytest.fixture
def clinic(reporter):
    where = Division.objects.get(pk=land.COUNTY)
    return life_cycle.plan("clinic", name="甲县医院", division=where, by=reporter, at=NOON)


@pytest.fixture
def certificate(clinic, reporter, acceptor):
    prepared = certifying.prepare(clinic, "stroke", by=reporter, at=NOON)
    return certifying.grant(
        prepared,
        issued_on=date(2026, 8, 1),
        expires_on=date(2027, 7, 31),
        document="晋卫〔2026〕1号",
        by=acceptor,
        at=NOON,
    )


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 7, 31), False),
        (date(2026, 8, 1), True),
        (date(2027, 7, 31), True),
        (date(2027, 8, 1), False),
    ],
)
def test_a_certificate_counts_from_its_first_to_its_last_day(certificate, day, counts):
    assert Certificate.objects.in_force(on=day).exists() is counts


def test_a_certificate_under_review_does_not_count(certificate, acceptor):
    certifying.review(certificate, by=acceptor, at=NOON)

    assert not Certificate.objects.in_force(on=date(2026, 9, 1)).exists()


def test_preparing_twice_changes_nothing(clinic, certificate, reporter):
    assert certifying.prepare(clinic, "stroke", by=reporter, at=NOON).state == "granted"
    assert Certificate.objects.count() == 1


def test_without_the_number_of_a_document_nothing_is_granted(certificate, acceptor):
    with pytest.raises(problems.ReasonsMissingError):
        certifying.grant(certificate, issued_on=date(2026, 8, 1), document=" ", by=acceptor, at=NOON)


@pytest.mark.parametrize(
    ("issued_on", "expires_on"), [(date(2026, 9, 2), None), (date(2026, 9, 1), date(2026, 8, 31))]
)
def test_a_certificate_is_not_of_the_future_and_does_not_end_before_it_begins(
    certificate, acceptor, issued_on, expires_on
):
    with pytest.raises(certifying.DatesWrongError):
        certifying.grant(
            certificate, issued_on=issued_on, expires_on=expires_on, document="文", by=acceptor, at=NOON
        )


def test_only_an_approver_grants(certificate, reporter):
    with pytest.raises(problems.NotYourPlaceError):
        certifying.grant(certificate, issued_on=date(2026, 8, 1), document="文", by=reporter, at=NOON)


def test_a_canteen_is_no_stroke_centre(reporter):
    canteen = life_cycle.plan(
        "canteen", name="食堂", division=Division.objects.get(pk=land.COUNTY), by=reporter, at=NOON
    )

    with pytest.raises(certifying.WrongCertificateError):
        certifying.prepare(canteen, "stroke", by=reporter, at=NOON)
