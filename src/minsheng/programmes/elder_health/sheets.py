"""The sheet of the clinics: what older people were given this year, how they were screened, and what followed."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.sheets import COMMIT_FACTS
from minsheng.kernel.intake.standard_columns import ADDRESS, IDENTITY, NAME, PHONE, fact_column
from minsheng.kernel.registry.card import SheetKind

FACTS = (
    *("health_check_on", "tcm_health_on", "home_assessed_on", "self_care_score"),
    *("mna_on", "mna_score", "nutrition_advised_on"),
    *("mood_screened_on", "gds_score", "phq9_self_harm", "mood_contacted_on", "mood_visit_on"),
    *("ad8_on", "ad8_score", "moca_on", "moca_score", "cognition_visit_on"),
    *("hearing_screened_on", "hearing_items_passed", "audiometry_on"),
)
ELDER_SCREENINGS = SheetKind(
    key="elder_screenings",
    title=Text("老年健康服务与筛查登记表", "health services and screenings of older people"),
    columns=(
        *(IDENTITY, NAME),
        *(fact_column(fact) for fact in FACTS),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("老年健康", "筛查登记"),
    needs_one_of=(FACTS,),
)

SHEETS = (ELDER_SCREENINGS,)
