"""The sheets that bring employment its registered unemployed and its graduates."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.sheets import COMMIT_FACTS
from minsheng.kernel.intake.standard_columns import ADDRESS, IDENTITY, NAME, PHONE, fact_column
from minsheng.kernel.registry.card import Column, SheetKind

REGISTERED_UNEMPLOYED = SheetKind(
    key="registered_unemployed",
    title=Text("登记失业人员名册", "registered unemployed"),
    columns=(
        *(IDENTITY, NAME),
        fact_column("unemployed_since", required=True),
        *(
            fact_column("employment"),
            fact_column("wants_work"),
            fact_column("education"),
            fact_column("lost_land"),
        ),
        *(fact_column("is_veteran_seeking_work"), fact_column("on_city_hard_to_employ_list")),
        *(fact_column("recognised_hard_to_employ_on"), fact_column("recognition_reviewed_on")),
        *(fact_column("suitable_offers_refused"), fact_column("trainings_refused")),
        *(fact_column("left_work_unwillingly"), fact_column("unemployment_contribution_months")),
        *(fact_column("unemployment_benefit_months"), fact_column("public_posts_held")),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit="minsheng.kernel.intake.commits.facts.commit_registered_unemployed",
    title_words=("登记失业", "失业登记", "失业人员"),
)

GRADUATES = SheetKind(
    key="graduates",
    title=Text("高校毕业生名册", "graduates"),
    columns=(
        *(IDENTITY, NAME),
        fact_column("graduated_on", required=True),
        *(fact_column("education"), fact_column("employment"), fact_column("wants_work")),
        *(fact_column("graduate_briefings_given"), fact_column("graduate_guidances_given")),
        *(fact_column("graduate_offers_given"), fact_column("graduate_trainings_given")),
        *(
            fact_column("internship_from"),
            fact_column("internship_until"),
            fact_column("works_in_small_firm"),
        ),
        Column(
            "school",
            Text("毕业院校", "school"),
            "text",
            ("毕业学校", "学校", "院校", "学校名称", "毕业院校名称"),
        ),
        Column("subject", Text("专业", "subject"), "text", ("所学专业", "专业名称")),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("毕业生",),
)

_LEDGER = (
    *("recognised_hard_to_employ_on", "recognition_reviewed_on"),
    *("own_contributions_fen", "employer_contributions_fen"),
    *(
        "contribution_subsidy_from",
        "contribution_subsidy_months",
        "works_in_small_firm",
        "hired_on",
    ),
    *("public_post_since", "public_posts_held", "public_post_months", "is_relative_of_staff"),
    *("attended_last_month", "internship_from", "internship_until"),
    *("skill_level", "skill_certificate_on", "skill_subsidies_this_year"),
    *("has_skill_subsidy_at_level", "has_training_subsidy", "unemployment_contribution_months"),
    *(
        "business_started_on",
        "has_startup_subsidy",
        "startup_loan_fen",
        "startup_loan_interest_fen",
    ),
)
EMPLOYMENT_LEDGER = SheetKind(
    key="employment_ledger",
    title=Text("就业补助对象台账", "ledger of employment subsidies"),
    columns=(
        *(IDENTITY, NAME),
        *(fact_column(fact) for fact in _LEDGER),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("就业补助对象", "就业补助台账"),
    needs_one_of=(_LEDGER,),
)

SHEETS = (REGISTERED_UNEMPLOYED, GRADUATES, EMPLOYMENT_LEDGER)
