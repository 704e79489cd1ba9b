"""Keeping a preview in the database: the batch, and its rejected rows with what is wrong with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.rejected_workbook import Rejections, rejected_workbook, text_of_cell
from minsheng.kernel.intake.checking.rows import RejectedRow as CheckedRejectedRow
from minsheng.kernel.intake.checking.rows import SetAsideRow
from minsheng.kernel.intake.models import Batch, RejectedRow
from minsheng.kernel.intake.problems import Note, Place, Problem
from minsheng.kernel.people.bulk import insert_many

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.kernel.intake.checking.preview import Preview

NOTES_KEPT = 500
SYNTHETIC_WORDS = ("合成数据", "示例数据", "模拟数据")


def is_labelled_synthetic(preview: Preview) -> bool:
    """Say whether the file says of itself that its people are invented."""
    said = "".join((preview.file_name, *(table.title + table.sheet.name for table in preview.tables)))
    return any(word in said for word in SYNTHETIC_WORDS)


def columns_of(preview: Preview) -> list[dict[str, Any]]:
    """Return every header, what it was taken for and how certain that is; proposals too."""
    found: dict[str, dict[str, Any]] = {}
    for table in preview.tables:
        mapping = table.mapping
        matches = {match.header.column: match for match in [*mapping.proposed, *mapping.used.values()]}
        used = {match.header.column for match in mapping.used.values()}
        for header in table.rows.headers:
            match = matches.get(header.column)
            found.setdefault(
                header.key,
                {
                    "column": header.column,
                    "header": header.text,
                    "key": header.key,
                    "field": match.field if match and header.column in used else "",
                    "proposed": match.field if match and header.column not in used else "",
                    "reason": match.reason.value if match else "",
                    "confidence": match.confidence if match else 0,
                },
            )
    return list(found.values())


def notes_of(preview: Preview) -> list[dict[str, Any]]:
    """Return the notes; those on rows are counted by their code and named by their first rows."""
    notes = [_note(note, rows=1) for note in preview.notes]
    by_code: dict[tuple[str, str], list[Note]] = {}
    for note in preview.row_notes:
        by_code.setdefault((note.code, note.place.column), []).append(note)
    notes.extend(_note(same[0], rows=len(same)) for same in by_code.values())
    return notes[:NOTES_KEPT]


def _note(note: Note, *, rows: int) -> dict[str, Any]:
    place = note.place
    return {
        "code": note.code, "zh": note.text.zh, "en": note.text.en,
        "sheet": place.sheet, "row": place.row, "column": place.column, "rows": rows,
    }  # fmt: skip


def set_aside_of(preview: Preview) -> list[dict[str, Any]]:
    """Return the rows that are no data, with the reason."""
    return [
        {
            "sheet": row.place.sheet,
            "row": row.place.row,
            "code": row.code,
            "zh": row.reason.zh,
            "en": row.reason.en,
        }
        for row in preview.set_aside
    ]


def problem_counts_of(preview: Preview) -> dict[str, int]:
    """Return how many rows were rejected for each reason, the most frequent first."""
    codes = Counter(code for row in preview.rejected for code in {problem.code for problem in row.problems})
    return dict(codes.most_common())


def keep_rejected_rows(batch: Batch, rows: Iterable[CheckedRejectedRow]) -> None:
    """Write the rejected rows, their cells sealed."""
    insert_many(
        [
            RejectedRow(
                batch=batch,
                sheet=row.place.sheet[:80],
                row=row.place.row or 0,
                cells=[None if cell is None else text_of_cell(cell) for cell in row.cells],
                problems=[_plain_problem(problem) for problem in row.problems],
            )
            for row in rows
        ]
    )


def _plain_problem(problem: Problem) -> dict[str, Any]:
    texts = {name: getattr(problem, name) for name in ("what", "why", "do")}
    sentences = {name: text.as_dict() for name, text in texts.items()}
    return {"code": problem.code, "column": problem.place.column, "value": problem.value, **sentences}


def workbook_of_rejected_rows(batch: Batch, *, language: str = "zh-hans") -> bytes:
    """Return the workbook of a batch's rejected rows with their reasons, for the bureau to correct."""
    headers = {column["column"]: column["header"] for column in batch.columns}
    rejections = Rejections(
        file_name=batch.file_name,
        headers=headers,
        counted=batch.counted,
        accepted=batch.accepted,
        rejected=[_checked_row(batch, row) for row in batch.rejected_rows.all()],
        set_aside=[
            SetAsideRow(
                Place(batch.file_name, row["sheet"], row["row"]), row["code"], Text(row["zh"], row["en"])
            )
            for row in batch.set_aside_rows
        ],
    )
    return rejected_workbook(rejections, language=language)


def _checked_row(batch: Batch, row: RejectedRow) -> CheckedRejectedRow:
    place = Place(batch.file_name, row.sheet, row.row)
    return CheckedRejectedRow(place, row.cells, [_problem(plain, place) for plain in row.problems])


def _problem(plain: dict[str, Any], place: Place) -> Problem:
    texts = {name: Text(plain[name]["zh"], plain[name]["en"]) for name in ("what", "why", "do")}
    column = Place(place.file, place.sheet, place.row, plain["column"])
    return Problem(plain["code"], value=plain["value"], place=column, **texts)
