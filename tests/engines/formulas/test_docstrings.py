"""The examples in the docstrings are true."""

import doctest
from importlib import import_module

import pytest

MODULES = ("age", "answers", "identity", "money", "retirement", "working_days")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name):
    found = doctest.testmod(import_module(f"minsheng.engines.formulas.{name}"))

    assert found.attempted > 0
    assert found.failed == 0
