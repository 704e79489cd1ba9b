"""A nine-year timetable against the curriculum of 2022: weekly totals, yearly hours, shares of subjects.

Source: 义务教育课程方案（2022年版）. The nine years add up to 9,522 lessons.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GRADES = 9
SPORT = "体育与健康"


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    """Subjects that share a range of the nine-year total, in percent."""

    text: Text
    subjects: tuple[str, ...]
    min_percent: int
    max_percent: int


@dataclass(frozen=True, slots=True)
class GroupShare:
    """The lessons of a group and their share of the whole."""

    group: SubjectGroup
    lessons: int
    share: Fraction

    @property
    def is_in_range(self) -> bool:
        return Fraction(self.group.min_percent, 100) <= self.share <= Fraction(self.group.max_percent, 100)


@lru_cache(maxsize=1)
def curriculum() -> dict[str, Any]:
    """Return the document: weeks, weekly totals, groups, and our default weekly table."""
    text = files("minsheng.programmes.education").joinpath("data/curriculum_2022.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def subject_groups() -> tuple[SubjectGroup, ...]:
    """Return the groups of subjects with their ranges."""
    return tuple(
        SubjectGroup(
            Text(row["zh"], row["en"]), tuple(row["subjects"]), row["min_percent"], row["max_percent"]
        )
        for row in curriculum()["groups"]
    )


def known_subjects() -> tuple[str, ...]:
    """Return every subject a timetable may name."""
    return tuple(subject for group in subject_groups() for subject in group.subjects)


def weekly_totals(weekly: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the lessons a week of each grade."""
    return [sum(lessons[grade] for lessons in weekly.values()) for grade in range(GRADES)]


def yearly_totals(weekly: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the lessons a year of each grade: 35 weeks, 33 in grade nine."""
    return [total * weeks for total, weeks in zip(weekly_totals(weekly), curriculum()["weeks"], strict=True)]


def group_shares(weekly: Mapping[str, Sequence[int]]) -> list[GroupShare]:
    """Return the share of each group in all lessons of nine years. Raises ValueError without lessons."""
    every = sum(yearly_totals(weekly))
    if not every:
        raise ValueError("The timetable has no lessons.")
    shares = []
    for group in subject_groups():
        own = {subject: lessons for subject, lessons in weekly.items() if subject in group.subjects}
        lessons = sum(yearly_totals(own))
        shares.append(GroupShare(group, lessons, Fraction(lessons, every)))
    return shares


def grades_over_the_cap(weekly: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the grades (1 to 9) with more lessons a week than the curriculum allows."""
    caps = curriculum()["weekly_totals"]
    totals = zip(weekly_totals(weekly), caps, strict=True)
    return [grade for grade, (total, cap) in enumerate(totals, start=1) if total > cap]


def grades_short_of_sport(weekly: Mapping[str, Sequence[int]], *, at_least: int) -> list[int]:
    """Return the grades (1 to 9) with fewer sport lessons a week than asked for."""
    lessons = weekly.get(SPORT, [0] * GRADES)
    return [grade for grade, number in enumerate(lessons, start=1) if number < at_least]
