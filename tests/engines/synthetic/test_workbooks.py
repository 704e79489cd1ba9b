"""The files of bureaus: labelled, recognised by intake, identity numbers as text, mistakes few and real."""

import csv
import io
from collections import Counter
from importlib import import_module

import numpy as np
import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook
from tests.engines.synthetic.conftest import ON

from minsheng.engines.formulas.identity import BadIdentityNumber, parse_identity_number
from minsheng.engines.synthetic.bad_rows import NEVER_WAS, with_mistakes
from minsheng.engines.synthetic.city import demo_plan, synthesise
from minsheng.engines.synthetic.facility_sheets import KINDS, STAGES
from minsheng.engines.synthetic.sheet_columns import money, relations
from minsheng.engines.synthetic.sheet_files import Format, Sheet
from minsheng.engines.synthetic.streams import stream
from minsheng.engines.synthetic.wording import POLICY_TITLES, TITLES
from minsheng.engines.synthetic.workbooks import write_bureau_files
from minsheng.kernel.intake.checking.divisions import DivisionFinder, NamedDivision
from minsheng.kernel.intake.checking.parsers import Background
from minsheng.kernel.intake.checking.preview import preview_workbook
from minsheng.kernel.intake.reading.reading import read_workbook
from minsheng.kernel.intake.sheets import SHEETS
from minsheng.kernel.registry.loading import place_kinds, policies

PROGRAMMES_WITH_SHEETS = (
    *(
        "birth_support",
        "child_welfare",
        "education",
        "elder_care",
        "elder_health",
        "employment",
        "medical_services",
    ),
    "social_assistance",
)
WANTED_KINDS = {
    "people_and_households",
    "benefit_roll",
    "disability_certificates",
    "elder_assessments",
    "facilities",
    "registered_unemployed",
    "graduates",
    "employment_ledger",
    "birth_register",
    "family_doctor_services",
    "elder_screenings",
    "pupils",
}


@pytest.fixture(scope="module")
def files(jinzhong, tmp_path_factory):
    city = synthesise(jinzhong, people=9_000, seed=6, on=ON, plan=demo_plan(jinzhong, 9_000))
    return write_bureau_files(city, tmp_path_factory.mktemp("bureaus"))


def looked_at(files):
    """Return all lists of people, and of every other kind one file in each of its formats."""
    chosen = {}
    for file in files:
        key = file.path if file.kind == "people_and_households" else (file.kind, file.form)
        chosen.setdefault(key, file)
    return list(chosen.values())


@pytest.fixture(scope="module")
def previews(files, jinzhong):
    kinds = list(SHEETS)
    for programme in PROGRAMMES_WITH_SHEETS:
        kinds += import_module(f"minsheng.programmes.{programme}.sheets").SHEETS
    background = Background(
        on=ON,
        divisions=DivisionFinder(list(named(jinzhong.divisions)), within=jinzhong.code),
        lookups={
            "policy": {title: key for key, title in POLICY_TITLES.items()}.get,
            "place_kind": {kind.title.zh: key for key, kind in place_kinds().items()}.get,
            "place_stage": {stage: stage for stage, _ in STAGES}.get,
        },
    )
    return {
        file.path: preview_workbook(
            read_workbook(file.path.read_bytes(), file_name=file.path.name), kinds, background=background
        )
        for file in looked_at(files)
    }


def named(divisions):
    paths = {}
    for division in divisions:
        paths[division.code] = (*paths.get(division.parent, ()), division.name) if division.parent else ()
        yield NamedDivision(division.code, division.name, paths[division.code])


def first_row(file):
    if file.form is Format.XLSX:
        return CalamineWorkbook.from_path(str(file.path)).get_sheet_by_index(0).to_python()[0]
    return next(csv.reader(io.StringIO(file.path.read_bytes().decode(file.form.value))))


def test_every_kind_of_sheet_and_every_format_occurs(files):
    assert {file.kind for file in files} >= WANTED_KINDS
    assert {file.form for file in files} == set(Format)


def test_every_title_says_that_the_people_are_made_up(files):
    for file in files:
        assert first_row(file)[0].endswith("（合成数据）")


def test_identity_numbers_are_text_in_every_workbook(files):
    for file in (one for one in files if one.form is Format.XLSX and one.kind != "facilities"):
        rows = CalamineWorkbook.from_path(str(file.path)).get_sheet_by_index(0).to_python()
        places = [place for place, name in enumerate(rows[2]) if name in TITLES["identity"]]
        assert places
        assert all(isinstance(row[place], str) for row in rows[3:] for place in places)


