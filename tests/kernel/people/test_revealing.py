"""A sealed value is shown to somebody with a post there, for a reason, and each time is on the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Person
from minsheng.kernel.people.revealing import NeedsAReasonError, Sealed, reveal
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
NUMBER = "140702193608240017"

MakePerson = Callable[..., Person]


@pytest.fixture
def posted(worker: User, village: Division) -> User:
    Post.objects.create(
        user=worker,
        role=Role.VILLAGE_WORKER,
        division=village,
        from_on=date(2026, 1, 1),
        to_on=date(2026, 11, 24),
    )
    return worker


def test_the_number_is_shown_and_the_showing_recorded_without_it(
    make_person: MakePerson, posted: User
) -> None:
    person = make_person(number=NUMBER)

    assert reveal(person, Sealed.IDENTITY_NUMBER, by=posted, at=NOON, because="核对身份证原件") == NUMBER

    entry = Entry.objects.get()
    assert (entry.what, entry.by, entry.subject_token, entry.because) == (
        "identity number revealed", posted, person.token, "核对身份证原件",
    )  # fmt: skip
    assert NUMBER not in str(entry.__dict__)


@pytest.mark.parametrize("because", ["", "    ", "核对一下"])
def test_without_a_reason_nothing_is_shown(make_person: MakePerson, posted: User, because: str) -> None:
    with pytest.raises(NeedsAReasonError):
        reveal(make_person(number=NUMBER), Sealed.IDENTITY_NUMBER, by=posted, at=NOON, because=because)

    assert not Entry.objects.exists()


def test_somebody_without_a_post_there_is_refused(make_person: MakePerson, worker: User) -> None:
    with pytest.raises(PermissionDenied):
        reveal(
            make_person(number=NUMBER), Sealed.IDENTITY_NUMBER, by=worker, at=NOON, because="核对身份证原件"
        )

    assert not Entry.objects.exists()


def test_a_post_ends_with_its_last_day(make_person: MakePerson, posted: User) -> None:
    person = make_person(number=NUMBER)
    tomorrow = datetime(2026, 11, 25, 4, tzinfo=UTC)

    with pytest.raises(PermissionDenied):
        reveal(person, Sealed.IDENTITY_NUMBER, by=posted, at=tomorrow, because="核对身份证原件")


def test_an_address_is_of_the_household(make_person: MakePerson, posted: User) -> None:
    person = make_person()
    home = person.household
    assert home is not None
    home.address = "甲村12号"
    home.save()

    assert reveal(home, Sealed.ADDRESS, by=posted, at=NOON, because="上门走访需要") == "甲村12号"
    with pytest.raises(ValueError, match="has no address"):
        reveal(person, Sealed.ADDRESS, by=posted, at=NOON, because="上门走访需要")


def test_what_is_not_known_is_none(make_person: MakePerson, posted: User) -> None:
    assert reveal(make_person(), Sealed.PHONE, by=posted, at=NOON, because="电话联系本人") is None
