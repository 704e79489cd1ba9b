"""The cases of child welfare: the allowance of orphans and of children whom nobody raises in fact.

The township checks and the county confirms, each within 15 working days (民发〔2019〕62号). The cases are closed to
everybody without a post for them, and nothing is ever posted: a child's name does not hang in the village.
"""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Field, Level
from minsheng.kernel.registry.patterns import SECOND_INVESTIGATOR, VISITED_ON, allowance, desk_task, review

_EVIDENCE = (
    SECOND_INVESTIGATOR,
    VISITED_ON,
    Field("documents", Text("父母情况证明材料", "papers about the parents"), "long_text"),
)
_TOWNSHIP = "child_welfare.township_check_working_days"
_COUNTY = "child_welfare.county_confirm_working_days"

DE_FACTO_UNSUPPORTED = allowance(
    "de_facto_unsupported",
    Text("事实无人抚养儿童认定", "Application for a child without de facto care"),
    policy="de_facto_unsupported",
    limit="",
    township_limit=_TOWNSHIP,
    county_limit=_COUNTY,
    evidence=_EVIDENCE,
    is_closed_to_others=True,
)
ORPHAN = allowance(
    "orphan_allowance",
    Text("孤儿基本生活费申请", "Application for the orphan allowance"),
    policy="orphan_allowance",
    limit="",
    township_limit=_TOWNSHIP,
    county_limit=_COUNTY,
    evidence=_EVIDENCE,
    is_closed_to_others=True,
)

REVIEWS = (
    review(
        "de_facto_unsupported",
        Text("事实无人抚养儿童年度复核", "Review of a child without de facto care"),
        is_closed_to_others=True,
    ),
    review(
        "orphan_allowance", Text("孤儿保障复核", "Review of an orphan's allowance"), is_closed_to_others=True
    ),
)

_FILED = Text("已建档", "a file is opened")
_FILES = (
    ("left_behind_child", Text("留守儿童建档", "File of a child left behind")),
    ("child_in_poverty", Text("困境儿童建档（家庭贫困）", "File of a child in difficulty: poverty")),
    ("child_in_own_difficulty", Text("困境儿童建档（自身困境）", "File of a child in difficulty: health")),
    ("child_without_proper_care", Text("困境儿童建档（监护）", "File of a child in difficulty: care")),
    ("migrant_child", Text("流动儿童建档", "File of a child who moved here")),
)
_VISITS = (
    ("child_visit_red", Text("红色风险儿童走访", "Visit to a child of red risk")),
    ("child_visit_yellow", Text("黄色风险儿童走访", "Visit to a child of yellow risk")),
    ("child_visit_blue", Text("蓝色风险儿童走访", "Visit to a child of blue risk")),
    ("child_visit_green", Text("绿色风险儿童走访", "Visit to a child of green risk")),
)
_VISIT = (
    Field("child_visited_on", Text("走访日期", "day of the visit"), "date"),
    Field("findings", Text("走访情况", "what was found"), "long_text"),
)

DUTIES = (
    desk_task(
        "entrusted_care",
        Text("委托照护协议办理", "Agreement of entrusted care"),
        done=Text("已签订协议", "the agreement is signed"),
        fields=(
            Field(
                "care_is_entrusted",
                Text("协议已签订", "the agreement is signed"),
                "yes_no",
                must_be_yes=True,
            ),
            Field("entrusted_carer_born_on", Text("受托人出生日期", "the carer was born on"), "date"),
        ),
        is_closed_to_others=True,
    ),
    desk_task(
        "parent_contact_due",
        Text("提醒父母联系", "Reminder of the parents"),
        done=Text("父母已联系孩子", "the parents have been in contact"),
        fields=(Field("parents_contacted_on", Text("联系日期", "day of the contact"), "date"),),
        level=Level.VILLAGE,
        is_closed_to_others=True,
    ),
    desk_task(
        "child_review_due",
        Text("保障儿童年度复核", "Yearly review of a supported child"),
        done=Text("登记复核", "record the review"),
        fields=(
            Field("child_reviewed_on", Text("复核日期", "day of the review"), "date"),
            Field("findings", Text("复核情况", "what was found"), "long_text"),
        ),
        is_closed_to_others=True,
    ),
    desk_task(
        "mandatory_report",
        Text("强制报告办理", "Mandatory report"),
        done=Text("已报告公安、民政等部门", "reported to the police and civil affairs"),
        limit="child_welfare.report_visit_days",
        is_closed_to_others=True,
    ),
)

CASE_KINDS = (
    *(DE_FACTO_UNSUPPORTED, ORPHAN),
    *REVIEWS,
    *(
        desk_task(policy, title, done=_FILED, level=Level.VILLAGE, is_closed_to_others=True)
        for policy, title in _FILES
    ),
    *(
        desk_task(
            policy,
            title,
            done=Text("登记走访", "record the visit"),
            fields=_VISIT,
            level=Level.VILLAGE,
            is_closed_to_others=True,
        )
        for policy, title in _VISITS
    ),
    *DUTIES,
)
