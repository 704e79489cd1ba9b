"""What is sealed in the register: numbers cannot be read from the table, and a moved cell does not open."""

from __future__ import annotations

import pytest
from django.db import connection

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Person
from minsheng.kernel.privacy.sealing import CannotOpenError, blind_index

pytestmark = pytest.mark.django_db

NUMBER = "140702193608240017"


@pytest.fixture
def village() -> Division:
    return Division.objects.create(
        code="140729100200", name="甲村", kind="village", level=12, full_name="甲村"
    )


def _person(village: Division, name: str, number: str) -> Person:
    return Person.objects.create(
        name=name,
        identity_number=number,
        identity_index=blind_index(number),
        division=village,
        is_synthetic=True,
    )


def test_an_identity_number_is_read_back_as_it_was_written(village: Division) -> None:
    made = _person(village, "张三", NUMBER)

    assert Person.objects.get(pk=made.pk).identity_number == NUMBER


def test_the_table_holds_no_identity_number_in_clear(village: Division) -> None:
    _person(village, "张三", NUMBER)

    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM people_person")
        assert NUMBER.encode() not in bytes(cursor.fetchone()[0])


def test_a_sealed_number_copied_to_another_person_does_not_open(village: Division) -> None:
    first, second = _person(village, "张三", NUMBER), _person(village, "李四", "140728198506150025")

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET identity_number = (SELECT identity_number FROM people_person WHERE id = %s) "
            "WHERE id = %s",
            [first.pk, second.pk],
        )

    with pytest.raises(CannotOpenError, match="moved from another row"):
        _ = Person.objects.get(pk=second.pk).identity_number


def test_a_person_is_found_by_the_blind_index_of_the_number(village: Division) -> None:
    made = _person(village, "张三", NUMBER)

    assert Person.objects.get(identity_index=blind_index(NUMBER)) == made


def test_filtering_by_a_sealed_field_is_refused(village: Division) -> None:
    with pytest.raises(TypeError, match="blind index"):
        Person.objects.filter(identity_number=NUMBER).exists()
