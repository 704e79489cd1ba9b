"""The sheet of the family doctors' teams: contracts, services, and the follow-up of the chronically ill."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.sheets import COMMIT_FACTS
from minsheng.kernel.intake.standard_columns import ADDRESS, IDENTITY, NAME, PHONE, fact_column
from minsheng.kernel.registry.card import SheetKind

FAMILY_DOCTOR_SERVICES = SheetKind(
    key="family_doctor_services",
    title=Text("家庭医生签约与随访登记表", "contracts and follow-ups of family doctors"),
    columns=(
        *(IDENTITY, NAME),
        *(fact_column("family_doctor_until"), fact_column("family_doctor_served_on")),
        *(fact_column("has_hypertension"), fact_column("hypertension_followed_on")),
        *(fact_column("has_diabetes"), fact_column("diabetes_followed_on")),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("家庭医生", "随访登记"),
    needs_one_of=(
        (
            *("family_doctor_until", "family_doctor_served_on"),
            *("has_hypertension", "hypertension_followed_on", "has_diabetes", "diabetes_followed_on"),
        ),
    ),
)

SHEETS = (FAMILY_DOCTOR_SERVICES,)
