"""What is already being done about the leads of some households: open visits, running applications, recent answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from minsheng.kernel.cases.kinds import kind_for_policy
from minsheng.kernel.cases.models import Case, CaseItem
from minsheng.kernel.cases.visits import VISIT
from minsheng.kernel.entitlements.models import Lead
from minsheng.kernel.people.models import Membership
from minsheng.kernel.registry.card import Purpose

if TYPE_CHECKING:
    from minsheng.kernel.registry.card import CaseKind

PURPOSE = {
    Lead.Kind.OWED_MISSING: Purpose.APPLICATION,
    Lead.Kind.AMOUNT_DIFFERS: Purpose.REVIEW,
    Lead.Kind.RECEIVED_NOT_OWED: Purpose.REVIEW,
    Lead.Kind.NOT_IN_REGISTER: Purpose.REVIEW,
}


class RunningCases:
    """A look at the open cases and recent answers of some households, read in three queries."""

    def __init__(self, households: Collection[int], *, lately_since: datetime) -> None:
        members = Membership.objects.filter(household_id__in=households, to_on__isnull=True)
        people = list(members.values_list("person_id", flat=True))
        opened = list(Case.objects.open().filter(household_id__in=households))
        opened += Case.objects.open().filter(person_id__in=people)
        self.visits = {case.household_id: case for case in opened if case.kind == VISIT.key}
        self._of_person = {(case.kind, case.person_id): case for case in opened if case.person_id}
        self._of_household = {(case.kind, case.household_id): case for case in opened if case.household_id}
        answers = CaseItem.objects.filter(case__household_id__in=households, settled_at__gte=lately_since)
        self._answered = set(answers.values_list("case__household_id", "policy", "person_id"))
        self._kinds: dict[tuple[str, Purpose], CaseKind | None] = {}

    def application_for(self, lead: Lead) -> Case | None:
        """Return the open application or review that already deals with a lead."""
        kind = self._kind(lead.policy, PURPOSE[Lead.Kind(lead.kind)])
        if kind is None:
            return None
        return self._of_person.get((kind.key, lead.person_id)) or self._of_household.get(
            (kind.key, lead.household_id)
        )

    def was_settled_lately(self, lead: Lead) -> bool:
        """Say whether somebody answered this very question on a visit not long ago."""
        return (lead.household_id, lead.policy, lead.person_id) in self._answered

    def _kind(self, policy: str, purpose: Purpose) -> CaseKind | None:
        if (policy, purpose) not in self._kinds:
            self._kinds[policy, purpose] = kind_for_policy(policy, purpose)
        return self._kinds[policy, purpose]
