"""Calculators of elder health: screening tools for nutrition, mood, memory, hearing and self-care; coverage."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from minsheng.engines.formulas.answers import both, decimal, percent_of
from minsheng.engines.formulas.bands import band_of
from minsheng.engines.formulas.inputs import Input, Ratio, asked, count
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text
from minsheng.programmes.elder_health.screening import (
    AD8,
    GAD_7,
    HEARING,
    HHIE_S,
    MNA_SF,
    PHQ_9,
    SELF_CARE,
    body_mass_points,
    calf_points,
    gds_15,
    hearing_threshold,
    moca_cut_off,
    moca_score,
    needs_follow_up_today,
    scored,
)

if TYPE_CHECKING:
    from minsheng.engines.formulas.answers import Answer
    from minsheng.programmes.elder_health.screening import Score

_NO_STEP = Text("按年度体检复查。", "Screen again at the yearly examination.")
_ASK_AGAIN = Text("请补齐未答条目后再计分。", "Ask the missing items before scoring.")
_REFER = Text("转诊专科进一步评估；筛查不是诊断。", "Refer to a specialist; screening is no diagnosis.")
_TODAY = Text("当天由人工联系并评估风险。", "A person makes contact today and looks at the risk.")


def _answer(score: Score, *, refer: bool, step: Text = _REFER) -> Answer:
    next_step = _ASK_AGAIN if score.missing else (step if refer else _NO_STEP)
    return {
        "score": score.total,
        "band": None if score.band is None else score.band.answer(),
        "missing": list(score.missing),
        "next_step": both(next_step),
    }


class WeightLoss(StrEnum):
    """Weight loss in the last three months."""

    MORE_THAN_3_KG = "more_than_3_kg"
    UNKNOWN = "unknown"
    FROM_1_TO_3_KG = "from_1_to_3_kg"
    NONE = "none"


_WEIGHT_LOSS_POINTS = {
    WeightLoss.MORE_THAN_3_KG: 0,
    WeightLoss.UNKNOWN: 1,
    WeightLoss.FROM_1_TO_3_KG: 2,
    WeightLoss.NONE: 3,
}


class MnaInput(Input):
    """The six items of MNA-SF; leave out what was not asked. Calf circumference stands in for BMI."""

    intake: int | None = asked("A 食欲及食量", "A food intake", ge=0, le=2, default=None)
    weight_loss: WeightLoss | None = asked("B 近3个月体重下降", "B weight loss in three months", default=None)
    mobility: int | None = asked("C 活动能力", "C mobility", ge=0, le=2, default=None)
    had_acute_stress: bool | None = asked("D 近3个月应激或急性病", "D acute illness or stress", default=None)
    neuropsychological: int | None = asked(
        "E 神经心理问题", "E neuropsychological problems", ge=0, le=2, default=None
    )
    bmi: Ratio | None = asked("F1 体质指数", "F1 body mass index", unit="kg/m2", gt=5, lt=100, default=None)
    calf_cm: Ratio | None = asked("F2 小腿围", "F2 calf circumference", unit="cm", gt=5, lt=100, default=None)


@calculator(
    name="mna-sf",
    title=Text("微型营养评估简表 MNA-SF", "Nutrition screening MNA-SF"),
    source="MNA-SF; 老年营养改善行动; E8-1",
    example={
        "intake": 2,
        "weight_loss": "none",
        "mobility": 2,
        "had_acute_stress": False,
        "neuropsychological": 2,
        "bmi": 22.4,
    },
)
def mna_sf(given: MnaInput) -> Answer:
    """Return the score of 0 to 14: 12 and more normal, 8 to 11 at risk, below malnourished."""
    body = None if given.bmi is None else body_mass_points(given.bmi)
    if body is None and given.calf_cm is not None:
        body = calf_points(given.calf_cm)
    points = [
        given.intake,
        None if given.weight_loss is None else _WEIGHT_LOSS_POINTS[given.weight_loss],
        given.mobility,
        None if given.had_acute_stress is None else (0 if given.had_acute_stress else 2),
        given.neuropsychological,
        body,
    ]
    score = scored(points, MNA_SF)
    return _answer(score, refer=score.total is not None and score.total <= 11)


class GdsInput(Input):
    """The 15 answers of the geriatric depression scale."""

    answers: tuple[bool | None, ...] = asked(
        "1至15题的回答：true为是，false为否，null为未答",
        "Answers to items 1 to 15: true yes, false no, null not asked",
        min_length=15,
        max_length=15,
    )


@calculator(
    name="gds-15",
    title=Text("老年抑郁量表 GDS-15", "Geriatric depression scale GDS-15"),
    source="GDS-15; 老年心理关爱行动",
    example={"answers": [number in {1, 5, 7, 11, 13} for number in range(1, 16)]},
)
def gds(given: GdsInput) -> Answer:
    """Return the score of 0 to 15; from 5 on refer."""
    score = gds_15(given.answers)
    return _answer(score, refer=score.total is not None and score.total >= 5)


Point0To3 = Annotated[int, Field(ge=0, le=3)]


class PhqInput(Input):
    """The nine answers of PHQ-9."""

    answers: tuple[Point0To3 | None, ...] = asked(
        "1至9题，每题0至3，null为未答",
        "Items 1 to 9, 0 to 3 each, null not asked",
        min_length=9,
        max_length=9,
    )


@calculator(
    name="phq-9",
    title=Text("患者健康问卷 PHQ-9", "Depression screening PHQ-9"),
    source="PHQ-9; 老年心理关爱行动; E8-3",
    example={"answers": [1, 1, 1, 1, 1, 0, 0, 0, 1]},
)
def phq_9(given: PhqInput) -> Answer:
    """Return the score of 0 to 27; item 9 at 1 or more is followed up by a person the same day."""
    score = scored(given.answers, PHQ_9)
    is_alert = needs_follow_up_today(given.answers)
    answer = dict(_answer(score, refer=score.total is not None and score.total >= 10))
    if is_alert:
        answer["next_step"] = both(_TODAY)
    return {**answer, "needs_follow_up_today": is_alert}


class GadInput(Input):
    """The seven answers of GAD-7."""

    answers: tuple[Point0To3 | None, ...] = asked(
        "1至7题，每题0至3，null为未答",
        "Items 1 to 7, 0 to 3 each, null not asked",
        min_length=7,
        max_length=7,
    )


@calculator(
    name="gad-7",
    title=Text("广泛性焦虑量表 GAD-7", "Anxiety screening GAD-7"),
    source="GAD-7; 老年心理关爱行动",
    example={"answers": [1, 1, 0, 2, 0, 1, 0]},
)
def gad_7(given: GadInput) -> Answer:
    """Return the score of 0 to 21; from 10 on refer."""
    score = scored(given.answers, GAD_7)
    return _answer(score, refer=score.total is not None and score.total >= 10)


class Ad8Input(Input):
    """The eight answers of the informant."""

    answers: tuple[bool | None, ...] = asked(
        "1至8题：true为有改变，false为无改变，null为未答",
        "Items 1 to 8: true a change, false none, null not asked",
        min_length=8,
        max_length=8,
    )


@calculator(
    name="ad8",
    title=Text("早期痴呆筛查 AD8", "Dementia screening AD8"),
    source="AD8; 应对老年期痴呆国家行动计划（2024—2030年）",
    example={"answers": [True, False, True, False, False, False, False, False]},
)
def ad8(given: Ad8Input) -> Answer:
    """Return the score of 0 to 8; from 2 on positive, to be followed by MoCA or MMSE."""
    score = scored([None if one is None else int(one) for one in given.answers], AD8)
    step = Text("进一步做MoCA或MMSE，再决定转诊。", "Go on with MoCA or MMSE, then decide on referral.")
    return _answer(score, refer=score.total is not None and score.total >= 2, step=step)


class MocaNorm(StrEnum):
    """Whose cut-off is used."""

    INTERNATIONAL = "international"
    BEIJING = "beijing"


class MocaInput(Input):
    """A MoCA raw score and the schooling it is read with."""

    raw: int | None = asked(
        "原始分", "Raw score, null if the test was not finished", ge=0, le=30, default=None
    )
    years_of_schooling: int = count("受教育年限", "Years of schooling", unit="years", le=40)
    norm: MocaNorm = asked("界值（国际或北京版）", "Cut-off: international or Beijing version")
    adds_education_point: bool = asked(
        "受教育12年及以下是否加1分", "Whether twelve years of schooling or fewer add a point"
    )


@calculator(
    name="moca",
    title=Text("蒙特利尔认知评估 MoCA", "Cognitive assessment MoCA"),
    source="MoCA; MoCA-BJ cut-offs by schooling",
    example={"raw": 19, "years_of_schooling": 6, "norm": "beijing", "adds_education_point": False},
)
def moca(given: MocaInput) -> Answer:
    """Return the score and whether it lies at or below the cut-off for the schooling."""
    cut_off = moca_cut_off(given.years_of_schooling, is_international=given.norm is MocaNorm.INTERNATIONAL)
    if given.raw is None:
        return {"score": None, "impaired_up_to": cut_off, "is_impaired": None, "next_step": both(_ASK_AGAIN)}
    score = moca_score(
        given.raw,
        years_of_schooling=given.years_of_schooling,
        adds_education_point=given.adds_education_point,
    )
    is_impaired = score <= cut_off
    return {
        "score": score,
        "impaired_up_to": cut_off,
        "is_impaired": is_impaired,
        "next_step": both(_REFER if is_impaired else _NO_STEP),
    }


class HhieInput(Input):
    """The ten answers of HHIE-S."""

    answers: tuple[Literal[0, 2, 4] | None, ...] = asked(
        "1至10题：否0、有时2、是4，null为未答",
        "Items 1 to 10: no 0, sometimes 2, yes 4, null not asked",
        min_length=10,
        max_length=10,
    )


@calculator(
    name="hhie-s",
    title=Text("老年听力障碍筛查 HHIE-S", "Hearing handicap screening HHIE-S"),
    source="HHIE-S; 老年听力健康促进行动（2024—2027年）",
    example={"answers": [0, 2, 4, 0, 2, 0, 0, 2, 0, 0]},
)
def hhie_s(given: HhieInput) -> Answer:
    """Return the score of 0 to 40; from 10 on an audiometry."""
    score = scored(given.answers, HHIE_S)
    step = Text("做纯音测听。", "Do a pure-tone audiometry.")
    return _answer(score, refer=score.total is not None and score.total >= 10, step=step)


class WhisperInput(Input):
    """The whispered voice test, six items at each ear."""

    right_correct: int | None = asked("右耳答对数", "Correct at the right ear", ge=0, le=6, default=None)
    left_correct: int | None = asked("左耳答对数", "Correct at the left ear", ge=0, le=6, default=None)


@calculator(
    name="whispered-voice",
    title=Text("耳语试验", "Whispered voice test"),
    source="老年听力健康促进行动（2024—2027年）",
    example={"right_correct": 3, "left_correct": 2},
)
def whispered_voice(given: WhisperInput) -> Answer:
    """Return whether each ear passes with three of six; a fail leads to audiometry."""
    ears = {"right": given.right_correct, "left": given.left_correct}
    passes = {ear: None if correct is None else correct >= 3 for ear, correct in ears.items()}
    if False in passes.values():
        step = Text("做纯音测听。", "Do a pure-tone audiometry.")
    else:
        step = _ASK_AGAIN if None in passes.values() else _NO_STEP
    return {"passes": passes, "next_step": both(step)}


Decibel = Annotated[Ratio, Field(ge=-20, le=130)]


class AudiometryInput(Input):
    """Thresholds of both ears at 0.5, 1, 2 and 4 kHz."""

    right_db: tuple[Decibel | None, ...] = asked(
        "右耳0.5、1、2、4千赫听阈", "Right ear at 0.5, 1, 2, 4 kHz", unit="dB", min_length=4, max_length=4
    )
    left_db: tuple[Decibel | None, ...] = asked(
        "左耳0.5、1、2、4千赫听阈", "Left ear at 0.5, 1, 2, 4 kHz", unit="dB", min_length=4, max_length=4
    )


@calculator(
    name="audiometry",
    title=Text("纯音测听分级", "Grade of a pure-tone audiometry"),
    source="WHO World report on hearing 2021; E8-5",
    example={"right_db": [30, 40, 45, 55], "left_db": [50, 55, 60, 70]},
)
def audiometry(given: AudiometryInput) -> Answer:
    """Return the mean of each ear and the grade of the better one; both ears are needed."""
    right, left = hearing_threshold(given.right_db), hearing_threshold(given.left_db)
    means = {
        "right_db": None if right is None else decimal(right),
        "left_db": None if left is None else decimal(left),
    }
    if right is None or left is None:
        return {**means, "better_ear_db": None, "band": None, "next_step": both(_ASK_AGAIN)}
    better = min(right, left)
    band = band_of(better, HEARING)
    step = _NO_STEP if band.code == "normal" else _REFER
    return {**means, "better_ear_db": decimal(better), "band": band.answer(), "next_step": both(step)}


class SelfCareInput(Input):
    """The five items of the self-care assessment; lower is better."""

    eating: Literal[0, 3, 5] | None = asked("进餐", "Eating", default=None)
    washing: Literal[0, 1, 3, 7] | None = asked("梳洗", "Washing", default=None)
    dressing: Literal[0, 3, 5] | None = asked("穿衣", "Dressing", default=None)
    toileting: Literal[0, 1, 5, 10] | None = asked("如厕", "Using the toilet", default=None)
    moving: Literal[0, 1, 5, 10] | None = asked("活动", "Moving", default=None)


@calculator(
    name="elder-self-care",
    title=Text("老年人生活自理能力评估", "Self-care assessment of an older person"),
    source="国家基本公共卫生服务规范",
    example={"eating": 0, "washing": 1, "dressing": 3, "toileting": 0, "moving": 1},
)
def elder_self_care(given: SelfCareInput) -> Answer:
    """Return the score: 0 to 3 self-sufficient, 4 to 8 mild, 9 to 18 moderate, from 19 dependent."""
    points = [given.eating, given.washing, given.dressing, given.toileting, given.moving]
    score = scored(points, SELF_CARE)
    return _answer(score, refer=score.total is not None and score.total >= 4)


class ElderCoverageInput(Input):
    """Residents of 65 and more, and the counties with integrated institutions."""

    residents_65: int = count("65岁及以上常住人口", "Residents of 65 and more")
    managed: int = count("已健康管理人数", "Those with examination, tests and guidance this year")
    counties: int = count("县（区、市）数", "Counties", ge=1)
    counties_with_both_licences: int = count(
        "有两证齐全医养结合机构的县数", "Counties with an institution that holds both licences"
    )


@calculator(
    name="elder-health-coverage",
    title=Text("老年健康管理率与医养结合覆盖率", "Coverage of elder health"),
    source="国家基本公共卫生服务规范; 医养结合机构管理指南; E8-6",
    example={"residents_65": 402000, "managed": 289000, "counties": 11, "counties_with_both_licences": 9},
)
def elder_health_coverage(given: ElderCoverageInput) -> Answer:
    """Return the share of people managed and of counties with a both-licences institution."""
    if given.managed > given.residents_65 or given.counties_with_both_licences > given.counties:
        raise refused(
            "managed" if given.managed > given.residents_65 else "counties_with_both_licences",
            "too_large",
            what=Text("部分大于全部。", "A part is more than its whole."),
            why=Text("多半是口径不一致。", "The two were probably counted differently."),
            do=Text("请核对两个数的来源。", "Check where both numbers come from."),
        )
    return {
        "managed_percent": percent_of(given.managed, given.residents_65),
        "counties_percent": percent_of(given.counties_with_both_licences, given.counties),
        "is_every_county_covered": given.counties_with_both_licences == given.counties,
    }