def test_intake_takes_every_file_for_what_it_is(files, previews):
    for file in looked_at(files):
        assert previews[file.path].kind.key == file.kind, file.path.name


def test_intake_uses_every_column_but_a_relation_in_a_roll_and_guesses_none(previews):
    for path, preview in previews.items():
        for table in preview.tables:
            assert table.mapping.is_complete, path.name
            assert {header.text for header in table.mapping.left_out} <= set(TITLES["relation"]), path.name
            assert not table.mapping.proposed, path.name


def test_intake_counts_every_row_once_and_rejects_few(files, previews):
    rows = {file.path: file.rows for file in files}
    for path, preview in previews.items():
        assert len(preview.accepted) + len(preview.rejected) == rows[path], path.name
        assert len(preview.set_aside) == 1, path.name
    rejected = sum(len(preview.rejected) for preview in previews.values())
    assert 0 < rejected < 0.01 * sum(rows[path] for path in previews)


def test_what_is_rejected_are_the_mistakes_that_were_made(previews):
    reasons = Counter(
        problem.code for preview in previews.values() for row in preview.rejected for problem in row.problems
    )

    assert set(reasons) <= {
        "required", "identity_check_digit", "born_on_differs_from_identity", "date", "repeated", "household_incomplete",
    }  # fmt: skip


def test_everybody_who_lives_in_the_city_stands_in_one_list_of_people(previews):
    people = [preview for preview in previews.values() if preview.kind.key == "people_and_households"]
    gone = sum(
        "died_on" in row.values or "moved_away_on" in row.values for one in people for row in one.accepted
    )
    listed = sum(len(one.accepted) + len(one.rejected) for one in people)

    assert 9_000 <= listed - gone <= 9_040
    assert gone > 10


def sheet_of(count, numbers=None):
    columns = {
        "姓名": pa.array(["某人"] * count),
        "身份证号": pa.array(numbers or ["140729195003079012"] * count),
        "出生日期": pa.array(["1950-03-07"] * count),
    }
    return Sheet("any", "名册", "某局", ON, columns)


def test_mistakes_are_a_missing_number_a_wrong_digit_an_old_number_a_day_that_never_was_and_a_double():
    made = with_mistakes(sheet_of(5_000), identity="身份证号", born="出生日期", may=None, rng=stream(1, "t"))

    numbers = made.columns["身份证号"].to_pylist()
    assert len(made) == 5_002
    assert numbers.count(None) in (2, 3, 4)
    assert sum(1 for number in numbers if number and len(number) == 15) in (2, 3, 4)
    assert made.columns["出生日期"].to_pylist().count(NEVER_WAS) in (2, 3, 4)
    wrong = [number for number in numbers if number and len(number) == 18 and not is_valid(number)]
    assert len(wrong) in (2, 3, 4)


def is_valid(number):
    try:
        parse_identity_number(number, on=ON)
    except BadIdentityNumber:
        return False
    return True


def test_no_mistake_is_made_where_none_is_allowed():
    sheet = sheet_of(5_000)

    made = with_mistakes(
        sheet, identity="身份证号", born="出生日期", may=np.zeros(5_000, dtype=bool), rng=stream(1, "t")
    )

    assert made.columns == sheet.columns


@pytest.mark.parametrize(
    ("fen", "per", "expected"),
    [
        (12_345, 1, "123.45"),
        (12_300, 1, "123"),
        (12_340, 1, "123.4"),
        (5, 1, "0.05"),
        (123_400_00, 10_000, "12.34"),
        (0, 10_000, "0"),
    ],
)
def test_money_is_written_exactly(fen, per, expected):
    assert money(np.array([fen, 1]), per=per)[0].as_py() == expected


def test_some_counties_say_son_and_daughter_and_others_child():
    relation, sex = np.array([3, 3, 2, 1]), np.array([1, 2, 2, 2])

    assert relations(relation, sex, 1).to_pylist() == ["儿子", "女儿", "妻", "户主"]
    assert relations(relation, sex, 0).to_pylist() == ["子女", "子女", "配偶", "户主"]


def test_policies_are_called_as_their_programmes_call_them():
    assert {key: policies()[key].title.zh for key in POLICY_TITLES} == POLICY_TITLES


def test_facilities_are_of_kinds_that_programmes_declare():
    assert {kind.title for kind in KINDS} <= {kind.title.zh for kind in place_kinds().values()}
