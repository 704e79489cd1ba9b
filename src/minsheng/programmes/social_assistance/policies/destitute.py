"""Destitute people (特困人员): no capacity to work, nothing to live on, nobody bound and able to support them."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import CONFIRMED, Period, month_after
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import DisabilityGrade, DisabilityKind, Schooling
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import (
    BOOK,
    CHECKING_CONSENT,
    DESTITUTE_METHOD,
    LAW,
    TOWNSHIP_WINDOW,
)
from minsheng.programmes.social_assistance.policies.means import (
    income_without_basic_pension,
    property_conditions,
    standard,
)
from minsheng.programmes.social_assistance.policies.members import (
    OF_THE_MIND,
    age,
    is_minor,
    is_supported_as_orphan,
)

KIND, GRADE = fact("disability_kind"), fact("disability_grade")
ONE, TWO, THREE = DisabilityGrade.ONE, DisabilityGrade.TWO, DisabilityGrade.THREE
STILL_AT_SCHOOL = (Schooling.PRIMARY, Schooling.JUNIOR_SECONDARY, Schooling.UPPER_SECONDARY)

is_too_disabled_to_work = BOOK.define(
    "is_too_disabled_to_work",
    Text(
        "智力、精神残疾一至三级，肢体或多重残疾一、二级，视力残疾一级",
        "intellectual or mental disability of grades 1-3, physical or multiple of 1-2, or visual of 1",
    ),
    dsl.any_of(
        dsl.one_of(KIND, OF_THE_MIND) & dsl.one_of(GRADE, (ONE, TWO, THREE)),
        # The method is silent on multiple disabilities; read as physical ones, because a person looks at every lead.
        dsl.one_of(KIND, (DisabilityKind.PHYSICAL, DisabilityKind.MULTIPLE)) & dsl.one_of(GRADE, (ONE, TWO)),
        (KIND == DisabilityKind.VISUAL) & (GRADE == ONE),
    ),
    source=f"{DESTITUTE_METHOD}第五条第三项",
)

# Who grew up in care keeps it: to the day of majority, and after it while at school.
keeps_care_from_childhood = BOOK.define(
    "keeps_care_from_childhood",
    Text(
        "已纳入特困供养，未成年或仍在义务教育、高中阶段就学",
        "already supported, and a minor or still at school",
    ),
    dsl.or_else(fact("is_destitute_supported"), False)
    & (is_minor | dsl.one_of(fact("schooling"), STILL_AT_SCHOOL)),
    source=f"{LAW}第十六条第三款",
)

has_no_capacity_to_work = dsl.condition(
    Text(
        "无劳动能力：老年人、未成年人、规定等级的残疾人，或成年后仍在读的原特困未成年人",
        "Cannot work: old, a minor, disabled in the grades listed, or supported since childhood and still at school",
    ),
    dsl.any_of(
        age >= dsl.number("social_assistance.old_from_age"),
        age < dsl.number("social_assistance.destitute_minor_until_age"),
        is_too_disabled_to_work,
        keeps_care_from_childhood,
    ),
    source=f"{LAW}第十六条；{DESTITUTE_METHOD}第五条",
)

care_share = BOOK.define(
    "destitute_care_amount",
    Text("照料护理标准", "care allowance"),
    dsl.choose(
        fact("self_care_unmet") >= dsl.number("social_assistance.full_care_from_unmet"),
        dsl.share(
            dsl.money("social_assistance.minimum_wage"),
            "social_assistance.care_share_full",
            rounding=dsl.Rounding.CEIL,
        ),
        dsl.choose(
            fact("self_care_unmet") >= dsl.number("social_assistance.half_care_from_unmet"),
            dsl.share(
                dsl.money("social_assistance.minimum_wage"),
                "social_assistance.care_share_half",
                rounding=dsl.Rounding.CEIL,
            ),
            dsl.share(
                dsl.money("social_assistance.minimum_wage"),
                "social_assistance.care_share_self",
                rounding=dsl.Rounding.CEIL,
            ),
        ),
    ),
    source=f"{LAW}第十七条",
)

basic_amount = BOOK.define(
    "destitute_basic_amount",
    Text("基本生活标准", "basic living amount"),
    dsl.share(standard, "social_assistance.destitute_basic_multiple", rounding=dsl.Rounding.CEIL),
    source=f"{LAW}第十七条",
)

tekun = BOOK.policy(
    "tekun",
    Text("特困人员救助供养", "Support of destitute people"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("本市户籍", "Registered in the city"), fact("has_local_hukou"), source=f"{LAW}第三十七条"
        ),
        has_no_capacity_to_work,
        dsl.condition(
            Text(
                "无生活来源：本人月收入低于低保标准（基础养老金、高龄津贴不计）",
                "Nothing to live on: own income is below the minimum living standard "
                "(basic pension and advanced-age allowance do not count)",
            ),
            income_without_basic_pension < standard,
            source=f"{DESTITUTE_METHOD}第六条",
        ),
        dsl.condition(
            Text(
                "没有能履行义务的赡养、抚养、扶养人", "Nobody is both bound and able to support this person"
            ),
            ~fact("has_able_supporter"),
            source=f"{LAW}第十六条",
        ),
        dsl.condition(
            Text("没有纳入孤儿、事实无人抚养儿童保障", "Not already supported as an orphan"),
            ~is_supported_as_orphan,
            source=DESTITUTE_METHOD,
        ),
        dsl.condition(
            Text("没有在监狱服刑", "Not in prison"),
            ~dsl.or_else(fact("is_detained"), False),
            source=DESTITUTE_METHOD,
        ),
        *property_conditions,
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_after(CONFIRMED)),
    amount=basic_amount + care_share,
    summary=Text(
        "没有劳动能力、没有生活来源、也没有人能供养的老年人、未成年人和残疾人，由政府按月供养并照料。",
        "Old people, minors and disabled people who cannot work, have nothing to live on and nobody able to support "
        "them are supported and cared for every month.",
    ),
    sources=(f"{LAW}第十六条、第十七条", DESTITUTE_METHOD),
    window=TOWNSHIP_WINDOW,
    papers=(CHECKING_CONSENT,),
)

is_destitute = BOOK.define(
    "is_destitute", Text("符合特困人员条件", "meets the conditions of destitute people"), tekun.eligible
)
