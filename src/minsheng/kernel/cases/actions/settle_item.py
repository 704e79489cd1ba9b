"""Settling one item of a visit: what the worker found, why, and the case that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.open_case import open_case, open_case_of
from minsheng.kernel.cases.kinds import kind_for_policy
from minsheng.kernel.cases.models import Case, CaseItem
from minsheng.kernel.cases.visits import RESULTS, RESULTS_OF_A_CHECK, RESULTS_THAT_NEED_A_REASON
from minsheng.kernel.registry.card import Purpose

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.people.models import Household, Person
    from minsheng.kernel.registry.card import CaseKind

_TITLES = dict(RESULTS)


def settle_item(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the result of one item; open the application or the review that follows from it."""
    item = case.items.filter(pk=values["item"], state=CaseItem.State.OPEN).first()
    if item is None:
        raise problems.UnknownItemError(
            Text(
                "这一项不在本次核实清单中，或已登记过结果。",
                "This item is not on the list, or is settled.",
            )
        )
    result, note = values["result"], values.get("note", "")
    _must_fit(item, result, note)
    item.state, item.note, item.settled_at, item.settled_by = result, note[:300], at, by
    item.opened_case = _what_follows(case, item, result, at=at)
    item.save()


def must_have_no_open_item(case: Case) -> None:
    """Raise ItemsOpenError while something on the list of a visit is not settled."""
    left = case.items.filter(state=CaseItem.State.OPEN).count()
    if left:
        raise problems.ItemsOpenError(
            Text(
                f"还有{left}项没有登记结果，登记完才能办结。",
                f"{left} items have no result yet; record them first.",
            )
        )


def _must_fit(item: CaseItem, result: str, note: str) -> None:
    if item.why == CaseItem.Why.NOT_OWED and result not in RESULTS_OF_A_CHECK:
        raise problems.FieldsWrongError(
            {
                "result": Text(
                    "这一项是核对已享受的待遇，结果只能是：情况属实、不符合条件或未找到本人。",
                    "This item checks something already received: it is right, seems wrong, or nobody was found.",
                )
            }
        )
    if result in RESULTS_THAT_NEED_A_REASON and not note:
        title = _TITLES[result]
        raise problems.FieldsWrongError(
            {
                "note": Text(
                    f"结果为“{title.zh}”时请写明情况。", f"Say what you found: the result is “{title.en}”."
                )
            }
        )


def _what_follows(visit: Case, item: CaseItem, result: str, *, at: datetime) -> Case | None:
    """Return the case that goes on with an item: an application, or a review of something received."""
    is_check = item.why == CaseItem.Why.NOT_OWED
    if result != (CaseItem.State.NOT_OWED if is_check else CaseItem.State.APPLIED):
        return None
    purpose = (
        Purpose.REVIEW if item.why in (CaseItem.Why.NOT_OWED, CaseItem.Why.AMOUNT) else Purpose.APPLICATION
    )
    kind = kind_for_policy(item.policy, purpose)
    if kind is None:
        return None
    subject = _subject(kind, visit, item)
    # Opened by the visit itself: the worker's post for visits need not be one of the programme.
    return open_case_of(kind, subject) or open_case(
        kind.key, subject=subject, by=None, at=at, opened_from=visit
    )


def _subject(kind: CaseKind, visit: Case, item: CaseItem) -> Person | Household:
    if kind.subject is Entity.PERSON and item.person is not None:
        return item.person
    return visit.subject
