"""The guide to adding a city: its commands are run one after the other, and say what the guide says they say."""

import pytest
from tests.make.documents import named_block, shows
from tests.make.shell import prepare, run

GUIDE = "guides/add-a-city.md"
BAD_INPUT, FINDING = 2, 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder in which the guide has been followed to the end of its first section."""
    made = tmp_path_factory.mktemp("guide")
    prepare(made)
    begun = run(named_block(GUIDE, "begin.sh"), made)
    assert begun.returncode == 0, begun.stderr
    (made / "begun.txt").write_text(begun.stdout, encoding="utf-8")
    return made


def step(name, folder):
    return run(named_block(GUIDE, name), folder, MINSHENG_CITIES="packs")


def test_the_copied_pack_is_without_fault_and_is_counted_as_the_guide_shows(folder):
    said = (folder / "begun.txt").read_text(encoding="utf-8")

    assert shows(named_block(GUIDE, "begin.txt"), said), said


@pytest.mark.parametrize("mistake", ["mistakes", "number"])
def test_a_mistake_in_a_pack_is_named_as_the_guide_shows(folder, mistake):
    refused = step(f"{mistake}.sh", folder)

    assert refused.returncode == BAD_INPUT
    assert shows(named_block(GUIDE, f"{mistake}.txt"), refused.stderr), refused.stderr


def test_the_rules_find_people_in_the_new_city(folder):
    tried = step("try.sh", folder)

    assert tried.returncode == FINDING, tried.stderr
    assert (folder / "found/findings.parquet").is_file()
