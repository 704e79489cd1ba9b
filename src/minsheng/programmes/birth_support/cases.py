"""The cases of birth support: the childcare subsidy (育儿补贴), decided in 30 working days, and others of births."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field
from minsheng.kernel.registry.patterns import GIVEN, allowance, review, service

CHILDCARE_SUBSIDY = allowance(
    "childcare_subsidy",
    Text("育儿补贴申领", "Application for the childcare subsidy"),
    policy="childcare_subsidy",
    limit="birth_support.childcare_check_working_days",
    evidence=(
        Field("birth_certificate", Text("出生医学证明编号", "number of the birth certificate"), "text"),
        Field(
            "is_guardian",
            Text("申领人为父母一方或监护人", "the applicant is a parent or guardian"),
            "yes_no",
            must_be_yes=True,
        ),
    ),
)

REVIEW = review("childcare_subsidy", Text("育儿补贴复核", "Review of the childcare subsidy"))

ACTIONS = "minsheng.programmes.birth_support.actions"
AFTER_MOVE = allowance(
    "childcare_subsidy_after_move",
    Text("户口迁出当年的育儿补贴", "Childcare subsidy of the year of a move"),
    policy="childcare_subsidy_after_move",
    limit="birth_support.childcare_check_working_days",
    evidence=(Field("moved_on", Text("户口迁出日期", "moved away on"), "date"),),
)
MATERNITY = allowance(
    "maternity_allowance",
    Text("生育津贴申领", "Application for the maternity allowance"),
    policy="maternity_allowance",
    limit="birth_support.maternity_check_working_days",
    evidence=(
        Field("birth_certificate", Text("出生医学证明或诊断证明编号", "number of the certificate"), "text"),
    ),
)


def _service(policy: str, title: Text, delivered: Text, *, does: str = GIVEN) -> CaseKind:
    return service(
        policy,
        title,
        policy=policy,
        limit="clocks.service",
        delivered=delivered,
        does=does,
        fields=(Field("how", Text("办理情况", "how it was settled"), "text"),),
    )


CASE_KINDS = (
    CHILDCARE_SUBSIDY,
    REVIEW,
    AFTER_MOVE,
    review("childcare_subsidy_after_move", Text("户口迁出当年育儿补贴复核", "Review after a move")),
    MATERNITY,
    review("maternity_allowance", Text("生育津贴复核", "Review of the maternity allowance")),
    _service(
        "childcare_late_application",
        Text("育儿补贴逾期申请", "Late application for the childcare subsidy"),
        Text("已由人核实并转申领", "looked at by a person, and passed on"),
    ),
    _service(
        "childcare_renewal",
        Text("育儿补贴年度续领", "Renewal of the childcare subsidy"),
        Text("已确认", "confirmed"),
        does=f"{ACTIONS}.record_day",
    ),
    _service(
        "maternity_leave", Text("产假落实", "Maternity leave"), Text("单位已落实", "given by the employer")
    ),
    _service("care_leave", Text("护理假落实", "Care leave"), Text("单位已落实", "given by the employer")),
    _service(
        "parental_leave", Text("育儿假落实", "Parental leave"), Text("单位已落实", "given by the employer")
    ),
    _service(
        "birth_registration",
        Text("生育登记", "Registration of a birth"),
        Text("已登记", "registered"),
        does=f"{ACTIONS}.record_day",
    ),
    _service(
        "nursery_place",
        Text("托位介绍", "Finding a nursery place"),
        Text("已入托", "has a place"),
        does=f"{ACTIONS}.record_place",
    ),
)
