"""Awkward workbooks about identity numbers: damaged on the way, old, oddly typed, or fetched by a formula."""

from __future__ import annotations

from pathlib import Path

from tests.kernel.intake.synthetic import HEAD, NEIGHBOUR, WIDOW
from tests.kernel.intake.workbook_rows import ROLL, ROLL_HEADER, SYNTHETIC, Book, as_csv, makes


@makes("identity_as_number.xlsx")
def identity_as_number(path: Path) -> None:
    """Identity numbers kept as numbers: the last digits are gone and cannot come back."""
    book = Book(path)
    rows = [[*row] for row in ROLL]
    rows[0][2] = float(WIDOW.replace("X", "0"))
    rows[2][2] = float(NEIGHBOUR.replace("X", "0"))
    book.sheet("高龄津贴", [[SYNTHETIC], ROLL_HEADER, *rows])
    book.book.close()


@makes("identity_as_exponent.csv")
def identity_as_exponent(path: Path) -> None:
    """The same damage after a detour through CSV."""
    rows = [[*row] for row in ROLL]
    rows[1][2] = "1.40729E+17"
    as_csv(path, [[f"高龄津贴 {SYNTHETIC}"], ROLL_HEADER, *rows], encoding="utf-8")


@makes("identity_rounded.csv")
def identity_rounded(path: Path) -> None:
    """The same damage once more: fifteen digits were kept, zeros filled in."""
    rows = [[*row] for row in ROLL]
    for row in rows:
        row[2] = row[2][:15] + "000"
    as_csv(path, [[f"高龄津贴 {SYNTHETIC}"], ROLL_HEADER, *rows], encoding="utf-8")


@makes("old_identity_numbers.xlsx")
def old_identity_numbers(path: Path) -> None:
    """Numbers of fifteen digits beside new ones."""
    book = Book(path)
    rows = [[*row] for row in ROLL]
    rows[1][2] = HEAD[:6] + HEAD[8:17]
    book.sheet("名册", [[f"高龄津贴名册（{SYNTHETIC}）"], ROLL_HEADER, *rows])
    book.book.close()


@makes("full_width.xlsx")
def full_width(path: Path) -> None:
    """Full-width digits, a small x, spaces and quotes: how it is written is forgiven."""
    book = Book(path)
    wide = str.maketrans("0123456789X", "０１２３４５６７８９ｘ")
    rows = [
        [1, "王 六", WIDOW.translate(wide), "１００元", "２０２６－０８－０１"],
        [2, "张　三", f"{HEAD[:6]} {HEAD[6:14]} {HEAD[14:].lower()}", "1,050.50", "2025-01-01"],
        [3, "买买提·江", f"'{NEIGHBOUR}", "¥50", "2024-03-01"],
    ]
    book.sheet(
        "名册",
        [[f"高龄津贴（{SYNTHETIC}）"], ["序号", "姓　名", "身份证\n号　码", "补贴金额", "享受时间"], *rows],
    )
    book.book.close()


@makes("formulas.xlsx")
def formulas(path: Path) -> None:
    """Identity numbers fetched by a formula, and cells in which a formula failed."""
    book = Book(path)
    sheet = book.sheet("高龄津贴", [[SYNTHETIC], ROLL_HEADER, *ROLL])
    sheet.write_formula("C3", "=VLOOKUP(B3,旧表!A:C,3,0)", None, WIDOW)
    sheet.write_formula("D4", "=NA()", None, "#N/A")
    sheet.write_formula("D5", "=25*2", None, 50)
    book.book.close()
