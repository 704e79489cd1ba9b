"""How facts and cases are worded for residents: Chinese with Chinese punctuation, and a question for what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from minsheng.kernel.cases.kinds import case_kinds
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.labels import LEVEL_LABELS, ROLE_LABELS

CHINESE = "\u4e00-\u9fff"
HALF_WIDTH = re.compile(rf"[{CHINESE}）][(),;:?!]|[(),;:?!][{CHINESE}（]")


def worded_facts() -> Iterator[str]:
    for fact in FACTS.values() if hasattr(FACTS, "values") else (FACTS[name] for name in FACTS):
        yield fact.label.zh
        yield from (text.zh for text in fact.codes.values())
        if fact.ask is not None:
            yield fact.ask.zh


def worded_cases() -> Iterator[str]:
    for kind in case_kinds().values():
        yield kind.title.zh
        for stage in kind.stages:
            yield stage.title.zh
            for verb in stage.verbs:
                yield verb.title.zh
                for field in verb.fields:
                    yield field.label.zh
                    yield field.help.zh if field.help else ""
                    yield from (text.zh for _, text in field.choices)


def half_width(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if HALF_WIDTH.search(text)]


def test_facts_are_worded_with_full_width_punctuation() -> None:
    assert half_width(worded_facts()) == []


def test_kinds_of_case_are_worded_with_full_width_punctuation() -> None:
    assert half_width(worded_cases()) == []


def test_posts_and_levels_are_worded_with_full_width_punctuation() -> None:
    assert half_width(text.zh for text in (*ROLE_LABELS.values(), *LEVEL_LABELS.values())) == []


def test_half_width_punctuation_would_be_found() -> None:
    assert half_width(iter(["村(社区)", "户口在本市吗?", "2026-11-24", "（女）"])) == [
        "村(社区)",
        "户口在本市吗?",
    ]


@pytest.mark.parametrize("name", ["education", "graduated_on"])
def test_what_only_the_person_knows_of_school_is_asked_in_both_languages(name: str) -> None:
    ask = FACTS[name].ask

    assert ask is not None
    assert ask.zh
    assert ask.en
