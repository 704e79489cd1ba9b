"""Looking ahead by date alone finds what asking everything for everybody finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from tests.engines.policy.random_rules import RandomRules, random_book, random_register, seeded
from tests.engines.policy.small import FACTS, PARAMETERS, P, book_of, f, words

from minsheng.engines.policy import batch, check, dsl
from minsheng.engines.policy.calendars import day_number
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Column, Register
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.terms import Condition, DateSpan
from minsheng.engines.policy.tree import Compare
from minsheng.engines.policy.upcoming import Ahead, Turn, asked_days, day_tests, upcoming

ON = date(2026, 11, 24)


def test_months_are_asked_on_their_last_days():
    assert asked_days(ON, 0) == [ON, date(2026, 11, 30)]
    assert asked_days(date(2027, 12, 31), 2) == [
        date(2027, 12, 31), date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="-1"):
        asked_days(ON, -1)


def register(*born_on: date, **facts: list[object]) -> Register:
    numbers = list(range(len(born_on)))
    persons = {
        "person_no": numbers,
        "household_no": numbers,
        "born_on": pa.array(born_on, pa.date32()),
        **facts,
    }
    homes = {"household_no": numbers, "division": ["140729001001"] * len(born_on)}
    return Register.from_tables(pa.table(persons), pa.table(homes), FACTS)


AGE = dsl.age_in_years(f("born_on"))
OLD = book_of(AGE >= 80, amount=dsl.bands("t.by_age", AGE), subject=P)


def told(ahead: Ahead) -> dict[str, list[tuple[Turn, int, int, int]]]:
    found: dict[str, list[tuple[Turn, int, int, int]]] = {}
    for one in ahead.turns:
        rows = zip(one.kind, one.rows, one.before_fen, one.after_fen, strict=True)
        found.setdefault(f"{one.month:%Y-%m}", []).extend(
            (Turn(kind), int(a), int(b), int(c)) for kind, a, b, c in rows
        )
    return found


def test_a_birthday_turns_an_answer_in_its_month():
    people = register(
        date(1946, 11, 24), date(1946, 11, 25), date(1946, 11, 30), date(1946, 12, 1), date(1947, 1, 31),
        date(1947, 2, 1), date(1936, 12, 31), date(1980, 12, 1),
    )  # fmt: skip

    ahead = upcoming(people, OLD, PARAMETERS, on=ON, months=2)

    assert ahead.months == (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))
    assert told(ahead) == {
        "2026-11": [(Turn.GAINS, 1, 0, 5000), (Turn.GAINS, 2, 0, 5000)],
        "2026-12": [(Turn.GAINS, 3, 0, 5000), (Turn.AMOUNT, 6, 5000, 10000)],
        "2027-01": [(Turn.GAINS, 4, 0, 5000)],
    }
    assert ahead.households_asked == 5  # nobody else was asked


def test_a_birthday_on_29_february_turns_on_1_march():
    ahead = upcoming(
        register(date(1948, 2, 29), date(1947, 2, 28)), OLD, PARAMETERS, on=date(2027, 1, 31), months=14
    )

    assert told(ahead) == {"2027-02": [(Turn.GAINS, 1, 0, 5000)], "2028-02": [(Turn.GAINS, 0, 0, 5000)]}


def test_who_grows_out_of_a_rule_is_announced_and_who_needs_a_fact_by_then_too():
    book = book_of(AGE < 18, (AGE < 16) | f("is_ill"), subject=P)
    children = register(date(2008, 12, 5), date(2010, 12, 5), is_ill=[True, None])

    ahead = upcoming(children, book, PARAMETERS, on=ON, months=1)

    assert told(ahead) == {"2026-12": [(Turn.LOSES, 0, 0, 0), (Turn.ASKS, 1, 0, 0)]}
    assert ahead.counts() == {"rule": {"2026-12": {"loses": 1, "asks": 1}}}


def test_a_changed_parameter_turns_answers_of_its_county_only():
    book = book_of(dsl.total(f("wage_fen")) < dsl.money("t.standard"), amount=dsl.money("t.standard"))
    change = {"t.standard": {"value": 780, "counties": {140702: "760.50"}}}
    raised = PARAMETERS.with_changes(change, starting=date(2027, 1, 1))
    numbers = [1, 2]
    persons = pa.table({"person_no": numbers, "household_no": numbers, "wage_fen": pa.array([75000, 75000])})
    homes = pa.table({"household_no": numbers, "division": ["140729001001", "140702001001"]})
    people = Register.from_tables(persons, homes, FACTS)

    ahead = upcoming(people, book, raised, on=ON, months=2)

    assert told(ahead) == {"2027-01": [(Turn.GAINS, 0, 0, 78000)]}
    assert ahead.households_asked == 1


ENDING = """
t.old:
  label: {zh: 老年, en: old age}
  unit: years
  values: [{from: 2020-01-01, to: 2026-12-31, value: 60, status: V, document: 文件}]
