"""The wordings of the faces: what stands in their templates and code in Chinese, and its English in the catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation import templatize

FACES = Path(__file__).resolve().parents[2] / "src/minsheng/faces"
# The api speaks both languages in its own tables, the command line beside its code.
WITH_A_CATALOGUE = sorted(path.parent.name for path in FACES.glob("*/templates"))
KEYWORDS = (
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "npgettext",
)
CHINESE = re.compile("[\u3400-\u9fff]")
# What a translation must take over: %(name)s of Python and of blocktranslate.
PLACES = re.compile(r"%\(\w+\)[#0-9.]*[sdf]")

Wording = tuple[str, ...]
SHORTEST_TELLING = 5


def wordings_of(face: str) -> dict[Wording, set[str]]:
    """Return every wording of a face, singular and plural together, with the files in which it stands."""
    found: dict[Wording, set[str]] = {}
    for file in sorted((FACES / face).rglob("*")):
        if file.suffix in (".html", ".py") and "migrations" not in file.parts:
            for wording in _extracted(file):
                found.setdefault(wording, set()).add(str(file.relative_to(FACES)))
    return found


def _extracted(file: Path) -> Iterator[Wording]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(file)).splitlines())
    options = {"encoding": "utf-8"}
    for _line, function, said, _comments in extract_python(BytesIO(text.encode()), KEYWORDS, [], options):
        texts = [said] if isinstance(said, str) else [one for one in said if isinstance(one, str)]
        if texts:
            yield tuple(texts[: 2 if function and function.startswith("n") else 1])


def catalogue_of(face: str) -> Catalog:
    file = FACES / face / "locale/en/LC_MESSAGES/django.po"
    if not file.is_file():
        return Catalog("en")
    with file.open("rb") as opened:
        return read_po(opened, locale="en")


def entry(catalogue: Catalog, wording: Wording) -> Message | None:
    return catalogue.get(wording if len(wording) > 1 else wording[0])


def translations(message: Message | None) -> list[str]:
    if message is None or message.fuzzy:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def left_in_chinese(page: str, *faces: str) -> list[str]:
    """Return the wordings of some faces that a page still says in Chinese; short ones may be part of a name."""
    visible = re.sub(r"<[^>]*>", " ", page.split("<main", 1)[-1])
    said = {wording[0] for face in faces for wording in wordings_of(face)}
    pieces = {piece for text in said for piece in re.split(r"%\(\w+\)[#0-9.]*[sdf]", text)}
    return sorted(piece for piece in pieces if len(piece) >= SHORTEST_TELLING and piece in visible)
