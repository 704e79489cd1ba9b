"""What is refused before anything is evaluated, with the rule and the remedy named."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.engines.policy.small import FACTS, ON, PARAMETERS, H, P, book_of, f, household, value_of, words

from minsheng.engines.policy import check, dsl
from minsheng.engines.policy.binding import bind
from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.facts import Fact, Kind, Vocabulary
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Rulebook, fingerprint
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Arithmetic, Expression, RuleError


def problems_of(*books: Rulebook, parameters: ParameterSet = PARAMETERS, on: date = ON) -> list[str]:
    return check.problems(books, parameters, on=on, vocabulary=FACTS)


def problem_of(node: Expression, **how: object) -> str:
    (problem,) = problems_of(book_of(node, subject=P), **how)
    return problem


def test_a_rule_that_fits_has_no_problem():
    assert (
        problems_of(book_of(dsl.total(f("wage_fen")) < dsl.money("t.standard") * dsl.household_size())) == []
    )


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (
            f("wage_fen") < dsl.money("t.standart"),
            "policy 'rule': No parameter is called 't.standart'.*t.standard",
        ),
        (f("items") < dsl.number("t.standard"), "given in yuan/month, but the rule reads it as number"),
        (f("wage_fen") < dsl.money("t.by_grade"), "shape table, but the rule reads it as scalar"),
        (dsl.table("t.by_age", f("grade")) > dsl.nothing(), "shape bands, but the rule reads it as table"),
        (dsl.bands("t.by_money", f("items"), of=Kind.NUMBER) > 0, "floors of t.by_money are yuan"),
        (dsl.share(f("wage_fen"), "t.months", rounding=dsl.Rounding.CEIL) > 0, "reads it as a ratio"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(node, sentence):
    assert re.search(sentence, problem_of(node))


def test_a_parameter_without_a_value_on_the_day_is_named():
    problem = problem_of(f("wage_fen") < dsl.money("t.standard"), on=date(2024, 12, 31))

    assert "t.standard has no value on 2024-12-31" in problem


def test_a_divisor_of_zero_is_refused_although_the_rule_may_divide_by_a_parameter():
    half = f("wage_fen") // dsl.number("t.months") > 0

    assert problems_of(book_of(half, subject=P)) == []
    problem = problem_of(half, parameters=PARAMETERS.with_changes({"t.months": 0}))
    assert "A divisor can be 0" in problem


def test_a_product_that_may_leave_int64_is_refused_and_a_bounded_one_is_not():
    number = Fact("unbounded", P, Kind.NUMBER, words("n"))
    free = dsl.fact(number) * f("wage_fen") > dsl.nothing()
    bounded = f("items") * f("wage_fen") > dsl.nothing()

    with pytest.raises(RuleError, match=r"does not fit 64 bits.*within="):
        bind(book_of(free, subject=P), PARAMETERS, on=ON)
    assert problems_of(book_of(bounded, subject=P)) == []


def test_the_largest_sums_of_the_bounds_are_computed_exactly():
    total = dsl.total(f("wage_fen")) * 12

    assert value_of(total, household(*[{"wage_fen": 10**12}] * 500)) == 500 * 12 * 10**12


def test_a_fact_outside_the_vocabulary_is_named():
    typo = Fact("wages_fen", P, Kind.MONEY, words("w"))
    twin = Fact("wage_fen", P, Kind.MONEY, words("w"))

    assert "Did you mean wage_fen" in problem_of(dsl.fact(typo) > dsl.nothing())
    assert "use the one of the vocabulary" in problem_of(dsl.fact(twin) > dsl.nothing())


def test_two_books_may_not_have_one_policy():
    (problem,) = problems_of(book_of(f("is_urban")), book_of(f("is_urban")))

    assert "stands in rulebook 't' and in 't'" in problem


def test_a_problem_inside_a_variable_is_told_where_the_variable_stands():
    book = book_of(f("is_urban"))
    book.define("limit", words("limit"), dsl.money("t.gone"))

    (problem,) = problems_of(book)

    assert re.match(r"\S+test_check\.py:\d+, rulebook 't', variable 'limit': No parameter", problem)


def test_a_county_without_a_value_stops_the_evaluation():
    parameters = PARAMETERS.with_changes({"t.standard": {"counties": {140702: "700"}}})
    book = book_of(dsl.total(f("wage_fen")) < dsl.money("t.standard"))

    with pytest.raises(ParameterError, match="no value for county 140729"):
        bind(book, parameters, on=ON).values["t.standard"].for_county(140729)


def test_a_book_that_grew_is_bound_again():
    book = book_of(f("is_urban"))
    first = bind(book, PARAMETERS, on=ON)
    assert bind(book, PARAMETERS, on=ON) is first

    book.define("more", words("more"), f("cars"))

    assert bind(book, PARAMETERS, on=ON) is not first


def test_a_divisor_must_be_proven_positive_while_the_rule_is_written():
    with pytest.raises(RuleError, match="at_least"):
        f("wage_fen") // f("items")
    assert Arithmetic("floordiv", f("wage_fen"), dsl.at_least(f("items"), 1)).kind is Kind.MONEY


def test_the_fingerprint_of_a_rule_follows_its_words_and_numbers():
    said = book_of(f("cars") <= 1).policies["rule"]
    same = book_of(f("cars") <= 1).policies["rule"]
    other = book_of(f("cars") <= 2).policies["rule"]
    shared = f("cars") + f("cars")
    for _ in range(40):
        shared = shared // 1 - shared // 1
    deep = book_of(shared <= 1).policies["rule"]

    assert fingerprint(said) == fingerprint(same) != fingerprint(other)
    assert len(fingerprint(deep)) == 16


def test_codes_stay_small_and_bounds_belong_to_numbers():
    with pytest.raises(ValueError, match="a code is at most"):
        Fact("division", H, Kind.CODE, words("d"), {140702: words("county")})
    with pytest.raises(ValueError, match="can be narrowed"):
        Fact("yes", H, Kind.BOOL, words("y"), within=(0, 1))
    with pytest.raises(ValueError, match="declared twice"):
        Vocabulary([Fact("x", H, Kind.BOOL, Text("甲", "x")), Fact("x", H, Kind.BOOL, Text("甲", "x"))])
