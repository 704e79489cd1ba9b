"""What others owe a child: parents' contact and an agreed carer, the yearly review, and the report to be made."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact
from minsheng.programmes.child_welfare.policies.files import (
    BY_THE_OFFICER,
    both_are_away,
    is_child,
    left_behind_child,
)
from minsheng.programmes.child_welfare.policies.support import BOOK, UNSUPPORTED_OPINION

LAW = "未成年人保护法"

is_left_behind = dsl.condition(
    Text("属于农村留守儿童", "Is a child left behind"), left_behind_child.eligible, source=f"{LAW}第二十二条"
)

BOOK.policy(
    "entrusted_care",
    Text("留守儿童委托照护协议", "Agreement of entrusted care for a child left behind"),
    subject=Entity.PERSON,
    conditions=(
        is_left_behind,
        dsl.condition(
            Text("父母双方都外出务工", "Both parents work away"), both_are_away, source=f"{LAW}第二十二条"
        ),
        dsl.condition(
            Text("还没有签订委托照护协议", "No agreement of entrusted care is signed"),
            ~fact("care_is_entrusted"),
            source=f"{LAW}第二十二条",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "父母都外出的，要委托有照护能力的人代为照护；儿童主任指导签订协议。",
        "Parents who both leave must entrust somebody able to care; the children's officer helps with the agreement.",
    ),
    sources=(f"{LAW}第二十二条、第二十三条",),
    window=BY_THE_OFFICER,
)

BOOK.policy(
    "parent_contact_due",
    Text("留守儿童父母每周联系提醒", "Reminder of the weekly contact with a child left behind"),
    subject=Entity.PERSON,
    conditions=(
        is_left_behind,
        dsl.condition(
            Text("父母超过一周没有联系孩子", "The parents have not been in contact for over a week"),
            dsl.days_since(fact("parents_contacted_on"))
            > dsl.number("child_welfare.parents_contact_every_days"),
            source=f"{LAW}第二十三条",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "外出的父母至少每周联系孩子一次；超过一周的，儿童主任提醒。",
        "Parents who are away contact the child at least once a week; the children's officer reminds them.",
    ),
    sources=(f"{LAW}第二十三条",),
    window=BY_THE_OFFICER,
)

BOOK.policy(
    "child_review_due",
    Text("孤儿、事实无人抚养儿童年度复核", "Yearly review of supported children"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("已纳入孤儿或事实无人抚养儿童保障", "Supported as an orphan or without de facto care"),
            dsl.or_else(fact("is_orphan_supported"), False),
            source=UNSUPPORTED_OPINION,
        ),
        dsl.condition(
            Text("距上次复核已满规定月数", "The last review is as old as it may be"),
            dsl.months_since(fact("child_reviewed_on")) >= dsl.number("child_welfare.review_every_months"),
            source=UNSUPPORTED_OPINION,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "领取基本生活费的孩子，情况每年复核一次；复核期间照发，不公示。",
        "The situation of supported children is reviewed every year; payment goes on, nothing is posted.",
    ),
    sources=(UNSUPPORTED_OPINION,),
    window=BY_THE_OFFICER,
)

BOOK.policy(
    "mandatory_report",
    Text("侵害未成年人强制报告", "Report that must be made about a child"),
    subject=Entity.PERSON,
    conditions=(
        is_child,
        dsl.condition(
            Text(
                "疑似遭受侵害、失学辍学或无人监护",
                "May have been harmed, is out of school, or has no guardian",
            ),
            dsl.any_of(fact("is_suspected_harmed"), fact("has_dropped_out"), fact("has_no_guardian")),
            source=f"{LAW}第十一条",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "发现孩子疑似受侵害、失学或者没人管的，必须立即报告，由公安、民政、检察等部门处置。",
        "Whoever finds that a child may have been harmed, is out of school or has no guardian must report it at once.",
    ),
    sources=(f"{LAW}第十一条",),
    window=Text(
        "向公安、民政、教育等部门或村（居）委会立即报告",
        "Report at once to the police, civil affairs or the village",
    ),
)
