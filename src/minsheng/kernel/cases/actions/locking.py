"""Taking a case for a change: its row is locked until the transaction ends, and it must still be open."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases import clocks, problems
from minsheng.kernel.cases.kinds import kind_of, stage_of
from minsheng.kernel.cases.models import Case


def locked_open(case: Case) -> Case:
    """Return the case as the database has it, locked. Raises AlreadyClosedError."""
    locked: Case = Case.objects.select_for_update().get(pk=case.pk)
    if locked.closed_at is None:
        return locked
    outcome, day = kind_of(locked).outcome_title(locked.outcome), clocks.day_of(locked.closed_at)
    raise problems.AlreadyClosedError(
        Text(
            f"本事项已于{day:%Y年%m月%d日}办结（{outcome.zh}）。如要改变结果，请另开复核。",
            f"The case was closed on {day} ({outcome.en}). To change that, open a review.",
        )
    )


def locked_as_seen(seen: Case) -> Case:
    """Return the case locked, unless somebody moved it since it was shown. Raises MovedOnError."""
    case = locked_open(seen)
    if (case.stage, case.stage_entered_at) == (seen.stage, seen.stage_entered_at):
        return case
    title = stage_of(case).title
    raise problems.MovedOnError(
        Text(
            f"本事项刚刚已由他人办到“{title.zh}”，请刷新页面后再办。",
            f"Somebody has just moved this case to “{title.en}”; load the page again.",
        )
    )
