"""The three answers a rule can give, and the facts that keep it from answering."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from minsheng.engines.policy.text import Text


class Eligibility(IntEnum):
    """What a policy finds for a subject. "Not eligible" is a finding a person can check, never a refusal."""

    NOT_ELIGIBLE = 0
    ELIGIBLE = 1
    UNKNOWN = 2

    @property
    def key(self) -> str:
        """The word of the command line and the API: not_eligible, eligible, unknown."""
        return self.name.lower()

    @property
    def wording(self) -> Text:
        return _WORDING[self]

    @classmethod
    def of(cls, truth: bool | None) -> Eligibility:
        """Return the answer for a three-valued truth."""
        if truth is None:
            return cls.UNKNOWN
        return cls.ELIGIBLE if truth else cls.NOT_ELIGIBLE


_WORDING = {
    Eligibility.NOT_ELIGIBLE: Text("不符合", "not eligible"),
    Eligibility.ELIGIBLE: Text("符合", "eligible"),
    Eligibility.UNKNOWN: Text("信息不足", "not known yet"),
}


class MissingFact(NamedTuple):
    """A fact that is unknown and keeps a value open: of a member (by position in the register) or of the household."""

    name: str
    member: int | None
