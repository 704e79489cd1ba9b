"""Money is never a binary fraction where amounts are decided or paid."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "minsheng"
DECIDING = sorted(
    [
        *PACKAGE.glob("kernel/payments/**/*.py"),
        *PACKAGE.glob("programmes/*/policies.py"),
        *PACKAGE.glob("programmes/*/policies/*.py"),
        *(
            PACKAGE / "engines" / "policy" / name
            for name in ("scalar.py", "calculation.py", "terms.py", "dated.py")
        ),
        PACKAGE / "engines" / "formulas" / "money.py",
    ]
)


def floats_in(source: str) -> list[int]:
    """Return the lines with a binary fraction: a literal, a call of float, or a true division of plain numbers."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]


@pytest.mark.parametrize("file", DECIDING, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_binary_fraction_where_money_is_decided(file: Path):
    assert floats_in(file.read_text(encoding="utf-8")) == []


def test_a_binary_fraction_would_be_noticed():
    assert floats_in("a = 1\nb = 0.1\nc = float(a)") == [2, 3]
