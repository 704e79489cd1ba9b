"""What the page of a case shows, put together from the kernel: subject, clock, items, what may be done, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from minsheng.engines.policy.text import Text
from minsheng.faces.design.language import spoken
from minsheng.faces.desk.claims import claim_read
from minsheng.faces.desk.colleagues import colleagues_at_the_desk, colleagues_near
from minsheng.faces.desk.divisions import groups_below
from minsheng.faces.desk.findings import Finding, HouseholdFindings
from minsheng.faces.desk.history import history_of
from minsheng.faces.desk.read_log import record_reading
from minsheng.faces.desk.reading import clock_of, head_name, heads_of, people_of
from minsheng.faces.desk.verb_form import VerbForm
from minsheng.kernel.cases.actions.settle_item import must_have_no_open_item
from minsheng.kernel.cases.duties import Offer, may_work_on, offers
from minsheng.kernel.cases.kinds import kind_of, stage_of
from minsheng.kernel.cases.models import Case, CaseItem
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.cases.visits import FINISH, RESULTS_OF_A_CHECK, SETTLE
from minsheng.kernel.divisions.codes import Depth, ancestor
from minsheng.kernel.registry.card import Stage, Verb

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Passed:
    """A stage on the way of a case: passed, present or to come."""

    stage: Stage
    is_here: bool


@dataclass(frozen=True, slots=True)
class Doable:
    """A verb with its form, or with what hinders it."""

    verb: Verb
    form: VerbForm
    hindrance: Text | None
    is_next: bool = False  # nothing else is left to do: shown open


@dataclass(frozen=True, slots=True)
class ItemToSettle:
    """An item of a visit; ``form`` is None when it is settled or not for this user."""

    item: CaseItem
    form: VerbForm | None
    why: Finding | None


def case_page(
    case: Case, *, by: User, on: date, at: datetime, failed: VerbForm | None = None
) -> dict[str, Any]:
    """Return the context of the page; reading sensitive facts is put on the record.

    ``failed``: a form that was sent and refused, with its errors.
    """
    kind, stage = kind_of(case), stage_of(case)
    offered = offers(case, by, on=on)
    household = case.household or (case.person.household if case.person else None)
    rules = HouseholdFindings(household, reader=by, on=on) if household is not None else None
    items, findings = _items(case, offered, rules, by=by, on=on, failed=failed), _findings(case, rules)
    claim = claim_read(case, by=by, on=on)
    shown = {claim.fact} if claim is not None else set()
    if rules is not None:
        shown |= rules.facts_told([*findings, *(one.why for one in items if one.why is not None)])
    record_reading(case.subject, shown, by=by, at=at, case=case.token)
    return {
        "on": on,
        "household": household,
        "case": case,
        "seen": stamp(case),
        "kind": kind,
        "stage": stage,
        "stages": [Passed(one, one.key == stage.key) for one in kind.stages],
        "outcome": kind.outcome_title(case.outcome) if case.outcome else None,
        "clock": clock_of(case, on=on),
        "heading": _heading(case),
        "people": people_of(case),
        "claim": claim,
        "items": items,
        "findings": findings,
        "doable": [
            _doable(case, offer, by=by, on=on, failed=failed) for offer in offered if offer.verb.key != SETTLE
        ],
        **_other_acts(case, by=by, on=on),
        "steps": history_of(case, with_values=claim is None or claim.may_be_read),
        "opened": Case.objects.filter(opened_from=case),
    }


def _other_acts(case: Case, *, by: User, on: date) -> dict[str, Any]:
    """Return what may be done besides the verbs: take, give to a colleague, hand over after a move, extend."""
    if not case.is_open or not may_work_on(case, by, roles=stage_of(case).roles, on=on):
        return {"may_take": False}
    may_extend = bool(kind_of(case).extended_limit) and case.accepted_on is not None
    return {
        "may_take": True,
        "colleagues": colleagues_at_the_desk(case, but=by, on=on),
        "places": groups_below([ancestor(case.home_id, Depth.COUNTY)]),
        "may_extend": may_extend and not case.steps.filter(verb="postpone").exists(),
    }


def _heading(case: Case) -> str:
    heads = heads_of([case.household_id]) if case.household_id else {}
    who = case.person.name if case.person else head_name(case.household_id, heads)
    return _("%(title)s：%(who)s") % {"title": spoken(kind_of(case).title), "who": who}


def stamp(case: Case) -> str:
    """Return a mark of the stage a case was shown at; it changes when somebody moves the case on."""
    return f"{case.stage}-{case.stage_entered_at.timestamp():.0f}-{'open' if case.is_open else 'closed'}"


def form_for(
    case: Case,
    verb: Verb,
    *,
    by: User,
    on: date,
    given: QueryDict | None = None,
    item: CaseItem | None = None,
) -> VerbForm:
    """Return the form of a verb, empty or as it was sent."""
    wants_colleague = any(field.kind == "colleague" for field in verb.fields)
    form = VerbForm(
        given,
        verb=verb,
        on=on,
        colleagues=colleagues_near(case, but=by, on=on) if wants_colleague else (),
        hidden=("item",) if verb.key == SETTLE else (),
        initial={"item": item.pk} if item is not None else {},
        # Every item has its own form, and every field of the page its own name for its label.
        auto_id=f"id_{item.pk}_%s" if item is not None else "id_%s",
    )
    if item is not None and item.why == CaseItem.Why.NOT_OWED:
        form.offer_only("result", RESULTS_OF_A_CHECK)
    return form


def _doable(case: Case, offer: Offer, *, by: User, on: date, failed: VerbForm | None) -> Doable:
    hindrance = offer.hindrance.text if offer.hindrance else _items_left(case, offer.verb)
    if failed is not None and failed.verb.key == offer.verb.key:
        return Doable(offer.verb, failed, hindrance)
    is_next = offer.verb.key == FINISH and hindrance is None
    return Doable(offer.verb, form_for(case, offer.verb, by=by, on=on), hindrance, is_next)


def _items_left(case: Case, verb: Verb) -> Text | None:
    """Say what a visit still waits for before it can be finished."""
    if verb.key != FINISH:
        return None
    try:
        must_have_no_open_item(case)
    except CaseProblemError as problem:
        return problem.text
    return None


def _items(
    case: Case,
    offered: list[Offer],
    rules: HouseholdFindings | None,
    *,
    by: User,
    on: date,
    failed: VerbForm | None,
) -> list[ItemToSettle]:
    verb = next((one.verb for one in offered if one.verb.key == SETTLE and one.is_open), None)
    items = case.items.select_related("person", "opened_case", "settled_by").order_by("pk")
    return [
        ItemToSettle(
            item,
            _settling(case, item, verb, by=by, on=on, failed=failed),
            rules.finding(item.policy, item.person) if rules is not None else None,
        )
        for item in items
    ]


def _findings(case: Case, rules: HouseholdFindings | None) -> list[Finding]:
    """Return what the rules find for the policies a case is about; a visit has its items instead."""
    if rules is None:
        return []
    found = [rules.finding(policy, case.person) for policy in kind_of(case).policies]
    return [one for one in found if one is not None]


def _settling(
    case: Case, item: CaseItem, verb: Verb | None, *, by: User, on: date, failed: VerbForm | None
) -> VerbForm | None:
    if verb is None or item.state != CaseItem.State.OPEN:
        return None
    if failed is not None and failed.verb.key == SETTLE and failed.data.get("settle-item") == str(item.pk):
        return failed
    return form_for(case, verb, by=by, on=on, item=item)
