"""The rule of medical services: a family doctor for the people of the key groups, owed until a contract is valid."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import AssistanceClass, DisabilityGrade
from minsheng.kernel.people.facts import fact

BOOK = Rulebook("medical_services", Text("基层医疗", "Medical services"))

LAW = "基本医疗卫生与健康促进法"
OPINION = "国卫基层发〔2022〕10号"

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

# One person in five groups is still one person: any group is enough, and nobody is counted twice.
is_in_a_key_group = BOOK.define(
    "is_in_a_key_group",
    Text("重点人群", "in a key group"),
    dsl.any_of(
        age >= dsl.number("medical_services.elder_from_age"),
        age < dsl.number("medical_services.child_until_age"),
        fact("is_pregnant"),
        dsl.one_of(fact("disability_grade"), CERTIFICATES),
        fact("has_hypertension"),
        fact("has_diabetes"),
        fact("has_tuberculosis"),
        fact("has_severe_mental_disorder"),
        dsl.one_of(fact("assistance_class"), LOW_INCOME),
        fact("is_only_child_lost_parent"),
        # The list was closed when poverty was declared ended; whoever is not on it is not in the group.
        dsl.or_else(fact("on_poverty_exit_list"), False),
    ),
    source=OPINION,
)

# A contract counts when it is on record. None on record means none, not "unknown": the service must be shown.
has_valid_contract = BOOK.define(
    "has_valid_contract",
    Text("家庭医生签约在有效期内", "a family-doctor contract is valid"),
    dsl.is_known(fact("family_doctor_until")) & (fact("family_doctor_until") >= dsl.today()),
    source=OPINION,
)

BOOK.policy(
    "family_doctor_priority",
    Text("重点人群家庭医生签约", "A family doctor for the key groups"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=OPINION),
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
    window=Text(
        "居住地乡镇卫生院、社区卫生服务中心或村卫生室",
        "At the township health centre, community health centre or village clinic where you live",
    ),
)
