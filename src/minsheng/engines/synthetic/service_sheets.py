"""The lists of the services: ledger of employment, register of births, family doctors, screenings of older people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from minsheng.engines.policy.facts import Kind
from minsheng.engines.synthetic.desk import Desk, joined, person_columns
from minsheng.engines.synthetic.roll_sheets import HEALTH, WORK
from minsheng.engines.synthetic.sheet_files import Sheet
from minsheng.engines.synthetic.streams import Bools
from minsheng.engines.synthetic.wording import title

SCHOOLS = "教育局"
LISTS = (
    (
        "employment_ledger",
        "就业补助对象台账",
        WORK,
        (
            *("recognised_hard_to_employ_on", "recognition_reviewed_on", "own_contributions_fen"),
            *("employer_contributions_fen", "contribution_subsidy_from", "contribution_subsidy_months"),
            *(
                "works_in_small_firm",
                "hired_on",
                "public_post_since",
                "public_posts_held",
                "public_post_months",
            ),
            *("is_relative_of_staff", "attended_last_month", "internship_from", "internship_until"),
            *(
                "skill_level",
                "skill_certificate_on",
                "skill_subsidies_this_year",
                "has_skill_subsidy_at_level",
            ),
            *("has_training_subsidy", "unemployment_contribution_months", "business_started_on"),
            *("has_startup_subsidy", "startup_loan_fen", "startup_loan_interest_fen"),
        ),
    ),
    (
        "birth_register",
        "生育登记与婴幼儿服务名册",
        HEALTH,
        (
            *(
                "delivered_on",
                "delivery_kind",
                "babies_born",
                "is_insured_for_birth",
                "employer_average_wage_fen",
            ),
            *("birth_registered_on", "spouse_delivered_on", "care_leave_days", "youngest_child_born_on"),
            *("parental_leave_days", "wants_nursery_place", "in_nursery", "childcare_applied_on"),
            *("childcare_confirmed_on", "hukou_moved_out_on"),
        ),
    ),
    (
        "family_doctor_services",
        "家庭医生签约与随访登记表",
        HEALTH,
        ("family_doctor_served_on", "hypertension_followed_on", "diabetes_followed_on"),
    ),
    (
        "elder_screenings",
        "老年健康服务与筛查登记表",
        HEALTH,
        (
            *("tcm_health_on", "home_assessed_on", "self_care_score", "mna_on", "mna_score"),
            *("nutrition_advised_on", "mood_screened_on", "gds_score", "phq9_self_harm", "mood_contacted_on"),
            *("mood_visit_on", "ad8_on", "ad8_score", "moca_on", "moca_score", "cognition_visit_on"),
            *("hearing_screened_on", "hearing_items_passed", "audiometry_on"),
        ),
    ),
    (
        "pupils",
        "中小学生关爱服务名册",
        SCHOOLS,
        (
            *("taught_at_home", "in_public_school", "takes_after_school_service", "has_after_school_relief"),
            *("guardian_agrees_to_screening", "pupil_screened_on"),
        ),
    ),
)


def service_sheets(desks: Sequence[Desk], *, city: str) -> Iterator[tuple[str, Sheet]]:
    """Yield one list of each service for the whole city, with everybody of whom it has a record."""
    style = 0
    for kind, name, office, facts in LISTS:
        parts = []
        for desk in desks:
            rows = np.flatnonzero(_is_on_record(desk, facts))
            columns = person_columns(desk, rows, style)
            for fact in facts:
                columns[title(fact, style)] = desk.registered(fact, rows, style)
            parts.append(columns)
        kinds = desks[0].county.persons.kinds
        numbers = frozenset(title(fact, style) for fact in facts if kinds[fact] in (Kind.MONEY, Kind.NUMBER))
        yield city, Sheet(kind, f"{city}{name}", f"{city}{office}", desks[0].on, joined(parts), numbers)


def _is_on_record(desk: Desk, facts: Sequence[str]) -> Bools:
    known = np.zeros(len(desk.residents), dtype=bool)
    for fact in facts:
        known |= desk.county.persons.is_known(fact)
    return known
