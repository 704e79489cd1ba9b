"""Looking over the rules of all programmes and the numbers of all cities, without evaluating anybody.

That every number has its day, unit, document and status is refused when a file is read (``parameter_files``); here
the refusals of all cities are gathered with everything else an author can put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from minsheng.engines.policy import check
from minsheng.engines.policy.parameters import ParameterError, ParameterSet
from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.kernel.people.facts import FACTS


def findings(books: tuple[Rulebook, ...], cities: Iterable[Path], *, on: date) -> list[str]:
    """Return everything wrong with the rules on a day and with the numbers of some city packs, as sentences."""
    found = [sentence for book in books for sentence in _of_book(book)]
    for city in cities:
        try:
            parameters = ParameterSet.load(city / "parameters")
        except ParameterError as problem:
            found += [f"cities/{city.name}: {line}" for line in str(problem).splitlines()]
            continue
        found += [
            f"cities/{city.name}: {problem}"
            for problem in check.problems(books, parameters, on=on, vocabulary=FACTS)
        ]
    return list(dict.fromkeys(found))


def _of_book(book: Rulebook) -> Iterator[str]:
    for key, policy in book.policies.items():
        place = f"{book.places[key]}, policy {key!r}" if key in book.places else f"Policy {key!r}"
        for problem in _of_policy(policy):
            yield f"{place}: {problem}"


def _of_policy(policy: Policy) -> Iterator[str]:
    if policy.summary is None:
        yield "it has no summary; say in one sentence what a resident gets."
    if policy.window is None:
        yield "it has no window; say where a resident applies, or that nobody need apply."
    if not policy.sources:
        yield "it has no sources; name the documents it stands on."
    for condition in policy.conditions:
        if not condition.source:
            yield f"the condition {condition.label.en!r} has no source; name the document and article."
