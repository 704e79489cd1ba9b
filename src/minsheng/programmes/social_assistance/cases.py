"""The cases of social assistance: 低保 and its relatives from application to decision, and the reviews of what is paid.

The procedure follows 社会救助法 (arts. 37-48) and 民发〔2021〕57号: one-time notice of missing papers, authorised check
of income and property, a visit by two people, a proposal that hangs in the village for seven days, and a written
decision of the county within 30 working days of acceptance (45 in special cases). Who investigates does not review,
and who reviews does not decide.
"""

from __future__ import annotations

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field, Level, Role, Stage, Verb
from minsheng.kernel.registry.patterns import (
    AMOUNT,
    AMOUNT_BECAUSE,
    BY_THE_RULE,
    CLERK,
    COUNTY,
    DOCUMENT,
    FINDINGS,
    SECOND_INVESTIGATOR,
    TOWNSHIP,
    VISITED_ON,
    allowance,
    hear,
    refuse,
    review,
    withdraw,
)
from minsheng.programmes.social_assistance.small_cases import SMALL_CASES

ACTIONS = "minsheng.programmes.social_assistance.actions"
VISITORS = (Role.VILLAGE_WORKER, *TOWNSHIP)
INVESTIGATED, REVIEWED = ("investigate",), ("investigate", "propose_grant", "propose_refusal")

_MONTHLY_INCOME = Field(
    "monthly_income", Text("核实的家庭月收入", "verified monthly income of the household"), "money"
)
_MEMBERS = Field("members", Text("共同生活家庭成员人数", "members living together"), "number")
_PROPOSED = Field(
    "opinion",
    Text("审核意见", "opinion"),
    "choice",
    choices=(
        ("dibao", Text("拟纳入低保", "minimum living allowance")),
        ("edge", Text("拟认定为低保边缘家庭", "edge household")),
    ),
)

APPLICATION = Stage(
    "application",
    Text("申请受理", "application"),
    Level.TOWNSHIP,
    TOWNSHIP,
    (
        Verb(
            "request_papers",
            Text("一次性告知补正", "say once which papers are missing"),
            TOWNSHIP,
            stays=True,
            is_once=True,
            fields=(Field("gaps", Text("需补正的内容", "what is missing"), "long_text"),),
        ),
        Verb(
            "accept",
            Text("受理", "accept"),
            TOWNSHIP,
            leads_to="checking",
            fields=(
                Field(
                    "authorisation",
                    Text("已签署核对授权书", "authorisation to check is signed"),
                    "yes_no",
                    must_be_yes=True,
                ),
                Field(
                    "staff_relative",
                    Text("近亲属为经办人员（备案）", "relative of staff (to be filed)"),
                    "yes_no",
                ),
            ),
        ),
        withdraw(TOWNSHIP),
    ),
    limit="clocks.acceptance",
)

CHECKING = Stage(
    "checking",
    Text("家庭经济状况核对", "check of income and property"),
    Level.COUNTY,
    CLERK,
    (
        Verb(
            "record_check",
            Text("登记核对结果", "record the result of the check"),
            CLERK,
            leads_to="visiting",
            fields=(
                Field("checked_on", Text("核对报告日期", "day of the report"), "date"),
                Field(
                    "result",
                    Text("核对结果", "result"),
                    "choice",
                    choices=(
                        ("consistent", Text("与申报一致", "as declared")),
                        ("differs", Text("与申报不一致", "differs from what was declared")),
                        ("incomplete", Text("部分信息未取得", "part of it could not be had")),
                    ),
                ),
                Field("note", Text("说明", "note"), "long_text", required=False),
            ),
        ),
    ),
    limit="social_assistance.check_working_days",
)

VISITING = Stage(
    "visiting",
    Text("入户调查", "visit to the household"),
    Level.TOWNSHIP,
    VISITORS,
    (
        Verb(
            "investigate",
            Text("登记入户调查（两人）", "record the visit of two people"),
            VISITORS,
            leads_to="reviewing",
            fields=(SECOND_INVESTIGATOR, VISITED_ON, _MEMBERS, _MONTHLY_INCOME, FINDINGS),
            delivers="household_visit",
        ),
        withdraw(TOWNSHIP),
    ),
)

REVIEWING = Stage(
    "reviewing",
    Text("乡镇审核", "review by the township"),
    Level.TOWNSHIP,
    TOWNSHIP,
    (
        Verb(
            "propose_grant",
            Text("提出拟确认意见并公示", "propose to grant, and post it"),
            TOWNSHIP,
            leads_to="posted",
            not_by_who_did=INVESTIGATED,
            fields=(
                _PROPOSED,
                Field("proposed", Text("拟保障金额", "proposed amount"), "money", required=False),
            ),
        ),
        Verb(
            "propose_refusal",
            Text("提出不符合条件的意见", "propose that the conditions are not met"),
            TOWNSHIP,
            leads_to="deciding",
            not_by_who_did=INVESTIGATED,
            needs_reason=True,
        ),
    ),
)

POSTED = Stage(
    "posted",
    Text("村（社区）公示", "posted in the village"),
    Level.TOWNSHIP,
    TOWNSHIP,
    (
        Verb(
            "end_notice",
            Text("公示期满无异议，报县确认", "the notice is over without objection"),
            TOWNSHIP,
            leads_to="deciding",
            only_after_wait=True,
            fields=(Field("posted_at", Text("公示地点", "where it was posted"), "text"),),
        ),
        Verb(
            "record_objection",
            Text("登记异议，转民主评议", "record an objection; a meeting of residents follows"),
            TOWNSHIP,
            leads_to="deliberating",
            fields=(
                Field(
                    "objection", Text("异议内容（不记异议人）", "the objection, without a name"), "long_text"
                ),
            ),
        ),
    ),
    wait="social_assistance.publicity_days",
)

