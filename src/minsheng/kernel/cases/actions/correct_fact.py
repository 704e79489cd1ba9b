"""Starting, checking and finishing the correction of a registered fact (see ``cases.corrections``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.cases import clocks
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.corrections import (
    CHECK,
    LONGEST_EVIDENCE,
    Claim,
    claim_of,
    kind_for,
    mark_of,
)
from minsheng.kernel.cases.kinds import programme_of, stage_of
from minsheng.kernel.cases.problems import FieldsWrongError
from minsheng.kernel.divisions.codes import contains
from minsheng.kernel.people.correcting import correct_fact, is_correctable
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import Person
from minsheng.kernel.people.values import FactValue, to_keep
from minsheng.kernel.people.written_values import UnreadableValueError, value_written
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.labels import ROLE_LABELS
from minsheng.kernel.staff.reach import posts_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case
    from minsheng.kernel.people.models import Household


def claim_wrong(
    subject: Person | Household, fact: str, *, value: FactValue, evidence: str, by: User | None, at: datetime
) -> Case:
    """Open the case that asks to correct a fact. ``by`` is None for residents, whose page has checked who they are.

    Raises FieldsWrongError, and AlreadyOpenError while the same fact is being looked into.
    """
    entity = Entity.PERSON if isinstance(subject, Person) else Entity.HOUSEHOLD
    held = facts_of(subject, on=clocks.day_of(at)).get(fact)
    _must_make_sense(fact, entity, value, evidence, held.value if held else None)
    told: dict[str, Any] = {
        "fact": fact,
        "value": to_keep({fact: value}, entity)[fact],
        "evidence": evidence.strip(),
    }
    if held is not None:
        told |= {"said": to_keep({fact: held.value}, entity)[fact], "source": held.source}
    return open_case(kind_for(entity).key, subject=subject, by=by, at=at, about=mark_of(fact), values=told)


def check(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """See to it that what was found can be a value of the fact."""
    if values.get("value"):
        _read(_claim(case), values["value"])


def correct(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the new statement of the fact, verified by the post of whoever decides."""
    claim, decided = _claim(case), case.steps.order_by("pk").last()
    correct_fact(
        case.subject, claim.fact, value_found(case), source=_verified_by(case, by, on=clocks.day_of(at)), by=by, at=at,
        because=decided.because if decided is not None else "",
    )  # fmt: skip


def value_found(case: Case) -> FactValue:
    """Return what the fact should say: what the check found, else what was claimed."""
    claim, checked = _claim(case), case.steps.filter(verb=CHECK).last()
    written = (checked.values or {}).get("value") if checked is not None else None
    return _read(claim, written) if written else claim.value


def _claim(case: Case) -> Claim:
    claim = claim_of(case)
    if claim is None:
        raise ValueError(f"Case {case.token} claims nothing about a fact that is known here.")
    return claim


def _read(claim: Claim, written: str) -> FactValue:
    try:
        return value_written(claim.fact, written)
    except UnreadableValueError as problem:
        raise FieldsWrongError({"value": problem.text}) from None


def _must_make_sense(
    fact: str, entity: Entity, value: FactValue, evidence: str, held: FactValue | None
) -> None:
    problems: dict[str, Text] = {}
    if not is_correctable(fact) or FACTS[fact].entity is not entity:
        problems["fact"] = Text(
            "这一条来自户籍或身份证件，请到派出所更正。",
            "This comes from identity papers; it is corrected at the police station.",
        )
    elif FACTS[fact].problem_with(value):
        problems["value"] = Text("这个值填得不对，请检查。", "This value does not fit; please check it.")
    elif value == held:
        problems["value"] = Text("和现在登记的一样，没有要改的。", "This is what is registered already.")
    if not evidence.strip() or len(evidence) > LONGEST_EVIDENCE:
        problems["evidence"] = Text(
            f"请写明凭什么材料，最多{LONGEST_EVIDENCE}个字。",
            f"Say what shows it, in at most {LONGEST_EVIDENCE} characters.",
        )
    if problems:
        raise FieldsWrongError(problems)


def _verified_by(case: Case, by: User, *, on: date) -> str:
    """Name the post that decided, as the source of the fact."""
    roles = {role.value for role in stage_of(case).roles}
    posts = [
        post
        for post in posts_of(by, programme=programme_of(case.kind), on=on)
        if post.role in roles and contains(post.division_id, case.division_id)
    ]
    post = posts[0]
    return f"{post.division.full_name}{ROLE_LABELS[Role(post.role)].zh}核实"[:80]
