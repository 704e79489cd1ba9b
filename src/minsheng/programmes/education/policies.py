"""The rules of education: what a pupil is owed. Marks, ranks and results are not on record and decide nothing here."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import AssistanceClass, DisabilityGrade, Schooling
from minsheng.kernel.people.facts import fact

BOOK = Rulebook("education", Text("教育公平", "Education"))

LAW = "义务教育法"
SPECIAL = "特殊教育发展提升行动计划"
AFTER_SCHOOL = "关于进一步规范义务教育课后服务有关工作的通知（2023-12）"
BALANCE = "教督〔2017〕6号 县域义务教育优质均衡发展督导评估办法"
MOOD = "中小学生心理健康测评有关规定"
MONTHS_IN_A_YEAR = 12

CERTIFICATES = (
    DisabilityGrade.ONE,
    DisabilityGrade.TWO,
    DisabilityGrade.THREE,
    DisabilityGrade.FOUR,
)
COMPULSORY_STAGES = (Schooling.PRIMARY, Schooling.JUNIOR_SECONDARY)
PUPILS = (*COMPULSORY_STAGES, Schooling.UPPER_SECONDARY)
POOR = (AssistanceClass.DESTITUTE, AssistanceClass.DIBAO, AssistanceClass.DIBAO_EDGE)

SCHOOL_WINDOW = Text("就读学校，或县（区、市）教育局", "At the school, or the education bureau of the county")

age = BOOK.define("pupil_age", Text("周岁年龄", "age in completed years"), dsl.age_in_years(fact("born_on")))
is_of_compulsory_age = BOOK.define(
    "is_of_compulsory_age",
    Text("义务教育阶段年龄", "of the age of compulsory schooling"),
    (age >= dsl.number("education.compulsory_from_age"))
    & (age < dsl.number("education.compulsory_until_age")),
    source=LAW,
)
is_in_compulsory_stage = BOOK.define(
    "is_in_compulsory_stage",
    Text("小学或初中在读", "at primary or junior secondary school"),
    dsl.one_of(fact("schooling"), COMPULSORY_STAGES),
)
is_screened_this_year = BOOK.define(
    "is_pupil_screened_this_year",
    Text("本年度已有测评记录", "a screening of this year is on record"),
    dsl.is_known(fact("pupil_screened_on"))
    & (
        dsl.month_index(fact("pupil_screened_on")) // MONTHS_IN_A_YEAR
        == dsl.month_index(dsl.today()) // MONTHS_IN_A_YEAR
    ),
    source=MOOD,
)

BOOK.policy(
    "special_education_place",
    Text("适龄残疾儿童少年入学安置", "A school place for a disabled child"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("本市户籍或常住本地", "Registered in the city or living here"),
            fact("has_local_hukou") | fact("lives_here"),
            source=LAW,
        ),
        dsl.condition(Text("义务教育阶段年龄", "Of compulsory age"), is_of_compulsory_age, source=LAW),
        dsl.condition(
            Text("持证残疾人", "Disabled with a certificate"),
            dsl.one_of(fact("disability_grade"), CERTIFICATES),
            source=SPECIAL,
        ),
        dsl.condition(
            Text("没有在校就读", "At no school"), fact("schooling") == Schooling.NONE, source=SPECIAL
        ),
        dsl.condition(
            Text("也没有送教上门", "Not taught at home either"),
            ~dsl.or_else(fact("taught_at_home"), False),
            source=SPECIAL,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "适龄残疾儿童一人一案：随班就读、特教学校就读，去不了的送教上门。",
        "Every disabled child of compulsory age has a place: in a class, in a special school, or taught at home.",
    ),
    sources=(LAW, SPECIAL),
    window=SCHOOL_WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "migrant_pupil_place",
    Text("随迁子女公办学位", "A public school place for a migrant child"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=BALANCE),
        dsl.condition(Text("不是本市户籍", "Registered elsewhere"), ~fact("has_local_hukou"), source=BALANCE),
        dsl.condition(Text("小学或初中在读", "In compulsory school"), is_in_compulsory_stage, source=BALANCE),
        dsl.condition(
            Text(
                "没有就读公办学校，也不是政府购买的学位",
                "Neither in a public school nor in a place that is bought",
            ),
            ~fact("in_public_school"),
            source=BALANCE,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "随迁子女优先安排公办学校，或由政府购买学位。",
        "Migrant children come first for a public place, or for one that the government buys.",
    ),
    sources=(BALANCE,),
    window=SCHOOL_WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "after_school_relief",
    Text("困难学生课后服务费减免", "Reduced after-school fee"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("小学或初中在读", "In compulsory school"), is_in_compulsory_stage, source=AFTER_SCHOOL
        ),
        dsl.condition(
            Text("自愿参加课后服务", "Takes the after-school service"),
            fact("takes_after_school_service"),
            source=AFTER_SCHOOL,
        ),
        dsl.condition(
            Text("家庭经济困难（特困、低保、低保边缘）", "A recognised low-income household"),
            dsl.one_of(fact("assistance_class"), POOR),
            source=AFTER_SCHOOL,
        ),
        dsl.condition(
            Text("还没有减免", "Not reduced yet"),
            ~dsl.or_else(fact("has_after_school_relief"), False),
            source=AFTER_SCHOOL,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "参加课后服务的家庭经济困难学生减免服务费；参加与否自愿。",
        "Pupils of low-income households who take the after-school service pay a reduced fee; taking it is voluntary.",
    ),
    sources=(AFTER_SCHOOL,),
    window=SCHOOL_WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "pupil_mood_screening",
    Text("学生年度心理健康测评", "Yearly screening of a pupil's mood"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(Text("中小学在读", "At school"), dsl.one_of(fact("schooling"), PUPILS), source=MOOD),
        dsl.condition(
            Text("监护人同意", "The guardian agrees"), fact("guardian_agrees_to_screening"), source=MOOD
        ),
        dsl.condition(
            Text("本年度还没有测评", "No screening of this year is on record"),
            ~is_screened_this_year,
            source=MOOD,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "学校每年做一次心理健康测评，须监护人同意；结果只告诉监护人和班主任，不排名。",
        "Once a year, with the guardian's consent; the result goes to the guardian and the class teacher, no ranking.",
    ),
    sources=(MOOD,),
    window=SCHOOL_WINDOW,
    period=Period(begins=at_once()),
)
