"""The legal working age: from sixteen to the statutory retirement age, which moves month by month since 2025."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.terms import Variable
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import Sex
from minsheng.kernel.people.facts import fact
from minsheng.programmes.employment.policies.book import BOOK, RETIREMENT

MONTHS_IN_A_YEAR = 12

age_in_months = BOOK.define(
    "age_in_months", Text("足月年龄", "age in completed months"), dsl.age_in_months(fact("born_on"))
)


def _retirement_age(group: str, label: Text) -> Variable:
    """Base age plus one month for every begun step of birth months since the start, up to the longest delay."""
    key = f"employment.retirement_{group}"
    since_start = dsl.month_index(fact("born_on")) - dsl.month_index(
        dsl.day(f"{key}_delay_starts_with_birth_on")
    )
    begun_steps = dsl.ceil_divide(since_start + 1, dsl.number(f"{key}_birth_months_per_month"))
    delay = dsl.at_most(dsl.at_least(begun_steps, 0), dsl.number(f"{key}_longest_delay"))
    months = dsl.number(f"{key}_base_age") * MONTHS_IN_A_YEAR + delay
    return BOOK.define(f"retirement_age_of_{group}", label, months, source=RETIREMENT)


retirement_age_of_men = _retirement_age(
    "men", Text("男职工法定退休年龄（月）", "retirement age of men, in months")
)
retirement_age_of_women_55 = _retirement_age(
    "women_55",
    Text("女职工（55周岁档）法定退休年龄（月）", "retirement age of women of the 55 group, in months"),
)
retirement_age_of_women_50 = _retirement_age(
    "women_50",
    Text("女职工（50周岁档）法定退休年龄（月）", "retirement age of women of the 50 group, in months"),
)
# The answers are chosen, not the ages: whoever is young enough by every table is not asked which one applies.
is_before_retirement = BOOK.define(
    "is_before_retirement",
    Text("未到法定退休年龄", "before the statutory retirement age"),
    dsl.choose(
        fact("sex") == Sex.MALE,
        age_in_months < retirement_age_of_men,
        dsl.choose(
            fact("retires_in_55_group"),
            age_in_months < retirement_age_of_women_55,
            age_in_months < retirement_age_of_women_50,
        ),
    ),
    source=RETIREMENT,
)
is_of_working_age = BOOK.define(
    "is_of_working_age",
    Text("在法定劳动年龄内", "of legal working age"),
    (age_in_months >= dsl.number("employment.working_from_age") * MONTHS_IN_A_YEAR) & is_before_retirement,
    source=f"劳动法第十五条；{RETIREMENT}",
)
