"""“This fact is wrong” (这条情况不对): the kernel's own kinds of case in which a registered fact is corrected or kept.

A resident or a worker says which fact, what it should say, and what shows it. The desk nearest the person looks at the
papers and hears the person; somebody else decides, with reasons. What was claimed lies sealed in the first step.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.values import FactValue, read_back
from minsheng.kernel.privacy.sealing import blind_index
from minsheng.kernel.registry.card import CaseKind, Field, Level, Purpose, Role, Stage, Verb

if TYPE_CHECKING:
    from minsheng.kernel.cases.models import Case

CHECK, CORRECT, KEEP = "check", "correct", "keep"
CORRECTED, KEPT = "corrected", "kept"
LONGEST_EVIDENCE = 500
_NEAREST = (Role.VILLAGE_WORKER, Role.TOWNSHIP_REVIEWER)
_DECIDING = (Role.TOWNSHIP_REVIEWER, Role.COUNTY_CLERK)
_DOES = "minsheng.kernel.cases.actions.correct_fact"


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says about a fact: what stood in the register (None: unknown), what it should say, and why."""

    fact: str
    said: FactValue | None
    source: str
    value: FactValue
    evidence: str


def claim_of(case: Case) -> Claim | None:
    """Return what is claimed in a case; None for other kinds of case and for facts the vocabulary has dropped."""
    if case.kind not in KINDS:
        return None
    opening = case.steps.filter(verb="open").first()
    told = (opening.values or {}) if opening is not None else {}
    if told.get("fact") not in FACTS:
        return None
    name = told["fact"]
    said = told.get("said")
    return Claim(
        name, None if said is None else read_back(name, said), told.get("source", ""),
        read_back(name, told["value"]), told.get("evidence", ""),
    )  # fmt: skip


def mark_of(fact: str) -> str:
    """Return what a case is about: the same for the same fact, and telling nobody which."""
    return b32encode(blind_index(f"correction of {fact}"))[:16].decode()


def kind_for(entity: Entity) -> CaseKind:
    """Return the kind in which a fact of a person, or of a household, is corrected."""
    return next(kind for kind in KINDS.values() if kind.subject is entity)


def _kind(key: str, subject: Entity) -> CaseKind:
    return CaseKind(
        key=key,
        title=Text("登记情况更正", "Correction of what is registered"),
        subject=subject,
        purpose=Purpose.CORRECTION,
        limit="clocks.correction",
        stages=(_received(), _checked()),
    )


def _received() -> Stage:
    return Stage(
        key="received",
        title=Text("已收到，待核实", "received, to be checked"),
        level=Level.VILLAGE,
        roles=_NEAREST,
        verbs=(
            Verb(
                key=CHECK,
                title=Text("登记核实情况", "record what was checked"),
                roles=_NEAREST,
                leads_to="checked",
                is_hearing=True,
                does=f"{_DOES}.check",
                fields=(
                    Field("heard", Text("已听本人说过", "the person was heard"), "yes_no", must_be_yes=True),
                    Field("papers", Text("看了什么材料", "papers that were seen"), "long_text"),
                    Field(
                        "value", Text("核实后应当是", "what it should say after the check"), "text", required=False,
                        help=Text("和提出的一样就不用填。", "Only if it differs from what was claimed."),
                    ),
                ),
            ),
        ),
    )  # fmt: skip


def _checked() -> Stage:
    return Stage(
        key="checked",
        title=Text("已核实，待决定", "checked, to be decided"),
        level=Level.TOWNSHIP,
        roles=_DECIDING,
        verbs=(
            Verb(
                key=CORRECT,
                title=Text("更正", "correct it"),
                roles=_DECIDING,
                outcome=CORRECTED,
                needs_reason=True,
                not_by_who_did=(CHECK,),
                does=f"{_DOES}.correct",
            ),
            Verb(
                key=KEEP,
                title=Text("不更正", "leave it as it is"),
                roles=_DECIDING,
                outcome=KEPT,
                is_adverse=True,
                not_by_who_did=(CHECK,),
            ),
        ),
    )


KINDS = {
    kind.key: kind
    for kind in (
        _kind("correction_of_person", Entity.PERSON),
        _kind("correction_of_household", Entity.HOUSEHOLD),
    )
}