DELIBERATING = Stage(
    "deliberating",
    Text("民主评议", "meeting of residents"),
    Level.TOWNSHIP,
    TOWNSHIP,
    (
        Verb(
            "record_meeting",
            Text("登记评议结果，报县确认", "record the meeting, and pass on to the county"),
            TOWNSHIP,
            leads_to="deciding",
            fields=(
                Field("held_on", Text("评议日期", "day of the meeting"), "date"),
                Field("in_favour", Text("同意人数", "in favour"), "number"),
                Field("against", Text("不同意人数", "against"), "number"),
            ),
        ),
    ),
)

_SEND_BACK = Verb(
    "send_back", Text("退回重新调查", "send back for a new visit"), COUNTY, "visiting", needs_reason=True
)


def _deciding(*confirmations: Verb) -> Stage:
    return Stage(
        "deciding",
        Text("县级审核确认", "decision of the county"),
        Level.COUNTY,
        COUNTY,
        (*confirmations, hear(), refuse(REVIEWED), _SEND_BACK),
    )


def _application(
    key: str, title: Text, subject: Entity, policies: tuple[str, ...], *confirmations: Verb
) -> CaseKind:
    return CaseKind(
        key=key,
        title=title,
        subject=subject,
        policies=policies,
        limit="social_assistance.decision_working_days",
        extended_limit="social_assistance.decision_working_days_special",
        whole_from="checking",
        stages=(APPLICATION, CHECKING, VISITING, REVIEWING, POSTED, DELIBERATING, _deciding(*confirmations)),
    )


DIBAO = _application(
    "dibao",
    Text("低保申请", "Application for the minimum living allowance"),
    Entity.HOUSEHOLD,
    ("dibao", "dibao_edge"),
    Verb(
        "confirm",
        Text("确认低保", "grant the minimum living allowance"),
        COUNTY,
        outcome="granted",
        not_by_who_did=REVIEWED,
        fields=(AMOUNT, AMOUNT_BECAUSE, DOCUMENT),
        does=f"{ACTIONS}.grant_dibao",
        delivers="dibao",
    ),
    Verb(
        "confirm_edge",
        Text("认定为低保边缘家庭", "recognise as an edge household"),
        COUNTY,
        outcome="edge",
        not_by_who_did=REVIEWED,
        fields=(DOCUMENT,),
        does=f"{ACTIONS}.recognise_edge",
        delivers="dibao_edge",
    ),
)

DIBAO_SINGLE = _application(
    "dibao_single",
    Text("单人保申请", "Application for one person of an edge household"),
    Entity.PERSON,
    ("dibao_single",),
    Verb(
        "confirm",
        Text("确认单人保", "grant the allowance to this person"),
        COUNTY,
        outcome="granted",
        not_by_who_did=REVIEWED,
        fields=(AMOUNT, AMOUNT_BECAUSE, DOCUMENT),
        does=BY_THE_RULE,
        delivers="dibao_single",
    ),
)

TEKUN = _application(
    "tekun",
    Text("特困人员供养申请", "Application for support of the destitute"),
    Entity.PERSON,
    ("tekun",),
    Verb(
        "confirm",
        Text("确认特困供养", "grant support"),
        COUNTY,
        outcome="granted",
        not_by_who_did=REVIEWED,
        fields=(AMOUNT, AMOUNT_BECAUSE, DOCUMENT),
        does=f"{ACTIONS}.grant_tekun",
        delivers="tekun",
    ),
)

RIGID_EXPENSE = _application(
    "rigid_expense",
    Text("刚性支出困难家庭认定", "Recognition of rigid-expense hardship"),
    Entity.HOUSEHOLD,
    ("rigid_expense",),
    Verb(
        "confirm",
        Text("认定为刚性支出困难家庭", "recognise the household"),
        COUNTY,
        outcome="recognised",
        not_by_who_did=REVIEWED,
        fields=(DOCUMENT,),
        does=f"{ACTIONS}.recognise_rigid_expense",
        delivers="rigid_expense",
    ),
)

DISABILITY_LIVING = allowance(
    "disability_living",
    Text("困难残疾人生活补贴申请", "Application for the living allowance of disabled people"),
    policy="disability_living",
    limit="clocks.allowance",
)
DISABILITY_CARE = allowance(
    "disability_care",
    Text("重度残疾人护理补贴申请", "Application for the care allowance of disabled people"),
    policy="disability_care",
    limit="clocks.allowance",
)

REVIEWS = (
    review("dibao", Text("低保复核", "Review of the minimum living allowance"), subject=Entity.HOUSEHOLD),
    review("dibao_single", Text("单人保复核", "Review of the allowance for one person")),
    review("tekun", Text("特困供养复核", "Review of the support of a destitute person")),
    review(
        "disability_living", Text("残疾人生活补贴复核", "Review of the living allowance of disabled people")
    ),
    review("disability_care", Text("残疾人护理补贴复核", "Review of the care allowance of disabled people")),
)

CASE_KINDS = (
    *(DIBAO, DIBAO_SINGLE, TEKUN, RIGID_EXPENSE, DISABILITY_LIVING, DISABILITY_CARE),
    *REVIEWS,
    *SMALL_CASES,
)
