"""When the ability of an older person is to be assessed, or assessed again. It is offered, never demanded."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import CareLevel
from minsheng.kernel.people.facts import fact
from minsheng.programmes.elder_care.policies.allowances import (
    BOOK,
    has_local_hukou,
    is_elder,
    is_in_hardship,
    is_not_supported_as_destitute,
    voucher_amount,
)

STANDARD = "GB/T 42195-2022"
OLD_STANDARD = "MZ/T 039-2013"
# A worse level exists for these only.
MAY_GET_WORSE = (CareLevel.ABLE, CareLevel.MILD, CareLevel.MODERATE, CareLevel.SEVERE)

WINDOW = Text(
    "由县级民政部门安排评估机构上门，两名以上评估员，其中至少一名医护人员；不收费",
    "The county's civil affairs office sends at least two assessors, one of them medical; free of charge",
)

has_no_level = BOOK.define(
    "has_no_level",
    Text("没有按新标准评定的等级", "no level by the present standard"),
    ~dsl.is_known(fact("care_level")),
    source=STANDARD,
)
is_never_assessed = dsl.condition(
    Text("没有按新标准评定过等级", "Has no level by the present standard"), has_no_level, source=STANDARD
)
lives_here = dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=f"{STANDARD}第5章")

first_assessment = BOOK.policy(
    "first_assessment",
    Text("首次能力评估", "First assessment of ability"),
    subject=Entity.PERSON,
    conditions=(has_local_hukou, is_elder, is_in_hardship, is_not_supported_as_destitute, is_never_assessed),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "低保、低保边缘家庭的老人，护理补贴要看评估等级；还没有评估过的，安排首次评估。",
        "The nursing allowance of older people in hardship hangs on their level: whoever has none is offered a first "
        "assessment.",
    ),
    sources=("国家基本养老服务清单", STANDARD),
    window=WINDOW,
)

months_since_assessment = BOOK.define(
    "months_since_assessment",
    Text("距上次评估的整月数", "completed months since the last assessment"),
    dsl.months_since(fact("assessed_on")),
    source=f"{STANDARD}第5章",
)

regular_reassessment = BOOK.policy(
    "regular_reassessment",
    Text("能力评估到期复评", "Regular reassessment"),
    subject=Entity.PERSON,
    conditions=(
        is_elder,
        lives_here,
        dsl.condition(
            Text("评估等级在补贴范围内", "The level is one for which a subsidy is paid"),
            dsl.is_known(fact("care_level")) & (voucher_amount > 0),
            source="民办函〔2025〕49号",
        ),
        dsl.condition(
            Text("上次评估已满有效期", "The last assessment is as old as it may be"),
            months_since_assessment >= dsl.number("elder_care.reassess_after_months"),
            source=f"{STANDARD}第5章",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "按失能等级享受补贴的老人，评估满有效期后再评一次。复评以前，补贴照发。",
        "Older people who are paid by their level are assessed again when the assessment is old. Until then payment "
        "goes on.",
    ),
    sources=(STANDARD,),
    window=WINDOW,
)

immediate_reassessment = BOOK.policy(
    "immediate_reassessment",
    Text("状况变化即时评估", "Immediate reassessment after a change"),
    subject=Entity.PERSON,
    conditions=(
        is_elder,
        dsl.condition(
            Text("已有评估等级，且不是最重一级", "Has a level, and not the worst one"),
            dsl.is_known(fact("care_level")) & dsl.one_of(fact("care_level"), MAY_GET_WORSE),
            source=f"{STANDARD} C.4",
        ),
        dsl.condition(
            Text(
                "近30天跌倒、走失、噎食、自伤等照护风险事件合计达到规定次数",
                "Falls, straying, choking, self-harm and the like in thirty days come to the set number",
            ),
            fact("care_risk_events_month") >= dsl.number("elder_care.risk_events_from"),
            source=f"{STANDARD} C.4",
        ),
        dsl.condition(
            Text("上次评估在这些事件之前", "The last assessment is older than these events"),
            dsl.days_since(fact("assessed_on")) > dsl.number("elder_care.risk_event_days"),
            source=f"{STANDARD}第5章",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "近一个月发生两次以上照护风险事件的老人，等级可能要调整，安排即时评估。",
        "After two or more care-risk events in a month the level may be one worse: an assessment is due at once.",
    ),
    sources=(STANDARD,),
    window=WINDOW,
)

legacy_reassessment = BOOK.policy(
    "legacy_reassessment",
    Text("旧标准评估重新评估", "Assessment again of those with an old-standard level"),
    subject=Entity.PERSON,
    conditions=(
        is_elder,
        lives_here,
        dsl.condition(
            Text("只有旧标准的评估记录", "Assessed by the old standard only"),
            fact("has_legacy_assessment"),
            source=OLD_STANDARD,
        ),
        is_never_assessed,
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "旧标准的等级不能换算成新标准的等级；享受新补贴要重新评估。",
        "A level of the old standard is never turned into one of the new: the new benefits need a new assessment.",
    ),
    sources=(STANDARD, OLD_STANDARD),
    window=WINDOW,
)

completing_assessment = BOOK.policy(
    "completing_assessment",
    Text("能力评估补评", "Completing an assessment with blanks"),
    subject=Entity.PERSON,
    conditions=(
        is_elder,
        lives_here,
        dsl.condition(
            Text(
                "上次评估有拒答或缺项，没有总分和等级",
                "The assessment has blanks, so it has no total and no level",
            ),
            fact("assessment_is_incomplete"),
            source=STANDARD,
        ),
        is_never_assessed,
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "评估中有拒答或缺项的，不出总分和等级，安排补评。",
        "An assessment with refused or blank items has no total and no level; it is completed.",
    ),
    sources=(STANDARD,),
    window=WINDOW,
)
