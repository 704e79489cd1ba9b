"""The handbook for staff: every word in 【】 stands on a page, so that whoever reads it finds the button."""

import re
from pathlib import Path

from tests.make.documents import DOCS

import minsheng

HANDBOOK = (DOCS / "guides/工作人员手册.md").read_text(encoding="utf-8")
PACKAGE = Path(minsheng.__file__).parent
# Where the words of the desk come from: its pages, the shared ones, and the cards that say what may be done.
PLACES = (
    "faces/desk/**/*.html",
    "faces/desk/**/*.py",
    "faces/design/**/*.html",
    "faces/design/**/*.py",
    "kernel/cases/**/*.py",
    "kernel/intake/**/*.py",
    "kernel/registry/patterns.py",
    "programmes/*/cases.py",
)
QUOTED = sorted(set(re.findall(r"【(.+?)】", HANDBOOK)))


def words_on_pages() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for place in PLACES for path in PACKAGE.glob(place))


def test_the_handbook_quotes_the_pages():
    assert len(QUOTED) > 30


def test_every_word_that_the_handbook_quotes_stands_on_a_page():
    pages = words_on_pages()

    assert [word for word in QUOTED if word not in pages] == []


def test_the_handbook_fits_on_two_pages():
    assert len(HANDBOOK) < 3000
