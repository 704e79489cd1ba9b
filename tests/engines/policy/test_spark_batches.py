"""What an executor does with its batches, without Spark: whole households, and answers equal to the others."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.engines.policy.small import FACTS, ON
from tests.engines.policy.spark_register import BOOKS, SIZES, TEXT, recipe, tables

from minsheng.engines.policy import batch
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register, RegisterError
from minsheng.engines.policy.spark_batches import evaluated, results_from, whole_households


def stream(persons: pa.Table, households: pa.Table, rows: int) -> list[pa.RecordBatch]:
    """Return what Spark hands over: households and persons together, in order, in batches of some rows."""
    people = persons.append_column("is_person", pa.array([True] * len(persons))).append_column(
        "row", pa.array(range(len(persons)), pa.int64())
    )
    homes = households.append_column("is_person", pa.array([False] * len(households))).append_column(
        "row", pa.array(range(len(households)), pa.int64())
    )
    both = pa.concat_tables([people, homes], promote_options="default")
    ordered = both.sort_by([("household_no", "ascending"), ("is_person", "ascending"), ("row", "ascending")])
    return ordered.combine_chunks().to_batches(max_chunksize=rows)


@pytest.mark.parametrize("rows", [1, 2, 3, 64, 499, 500, 501, 10_000])
@pytest.mark.parametrize("at_least", [1, 10, 600])
def test_no_household_is_ever_cut(rows, at_least):
    parts = list(whole_households(stream(*tables(), rows), at_least=at_least))
    seen = [set(part.column("household_no").to_pylist()) for part in parts]

    assert sum(part.num_rows for part in parts) == sum(SIZES) + len(SIZES)
    assert sum(len(one) for one in seen) == len(set().union(*seen)) == len(SIZES)
    assert len(parts) > 1 or at_least + rows > sum(SIZES[:4])


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
@pytest.mark.parametrize(("rows", "rows_at_once"), [(1, 1), (7, 1), (7, 40), (10_000, 10_000)])
def test_the_answers_are_those_of_the_whole_register(kernel, rows, rows_at_once):
    persons, households = tables()
    register = Register.from_tables(persons, households, FACTS)
    expected = batch.evaluate(register, BOOKS, ParameterSet.from_texts({"t": TEXT}), on=ON)["rule"]
    batches = list(evaluated(stream(persons, households, rows), recipe(kernel, rows_at_once)))

    found = results_from(pa.Table.from_batches(batches[::-1]), register, expected.policy)

    assert found.status.tolist() == expected.status.tolist()
    assert set(found.status.tolist()) == {0, 1, 2}
    assert found.amount_fen.tolist() == expected.amount_fen.tolist()
    for row in range(len(persons)):
        assert found.missing.of(row) == expected.missing.of(row)


def test_an_empty_stream_has_no_answers():
    assert list(evaluated([], recipe("numpy"))) == []


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        (Entity.PERSON, "household 11 has no member"),
        (Entity.HOUSEHOLD, "household 11 is not among the households"),
    ],
)
def test_what_a_register_refuses_is_refused_in_parts_too(without, sentence):
    persons, households = tables([2, 2, 2])
    if without is Entity.PERSON:
        persons = persons.filter(pa.compute.not_equal(persons["household_no"], 11))
    else:
        households = households.filter(pa.compute.not_equal(households["household_no"], 11))

    with pytest.raises(RegisterError, match=sentence):
        list(evaluated(stream(persons, households, 100), recipe("numpy", 100)))
