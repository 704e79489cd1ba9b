"""The index of the documents: it leads to every one of them, and each is short enough to be read."""

import re

import pytest
from tests.make.documents import DOCS

WRITTEN = sorted(
    path.relative_to(DOCS).as_posix() for room in ("guides", "tutorials") for path in (DOCS / room).iterdir()
) + sorted(path.name for path in DOCS.glob("*.md") if path.name != "README.md")
GENERATED = sorted(path.relative_to(DOCS).as_posix() for path in (DOCS / "reference").iterdir())
AT_MOST_LINES = 250


def test_the_index_leads_to_every_document():
    index = (DOCS / "README.md").read_text(encoding="utf-8")

    assert {
        link for link in re.findall(r"\]\(([^)]+)\)", index) if "../" not in link and "adr" not in link
    } == {
        *WRITTEN,
        *GENERATED,
    }


@pytest.mark.parametrize("document", WRITTEN)
def test_what_people_write_stays_short(document):
    assert len((DOCS / document).read_text(encoding="utf-8").splitlines()) < AT_MOST_LINES
