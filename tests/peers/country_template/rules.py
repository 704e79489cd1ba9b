"""The rules of OpenFisca's country template, written in our tree from its documentation and formulas.

Every result is a policy of its own so that the batch evaluators give it too; "everybody" is a test that always holds.
Where OpenFisca dates a formula, a day from the parameters chooses.
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity, Fact, Kind, Vocabulary
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.terms import BORN_ON, Condition
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression

BRACKETS = 4  # three in the template of 2017, one more in its reform
OWNER, TENANT, FREE_LODGER, HOMELESS = range(4)
CENTS = (0, 10**9)


def _text(word: str) -> Text:
    return Text(word, word)


def _fact(
    name: str, entity: Entity, kind: Kind, within: tuple[int, int] | None = None, **more: object
) -> Fact:
    return Fact(name, entity, kind, _text(name), within=within, **more)  # type: ignore[arg-type]


SALARY = _fact("salary", Entity.PERSON, Kind.MONEY, CENTS)
CAPITAL_RETURNS = _fact("capital_returns", Entity.PERSON, Kind.MONEY, CENTS)
IS_ADULT = _fact("is_adult", Entity.PERSON, Kind.BOOL)
HAS_CAR = _fact("has_car", Entity.PERSON, Kind.BOOL)
RENT = _fact("rent", Entity.HOUSEHOLD, Kind.MONEY, CENTS)
ACCOMMODATION_SIZE = _fact("accommodation_size", Entity.HOUSEHOLD, Kind.NUMBER, (0, 10_000))
OCCUPANCY = _fact(
    "housing_occupancy_status",
    Entity.HOUSEHOLD,
    Kind.CODE,
    codes=dict(enumerate(map(_text, ("owner", "tenant", "free_lodger", "homeless")))),
)
FACTS = Vocabulary([BORN_ON, SALARY, CAPITAL_RETURNS, IS_ADULT, HAS_CAR, RENT, ACCOMMODATION_SIZE, OCCUPANCY])

BOOK = Rulebook("template", _text("country template"))

salary, capital_returns = dsl.fact(SALARY), dsl.fact(CAPITAL_RETURNS)


def _money(name: str, expression: Expression, *, when: Expression | None = None) -> Expression:
    """Define a value and add the policy that gives it; the value is nothing where ``when`` does not hold."""
    value = BOOK.define(name, _text(name), expression if when is None else dsl.choose(when, expression, 0))
    BOOK.policy(
        name,
        _text(name),
        subject=value.entity or Entity.HOUSEHOLD,
        conditions=[_everybody],
        benefit=Benefit.CASH,
        amount=value,
    )
    return value


_everybody: Condition = dsl.condition(_text("everybody"), dsl.household_size() >= 1)

# Persons.

age = BOOK.define("age", _text("age"), dsl.age_in_years(dsl.fact(BORN_ON)))
is_of_age = age >= dsl.number("template.age_of_majority")
pension = _money(
    "pension",
    dsl.money("template.pension_of_everybody"),
    when=age >= dsl.number("template.age_of_retirement"),
)
has_basic_income = dsl.choose(
    dsl.today() >= dsl.day("template.basic_income_for_all_from"),
    is_of_age,
    is_of_age & (salary == 0) & (dsl.today() >= dsl.day("template.basic_income_from")),
)
basic_income = _money("basic_income", dsl.money("template.basic_income"), when=has_basic_income)
income_tax = _money(
    "income_tax",
    dsl.share(salary + capital_returns + pension, "template.income_tax_rate", rounding=dsl.Rounding.HALF_UP),
)
new_tax = _money("new_tax", income_tax + dsl.money("template.new_tax"), when=dsl.fact(HAS_CAR))


def _bracket(number: int) -> Expression:
    """What is due on the part of the salary between a threshold and the next one."""
    floor = dsl.money(f"template.contribution_threshold_{number}")
    ceiling = dsl.money(f"template.contribution_threshold_{number + 1}")
    part = dsl.at_least(dsl.at_most(salary, ceiling) - floor, 0)
    return dsl.share(part, f"template.contribution_rate_{number}", rounding=dsl.Rounding.HALF_UP)


_contribution = _bracket(1)
for _number in range(2, BRACKETS + 1):
    _contribution = _contribution + _bracket(_number)
social_security_contribution = _money("social_security_contribution", _contribution)

# Households.

household_income = _money("household_income", dsl.total(salary))
meal_price = _money("meal_price", dsl.bands("template.meal_price", household_income))
swimming_pool_access = _money(
    "swimming_pool_access", dsl.bands("template.swimming_pool_access", household_income)
)
housing_allowance = _money(
    "housing_allowance",
    dsl.share(dsl.fact(RENT), "template.housing_allowance", rounding=dsl.Rounding.HALF_UP),
)
housing_tax = _money(
    "housing_tax",
    dsl.at_least(
        dsl.money("template.housing_tax_rate") * dsl.fact(ACCOMMODATION_SIZE),
        dsl.money("template.housing_tax_minimum"),
    ),
    when=dsl.one_of(dsl.fact(OCCUPANCY), [OWNER, TENANT]),
)
is_single = dsl.count_members(dsl.fact(IS_ADULT)) == 1
parenting_allowance = _money(
    "parenting_allowance",
    dsl.money("template.parenting_allowance_amount"),
    when=(household_income <= dsl.money("template.parenting_allowance_income_threshold"))
    & ((is_single & dsl.any_member(age < 8)) | dsl.any_member(age < 6)),
)
housing_tax_of_a_month = dsl.share(housing_tax, "template.one_month_of_a_year", rounding=dsl.Rounding.HALF_UP)
total_benefits = _money("total_benefits", dsl.total(basic_income) + housing_allowance)
total_taxes = _money(
    "total_taxes",
    dsl.total(income_tax) + dsl.total(social_security_contribution) + housing_tax_of_a_month,
)
disposable_income = _money(
    "disposable_income",
    household_income
    + dsl.total(capital_returns)
    + dsl.total(pension)
    + dsl.total(basic_income)
    + housing_allowance
    + parenting_allowance
    - dsl.total(income_tax)
    - housing_tax_of_a_month
    - dsl.total(social_security_contribution),
)
