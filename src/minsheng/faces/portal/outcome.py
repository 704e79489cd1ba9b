"""The answer to "what is my family owed?", arranged for reading: yes, perhaps, not at present.

Rules stay in the engine; here they are only sorted and put beside names, amounts and the place to go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Policy
from minsheng.engines.policy.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One policy for one person or the household."""

    result: Result
    who: str  # empty for the household

    @property
    def policy(self) -> Policy:
        return self.result.policy

    @property
    def unmet(self) -> list[Text]:
        """The conditions that do not hold."""
        return [one.condition.label for one in self.result.conditions if one.holds is False]

    @property
    def has_unconfirmed_parameters(self) -> bool:
        """Whether an amount or threshold is a default that the city has not confirmed."""
        return any(parameter["status"] == "L" for parameter in self.result.parameters)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All findings, in three groups."""

    yes: tuple[Finding, ...]
    perhaps: tuple[Finding, ...]
    no: tuple[Finding, ...]

    @property
    def monthly_fen(self) -> int:
        """What the cash of the first group adds up to each month."""
        return sum(
            one.result.amount_fen or 0
            for one in self.yes
            if one.policy.per == "month" and one.policy.benefit in ("cash", "voucher")
        )


def outcome_of(evaluation: Evaluation, names: Sequence[str]) -> Outcome:
    """Sort the results of an evaluation. ``names``: how the members are called, in their order."""
    groups: Mapping[Eligibility, list[Finding]] = {one: [] for one in Eligibility}
    for result in evaluation.results:
        who = "" if result.member is None else names[result.member]
        groups[result.eligibility].append(Finding(result, who))
    return Outcome(
        tuple(groups[Eligibility.ELIGIBLE]),
        tuple(groups[Eligibility.UNKNOWN]),
        tuple(groups[Eligibility.NOT_ELIGIBLE]),
    )
