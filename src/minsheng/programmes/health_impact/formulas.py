"""Calculators of health impact assessment: screening, scoring, expert draw, and the gate before filing."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import decimal, percent_of
from minsheng.engines.formulas.bands import Band, band_of
from minsheng.engines.formulas.inputs import Day, Input, Ratio, asked, count, money
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text
from minsheng.programmes.health_impact.expert_draw import Expert, Task, broken_rules, draw_panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.engines.formulas.answers import Answer

VULNERABLE_FACTOR = Fraction(5, 4)
HIGHEST_SCORE = 25

RISK = (
    Band(0, "low", Text("低", "Low")),
    Band(6, "medium", Text("中", "Medium")),
    Band(13, "high", Text("高", "High")),
    Band(25, "very_high", Text("很高", "Very high")),
)


class ChecklistAnswer(StrEnum):
    """One answer of the screening checklist."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def goes_on(answers: Sequence[ChecklistAnswer]) -> bool:
    """Tell whether the assessment goes on: any "yes" or "unknown" does that. Source: E9-1."""
    return any(answer is not ChecklistAnswer.NO for answer in answers)


class ScreeningInput(Input):
    """The quick screening of a draft."""

    answers: tuple[ChecklistAnswer | None, ...] = asked(
        "筛查清单各项回答，null为未答",
        "Answers of the checklist, null not answered",
        min_length=12,
        max_length=40,
    )
    is_project: bool = asked("是否重大项目", "Whether the draft is a project")
    budget_fen: int | None = money("项目投资额", "Budget of the project", default=None)
    project_from_fen: int = money(
        "项目评价起点（市级参数）", "Budget from which projects are assessed (city parameter)"
    )


@calculator(
    name="health-impact-screening",
    title=Text("健康影响快速筛查", "Quick screening of a health impact"),
    source="健康影响评价评估制度建设试点; thresholds are city parameters; E9-1, E9-6",
    example={
        "answers": ["no"] * 19 + ["unknown"],
        "is_project": True,
        "budget_fen": 600000000,
        "project_from_fen": 500000000,
    },
)
def health_impact_screening(given: ScreeningInput) -> Answer:
    """Return what follows: answer the rest, file as needing none, only screen, or assess."""
    missing = [number for number, answer in enumerate(given.answers, start=1) if answer is None]
    known = [answer for answer in given.answers if answer is not None]
    is_small_project = (
        given.is_project and given.budget_fen is not None and given.budget_fen < given.project_from_fen
    )
    if missing:
        outcome = "incomplete"
    elif given.is_project and given.budget_fen is None:
        outcome = "budget_missing"
    elif is_small_project:
        outcome = "screening_only"
    else:
        outcome = "assess" if goes_on(known) else "file_no_assessment_needed"
    return {
        "outcome": outcome,
        "missing": missing,
        "yes": known.count(ChecklistAnswer.YES),
        "unknown": known.count(ChecklistAnswer.UNKNOWN),
    }


def impact_score(
    likelihood: int, severity: int, *, exposure_weight: Fraction, hits_vulnerable: bool
) -> Fraction:
    """Return likelihood × severity × weight of the number exposed, a quarter more for vulnerable groups; 25 at most."""
    score = likelihood * severity * exposure_weight * (VULNERABLE_FACTOR if hits_vulnerable else 1)
    return min(Fraction(HIGHEST_SCORE), score)


class ImpactInput(Input):
    """One item of the checklist that was answered with yes or unknown."""

    likelihood: int = count("可能性1至5", "Likelihood 1 to 5", ge=1, le=5)
    severity: int = count("严重性1至5", "Severity 1 to 5", ge=1, le=5)
    exposed_people: int = count("受影响人数", "People exposed")
    hits_vulnerable: bool = asked("是否涉及弱势群体", "Whether a vulnerable group is hit")
    exposure_weights: tuple[Ratio, Ratio, Ratio] = asked(
        "不足1千、1千至1万、超过1万人的权重（市级参数）",
        "Weights below 1,000, up to 10,000, above (city parameter)",
    )


@calculator(
    name="health-impact-score",
    title=Text("健康影响评分", "Score of a health impact"),
    source="健康影响评价实施操作手册 pattern; weights are city parameters",
    example={
        "likelihood": 3,
        "severity": 4,
        "exposed_people": 5000,
        "hits_vulnerable": False,
        "exposure_weights": [1, 1.5, 2],
    },
)
def health_impact_score(given: ImpactInput) -> Answer:
    """Return the score of one item and its risk band."""
    index = 0 if given.exposed_people < 1_000 else (1 if given.exposed_people <= 10_000 else 2)
    score = impact_score(
        given.likelihood,
        given.severity,
        exposure_weight=given.exposure_weights[index],
        hits_vulnerable=given.hits_vulnerable,
    )
    return {"score": decimal(score), "risk": band_of(score, RISK).answer()}


class ExpertInput(Input):
    """One expert of the pool."""

    key: str = asked("专家标识", "Key of the expert", min_length=1)
    unit: str = asked("所在单位", "Unit", min_length=1)
    fields: tuple[str, ...] = asked("专业领域", "Fields", max_length=50)
    is_recused: bool = asked("是否应回避", "Whether recused", default=False)
    is_suspended: bool = asked("是否暂停资格", "Whether suspended", default=False)

    def expert(self) -> Expert:
        return Expert(self.key, self.unit, frozenset(self.fields), self.is_recused, self.is_suspended)


