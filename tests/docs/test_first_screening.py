"""The tutorial of the first screening: every step is run on 2,000 people, and prints what the page shows."""

import json
import re

import pytest
from tests.make.documents import blocks_of, named_block, shows
from tests.make.shell import prepare, run

TUTORIAL = "tutorials/first-screening.md"
NUMBER = re.compile(r"\d+(?:\.\d+)?")
STEPS = [block.name for block in blocks_of(TUTORIAL) if block.language in ("sh", "python")]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What each step printed, all of them done one after the other in one folder."""
    folder = tmp_path_factory.mktemp("tutorial")
    prepare(folder)
    printed = {}
    for name in STEPS:
        script = named_block(TUTORIAL, name)
        if name.endswith(".py"):
            (folder / name).write_text(script, encoding="utf-8")
            script = f"python {name}"
        done = run(script, folder)
        assert done.returncode == 0, f"{name}: {done.stderr}"
        printed[name] = done.stdout
    printed["summary"] = (folder / "found/summary.json").read_text(encoding="utf-8")
    return printed


@pytest.mark.parametrize("step", ["look", "read", "ask"])
def test_a_step_prints_what_the_tutorial_shows_but_for_its_numbers(said, step):
    shown = NUMBER.sub("0", named_block(TUTORIAL, f"{step}.txt"))

    assert shows(shown, NUMBER.sub("0", said[f"{step}.py"])), said[f"{step}.py"]


def test_one_household_gets_the_answer_of_the_screening(said):
    assert shows(named_block(TUTORIAL, "compare.txt"), said["compare.py"]), said["compare.py"]


def test_the_tutorial_screens_as_many_people_as_it_says(said):
    assert json.loads(said["summary"])["persons"] == 2000
