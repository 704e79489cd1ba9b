"""Orphans, and children whom nobody raises although a parent is alive; the rulebook begins here."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import CONFIRMED, Period, month_after
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.codes import (
    AssistanceClass,
    DisabilityGrade,
    DisabilityKind,
    ParentStatus,
    Schooling,
)
from minsheng.kernel.people.facts import fact

BOOK = Rulebook("child_welfare", Text("儿童福利", "Child welfare"))

ORPHAN_OPINION = "国办发〔2010〕54号"
UNSUPPORTED_OPINION = "民发〔2019〕62号"
UNSUPPORTED_NOTICE = "民发〔2020〕125号"

# Whoever a court has declared missing cannot be found either; read so, no child falls between the two rules.
LOST = (ParentStatus.DEAD, ParentStatus.DECLARED_MISSING, ParentStatus.CANNOT_BE_FOUND)
IN_CUSTODY = (ParentStatus.IN_PRISON, ParentStatus.IN_DRUG_TREATMENT, ParentStatus.OTHERWISE_DETAINED)
HINDERED_AT_ONCE = (
    ParentStatus.GUARDIANSHIP_WITHDRAWN,
    ParentStatus.DEPORTED,
    ParentStatus.SEVERELY_ILL,
)
# Full-time, and not postgraduate.
AT_SCHOOL = (
    Schooling.PRIMARY,
    Schooling.JUNIOR_SECONDARY,
    Schooling.UPPER_SECONDARY,
    Schooling.COLLEGE,
)
MAY_DRAW_ASSISTANCE = (AssistanceClass.DESTITUTE, AssistanceClass.DIBAO, AssistanceClass.DIBAO_EDGE)

WINDOW = Text(
    "监护人或受监护人委托的近亲属向儿童户籍所在地乡镇人民政府（街道办事处）提出，村（居）儿童主任可代办；不公示",
    "The guardian or a relative at the township (street) where the child is registered; the village's children's "
    "officer may apply; nothing is posted in public",
)

age = BOOK.define("child_age", Text("周岁年龄", "age in completed years"), dsl.age_in_years(fact("born_on")))

has_local_hukou = dsl.condition(
    Text("本市户籍", "Registered in the city"), fact("has_local_hukou"), source=ORPHAN_OPINION
)

is_child_or_still_at_school = dsl.condition(
    Text(
        "未成年，或已纳入保障、成年后仍全日制在读",
        "Under the age of majority, or already supported and still in full-time study",
    ),
    (age < dsl.number("child_welfare.child_until_age"))
    | (dsl.or_else(fact("is_orphan_supported"), False) & dsl.one_of(fact("schooling"), AT_SCHOOL)),
    source=UNSUPPORTED_OPINION,
)


def _has_severe_disability(parent: str) -> Expression:
    """Grade 1 or 2, or grade 3 or 4 of the mind, by the parent's certificate."""
    grade, kind = fact(f"{parent}_disability_grade"), fact(f"{parent}_disability_kind")
    of_the_mind = dsl.one_of(kind, (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL))
    return dsl.one_of(grade, (DisabilityGrade.ONE, DisabilityGrade.TWO)) | (
        dsl.one_of(grade, (DisabilityGrade.THREE, DisabilityGrade.FOUR)) & of_the_mind
    )


def _is_hindered(parent: str) -> Expression:
    """Whether a living parent is one of those who cannot raise a child; months are completed ones."""
    status = fact(f"{parent}_status")
    months = dsl.months_since(fact(f"{parent}_status_since"))
    custody, lost_contact = (
        dsl.number("child_welfare.custody_from_months"),
        dsl.number("child_welfare.lost_contact_from_months"),
    )
    severe = _has_severe_disability(parent)
    return dsl.any_of(
        dsl.one_of(status, HINDERED_AT_ONCE),
        # The term of the judgment decides; time already served proves it.
        dsl.one_of(status, IN_CUSTODY) & ((months >= custody) | (fact(f"{parent}_term_months") >= custody)),
        (status == ParentStatus.LOST_CONTACT) & (months >= lost_contact),
        (status == ParentStatus.SEVERELY_DISABLED) & severe,
        dsl.is_known(fact(f"{parent}_disability_grade")) & severe,
    )


