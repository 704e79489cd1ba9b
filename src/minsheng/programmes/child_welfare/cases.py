"""The cases of child welfare: the allowance of orphans and of children whom nobody raises in fact.

The township checks and the county confirms, each within 15 working days (民发〔2019〕62号). The cases are closed to
everybody without a post for them, and nothing is ever posted: a child's name does not hang in the village.
"""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Field
from minsheng.kernel.registry.patterns import SECOND_INVESTIGATOR, VISITED_ON, allowance, review

_EVIDENCE = (
    SECOND_INVESTIGATOR,
    VISITED_ON,
    Field("documents", Text("父母情况证明材料", "papers about the parents"), "long_text"),
)
_TOWNSHIP = "child_welfare.township_check_working_days"
_COUNTY = "child_welfare.county_confirm_working_days"

DE_FACTO_UNSUPPORTED = allowance(
    "de_facto_unsupported",
    Text("事实无人抚养儿童认定", "Application for a child without de facto care"),
    policy="de_facto_unsupported",
    limit="",
    township_limit=_TOWNSHIP,
    county_limit=_COUNTY,
    evidence=_EVIDENCE,
    is_closed_to_others=True,
)
ORPHAN = allowance(
    "orphan_allowance",
    Text("孤儿基本生活费申请", "Application for the orphan allowance"),
    policy="orphan_allowance",
    limit="",
    township_limit=_TOWNSHIP,
    county_limit=_COUNTY,
    evidence=_EVIDENCE,
    is_closed_to_others=True,
)

REVIEWS = (
    review(
        "de_facto_unsupported",
        Text("事实无人抚养儿童年度复核", "Review of a child without de facto care"),
        is_closed_to_others=True,
    ),
    review(
        "orphan_allowance", Text("孤儿保障复核", "Review of an orphan's allowance"), is_closed_to_others=True
    ),
)

CASE_KINDS = (DE_FACTO_UNSUPPORTED, ORPHAN, *REVIEWS)
