"""After a new key everything is sealed anew, nothing is lost, and what is written meanwhile stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.intake.models import Batch, RejectedRow, Source
from minsheng.kernel.people.models import FactRecord, Household, Person
from minsheng.kernel.privacy import fields, resealing, sealing
from minsheng.kernel.privacy.keys import Algorithm, KeyRing
from minsheng.kernel.privacy.sealing import CannotOpenError

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
OLD = KeyRing({1: b"1" * 32}, b"i" * 32)
NEW = KeyRing({1: b"1" * 32, 2: b"2" * 32}, b"i" * 32)
SM4 = KeyRing({1: b"1" * 32}, b"i" * 32, Algorithm.SM4_GCM)
NEW_ALONE = KeyRing({2: b"2" * 32}, b"i" * 32)
PEOPLE = 7


@pytest.fixture
def with_keys(monkeypatch: pytest.MonkeyPatch) -> Callable[[KeyRing], None]:
    def use(ring: KeyRing) -> None:
        for module in (sealing, resealing):
            monkeypatch.setattr(module, "key_ring", lambda: ring)

    return use


@pytest.fixture
def people(with_keys: Callable[[KeyRing], None]) -> list[Person]:
    """Persons with a telephone, one without, a household, facts and a rejected row, sealed with the old key."""
    with_keys(OLD)
    place = Division.objects.create(code="140729100200", name="甲村", kind="village", level=5)
    people = [
        Person.objects.create(name=f"人{number}", phone=f"1380000000{number}", division=place)
        for number in range(PEOPLE)
    ]
    Person.objects.create(name="无电话", division=place)
    Household.objects.create(division=place, address="新建路1号")
    FactRecord.objects.create(
        person=people[0], source="示例", as_of=date(2026, 1, 1), values={"wage_fen": 1}, recorded_at=NOON
    )
    source = Source.objects.create(name="示例", division=place)
    batch = Batch.objects.create(
        source=source, division=place, kind="people", file_name="a.csv", fingerprint="f", as_of=date(2026, 1, 1),
        checked_on=date(2026, 1, 1), counted=1, accepted=0, rejected=1, set_aside=0, previewed_at=NOON, content=b"x",
    )  # fmt: skip
    RejectedRow.objects.create(batch=batch, row=3, cells=["张三"], problems=[])
    return people


def resealed(rows_at_once: int = 500) -> int:
    return sum(count for _, count in resealing.reseal(rows_at_once=rows_at_once))


@pytest.mark.parametrize("ring", [NEW, SM4], ids=["another key", "another cipher"])
@pytest.mark.parametrize("rows_at_once", [1, 3, PEOPLE, 500])
def test_every_value_is_sealed_anew_and_still_the_same(people, with_keys, ring, rows_at_once):
    with_keys(ring)

    assert resealed(rows_at_once) == PEOPLE + 5  # telephones, address, facts, file, cells and problems

    assert resealing.marks_in_use() == {(ring.algorithm.name, ring.newest): PEOPLE + 5}
    assert [one.phone for one in Person.objects.order_by("pk")] == [
        *(f"1380000000{number}" for number in range(PEOPLE)), None,
    ]  # fmt: skip
    assert Household.objects.get().address == "新建路1号"
    assert FactRecord.objects.get().values == {"wage_fen": 1}
    assert RejectedRow.objects.get().cells == ["张三"]


def test_afterwards_the_old_key_is_not_needed_and_before_it_is(people, with_keys):
    with_keys(NEW_ALONE)
    with pytest.raises(CannotOpenError):
        _ = Person.objects.get(pk=people[0].pk).phone

    with_keys(NEW)
    resealed()
    with_keys(NEW_ALONE)
    assert Person.objects.get(pk=people[0].pk).phone == "13800000000"


def test_a_second_run_has_nothing_to_do(people, with_keys):
    with_keys(NEW)
    resealed()

    assert resealed() == 0


def test_a_run_that_was_stopped_goes_on(people, with_keys):
    with_keys(NEW)
    steps = resealing.reseal(rows_at_once=2)
    done = sum(next(steps)[1] for _ in range(3))
    steps.close()

    assert 0 < done < PEOPLE + 5
    assert resealed() == PEOPLE + 5 - done


def test_what_is_written_meanwhile_is_not_overwritten(people, with_keys, monkeypatch):
    with_keys(NEW)
    right = resealing.seal

    def seal_while_somebody_writes(plain: bytes, *, where: str) -> bytes:
        if plain == b"13800000003":
            person = Person.objects.get(pk=people[3].pk)
            person.phone = "13911112222"
            person.save()
        return right(plain, where=where)

    monkeypatch.setattr(resealing, "seal", seal_while_somebody_writes)

    assert resealed() == PEOPLE + 4
    assert Person.objects.get(pk=people[3].pk).phone == "13911112222"


def test_every_sealed_column_of_the_site_is_found():
    found = {(model._meta.label, field.name) for model, field in resealing.sealed_columns()}

    assert {("people.Person", "phone"), ("cases.CaseStep", "values"), ("intake.Batch", "content")} <= found
    assert all(isinstance(field, fields.EncryptedField) for _, field in resealing.sealed_columns())
