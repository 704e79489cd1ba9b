"""Whether nobody raises a child in fact (事实无人抚养), parent by parent and from which day.

Both parents are gone or unable: each of them is dead, missing by judgment, or in one of eight
situations. With both dead or missing the child is an orphan (孤儿). Nothing here refuses a
child: the answer names the parent who stands against it, and the day from which it changes.

Source: 民发〔2019〕62号, 民发〔2020〕125号, 未成年人保护法; worked examples E3-1 and E3-2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minsheng.engines.formulas.age import MissingDay, anniversary, reaches_age_on
from minsheng.engines.policy.text import Text

FULL_AGE = 18
MONTHS_THAT_COUNT = 6  # custody of six months or more; contact lost for six months
SEVERE_GRADES = frozenset({1, 2})
SEVERE_GRADES_OF_MIND = frozenset({1, 2, 3, 4})


class ParentSituation(StrEnum):
    """What is the matter with a parent; the words of 民发〔2019〕62号."""

    ABLE = "able"
    DEAD = "dead"
    MISSING = "missing"  # declared missing by a court
    DISABLED = "disabled"
    ILL = "ill"
    IN_PRISON = "in_prison"
    IN_DRUG_DETENTION = "in_drug_detention"
    OTHERWISE_DETAINED = "otherwise_detained"
    LOST_CONTACT = "lost_contact"
    CUSTODY_REVOKED = "custody_revoked"
    DEPORTED = "deported"


class DisabilityKind(StrEnum):
    """The kinds of the disability certificate (GB/T 26341)."""

    VISUAL = "visual"
    HEARING = "hearing"
    SPEECH = "speech"
    PHYSICAL = "physical"
    INTELLECTUAL = "intellectual"
    MENTAL = "mental"
    MULTIPLE = "multiple"


class ChildStatus(StrEnum):
    """The outcome for a child."""

    ORPHAN = "orphan"
    UNRAISED = "nobody_raises"
    NOT_YET = "not_yet"
    NOT_ELIGIBLE = "not_eligible"
    OF_AGE = "of_age"
    UNKNOWN = "unknown"


GONE = frozenset({ParentSituation.DEAD, ParentSituation.MISSING})
DETAINED = frozenset(
    {ParentSituation.IN_PRISON, ParentSituation.IN_DRUG_DETENTION, ParentSituation.OTHERWISE_DETAINED}
)


@dataclass(frozen=True, slots=True)
class Parent:
    """One parent. None means that the fact is not known, which is never counted against the child.

    since: the day from which the situation holds; for lost contact the day of the police report.
    term_months: how long the custody lasts in all. is_on_illness_list: the city's list of 重病.
    """

    situation: ParentSituation
    since: date | None = None
    term_months: int | None = None
    disability_kind: DisabilityKind | None = None
    disability_grade: int | None = None
    is_on_illness_list: bool | None = None


@dataclass(frozen=True, slots=True)
class ParentFinding:
    """Whether a parent counts as gone or unable: yes from a day, no, or unknown because of a fact."""

    counts: bool | None
    from_day: date | None
    because: Text
    missing_fact: str = ""


@dataclass(frozen=True, slots=True)
class ChildFinding:
    """The status of a child on a day; ``eligible_from`` when it can be told."""

    status: ChildStatus
    eligible_from: date | None
    findings: tuple[ParentFinding, ParentFinding]


_UNKNOWN = Text("缺少事实，需补充。", "A fact is missing and has to be asked for.")


def parent_finding(parent: Parent) -> ParentFinding:
    """Return whether one parent counts, from which day, and why."""
    situation = parent.situation
    if situation is ParentSituation.ABLE:
        return ParentFinding(False, None, Text("有抚养能力。", "Able to raise the child."))
    if situation is ParentSituation.DISABLED:
        return _disability(parent)
    if situation is ParentSituation.ILL:
        return _illness(parent)
    if situation in DETAINED:
        return _custody(parent)
    if situation is ParentSituation.LOST_CONTACT:
        return _lost_contact(parent)
    return ParentFinding(
        True,
        parent.since,
        Text("死亡、失踪、被撤销监护资格或被遣送。", "Dead, missing, custody revoked or deported."),
    )


def _disability(parent: Parent) -> ParentFinding:
    if parent.disability_grade is None or parent.disability_kind is None:
        return ParentFinding(
            None, None, _UNKNOWN, "disability_grade" if parent.disability_kind else "disability_kind"
        )
    of_mind = parent.disability_kind in {DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL}
    if parent.disability_grade in (SEVERE_GRADES_OF_MIND if of_mind else SEVERE_GRADES):
        return ParentFinding(True, parent.since, Text("属于重残。", "Severely disabled."))
    text = Text(
        "残疾等级未达重残（一、二级，或三、四级智力、精神残疾）。",
        "Not severely disabled: grade 1 or 2, or grade 3 or 4 of mind, is needed.",
    )
    return ParentFinding(False, None, text)


def _illness(parent: Parent) -> ParentFinding:
    if parent.is_on_illness_list is None:
        return ParentFinding(None, None, _UNKNOWN, "is_on_illness_list")
    if parent.is_on_illness_list:
        return ParentFinding(True, parent.since, Text("属于重病。", "Severely ill."))
    return ParentFinding(False, None, Text("疾病不在重病范围内。", "The illness is not on the city's list."))


def _custody(parent: Parent) -> ParentFinding:
    if parent.term_months is None:
        return ParentFinding(None, None, _UNKNOWN, "term_months")
    if parent.term_months >= MONTHS_THAT_COUNT:
        return ParentFinding(
            True, parent.since, Text("人身自由受限6个月以上。", "In custody for six months or more.")
        )
    return ParentFinding(False, None, Text("人身自由受限不满6个月。", "In custody for less than six months."))


def _lost_contact(parent: Parent) -> ParentFinding:
    if parent.since is None:
        return ParentFinding(None, None, _UNKNOWN, "since")
    from_day = anniversary(parent.since, MONTHS_THAT_COUNT, missing_day=MissingDay.LAST_OF_MONTH)
    text = Text(
        f"报警失联，满6个月之日为{from_day}。",
        f"Contact lost; six months after the police report are over on {from_day}.",
    )
    return ParentFinding(True, from_day, text)


def child_finding(born_on: date, father: Parent, mother: Parent, *, on: date) -> ChildFinding:
    """Return the status of a child on a day, with the finding for each parent.

    Raises ValueError if the child is not born yet.
    """
    if on < born_on:
        raise ValueError(f"The child is born on {born_on}, after the day asked for, {on}.")
    findings = (parent_finding(father), parent_finding(mother))
    status, eligible_from = _status(findings, on)
    if status is ChildStatus.UNRAISED and {father.situation, mother.situation} <= GONE:
        status = ChildStatus.ORPHAN
    if on >= reaches_age_on(born_on, FULL_AGE):
        status = ChildStatus.OF_AGE
    return ChildFinding(status, eligible_from, findings)


def _status(findings: tuple[ParentFinding, ParentFinding], on: date) -> tuple[ChildStatus, date | None]:
    if any(finding.counts is False for finding in findings):
        return ChildStatus.NOT_ELIGIBLE, None
    if any(finding.counts is None for finding in findings):
        return ChildStatus.UNKNOWN, None
    days = [finding.from_day for finding in findings if finding.from_day is not None]
    from_day = max(days, default=None)
    if from_day is not None and from_day > on:
        return ChildStatus.NOT_YET, from_day
    return ChildStatus.UNRAISED, from_day
