"""A household of the register explained: the same answers as the screening, with the sources of the facts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyarrow.parquet as parquet
import pytest
from tests.kernel.entitlements import invented
from tests.kernel.entitlements.conftest import Registered, members_of
from tests.kernel.entitlements.invented import BOOK, ON, PARAMETERS, YOUNG, person

from minsheng.kernel.entitlements.explaining import NobodyKnownError, explain_household
from minsheng.kernel.entitlements.run_files import folder_of
from minsheng.kernel.people import life_events

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def test_the_answers_are_those_of_the_screening(registered: Registered) -> None:
    homes = [
        registered.family(person(), person(born_on=YOUNG, wage_fen=None), vehicles=0),
        registered.family(person(born_on=YOUNG, wage_fen=750_00), vehicles=0, division=invented.ELSEWHERE),
        registered.family(person(lives_here=None), vehicles=None),
    ]
    folder = folder_of(registered.screened())

    explained = [explain_household(home, [BOOK], PARAMETERS, on=ON) for home in homes]

    persons = {
        row["person_no"]: (row["allowance"], row["allowance_fen"])
        for row in parquet.read_table(folder / "results_persons.parquet").to_pylist()
    }
    households = {
        row["household_no"]: (row["relief"], row["relief_fen"])
        for row in parquet.read_table(folder / "results_households.parquet").to_pylist()
    }
    for home, one in zip(homes, explained, strict=True):
        for answer in one.answers:
            found = (answer.result.status, answer.result.amount_fen)
            assert found == (persons[answer.person.pk] if answer.person else households[home.pk])


def test_facts_come_with_their_source_and_unknown_ones_without(registered: Registered) -> None:
    home = registered.family(person(lives_here=None), vehicles=0)

    one = explain_household(home, [BOOK], PARAMETERS, on=ON)
    [allowance, relief] = one.answers

    held = {used.fact.name: used.held for used in one.facts_behind(allowance)}
    assert held["lives_here"] is None
    assert held["born_on"] is not None
    assert held["born_on"].value == date(1940, 1, 1)
    sources = {used.fact.name: used.held.source for used in one.facts_behind(relief) if used.held}
    assert sources == {"wage_fen": "示例", "vehicles": "示例"}


def test_a_household_policy_shows_the_facts_of_every_member(registered: Registered) -> None:
    home = registered.family(person(), person(born_on=YOUNG), vehicles=0)

    one = explain_household(home, [BOOK], PARAMETERS, on=ON)

    wages = [used.person for used in one.facts_behind(one.answers[-1]) if used.fact.name == "wage_fen"]
    assert wages == members_of(home)


def test_a_member_sees_their_own_answers_and_those_of_the_household(registered: Registered) -> None:
    home = registered.family(person(), person(born_on=YOUNG), vehicles=0)
    elder = members_of(home)[0]

    one = explain_household(home, [BOOK], PARAMETERS, on=ON)

    assert [(answer.result.policy.key, answer.person) for answer in one.answers_of(elder)] == [
        ("allowance", elder), ("relief", None),
    ]  # fmt: skip


def test_reasons_call_the_members_as_they_are_told_to(registered: Registered) -> None:
    home = registered.family(person(), vehicles=0)

    one = explain_household(home, [BOOK], PARAMETERS, on=ON, names=["张*"])

    assert "张*" in one.explanation(one.answers[0]).as_text("zh-hans")


def test_the_nearest_change_is_offered(registered: Registered) -> None:
    home = registered.family(person(wage_fen=700_00), vehicles=0)

    one = explain_household(home, [BOOK], PARAMETERS, on=ON)
    change = one.nearest(one.answers[-1])

    assert change is not None
    assert (change.fact.name, change.then) == ("wage_fen", 699_99)


def test_an_empty_household_cannot_be_asked_about(registered: Registered) -> None:
    home = registered.family(person(), vehicles=0)
    life_events.record_death(members_of(home)[0], died_on=ON, by=None, at=NOON)

    with pytest.raises(NobodyKnownError, match="Record its members first"):
        explain_household(home, [BOOK], PARAMETERS, on=ON)


def test_an_explanation_names_the_source_of_every_known_fact(registered: Registered) -> None:
    home = registered.family(person(lives_here=None), vehicles=0)
    one = explain_household(home, [BOOK], PARAMETERS, on=ON, names=["王某"])
    [allowance, _] = one.answers

    facts = [fact.zh for fact in one.explanation(allowance).facts]

    assert any("来源：示例" in fact or "来源：登记册" in fact for fact in facts)
    assert any(fact.endswith("= 未知") and "来源" not in fact for fact in facts)