class DrawInput(Input):
    """A pool, a task, and the public random text of the day."""

    pool: tuple[ExpertInput, ...] = asked("专家库", "Pool of experts", min_length=1, max_length=5000)
    task: str = asked("任务编号", "Key of the task", min_length=1)
    on: Day = asked("抽取日期", "Day of the draw")
    public_entropy: str = asked(
        "公开随机数，如当日彩票号码", "Public random text, such as the day's lottery number", min_length=1
    )
    fields: tuple[str, ...] = asked("任务相关领域", "Fields of the task", min_length=1)
    size: int = count("专家组人数（单数）", "Size of the panel, odd", ge=1, le=99)
    at_least_related: int = count(
        "相关领域最少人数（市级参数）", "Least experts of the field (city parameter)"
    )
    at_most_per_unit: int = count(
        "同一单位最多人数（市级参数）", "Most experts of one unit (city parameter)", ge=1
    )
    alternates: int = count("候补人数", "Alternates", le=99)

    def rules(self) -> Task:
        return Task(
            self.task, frozenset(self.fields), self.size, self.at_least_related, self.at_most_per_unit
        )


_FIELDS = ("公共卫生", "环境", "规划", "医学", "法律", "社会", "经济", "心理")
_EXAMPLE_POOL = [
    {
        "key": f"E{number:02d}",
        "unit": f"单位{number % 17}",
        "fields": [_FIELDS[number % 8]],
        "is_recused": number < 6,
    }
    for number in range(40)
]


@calculator(
    name="expert-draw",
    title=Text("随机抽取评审专家", "Drawing experts by lot"),
    source="健康影响评价评估制度建设试点; E9-3, E9-4",
    example={
        "pool": _EXAMPLE_POOL,
        "task": "2026-017",
        "on": "2026-11-24",
        "public_entropy": "03 11 17 22 29 31 08",
        "fields": ["环境", "公共卫生"],
        "size": 5,
        "at_least_related": 2,
        "at_most_per_unit": 1,
        "alternates": 3,
    },
)
def expert_draw(given: DrawInput) -> Answer:
    """Return the panel and alternates; draws that broke a rule are listed with the rule."""
    found = draw_panel(
        (one.expert() for one in given.pool),
        given.rules(),
        on=given.on,
        public_entropy=given.public_entropy,
        alternates=given.alternates,
    )
    return {
        "panel": [expert.key for expert in found.panel],
        "alternates": [expert.key for expert in found.alternates],
        "refused_draws": [list(codes) for codes in found.refused_rounds],
    }


class PanelInput(Input):
    """A panel that somebody put together, and the rules it must keep."""

    panel: tuple[ExpertInput, ...] = asked("专家组", "Panel", min_length=1, max_length=99)
    fields: tuple[str, ...] = asked("任务相关领域", "Fields of the task", min_length=1)
    size: int = count("专家组人数（单数）", "Size of the panel, odd", ge=1, le=99)
    at_least_related: int = count(
        "相关领域最少人数（市级参数）", "Least experts of the field (city parameter)"
    )
    at_most_per_unit: int = count(
        "同一单位最多人数（市级参数）", "Most experts of one unit (city parameter)", ge=1
    )


@calculator(
    name="expert-panel",
    title=Text("专家组合规检查", "Rules of an expert panel"),
    source="健康影响评价评估制度建设试点; E9-4",
    example={
        "panel": [
            {"key": "E1", "unit": "市医院", "fields": ["医学"]},
            {"key": "E2", "unit": "市医院", "fields": ["公共卫生"]},
            {"key": "E3", "unit": "市医院", "fields": ["环境"]},
            {"key": "E4", "unit": "规划院", "fields": ["规划"]},
            {"key": "E5", "unit": "环科所", "fields": ["环境"]},
        ],
        "fields": ["环境", "公共卫生"],
        "size": 5,
        "at_least_related": 2,
        "at_most_per_unit": 1,
    },
)
def expert_panel(given: PanelInput) -> Answer:
    """Return the rules a panel breaks; a panel that breaks one is drawn again."""
    task = Task("", frozenset(given.fields), given.size, given.at_least_related, given.at_most_per_unit)
    broken = broken_rules([one.expert() for one in given.panel], task)
    return {"is_valid": not broken, "broken_rules": list(broken)}


class Feedback(StrEnum):
    """What the department says to a recommendation."""

    ADOPTED = "adopted"
    PARTLY = "partly_adopted"
    REJECTED = "rejected"


class RecommendationInput(Input):
    """One recommendation of the experts and the department's answer."""

    feedback: Feedback | None = asked("采纳情况", "Adopted, partly, rejected, or not answered", default=None)
    reasons: str = asked("理由", "Reasons", default="")


class FilingInput(Input):
    """All recommendations of an assessment."""

    recommendations: tuple[RecommendationInput, ...] = asked(
        "建议及反馈", "Recommendations with feedback", max_length=1000
    )


@calculator(
    name="health-impact-filing",
    title=Text("评价备案前检查", "Gate before filing an assessment"),
    source="健康影响评价评估制度建设试点; E9-5",
    example={
        "recommendations": [{"feedback": "adopted"}] * 5
        + [{"feedback": "rejected", "reasons": "工期不允许"}] * 2
    },
)
def health_impact_filing(given: FilingInput) -> Answer:
    """Return whether the assessment may be filed: every answer given, everything not adopted with reasons."""
    unanswered = [number for number, one in enumerate(given.recommendations, start=1) if one.feedback is None]
    without_reasons = [
        number
        for number, one in enumerate(given.recommendations, start=1)
        if one.feedback in {Feedback.PARTLY, Feedback.REJECTED} and not one.reasons.strip()
    ]
    adopted = sum(one.feedback is Feedback.ADOPTED for one in given.recommendations)
    return {
        "may_be_filed": not (unanswered or without_reasons),
        "unanswered": unanswered,
        "without_reasons": without_reasons,
        "adopted_percent": percent_of(adopted, len(given.recommendations)),
    }
