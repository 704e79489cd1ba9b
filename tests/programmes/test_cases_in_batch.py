"""The batch evaluator finds what the cases say, for all households of a day at once."""

from collections import defaultdict

import pyarrow as pa
import pytest
from tests.programmes.rule_cases import RuleCase, all_cases, parameters_of

from minsheng.engines.policy import batch
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.results import Eligibility
from minsheng.kernel.people.facts import FACTS

ARROW = {
    Kind.BOOL: pa.bool_(),
    Kind.CODE: pa.int8(),
    Kind.DATE: pa.date32(),
    Kind.MONEY: pa.int64(),
    Kind.NUMBER: pa.int32(),
}


def _days() -> dict[tuple, list[RuleCase]]:
    grouped = defaultdict(list)
    for case in all_cases():
        grouped[case.city, case.on, case.books].append(case)
    return grouped


DAYS = _days()


@pytest.mark.parametrize(
    ("day", "cases"), DAYS.items(), ids=[f"{city} {on} {books[0].key}" for city, on, books in DAYS]
)
def test_the_batch_evaluator_finds_what_the_cases_say(day, cases):
    city, on, books = day
    register = _register(cases)
    found = batch.evaluate(register, books, parameters_of(city), on=on)

    assert [
        problem for row, case in enumerate(cases) for problem in _differences(case, row, register, found)
    ] == []


def _register(cases: list[RuleCase]) -> batch.Register:
    households = [
        {"household_no": row, "division": _division(case), **case.facts.household}
        for row, case in enumerate(cases)
    ]
    persons = [
        {"person_no": 100 * row + member, "household_no": row, **facts}
        for row, case in enumerate(cases)
        for member, facts in enumerate(case.facts.persons)
    ]
    return batch.Register.from_tables(
        _table(persons, Entity.PERSON, {"person_no": pa.int64(), "household_no": pa.int64()}),
        _table(households, Entity.HOUSEHOLD, {"household_no": pa.int64(), "division": pa.string()}),
        FACTS,
    )


def _division(case: RuleCase) -> str:
    return f"{case.facts.county or 140729}000000"


def _table(rows: list[dict], entity: Entity, keys: dict[str, pa.DataType]) -> pa.Table:
    columns = {**keys, **{fact.name: ARROW[fact.kind] for fact in FACTS.of(entity)}}
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], type=kind) for name, kind in columns.items()}
    )


def _differences(
    case: RuleCase, household: int, register: batch.Register, found: batch.BatchResults
) -> list[str]:
    problems = []
    for expected in case.expected:
        results = found[expected.policy]
        row = household if expected.member is None else int(register.offsets[household]) + expected.member
        status = Eligibility(int(results.status[row])).key
        amount = int(results.amount_fen[row])
        missing = results.missing.of(row)
        if status != expected.status:
            problems.append(f"{case.name}: {expected.policy} is {status}, expected {expected.status}")
        if isinstance(expected.amount_fen, int) and amount != expected.amount_fen:
            problems.append(f"{case.name}: {expected.policy} pays {amount}, expected {expected.amount_fen}")
        if expected.missing is not None and missing != expected.missing:
            problems.append(f"{case.name}: {expected.policy} misses {missing}, expected {expected.missing}")
    return problems
