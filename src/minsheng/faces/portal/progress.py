"""How a resident reads a case: where it is, how long it may still take, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases import clocks
from minsheng.kernel.cases.kinds import kind_of
from minsheng.kernel.cases.models import Case, CaseStep
from minsheng.kernel.registry.card import CaseKind

KERNEL_STEPS = {
    "open": Text("登记受理", "Received"),
    "assign": Text("交给承办人", "Given to a member of staff"),
    "hand_over": Text("转给另一个窗口", "Passed on to another desk"),
    "postpone": Text("依规延长时限", "More time was given, as the rules allow"),
}


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage on the way of a case."""

    title: Text
    state: str  # "done", "here" or "ahead"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that was done."""

    title: Text
    at: datetime
    where: str
    reasons: str


class CaseReading:
    """One case as its subject reads it."""

    def __init__(self, case: Case, *, on: date) -> None:
        self.case, self._on = case, on
        self.kind: CaseKind = kind_of(case)

    @property
    def title(self) -> Text:
        return self.kind.title

    @property
    def who(self) -> str:
        """Whom it is about; empty for the household."""
        return self.case.person.name if self.case.person else ""

    @property
    def stage(self) -> Text:
        """Where the case is now, or how it ended."""
        if self.case.is_open:
            return self.kind.stage(self.case.stage).title
        return self.kind.outcome_title(self.case.outcome)

    @property
    def clock(self) -> str:
        """How long it may still take, in words; empty when it is closed or has no limit."""
        if not self.case.is_open:
            return ""
        left = clocks.working_days_left(self.case, on=self._on)
        note = clocks.note_of(self.case)
        if left is None:
            return _("办理期限要等节假日公布后才能算出") if note else ""
        if left < 0:
            return ngettext(
                "已经超期%(count)d个工作日，可以打12345催办",
                "已经超期%(count)d个工作日，可以打12345催办",
                -left,
            ) % {"count": -left}
        if left == 0:
            return _("今天是这一步的最后一天")
        return ngettext("这一步最多还要%(count)d个工作日", "这一步最多还要%(count)d个工作日", left) % {
            "count": left
        }

    @property
    def is_late(self) -> bool:
        return self.case.is_open and self.case.due_on is not None and self.case.due_on < self._on

    @property
    def stages(self) -> list[StageLine]:
        """All stages in order; those behind are done."""
        keys = [stage.key for stage in self.kind.stages]
        place = keys.index(self.case.stage) if self.case.is_open else len(keys)
        states = [
            "done" if number < place else "here" if number == place else "ahead"
            for number in range(len(keys))
        ]
        return [StageLine(stage.title, state) for stage, state in zip(self.kind.stages, states, strict=True)]

    def steps(self) -> list[StepLine]:
        """What was done, newest first, with the reasons of decisions."""
        verbs = {verb.key: verb for verb in self.kind.verbs}
        found = self.case.steps.select_related("division").order_by("-pk")
        return [_step_line(step, verbs) for step in found if step.verb in verbs or step.verb in KERNEL_STEPS]


def _step_line(step: CaseStep, verbs: dict) -> StepLine:  # type: ignore[type-arg]
    verb = verbs.get(step.verb)
    # Reasons of decisions belong to the person decided about; notes between colleagues do not.
    is_decision = verb is not None and (verb.is_adverse or verb.closes)
    return StepLine(
        title=KERNEL_STEPS[step.verb] if verb is None else verb.title,
        at=step.at,
        where=step.division.name if step.division else "",
        reasons=step.because if is_decision else "",
    )
