"""What rules find beside what rolls pay: every comparison, both sides of it, and counts that hold together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.kernel.entitlements.invented import BOOK, ELSEWHERE, ON, PARAMETERS, YOUNG, Land, person

from minsheng.engines.policy.register import RegisterError
from minsheng.kernel.entitlements.counting import county_counts
from minsheng.kernel.entitlements.findings import Comparison, EngineError, Screening, screen_tables


def _allowance(found: Screening) -> list[Comparison]:
    return [Comparison(code) for code in found["allowance"].comparison]


def _relief(found: Screening) -> list[Comparison]:
    return [Comparison(code) for code in found["relief"].comparison]


def test_who_is_owed_and_receives_nothing_is_found() -> None:
    land = Land()
    land.family(person(), vehicles=0)

    found = land.screened()

    assert _allowance(found) == _relief(found) == [Comparison.OWED_MISSING]
    assert found["allowance"].results.amount_fen.tolist() == [100_00]
    assert found["relief"].counts()["owed_missing_fen"] == 700_00


def test_who_receives_what_is_owed_agrees_and_one_fen_makes_it_differ() -> None:
    land = Land()
    land.family(person(), person(), vehicles=1)
    land.pays("allowance", person=11, amount_fen=100_00)
    land.pays("allowance", person=12, amount_fen=100_01)

    assert _allowance(land.screened()) == [Comparison.AGREEING, Comparison.AMOUNT_DIFFERS]


def test_a_roll_that_says_no_amount_agrees_with_any() -> None:
    land = Land()
    land.family(person(), vehicles=1)
    land.pays("allowance", person=11, amount_fen=None)

    assert _allowance(land.screened()) == [Comparison.AGREEING]


def test_two_lines_for_one_person_add_up_and_differ() -> None:
    land = Land()
    land.family(person(), vehicles=1)
    land.pays("allowance", person=11, amount_fen=100_00)
    land.pays("allowance", person=11, amount_fen=100_00)

    found = land.screened()

    assert _allowance(found) == [Comparison.AMOUNT_DIFFERS]
    assert found["allowance"].roll.amount_fen.tolist() == [200_00]
    assert found["allowance"].counts()["receiving"] == 1


def test_who_receives_without_being_owed_is_to_be_checked() -> None:
    land = Land()
    land.family(person(born_on=YOUNG), person(born_on=YOUNG), vehicles=1)
    land.pays("allowance", person=12, amount_fen=100_00)

    assert _allowance(land.screened()) == [Comparison.NOT_OWED, Comparison.RECEIVED_NOT_OWED]


def test_a_missing_fact_keeps_the_answer_open_whether_or_not_something_is_received() -> None:
    land = Land()
    land.family(person(lives_here=None), person(lives_here=None), vehicles=1)
    land.pays("allowance", person=12, amount_fen=100_00)

    assert _allowance(land.screened()) == [Comparison.OPEN, Comparison.RECEIVED_UNKNOWN]


def test_a_roll_of_households_is_matched_by_household_or_by_one_of_its_persons() -> None:
    land = Land()
    for _ in range(3):
        land.family(person(), vehicles=0)
    land.pays("relief", household=1, amount_fen=700_00)
    land.pays("relief", person=21, amount_fen=700_00)

    assert _relief(land.screened()) == [Comparison.AGREEING, Comparison.AGREEING, Comparison.OWED_MISSING]


def test_the_standard_of_the_county_is_used() -> None:
    land = Land()
    land.family(person(wage_fen=700_00), vehicles=0)
    land.family(person(wage_fen=700_00), vehicles=0, division=ELSEWHERE)

    found = land.screened()

    assert _relief(found) == [Comparison.NOT_OWED, Comparison.OWED_MISSING]
    assert found["relief"].results.amount_fen.tolist() == [0, 100_00]


def test_somebody_who_is_not_in_the_register_and_receives_is_a_finding_of_its_own() -> None:
    land = Land()
    land.family(person(), vehicles=1)
    land.pays("allowance", person=999, amount_fen=100_00, division="990101001009")
    land.pays("relief", household=77, amount_fen=1)
    land.pays("allowance", person=None, household=1, amount_fen=2)

    found = land.screened()

    assert [stranger.person_no for stranger in found["allowance"].roll.strangers] == [999, None]
    assert [stranger.household_no for stranger in found["relief"].roll.strangers] == [77]
    assert found.rolls.strangers == 3


def test_a_line_counts_from_its_first_day() -> None:
    land = Land()
    land.family(person(), person(), vehicles=1)
    land.pays("allowance", person=11, since=ON)
    land.pays("allowance", person=12, since=ON + timedelta(days=1))

    found = land.screened()

    assert _allowance(found) == [Comparison.AGREEING, Comparison.OWED_MISSING]
    assert found.rolls.not_begun == 1


def test_no_line_of_a_roll_is_lost() -> None:
    land = Land()
    land.family(person(), vehicles=0)
    land.pays("allowance", person=11)
    land.pays("allowance", person=999)
    land.pays("relief", household=1, since=date(2027, 1, 1))
    land.pays("heating", household=1)

    rolls = land.screened().rolls

    assert rolls.lines == 4
    assert (rolls.matched, rolls.strangers, rolls.not_begun, rolls.without_rule) == (1, 1, 1, 1)


def test_a_year_in_which_nobody_is_due_anything_leaves_no_lead() -> None:
    land = Land()
    land.family(person(), vehicles=1)
    parameters = PARAMETERS.with_changes({"invented.allowance": {90: 200}})

    found = screen_tables(*land.tables(), [BOOK], parameters, on=ON)

    assert _allowance(found) == [Comparison.NOTHING_DUE]


def _mixed_land() -> Land:
    land = Land()
    for number in range(40):
        wage = None if number % 7 == 0 else number * 50_00
        kin = person(born_on=date(1930 + number, 5, 1), wage_fen=wage)
        land.family(
            kin, person(born_on=YOUNG, lives_here=number % 5 != 0), vehicles=None if number % 6 == 0 else number % 2,
            division=ELSEWHERE if number % 3 == 0 else "990101001001",
        )  # fmt: skip
        if number % 2:
            land.pays("allowance", person=number * 10 + 11, amount_fen=100_00)
        if number % 4 == 0:
            land.pays("relief", household=number + 1, amount_fen=None if number % 8 else 5_00)
        land.pays("allowance", person=9000 + number, division=ELSEWHERE)
    return land


def test_the_counts_of_every_county_hold_together() -> None:
    found = _mixed_land().screened()

    counts = county_counts(found)

    assert {count.county for count in counts} == {"990101000000", "990102000000"}
    for one in counts:
        assert one.eligible == one.agreeing + one.amount_differs + one.owed_missing + one.nothing_due
        assert one.receiving == (
            one.agreeing + one.amount_differs + one.received_not_owed + one.received_unknown + one.strangers
        )
    for policy, one_policy in found.items():
        subjects = sum(c.eligible + c.not_eligible + c.unknown for c in counts if c.policy == policy)
        assert subjects == len(one_policy.comparison)
        assert sum(c.receiving for c in counts if c.policy == policy) == one_policy.counts()["receiving"]
        assert (
            sum(c.owed_missing_fen for c in counts if c.policy == policy)
            == (one_policy.counts()["owed_missing_fen"])
        )


def test_every_kind_of_comparison_occurs_in_the_mixed_land() -> None:
    found = _mixed_land().screened()

    occurring = {Comparison(code) for one in found.values() for code in one.comparison}

    assert occurring == set(Comparison) - {Comparison.NOTHING_DUE}


def test_a_misspelt_column_is_refused() -> None:
    persons, households, received = Land().tables()
    persons = persons.rename_columns([name.replace("wage_fen", "wages_fen") for name in persons.column_names])

    with pytest.raises(RegisterError, match="Did you mean wage_fen"):
        screen_tables(persons, households, received, [BOOK], PARAMETERS, on=ON)


def test_an_engine_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(EngineError, match="Choose one of: numpy"):
        screen_tables(*Land().tables(), [BOOK], PARAMETERS, on=ON, engine="abacus")


def test_an_empty_register_gives_empty_answers() -> None:
    land = Land()
    land.pays("allowance", person=1)

    found = land.screened()

    assert (found.register.person_count, found.rolls.strangers) == (0, 1)
    assert found["allowance"].counts()["eligible"] == 0


def test_screening_works_without_a_roll() -> None:
    land = Land()
    land.family(person(), vehicles=0)
    persons, households, _ = land.tables()

    found = screen_tables(persons, households, None, [BOOK], PARAMETERS, on=ON)

    assert _allowance(found) == [Comparison.OWED_MISSING]
