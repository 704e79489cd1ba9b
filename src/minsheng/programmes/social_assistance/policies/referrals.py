"""Help to which a recognised class opens the door (分类救助): school and work. Money for it comes from others."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import AssistanceClass, Employment, Schooling
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import BOOK, LAW
from minsheng.programmes.social_assistance.policies.members import counts, is_minor

LAYERED_OPINION = "国办发〔2023〕39号"
UP_TO_THE_EDGE = (AssistanceClass.DESTITUTE, AssistanceClass.DIBAO, AssistanceClass.DIBAO_EDGE)
AT_SCHOOL = (
    Schooling.KINDERGARTEN,
    Schooling.PRIMARY,
    Schooling.JUNIOR_SECONDARY,
    Schooling.UPPER_SECONDARY,
    Schooling.COLLEGE,
)
WITHOUT_WORK = (Employment.REGISTERED_UNEMPLOYED, Employment.UNREGISTERED_UNEMPLOYED)

is_recognised = dsl.condition(
    Text("所在家庭已认定为特困、低保或低保边缘家庭", "Of a destitute, minimum living or edge household"),
    dsl.one_of(fact("assistance_class"), UP_TO_THE_EDGE),
    source=f"{LAW}第二十一条；{LAYERED_OPINION}",
)
is_member = dsl.condition(
    Text("计入家庭人口", "Counts as a member of the household"), counts, source=LAYERED_OPINION
)

BOOK.policy(
    "education_aid",
    Text("教育救助转介", "Referral to aid for school"),
    subject=Entity.PERSON,
    conditions=(
        is_recognised,
        is_member,
        dsl.condition(
            Text("在幼儿园至大学本科就读", "At kindergarten, school or college"),
            dsl.one_of(fact("schooling"), AT_SCHOOL),
            source=LAYERED_OPINION,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "困难家庭的学生，由民政部门把名单转给学校和教育部门，落实资助。",
        "Pupils and students of households in hardship are named to the school, which sees to the aid.",
    ),
    sources=(f"{LAW}第二十一条", LAYERED_OPINION),
    window=Text("由民政、教育部门转介，也可向学校提出", "Passed on by civil affairs; or ask at the school"),
)
BOOK.policy(
    "employment_aid",
    Text("就业救助转介", "Referral to aid for work"),
    subject=Entity.PERSON,
    conditions=(
        is_recognised,
        is_member,
        dsl.condition(Text("已成年", "Of age"), ~is_minor, source=LAYERED_OPINION),
        dsl.condition(
            Text("有劳动能力和就业意愿、尚未就业", "Able and willing to work, and without work"),
            dsl.one_of(fact("employment"), WITHOUT_WORK) & fact("wants_work"),
            source=f"{LAW}第二十七条",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "困难家庭有劳动能力、没有工作的成员，转介到人社部门，给岗位、培训和补贴。",
        "Members of households in hardship who can work and have no work are passed on for posts, training and "
        "subsidies.",
    ),
    sources=(f"{LAW}第二十七条", LAYERED_OPINION),
    window=Text("由民政、人社部门转介", "Passed on by civil affairs to the employment office"),
)
