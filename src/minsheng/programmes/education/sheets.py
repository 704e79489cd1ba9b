"""The sheet of the schools: who is taught at home, has a public place, takes the after-school service, was screened."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.sheets import COMMIT_FACTS
from minsheng.kernel.intake.standard_columns import ADDRESS, IDENTITY, NAME, PHONE, fact_column
from minsheng.kernel.people.service_facts import PUPILS
from minsheng.kernel.registry.card import SheetKind

PUPIL_SERVICES = SheetKind(
    key="pupils",
    title=Text("中小学生关爱服务名册", "services for pupils"),
    columns=(
        *(IDENTITY, NAME),
        *(fact_column(fact.name) for fact in PUPILS),
        *(fact_column("schooling"), fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("中小学生", "学生关爱"),
    # A name and a number alone are no list of services.
    needs_one_of=(tuple(fact.name for fact in PUPILS),),
)

SHEETS = (PUPIL_SERVICES,)
