"""Leads become work: all open leads of a household are merged into one visit on the desk nearest the household.

Nothing is decided here. A lead that says "received and no longer owed" becomes an item that asks a person to look.
Calling this twice changes nothing the second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record, record_each
from minsheng.kernel.cases import clocks
from minsheng.kernel.cases.actions.open_case import unsaved_case
from minsheng.kernel.cases.actions.settle_item import must_have_no_open_item
from minsheng.kernel.cases.desks import desk_code, workers_by_division
from minsheng.kernel.cases.models import Case, CaseItem, CaseStep
from minsheng.kernel.cases.visits import VISIT
from minsheng.kernel.entitlements.models import Lead, LeadQuerySet, Run
from minsheng.kernel.entitlements.running_cases import RunningCases
from minsheng.kernel.people.models import Household
from minsheng.kernel.registry.card import Level
from minsheng.kernel.registry.loading import policies_that_ride_along

if TYPE_CHECKING:
    from django.contrib.auth.models import User

HOUSEHOLDS_AT_ONCE = 500
WHY = {
    Lead.Kind.OWED_MISSING: CaseItem.Why.OWED,
    Lead.Kind.RECEIVED_NOT_OWED: CaseItem.Why.NOT_OWED,
    Lead.Kind.NOT_IN_REGISTER: CaseItem.Why.NOT_OWED,
    Lead.Kind.AMOUNT_DIFFERS: CaseItem.Why.AMOUNT,
}
RESULTS = {
    CaseItem.State.APPLIED: Text("本人申请，已转办理", "applied; goes on as a case"),
    CaseItem.State.SETTLED: Text("已在享受或情况属实", "receives it already, or the roll is right"),
    CaseItem.State.NOT_OWED: Text("核实后不符合条件", "does not meet the conditions"),
    CaseItem.State.DECLINED: Text("本人不申请", "does not wish to apply"),
    CaseItem.State.NOT_FOUND: Text("未找到本人", "could not be found"),
}


@dataclass(slots=True)
class OpenedVisits:
    """What became of leads: counted = given + kept_back, and kept_back says why."""

    leads: int = 0
    visits: int = 0
    added_to_open_visits: int = 0
    under_application: int = 0
    visited_lately: int = 0
    without_household: int = 0
    without_a_visit: int = 0

    @property
    def kept_back(self) -> int:
        return self.visited_lately + self.without_household + self.without_a_visit

    @property
    def given(self) -> int:
        return self.leads - self.kept_back


def open_visits(leads: Run | LeadQuerySet, *, at: datetime, by: User | None = None) -> OpenedVisits:
    """Merge the open leads of each household into one visit and put it on the nearest desk.

    A village with a worker gets the visit, the one with the fewest open visits; otherwise the desk of the township
    does. Leads whose application is running are linked to it; leads settled lately wait (``clocks.visit_pause``).
    Leads that only ride along (see the cards) join a visit but open none.
    """
    wanted = Lead.objects.filter(last_run=leads) if isinstance(leads, Run) else leads
    waiting = wanted.open().filter(case__isnull=True)
    opened = OpenedVisits()
    opened.without_household = waiting.filter(household__isnull=True).count()
    opened.leads = opened.without_household
    desks = _Desks(at)
    households = waiting.filter(household__isnull=False).order_by("household_id")
    for keys in _in_groups(households.values_list("household_id", flat=True).distinct()):
        with transaction.atomic():
            _open_for(households.filter(household_id__in=keys), opened, desks, at=at, by=by)
    return opened


def finish_visit(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Close the leads of a visit with what was found; every item must have its result."""
    must_have_no_open_item(case)
    states = {(item.policy, item.person_id): CaseItem.State(item.state) for item in case.items.all()}
    for lead in case.leads.open().select_for_update():
        state = states.get((lead.policy, lead.person_id), CaseItem.State.SETTLED)
        lead.closed_at, lead.closed_because = at, RESULTS[state].zh
        lead.save(update_fields=["closed_at", "closed_because"])
        record("lead closed by a visit", lead, by=by, at=at, result=state.value)


