"""What the page of a facility shows: its life, inspections, certificates, history, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from minsheng.engines.policy.text import Text
from minsheng.faces.design.forms import DesignedForm
from minsheng.faces.design.language import spoken
from minsheng.faces.design.words import PLACE_STAGE
from minsheng.faces.desk.place_steps import (
    CERTIFICATE_STEPS,
    CertificateStep,
    Step,
    form_of,
    may_take,
    steps_for,
)
from minsheng.kernel.audit.models import Entry
from minsheng.kernel.places.life_cycle import ACCEPTORS, REPORTERS
from minsheng.kernel.places.models import Acceptance, Certificate, Place
from minsheng.kernel.registry.loading import certificate_kinds, place_kinds

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CERTIFICATE_STATES = {
    "preparing": Text("建设中", "in preparation"),
    "under_review": Text("复核中", "under review"),
    "granted": Text("通过验收", "granted"),
    "withdrawn": Text("已撤销", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Doable:
    """A step with its form, or what hinders it."""

    step: Step | CertificateStep
    form: DesignedForm
    hindrance: Text | None = None


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate with its name, its state in words and what may be done to it."""

    certificate: Certificate
    title: str
    state: Text
    doable: list[Doable]


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection with its list in words."""

    acceptance: Acceptance
    items: list[tuple[str, bool]]


def place_page(
    place: Place, *, by: User, on: date, failed: DesignedForm | None, failed_key: str
) -> dict[str, Any]:
    """Return the context of the page."""
    kind = place_kinds().get(place.kind)
    doable = [
        Doable(
            step, failed if failed is not None and failed_key == step.key else form_of(step, place), hindrance
        )
        for step, hindrance in steps_for(place, by, on=on)
    ]
    certificates = list(place.certificates.all())
    inspections = place.acceptances.select_related("accepted_by").order_by("-pk")
    return {
        "place": place,
        "kind": kind,
        "rows": _rows(place),
        "stages": [(key, key == place.stage) for key in Place.Stage.values],
        "doable": doable,
        "inspections": [Inspected(one, _checklist(place, one)) for one in inspections],
        "certificates": [
            _certified(one, place, by, on=on, failed=failed, failed_key=failed_key) for one in certificates
        ],
        "to_prepare": _to_prepare(place, {one.kind for one in certificates}, by, on=on),
        "history": _history(place),
    }  # fmt: skip


def _rows(place: Place) -> list[tuple[str, str]]:
    kind = place_kinds().get(place.kind)
    unit = spoken(kind.capacity_unit) if kind is not None else ""
    capacity = f"{place.capacity} {unit}" if place.capacity is not None else _("未知")
    rows = [
        (_("在哪里"), place.division.full_name), (_("地址"), place.address), (_("容量"), capacity),
        (_("谁在办"), place.operator), (_("许可证或备案号"), place.licence),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def _checklist(place: Place, acceptance: Acceptance) -> list[tuple[str, bool]]:
    kind = place_kinds().get(place.kind)
    titles: Mapping[str, Text] = {item.key: item.title for item in kind.checklist} if kind is not None else {}
    return [
        (spoken(titles[key]) if key in titles else key, bool(met))
        for key, met in acceptance.checklist.items()
    ]


def _certified(
    certificate: Certificate,
    place: Place,
    by: User,
    *,
    on: date,
    failed: DesignedForm | None,
    failed_key: str,
) -> Certified:
    kind = certificate_kinds().get(certificate.kind)
    doable = []
    if may_take(ACCEPTORS, place, by, on=on):
        for step in (one for one in CERTIFICATE_STEPS if certificate.state in one.after):
            is_failed = failed is not None and failed_key == f"{certificate.token}-{step.key}"
            doable.append(Doable(step, failed if failed is not None and is_failed else form_of(step, place)))
    title = spoken(kind.title) if kind is not None else certificate.kind
    return Certified(certificate, title, CERTIFICATE_STATES[certificate.state], doable)


def _to_prepare(place: Place, there: set[str], by: User, *, on: date) -> list[tuple[str, str]]:
    if not may_take(REPORTERS, place, by, on=on):
        return []
    return [
        (kind.key, spoken(kind.title))
        for kind in certificate_kinds().values()
        if place.kind in kind.place_kinds and kind.key not in there
    ]


def _history(place: Place) -> list[tuple[Entry, str]]:
    """Return what the log says about a place, in words."""
    entries = Entry.objects.filter(subject_kind="places.Place", subject_token=place.token)
    return [(entry, _act(entry)) for entry in entries.select_related("by").order_by("pk")]


def _act(entry: Entry) -> str:
    if entry.what == "place inspected":
        return _("验收合格") if entry.details.get("passed") else _("验收，没有通过")
    stage = entry.what.removeprefix("place ")
    return spoken(PLACE_STAGE[stage]) if stage in PLACE_STAGE else entry.what