father_is_lost = BOOK.define(
    "father_is_lost",
    Text("父亲死亡、失踪或查找不到", "the father is dead, missing or cannot be found"),
    dsl.one_of(fact("father_status"), LOST),
    source=ORPHAN_OPINION,
)
mother_is_lost = BOOK.define(
    "mother_is_lost",
    Text("母亲死亡、失踪或查找不到", "the mother is dead, missing or cannot be found"),
    dsl.one_of(fact("mother_status"), LOST),
    source=ORPHAN_OPINION,
)
father_is_hindered = BOOK.define(
    "father_is_hindered",
    Text(
        "父亲重残、重病、服刑在押、强制戒毒、限制人身自由、失联、撤销监护或被遣送",
        "the father is severely disabled or ill, in custody, lost, deprived of guardianship or deported",
    ),
    _is_hindered("father"),
    source=f"{UNSUPPORTED_OPINION};{UNSUPPORTED_NOTICE}",
)
mother_is_hindered = BOOK.define(
    "mother_is_hindered",
    Text(
        "母亲重残、重病、服刑在押、强制戒毒、限制人身自由、失联、撤销监护或被遣送",
        "the mother is severely disabled or ill, in custody, lost, deprived of guardianship or deported",
    ),
    _is_hindered("mother"),
    source=f"{UNSUPPORTED_OPINION};{UNSUPPORTED_NOTICE}",
)

BOOK.policy(
    "orphan_allowance",
    Text("孤儿基本生活费", "Orphan allowance"),
    subject=Entity.PERSON,
    conditions=(
        has_local_hukou,
        is_child_or_still_at_school,
        dsl.condition(
            Text("父母双方死亡、失踪或查找不到", "Both parents are dead, missing or cannot be found"),
            father_is_lost & mother_is_lost,
            source=ORPHAN_OPINION,
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_after(CONFIRMED)),
    amount=dsl.choose(
        fact("in_child_institution"),
        dsl.money("child_welfare.orphan_amount_institution"),
        dsl.money("child_welfare.orphan_amount_family"),
    ),
    summary=Text(
        "父母都不在了或者找不到的孩子，由政府按月发放基本生活费。",
        "A child whose parents are both dead or cannot be found is paid a monthly living allowance.",
    ),
    sources=(ORPHAN_OPINION,),
    window=WINDOW,
)

assistance_drawn = BOOK.define(
    "assistance_drawn",
    Text("本人已领低保金、特困供养金", "minimum living or destitute support that the child draws"),
    dsl.choose(
        dsl.one_of(fact("assistance_class"), MAY_DRAW_ASSISTANCE)
        | dsl.or_else(fact("is_destitute_supported"), False),
        fact("assistance_received_fen"),
        dsl.nothing(),
    ),
    source=UNSUPPORTED_OPINION,
)

BOOK.policy(
    "de_facto_unsupported",
    Text("事实无人抚养儿童基本生活补贴", "Allowance of children without de facto care"),
    subject=Entity.PERSON,
    conditions=(
        has_local_hukou,
        is_child_or_still_at_school,
        dsl.condition(
            Text(
                "父母双方都属于规定情形，或一方死亡、失踪而另一方属于规定情形",
                "Both parents are prevented as listed, or one is dead or missing and the other is prevented",
            ),
            dsl.any_of(
                father_is_hindered & mother_is_hindered,
                father_is_lost & mother_is_hindered,
                mother_is_lost & father_is_hindered,
            ),
            source=f"{UNSUPPORTED_OPINION};{UNSUPPORTED_NOTICE}",
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_after(CONFIRMED)),
    amount=dsl.at_least(dsl.money("child_welfare.orphan_amount_family") - assistance_drawn, 0),
    summary=Text(
        "父母虽在，却因重残、重病、坐牢、失联等没法抚养的孩子，按孤儿标准每月补足生活费。",
        "A child whose living parents cannot raise it (illness, disability, custody, lost contact) "
        "is paid up to the allowance of orphans.",
    ),
    sources=(UNSUPPORTED_OPINION, UNSUPPORTED_NOTICE),
    window=WINDOW,
    papers=(
        Text(
            "父母一方失联的：公安机关报案受理回执",
            "If contact with a parent is lost: the receipt of the report to the police",
        ),
    ),
)
