"""Leads as people read them: who, what, how much, and why the screening found them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from minsheng.faces.design.language import spoken
from minsheng.faces.desk.marks import listing, mark
from minsheng.faces.desk.reading import head_name, heads_of
from minsheng.kernel.cases.need_to_know import READERS
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.entitlements.causes import Cause
from minsheng.kernel.entitlements.models import Lead, LeadQuerySet, MissingFact, Run
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.models import Person
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies_that_ride_along
from minsheng.kernel.staff.scope import Actor, below

QUESTIONS_SHOWN = 20
DETAILS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class LeadLine:
    """One lead with the name of whom it is about and its cause in words."""

    lead: Lead
    who: str
    whom: Person | None
    is_whole_family: bool
    cause: str
    rides_along: bool


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village with its open leads: how many, and how many wait for somebody to go."""

    code: str
    name: str
    leads: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is missing, for how many, and how many answers hang on it."""

    fact: str
    subjects: int
    open_rules: int


def lead_lines(leads: Iterable[Lead], *, on: date) -> list[LeadLine]:
    """Return the lines of a list of leads that came with their persons and cases."""
    found = list(leads)
    heads = heads_of([lead.household_id for lead in found if lead.household_id and lead.person is None])
    return [
        LeadLine(
            lead=lead,
            who=lead.person.name if lead.person is not None else head_name(lead.household_id, heads),
            whom=lead.person or heads.get(lead.household_id or 0),
            is_whole_family=lead.person is None,
            cause=cause_in_words(lead, on=on),
            rides_along=lead.policy in policies_that_ride_along(),
        )
        for lead in found
    ]


def cause_in_words(lead: Lead, *, on: date) -> str:
    """Return why a lead came up, with the names of facts and parameters that changed."""
    if lead.cause not in set(Cause):
        return ""
    names = [_name(key, on=on) for key in lead.cause_details.split(",") if key][:DETAILS_SHOWN]
    said = spoken(Cause(lead.cause).wording)
    return said + mark("：", ": ") + listing(names) if names else said


def _name(key: str, *, on: date) -> str:
    if key in FACTS:
        return spoken(FACTS[key].label)
    if key == "members":
        return _("家庭成员")
    if key == "rule":
        return _("政策规则")
    parameters = parameters_of_this_city()
    return spoken(parameters.at(key, on=on).label) if key in parameters else key


def visible_leads(user: Actor, *, on: date) -> LeadQuerySet:
    """Return the open leads that a user's posts may look at."""
    seen: LeadQuerySet = Lead.objects.open().visible_to(user, on=on, roles=READERS)
    return seen


def waiting(leads: LeadQuerySet) -> LeadQuerySet:
    """Return the leads to which nobody has been sent yet; what another team delivers sends nobody by itself."""
    return leads.filter(_waiting())


def village_lines(leads: LeadQuerySet, *, seen_from: str = "") -> list[VillageLine]:
    """Return the villages with open leads, those with the most people waiting first.

    ``seen_from``: the full name of the division the reader works in, which is left out of the names.
    """
    counted = leads.order_by().values("division_id").annotate(
        leads=Count("pk"), waiting=Count("pk", filter=_waiting())
    )  # fmt: skip
    rows = sorted(counted, key=lambda row: (-row["waiting"], -row["leads"], row["division_id"]))
    divisions = Division.objects.in_bulk([row["division_id"] for row in rows])
    return [
        VillageLine(
            code=row["division_id"],
            name=divisions[row["division_id"]].full_name.removeprefix(seen_from),
            leads=row["leads"],
            waiting=row["waiting"],
        )
        for row in rows
    ]


def questions(codes: Iterable[str]) -> list[Question]:
    """Return the facts that are missing in some divisions by the last screening: those that settle most come first."""
    rows = _missing_facts(codes).values("fact").order_by("fact")
    summed = rows.annotate(people=Sum("subjects"), rules=Sum("open_rules"))
    found = [Question(row["fact"], row["people"], row["rules"]) for row in summed]
    return sorted(found, key=lambda one: (-one.open_rules, -one.subjects, one.fact))[:QUESTIONS_SHOWN]


def villages_missing(fact: str, codes: Iterable[str]) -> list[tuple[Division, int]]:
    """Return where a fact is missing, the villages with most people first."""
    rows = _missing_facts(codes).filter(fact=fact).select_related("division")
    return [(row.division, row.subjects) for row in rows.order_by("-subjects", "division_id")]


def _missing_facts(codes: Iterable[str]) -> QuerySet[MissingFact]:
    """Return what the last screening of everybody missed in some divisions."""
    run = Run.objects.filter(finished_at__isnull=False, is_whole=True).order_by("pk").last()
    reached = Q(pk__in=[])
    for code in codes:
        reached |= below(code)
    found: QuerySet[MissingFact] = MissingFact.objects.filter(reached, run=run)
    return found


def _waiting() -> Q:
    return Q(case__isnull=True) & ~Q(policy__in=policies_that_ride_along())
