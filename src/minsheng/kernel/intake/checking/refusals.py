"""The sentences with which a whole workbook is refused once its cells have been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import NOWHERE, FileRefusedError, Place, Problem, named_rows, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.kernel.intake.checking.columns import ColumnMapping
    from minsheng.kernel.intake.reading.workbook import Workbook
    from minsheng.kernel.registry.card import SheetKind


def nothing_recognised(workbook: Workbook, kinds: Iterable[SheetKind]) -> FileRefusedError:
    """Refuse a workbook in which no header fits any kind of sheet."""
    kinds = tuple(kinds)
    if not any(row for sheet in workbook.sheets for row in sheet.rows):
        return refused(
            "empty_workbook",
            what=Text("表格里没有任何内容。", "There is nothing in the workbook."),
            why=Text("所有工作表都是空的。", "All its sheets are empty."),
            do=Text(
                "请检查导出是否成功，重新导出后上传。", "Check the export, export it again and upload it."
            ),
            place=Place(workbook.file_name),
        )
    zh, en = "、".join(kind.title.zh for kind in kinds), ", ".join(kind.title.en for kind in kinds)
    return refused(
        "unrecognised",
        what=Text("认不出这是哪种表。", "This is not a kind of sheet that is known here."),
        why=Text(
            f"前40行里没有找到表头。能读的表：{zh}。",
            f"No header was found in the first 40 rows. Known kinds: {en}.",
        ),
        do=Text(
            "请检查是否传错文件，或者补上表头行。",
            "Check whether it is the right file, or add the header row.",
        ),
        place=Place(workbook.file_name),
    )


def columns_are_missing(
    mapping: ColumnMapping, kind: SheetKind, place: Place, *, header_row: int
) -> FileRefusedError:
    """Refuse a table that lacks required columns, naming headers that resemble them."""
    place = Place(place.file, place.sheet, header_row)
    resembling = {match.field: match.header.text for match in mapping.proposed}
    return FileRefusedError(
        Problem(
            "column_missing",
            what=Text(f"缺少“{column.label.zh}”列。", f"The column “{column.label.en}” is missing."),
            why=Text(f"“{kind.title.zh}”必须有这一列。", f"“{kind.title.en}” needs it."),
            do=_what_to_do_about(resembling.get(column.field)),
            place=place,
        )
        for column in mapping.missing
    )


def _what_to_do_about(resembling: str | None) -> Text:
    if resembling:
        return Text(
            f"“{resembling}”列有些像；如果就是它，请在对应关系中指定，以后会记住。",
            f"Column “{resembling}” resembles it; if it is the one, say so in the mapping, which is remembered.",
        )
    return Text(
        "请补上这一列，或在对应关系中指定是哪一列。", "Add the column, or say in the mapping which one it is."
    )


def clashing_columns(mapping: ColumnMapping, kind: SheetKind, place: Place) -> FileRefusedError:
    """Refuse a table in which two headers claim the same field."""
    labels = {column.field: column.label for column in kind.columns}
    problems = []
    for name, matches in mapping.clashes.items():
        zh = "和".join(f"{match.header.letter}列“{match.header.text}”" for match in matches)
        en = " and ".join(f"{match.header.letter} “{match.header.text}”" for match in matches)
        problems.append(
            Problem(
                "duplicated_header",
                what=Text(
                    f"{zh}都像“{labels[name].zh}”。", f"Columns {en} both look like “{labels[name].en}”."
                ),
                why=Text(
                    "不能确定用哪一列，猜错会把数据写到别人名下。",
                    "A wrong guess would put data on the wrong people.",
                ),
                do=Text(
                    "请删掉或改名其中一列，或在对应关系中指定用哪一列。",
                    "Delete or rename one of them, or say in the mapping which one to use.",
                ),
                place=place,
            )
        )
    return FileRefusedError(problems)


def kinds_are_equal(kinds: Sequence[SheetKind], place: Place) -> FileRefusedError:
    """Refuse a workbook that fits several kinds equally well."""
    zh, en = "、".join(kind.title.zh for kind in kinds), ", ".join(kind.title.en for kind in kinds)
    return refused(
        "several_kinds",
        what=Text(f"这张表可能是：{zh}。", f"This sheet may be: {en}."),
        why=Text(
            "列名相同，标题里也没有说明是哪一种。", "The columns are the same and the title does not tell."
        ),
        do=Text("请在导入时选定是哪一种表。", "Choose the kind when importing."),
        place=place,
    )


def numbers_in_the_identity_column(rows: Sequence[int], *, header: str, place: Place) -> FileRefusedError:
    """Refuse a whole file whose identity numbers went through a numeric cell (RELIABILITY: finding 5)."""
    return refused(
        "identity_as_number",
        what=Text(
            f"身份证号被存成了数字：第{named_rows(rows)}行。",
            f"Identity numbers are stored as numbers in rows {named_rows(rows, 'en')}.",
        ),
        why=Text(
            "数字只能精确到15位，后面几位已经错了，其中约8%仍能通过校验，会记到别人名下；整个文件都不能用。",
            "A number is exact to 15 digits only; the rest is already wrong, and about 8 in 100 would still pass "
            "the check digit and land on other people. None of the file can be used.",
        ),
        do=Text(
            "请从原系统重新导出，先把该列设为“文本”再填写或粘贴；不要在现有文件上改格式。",
            "Export it again from the original system with that column as text; changing the format of this file does "
            "not bring the digits back.",
        ),
        place=Place(place.file, place.sheet, None, header),
    )


def rounded_identity_numbers(rows: Sequence[int], *, header: str, place: Place) -> FileRefusedError:
    """Refuse a file whose identity numbers end in zeros as only a lossy conversion makes them."""
    return refused(
        "identity_rounded",
        what=Text(
            f"很多身份证号以000结尾：第{named_rows(rows)}行。",
            f"Many identity numbers end in 000: rows {named_rows(rows, 'en')}.",
        ),
        why=Text(
            "这是数字格式丢掉末位后的样子，其他行也可能已经错了。",
            "That is what numbers look like that lost their last digits; other rows may be wrong as well.",
        ),
        do=Text(
            "请从原系统重新导出，身份证号一列先设为“文本”。",
            "Export it again from the original system with the column as text.",
        ),
        place=Place(place.file, place.sheet, None, header),
    )


def may_be_cut(rows: int, *, place: Place = NOWHERE) -> FileRefusedError:
    """Refuse a sheet that fills its format to the last row, unless the sender said how many rows there are."""
    return refused(
        "may_be_cut",
        what=Text(
            f"表格正好写满{rows}行，这是该格式的上限。",
            f"The sheet is full to row {rows}, the last its format has.",
        ),
        why=Text(
            "超出上限的行在导出时会被悄悄丢掉。", "Rows beyond it are lost silently when a sheet is exported."
        ),
        do=Text(
            "请核对原系统的总数，导入时填写“应有行数”，或拆分后导出。",
            "Look up the total in the original system and state it when importing, or export in parts.",
        ),
        place=place,
    )


def control_total_differs(*, stated: int, counted: int, place: Place = NOWHERE) -> FileRefusedError:
    """Refuse a file that does not have as many rows as its sender said."""
    return refused(
        "control_total",
        what=Text(
            f"应有{stated}行，实际读到{counted}行。", f"{stated} rows were announced, {counted} were read."
        ),
        why=Text("数目对不上，说明有行丢失或多出。", "So rows were lost or added on the way."),
        do=Text("请与来源单位核对后重新上传。", "Compare with the sender and upload the file again."),
        place=place,
    )
