"""The case of birth support: the childcare subsidy (育儿补贴), decided in 30 working days, awarded by the year."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Field
from minsheng.kernel.registry.patterns import allowance, review

CHILDCARE_SUBSIDY = allowance(
    "childcare_subsidy",
    Text("育儿补贴申领", "Application for the childcare subsidy"),
    policy="childcare_subsidy",
    limit="birth_support.childcare_check_working_days",
    does="minsheng.programmes.birth_support.actions.award_by_the_year",
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

CASE_KINDS = (CHILDCARE_SUBSIDY, REVIEW)
