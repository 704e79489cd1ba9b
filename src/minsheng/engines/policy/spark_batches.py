"""What a Spark executor does: cut a stream of Arrow batches into whole households and evaluate these. No Spark here.

The stream holds households and persons together, in order of ``household_no``, each household before its members. A
batch ends anywhere, so the rows of its last household are held back until the next batch shows that it is complete.
What is evaluated at once is a ``Register`` like any other, verified like any other.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minsheng.engines.policy import batch, fused
from minsheng.engines.policy.batch import BatchResults, MissingFacts, PolicyResults
from minsheng.engines.policy.facts import Entity, Vocabulary
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register, RegisterError
from minsheng.engines.policy.rulebook import Policy, Rulebook, facts_used

KEYS = ("is_person", "row", "household_no", "person_no")
SEPARATOR = ";"


@dataclass(frozen=True)
class Recipe:
    """Everything an executor needs to know, in plain values: it imports the rules, which must be installed there.

    books, vocabulary: where they are found, as ``package.module:name``; books may be a function that returns them.
    parameters: the YAML texts by programme. kernel: "numba" or "numpy". rows_at_once: how many rows make a register.
    """

    books: str
    vocabulary: str
    parameters: tuple[tuple[str, str], ...]
    on: date
    kernel: str
    rows_at_once: int


@dataclass(frozen=True, eq=False)
class Rules:
    """A recipe, made ready."""

    books: tuple[Rulebook, ...]
    vocabulary: Vocabulary
    parameters: ParameterSet

    @property
    def policies(self) -> dict[str, Policy]:
        return {key: policy for book in self.books for key, policy in book.policies.items()}

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that any policy may ask for, in alphabetical order."""
        return tuple(sorted({name for policy in self.policies.values() for name in facts_used(policy)}))


@lru_cache(maxsize=4)
def rules_of(recipe: Recipe) -> Rules:
    """Return the rules and numbers of a recipe; made once in a process."""
    books, vocabulary = _imported(recipe.books), _imported(recipe.vocabulary)
    return Rules(
        books=tuple(books() if callable(books) else books),
        vocabulary=cast("Vocabulary", vocabulary),
        parameters=ParameterSet.from_texts(dict(recipe.parameters)),
    )