class _Desks:
    """Where a visit goes: the village's worker with the fewest open visits, else the desk of the township."""

    def __init__(self, at: datetime) -> None:
        stage = VISIT.stages[0]
        self.workers = workers_by_division(stage.roles, programme="", on=clocks.day_of(at))
        assigned = Case.objects.open().filter(kind=VISIT.key, assigned_to__isnull=False)
        self.load: dict[int, int] = {}
        for user in assigned.values_list("assigned_to_id", flat=True).iterator():
            self.load[user] = self.load.get(user, 0) + 1

    def place(self, case: Case) -> None:
        """Put an unsaved visit on a desk and, if a village worker is there, in somebody's hands."""
        workers = self.workers.get(case.division_id, [])
        if not workers:
            case.division_id = desk_code(case.home_id, Level.TOWNSHIP)
            return
        chosen = min(workers, key=lambda user: (self.load.get(user, 0), user))
        self.load[chosen] = self.load.get(chosen, 0) + 1
        case.assigned_to_id = chosen


def _open_for(
    leads: LeadQuerySet, opened: OpenedVisits, desks: _Desks, *, at: datetime, by: User | None
) -> None:
    by_household: dict[int, list[Lead]] = {}
    for lead in leads.select_for_update(of=("self",)).order_by("household_id", "pk"):
        by_household.setdefault(lead.household_id or 0, []).append(lead)
    pause = clocks.limit_named("clocks.visit_pause", on=clocks.day_of(at), county=None)
    since = at - timedelta(days=pause.count if pause else 0)
    running = RunningCases(by_household, lately_since=since)
    households = Household.objects.in_bulk(by_household)
    new: list[Case] = []
    given: list[tuple[Case, list[Lead]]] = []
    for key, found in by_household.items():
        opened.leads += len(found)
        left = _without_running(found, running, opened)
        if not left:
            continue
        visit = running.visits.get(key)
        if visit is None and all(lead.policy in policies_that_ride_along() for lead in left):
            opened.without_a_visit += len(left)
            continue
        if visit is None:
            visit = unsaved_case(VISIT, households[key], at=at)
            desks.place(visit)
            new.append(visit)
        else:
            opened.added_to_open_visits += len(left)
        given.append((visit, left))
    _save(new, by=by, at=at)
    _write_items(given)
    _link(by_household.values(), given)
    opened.visits += len(new)


def _without_running(leads: Iterable[Lead], running: RunningCases, opened: OpenedVisits) -> list[Lead]:
    left = []
    for lead in leads:
        application = running.application_for(lead)
        if application is not None:
            lead.case = application
            opened.under_application += 1
        elif running.was_settled_lately(lead):
            opened.visited_lately += 1
        else:
            left.append(lead)
    return left


def _save(visits: list[Case], *, by: User | None, at: datetime) -> None:
    Case.objects.bulk_create(visits)
    CaseStep.objects.bulk_create(
        CaseStep(case=visit, verb="open", by=by, at=at, division_id=visit.division_id, to_stage=visit.stage)
        for visit in visits
    )
    record_each("case opened", visits, by=by, at=at, because="筛查发现待核实线索")


def _write_items(given: Iterable[tuple[Case, list[Lead]]]) -> None:
    items: dict[tuple[int, str, int | None], CaseItem] = {}
    for visit, leads in given:
        for lead in leads:
            lead.case = visit
            key = (visit.pk, lead.policy, lead.person_id)
            items.setdefault(
                key,
                CaseItem(
                    case=visit, policy=lead.policy, person_id=lead.person_id, why=WHY[Lead.Kind(lead.kind)],
                    amount_fen=lead.amount_fen,
                ),
            )  # fmt: skip
    there = CaseItem.objects.filter(case__in=[visit for visit, _ in given], case__closed_at__isnull=True)
    known = set(there.values_list("case_id", "policy", "person_id"))
    CaseItem.objects.bulk_create(item for key, item in items.items() if key not in known)


def _link(by_household: Iterable[list[Lead]], given: Iterable[tuple[Case, list[Lead]]]) -> None:
    """Write to each lead the case that deals with it: the open visit of its household, or an application."""
    visited = {lead.pk for _, leads in given for lead in leads}
    visit = Case.objects.open().filter(kind=VISIT.key, household=OuterRef("household"))
    Lead.objects.filter(pk__in=visited).update(case=Subquery(visit.values("pk")[:1]))
    applied = [lead for leads in by_household for lead in leads if lead.case_id and lead.pk not in visited]
    Lead.objects.bulk_update(applied, ["case"])


def _in_groups(keys: Iterable[int]) -> Iterator[list[int]]:
    # The keys are read before anything is written: the query changes under the work it starts.
    numbers = iter(list(keys))
    while group := list(islice(numbers, HOUSEHOLDS_AT_ONCE)):
        yield group
