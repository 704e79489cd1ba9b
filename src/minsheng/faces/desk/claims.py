"""What is claimed in a case about a wrong fact, as far as the reader may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minsheng.faces.design.language import spoken
from minsheng.faces.desk.facts import value_in_words
from minsheng.kernel.cases.corrections import claim_of
from minsheng.kernel.cases.models import Case
from minsheng.kernel.cases.need_to_know import readable_facts
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import REGISTER

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class ClaimRead:
    """A claim in words; without its contents for those who may not read the fact."""

    may_be_read: bool
    fact: str = ""
    label: str = ""
    said: str = ""
    source: str = ""
    value: str = ""
    evidence: str = ""


def claim_read(case: Case, *, by: User, on: date) -> ClaimRead | None:
    """Return what is claimed in a case; None for a case that is no correction."""
    claim = claim_of(case)
    if claim is None:
        return None
    if claim.fact not in readable_facts(by, case.subject, on=on):
        return ClaimRead(may_be_read=False)
    return ClaimRead(
        True, claim.fact, spoken(FACTS[claim.fact].label), value_in_words(claim.fact, claim.said),
        "" if claim.source == REGISTER else claim.source, value_in_words(claim.fact, claim.value), claim.evidence,
    )  # fmt: skip
