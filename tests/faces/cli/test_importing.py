"""``minsheng import``: one file or several, what their sender says about them, and what it leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from minsheng.engines.formulas.identity import check_digit
from minsheng.faces.cli import intake
from minsheng.faces.cli.failing import UsageError
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.intake.models import Batch, RememberedColumn
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.models import Person

pytestmark = pytest.mark.django_db

COUNTY, VILLAGE = "140729000000", "140729101205"
REGISTER_HEADER = "户号,姓名,身份证号,与户主关系,所在村"
ROLL_HEADER = "姓名,身份证号,金额,享受时间"


def number(sequence: int) -> str:
    body = f"14072919360712{sequence:03d}"
    return body + check_digit(body)


@pytest.fixture(autouse=True)
def _county() -> None:
    for code, name, level in (
        (COUNTY, "灵石县", 3),
        ("140729101000", "静升镇", 4),
        (VILLAGE, "尹方村委会", 5),
    ):
        Division.objects.create(code=code, name=name, kind="x", level=level, full_name=name)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return written(tmp_path / "人口登记.csv", REGISTER_HEADER, *(
        f"{one},老人{'甲乙丙'[one - 1]},{number(one)},户主,尹方村" for one in (1, 2, 3)
    ))  # fmt: skip


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    return written(
        tmp_path / "高龄津贴.csv", ROLL_HEADER, f"老人甲,{number(1)},100,2026-06-01", f"外人,{number(9)},100,"
    )


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def imported(*words: object) -> Result:
    app = typer.Typer()
    intake.add_to(app)
    said = [*map(str, words), "--source", "灵石县某局", "--division", COUNTY, "--on", "2026-11-24"]
    return CliRunner().invoke(app, said)


def test_several_files_are_taken_one_after_the_other(register: Path, roll: Path, tmp_path: Path) -> None:
    left = imported(register, roll, "--commit", "--rejected", tmp_path / "退回", "--json")

    answer = json.loads(left.stdout)
    assert [(one["accepted"], one["rejected"]) for one in answer] == [(3, 0), (1, 1)]
    assert (Person.objects.count(), Receipt.objects.count()) == (3, 1)
    assert [path.name for path in (tmp_path / "退回").iterdir()] == ["高龄津贴.xlsx"]
    assert left.exit_code == 1


def test_a_file_that_is_refused_does_not_stop_the_others(register: Path, tmp_path: Path) -> None:
    broken = written(tmp_path / "网页.xls", "<html><body>…</body></html>")

    left = imported(broken, register, "--commit")

    assert "网页" in left.stderr
    assert Person.objects.count() == 3
    assert left.exit_code == 2


def test_the_number_of_rows_that_was_announced_is_compared(register: Path) -> None:
    assert imported(register, "--control-total", "4").exit_code == 2
    assert imported(register, "--control-total", "3").exit_code == 0


def test_a_whole_roll_ends_what_is_not_in_it_and_a_part_does_not(register: Path, roll: Path) -> None:
    imported(register, roll, "--commit")
    part = written(roll.with_name("高龄津贴十一月.csv"), ROLL_HEADER, f"老人乙,{number(2)},100,2026-11-01")
    whole = written(roll.with_name("高龄津贴全册.csv"), ROLL_HEADER, f"老人丙,{number(3)},100,2026-11-01")

    imported(part, "--commit")
    running_after_a_part = Receipt.objects.filter(until__isnull=True).count()
    imported(whole, "--commit", "--whole-roll")

    assert running_after_a_part == 2
    assert Receipt.objects.get(until__isnull=True).person.name == "老人丙"


@pytest.mark.parametrize("option", [("--whole-roll",), ("--control-total", "3")])
def test_what_is_said_of_one_file_is_not_said_of_several(
    register: Path, roll: Path, option: tuple[str, ...]
) -> None:
    left = imported(register, roll, "--commit", *option)

    assert isinstance(left.exception, UsageError)
    assert not Batch.objects.exists()


def test_what_a_column_means_is_taken_and_remembered(register: Path, tmp_path: Path) -> None:
    imported(register, "--commit")
    header = "姓名,身份证号,给多少,享受时间"
    odd = written(tmp_path / "高龄津贴.csv", header, f"老人甲,{number(1)},100,2026-06-01")

    imported(odd, "--commit", "--column", "给多少=金额", "--column", "享受时间=")

    receipt = Receipt.objects.get()
    assert (receipt.amount_fen, receipt.since) == (10_000, None)
    assert set(RememberedColumn.objects.values_list("header", "field")) == {
        ("给多少", "amount_fen"),
        ("享受时间", ""),
    }


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--column", "没有等号"), "表头=字段"),
        (("--kind", "no_such_sheet"), "There is no kind of sheet"),
    ],
)
def test_an_option_that_cannot_be_read_says_how_it_should_be(
    register: Path, option: tuple[str, ...], said: str
) -> None:
    left = imported(register, *option)

    assert isinstance(left.exception, UsageError)
    assert said in str(left.exception)


def test_a_meaning_that_no_column_has_is_refused_in_a_sentence(register: Path) -> None:
    left = imported(register, "--column", "户号=体重")

    assert left.exit_code == 2
    assert "不能对应到" in left.stderr
