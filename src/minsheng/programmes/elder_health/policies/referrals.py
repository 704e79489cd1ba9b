"""What follows a positive screening: a person to speak to, a further test, a doctor. Owed until it is on record.

Each score has its own cut-off in the parameters; a missing item leaves no score, and no score leads to nothing here.
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.dsl import Kind
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per, Policy
from minsheng.engines.policy.terms import Variable
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.facts import fact
from minsheng.programmes.elder_health.policies.book import (
    BOOK,
    CLINIC,
    DEMENTIA_PLAN,
    HEARING,
    MOOD,
    NUTRITION,
    lives_here,
)


def _positive(name: str, score: str, test: Expression, label: Text, source: str) -> Variable:
    return BOOK.define(name, label, dsl.is_known(fact(score)) & test, source=source)


def _follow_up(
    key: str, *, title: Text, positive: Variable, screened: str, done: str, summary: Text, source: str
) -> Policy:
    """What is owed after a positive result until it is on record on the day of the screening or later."""
    has_followed = BOOK.define(
        f"had_{key}",
        Text(f"筛查后已有{title.zh}", f"had after the screening: {title.en}"),
        dsl.is_known(fact(done)) & (fact(done) >= fact(screened)),
        source=source,
    )
    return BOOK.policy(
        key,
        title,
        subject=Entity.PERSON,
        conditions=(
            lives_here,
            dsl.condition(positive.label, positive, source=source),
            dsl.condition(
                Text("筛查后还没有跟进记录", "Nothing that followed the screening is on record"),
                ~has_followed,
                source=source,
            ),
        ),
        benefit=Benefit.SERVICE,
        per=Per.ONCE,
        summary=summary,
        sources=(source,),
        window=CLINIC,
        period=Period(begins=at_once()),
    )


is_at_risk_of_malnutrition = _positive(
    "is_at_risk_of_malnutrition",
    "mna_score",
    fact("mna_score") <= dsl.number("elder_health.malnutrition_risk_to"),
    Text("有营养不良风险", "At risk of malnutrition"),
    NUTRITION,
)
is_low_in_mood = _positive(
    "is_low_in_mood",
    "gds_score",
    fact("gds_score") >= dsl.number("elder_health.depression_from"),
    Text("抑郁筛查阳性", "Positive in the screening for depression"),
    MOOD,
)
thinks_of_self_harm = _positive(
    "thinks_of_self_harm",
    "phq9_self_harm",
    fact("phq9_self_harm") >= dsl.number("elder_health.self_harm_from"),
    Text("第九题有回答，须当日联系", "An answer to item 9 that asks for a call on the same day"),
    MOOD,
)
is_positive_in_cognition = _positive(
    "is_positive_in_cognition",
    "ad8_score",
    fact("ad8_score") >= dsl.number("elder_health.ad8_from"),
    Text("认知初筛阳性", "Positive in the screening of cognition"),
    DEMENTIA_PLAN,
)
is_impaired_in_cognition = _positive(
    "is_impaired_in_cognition",
    "moca_score",
    fact("moca_score") <= dsl.table("elder_health.moca_to_by_education", fact("education"), of=Kind.NUMBER),
    Text("认知评估低于按受教育程度的界值", "Below the cut-off of the cognition test for the schooling"),
    DEMENTIA_PLAN,
)
hears_badly = _positive(
    "hears_badly",
    "hearing_items_passed",
    fact("hearing_items_passed") < dsl.number("elder_health.hearing_items_to_pass"),
    Text("听力筛查未通过", "Did not pass the hearing screening"),
    HEARING,
)

_follow_up(
    "nutrition_referral",
    title=Text("营养指导和转诊", "Nutrition advice or referral"),
    positive=is_at_risk_of_malnutrition,
    screened="mna_on",
    done="nutrition_advised_on",
    summary=Text(
        "营养筛查有风险或营养不良的老人，十四天内得到营养指导或转诊。",
        "Older people at risk of malnutrition get advice or a referral within fourteen days.",
    ),
    source=NUTRITION,
)
_follow_up(
    "mood_same_day_contact",
    title=Text("心理筛查当日人工联系", "A call by a person on the same day"),
    positive=thinks_of_self_harm,
    screened="mood_screened_on",
    done="mood_contacted_on",
    summary=Text(
        "抑郁筛查第九题有回答的，无论总分多少，当天由人联系。",
        "Whoever says yes to item 9 is spoken to by a person on the same day, whatever the total.",
    ),
    source=MOOD,
)
_follow_up(
    "mood_referral",
    title=Text("心理筛查阳性转诊", "Referral after a positive mood screening"),
    positive=is_low_in_mood,
    screened="mood_screened_on",
    done="mood_visit_on",
    summary=Text(
        "老年抑郁量表五分及以上的，十四天内转诊。",
        "From five points of the scale, a referral within fourteen days.",
    ),
    source=MOOD,
)
_follow_up(
    "cognition_test",
    title=Text("认知评估", "Cognition test"),
    positive=is_positive_in_cognition,
    screened="ad8_on",
    done="moca_on",
    summary=Text(
        "认知初筛阳性的老人，进一步做认知评估（MoCA）。",
        "Whoever is positive in the screening takes the further test (MoCA).",
    ),
    source=DEMENTIA_PLAN,
)
_follow_up(
    "cognition_referral",
    title=Text("认知障碍转诊", "Referral for cognition"),
    positive=is_impaired_in_cognition,
    screened="moca_on",
    done="cognition_visit_on",
    summary=Text(
        "认知评估低于界值的老人，十四天内转诊，阳性者得到干预指导。",
        "Whoever is below the cut-off is referred within fourteen days, and advised.",
    ),
    source=DEMENTIA_PLAN,
)
_follow_up(
    "hearing_test",
    title=Text("纯音测听", "Audiometry"),
    positive=hears_badly,
    screened="hearing_screened_on",
    done="audiometry_on",
    summary=Text(
        "耳语测试较差耳六项通过不足三项的，做纯音测听。",
        "Whoever passes fewer than three of six items with the worse ear has audiometry.",
    ),
    source=HEARING,
)
