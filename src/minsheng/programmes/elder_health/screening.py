"""Screening tools of the four actions for older people: answers in, score and band out.

A tool never diagnoses: every band comes with the next step. A missing answer gives no score,
never a zero. Item texts are not kept here; some of the tools belong to their authors.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.bands import Band, band_of
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

GDS_REVERSED = frozenset({1, 5, 7, 11, 13})  # a "no" scores, counted from item 1
PHQ_SELF_HARM = 9

MNA_SF = (
    Band(0, "malnourished", Text("营养不良", "Malnourished")),
    Band(8, "at_risk", Text("有营养不良风险", "At risk of malnutrition")),
    Band(12, "normal", Text("营养正常", "Normal nutrition")),
)
GDS_15 = (
    Band(0, "none", Text("无抑郁症状", "No depressive symptoms")),
    Band(5, "mild", Text("轻度抑郁症状", "Mild depressive symptoms")),
    Band(10, "marked", Text("明显抑郁症状", "Marked depressive symptoms")),
)
PHQ_9 = (
    Band(0, "none", Text("无抑郁症状", "No depressive symptoms")),
    Band(5, "mild", Text("轻度", "Mild")),
    Band(10, "moderate", Text("中度", "Moderate")),
    Band(15, "moderately_severe", Text("中重度", "Moderately severe")),
    Band(20, "severe", Text("重度", "Severe")),
)
GAD_7 = (
    Band(0, "none", Text("无焦虑症状", "No anxiety symptoms")),
    Band(5, "mild", Text("轻度", "Mild")),
    Band(10, "moderate", Text("中度", "Moderate")),
    Band(15, "severe", Text("重度", "Severe")),
)
AD8 = (
    Band(0, "negative", Text("阴性", "Negative")),
    Band(2, "positive", Text("阳性", "Positive")),
)
HHIE_S = (
    Band(0, "none", Text("无听力障碍", "No handicap")),
    Band(10, "mild_to_moderate", Text("轻中度听力障碍", "Mild to moderate handicap")),
    Band(26, "severe", Text("重度听力障碍", "Severe handicap")),
)
HEARING = (
    Band(-20, "normal", Text("听力正常", "Normal hearing")),
    Band(20, "mild", Text("轻度听力损失", "Mild hearing loss")),
    Band(35, "moderate", Text("中度听力损失", "Moderate hearing loss")),
    Band(50, "moderately_severe", Text("中重度听力损失", "Moderately severe hearing loss")),
    Band(65, "severe", Text("重度听力损失", "Severe hearing loss")),
    Band(80, "profound", Text("极重度听力损失", "Profound hearing loss")),
    Band(95, "complete", Text("完全听力损失", "Complete hearing loss")),
)
SELF_CARE = (
    Band(0, "self_sufficient", Text("可自理", "Self-sufficient")),
    Band(4, "mild", Text("轻度依赖", "Mild dependence")),
    Band(9, "moderate", Text("中度依赖", "Moderate dependence")),
    Band(19, "dependent", Text("不能自理", "Dependent")),
)


@dataclass(frozen=True, slots=True)
class Score:
    """A total and its band, both None while answers are missing (1-based numbers of items)."""

    total: int | None
    band: Band | None
    missing: tuple[int, ...] = ()


def missing_items(answers: Sequence[object | None]) -> tuple[int, ...]:
    """Return the numbers of the items without an answer, counted from 1."""
    return tuple(number for number, answer in enumerate(answers, start=1) if answer is None)


def scored(points: Sequence[int | None], bands: Sequence[Band]) -> Score:
    """Return the sum of points and its band; a missing one gives neither.

    >>> scored([1, None], PHQ_9)
    Score(total=None, band=None, missing=(2,))
    """
    known = [point for point in points if point is not None]
    if len(known) < len(points):
        return Score(None, None, missing_items(points))
    total = sum(known)
    return Score(total, band_of(total, bands))


def gds_15(answers: Sequence[bool | None]) -> Score:
    """Return the score of the 15 yes/no answers; items 1, 5, 7, 11 and 13 score on "no"."""
    points = [
        None if answer is None else int(answer is not (number in GDS_REVERSED))
        for number, answer in enumerate(answers, start=1)
    ]
    return scored(points, GDS_15)


def needs_follow_up_today(phq_answers: Sequence[int | None]) -> bool:
    """Tell whether item 9 of the PHQ-9 speaks of self-harm: a person calls the same day.

    It does not wait for the other answers.
    """
    self_harm = phq_answers[PHQ_SELF_HARM - 1]
    return self_harm is not None and self_harm >= 1


def body_mass_points(bmi: Fraction) -> int:
    """Return the points of MNA-SF item F1: BMI below 19, below 21, below 23, or more."""
    return sum(bmi >= floor for floor in (19, 21, 23))


def calf_points(circumference_cm: Fraction) -> int:
    """Return the points of MNA-SF item F2, which stands in when there is no BMI."""
    return 3 if circumference_cm >= 31 else 0


def moca_score(raw: int, *, years_of_schooling: int, adds_education_point: bool) -> int:
    """Return the MoCA score, one point added for twelve years of schooling or fewer, 30 at most."""
    return min(30, raw + (1 if adds_education_point and years_of_schooling <= 12 else 0))


def moca_cut_off(years_of_schooling: int, *, is_international: bool) -> int:
    """Return the highest score that still counts as impaired.

    International: 25. Beijing version: 13 without schooling, 19 up to six years, 24 above.
    """
    if is_international:
        return 25
    if years_of_schooling == 0:
        return 13
    return 19 if years_of_schooling <= 6 else 24


def hearing_threshold(decibels: Sequence[Fraction | None]) -> Fraction | None:
    """Return the mean of the thresholds at 0.5, 1, 2 and 4 kHz in dB; None if one is missing."""
    known = [one for one in decibels if one is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(decibels) else None
