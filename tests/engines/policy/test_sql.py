"""The exported SQL, run in DuckDB, finds what NumPy finds, cell by cell, unknown answers included."""

from __future__ import annotations

import duckdb
from tests.engines.policy.small import FACTS, ON
from tests.engines.policy.spark_register import BOOKS, TEXT, tables

from minsheng.engines.policy import batch, sql
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register

PARAMETERS = ParameterSet.from_texts({"t": TEXT})


def test_duckdb_finds_what_numpy_finds():
    persons, households = tables()
    register = Register.from_tables(persons, households, FACTS)
    expected = batch.evaluate(register, BOOKS, PARAMETERS, on=ON)["rule"]
    query = sql.export(BOOKS, PARAMETERS, on=ON, dialect=sql.Dialect.DUCKDB, subject=Entity.PERSON)
    database = duckdb.connect()
    database.register("persons", persons)
    database.register("households", households)

    rows = database.execute(query).fetchall()

    assert [row[0] for row in rows] == register.person_no.tolist()
    assert [row[2] for row in rows] == expected.status.tolist()
    assert {row[2] for row in rows} == {0, 1, 2}
    is_open = {int(row) for row in expected.missing.rows if expected.status[row] == 1}
    assert [row[3] for row in rows] == [
        None if number in is_open else amount for number, amount in enumerate(expected.amount_fen.tolist())
    ]