"""


def test_a_policy_whose_parameters_end_is_left_out_and_named():
    ending = ParameterSet.from_texts({"t": ENDING})
    both = ParameterSet({**PARAMETERS.periods, **ending.periods})
    book = book_of(dsl.number("t.old") <= AGE, subject=P, key="old")
    book.policies.update(OLD.policies)

    ahead = upcoming(register(date(1946, 12, 1)), book, both, on=ON, months=2)

    assert ahead.left_out == ("old",)
    assert ahead.counts() == {"rule": {"2026-12": {"gains": 1}}}
    assert not upcoming(register(date(1946, 12, 1)), book, both, on=ON, months=1).left_out


def test_rules_depend_on_the_day_through_their_lowest_tests():
    book = book_of(f("is_ill"), (AGE >= 80) & f("is_local"), amount=dsl.bands("t.by_age", AGE), subject=P)

    found = day_tests(book.policies.values())

    assert len(found) == 2
    assert isinstance(found[0], Compare)
    assert found[0].left is AGE
    assert not any(isinstance(test, Condition | DateSpan) for test in found)


def test_a_rule_without_the_day_is_never_asked_again():
    ahead = upcoming(
        register(date(1946, 12, 1)), book_of(f("is_ill"), subject=P), PARAMETERS, on=ON, months=12
    )

    assert (ahead.turns, ahead.households_asked) == ((), 0)


# The property: the same as asking everything for everybody.

CHANGES = {"t.old": 58, "t.standard": {"value": "735.5", "counties": {140702: 800}}}
FUTURE = PARAMETERS.with_changes(CHANGES, starting=date(2027, 1, 15))


def turning(random: Random) -> tuple[Rulebook, Register]:
    """Return random rules, half of which rest on the day, and people for whom the days lie near."""
    book = random_book(random, depth=3)
    rules = RandomRules(random)
    age = dsl.age_in_years(f("born_on"), basis=random.choice(list(dsl.AgeBasis)))
    tests = [
        age >= dsl.number("t.old"),
        dsl.months_since(f("since")) < dsl.number("t.months"),
        dsl.days_since(f("since")) >= random.randint(600, 800),
        dsl.month_index(f("since")) // 12 == dsl.month_index(dsl.today()) // 12 - 1,
        f("since") >= dsl.today(),
        rules.make(Kind.BOOL, P, 2),
    ]
    amount = random.choice(
        [dsl.bands("t.by_age", age), dsl.money("t.standard") * dsl.at_least(age - 55, 0), None]
    )
    for number, test in enumerate(random.sample(tests, 3)):
        either = dsl.condition(words("either"), test | rules.make(Kind.BOOL, P, 1))
        key = f"turning{number}"
        book.policy(key, words(key), subject=P, conditions=[either], benefit=Benefit.CASH, amount=amount)
    people = random_register(random, households=60)
    return book, replace(people, persons={**people.persons, **_near(random, people.person_count)})


def _near(random: Random, size: int) -> dict[str, Column]:
    def column(*years: int) -> Column:
        days = [
            ON.replace(year=2026 - random.choice(years)) + timedelta(days=random.randint(-30, 150))
            for _ in range(size)
        ]
        known = np.array([random.random() < 0.9 for _ in range(size)])
        return Column(np.array([day_number(day) for day in days]), known)

    return {"born_on": column(18, 58, 60, 80, 90), "since": column(0, 1, 2)}


def brute_force(
    people: Register, book: Rulebook, on: date, months: int
) -> dict[tuple[str, date], list[tuple[int, ...]]]:
    found: dict[tuple[str, date], list[tuple[int, ...]]] = {}
    days = asked_days(on, months)
    answers = [batch.evaluate(people, book, FUTURE, on=day) for day in days]
    for (earlier, later), day in zip(pairwise(answers), days[1:], strict=True):
        for key in book.policies:
            for row in range(len(later[key].status)):
                kind = _turn(earlier[key], later[key], row)
                if kind:
                    amounts = int(earlier[key].amount_fen[row]), int(later[key].amount_fen[row])
                    found.setdefault((key, day.replace(day=1)), []).append((row, kind, *amounts))
    return found


def _turn(earlier: batch.PolicyResults, later: batch.PolicyResults, row: int) -> int:
    was, will = Eligibility(earlier.status[row]), Eligibility(later.status[row])
    if will is Eligibility.ELIGIBLE and was is not will:
        return Turn.GAINS
    if was is Eligibility.ELIGIBLE and will is Eligibility.NOT_ELIGIBLE:
        return Turn.LOSES
    if will is Eligibility.UNKNOWN:
        return Turn.ASKS if was is not will else 0
    if was is will is Eligibility.ELIGIBLE:
        if later.missing.of(row) and not earlier.missing.of(row):
            return Turn.ASKS
        return Turn.AMOUNT if earlier.amount_fen[row] != later.amount_fen[row] else 0
    return 0


@pytest.mark.parametrize("seed", range(30))
def test_looking_ahead_equals_asking_everything_month_by_month(seed):
    random = seeded(seed)
    book, people = turning(random)
    on = random.choice([ON, date(2026, 12, 31), date(2026, 11, 30)])
    if any(check.problems([book], FUTURE, on=day) for day in asked_days(on, 4)):
        pytest.skip("the sums of these rules do not fit the parameters")

    ahead = upcoming(people, book, FUTURE, on=on, months=4)

    found = {
        (one.policy.key, one.month): list(
            zip(
                one.rows.tolist(),
                one.kind.tolist(),
                one.before_fen.tolist(),
                one.after_fen.tolist(),
                strict=True,
            )
        )
        for one in ahead.turns
    }
    assert found == brute_force(people, book, on, 4)


def test_the_random_rules_do_turn():
    turned = 0
    for seed in range(6):
        book, people = turning(seeded(seed))
        turned += sum(len(one.rows) for one in upcoming(people, book, PARAMETERS, on=ON, months=4).turns)

    assert turned > 100
