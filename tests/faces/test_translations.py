"""Whoever reads English finds no Chinese sentence left over: every wording of a face has its English in its catalogue.

Templates and Python carry the Chinese; ``locale/en/LC_MESSAGES/django.po`` of the same face carries the English.
"""

from __future__ import annotations

import re

import pytest
from tests.make.wordings import (
    CHINESE,
    FACES,
    PLACES,
    WITH_A_CATALOGUE,
    catalogue_of,
    entry,
    translations,
    wordings_of,
)


def test_there_are_faces_and_wordings_to_check():
    assert {"board", "desk", "design", "portal"} <= set(WITH_A_CATALOGUE)
    assert len(wordings_of("portal")) > 100


@pytest.mark.parametrize("face", WITH_A_CATALOGUE)
def test_every_wording_of_a_face_has_its_english(face):
    catalogue = catalogue_of(face)
    missing = [
        f"{wording[0]!r} in {', '.join(sorted(files))}"
        for wording, files in wordings_of(face).items()
        if not all(translations(entry(catalogue, wording))) or not translations(entry(catalogue, wording))
    ]

    assert missing == []


@pytest.mark.parametrize("face", WITH_A_CATALOGUE)
def test_no_english_is_left_over_from_a_wording_that_is_gone(face):
    # A face may also carry the English of a shared wording that it shows.
    used = {wording[0] for source in (face, "design") for wording in wordings_of(source)}
    left_over = [
        message.id for message in catalogue_of(face)
        if message.id and (message.id if isinstance(message.id, str) else message.id[0]) not in used
    ]  # fmt: skip

    assert left_over == []


@pytest.mark.parametrize("face", WITH_A_CATALOGUE)
def test_every_translation_takes_over_what_the_wording_has_in_it(face):
    wrong = [
        message.id
        for message in catalogue_of(face)
        if message.id
        for text in translations(message)
        if set(PLACES.findall(text))
        != set(PLACES.findall(message.id if isinstance(message.id, str) else message.id[0]))
    ]

    assert wrong == []


@pytest.mark.parametrize("face", WITH_A_CATALOGUE)
def test_no_translation_is_still_chinese(face):
    chinese = [
        message.id
        for message in catalogue_of(face)
        # Names stay as they are, in quotation marks.
        if message.id and any(CHINESE.search(re.sub("“[^”]*”", "", text)) for text in translations(message))
    ]

    assert chinese == []


@pytest.mark.parametrize("face", WITH_A_CATALOGUE)
def test_no_template_says_chinese_that_nobody_can_translate(face):
    # 中文 on the button that leads to it, and the page for the day on which nothing works any more.
    allowed = {"_language.html", "500.html"}
    untranslated = []
    for file in sorted((FACES / face / "templates").rglob("*.html")):
        text = re.sub(
            r"{%.*?%}|{{.*?}}|{#.*?#}", "", _without_translated(file.read_text(encoding="utf-8")), flags=re.S
        )
        if file.name not in allowed and (found := CHINESE.search(text)):
            untranslated.append(f"{file.name}: {text[max(0, found.start() - 20) : found.end() + 20].strip()}")

    assert untranslated == []


def _without_translated(text: str) -> str:
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.S)
    return re.sub(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", "", text, flags=re.S)


def test_a_wording_has_one_english_in_all_faces():
    # Django puts the catalogues of all faces into one: the first would win.
    said: dict[str, set[str]] = {}
    for face in WITH_A_CATALOGUE:
        for message in catalogue_of(face):
            if message.id and isinstance(message.id, str):
                said.setdefault(message.id, set()).update(translations(message))

    assert {wording: texts for wording, texts in said.items() if len(texts) > 1} == {}
