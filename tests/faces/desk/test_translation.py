"""Every sentence of the desk in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tests.make.msgids import messages_of

import minsheng.faces.desk

FOLDER = Path(minsheng.faces.desk.__file__).parent
CATALOGUE = FOLDER / "locale/en/LC_MESSAGES/django.po"
PLACES = re.compile(r"%\(\w+\)[sd]")
# Said by shared filters, and translated with the pages that use them.
SHARED = {"%(count)d岁"}
CHINESE_MARKS = re.compile(r"[，。：；（）、]")


def english() -> dict[str, tuple[str, ...]]:
    """Return the English of every message; several forms where there is a plural."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    found = {}
    for message in catalogue:
        if message.id:
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            found[message.id[0] if isinstance(message.id, tuple) else message.id] = said
    return found


def test_every_sentence_has_its_english():
    known = english()

    missing = [
        f"{file}: {said}" for (said, _), file in messages_of(FOLDER).items() if not all(known.get(said, [""]))
    ]

    assert missing == []


def test_the_english_speaks_of_the_same_things():
    differing = [
        said
        for said, forms in english().items()
        for form in forms
        if set(PLACES.findall(form)) != set(PLACES.findall(said))
    ]

    assert differing == []


def test_no_sentence_is_translated_that_nobody_says():
    said = {one for one, _ in messages_of(FOLDER)} | SHARED

    assert [one for one in english() if one not in said] == []


def test_no_sentence_is_said_in_english_in_the_chinese_pages():
    english_words = re.compile(r"[A-Za-z]{4,}")

    found = [one for one, _ in messages_of(FOLDER) if english_words.search(PLACES.sub("", one))]

    # The name of the program from which the files come.
    assert [one for one in found if not one.startswith("Excel")] == []


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/desk/", "My work"),
        ("/desk/?where=seen&by=village", "households to visit"),
        ("/desk/people/?name=张", "people found"),
        ("/desk/leads/", "Leads"),
        ("/desk/leads/140729100203/", "By the rule"),
        ("/desk/leads/ask-first/?fact=pension_fen", "What is missing most"),
        ("/desk/conflicts/", "Sources that disagree"),
        ("/desk/duplicates/", "Possibly one person"),
        ("/desk/places/", "Places"),
        ("/desk/places/new/", "Plan a new facility"),
        ("/desk/imports/", "Import sheets"),
    ],
)
def test_pages_are_english_for_who_chose_english(clerk, address, heading):
    clerk.post("/language/", {"language": "en"})

    page = clerk.get(address).content.decode()
    body = page.split('<main id="content"')[1].split("</main>")[0]

    assert heading in body
    assert CHINESE_MARKS.findall(re.sub(r"（示例）", "", body)) == []


def test_a_case_and_a_person_are_english_too(worker, town):
    from minsheng.kernel.cases.models import Case

    worker.post("/language/", {"language": "en"})
    case = Case.objects.get(household=town.families["zhang"])

    on_the_case = worker.get(f"/desk/cases/{case.token}/").content.decode()
    on_the_person = worker.get(f"/desk/people/{town.people['jianguo'].token}/").content.decode()

    assert "Household visit: 张建国" in on_the_case
    assert "conditions are met" in on_the_case
    assert "Record the result" in on_the_case
    assert "What is owed by the rules" in on_the_person
    assert "78 years old" in on_the_person
