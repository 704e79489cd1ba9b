"""Maternity: the allowance (生育津贴), the leave of mother and father, and the registration of a birth.

Leave is a right against the employer; a rule says how long it is and whether it still runs.
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import APPLIED, Period, at_once, month_of
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import DeliveryKind, Employment, Sex
from minsheng.kernel.people.facts import fact
from minsheng.programmes.birth_support.policies.book import (
    BOOK,
    EMPLOYER_WINDOW,
    INSURANCE_LAW,
    PROVINCE,
    WOMEN_AT_WORK,
)

more_children = BOOK.define(
    "more_children_of_the_birth",
    Text("多生的婴儿数", "children of this birth beyond the first"),
    dsl.at_least(fact("babies_born") - 1, 0),
)
leave_of_a_birth = BOOK.define(
    "leave_of_a_birth",
    Text("生育产假天数", "days of leave for a birth"),
    dsl.number("birth_support.maternity_leave_days")
    + dsl.choose(
        fact("delivery_kind") == DeliveryKind.DIFFICULT,
        dsl.number("birth_support.difficult_birth_days"),
        0,
    )
    + more_children * dsl.number("birth_support.further_child_days"),
    source=f"{WOMEN_AT_WORK}第七条；{PROVINCE}",
)
leave_days = BOOK.define(
    "maternity_leave_days_due",
    Text("产假天数", "days of maternity leave"),
    dsl.choose(
        fact("delivery_kind") == DeliveryKind.EARLY_LOSS,
        dsl.number("birth_support.early_loss_days"),
        dsl.choose(
            fact("delivery_kind") == DeliveryKind.LATE_LOSS,
            dsl.number("birth_support.late_loss_days"),
            leave_of_a_birth,
        ),
    ),
    source=f"{WOMEN_AT_WORK}第七条",
)
days_since_delivery = BOOK.define(
    "days_since_delivery", Text("产后天数", "days since the birth"), dsl.days_since(fact("delivered_on"))
)
has_delivered = dsl.condition(
    Text("已分娩或流产", "Has given birth or miscarried"),
    dsl.is_known(fact("delivered_on")) & (days_since_delivery >= 0),
    source=f"{INSURANCE_LAW}第五十六条",
)
works_for_an_employer = dsl.condition(
    Text("在用人单位就业", "Works for an employer"),
    fact("employment") == Employment.EMPLOYED,
    source=PROVINCE,
)

BOOK.policy(
    "maternity_allowance",
    Text("生育津贴", "Maternity allowance"),
    subject=Entity.PERSON,
    conditions=(
        has_delivered,
        dsl.condition(
            Text("参加生育保险", "Insured for births"),
            fact("is_insured_for_birth"),
            source=f"{INSURANCE_LAW}第五十四条",
        ),
    ),
    benefit=Benefit.CASH,
    # Whole fen are paid; what is left of a fen after the division is dropped.
    amount=BOOK.define(
        "maternity_amount",
        Text(
            "生育津贴（单位上年度职工月平均工资÷规定天数×产假天数）",
            "average wage for the days of leave",
        ),
        fact("employer_average_wage_fen") * leave_days // dsl.number("birth_support.days_of_a_month"),
        source=f"{INSURANCE_LAW}第五十六条",
    ),
    per=Per.ONCE,
    summary=Text(
        "参加生育保险的女职工，产假期间按单位上年度职工月平均工资领生育津贴；难产、多胞胎、流产按规定天数计。",
        "Women insured for births draw the average wage of their employer for the days of leave; difficult births, "
        "twins and miscarriages have days of their own.",
    ),
    sources=(f"{INSURANCE_LAW}第五十六条", f"{WOMEN_AT_WORK}第七条、第八条"),
    window=Text(
        "参保地医疗保障经办机构，由单位或本人申请",
        "At the medical insurance office; the employer or the mother applies",
    ),
    period=Period(begins=month_of(APPLIED)),
)

BOOK.policy(
    "maternity_leave",
    Text("产假", "Maternity leave"),
    subject=Entity.PERSON,
    conditions=(
        has_delivered,
        works_for_an_employer,
        dsl.condition(
            Text("产假还没有休完", "The leave is not over"),
            days_since_delivery < leave_days,
            source=WOMEN_AT_WORK,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "山西省产假共158天，难产加15天，每多一个孩子加15天；怀孕未满四个月流产15天，满四个月42天。",
        "Maternity leave in Shanxi is 158 days, 15 more for a difficult birth and for every further child; "
        "15 or 42 days after a miscarriage.",
    ),
    sources=(f"{WOMEN_AT_WORK}第七条", PROVINCE),
    window=EMPLOYER_WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "care_leave",
    Text("护理假", "Care leave of the father"),
    subject=Entity.PERSON,
    conditions=(
        works_for_an_employer,
        dsl.condition(
            Text("妻子在规定天数内分娩", "The wife gave birth within the days of her leave"),
            dsl.is_known(fact("spouse_delivered_on"))
            & (dsl.days_since(fact("spouse_delivered_on")) >= 0)
            & (
                dsl.days_since(fact("spouse_delivered_on")) < dsl.number("birth_support.maternity_leave_days")
            ),
            source=PROVINCE,
        ),
        dsl.condition(
            Text("护理假还有剩余", "Some of the leave is left"),
            dsl.or_else(fact("care_leave_days"), 0) < dsl.number("birth_support.care_leave_days"),
            source=PROVINCE,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "妻子生育的，丈夫有15天护理假。", "A father has 15 days of leave when his wife has given birth."
    ),
    sources=(PROVINCE,),
    window=EMPLOYER_WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "parental_leave",
    Text("育儿假", "Parental leave"),
    subject=Entity.PERSON,
    conditions=(
        works_for_an_employer,
        dsl.condition(
            Text("有不满规定年龄的孩子", "Has a child below the age"),
            dsl.is_known(fact("youngest_child_born_on"))
            & (
                dsl.months_since(fact("youngest_child_born_on"))
                < dsl.number("birth_support.parental_leave_until_month")
            ),
            source=PROVINCE,
        ),
        dsl.condition(
            Text("本年育儿假还有剩余", "Some of this year's leave is left"),
            dsl.or_else(fact("parental_leave_days"), 0) < dsl.number("birth_support.parental_leave_days"),
            source=PROVINCE,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "孩子满三周岁以前，父母每人每年有15天育儿假。",
        "Until the third birthday each parent has 15 days of leave a year.",
    ),
    sources=(PROVINCE,),
    window=EMPLOYER_WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "birth_registration",
    Text("生育登记", "Registration of a pregnancy or birth"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=PROVINCE),
        dsl.condition(
            Text("怀孕或刚生产", "Pregnant or newly delivered"),
            (fact("sex") == Sex.FEMALE) & fact("is_pregnant"),
            source=PROVINCE,
        ),
        dsl.condition(
            Text("还没有生育登记", "Not registered yet"),
            ~dsl.is_known(fact("birth_registered_on")),
            source=PROVINCE,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "不分孩次、没有数量限制，怀孕后即可登记。",
        "Any child of any order can be registered, without a limit, as soon as there is a pregnancy.",
    ),
    sources=(PROVINCE,),
    window=Text(
        "现居住地乡镇（街道）卫生健康窗口或网上登记",
        "At the health window of the township, or online",
    ),
    period=Period(begins=at_once()),
)
