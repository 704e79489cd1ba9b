"""Which facts about a person or household a member of staff may read: those that their work needs.

Everybody whose post reaches the subject reads what is not sensitive (up to S2). Sensitive facts (S3: health,
disability, income, hardship) are read by posts for a programme whose rules ask for them, and by posts for all
programmes. Closed facts (S4: parents of children in need and the like) are read by posts for that very programme,
and by whoever may work on an open case about the subject that asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from minsheng.engines.policy.rulebook import facts_used
from minsheng.kernel.cases import corrections
from minsheng.kernel.cases.corrections import claim_of
from minsheng.kernel.cases.duties import may_work_on
from minsheng.kernel.cases.kinds import kind_of, stage_of
from minsheng.kernel.cases.models import Case
from minsheng.kernel.divisions.codes import contains
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.loading import policies, programmes
from minsheng.kernel.staff.models import Post
from minsheng.kernel.staff.scope import Actor

# Those who may look at single persons and cases; leaders see numbers, administrators neither.
CASEWORKERS = (Role.VILLAGE_WORKER, Role.TOWNSHIP_REVIEWER, Role.COUNTY_APPROVER, Role.COUNTY_CLERK)
READERS = (*CASEWORKERS, Role.AUDITOR)
SENSITIVE, CLOSED = "S3", "S4"


@cache
def facts_of_class(sensitivity: str) -> frozenset[str]:
    """Return the names of the facts of one class."""
    return frozenset(name for name, fact in FACTS.items() if fact.sensitivity == sensitivity)


def readable_facts(user: Actor, subject: Person | Household, *, on: date) -> frozenset[str]:
    """Return the names of the facts about a subject that a user may read; none without a post that reaches it."""
    posts = _posts_reaching(user, subject.division_id, on=on)
    if not posts:
        return frozenset()
    sensitive, closed = facts_of_class(SENSITIVE), facts_of_class(CLOSED)
    readable = frozenset(FACTS) - sensitive - closed
    for programme in {post.programme for post in posts}:
        readable |= sensitive if not programme else facts_of_programme(programme)
    return readable | (_facts_of_cases(user, subject, on=on) & (sensitive | closed))


def readable_policies(user: Actor, subject: Person | Household, *, on: date) -> frozenset[str]:
    """Return the keys of the policies whose answers about a subject concern a user: those of their programmes."""
    posts = _posts_reaching(user, subject.division_id, on=on)
    if any(not post.programme for post in posts):
        return frozenset(policies())
    cards = [card for key, card in programmes().items() if key in {post.programme for post in posts}]
    return frozenset(key for card in cards for key in card.rulebook.policies)


def may_read_reasons(policy: str, readable: frozenset[str], *, known: Iterable[str]) -> bool:
    """Say whether somebody who may read these facts may read why a policy found what it found.

    ``known``: the facts known about the household; an unknown fact gives nothing away.
    """
    asked = facts_used(policies()[policy]).keys() & set(known)
    return asked <= readable


def facts_of_programme(key: str) -> frozenset[str]:
    """Return the names of the facts that the rules of a programme ask for; none for a programme that is not here."""
    card = programmes().get(key)
    return facts_of_policies(card.rulebook.policies) if card is not None else frozenset()


def facts_of_policies(keys: Iterable[str]) -> frozenset[str]:
    """Return the names of the facts that some policies ask for."""
    known = policies()
    return frozenset(name for key in keys if key in known for name in facts_used(known[key]))


def _posts_reaching(user: Actor, division_code: str, *, on: date) -> list[Post]:
    if not user.is_authenticated:
        return []
    held = Post.objects.held_on(on).filter(user_id=user.pk, role__in=[role.value for role in READERS])
    return [post for post in held if contains(post.division_id, division_code)]


def _facts_of_cases(user: Actor, subject: Person | Household, *, on: date) -> frozenset[str]:
    """Return the facts asked for by open cases about the subject, or its household, that the user may work on."""
    open_cases = Case.objects.on_subject(subject).open().prefetch_related("items")
    keys = {
        key
        for case in open_cases
        if may_work_on(case, user, roles=stage_of(case).roles, on=on)  # type: ignore[arg-type]
        for key in (*kind_of(case).policies, *(item.policy for item in case.items.all()))
    }
    return facts_of_policies(keys) | _facts_claimed(open_cases, user, on=on)


def _facts_claimed(open_cases: Iterable[Case], user: Actor, *, on: date) -> frozenset[str]:
    """Return the facts that are said to be wrong in cases the user may work on."""
    claims = (
        claim_of(case)
        for case in open_cases
        if case.kind in corrections.KINDS and may_work_on(case, user, roles=stage_of(case).roles, on=on)  # type: ignore[arg-type]
    )
    return frozenset(claim.fact for claim in claims if claim is not None)
