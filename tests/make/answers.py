"""Filling in the self-check as a family does, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.test import Client

COUNTY = "140729000000"


class _Fields(HTMLParser):
    """The names of the fields of a page, and what stands in the hidden ones."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "input" and told.get("type") == "hidden":
            self.hidden[name] = told.get("value") or ""
        elif tag in ("input", "select") and name and name not in self.names:
            self.names.append(name)


def fields_of(page: str) -> _Fields:
    """Read the fields of a page."""
    found = _Fields()
    found.feed(page)
    return found


def member(
    number: int, *, born: tuple[int, int, int], sex: int = 1, relation: int = 1, name: str = ""
) -> dict[str, Any]:
    """Return the fields of one member of the family on the first page."""
    year, month, day = born
    told = {
        "name": name,
        "sex": sex,
        "relation": relation,
        "born_on_0": year,
        "born_on_1": month,
        "born_on_2": day,
    }
    return {f"members-{number}-{field}": value for field, value in told.items()}


def family(*members: Mapping[str, Any], county: str = COUNTY, is_urban: bool = False) -> dict[str, Any]:
    """Return the whole first page."""
    counted = {"members-TOTAL_FORMS": len(members), "members-INITIAL_FORMS": 0}
    told: dict[str, Any] = {
        "county": county,
        "is_urban": "yes" if is_urban else "no",
        "action": "continue",
        **counted,
    }
    for one in members:
        told |= one
    return told


def answer_page(client: Client, page: str, told: Mapping[str, Any], *, action: str = "continue") -> str:
    """Answer one page of questions from what the family knows, by fact or by fact and member; else "do not know"."""
    found = fields_of(page)
    given: dict[str, Any] = {"answers": found.hidden["answers"], "action": action}
    for key in found.names:
        fact, _, whose = key.partition(".")
        if key in told:
            given[key] = told[key]
        elif fact in told and whose != "none":
            given[key] = told[fact]
        elif whose != "none" and not _is_typed(page, key):
            given[key] = "unsure"
    return client.post("/check/questions/", given).content.decode()


def _is_typed(page: str, key: str) -> bool:
    # Year, month and day are typed one by one; whoever does not know leaves all three empty.
    is_part_of_a_day = key.endswith(("_0", "_1", "_2"))
    return is_part_of_a_day or f'<input type="text" name="{key}"' in page


def answer_all(client: Client, first_page: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[str, int]:
    """Go through the whole self-check and return the result and the number of pages of questions."""
    page = client.post("/check/", first_page).content.decode()
    for pages in range(30):
        if 'id="group-no"' in page or 'id="group-yes"' in page or 'id="group-perhaps"' in page:
            return page, pages
        page = answer_page(client, page, told)
    raise AssertionError("The self-check does not come to an end.")
