"""The two allowances of disabled people (残疾人两项补贴): living, and care. Both may be drawn together."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import APPLIED, Period, month_of
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import DisabilityGrade
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import (
    BOOK,
    DISABILITY_METHOD,
    DISABILITY_STATE,
)
from minsheng.programmes.social_assistance.policies.members import OF_THE_MIND, age, is_supported_as_orphan

EVERY_GRADE = (DisabilityGrade.ONE, DisabilityGrade.TWO, DisabilityGrade.THREE, DisabilityGrade.FOUR)

WINDOW = Text(
    "向任一乡镇人民政府（街道办事处）提出，也可网上申请（全国通办）",
    "At any township (street) government in the country, or online",
)

has_local_hukou = dsl.condition(
    Text("本市户籍", "Registered in the city"), fact("has_local_hukou"), source=DISABILITY_STATE
)

has_certificate = dsl.condition(
    Text("持有残疾人证", "Holds a disability certificate"),
    dsl.one_of(fact("disability_grade"), EVERY_GRADE),
    source=DISABILITY_STATE,
)

living_amount = BOOK.define(
    "disability_living_amount",
    Text("本类救助家庭的生活补贴标准", "living allowance for the household's class"),
    dsl.table("social_assistance.disability_living_by_class", fact("assistance_class")),
    source=DISABILITY_STATE,
)

disability_living = BOOK.policy(
    "disability_living",
    Text("困难残疾人生活补贴", "Living allowance of disabled people in hardship"),
    subject=Entity.PERSON,
    conditions=(
        has_local_hukou,
        has_certificate,
        dsl.condition(
            Text(
                "所在家庭已认定为低保家庭（或城市规定的其他类别）",
                "The household is recognised in a class that is paid",
            ),
            living_amount > 0,
            source=DISABILITY_STATE,
        ),
        dsl.condition(
            Text(
                "没有纳入孤儿、事实无人抚养儿童保障（择其一）",
                "Not supported as an orphan (one or the other)",
            ),
            ~is_supported_as_orphan,
            source=DISABILITY_METHOD,
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_of(APPLIED)),
    amount=living_amount,
    summary=Text(
        "低保家庭中持证的残疾人，每月领取生活补贴。",
        "Disabled people with a certificate in a minimum living household get a monthly living allowance.",
    ),
    sources=(DISABILITY_STATE, DISABILITY_METHOD),
    window=WINDOW,
)

care_amount = BOOK.define(
    "disability_care_amount",
    Text("本类别、等级的护理补贴标准", "care allowance for this kind and grade"),
    dsl.choose(
        dsl.one_of(fact("disability_kind"), OF_THE_MIND),
        dsl.table("social_assistance.disability_care_by_grade_of_mind", fact("disability_grade")),
        dsl.table("social_assistance.disability_care_by_grade", fact("disability_grade")),
    ),
    source=DISABILITY_STATE,
)

# The same need is paid for once. Whoever has been assessed for the larger allowance of old people is owed that one.
has_better_care_as_old = BOOK.define(
    "has_better_care_as_old",
    Text("可领更高的失能老年人护理补贴", "is owed the higher nursing allowance of old people"),
    dsl.all_of(
        dsl.is_known(fact("care_level")),
        age >= dsl.number("elder_care.elder_from_age"),
        dsl.table("elder_care.service_allowance_by_class", fact("assistance_class")) > 0,
        dsl.table("elder_care.nursing_allowance_by_level", fact("care_level")) >= care_amount,
        ~fact("has_long_term_care_insurance"),
    ),
    source=DISABILITY_STATE,
)

disability_care = BOOK.policy(
    "disability_care",
    Text("重度残疾人护理补贴", "Care allowance of severely disabled people"),
    subject=Entity.PERSON,
    conditions=(
        has_local_hukou,
        dsl.condition(
            Text("残疾等级在护理补贴范围内", "The grade of disability is one that is paid"),
            care_amount > 0,
            source=DISABILITY_STATE,
        ),
        dsl.condition(
            Text("没有享受特困人员照料护理", "Not cared for as a destitute person"),
            ~fact("is_destitute_supported"),
            source=DISABILITY_STATE,
        ),
        dsl.condition(
            Text("没有享受工伤保险生活护理费", "Does not draw work-injury care"),
            ~fact("has_work_injury_care"),
            source=DISABILITY_STATE,
        ),
        dsl.condition(
            Text(
                "没有更高的养老护理补贴可领（同类补贴择高）",
                "No higher nursing allowance of old people is due instead",
            ),
            ~has_better_care_as_old,
            source=DISABILITY_STATE,
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_of(APPLIED)),
    amount=care_amount,
    summary=Text(
        "一、二级重度残疾人（城市可扩大到三、四级智力、精神残疾人），每月领取护理补贴。",
        "People with a disability of grade 1 or 2 (and, where extended, of the mind of grades 3 and 4) "
        "get a monthly care allowance.",
    ),
    sources=(DISABILITY_STATE, DISABILITY_METHOD),
    window=WINDOW,
)
