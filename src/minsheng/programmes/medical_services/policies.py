"""The rules of medical services: a family doctor for the key groups, what a contract owes, and the chronically ill."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per, Rulebook
from minsheng.engines.policy.terms import Variable
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.codes import AssistanceClass, DisabilityGrade
from minsheng.kernel.people.facts import fact

BOOK = Rulebook("medical_services", Text("基层医疗", "Medical services"))

LAW = "基本医疗卫生与健康促进法"
OPINION = "国卫基层发〔2022〕10号"
CHRONIC = "国家基本公共卫生服务规范（第三版）高血压、糖尿病患者健康管理"
WINDOW = Text(
    "居住地乡镇卫生院、社区卫生服务中心或村卫生室",
    "At the township health centre, community health centre or village clinic where you live",
)

CERTIFICATES = (
    DisabilityGrade.ONE,
    DisabilityGrade.TWO,
    DisabilityGrade.THREE,
    DisabilityGrade.FOUR,
)
LOW_INCOME = (AssistanceClass.DESTITUTE, AssistanceClass.DIBAO)

age = BOOK.define(
    "patient_age", Text("周岁年龄", "age in completed years"), dsl.age_in_years(fact("born_on"))
)


def _group(name: str, label: Text, test: Expression) -> Variable:
    return BOOK.define(f"is_{name}", label, test, source=OPINION)


# One person in five groups is still one person: any group is enough, and nobody is counted twice.
KEY_GROUPS = (
    _group(
        "old_patient",
        Text("65岁及以上老年人", "from 65 on"),
        age >= dsl.number("medical_services.elder_from_age"),
    ),
    _group(
        "small_child",
        Text("0至6岁儿童", "a child of up to six"),
        age < dsl.number("medical_services.child_until_age"),
    ),
    _group(
        "expecting_or_newly_delivered", Text("孕产妇", "pregnant or newly delivered"), fact("is_pregnant")
    ),
    _group(
        "certified_disabled",
        Text("残疾人", "disabled with a certificate"),
        dsl.one_of(fact("disability_grade"), CERTIFICATES),
    ),
    _group("hypertensive", Text("高血压患者", "with hypertension"), fact("has_hypertension")),
    _group("diabetic", Text("糖尿病患者", "with diabetes"), fact("has_diabetes")),
    _group("tuberculous", Text("肺结核患者", "with tuberculosis"), fact("has_tuberculosis")),
    _group(
        "severely_mentally_ill",
        Text("严重精神障碍患者", "with a severe mental disorder"),
        fact("has_severe_mental_disorder"),
    ),
    _group(
        "on_assistance",
        Text("特困和低保对象", "destitute or on minimum living"),
        dsl.one_of(fact("assistance_class"), LOW_INCOME),
    ),
    _group(
        "bereaved_of_an_only_child",
        Text("计划生育特殊家庭", "bereaved of an only child"),
        fact("is_only_child_lost_parent"),
    ),
    # The list was closed when poverty was declared ended; whoever is not on it is not in the group.
    _group(
        "lifted_out_of_poverty",
        Text("脱贫人口", "lifted out of poverty"),
        dsl.or_else(fact("on_poverty_exit_list"), False),
    ),
)
is_in_a_key_group = BOOK.define(
    "is_in_a_key_group", Text("重点人群", "in a key group"), dsl.any_of(*KEY_GROUPS), source=OPINION
)

# A contract counts when it is on record. None on record means none, not "unknown": the service must be shown.
has_valid_contract = BOOK.define(
    "has_valid_contract",
    Text("家庭医生签约在有效期内", "a family-doctor contract is valid"),
    dsl.is_known(fact("family_doctor_until")) & (fact("family_doctor_until") >= dsl.today()),
    source=OPINION,
)

lives_here = dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=OPINION)

BOOK.policy(
    "family_doctor_priority",
    Text("重点人群家庭医生签约", "A family doctor for the key groups"),
    subject=Entity.PERSON,
    conditions=(
        lives_here,
        dsl.condition(
            Text(
                "属于重点人群（老年人、儿童、孕产妇、残疾人、慢病和精神障碍患者、低保特困、脱贫人口、计生特扶）",
                "In a key group (old, small child, pregnant, disabled, chronically or mentally ill, on assistance, "
                "lifted out of poverty, or bereaved of an only child)",
            ),
            is_in_a_key_group,
            source=OPINION,
        ),
        dsl.condition(
            Text("没有在有效期内的签约记录", "No valid contract is on record"),
            ~has_valid_contract,
            source=OPINION,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    per=Per.YEAR,
    summary=Text(
        "老人、幼儿、孕产妇、残疾人和慢病患者等，优先签约一位自己的家庭医生，基础服务免费。",
        "Old people, small children, pregnant women, disabled and chronically ill people are the first to get "
        "a doctor of their own; the basic package is free.",
    ),
    sources=(f"{LAW}第三十一条", OPINION),
    window=WINDOW,
)

# What a running contract owes.

ends_soon = BOOK.define(
    "contract_ends_soon",
    Text("签约即将到期", "the contract ends soon"),
    dsl.days_since(fact("family_doctor_until")) + dsl.number("medical_services.renewal_days") >= 0,
    source=OPINION,
)
was_served = BOOK.define(
    "was_served_by_the_doctor",
    Text("规定月数内有履约服务记录", "a service of the contract within the set months is on record"),
    dsl.is_known(fact("family_doctor_served_on"))
    & (dsl.months_since(fact("family_doctor_served_on")) < dsl.number("medical_services.service_months")),
    source=OPINION,
)
contract_is_valid = dsl.condition(
    Text("家庭医生签约在有效期内", "A family-doctor contract is valid"), has_valid_contract, source=OPINION
)

BOOK.policy(
    "family_doctor_renewal",
    Text("家庭医生续签", "Renewal of a family-doctor contract"),
    subject=Entity.PERSON,
    conditions=(
        lives_here,
        contract_is_valid,
        dsl.condition(Text("签约在规定天数内到期", "It ends within the set days"), ends_soon, source=OPINION),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "签约一年一签，到期前由团队提醒并续签，中间不断档。",
        "A contract runs for a year; before it ends the team asks about the next, so that there is no gap.",
    ),
    sources=(OPINION,),
    window=WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "family_doctor_service",
    Text("家庭医生签约履约服务", "The service that a family-doctor contract owes"),
    subject=Entity.PERSON,
    conditions=(
        lives_here,
        contract_is_valid,
        dsl.condition(
            Text("规定月数内没有履约服务记录", "No service within the set months is on record"),
            ~was_served,
            source=OPINION,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "签了约就要有服务：一年内没有服务记录的，团队要安排，否则不算有效签约。",
        "A contract without a service within a year does not count; the team arranges one.",
    ),
    sources=(OPINION,),
    window=WINDOW,
    period=Period(begins=at_once()),
)


def _management(key: str, *, illness: str, day: str, title: Text) -> None:
    """The management of a chronic illness that is owed until one of the last months is on record."""
    followed_on = fact(day)
    is_managed = BOOK.define(
        f"has_recent_{key}",
        Text(f"规定月数内有{title.zh}记录", f"recently on record: {title.en}"),
        dsl.is_known(followed_on)
        & (dsl.months_since(followed_on) < dsl.number("medical_services.chronic_months")),
        source=CHRONIC,
    )
    BOOK.policy(
        key,
        title,
        subject=Entity.PERSON,
        conditions=(
            lives_here,
            dsl.condition(Text("确诊患者", "Has been diagnosed"), fact(illness), source=CHRONIC),
            dsl.condition(
                Text("规定月数内没有管理记录", "No management within the set months is on record"),
                ~is_managed,
                source=CHRONIC,
            ),
        ),
        benefit=Benefit.SERVICE,
        per=Per.YEAR,
        summary=Text(
            f"确诊的常住居民纳入{title.zh}，由家庭医生团队免费随访。",
            f"Residents who have been diagnosed are taken into the {title.en} and followed up, free.",
        ),
        sources=(CHRONIC,),
        window=WINDOW,
        period=Period(begins=at_once()),
    )


_management(
    "hypertension_management",
    illness="has_hypertension",
    day="hypertension_followed_on",
    title=Text("高血压患者健康管理", "management of hypertension"),
)
_management(
    "diabetes_management",
    illness="has_diabetes",
    day="diabetes_followed_on",
    title=Text("糖尿病患者健康管理", "management of diabetes"),
)
