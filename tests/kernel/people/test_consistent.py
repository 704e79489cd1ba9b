"""Reading as of one moment: it ends with the block, and on PostgreSQL others' writes stay out of sight meanwhile."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import InternalError, OperationalError, ProgrammingError, connection, transaction

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.consistent import one_moment


def _write(code: str = "140729100200") -> None:
    Division.objects.create(code=code, name="甲村", kind="village", level=12)


def _write_elsewhere(code: str) -> None:
    def write_and_close() -> None:
        _write(code)
        connection.close()

    other = Thread(target=write_and_close)
    other.start()
    other.join(timeout=20)
    assert not other.is_alive()


@pytest.mark.django_db(transaction=True)
def test_after_the_block_others_and_we_write_again() -> None:
    with one_moment():
        assert Division.objects.count() == 0

    _write()
    assert not connection.in_atomic_block
    assert Division.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_ends_when_the_block_fails_too() -> None:
    def fail() -> None:
        with one_moment():
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with transaction.atomic():
        _write()
    assert Division.objects.count() == 1


@pytest.mark.django_db
def test_inside_a_transaction_nothing_more_is_begun() -> None:
    with one_moment():
        _write()

    assert Division.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_others_write_meanwhile_is_not_seen() -> None:
    with one_moment():
        before = Division.objects.count()
        _write_elsewhere("140729100201")
        during = Division.objects.count()

    assert (before, during, Division.objects.count()) == (0, 0, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nothing_can_be_written_inside() -> None:
    with pytest.raises((InternalError, ProgrammingError, OperationalError), match="read-only"), one_moment():
        _write()
