"""The SPEC.md of every programme names its policies, the numbers they use, and the worked examples its cases prove."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from tests.programmes.rule_cases import HERE, parameters_of

import minsheng.programmes
from minsheng.engines.policy.rulebook import parameters_used
from minsheng.kernel.registry.loading import programmes

FOLDER = Path(minsheng.programmes.__file__).parent
QUOTED = re.compile(r"`([a-z_0-9]+(?:\.[a-z_0-9]+)?)`")


@cache
def _spec(programme: str) -> str:
    return (FOLDER / programme / "SPEC.md").read_text(encoding="utf-8")


def _quoted(programme: str) -> set[str]:
    return set(QUOTED.findall(_spec(programme)))


@pytest.mark.parametrize("programme", programmes())
def test_a_spec_names_every_policy_of_its_programme(programme):
    assert set(programmes()[programme].rulebook.policies) <= _quoted(programme)


@pytest.mark.parametrize("programme", programmes())
def test_a_spec_names_every_number_of_its_programme_that_a_rule_uses(programme):
    used = {
        key
        for policy in programmes()[programme].rulebook.policies.values()
        for key in parameters_used(policy)
    }

    assert {key for key in used if key.startswith(f"{programme}.")} <= _quoted(programme)


@pytest.mark.parametrize("programme", programmes())
def test_every_number_that_a_spec_names_exists(programme):
    named = {word for word in _quoted(programme) if word.startswith(f"{programme}.")}

    assert named <= set(parameters_of("jinzhong"))


@pytest.mark.parametrize("programme", programmes())
def test_a_spec_shows_every_worked_example_that_its_cases_prove(programme):
    proven = {
        word
        for path in (HERE / programme / "cases").glob("*.yaml")
        for word in re.findall(r"source: (E\d+-\d+)", path.read_text(encoding="utf-8"))
    }

    assert {example for example in proven if f"| {example} |" not in _spec(programme)} == set()


@pytest.mark.parametrize("city", ["jinzhong", "_example"])
def test_a_local_default_says_where_it_comes_from(city):
    folder = HERE.parents[1] / "cities" / city / "parameters"
    entries = [
        (key, period)
        for path in folder.glob("*.yaml")
        for key, entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).items()  # noqa: S506
        for period in entry["values"]
    ]

    assert [key for key, period in entries if not period.get("document")] == []
