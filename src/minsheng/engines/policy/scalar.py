"""Evaluating one household: every intermediate value, every missing fact, in plain Python.

    found = scalar.evaluate({"household": {...}, "persons": [{...}], "county": "140729"}, BOOK, parameters, on=day)
    found.of("dibao").status, found.of("dibao").amount_fen, found.of("dibao").missing
    found.variables["social_assistance"]["income_per_head"]

This evaluator is the meaning of the rules; ``batch`` must agree with it cell by cell. What the nodes mean:

* Unknown is None. A node is unknown if a value it needs is, except: *and* is false as soon as one condition is false,
  *or* is true as soon as one is true, *choose* with an unknown condition is known if its branches are known and equal,
  ``is_known`` is always known, ``or_else`` falls back. Aggregates: see ``terms.Aggregate``.
* Division rounds down or up on the number line, also below zero: -7 // 2 is -4, ceil_divide(-7, 2) is -3.
* A share is amount × ratio, exactly, rounded once; half-up ties go away from zero.
* Spans of time: see ``days``. With END_OF_MONTH the end counts as the last day of its month.
* A table without the code gives 0; bands below the lowest floor give 0.
* The facts missing from an unknown value are those of its unknown parts; a part that is known adds nothing, and a
  *choose* with a known condition looks at the chosen branch only. Answering all of them settles the value; answering
  any other unknown fact changes nothing (unless a rule uses ``is_known`` or ``or_else``).
* Dividing by zero and overflow cannot happen: binding the rules refuses what could (see ``check``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from minsheng.engines.policy.binding import bind
from minsheng.engines.policy.calculation import Calculation
from minsheng.engines.policy.evaluation import Evaluation
from minsheng.engines.policy.households import HouseholdFacts
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Rulebook

__all__ = ["Evaluation", "HouseholdFacts", "evaluate"]


def evaluate(
    household: HouseholdFacts | Mapping[str, object],
    books: Rulebook | Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
) -> Evaluation:
    """Evaluate every policy of the books for one household and its members on a day.

    household: its facts, or a mapping that ``HouseholdFacts.from_mapping`` reads; absent and None mean unknown.
    Raises HouseholdError for a value that cannot stand for its fact, RuleError if the books do not fit the parameters.
    """
    facts = household if isinstance(household, HouseholdFacts) else HouseholdFacts.from_mapping(household)
    return Evaluation(Calculation(bind(books, parameters, on=on), facts))