def _imported(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def evaluated(batches: Iterable[pa.RecordBatch], recipe: Recipe) -> Iterator[pa.RecordBatch]:
    """Yield the answers for a sorted stream of households and persons, in batches of ``answer_schema``."""
    rules = rules_of(recipe)
    for table in whole_households(batches, at_least=recipe.rows_at_once):
        yield from _answers(_evaluate(table, rules, recipe), table, rules)


def whole_households(batches: Iterable[pa.RecordBatch], *, at_least: int) -> Iterator[pa.Table]:
    """Yield tables of whole households, each time more than so many rows have come together, and at the end."""
    held: list[pa.RecordBatch] = []
    count = 0
    for one in batches:
        if not one.num_rows:
            continue
        held.append(one)
        count += one.num_rows
        if count <= at_least:
            continue
        table = pa.Table.from_batches(held)
        households = table.column("household_no").to_numpy()
        cut = int(np.searchsorted(households, households[-1]))
        if cut:
            yield table.slice(0, cut)
        # A household larger than all that was to be evaluated at once keeps growing.
        held, count = table.slice(cut).combine_chunks().to_batches(), table.num_rows - cut
    if held:
        yield pa.Table.from_batches(held)


def _evaluate(table: pa.Table, rules: Rules, recipe: Recipe) -> BatchResults:
    is_person = table.column("is_person")
    persons = _facts(table.filter(is_person), rules, Entity.PERSON, ["person_no", "household_no"])
    households = _facts(
        table.filter(pc.invert(is_person)), rules, Entity.HOUSEHOLD, ["household_no", "division"]
    )
    try:
        register = Register.from_tables(persons, households, rules.vocabulary, only=rules.facts)
    except RegisterError as problem:
        numbers = table.column("household_no")
        raise RegisterError(f"{problem} (Rows are counted from household {numbers[0]} on.)") from None
    if recipe.kernel == "numba":
        # Ready for any fact to be unknown, so that all parts of a register share one kernel.
        return fused.evaluate(
            register, rules.books, rules.parameters, on=recipe.on, may_be_unknown=frozenset(rules.facts)
        )
    return batch.evaluate(register, rules.books, rules.parameters, on=recipe.on)


def _facts(table: pa.Table, rules: Rules, entity: Entity, keys: list[str]) -> pa.Table:
    names = {fact.name for fact in rules.vocabulary.of(entity)}
    return table.select([*keys, *(name for name in table.column_names if name in names)])


# Answers.


def answer_schema(policies: Iterable[Policy]) -> pa.Schema:
    """Return the columns of the answers: keys, and for each policy its status, amount and missing facts."""
    fields = [
        ("is_person", pa.bool_()),
        ("row", pa.int64()),
        ("household_no", pa.int64()),
        ("person_no", pa.int64()),
    ]
    for policy in policies:
        fields.append((f"status_{policy.key}", pa.int8()))
        if policy.amount is not None:
            fields.append((f"fen_{policy.key}", pa.int64()))
        fields.append((f"missing_{policy.key}", pa.string()))
    return pa.schema(fields)


def columns_about(policy: Policy) -> list[str]:
    """Return the columns of the answers that are about one policy, and those that say about whom."""
    return ["is_person", "row", *(name for name in answer_schema([policy]).names if name not in KEYS)]


def _answers(found: BatchResults, table: pa.Table, rules: Rules) -> Iterator[pa.RecordBatch]:
    schema = answer_schema(rules.policies.values())
    is_person = table.column("is_person")
    for entity, rows in ((Entity.PERSON, is_person), (Entity.HOUSEHOLD, pc.invert(is_person))):
        keys = table.select(KEYS).filter(rows)
        columns = {name: keys.column(name) for name in KEYS}
        for one in found.values():
            if one.policy.subject is entity:
                columns |= _columns(one)
        nothing = {field.name: pa.nulls(keys.num_rows, field.type) for field in schema}
        yield from (
            pa.table({**nothing, **columns}).select(schema.names).cast(schema).combine_chunks().to_batches()
        )


def _columns(one: PolicyResults) -> dict[str, Any]:
    key = one.policy.key
    columns = {
        f"status_{key}": pa.array(one.status),
        f"missing_{key}": _missing(one.missing, len(one.status)),
    }
    if one.policy.amount is not None:
        columns[f"fen_{key}"] = pa.array(np.ascontiguousarray(one.amount_fen))
    return columns


def _missing(missing: MissingFacts, size: int) -> pa.Array:
    """Return the names of the missing facts of each row, null where nothing is missing."""
    if not missing.rows.size:
        return pa.nulls(size, pa.string())
    patterns, of_row = np.unique(missing.bits, axis=0, return_inverse=True)
    names = pa.array([SEPARATOR.join(_names(missing.facts, bits)) for bits in patterns])
    place = np.full(size, -1, dtype=np.int64)
    place[missing.rows] = of_row.reshape(-1)
    return names.take(pa.array(place, mask=place < 0))


def _names(facts: tuple[str, ...], bits: Any) -> list[str]:
    return [name for number, name in enumerate(facts) if int(bits[number // 64]) >> (number % 64) & 1]


def results_from(answers: pa.Table, register: Register, policy: Policy) -> PolicyResults:
    """Put the answers about one policy back into the order of the register they came from.

    answers: the columns that ``columns_about`` names, all rows of the register, in any order.
    """
    is_personal = policy.subject is Entity.PERSON
    size = register.person_count if is_personal else register.household_count
    chosen = answers.filter(pc.equal(answers.column("is_person"), is_personal))
    order = np.argsort(chosen.column("row").to_numpy(), kind="stable")
    if len(order) != size:
        raise RegisterError(
            f"Spark answered for {len(order)} of {size} subjects of {policy.key}. Were the files changed meanwhile?"
        )
    chosen = chosen.take(pa.array(order))
    amount = chosen.column(f"fen_{policy.key}").to_numpy() if policy.amount is not None else None
    return PolicyResults(
        policy=policy,
        status=chosen.column(f"status_{policy.key}").to_numpy().astype(np.int8),
        amount_fen=np.broadcast_to(np.int64(0), (size,)) if amount is None else amount.astype(np.int64),
        missing=_missing_from(chosen.column(f"missing_{policy.key}")),
    )


def _missing_from(column: pa.ChunkedArray) -> MissingFacts:
    rows = np.flatnonzero(column.is_valid().to_numpy())
    coded = column.take(pa.array(rows)).combine_chunks().dictionary_encode()
    said = [pattern.split(SEPARATOR) for pattern in coded.dictionary.to_pylist()]
    facts = tuple(sorted({name for names in said for name in names}))
    place = {name: number for number, name in enumerate(facts)}
    words = max(1, -(-len(facts) // 64))
    bits = np.zeros((len(said), words), dtype=np.uint64)
    for number, names in enumerate(said):
        for name in names:
            bits[number, place[name] // 64] |= np.uint64(1 << (place[name] % 64))
    return MissingFacts(facts=facts, rows=rows.astype(np.int64), bits=bits[coded.indices.to_numpy()])
