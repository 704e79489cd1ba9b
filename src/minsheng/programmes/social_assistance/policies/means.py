"""What a household earns and owns, as the rules of assistance count it.

Totals are compared with totals. A per-capita figure would be rounded, and multiplied back it would be wrong by up to
a yuan a member (worked example E4-2).
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import BOOK, DIBAO_METHOD, LAW
from minsheng.programmes.social_assistance.policies.members import counts, family_size, members

MONTHS_IN_A_YEAR = 12

standard = BOOK.define(
    "standard",
    Text("每人每月低保标准", "minimum living standard per person and month"),
    dsl.choose(
        fact("is_urban"),
        dsl.money("social_assistance.dibao_standard_urban"),
        dsl.money("social_assistance.dibao_standard_rural"),
    ),
    source=f"{LAW}第十九条",
)

need = BOOK.define(
    "need", Text("全家月低保标准", "minimum living standard of the whole household"), standard * members
)

edge_line = BOOK.define(
    "edge_line",
    Text("全家月低保边缘标准", "edge line of the whole household per month"),
    dsl.share(need, "social_assistance.edge_multiple", rounding=dsl.Rounding.CEIL),
    source=f"{LAW}第二十一条",
)

# Only what was declared is deducted: the method speaks of necessary costs, and nobody has them by default.
work_cost = BOOK.define(
    "work_cost",
    Text("可扣减的必要就业成本", "cost of going to work that is deducted"),
    dsl.at_most(
        dsl.or_else(fact("work_cost_fen"), 0),
        dsl.share(standard, "social_assistance.work_cost_cap_ratio", rounding=dsl.Rounding.FLOOR),
    ),
    source=DIBAO_METHOD,
)

income_without_basic_pension = BOOK.define(
    "income_without_basic_pension",
    Text("本人月收入（不含基础养老金）", "own monthly income without the residents' basic pension"),
    dsl.at_least(fact("wage_fen") - work_cost, 0)
    + fact("business_fen")
    + fact("property_fen")
    + fact("pension_fen")
    + fact("transfer_fen"),
    source=DIBAO_METHOD,
)

income = BOOK.define(
    "income",
    Text("本人月收入", "own monthly income"),
    income_without_basic_pension
    + dsl.choose(
        dsl.yes_no("social_assistance.basic_pension_counts"), fact("basic_pension_fen"), dsl.nothing()
    ),
    source=DIBAO_METHOD,
)

total_income = BOOK.define(
    "total_income",
    Text("全家月收入", "monthly income of the household"),
    dsl.total(dsl.choose(counts, income, dsl.nothing())),
    source=DIBAO_METHOD,
)

yearly_income = BOOK.define(
    "yearly_income", Text("全家年收入", "yearly income of the household"), total_income * MONTHS_IN_A_YEAR
)

# The family and not only the members that count: a supported destitute person has savings of his or her own.
asset_limit = BOOK.define(
    "asset_limit",
    Text("全家金融资产上限", "limit of the household's financial assets"),
    dsl.share(
        standard * MONTHS_IN_A_YEAR * family_size,
        "social_assistance.asset_limit_ratio",
        rounding=dsl.Rounding.CEIL,
    ),
)

dwellings_are_modest = BOOK.define(
    "dwellings_are_modest",
    Text("住房不超过规定", "dwellings are within the limit"),
    (fact("dwellings") <= dsl.number("social_assistance.dwellings_always_allowed"))
    | (
        (fact("dwellings") <= dsl.number("social_assistance.dwellings_allowed_if_small"))
        & (fact("dwelling_m2_per_person") <= dsl.number("social_assistance.small_dwelling_m2_per_person"))
    ),
)

PROPERTY = f"{LAW}第二十三条（山西省规定）"

# A hit is a reason with a name, not a refusal: the county may find hardship (一事一议).
property_conditions = (
    dsl.condition(
        Text(
            "人均金融资产低于年低保标准的规定倍数",
            "Savings a head are below the limit, counted in yearly standards",
        ),
        fact("financial_assets_fen") < asset_limit,
        source=PROPERTY,
    ),
    dsl.condition(
        Text(
            "没有机动车辆（残疾人代步车、普通摩托车、唯一谋生小车除外）",
            "No car (aids of disabled people, motorcycles and a sole livelihood vehicle do not count)",
        ),
        fact("vehicles") <= dsl.number("social_assistance.vehicles_allowed"),
        source=PROPERTY,
    ),
    dsl.condition(
        Text(
            "住房一套，或两套但人均面积不超过当地平均", "One dwelling, or two that are small for the family"
        ),
        dwellings_are_modest,
        source=PROPERTY,
    ),
    dsl.condition(Text("没有商铺、办公用房", "No shop and no office"), ~fact("has_shop"), source=PROPERTY),
    dsl.condition(
        Text("注册资本份额不超过规定", "The share of registered capital is within the limit"),
        fact("registered_capital_fen") <= dsl.money("social_assistance.registered_capital_limit"),
        source=PROPERTY,
    ),
)


def in_whole_yuan(amount: Expression) -> Expression:
    """Round an amount up to the unit that is paid out (one yuan)."""
    unit = dsl.money("social_assistance.payment_unit")
    return dsl.ceil_divide(amount, unit) * unit
