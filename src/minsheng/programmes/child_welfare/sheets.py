"""The rolls of child welfare, and the files that children's officers keep."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.rolls import roll
from minsheng.kernel.intake.sheets import COMMIT_FACTS
from minsheng.kernel.intake.standard_columns import ADDRESS, IDENTITY, NAME, PHONE, fact_column
from minsheng.kernel.registry.card import SheetKind

# The file of a child (一人一档), as the children's officer keeps it.
_KEPT = (
    *("child_visited_on", "parents_contacted_on", "care_is_entrusted", "child_reviewed_on"),
    *("entrusted_carer_born_on", "entrusted_carer_is_disabled", "has_no_guardian", "guardian_is_dangerous"),
    *("has_dropped_out", "is_suspected_harmed", "lives_with_stranger"),
)
CHILD_FILES = SheetKind(
    key="child_files",
    title=Text("留守、困境儿童关爱台账", "files of children left behind or in difficulty"),
    columns=(
        *(IDENTITY, NAME),
        *(fact_column(name) for name in _KEPT),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("儿童关爱台账", "留守儿童台账", "困境儿童台账", "儿童走访"),
    needs_one_of=(_KEPT,),
)

SHEETS = (
    CHILD_FILES,
    roll(
        "orphan_allowance", Text("孤儿基本生活费名册", "roll of the orphan allowance"), title_words=("孤儿",)
    ),
    roll(
        "de_facto_unsupported",
        Text("事实无人抚养儿童基本生活补贴名册", "roll of de facto unsupported children"),
        title_words=("事实无人抚养",),
    ),
)
