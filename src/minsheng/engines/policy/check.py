"""Checking rulebooks against parameters and vocabulary before anything is evaluated.

``problems`` returns sentences, each naming the rulebook, the rule and what to do. An empty list means that every
parameter exists on the day with the right unit and shape, that every divisor is positive, and that no value can leave
int64 while the facts keep their bounds.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from minsheng.engines.policy.dated import UNIT_KINDS, DatedValue, ParameterError, Shape
from minsheng.engines.policy.facts import Fact, Kind, Vocabulary
from minsheng.engines.policy.intervals import Intervals
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Rulebook, roots
from minsheng.engines.policy.terms import (
    BORN_ON,
    FactRef,
    Parameter,
    ParameterBands,
    ParameterTable,
    Share,
    Variable,
)
from minsheng.engines.policy.tree import Expression


def problems(
    books: Sequence[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    vocabulary: Vocabulary | None = None,
) -> list[str]:
    """Return everything that does not fit, as sentences; an empty list if the books may be evaluated on the day."""
    if circles := [*_circles(books)]:
        return circles  # nothing else can be walked
    found = [*_repeated_keys(books)]
    for place, node in _places(books):
        found += [f"{place}: {problem}" for problem in _parameter_problems(node, parameters, on)]
        if vocabulary is not None and isinstance(node, FactRef):
            found += [f"{place}: {problem}" for problem in _fact_problems(node.fact, vocabulary)]
    found = list(dict.fromkeys(found))
    return found or [*_arithmetic_problems(books, parameters, on)]


def keys_of(node: Expression) -> list[str]:
    """Return the keys of the parameters that this node itself reads."""
    if isinstance(node, Parameter | ParameterTable | ParameterBands):
        return [node.key]
    return [node.ratio_key] if isinstance(node, Share) else []


def _repeated_keys(books: Iterable[Rulebook]) -> Iterator[str]:
    first: dict[str, str] = {}
    for book in books:
        for key in book.policies:
            if key in first:
                yield f"Policy {key!r} stands in rulebook {first[key]!r} and in {book.key!r}; keys are unique."
            first.setdefault(key, book.key)


def _named(books: Iterable[Rulebook]) -> Iterator[tuple[str, Expression]]:
    for book in books:
        for name, variable in book.variables.items():
            yield _title(book, "variable", name), variable.expression
        for key, policy in book.policies.items():
            for root in roots(policy):
                yield _title(book, "policy", key), root
            if policy.period.lasts is not None:
                yield f"{_title(book, 'policy', key)}, how long it lasts", policy.period.lasts


def _title(book: Rulebook, what: str, name: str) -> str:
    place = book.places.get(name)
    return f"{f'{place}, ' if place else ''}rulebook {book.key!r}, {what} {name!r}"


def _places(books: Iterable[Rulebook]) -> Iterator[tuple[str, Expression]]:
    """Yield every node of every rule with the rule it is written in; variables are visited where they are defined."""
    defined = {variable for book in books for variable in book.variables.values()}
    for place, root in _named(books):
        for node in root.walk():
            yield place, node
            if isinstance(node, Variable) and node not in defined:
                yield from ((place, inner) for inner in node.expression.walk())


def _circles(books: Iterable[Rulebook]) -> Iterator[str]:
    """Say which named values rest on themselves. Trees are built from below, so this takes some doing."""
    done: set[Variable] = set()
    for book in books:
        for variable in book.variables.values():
            circle = _circle_from(variable, (), done)
            if circle:
                done.update(circle)
                names = " -> ".join(one.name for one in circle)
                yield (
                    f"{_title(book, 'variable', variable.name)}: it rests on itself, {names}. "
                    "Write one of them from facts alone, or split it in two."
                )


def _circle_from(
    variable: Variable, above: tuple[Variable, ...], done: set[Variable]
) -> tuple[Variable, ...]:
    if any(one is variable for one in above):
        return (*above, variable)
    if variable in done:
        return ()
    for node in variable.expression.walk():
        if isinstance(node, Variable) and (circle := _circle_from(node, (*above, variable), done)):
            return circle
    done.add(variable)
    return ()


# Parameters.


def _parameter_problems(node: Expression, parameters: ParameterSet, on: date) -> Iterator[str]:
    for key in keys_of(node):
        try:
            found = parameters.at(key, on=on)
        except ParameterError as problem:
            yield str(problem)
            continue
        yield from _unit_problems(node, found)


def _unit_problems(node: Expression, found: DatedValue) -> Iterator[str]:
    shape, kind = _expected(node)
    if found.shape is not shape:
        yield f"{found.key} has the shape {found.shape}, but the rule reads it as {shape}. Change one of the two."
    if found.kind is not kind:
        yield f"{found.key} is given in {found.unit}, but the rule reads it as {kind or 'a ratio'}."
    if isinstance(node, ParameterBands) and UNIT_KINDS[found.by] is not node.index.kind:
        yield f"The floors of {found.key} are {found.by}, but the rule compares them with {node.index.kind}: set 'by'."


def _expected(node: Expression) -> tuple[Shape, Kind | None]:
    if isinstance(node, Parameter | ParameterTable | ParameterBands):
        shapes = {Parameter: Shape.SCALAR, ParameterTable: Shape.TABLE, ParameterBands: Shape.BANDS}
        return shapes[type(node)], node.of
    return Shape.SCALAR, None


# Facts.


def _fact_problems(fact: Fact, vocabulary: Vocabulary) -> Iterator[str]:
    if fact.name not in set(vocabulary):
        near = difflib.get_close_matches(fact.name, list(vocabulary), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        yield f"No fact of the vocabulary is called {fact.name!r}.{hint}"
    elif fact is not BORN_ON and vocabulary[fact.name] is not fact:
        yield f"The rule declares a fact {fact.name!r} of its own; use the one of the vocabulary."


# Arithmetic.


def _arithmetic_problems(books: Sequence[Rulebook], parameters: ParameterSet, on: date) -> Iterator[str]:
    intervals = Intervals(lambda key: parameters.at(key, on=on))
    for place, root in _named(books):
        intervals.of(root)
        # What comes after the first problem of a rule mostly follows from it.
        for problem in intervals.take_problems()[:1]:
            yield f"{place}: {problem}"
