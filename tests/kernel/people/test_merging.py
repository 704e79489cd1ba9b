"""What is held true: the newest statement that has not expired, with what others say kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.models import User

from minsheng.kernel.people import life_events
from minsheng.kernel.people.merging import REGISTER, OtherValue, facts_of, known_household
from minsheng.kernel.people.models import FactConflict, FactRecord, Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)

MakePerson = Callable[..., Person]
Tell = Callable[..., FactRecord]


def test_the_newest_statement_counts(make_person: MakePerson, tell: Tell) -> None:
    person = make_person()
    tell(person, {"wage_fen": 200000}, source="税务", as_of=date(2026, 6, 1))
    tell(person, {"wage_fen": 100000}, source="税务", as_of=date(2026, 1, 1))

    held = facts_of(person, on=TODAY)["wage_fen"]

    assert (held.value, held.source, held.as_of, held.others) == (200000, "税务", date(2026, 6, 1), ())


def test_an_older_statement_still_counts_for_what_the_newest_does_not_say(
    make_person: MakePerson, tell: Tell
) -> None:
    person = make_person()
    tell(person, {"wage_fen": 100000, "marital": 2}, as_of=date(2026, 1, 1))
    tell(person, {"wage_fen": 200000}, as_of=date(2026, 6, 1))

    facts = facts_of(person, on=TODAY)

    assert (facts["wage_fen"].value, facts["marital"].value) == (200000, 2)


def test_a_statement_counts_on_its_last_day_and_not_the_day_after(
    make_person: MakePerson, tell: Tell
) -> None:
    person = make_person()
    tell(person, {"care_level": 2}, expires_on=TODAY)

    assert facts_of(person, on=TODAY)["care_level"].value == 2
    assert "care_level" not in facts_of(person, on=TODAY + timedelta(days=1))


def test_an_older_statement_counts_again_when_the_newest_has_expired(
    make_person: MakePerson, tell: Tell
) -> None:
    person = make_person()
    tell(person, {"wage_fen": 100000}, as_of=date(2026, 1, 1))
    tell(person, {"wage_fen": 200000}, as_of=date(2026, 6, 1), expires_on=date(2026, 9, 30))

    assert facts_of(person, on=date(2026, 9, 30))["wage_fen"].value == 200000
    assert facts_of(person, on=date(2026, 10, 1))["wage_fen"].value == 100000


def test_what_is_said_as_of_tomorrow_is_not_held_true_today(make_person: MakePerson, tell: Tell) -> None:
    person = make_person()
    tell(person, {"wage_fen": 100000}, as_of=TODAY + timedelta(days=1))

    assert "wage_fen" not in facts_of(person, on=TODAY)
    assert "wage_fen" in facts_of(person, on=TODAY + timedelta(days=1))


def test_another_source_that_says_otherwise_is_kept_beside_it(make_person: MakePerson, tell: Tell) -> None:
    person = make_person()
    tell(person, {"disability_grade": 3}, source="残联", as_of=date(2026, 1, 1))
    tell(person, {"disability_grade": 2}, source="民政", as_of=date(2026, 6, 1))

    held = facts_of(person, on=TODAY)["disability_grade"]

    assert held.value == 2
    assert held.others == (OtherValue(3, "残联", date(2026, 1, 1)),)
    assert held.is_disputed


def test_another_source_that_says_the_same_is_no_dispute(make_person: MakePerson, tell: Tell) -> None:
    person = make_person()
    tell(person, {"disability_grade": 2}, source="残联", as_of=date(2026, 1, 1))
    tell(person, {"disability_grade": 2}, source="民政", as_of=date(2026, 6, 1))

    assert not facts_of(person, on=TODAY)["disability_grade"].is_disputed


def test_the_earlier_word_of_the_same_source_is_no_dispute(make_person: MakePerson, tell: Tell) -> None:
    person = make_person()
    tell(person, {"disability_grade": 3}, source="残联", as_of=date(2026, 1, 1))
    tell(person, {"disability_grade": 2}, source="残联", as_of=date(2026, 6, 1))

    assert not facts_of(person, on=TODAY)["disability_grade"].is_disputed


def test_of_two_statements_of_one_day_the_one_recorded_later_counts(
    make_person: MakePerson, tell: Tell
) -> None:
    person = make_person()
    tell(person, {"wage_fen": 2}, source="乙", at=NOON + timedelta(hours=1))
    tell(person, {"wage_fen": 1}, source="甲", at=NOON)

    assert facts_of(person, on=TODAY)["wage_fen"].value == 2


def test_a_settled_conflict_silences_the_other_source_until_it_speaks_again(
    make_person: MakePerson, tell: Tell
) -> None:
    person = make_person()
    tell(person, {"disability_grade": 3}, source="残联", as_of=date(2026, 1, 1))
    tell(person, {"disability_grade": 2}, source="民政", as_of=date(2026, 6, 1))
    FactConflict.objects.create(
        person=person, division=person.division, fact="disability_grade", sources=["民政", "残联"], found_at=NOON,
        settled_at=NOON, chosen_source="残联",
    )  # fmt: skip

    settled = facts_of(person, on=TODAY)["disability_grade"]
    tell(person, {"disability_grade": 4}, source="民政", as_of=date(2026, 7, 1), at=NOON + timedelta(hours=1))
    again = facts_of(person, on=TODAY)["disability_grade"]

    assert (settled.value, settled.others) == (3, ())
    assert (again.value, [other.value for other in again.others]) == (4, [3])


def test_days_come_back_as_days(make_person: MakePerson, tell: Tell) -> None:
    person = make_person()
    tell(person, {"graduated_on": date(2026, 6, 30)})

    assert facts_of(person, on=TODAY)["graduated_on"].value == date(2026, 6, 30)


def test_the_row_of_the_person_says_birth_and_sex(make_person: MakePerson) -> None:
    facts = facts_of(make_person(born_on=date(1950, 5, 1)), on=TODAY)

    assert (facts["born_on"].value, facts["born_on"].source, facts["sex"].value) == (
        date(1950, 5, 1),
        REGISTER,
        1,
    )


def test_what_was_said_of_a_merged_person_is_said_of_the_one_that_was_kept(
    make_person: MakePerson, tell: Tell
) -> None:
    kept, merged = make_person(), make_person("张三三")
    tell(merged, {"wage_fen": 100000})
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)

    assert facts_of(kept, on=TODAY)["wage_fen"].value == 100000


def test_a_household_is_known_with_its_members_eldest_first(
    make_person: MakePerson, tell: Tell, worker: User
) -> None:
    head = make_person("张大", born_on=date(1960, 1, 1))
    home = head.household
    make_person("张老", born_on=date(1930, 1, 1), household=home, relation=5)
    make_person("张无名", born_on=None, household=home, relation=9)
    dead = make_person("张故", born_on=date(1932, 1, 1), household=home, relation=5)
    life_events.record_death(dead, died_on=date(2026, 1, 1), by=worker, at=NOON)
    assert home is not None
    tell(home, {"vehicles": 1})

    known = known_household(home, on=TODAY)

    assert [member.person.name for member in known.members] == ["张老", "张大", "张无名"]
    assert [member.facts["relation"].value for member in known.members] == [5, 1, 9]
    assert (known.facts["vehicles"].value, known.facts["is_urban"].value) == (1, False)
