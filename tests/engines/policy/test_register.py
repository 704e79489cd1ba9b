"""A register is verified when it is loaded: problems are named with table, column, row and value."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from tests.engines.policy.small import FACTS, ON, PARAMETERS, P, book_of, f

from minsheng.engines.policy import batch, dsl
from minsheng.engines.policy.facts import LARGEST_MONEY_FEN
from minsheng.engines.policy.register import Register, RegisterError

PERSONS = {
    "person_no": pa.array([7, 8, 9]),
    "household_no": pa.array([1, 1, 5]),
    "wage_fen": pa.array([5, None, -2], pa.int64()),
    "is_ill": pa.array([True, False, None]),
    "grade": pa.array([1, 4, 0], pa.int8()),
    "born_on": pa.array([date(1950, 1, 2), None, date(2020, 2, 29)]),
}
HOUSEHOLDS = {
    "household_no": pa.array([1, 5]),
    "division": pa.array(["140702001001", "140729002003"]),
    "cars": pa.array([0, 100], pa.int32()),
}


def load(persons: dict[str, object] | None = None, households: dict[str, object] | None = None) -> Register:
    return Register.from_tables(
        pa.table({**PERSONS, **(persons or {})}), pa.table({**HOUSEHOLDS, **(households or {})}), FACTS
    )


def test_a_register_knows_members_counties_and_facts():
    register = load()

    assert register.offsets.tolist() == [0, 2, 3]
    assert register.county.tolist() == [140702, 140729]
    assert register.household_row.tolist() == [0, 0, 1]
    first = register.household(0)
    assert first.county == 140702
    assert first.persons[0] == {"wage_fen": 5, "is_ill": True, "grade": 1, "born_on": date(1950, 1, 2)}
    assert first.persons[1] == {"is_ill": False, "grade": 4}


@pytest.mark.parametrize(
    ("persons", "households", "sentence"),
    [
        ({"household_no": pa.array([1, 5, 1])}, {}, r"persons, column household_no, row 2: 1 comes after 5"),
        ({"household_no": pa.array([1, 1, 1])}, {}, "households, row 1: household 5 has no member"),
        ({"household_no": pa.array([1, 3, 5])}, {}, "persons, row 1: household 3 is not among"),
        (
            {"household_no": pa.array([1, 1, None])},
            {},
            "persons, column household_no, row 2: the key is empty",
        ),
        ({"person_no": pa.array(["a", "b", "c"])}, {}, "column person_no: must be whole numbers"),
        ({}, {"household_no": pa.array([5, 5])}, "row 1: 5 comes after 5.*remove doubles"),
        (
            {},
            {"division": pa.array(["140702001001", "1407"])},
            "division, row 1: '1407' is not a code of twelve",
        ),
        ({}, {"division": pa.array(["140702001001", None])}, "row 1: None is not a code"),
        ({"wage_fen": pa.array([1.5, 2, 3])}, {}, "wage_fen: a money is stored as int64, got double"),
        (
            {"wage_fen": pa.array([1, 2, LARGEST_MONEY_FEN + 1])},
            {},
            "wage_fen, row 2: 1000000000001 is not from",
        ),
        (
            {"grade": pa.array([1, 2, 9], pa.int8())},
            {},
            r"persons, column grade, row 2: 9 is not one of \[0, 1",
        ),
        ({"is_ill": pa.array([1, 0, 1])}, {}, "is_ill: a bool is stored as bool"),
        ({"born_on": pa.array(["1950-01-01"] * 3)}, {}, "born_on: a date is stored as date32"),
        (
            {},
            {"cars": pa.array([0, 101], pa.int32())},
            "households, column cars, row 1: 101 is not from 0 to 100",
        ),
        (
            {"wage": pa.array([1, 2, 3])},
            {},
            "column 'wage': no fact of a person has this name. Did you mean wage_fen",
        ),
        ({"cars": pa.array([1, 2, 3])}, {}, "column 'cars': no fact of a person"),
    ],
)
def test_a_problem_is_named_with_table_column_row_and_value(persons, households, sentence):
    with pytest.raises(RegisterError, match=sentence):
        load(persons, households)


def test_a_missing_key_column_is_named():
    with pytest.raises(RegisterError, match="persons have no column 'person_no'"):
        Register.from_tables(pa.table(PERSONS).drop_columns("person_no"), pa.table(HOUSEHOLDS), FACTS)
    with pytest.raises(RegisterError, match="no column 'division'"):
        Register.from_tables(pa.table(PERSONS), pa.table(HOUSEHOLDS).drop_columns("division"), FACTS)


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_parquet_and_csv_give_the_same_register(tmp_path, suffix):
    write = pa.parquet.write_table if suffix == "parquet" else pa.csv.write_csv
    write(pa.table(PERSONS), tmp_path / f"persons.{suffix}")
    write(pa.table(HOUSEHOLDS), tmp_path / f"households.{suffix}")

    read = Register.read(tmp_path / f"persons.{suffix}", tmp_path / f"households.{suffix}", FACTS)

    assert [read.household(row) for row in (0, 1)] == [load().household(row) for row in (0, 1)]


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_only_the_facts_asked_for_are_kept_and_strange_columns_still_refused(tmp_path, suffix):
    write = pa.parquet.write_table if suffix == "parquet" else pa.csv.write_csv
    write(pa.table(PERSONS), tmp_path / f"persons.{suffix}")
    write(pa.table({**HOUSEHOLDS, "cats": pa.array([1, 2])}), tmp_path / f"odd.{suffix}")
    write(pa.table(HOUSEHOLDS), tmp_path / f"households.{suffix}")

    read = Register.read(
        tmp_path / f"persons.{suffix}", tmp_path / f"households.{suffix}", FACTS, only={"wage_fen"}
    )
    assert (set(read.persons), set(read.households)) == ({"wage_fen"}, set())
    with pytest.raises(RegisterError, match="'cats'"):
        Register.read(tmp_path / f"persons.{suffix}", tmp_path / f"odd.{suffix}", FACTS, only={"wage_fen"})


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(RegisterError, match=r"There is no file .*gone\.parquet"):
        Register.read(tmp_path / "gone.parquet", tmp_path / "gone.parquet", FACTS)
    (tmp_path / "persons.csv").write_text("person_no,household_no,wage_fen\n1,1,abc\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"persons\.csv: .*abc"):
        Register.read(tmp_path / "persons.csv", tmp_path / "persons.csv", FACTS)


def test_an_absent_column_is_unknown_for_everybody():
    found = batch.evaluate(load(), book_of(f("is_local"), subject=P), PARAMETERS, on=ON)

    assert found["rule"].counts() == {"not_eligible": 0, "eligible": 0, "unknown": 3}
    assert found["rule"].missing.counts() == {"is_local": 3}


def test_an_empty_register_has_empty_results():
    register = load().subset(np.array([], dtype=np.int64))

    found = batch.evaluate(register, book_of(f("is_ill"), subject=P), PARAMETERS, on=ON)

    assert len(found["rule"].status) == 0


def test_a_subset_keeps_members_together_in_the_order_asked_for():
    part = load().subset([1, 0])

    assert part.person_no.tolist() == [9, 7, 8]
    assert part.household_no.tolist() == [5, 1]
    assert part.household(0) == load().household(1)


def test_results_count_answers_missing_facts_and_amounts():
    book = book_of(f("is_ill"), amount=dsl.money("t.standard") - f("wage_fen"), subject=P)

    found = batch.evaluate(load(), book, PARAMETERS, on=ON)["rule"]

    assert found.status.tolist() == [1, 0, 2]
    assert found.amount_fen.tolist() == [76045, 0, 0]
    assert found.missing.of(2) == ("is_ill",)
    assert found.missing.of(0) == ()
    assert found.missing.rows_of("is_ill").tolist() == [2]
    assert found.missing.rows_of("cars").tolist() == []


def test_only_the_policies_asked_for_are_evaluated():
    book = book_of(f("is_ill"), subject=P)

    assert list(batch.evaluate(load(), book, PARAMETERS, on=ON, policies=[])) == []
    with pytest.raises(KeyError, match="was not evaluated"):
        batch.evaluate(load(), book, PARAMETERS, on=ON, policies=[])["rule"]
