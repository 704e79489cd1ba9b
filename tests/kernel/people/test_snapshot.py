"""The register as columns: who is in it, in which order, and what is unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as parquet
from django.contrib.auth.models import User

from minsheng.engines.policy.register import Register
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people import life_events, recording, snapshot
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import FactConflict, FactRecord, Household, Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)

MakePerson = Callable[..., Person]
Tell = Callable[..., FactRecord]


def _numbers(on: date = TODAY) -> list[int]:
    return snapshot.take_snapshot(on=on).persons.column("person_no").to_pylist()  # type: ignore[no-any-return]


def test_the_columns_are_the_facts_and_the_keys_and_nothing_else(make_person: MakePerson) -> None:
    make_person()

    part = snapshot.take_snapshot(on=TODAY)

    assert set(part.persons.column_names) | set(part.households.column_names) == {
        "person_no", "household_no", "division", *FACTS,
    }  # fmt: skip


def test_known_facts_have_values_and_unknown_ones_are_null(make_person: MakePerson, tell: Tell) -> None:
    person = make_person(born_on=date(1950, 5, 1))
    tell(person, {"wage_fen": 123456, "lives_here": False, "graduated_on": date(1968, 7, 1)})

    [row] = snapshot.take_snapshot(on=TODAY).persons.to_pylist()

    known = {name: value for name, value in row.items() if value is not None}
    assert known == {
        "person_no": person.pk, "household_no": person.household.pk if person.household else None,
        "born_on": date(1950, 5, 1), "sex": 1, "relation": 1, "wage_fen": 123456, "lives_here": False,
        "graduated_on": date(1968, 7, 1),
    }  # fmt: skip


def test_the_snapshot_holds_true_what_the_register_does(make_person: MakePerson, tell: Tell) -> None:
    person = make_person()
    tell(person, {"wage_fen": 1, "marital": 2}, source="甲", as_of=date(2026, 1, 1))
    tell(person, {"wage_fen": 2}, source="乙", as_of=date(2026, 6, 1), expires_on=date(2026, 7, 1))
    tell(person, {"wage_fen": 3, "marital": 1}, source="丙", as_of=date(2025, 6, 1))
    FactConflict.objects.create(
        person=person, division=person.division, fact="marital", sources=["甲", "丙"], found_at=NOON,
        settled_at=NOON, chosen_source="丙",
    )  # fmt: skip

    for day in (date(2025, 12, 1), date(2026, 6, 30), TODAY):
        [row] = snapshot.take_snapshot(on=day).persons.to_pylist()
        held = {name: fact.value for name, fact in facts_of(person, on=day).items()}
        assert {name: row[name] for name in held} == held
        assert (row["marital"], row["wage_fen"]) == (held["marital"], held["wage_fen"])


def test_members_stand_eldest_first_inside_their_household(make_person: MakePerson) -> None:
    first = make_person(born_on=date(1960, 1, 1))
    other = make_person("李四", born_on=date(1920, 1, 1))
    nobody_knows = make_person(born_on=None, household=first.household)
    eldest = make_person(born_on=date(1930, 1, 1), household=first.household)

    assert _numbers() == [eldest.pk, first.pk, nobody_knows.pk, other.pk]


def test_the_dead_count_until_the_day_before_their_death(make_person: MakePerson, worker: User) -> None:
    person = make_person()
    life_events.record_death(person, died_on=TODAY, by=worker, at=NOON)

    assert _numbers(TODAY - timedelta(days=1)) == [person.pk]
    assert _numbers(TODAY) == []


def test_who_moved_away_counts_until_the_day_before(make_person: MakePerson, worker: User) -> None:
    person = make_person()
    life_events.move_away(person, on=TODAY, by=worker, at=NOON)

    assert _numbers(TODAY - timedelta(days=1)) == [person.pk]
    assert _numbers(TODAY) == []


def test_a_person_counts_from_the_day_of_birth(make_person: MakePerson) -> None:
    child = make_person(born_on=TODAY, from_on=TODAY - timedelta(days=9))

    assert _numbers(TODAY - timedelta(days=1)) == []
    assert _numbers(TODAY) == [child.pk]


def test_who_changes_the_household_counts_in_the_old_one_until_the_day_before(
    make_person: MakePerson, worker: User
) -> None:
    person, host = make_person(), make_person("李四")
    old, new = person.household, host.household
    assert old is not None
    assert new is not None
    life_events.join_household(person, new, relation=9, on=TODAY, by=worker, at=NOON)

    before = snapshot.take_snapshot(on=TODAY - timedelta(days=1))
    after = snapshot.take_snapshot(on=TODAY)

    assert before.persons.column("household_no").to_pylist() == [old.pk, new.pk]
    assert after.persons.column("household_no").to_pylist() == [new.pk, new.pk]
    assert after.households.column("household_no").to_pylist() == [new.pk]


def test_memberships_that_overlap_in_the_past_count_once(make_person: MakePerson, village: Division) -> None:
    person = make_person(from_on=date(2020, 1, 1))
    later = recording.new_household(division_code=village.code)
    again = recording.new_membership(person, later, relation=1, from_on=date(2018, 1, 1))
    recording.record_all(households=[later], memberships=[again], at=NOON)
    person.memberships.filter(household_id=person.memberships.order_by("pk")[0].household_id).update(
        to_on=date(2025, 1, 1)
    )

    assert _numbers(date(2021, 1, 1)) == [person.pk]


def test_a_merged_person_counts_once_and_brings_their_facts(make_person: MakePerson, tell: Tell) -> None:
    kept, merged = make_person(), make_person("张三三")
    tell(merged, {"wage_fen": 100000})
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)

    [row] = snapshot.take_snapshot(on=TODAY).persons.to_pylist()

    assert (row["person_no"], row["wage_fen"]) == (kept.pk, 100000)


def test_some_households_look_as_they_do_in_the_whole(make_person: MakePerson, tell: Tell) -> None:
    homes = [make_person(f"张{n}").household for n in range(4)]
    for number, home in enumerate(homes):
        tell(home, {"vehicles": number})
    wanted = [home.pk for home in (homes[1], homes[3]) if home]

    part = snapshot.take_snapshot(on=TODAY, household_ids=reversed(wanted))

    whole = snapshot.take_snapshot(on=TODAY)
    assert part.households.to_pylist() == [
        row for row in whole.households.to_pylist() if row["household_no"] in wanted
    ]
    assert part.persons.to_pylist() == [
        row for row in whole.persons.to_pylist() if row["household_no"] in wanted
    ]


def test_the_parts_do_not_change_the_whole(
    make_person: MakePerson, monkeypatch: object, tmp_path: Path
) -> None:
    for number in range(5):
        make_person(f"张{number}")
    whole = snapshot.take_snapshot(on=TODAY)

    setter = monkeypatch
    setter.setattr(snapshot, "HOUSEHOLDS_AT_ONCE", 2)  # type: ignore[attr-defined]
    written = snapshot.write_snapshot(tmp_path, on=TODAY)

    assert (written.persons, written.households) == (5, 5)
    assert parquet.read_table(written.persons_file).equals(whole.persons)
    assert parquet.read_table(written.households_file).equals(whole.households)


def test_who_belongs_to_no_household_is_left_out_and_counted(make_person: MakePerson, tmp_path: Path) -> None:
    make_person()
    alone = recording.new_person(name="李四", division_code="140729100200")
    recording.record_all(persons=[alone], at=NOON)

    written = snapshot.write_snapshot(tmp_path, on=TODAY)

    assert (written.persons, written.without_household) == (1, 1)


def test_the_policy_engine_reads_what_is_written(make_person: MakePerson, tmp_path: Path) -> None:
    person = make_person()
    make_person("李四", household=person.household, relation=2)

    written = snapshot.write_snapshot(tmp_path, on=TODAY)
    register = Register.read(written.persons_file, written.households_file, FACTS)

    assert (register.person_count, register.household_count) == (2, 1)
    assert register.county.tolist() == [140729]


def test_an_empty_register_gives_empty_tables(village: Division) -> None:
    part = snapshot.take_snapshot(on=TODAY)

    assert (part.persons.num_rows, part.households.num_rows, Household.objects.count()) == (0, 0, 0)


def test_a_fact_that_the_vocabulary_dropped_is_no_longer_read(make_person: MakePerson, tell: Tell) -> None:
    person = make_person()
    record = tell(person, {"wage_fen": 1})
    record.values = {"wage_fen": 1, "favourite_colour": 2}
    record.save()

    assert snapshot.take_snapshot(on=TODAY).persons.column("wage_fen").to_pylist() == [1]
    assert "favourite_colour" not in facts_of(person, on=TODAY)
