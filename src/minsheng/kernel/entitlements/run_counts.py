"""The counts of a run in the database: per policy and county, and per missing fact and village."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.kernel.entitlements.counting import NOWHERE, CountyCount, county_counts
from minsheng.kernel.entitlements.findings import Screening, screen_tables
from minsheng.kernel.entitlements.models import MissingFact, PolicyCount, Run
from minsheng.kernel.entitlements.open_questions import OpenQuestion, open_questions
from minsheng.kernel.entitlements.run_files import Chain
from minsheng.kernel.people.bulk import insert_many

# The fields of PolicyCount, and what they are called in a CountyCount.
COUNTED = {
    "eligible": "eligible",
    "not_eligible": "not_eligible",
    "unknown": "unknown",
    "receiving": "receiving",
    "owed_missing": "owed_missing",
    "received_not_owed": "received_not_owed",
    "agreeing": "agreeing",
    "amount_differs": "amount_differs",
    "received_unknown": "received_unknown",
    "not_in_register": "strangers",
    "owed_missing_fen": "owed_missing_fen",
}

Counts = Counter[tuple[str, str, str]]  # policy, county, field
Questions = Counter[tuple[str, str, str]]  # division, fact, field


def write_counts(run: Run, found: Screening) -> None:
    """Write how every policy came out in every county."""
    _insert_counts(run, _counted(county_counts(found)))


def write_open_questions(run: Run, found: Screening) -> None:
    """Write how many answers hang on which missing fact in which village."""
    _insert_questions(run, _asked(open_questions(found)))


def carry_over(
    run: Run,
    last: Run,
    found: Screening,
    books: Sequence[Rulebook],
    parameters: ParameterSet,
    household_ids: Collection[int],
) -> None:
    """Write the counts of the last run with those of some households replaced by what is found now.

    What these households counted for before is found by asking the same rules again with what was known then.
    """
    counts, questions = _counts_of(last), _questions_of(last)
    counts.update(_counted(county_counts(found)))
    questions.update(_asked(open_questions(found)))
    for piece in Chain(last).pieces(household_ids):
        before = screen_tables(
            piece.persons, piece.households, piece.received, books, parameters, on=piece.run.on
        )
        counts.subtract(_counted(county_counts(before)))
        questions.subtract(_asked(open_questions(before)))
    _insert_counts(run, counts)
    _insert_questions(run, questions)
    if not last.is_whole:
        # The open questions of a run of some households are kept only until the next run.
        last.missing_facts.all().delete()


def _counted(counts: Iterable[CountyCount]) -> Counts:
    return Counter(
        {
            (one.policy, one.county, field): getattr(one, source)
            for one in counts
            if one.county != NOWHERE
            for field, source in COUNTED.items()
        }
    )


def _asked(questions: Iterable[OpenQuestion]) -> Questions:
    found: Questions = Counter()
    for one in questions:
        found[one.division, one.fact, "subjects"] = one.subjects
        found[one.division, one.fact, "open_rules"] = one.open_results
    return found


def _counts_of(run: Run) -> Counts:
    return Counter(
        {
            (one.policy, one.division_id, field): getattr(one, field)
            for one in run.counts.all()
            for field in COUNTED
        }
    )


def _questions_of(run: Run) -> Questions:
    found: Questions = Counter()
    for division, fact, subjects, open_rules in run.missing_facts.values_list(
        "division_id", "fact", "subjects", "open_rules"
    ):
        found[division, fact, "subjects"], found[division, fact, "open_rules"] = subjects, open_rules
    return found


def _insert_counts(run: Run, counts: Counts) -> None:
    places = sorted({(policy, county) for policy, county, _ in counts})
    insert_many(
        [
            PolicyCount(
                run=run, policy=policy, division_id=county,
                **{field: counts[policy, county, field] for field in COUNTED},
            )
            for policy, county in places
        ]
    )  # fmt: skip


def _insert_questions(run: Run, questions: Questions) -> None:
    places = sorted({(division, fact) for division, fact, _ in questions})
    insert_many(
        [
            MissingFact(
                run=run, division_id=division, fact=fact, subjects=questions[division, fact, "subjects"],
                open_rules=questions[division, fact, "open_rules"],
            )
            for division, fact in places
            if questions[division, fact, "open_rules"]
        ]
    )  # fmt: skip
