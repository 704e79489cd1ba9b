"""Reading benefit rolls from files: what is refused, and that CSV and Parquet say the same."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from tests.kernel.entitlements.invented import ON, Land

from minsheng.kernel.entitlements.rolls import RollError, checked, read_received


def _roll() -> pa.Table:
    land = Land()
    land.pays("allowance", person=11, amount_fen=100_00, since=ON)
    land.pays("relief", household=2)
    return land.tables()[2]


def test_csv_and_parquet_say_the_same(tmp_path: Path) -> None:
    pyarrow.csv.write_csv(_roll(), tmp_path / "received.csv")
    pyarrow.parquet.write_table(_roll(), tmp_path / "received.parquet")

    assert read_received(tmp_path / "received.csv").equals(_roll())
    assert read_received(tmp_path / "received.parquet").equals(_roll())


def test_since_and_division_may_be_absent() -> None:
    given = _roll().drop_columns(["since", "division"])

    assert checked(given).column("since").null_count == 2


@pytest.mark.parametrize("column", ["policy", "person_no", "household_no", "amount_fen"])
def test_a_column_that_is_needed_is_named_when_it_is_missing(column: str) -> None:
    with pytest.raises(RollError, match=f"'{column}' is missing"):
        checked(_roll().drop_columns([column]))


def test_a_column_that_nobody_knows_is_named() -> None:
    with pytest.raises(RollError, match="'amount': not known"):
        checked(_roll().append_column("amount", pa.array([1, 2])))


def test_amounts_must_be_whole_fen() -> None:
    given = _roll().drop_columns(["amount_fen"]).append_column("amount_fen", pa.array([1.5, None]))

    with pytest.raises(RollError, match="column amount_fen"):
        checked(given)


def test_a_line_without_a_policy_is_refused() -> None:
    land = Land()
    land.received.append({"policy": None, "person_no": 1, "household_no": 1})

    with pytest.raises(RollError, match="which policy"):
        checked(land.tables()[2])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RollError, match=r"There is no file .*received\.csv"):
        read_received(tmp_path / "received.csv")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "received.xlsx").write_bytes(b"")

    with pytest.raises(RollError, match=r"neither \.parquet nor \.csv"):
        read_received(tmp_path / "received.xlsx")
