"""What the page of a person shows: who, with whom, what is known, what is owed, received and being worked on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.results import Eligibility
from minsheng.faces.desk.facts import conflicts_of, rows_of
from minsheng.faces.desk.findings import Finding, HouseholdFindings
from minsheng.faces.desk.openable import openable_kinds
from minsheng.faces.desk.read_log import record_reading
from minsheng.kernel.cases.models import Case
from minsheng.kernel.cases.need_to_know import CASEWORKERS, readable_facts, readable_policies
from minsheng.kernel.entitlements.models import Lead
from minsheng.kernel.payments.models import Award, Receipt
from minsheng.kernel.people.merging import HeldFact, facts_of
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.staff.reach import held_posts

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CASES_SHOWN = 20


def person_page(person: Person, *, by: User, on: date, at: datetime) -> dict[str, Any]:
    """Return the context of the page; reading sensitive facts is put on the record."""
    household = person.household
    rules = HouseholdFindings(household, reader=by, on=on) if household is not None else None
    readable = rules.readable if rules is not None else readable_facts(by, person, on=on)
    known = rules.known if rules is not None else None
    facts = rows_of(
        _own_facts(person, rules, on=on),
        entity=Entity.PERSON,
        readable=readable,
        conflicts=conflicts_of(person),
    )
    home = rows_of(
        known.facts if known is not None else {}, entity=Entity.HOUSEHOLD, readable=readable,
        conflicts=conflicts_of(household) if household is not None else [],
    )  # fmt: skip
    entitled = _entitled(person, rules, readable_policies(by, person, on=on))
    shown = {row.name for row in (*facts.rows, *home.rows)}
    if rules is not None:
        shown |= rules.facts_told(finding for group in entitled["groups"].values() for finding in group)
    record_reading(person, shown, by=by, at=at)
    return {
        "person": person,
        "household": household,
        "on": on,
        "members": known.members if known is not None else (),
        "wrong": f"/desk/people/{person.token}/wrong/" if held_posts(by, on=on, roles=CASEWORKERS) else "",
        "facts": facts,
        "home": home,
        "facts_shown": len(facts.rows) + len(home.rows),
        "disputed": [row for row in (*facts.rows, *home.rows) if row.conflict is not None],
        "openable": openable_kinds(person, by=by, on=on),
        **entitled,
        "cases": Case.objects.on_subject(person).visible_to(by, on=on).select_related("division")
        .order_by("-opened_at")[:CASES_SHOWN],
    }  # fmt: skip


def _entitled(person: Person, rules: HouseholdFindings | None, policies: frozenset[str]) -> dict[str, Any]:
    """Return what is owed, received and to be looked into, of the policies that concern the reader."""
    found = [one for one in rules.findings(person) if one.policy.key in policies] if rules is not None else []
    # An answer tells as much as its reasons: who may not read these is not told the answer.
    told = [one for one in found if one.points is not None]
    home = rules.household if rules is not None else None
    return {
        "groups": _by_answer(told),
        "answers_kept_back": len(found) - len(told),
        "receipts": _about(Receipt.objects.filter(policy__in=policies, award__isnull=True), person, home),
        "awards": _about(Award.objects.filter(policy__in=policies), person, home).order_by("-from_on"),
        "leads": _about(Lead.objects.open().filter(policy__in=policies), person, home).select_related("case"),
    }


def _own_facts(person: Person, rules: HouseholdFindings | None, *, on: date) -> Mapping[str, HeldFact]:
    members = rules.known.members if rules is not None and rules.known is not None else ()
    found = next((member.facts for member in members if member.person.pk == person.pk), None)
    return found if found is not None else facts_of(person, on=on)


def _by_answer(findings: list[Finding]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {one.key: [] for one in Eligibility}
    for finding in findings:
        groups[finding.result.status].append(finding)
    return groups


def _about(rows: Any, person: Person, household: Household | None) -> Any:
    """Return the rows about a person and their household as a whole, not those about its other members."""
    about = Q(person=person) | Q(person__merged_into=person)
    if household is not None:
        about |= Q(household=household, person__isnull=True)
    return rows.filter(about)
