"""The guide to importing: its example is read, and its reasons for refusing a file are those of the code."""

import ast
import re
from pathlib import Path

from tests.kernel.intake.reading_files import preview_bytes
from tests.make.documents import DOCS, named_block

import minsheng.kernel.intake

GUIDE = "guides/import-a-workbook.md"
INTAKE = Path(minsheng.kernel.intake.__file__).parent
REFUSERS = {"refused", "_is_not_a_spreadsheet", "_Pretender"}
WHOLE_FILE = (INTAKE / "checking/refusals.py", *sorted((INTAKE / "reading").glob("*.py")))


def test_the_example_of_the_guide_is_read_as_it_shows():
    name = "残疾人证名册.csv"

    preview = preview_bytes(named_block(GUIDE, name).encode("gb18030"), file_name=name)

    assert "\n".join(_told(preview)) + "\n" == named_block(GUIDE, "preview.txt")


def _told(preview):
    counts = f"{len(preview.accepted)} accepted + {len(preview.rejected)} rejected + {len(preview.set_aside)} set aside"
    yield f"{preview.kind.title.zh} {preview.kind.title.en}: {preview.counted} = {counts}"
    lines = [(note.place, note.text.en) for note in preview.row_notes]
    lines += [(problem.place, problem.reason("en")) for row in preview.rejected for problem in row.problems]
    lines += [(row.place, row.reason.en) for row in preview.set_aside]
    for place, said in sorted(lines, key=lambda line: line[0].row):
        column = f"column “{place.column}”: " if place.column else ""
        yield f"row {place.row}: {column}{said}"


def test_the_guide_names_every_reason_for_which_a_whole_file_is_refused():
    assert _reasons_in_the_guide() == _reasons_in_the_code()


def _reasons_in_the_guide():
    written = (DOCS / GUIDE).read_text(encoding="utf-8")
    section = written.partition("## What refuses a whole file")[2].partition("\n## ")[0]
    firsts = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {code for first in firsts for code in re.findall(r"`([a-z_]+)`", first)}


def _reasons_in_the_code():
    calls = [
        node
        for path in WHOLE_FILE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    refusals = [call.args for call in calls if call.func.id in REFUSERS | {"Problem"}]
    return {
        word.value
        for arguments in refusals
        for word in arguments[:2]
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }
