"""A synthetic city on which the evaluators can be compared: complete, because peers know no unknown facts.

Two registers come from one city. *As registered* has the unknown facts that registers have. *Complete* has in their
place the value of somebody else for whom the fact is known, so that answers stay as varied as in life. Amounts above
what 32 bits hold are cut to that, because the peers' whole numbers are no longer; the manifest says how many were.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from peer_model import PeerModel, looked_up, unsayable

from minsheng.engines.policy.binding import bind
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Column, Register
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.synthetic.city import synthesise
from minsheng.kernel.entitlements.findings import facts_of_rules
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.city import find_city, load_city
from minsheng.kernel.registry.loading import rulebooks

ON = date(2026, 11, 24)
CITY = "jinzhong"
LARGEST_OF_PEERS = 2**31 - 1

Ints = npt.NDArray[np.int64]


def parameters() -> ParameterSet:
    """Return the parameters of the city."""
    return ParameterSet.load(find_city(CITY) / "parameters")


def read(folder: Path) -> Register:
    """Read a register as the evaluators do."""
    only = facts_of_rules(rulebooks())
    return Register.read(folder / "persons.parquet", folder / "households.parquet", FACTS, only=only)


def make(folder: Path, people: int) -> None:
    """Make the city of a size: both registers, and the peers' model and columns."""
    registered = folder / "registered"
    registered.mkdir(parents=True)
    synthesise(load_city(find_city(CITY)), people=people, seed=1, on=ON).write(registered)
    complete, filled, cut = completed(read(registered))
    write(complete, folder / "complete")
    _write_for_peers(complete, folder, rulebooks(), filled=filled, cut=cut)


def completed(register: Register) -> tuple[Register, int, int]:
    """Return a register without unknown facts, how many cells were filled, and how many amounts were cut."""
    random = np.random.default_rng(1)
    counts = {"filled": 0, "cut": 0}

    def complete(column: Column) -> Column:
        values = column.values.copy()
        if column.known is not None:
            gaps = np.flatnonzero(~column.known)
            values[gaps] = random.choice(column.values[column.known], len(gaps))
            counts["filled"] += len(gaps)
        if values.dtype == np.int64:
            counts["cut"] += int((values > LARGEST_OF_PEERS).sum())
            np.minimum(values, LARGEST_OF_PEERS, out=values)
        return Column(values, None)

    full = dataclasses.replace(
        register,
        persons={name: complete(column) for name, column in register.persons.items()},
        households={name: complete(column) for name, column in register.households.items()},
    )
    return full, counts["filled"], counts["cut"]


def write(register: Register, folder: Path) -> None:
    """Write a complete register as the two files it was read from."""
    folder.mkdir()
    sizes = np.diff(register.offsets)
    keys = {
        Entity.PERSON: {
            "person_no": register.person_no,
            "household_no": np.repeat(register.household_no, sizes),
        },
        Entity.HOUSEHOLD: {
            "household_no": register.household_no,
            "division": register.division.astype(str),
        },
    }
    for entity, name in ((Entity.PERSON, "persons"), (Entity.HOUSEHOLD, "households")):
        facts = {fact: _arrow(fact, column.values) for fact, column in register.columns(entity).items()}
        pq.write_table(pa.table({**keys[entity], **facts}), folder / f"{name}.parquet")


def _arrow(fact: str, values: npt.NDArray[np.generic]) -> pa.Array:
    array = pa.array(values)
    return array.cast(pa.date32()) if FACTS[fact].kind is Kind.DATE else array


def _write_for_peers(
    register: Register, folder: Path, books: tuple[Rulebook, ...], *, filled: int, cut: int
) -> None:
    rules = bind(books, parameters(), on=ON)
    left_out = unsayable(rules)
    model = PeerModel(rules, [policy for key, policy in rules.policies.items() if key not in left_out])
    (folder / "model.py").write_text(model.text(), encoding="utf-8")
    np.savez(folder / "looked_up.npz", **looked_up(ON))
    inputs = folder / "inputs"
    inputs.mkdir()
    np.save(inputs / "household_of.npy", register.household_row)
    for name, fact in model.facts.items():
        values = register.columns(fact.entity)[name].values
        np.save(inputs / f"{name}.npy", values if fact.kind is Kind.BOOL else values.astype(np.int32))
    manifest = {
        "persons": register.person_count,
        "households": register.household_count,
        "facts": list(model.facts),
        "answers": model.answers(),
        "left_out": left_out,
        "steps_of_the_rules": len(rules.steps),
        "variables_of_the_peers": model.variable_count,
        "cells_filled": filled,
        "amounts_cut": cut,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
