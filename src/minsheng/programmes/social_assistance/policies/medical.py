"""Medical aid (医疗救助): dues paid for the poor, a share of what insurance leaves, more where much is left."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.terms import Condition, Variable
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.codes import AssistanceClass
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import BOOK, LAW

MEDICAL_OPINION = "国办发〔2021〕42号"

AT_THE_HOSPITAL = Text(
    "出院时在医院“一站式”结算；没有直接结算的，向参保地医保经办机构或乡镇（街道）提出",
    "Settled at the hospital's counter; otherwise at the insurance office or the township where the person is insured",
)
AUTOMATIC = Text(
    "由医保、民政部门比对名单直接资助，不用申请", "Paid by itself after lists are matched; no application"
)

is_destitute_supported = BOOK.define(
    "is_supported_as_destitute",
    Text("已纳入特困供养", "supported as destitute"),
    fact("is_destitute_supported"),
    source=f"{LAW}第十六条",
)


def _in_class(code: int, name: str, label: Text) -> Variable:
    of_class = ~is_destitute_supported & (fact("assistance_class") == code)
    return BOOK.define(name, label, of_class, source=MEDICAL_OPINION)


is_in_dibao = _in_class(
    AssistanceClass.DIBAO,
    "is_in_dibao_household",
    Text("低保家庭成员（不含特困供养）", "of a minimum living household, not destitute"),
)
is_at_the_edge = _in_class(
    AssistanceClass.DIBAO_EDGE,
    "is_in_edge_household",
    Text("低保边缘家庭成员（不含特困供养）", "of an edge household, not destitute"),
)
is_impoverished = BOOK.define(
    "is_impoverished_by_illness",
    Text("因病致贫重病患者", "severely ill in a household impoverished by expenses"),
    _in_class(
        AssistanceClass.RIGID_EXPENSE,
        "is_in_rigid_household",
        Text(
            "刚性支出困难家庭成员（不含特困供养）", "of a household in rigid-expense hardship, not destitute"
        ),
    )
    & fact("is_severely_ill"),
    source=MEDICAL_OPINION,
)

supported = dsl.condition(
    Text("已纳入特困供养", "Supported as destitute"), is_destitute_supported, source=MEDICAL_OPINION
)
in_dibao = dsl.condition(
    Text("属于低保家庭（不含特困供养对象）", "Of a minimum living household, not destitute"),
    is_in_dibao,
    source=MEDICAL_OPINION,
)
at_the_edge = dsl.condition(
    Text("属于低保边缘家庭", "Of an edge household"), is_at_the_edge, source=MEDICAL_OPINION
)
impoverished = dsl.condition(
    Text("因病致贫重病患者", "Severely ill in a household impoverished by expenses"),
    is_impoverished,
    source=MEDICAL_OPINION,
)
is_insured = dsl.condition(
    Text("参加城乡居民医保", "In the residents' medical insurance"),
    fact("in_resident_insurance"),
    source=MEDICAL_OPINION,
)

# Dues.


def _dues(key: str, title: Text, who: Condition, fen: str, summary: Text) -> None:
    BOOK.policy(
        key,
        title,
        subject=Entity.PERSON,
        conditions=(who, is_insured),
        benefit=Benefit.CASH,
        period=Period(begins=at_once()),
        per=Per.YEAR,
        amount=dsl.money(f"social_assistance.{fen}"),
        summary=summary,
        sources=(MEDICAL_OPINION,),
        window=AUTOMATIC,
    )


_dues(
    "medical_dues_destitute",
    Text("特困人员参保全额资助", "Dues of destitute people paid in full"),
    supported,
    "medical_dues",
    Text("特困人员参加居民医保，个人缴费全额资助。", "The dues of destitute people are paid in full."),
)
_dues(
    "medical_dues_dibao",
    Text("低保对象参保定额资助", "Dues of minimum living households paid in part"),
    in_dibao,
    "medical_dues_dibao",
    Text(
        "低保对象参加居民医保，个人缴费定额资助。",
        "A fixed part of the dues of minimum living households is paid.",
    ),
)

# Aid: without a deductible for destitute and minimum living, above one for the others; capped by the year.

IN_SCOPE = fact("in_scope_own_pay_fen")
average_income = dsl.money("social_assistance.disposable_income_last_year")


def _deductible(name: str, label: Text) -> Variable:
    amount = dsl.share(average_income, f"social_assistance.{name}_ratio", rounding=dsl.Rounding.FLOOR)
    return BOOK.define(name, label, amount, source=MEDICAL_OPINION)


edge_deductible = _deductible(
    "medical_aid_edge_deductible", Text("低保边缘对象起付标准", "deductible of edge households")
)
impoverished_deductible = _deductible(
    "medical_aid_impoverished_deductible", Text("因病致贫重病患者起付标准", "deductible of the impoverished")
)


def _aid(name: str, label: Text, deductible: Expression) -> Variable:
    above = dsl.at_least(IN_SCOPE - deductible, 0)
    shared = dsl.share(above, f"social_assistance.{name}_ratio", rounding=dsl.Rounding.FLOOR)
    capped = dsl.at_most(shared, dsl.money("social_assistance.medical_aid_year_cap"))
    return BOOK.define(f"{name}_amount", label, capped, source=MEDICAL_OPINION)


aid_of_destitute = _aid(
    "medical_aid_destitute", Text("特困人员医疗救助金额", "medical aid of destitute people"), dsl.nothing()
)
aid_of_dibao = _aid(
    "medical_aid_dibao",
    Text("低保对象医疗救助金额", "medical aid of minimum living households"),
    dsl.nothing(),
)
aid_of_edge = _aid(
    "medical_aid_edge", Text("低保边缘对象医疗救助金额", "medical aid of edge households"), edge_deductible
)
aid_of_impoverished = _aid(
    "medical_aid_impoverished",
    Text("因病致贫重病患者医疗救助金额", "medical aid of the impoverished"),
    impoverished_deductible,
)


def _medical_aid(key: str, title: Text, who: Condition, aid: Expression, summary: Text) -> None:
    pays = dsl.condition(
        Text(
            "近12个月政策范围内个人自付超过起付标准",
            "Own payment within scope in twelve months is above the deductible",
        ),
        aid > 0,
        source=MEDICAL_OPINION,
    )
    BOOK.policy(
        key,
        title,
        subject=Entity.PERSON,
        conditions=(who, pays),
        benefit=Benefit.CASH,
        period=Period(begins=at_once()),
        per=Per.YEAR,
        amount=aid,
        summary=summary,
        sources=(f"{LAW}第二十四条", MEDICAL_OPINION),
        window=AT_THE_HOSPITAL,
    )


_medical_aid(
    "medical_aid_destitute",
    Text("特困人员医疗救助", "Medical aid of destitute people"),
    supported,
    aid_of_destitute,
    Text(
        "特困人员看病，医保报销后政策范围内剩下的费用，由医疗救助按比例支付，没有起付线。",
        "Of what insurance leaves to destitute people within scope, aid pays a share, from the first yuan.",
    ),
)
_medical_aid(
    "medical_aid_dibao",
    Text("低保对象医疗救助", "Medical aid of minimum living households"),
    in_dibao,
    aid_of_dibao,
    Text(
        "低保对象看病，医保报销后政策范围内剩下的费用，由医疗救助支付大部分，没有起付线。",
        "Of what insurance leaves to minimum living households within scope, aid pays the larger part, from the first "
        "yuan.",
    ),
)
_medical_aid(
    "medical_aid_edge",
    Text("低保边缘对象医疗救助", "Medical aid of edge households"),
    at_the_edge,
    aid_of_edge,
    Text(
        "低保边缘对象看病，医保报销后超过起付线的部分，由医疗救助按比例支付。",
        "Of what insurance leaves to edge households above a deductible, aid pays a share.",
    ),
)
_medical_aid(
    "medical_aid_impoverished",
    Text("因病致贫重病患者医疗救助", "Medical aid of those whom illness impoverished"),
    impoverished,
    aid_of_impoverished,
    Text(
        "因病致贫的重病患者，医保报销后超过起付线的部分，由医疗救助按比例支付。",
        "Of what insurance leaves to the severely ill of impoverished households above a deductible, aid pays a share.",
    ),
)

# What is left after the aid of the class one is in.
left_to_pay = BOOK.define(
    "left_to_pay_after_aid",
    Text("救助后仍需自付的费用", "left to pay after aid"),
    IN_SCOPE
    - dsl.choose(
        is_destitute_supported,
        aid_of_destitute,
        dsl.choose(is_in_dibao, aid_of_dibao, dsl.choose(is_at_the_edge, aid_of_edge, aid_of_impoverished)),
    ),
    source=MEDICAL_OPINION,
)

BOOK.policy(
    "medical_aid_tilted",
    Text("医疗倾斜救助", "Further medical aid where much is left to pay"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("属于医疗救助对象", "Owed medical aid"),
            dsl.any_of(is_destitute_supported, is_in_dibao, is_at_the_edge, is_impoverished),
            source=MEDICAL_OPINION,
        ),
        dsl.condition(
            Text("救助后仍需自付的费用超过规定线", "What is left to pay after aid is above the line"),
            left_to_pay > dsl.money("social_assistance.medical_tilt_line"),
            source=MEDICAL_OPINION,
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=at_once()),
    per=Per.YEAR,
    summary=Text(
        "经过医保和医疗救助，自己还要付很多的困难患者，再给一次倾斜救助，金额由县级医保部门核定。",
        "Patients in hardship with much left to pay after insurance and aid are helped once more; the county decides "
        "how much.",
    ),
    sources=(f"{LAW}第二十四条", MEDICAL_OPINION),
    window=AT_THE_HOSPITAL,
)
