"""Opening a case: one piece of work for one subject, on the desk of the first stage, with its clocks running."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.cases import clocks, problems
from minsheng.kernel.cases.desks import desk_code
from minsheng.kernel.cases.kinds import kind_called, programme_of
from minsheng.kernel.cases.models import Case, CaseStep
from minsheng.kernel.divisions.codes import Depth, ancestor, contains
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.staff.reach import posts_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.registry.card import CaseKind


@transaction.atomic
def open_case(
    kind_key: str,
    *,
    subject: Person | Household,
    by: User | None,
    at: datetime,
    opened_from: Case | None = None,
    about: str = "",
    because: str = "",
    values: Mapping[str, Any] | None = None,
) -> Case:
    """Open a case for a person or household and put it on the nearest desk.

    ``values``: what was told with it, in plain JSON types; it is sealed into the first step.

    ``by`` is a member of staff with a post in the same county, or None for a scheduled run and for residents who apply
    themselves: their page has checked who they are. Raises AlreadyOpenError when there is an open one.
    """
    kind = kind_called(kind_key)
    _must_be_the_subject_of(kind, subject)
    _must_have_a_post_in_the_county(kind, subject.division_id, by, at)
    case = unsaved_case(kind, subject, at=at, opened_from=opened_from, about=about)
    _save_once(case, kind)
    CaseStep.objects.create(
        case=case, verb="open", by=by, at=at, division=case.division, to_stage=case.stage, because=because,
        values=dict(values) if values else None,
    )  # fmt: skip
    record("case opened", case, by=by, at=at, because=because, kind=case.kind, stage=case.stage)
    return case


def open_case_of(kind: CaseKind, subject: Person | Household, *, about: str = "") -> Case | None:
    """Return the open case of a kind that a subject has, if any."""
    cases = Case.objects.open().filter(kind=kind.key, about=about)
    if isinstance(subject, Person):
        return cases.filter(person=subject).first()
    return cases.filter(household=subject).first()


def unsaved_case(
    kind: CaseKind,
    subject: Person | Household,
    *,
    at: datetime,
    opened_from: Case | None = None,
    about: str = "",
) -> Case:
    """Return a case at its first stage and desk with its clocks, not yet in the database."""
    first = kind.stages[0]
    case = Case(
        kind=kind.key,
        person=subject if isinstance(subject, Person) else None,
        household=subject if isinstance(subject, Household) else None,
        home_id=subject.division_id,
        division_id=desk_code(subject.division_id, first.level),
        opened_at=at,
        opened_from=opened_from,
        about=about,
        is_synthetic=subject.is_synthetic,
    )
    clocks.begin_stage(case, first, at=at)
    return case


def _must_be_the_subject_of(kind: CaseKind, subject: Person | Household) -> None:
    is_person = isinstance(subject, Person)
    if is_person == (kind.subject is Entity.PERSON):
        return
    raise problems.WrongSubjectError(
        Text(
            f"“{kind.title.zh}”按{'人' if kind.subject is Entity.PERSON else '户'}办理，请重新选择对象。",
            f"{kind.title.en} is about a {kind.subject}; open it from the page of the {kind.subject}.",
        )
    )


def _must_have_a_post_in_the_county(kind: CaseKind, home_code: str, by: User | None, at: datetime) -> None:
    """Applications are received anywhere in the county (一门受理); the case then goes to the nearest desk."""
    if by is None:
        return
    county = ancestor(home_code, Depth.COUNTY)
    posts = posts_of(by, programme=programme_of(kind.key), on=clocks.day_of(at))
    if any(contains(county, post.division_id) or contains(post.division_id, county) for post in posts):
        return
    raise problems.NotYourDeskError(
        Text(
            f"您今天在该户所在县没有岗位，不能受理“{kind.title.zh}”。请转交当地同事。",
            f"You hold no post today in the county of this household and cannot open a case “{kind.title.en}”. "
            "Pass it to a colleague there.",
        )
    )


def _save_once(case: Case, kind: CaseKind) -> None:
    # The schema decides, not a look before: two clerks may open the same case at the same moment.
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError:
        earlier = open_case_of(kind, case.subject, about=case.about)
        if earlier is None:
            raise
        raise problems.AlreadyOpenError(
            Text(
                f"该对象已有一件在办的“{kind.title.zh}”（{earlier.token}），请在那一件中继续办理。",
                f"There is an open case “{kind.title.en}” already ({earlier.token}); go on with that one.",
            )
        ) from None
