"""The catalogue is honest: every proof exists, every row has one or says what it waits for."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from tests.trust.catalogue import Row, rows

ROOT = Path(__file__).parents[2]
HERE = "tests/trust/"


def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.row)
def test_every_proof_exists(row: Row):
    for proof in row.proof:
        file, _, name = proof.partition("::")
        assert (ROOT / file).is_file(), proof
        assert not name or name in names_in(file), proof


def test_every_row_has_a_proof_or_says_what_it_waits_for():
    assert [row.row for row in rows() if not row.proof and not row.waits] == []


def test_every_row_stands_once():
    assert [name for name, count in Counter(row.row for row in rows()).items() if count > 1] == []


def test_every_test_of_this_folder_belongs_to_a_row():
    own = {
        f"{HERE}{file.name}::{name}"
        for file in Path(__file__).parent.glob("test_*.py")
        if file.name != Path(__file__).name
        for name in names_in(f"{HERE}{file.name}")
    }
    assert sorted(test for test in own if not any(row.is_tried_by(test) for row in rows())) == []


def test_the_table_of_the_reference_has_every_row_as_the_catalogue_says_it():
    table = (ROOT / "docs/reference/trust.md").read_text(encoding="utf-8")

    assert [
        row.row for row in rows() if f"| {row.row} | {row.tier} | {row.threat} | {row.must} |" not in table
    ] == []
    assert table.count("\n| ") == len(rows()) + len({row.row[0] for row in rows()})
