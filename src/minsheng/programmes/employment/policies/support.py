"""What the rules of employment share: the recognition, the groups of the young, and how long help has run."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.terms import DateSpan
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.codes import Employment, Sex
from minsheng.kernel.people.facts import fact
from minsheng.programmes.employment.policies import working_age
from minsheng.programmes.employment.policies.book import BOOK, FUNDS, PROVINCE, RETIREMENT, STEADY_WORK
from minsheng.programmes.employment.policies.recognition import is_recent_graduate

# The recognition stands on the list of the county; whoever is on no list is not recognised.
is_recognised = BOOK.define(
    "is_recognised_hard_to_employ",
    Text("已认定为就业困难人员", "recognised as hard to employ"),
    dsl.is_known(fact("recognised_hard_to_employ_on")),
    source=PROVINCE,
)
is_on_public_post = BOOK.define(
    "is_on_public_post",
    Text("正在公益性岗位上", "on a public post"),
    dsl.is_known(fact("public_post_since")),
)
is_young_jobseeker = BOOK.define(
    "is_young_jobseeker",
    Text("16至24岁青年", "between 16 and 24"),
    (dsl.age_in_years(fact("born_on")) >= dsl.number("employment.young_from_age"))
    & (dsl.age_in_years(fact("born_on")) <= dsl.number("employment.young_to_age")),
    source=STEADY_WORK,
)
is_graduate_or_young = BOOK.define(
    "is_graduate_or_young",
    Text("离校未满规定年限的毕业生或16至24岁青年", "a recent graduate, or between 16 and 24"),
    is_young_jobseeker | is_recent_graduate,
    source=STEADY_WORK,
)

# How long contributions have been subsidised. Nothing on record means that nothing was drawn.
subsidy_months = BOOK.define(
    "subsidy_months",
    Text("已享受社保补贴月数", "months of contribution subsidy drawn so far"),
    dsl.or_else(fact("contribution_subsidy_months"), 0),
)


def _months_to_retirement(name: str, label: Text, start: Expression, key: str) -> Expression:
    """Whether retirement was near on the day of the first approval; the age of that day holds, whatever comes later."""
    age = BOOK.define(
        f"age_at_{name}",
        Text(f"{label.zh}时的足月年龄", f"age in months at the {label.en}"),
        DateSpan("months", fact("born_on"), start),
    )
    near = dsl.number(key)
    return BOOK.define(
        f"is_near_retirement_at_{name}",
        Text(
            f"{label.zh}时距法定退休年龄不足规定年限",
            f"less than the set time before retirement at the {label.en}",
        ),
        dsl.choose(
            fact("sex") == Sex.MALE,
            working_age.retirement_age_of_men - age < near,
            dsl.choose(
                fact("retires_in_55_group"),
                working_age.retirement_age_of_women_55 - age < near,
                working_age.retirement_age_of_women_50 - age < near,
            ),
        ),
        source=FUNDS,
    )


is_near_retirement_at_approval = _months_to_retirement(
    "approval",
    Text("首次核定", "first approval"),
    dsl.or_else(fact("contribution_subsidy_from"), dsl.today()),
    "employment.near_retirement_months",
)
is_near_retirement_at_post = _months_to_retirement(
    "post",
    Text("上岗", "start of the post"),
    dsl.or_else(fact("public_post_since"), dsl.today()),
    "employment.near_retirement_months",
)
has_subsidy_months_left = BOOK.define(
    "has_subsidy_months_left",
    Text("社保补贴期限未满", "the contribution subsidy still runs"),
    (subsidy_months < dsl.number("employment.contribution_months")) | is_near_retirement_at_approval,
    source=FUNDS,
)

# Conditions that several policies share.
recognised = dsl.condition(
    Text("已认定为就业困难人员", "Recognised as hard to employ"), is_recognised, source=PROVINCE
)
before_retirement = dsl.condition(
    Text("未到法定退休年龄", "Before the statutory retirement age"),
    working_age.is_before_retirement,
    source=RETIREMENT,
)
works_flexibly = dsl.condition(
    Text("灵活就业", "In flexible employment"), fact("employment") == Employment.FLEXIBLE, source=FUNDS
)
works_for_an_employer = dsl.condition(
    Text("在用人单位就业", "Works for an employer"), fact("employment") == Employment.EMPLOYED, source=FUNDS
)
not_on_a_public_post = dsl.condition(
    Text("不在公益性岗位上（同一人不重复享受）", "Not on a public post (nobody draws both)"),
    ~is_on_public_post,
    source=FUNDS,
)
