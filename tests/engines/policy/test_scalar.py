"""What every node of a rule means, shown on one household."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engines.policy.small import FACTS, P, book_of, evaluated, f, household, value_of, words

from minsheng.engines.policy import dsl
from minsheng.engines.policy.households import HouseholdError, HouseholdFacts
from minsheng.engines.policy.results import Eligibility, MissingFact

UNKNOWN = None


@pytest.mark.parametrize(
    ("left", "right", "conjunction", "disjunction"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, False, False, False),
        (True, UNKNOWN, UNKNOWN, True),
        (False, UNKNOWN, False, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_logic_is_kleenes(left, right, conjunction, disjunction):
    for one, other in ((left, right), (right, left)):
        facts = household({"is_ill": one, "is_local": other})
        assert value_of(f("is_ill") & f("is_local"), facts) is conjunction
        assert value_of(f("is_ill") | f("is_local"), facts) is disjunction


def test_not_leaves_the_unknown_unknown():
    assert value_of(~f("is_ill"), household({"is_ill": True})) is False
    assert value_of(~f("is_ill"), household({})) is None


@pytest.mark.parametrize(
    ("amount", "floor", "ceil"), [(7, 3, 4), (-7, -4, -3), (6, 3, 3), (-6, -3, -3), (0, 0, 0)]
)
def test_division_rounds_on_the_number_line(amount, floor, ceil):
    facts = household({"wage_fen": amount})

    assert value_of(f("wage_fen") // 2, facts) == floor
    assert value_of(dsl.ceil_divide(f("wage_fen"), 2), facts) == ceil


@pytest.mark.parametrize(
    ("amount", "floor", "ceil", "half_up"),
    [(100, 66, 67, 67), (-100, -67, -66, -67), (3, 2, 2, 2), (1, 0, 1, 1), (-1, -1, 0, -1)],
)
def test_a_share_is_exact_and_rounded_once(amount, floor, ceil, half_up):
    facts = household({"wage_fen": amount})

    for rounding, expected in zip(dsl.Rounding, (floor, ceil, half_up), strict=True):
        assert value_of(dsl.share(f("wage_fen"), "t.third", rounding=rounding), facts) == expected


def test_half_a_fen_is_rounded_away_from_zero():
    share = dsl.share(f("wage_fen"), "t.third", rounding=dsl.Rounding.HALF_UP)

    assert value_of(share, household({"wage_fen": 4}, county="140702")) == 1  # 4 × 0.125 = 0.5
    assert value_of(share, household({"wage_fen": -4}, county="140702")) == -1


def test_a_known_condition_chooses_and_the_other_branch_does_not_matter():
    chosen = dsl.choose(f("is_ill"), f("wage_fen"), f("pension_fen"))

    assert value_of(chosen, household({"is_ill": True, "wage_fen": 5})) == 5
    assert value_of(chosen, household({"is_ill": False, "wage_fen": 5})) is None


def test_an_unknown_condition_is_settled_by_equal_branches_only():
    chosen = dsl.choose(f("is_ill"), f("wage_fen"), f("pension_fen"))

    assert value_of(chosen, household({"wage_fen": 5, "pension_fen": 5})) == 5
    assert value_of(chosen, household({"wage_fen": 5, "pension_fen": 6})) is None
    assert value_of(chosen, household({})) is None


def test_or_else_stands_in_for_the_unknown_only():
    node = dsl.or_else(f("wage_fen"), 0)

    assert value_of(node, household({"wage_fen": 7})) == 7
    assert value_of(node, household({})) == 0
    assert value_of(dsl.is_known(f("wage_fen")), household({})) is False
    assert value_of(dsl.is_known(f("wage_fen")), household({"wage_fen": 0})) is True


def test_unknown_arithmetic_is_unknown():
    for node in (f("wage_fen") + f("pension_fen"), dsl.at_least(f("wage_fen"), 0), f("wage_fen") * 0):
        assert value_of(node, household({"pension_fen": 1})) is None


def test_codes_are_looked_up_and_absent_ones_give_nothing():
    node = dsl.table("t.by_grade", f("grade"))

    assert [value_of(node, household({"grade": grade})) for grade in (1, 2, 3)] == [10000, 8000, 0]
    assert value_of(node, household({"grade": 3}, county="140702")) == 500
    assert value_of(node, household({})) is None
    assert value_of(dsl.one_of(f("grade"), [1, 2]), household({"grade": 2})) is True
    assert value_of(dsl.one_of(f("grade"), [1, 2]), household({"grade": 3})) is False


@pytest.mark.parametrize(("age", "due"), [(79, 0), (80, 5000), (89, 5000), (90, 10000), (120, 10000)])
def test_the_highest_reached_band_counts(age, due):
    born = date(2026 - age, 11, 24)

    assert (
        value_of(dsl.bands("t.by_age", dsl.age_in_years(f("born_on"))), household({"born_on": born})) == due
    )


def test_bands_may_have_floors_in_yuan():
    node = dsl.bands("t.by_money", f("wage_fen"), of=dsl.Kind.NUMBER)

    assert [value_of(node, household({"wage_fen": fen})) for fen in (-1, 0, 99999, 100000)] == [0, 1, 1, 2]


def test_a_parameter_may_differ_by_county():
    assert value_of(dsl.money("t.standard"), household(county="140702")) == 76050
    assert value_of(dsl.money("t.standard"), household(county="140729")) == 72000
    assert value_of(dsl.yes_no("t.open"), household()) is True


@pytest.mark.parametrize(
    ("born", "on", "months", "years"),
    [
        (date(2024, 1, 31), date(2025, 2, 28), 12, 1),
        (date(2024, 1, 31), date(2024, 2, 29), 0, 0),
        (date(2024, 1, 31), date(2024, 3, 1), 1, 0),
        (date(2004, 2, 29), date(2026, 2, 28), 263, 21),
        (date(2004, 2, 29), date(2026, 3, 1), 264, 22),
        (date(2026, 11, 24), date(2026, 11, 23), -1, -1),
        (date(2026, 11, 24), date(2026, 11, 24), 0, 0),
        (date(2026, 11, 24), date(2025, 11, 24), -12, -1),
        (date(2026, 11, 24), date(2025, 11, 23), -13, -2),
    ],
)
def test_a_month_is_completed_on_its_day_or_the_first_after(born, on, months, years):
    facts = household({"born_on": born})

    assert value_of(dsl.age_in_months(f("born_on")), facts, on=on) == months
    assert value_of(dsl.age_in_years(f("born_on")), facts, on=on) == years


def test_an_age_at_the_end_of_the_month_counts_all_birthdays_of_the_month():
    age = dsl.age_in_years(f("born_on"), basis=dsl.AgeBasis.END_OF_MONTH)
    facts = household({"born_on": date(1946, 11, 30)})

    assert value_of(age, facts, on=date(2026, 10, 31)) == 79
    assert value_of(age, facts, on=date(2026, 11, 1)) == 80
    assert value_of(dsl.age_in_years(f("born_on")), facts, on=date(2026, 11, 29)) == 79


def test_who_was_born_on_29_february_is_older_in_march():
    age = dsl.age_in_years(f("born_on"), basis=dsl.AgeBasis.END_OF_MONTH)
    facts = household({"born_on": date(2004, 2, 29)})

    assert value_of(age, facts, on=date(2026, 2, 1)) == 21
    assert value_of(age, facts, on=date(2026, 3, 1)) == 22


def test_days_and_calendar_months_are_counted():
    facts = household({"since": date(2026, 11, 20)})

    assert value_of(dsl.days_since(f("since")), facts) == 4
    assert value_of(dsl.days_since(dsl.day("t.start")), facts) == 692
    assert value_of(dsl.month_index(f("since")), facts) == 2026 * 12 + 10


THREE = ({"wage_fen": 5, "is_ill": True}, {"wage_fen": 9, "is_ill": False}, {"wage_fen": -2, "is_ill": False})


def test_members_are_brought_up_to_their_household():
    facts = household(*THREE)

    assert value_of(dsl.total(f("wage_fen")), facts) == 12
    assert value_of(dsl.largest(f("wage_fen")), facts) == 9
    assert value_of(dsl.smallest(f("wage_fen")), facts) == -2
    assert value_of(dsl.count_members(f("is_ill")), facts) == 1
    assert value_of(dsl.any_member(f("is_ill")), facts) is True
    assert value_of(dsl.all_members(f("is_ill")), facts) is False
    assert value_of(dsl.household_size(), facts) == 3


def test_one_unknown_member_leaves_sums_and_counts_unknown_but_not_settled_logic():
    facts = household(*THREE, {})

    for node in (dsl.total(f("wage_fen")), dsl.largest(f("wage_fen")), dsl.count_members(f("is_ill"))):
        assert value_of(node, facts) is None
    assert value_of(dsl.any_member(f("is_ill")), facts) is True
    assert value_of(dsl.all_members(f("is_ill")), facts) is False
    assert value_of(dsl.any_member(f("is_ill")), household({"is_ill": False}, {})) is None
    assert value_of(dsl.all_members(f("is_ill")), household({"is_ill": True}, {})) is None


def test_the_eldest_is_the_first_born_and_of_twins_the_first_in_the_register():
    born, later = date(1950, 1, 1), date(1960, 1, 1)
    eldest = dsl.of_the_eldest(f("wage_fen"))

    assert (
        value_of(eldest, household({"born_on": later, "wage_fen": 1}, {"born_on": born, "wage_fen": 2})) == 2
    )
    assert (
        value_of(eldest, household({"born_on": born, "wage_fen": 1}, {"born_on": born, "wage_fen": 2})) == 1
    )
    assert value_of(eldest, household({"born_on": later}, {"born_on": born, "wage_fen": 2})) == 2
    assert value_of(eldest, household({"wage_fen": 1}, {"born_on": born, "wage_fen": 2})) is None
    assert value_of(eldest, household({"wage_fen": 1})) == 1


def test_a_household_value_reaches_each_member():
    below = f("wage_fen") < dsl.total(f("wage_fen"))

    assert value_of(below, household(*THREE), member=0) is True
    assert value_of(below, household({"wage_fen": 5}), member=0) is False


def test_a_false_condition_settles_the_answer_whatever_is_unknown():
    found = evaluated(
        book_of(f("is_urban"), f("assets_fen") < f("assets_fen") + 0), household(is_urban=False)
    )

    result = found.of("rule")
    assert result.status == "not_eligible"
    assert result.missing == ()
    assert [condition.holds for condition in result.conditions] == [False, None]


def test_an_open_answer_names_the_facts_of_whom():
    book = book_of(f("is_urban"), dsl.total(f("wage_fen")) < dsl.money("t.standard"))

    result = evaluated(book, household({"wage_fen": 1}, {}, is_urban=True)).of("rule")

    assert result.eligibility is Eligibility.UNKNOWN
    assert result.amount_fen is None
    assert result.missing == (MissingFact("wage_fen", 1),)


def test_an_eligible_subject_may_have_an_open_amount():
    book = book_of(f("is_local"), amount=f("wage_fen"), subject=P)

    result = evaluated(book, household({"is_local": True})).of("rule", 0)

    assert (result.status, result.amount_fen) == ("eligible", None)
    assert result.missing_names == ("wage_fen",)


def test_a_result_says_amount_conditions_and_parameters():
    book = book_of(
        f("wage_fen") < dsl.money("t.standard"), amount=dsl.money("t.standard") - f("wage_fen"), subject=P
    )

    found = evaluated(book, household({"wage_fen": 71999}, {"wage_fen": 72000}))

    assert (found.of("rule", 0).status, found.of("rule", 0).amount_fen) == ("eligible", 1)
    assert (found.of("rule", 1).status, found.of("rule", 1).amount_fen) == ("not_eligible", 0)
    assert found.of("rule", 0).parameters[0]["document"] == "社会救助法"
    assert found.as_dict()["results"][1]["conditions"][0]["holds"] is False


def test_every_variable_is_at_hand_by_name():
    book = book_of(f("is_urban"))
    book.define("income", words("income"), dsl.total(f("wage_fen")))
    book.define("double", words("double"), f("wage_fen") * 2)

    found = evaluated(book, household(*THREE))

    assert found.variables["t"] == {"income": 12, "double": [10, 18, -4]}
    assert found.variable("double", 2) == -4


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ({"wage_fen": 1.5}, "Person 1: wage_fen must be a whole number of fen"),
        ({"wage_fen": 10**12 + 1}, "lies outside"),
        ({"is_ill": 1}, "must be true or false"),
        ({"grade": 7}, "not one of its codes"),
        ({"born_on": "1950-01-01"}, "must be a date"),
    ],
)
def test_a_value_that_cannot_be_is_refused(person, sentence):
    every = f("wage_fen") > 0, f("is_ill"), f("grade") == 1, dsl.age_in_years(f("born_on")) > 1

    with pytest.raises(HouseholdError, match=sentence):
        evaluated(book_of(*every, subject=P), household(person))


def test_a_household_from_a_file_is_read_by_the_vocabulary():
    given = {"household": {}, "persons": [{"born_on": "1950-01-01"}], "county": "140729001001"}

    facts = HouseholdFacts.from_mapping(given, vocabulary=FACTS)

    assert facts.persons[0]["born_on"] == date(1950, 1, 1)
    assert facts.county == 140729
    with pytest.raises(HouseholdError, match=r"person 1: 'wage' is not a fact.*Did you mean"):
        HouseholdFacts.from_mapping({"persons": [{"wage": 1}]}, vocabulary=FACTS)
    with pytest.raises(HouseholdError, match="1 to"):
        HouseholdFacts.from_mapping({"persons": []}, vocabulary=FACTS)
