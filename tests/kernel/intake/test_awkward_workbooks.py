"""Workbooks in the state in which bureaus really keep them, each with what must come out of it."""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.kernel.intake.make_workbooks import FOLDER, MAKERS, make_all
from tests.kernel.intake.outcomes import OUTCOMES, Read, Refused
from tests.kernel.intake.reading_files import preview_file
from tests.kernel.intake.synthetic import HEAD, NEIGHBOUR, WATER, WIDOW, YIN

from minsheng.kernel.intake.problems import FileRefusedError

READ = {name: outcome for name, outcome in OUTCOMES.items() if isinstance(outcome, Read)}
REFUSED = {name: outcome for name, outcome in OUTCOMES.items() if isinstance(outcome, Refused)}


def test_every_workbook_has_an_outcome_and_the_other_way_round() -> None:
    committed = {path.name for path in FOLDER.iterdir()}

    assert committed == OUTCOMES.keys() == MAKERS.keys()
    assert len(committed) >= 16


def test_the_committed_workbooks_are_those_the_script_makes(tmp_path: Path) -> None:
    make_all(tmp_path)

    assert [name for name in MAKERS if _parts(tmp_path / name) != _parts(FOLDER / name)] == []


def _parts(path: Path) -> dict[str, bytes]:
    """Return what a file holds; how an archive is packed differs from machine to machine."""
    if path.suffix != ".xlsx":
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", READ)
def test_a_workbook_is_read_as_expected(name: str) -> None:
    expected = READ[name]

    preview = preview_file(name)

    assert preview.kind.key == expected.kind
    assert [row.place.row for row in preview.accepted] == list(expected.accepted)
    assert {
        row.place.row: tuple(problem.code for problem in row.problems) for row in preview.rejected
    } == expected.rejected
    assert {row.place.row: row.code for row in preview.set_aside} == expected.set_aside
    assert preview.counted == expected.counted
    assert {note.code for note in [*preview.notes, *preview.row_notes]} >= set(expected.notes)


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_is_refused_as_expected(name: str) -> None:
    expected = REFUSED[name]

    with pytest.raises(FileRefusedError) as refusal:
        preview_file(name)

    assert tuple(problem.code for problem in refusal.value.problems) == expected.codes
    sentences = "".join(refusal.value.sentences())
    assert all(words in sentences for words in expected.says)
    assert name in sentences


def test_every_way_to_write_a_day_says_the_same_day_in_both_calendars_of_excel() -> None:
    for name in ("dates_from_1900.xlsx", "dates_from_1904.xlsx"):
        days = Counter(row.values["unemployed_since"] for row in preview_file(name).accepted)

        assert days == {date(2023, 1, 5): 6}


def test_full_width_digits_and_spaces_are_forgiven() -> None:
    rows = preview_file("full_width.xlsx").accepted

    assert [(row.values["name"], row.values["identity"], row.values["amount_fen"]) for row in rows] == [
        ("王六", WIDOW, 10_000),
        ("张三", HEAD, 105_050),
        ("买买提·江", NEIGHBOUR, 5_000),
    ]


def test_an_old_number_of_15_digits_is_the_same_person() -> None:
    assert preview_file("old_identity_numbers.xlsx").accepted[1].values["identity"] == HEAD


def test_a_rare_character_arrives_unharmed() -> None:
    assert preview_file("gb18030.csv").accepted[2].values["name"] == "张𠮷"


def test_the_group_above_tells_whose_name_it_is() -> None:
    wife = preview_file("two_level_header.xlsx").accepted[1].values

    assert (wife["head_name"], wife["name"], wife["relation"]) == ("张三", "李四", 2)


def test_money_follows_the_unit_of_its_header_or_the_title() -> None:
    values = preview_file("in_ten_thousands.xlsx").accepted[0].values

    assert values["financial_assets_fen"] == 123_456
    assert preview_file("in_ten_thousands.xlsx").rejected[0].values["wage_fen"] == 120_000


def test_merged_names_are_shared_by_their_rows_and_merged_money_is_not() -> None:
    first, second = (row.values for row in preview_file("merged_households.xlsx").accepted[:2])

    assert first["division"] == second["division"] == WATER
    assert first["household_no"] == second["household_no"] == "0001"
    assert first["financial_assets_fen"] == 500_000
    assert "financial_assets_fen" not in second


def test_a_village_is_found_by_its_name_and_township() -> None:
    assert preview_file("gb18030.csv").accepted[3].values["division"] == YIN


def test_what_a_person_once_said_about_a_column_is_remembered() -> None:
    memory = {
        "roll_advanced_age_allowance": {
            "公民号": "identity",
            "每月给多少元": "amount_fen",
            "打哪天起": "since",
        }
    }

    preview = preview_file("renamed_columns.xlsx", memory=memory)

    assert [row.values["identity"] for row in preview.accepted] == [WIDOW, HEAD, NEIGHBOUR]
    assert preview.accepted[1].values["since"] == date(2025, 1, 1)
