"""The linter of rules and numbers finds what an author forgot, and names the place."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.entitlements.policy_lint import findings
from minsheng.kernel.people.facts import fact
from minsheng.kernel.registry.city import find_city

ON = date(2026, 11, 24)
BARE = Text("裸", "bare")


@pytest.fixture
def city(tmp_path) -> Path:
    """A copy of the example city, to be damaged."""
    shutil.copytree(find_city("_example", environ={}), tmp_path / "_example")
    return tmp_path / "_example"


def test_a_bare_policy_is_told_everything_it_lacks():
    book = Rulebook("t", Text("测", "t"))
    is_local = dsl.condition(Text("本市户籍", "Registered here"), fact("has_local_hukou"))
    book.policy("bare", BARE, subject=Entity.PERSON, conditions=[is_local], benefit=Benefit.SERVICE)

    found = findings((book,), [], on=ON)

    assert [sentence.split(": ", 1)[1].split(";")[0] for sentence in found] == [
        "it has no summary",
        "it has no window",
        "it has no sources",
        "the condition 'Registered here' has no source",
    ]
    assert all("test_policy_lint.py:" in sentence for sentence in found)


@pytest.mark.parametrize("field", ["from", "document", "status", "unit"])
def test_a_number_without_day_document_status_or_unit_is_found(city, field):
    path = city / "parameters" / "elder_health.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"{field}:", f"{field}_:"), encoding="utf-8")

    found = findings((), [city], on=ON)

    assert any("elder_health.health_check_from_age" in sentence and field in sentence for sentence in found)
    assert all(sentence.startswith("cities/_example: ") for sentence in found)
