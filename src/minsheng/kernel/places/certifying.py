"""Certificates of places: emergency centres, key specialties, licences; granted, reviewed and withdrawn by name."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.places import problems
from minsheng.kernel.places.life_cycle import ACCEPTORS, REPORTERS
from minsheng.kernel.places.models import Certificate, Place
from minsheng.kernel.registry.card import CertificateKind, Role
from minsheng.kernel.registry.loading import certificate_kinds, programmes
from minsheng.kernel.staff.reach import reaches

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = Certificate.State


class WrongCertificateError(problems.PlaceProblemError):
    """No card knows this certificate, or it is not one for this kind of place."""


class DatesWrongError(problems.PlaceProblemError):
    """A certificate is granted in the future, or ends before it begins."""


@transaction.atomic
def prepare(place: Place, kind: str, *, by: User, at: datetime) -> Certificate:
    """Record that a place works towards a certificate. Doing so twice changes nothing."""
    certificate_kind_for(kind, place)
    _must_reach(place, kind, by, REPORTERS, at)
    certificate, is_new = Certificate.objects.get_or_create(
        place=place, kind=kind, defaults={"is_synthetic": place.is_synthetic}
    )
    if is_new:
        record("certificate prepared", certificate, by=by, at=at, kind=kind, place=place.token)
    return certificate


@transaction.atomic
def grant(
    certificate: Certificate,
    *,
    issued_on: date,
    document: str,
    by: User,
    at: datetime,
    expires_on: date | None = None,
) -> Certificate:
    """Record that a certificate was granted, with the number of the document that says so."""
    _must_reach(certificate.place, certificate.kind, by, ACCEPTORS, at)
    if issued_on > timezone.localtime(at).date() or (expires_on is not None and expires_on < issued_on):
        raise DatesWrongError(
            Text(
                "批准日期不能晚于今天，有效期不能早于批准日期。",
                "A certificate is not granted in the future, and does not end before it begins.",
            )
        )
    if not document.strip():
        raise problems.ReasonsMissingError(
            Text(
                "请填写批准文号，没有文号不能认定通过。",
                "Give the number of the document; without one nothing is granted.",
            )
        )
    certificate.issued_on, certificate.expires_on, certificate.document = (
        issued_on,
        expires_on,
        document.strip(),
    )
    return _set(certificate, State.GRANTED, by=by, at=at)


@transaction.atomic
def review(certificate: Certificate, *, by: User, at: datetime) -> Certificate:
    """Record that a certificate is being reviewed; it does not count until it is granted again."""
    _must_reach(certificate.place, certificate.kind, by, ACCEPTORS, at)
    return _set(certificate, State.UNDER_REVIEW, by=by, at=at)


@transaction.atomic
def withdraw(certificate: Certificate, *, by: User, at: datetime, because: str) -> Certificate:
    """Record that a certificate was withdrawn, and why."""
    _must_reach(certificate.place, certificate.kind, by, ACCEPTORS, at)
    if not because.strip():
        raise problems.ReasonsMissingError(Text("撤销须写明原因。", "Say why the certificate is withdrawn."))
    return _set(certificate, State.WITHDRAWN, by=by, at=at, because=because)


def certificate_kind_for(kind: str, place: Place) -> CertificateKind:
    """Return what can be certified of a place. Raises WrongCertificateError."""
    known = certificate_kinds().get(kind)
    if known is not None and place.kind in known.place_kinds:
        return known
    raise WrongCertificateError(
        Text(
            f"“{place.name}”不能申报“{kind}”。",
            f"{place.name} ({place.kind}) cannot be certified as {kind!r}.",
        )
    )


def _set(
    certificate: Certificate, state: Certificate.State, *, by: User, at: datetime, because: str = ""
) -> Certificate:
    certificate.state = state
    certificate.save()
    record(
        f"certificate {state.value}", certificate, by=by, at=at, because=because,
        kind=certificate.kind, place=certificate.place.token,
    )  # fmt: skip
    return certificate


def _must_reach(place: Place, kind: str, by: User, roles: tuple[Role, ...], at: datetime) -> None:
    programme = next(
        (
            card.key
            for card in programmes().values()
            if any(one.key == kind for one in card.certificate_kinds)
        ),
        "",
    )
    on = timezone.localtime(at).date()
    if not reaches(by, place.division_id, programme=programme, on=on, roles=roles):
        raise problems.NotYourPlaceError(
            Text(
                f"您今天在“{place.division.name}”没有办理此事的岗位。",
                f"You hold no post today that may do this in {place.division.name}.",
            )
        )
