"""The cases of employment beside recognition: subsidies that the county confirms, and services that are arranged."""

from __future__ import annotations

from dataclasses import replace

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field
from minsheng.kernel.registry.patterns import allowance, review, service

ACTIONS = "minsheng.programmes.employment.actions"
SUBSIDIES = {
    "flexible_contribution_subsidy": Text("灵活就业社会保险补贴", "Contribution subsidy, flexible work"),
    "employer_contribution_subsidy": Text("单位招用社会保险补贴", "Contribution subsidy, employers"),
    "graduate_flexible_subsidy": Text(
        "毕业生灵活就业社保补贴", "Contribution subsidy, graduates in flexible work"
    ),
    "graduate_employer_subsidy": Text("小微企业招用毕业生社保补贴", "Contribution subsidy, small firms"),
    "public_post_subsidy": Text("公益性岗位补贴", "Public-post subsidy"),
    "unemployment_benefit": Text("失业保险金", "Unemployment benefit"),
    "internship_allowance": Text("就业见习补贴", "Internship allowance"),
    "skill_subsidy": Text("职业技能提升补贴", "Skill subsidy"),
    "expansion_subsidy": Text("一次性扩岗补助", "Subsidy for a new job"),
    "startup_subsidy": Text("一次性创业补贴", "Start-up subsidy"),
    "startup_loan_interest": Text("创业担保贷款贴息", "Interest subsidy of a start-up loan"),
}
_EVIDENCE = (
    Field(
        "is_checked_against_lists",
        Text(
            "已与社保缴费、就业登记和其他补贴比对，无重复享受",
            "compared with contributions, employment and other subsidies",
        ),
        "yes_no",
        must_be_yes=True,
    ),
)


def _application(policy: str, title: Text) -> CaseKind:
    return allowance(
        policy,
        Text(f"{title.zh}申领", f"Application: {title.en}"),
        policy=policy,
        limit="employment.subsidy_working_days",
        evidence=_EVIDENCE,
    )


def _review(policy: str, title: Text) -> CaseKind:
    return review(policy, Text(f"{title.zh}复核", f"Review: {title.en}"))


PUBLIC_POST = service(
    "public_post",
    Text("公益性岗位安置", "Placement on a public post"),
    policy="public_post",
    limit="clocks.service",
    delivered=Text("已上岗", "began on the post"),
    does=f"{ACTIONS}.record_day",
    fields=(Field("post", Text("岗位和用人单位", "post and employer"), "text"),),
)
INTERNSHIP_PLACE = service(
    "internship_place",
    Text("就业见习安排", "Arranging an internship"),
    policy="internship_place",
    limit="clocks.service",
    delivered=Text("已开始见习", "the internship began"),
    does=f"{ACTIONS}.record_day",
    fields=(Field("where", Text("见习单位", "where"), "text"),),
)
RECOGNITION_REVIEW = service(
    "hard_to_employ_review",
    Text("就业困难人员年度复核", "Yearly review of a recognition"),
    policy="hard_to_employ_review",
    limit="clocks.service",
    delivered=Text("已复核", "reviewed"),
    does=f"{ACTIONS}.record_day",
    fields=(
        Field(
            "findings", Text("复核情况和本人意见", "what was found, and what the person says"), "long_text"
        ),
    ),
)
ZERO_EMPLOYMENT = replace(
    service(
        "zero_employment_household",
        Text("零就业家庭帮扶", "Help for a household without work"),
        policy="zero_employment_household",
        limit="employment.zero_employment_working_days",
        delivered=Text("已有成员就业", "a member has found work"),
        # Who found work is written down with that person; the rule reads it there.
        does="",
        fields=(Field("who", Text("就业成员和单位", "who, and where"), "text"),),
    ),
    subject=Entity.HOUSEHOLD,
)

SUBSIDY_KINDS = (
    *(_application(policy, title) for policy, title in SUBSIDIES.items()),
    *(_review(policy, title) for policy, title in SUBSIDIES.items()),
    PUBLIC_POST,
    INTERNSHIP_PLACE,
    RECOGNITION_REVIEW,
    ZERO_EMPLOYMENT,
)
