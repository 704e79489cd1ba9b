"""The roll of the childcare subsidy, which is paid by the year, and the register of births and small children."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.rolls import roll
from minsheng.kernel.intake.sheets import COMMIT_FACTS
from minsheng.kernel.intake.standard_columns import ADDRESS, IDENTITY, NAME, PHONE, fact_column
from minsheng.kernel.people.service_facts import BIRTHS
from minsheng.kernel.registry.card import SheetKind

BIRTH_REGISTER = SheetKind(
    key="birth_register",
    title=Text("生育登记与婴幼儿服务名册", "register of births and small children"),
    columns=(
        *(IDENTITY, NAME),
        *(fact_column(fact.name) for fact in BIRTHS),
        *(fact_column("is_pregnant"), fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("生育登记",),
    needs_one_of=(tuple(fact.name for fact in BIRTHS),),
)

SHEETS = (
    BIRTH_REGISTER,
    roll(
        "childcare_subsidy",
        Text("育儿补贴名册", "roll of the childcare subsidy"),
        title_words=("育儿补贴",),
        is_yearly=True,
    ),
)
