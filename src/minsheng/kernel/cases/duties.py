"""Who may do what to a case: posts in force that day, where they reach, and what the same hands may not do twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases import problems
from minsheng.kernel.cases.kinds import kind_of, programme_of, stage_of
from minsheng.kernel.registry.labels import ROLE_LABELS
from minsheng.kernel.staff.reach import reaches

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case
    from minsheng.kernel.registry.card import Role, Verb


SHORTEST_REASON, LONGEST_REASON = 5, 500


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb of the present stage as one user sees it: open, or hindered by something that can be mended."""

    verb: Verb
    hindrance: problems.CaseProblemError | None

    @property
    def is_open(self) -> bool:
        return self.hindrance is None


def may_work_on(case: Case, user: User | None, *, roles: Iterable[Role], on: date) -> bool:
    """Say whether a user holds a post with one of these roles that reaches the desk of the case."""
    return reaches(user, case.division_id, programme=programme_of(case.kind), on=on, roles=roles)


def verbs_open_to(case: Case, user: User, *, on: date) -> list[Verb]:
    """Return the verbs that a user may do to a case on a day."""
    return [offer.verb for offer in offers(case, user, on=on) if offer.is_open]


def offers(case: Case, user: User, *, on: date) -> list[Offer]:
    """Return the verbs of the present stage that a user's posts allow, each with what still hinders it."""
    if not case.is_open:
        return []
    verbs = (verb for verb in stage_of(case).verbs if may_work_on(case, user, roles=verb.roles, on=on))
    return [Offer(verb, hindrance(case, verb, actors=[user], on=on)) for verb in verbs]


def must_be_at_the_desk(case: Case, roles: Iterable[Role], user: User | None, *, on: date) -> None:
    """Raise NotYourDeskError unless a post of the user reaches the case."""
    roles = tuple(roles)
    if may_work_on(case, user, roles=roles, on=on):
        return
    zh = "、".join(ROLE_LABELS[role].zh for role in roles)
    en = " or ".join(ROLE_LABELS[role].en for role in roles)
    raise problems.NotYourDeskError(
        Text(
            f"您今天没有在“{case.division.name}”办理此事项的岗位（需要：{zh}）。请转交有该岗位的同事。",
            f"You hold no post today that may do this in {case.division.name} (needed: {en}). "
            "Pass the case to a colleague who does.",
        )
    )


def reasons(because: str, *, title: Text, are_demanded: bool) -> str:
    """Return reasons in words without blanks around them. Raises ReasonsMissingError, FieldsWrongError if too long."""
    because = because.strip()
    if are_demanded and len(because) < SHORTEST_REASON:
        raise problems.ReasonsMissingError(
            Text(
                f"“{title.zh}”必须写明理由（至少{SHORTEST_REASON}个字），当事人有权知道。",
                f"“{title.en}” needs reasons in words (at least {SHORTEST_REASON} characters); "
                "the person has a right to know them.",
            )
        )
    if len(because) > LONGEST_REASON:
        text = Text(f"理由最多{LONGEST_REASON}个字。", f"Reasons have at most {LONGEST_REASON} characters.")
        raise problems.FieldsWrongError({"because": text})
    return because


def hindrance(
    case: Case, verb: Verb, *, actors: Iterable[User], on: date
) -> problems.CaseProblemError | None:
    """Return why a verb may not be done yet, or not by these people; None when nothing hinders it."""
    return (
        _done_once(case, verb)
        or _missing_step(case, verb)
        or _waiting(case, verb, on=on)
        or _same_hands(case, verb, actors=actors)
        or _not_heard(case, verb)
    )


def _done_once(case: Case, verb: Verb) -> problems.CaseProblemError | None:
    if not verb.is_once or not case.steps.filter(verb=verb.key).exists():
        return None
    return problems.AlreadyDoneError(
        Text(
            f"“{verb.title.zh}”每件只能办理一次，本件已经办过。",
            f"“{verb.title.en}” is done once in a case, and this one has had it.",
        )
    )


def _missing_step(case: Case, verb: Verb) -> problems.CaseProblemError | None:
    done = set(case.steps.filter(verb__in=verb.needs).values_list("verb", flat=True))
    missing = [other for other in kind_of(case).verbs if other.key in verb.needs and other.key not in done]
    if not missing:
        return None
    zh, en = "、".join(one.title.zh for one in missing), ", ".join(one.title.en for one in missing)
    return problems.StepMissingError(
        Text(f"要先完成“{zh}”，才能“{verb.title.zh}”。", f"Before “{verb.title.en}” comes: {en}.")
    )


def _waiting(case: Case, verb: Verb, *, on: date) -> problems.CaseProblemError | None:
    if not verb.only_after_wait or not stage_of(case).wait:
        return None
    if case.not_before_on is None:
        return problems.TooEarlyError(
            Text(
                "等待期跨入日历未公布的年份，尚不能确定何时期满。请待放假通知公布后再办。",
                "The waiting time runs into a year whose holidays are not published; wait for the notice.",
            )
        )
    if on >= case.not_before_on:
        return None
    return problems.TooEarlyError(
        Text(
            f"公示或等待期未满，{case.not_before_on:%Y年%m月%d日}起才能“{verb.title.zh}”。",
            f"The notice or waiting time is not over; “{verb.title.en}” is open from {case.not_before_on}.",
        )
    )


def _same_hands(case: Case, verb: Verb, *, actors: Iterable[User]) -> problems.CaseProblemError | None:
    if not verb.not_by_who_did:
        return None
    earlier = case.steps.filter(verb__in=verb.not_by_who_did)
    hands = {key for pair in earlier.values_list("by_id", "together_with_id") for key in pair}
    if not any(actor.pk in hands for actor in actors):
        return None
    did = [other.title for other in kind_of(case).verbs if other.key in verb.not_by_who_did]
    zh, en = "、".join(one.zh for one in did), ", ".join(one.en for one in did)
    return problems.SameHandsError(
        Text(
            f"本事项的“{zh}”由您办理，“{verb.title.zh}”须由另一人办理。",
            f"You did “{en}” in this case; “{verb.title.en}” must be done by somebody else.",
        )
    )


def _not_heard(case: Case, verb: Verb) -> problems.CaseProblemError | None:
    if not verb.is_adverse:
        return None
    hearings = [other.key for other in kind_of(case).verbs if other.is_hearing]
    if case.steps.filter(verb__in=hearings).exists():
        return None
    return problems.NotHeardYetError(
        Text(
            f"“{verb.title.zh}”之前必须听取当事人意见并记录。",
            f"Before “{verb.title.en}” the person must be heard, and the hearing recorded.",
        )
    )
