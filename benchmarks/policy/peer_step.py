"""One measurement of a peer, run by the Python of the peer's own environment; knows nothing of minsheng.

    python peer_step.py openfisca|policyengine FOLDER [--save]

Reads the model and the columns that ``run.py`` has written, builds the simulation (not timed), calculates every
policy twice in fresh simulations (the first warms up), and prints what the second took as JSON.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
import types
from pathlib import Path

import numpy as np

PERIOD_NAME = "2026-11"


def main() -> None:
    peer, folder = sys.argv[1], Path(sys.argv[2])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    backend = {"openfisca": "openfisca_core", "policyengine": "policyengine_core"}[peer]
    model = _model(backend, folder)
    inputs = {name: np.load(folder / "inputs" / f"{name}.npy") for name in manifest["facts"]}
    household_of = np.load(folder / "inputs" / "household_of.npy")
    for _ in range(2):
        began = time.perf_counter()
        simulation = _simulation(backend, model, manifest, inputs, household_of)
        built = time.perf_counter() - began
        began, cpu = time.perf_counter(), time.process_time()
        found = _calculate(simulation, manifest)
        seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
        del simulation
    if "--save" in sys.argv:
        np.savez(folder / f"{peer}.npz", **found)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpu_seconds": cpu_seconds,
                "build_seconds": built,
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def _model(backend: str, folder: Path) -> types.ModuleType:
    """Import the written model on top of a peer, and make a system of its variables."""
    entities = importlib.import_module(f"{backend}.entities")
    periods = importlib.import_module(f"{backend}.periods")
    variables = importlib.import_module(f"{backend}.variables")
    package = types.ModuleType("peer_package")
    package.Person = entities.build_entity(key="person", plural="persons", label="", is_person=True)
    roles = [{"key": "member", "plural": "members", "label": ""}]
    package.Household = entities.build_entity(key="household", plural="households", label="", roles=roles)
    package.Variable, package.PERIOD = variables.Variable, periods.MONTH
    with np.load(folder / "looked_up.npz") as looked_up:
        package.LOOKED_UP = dict(looked_up)
    sys.modules["peer_package"] = package
    sys.path.insert(0, str(folder))
    model = importlib.import_module("model")
    systems = importlib.import_module(f"{backend}.taxbenefitsystems")
    model.system = systems.TaxBenefitSystem([package.Person, package.Household])
    for variable in model.VARIABLES:
        model.system.add_variable(variable)
    return model


def _simulation(backend, model, manifest, inputs, household_of):  # type: ignore[no-untyped-def]
    populations = model.system.instantiate_entities()
    for key, count in (("person", manifest["persons"]), ("household", manifest["households"])):
        populations[key].count, populations[key].ids = count, np.arange(count)
    populations["household"].members_entity_id = household_of
    simulations = importlib.import_module(f"{backend}.simulations")
    simulation = simulations.Simulation(tax_benefit_system=model.system, populations=populations)
    for name, values in inputs.items():
        simulation.set_input(f"f_{name}", PERIOD_NAME, values)
    return simulation


def _calculate(simulation, manifest):  # type: ignore[no-untyped-def]
    found = {}
    for key, answer in manifest["answers"].items():
        found[f"{key}.eligible"] = simulation.calculate(answer["eligible"], PERIOD_NAME)
        if answer["amount"] is not None:
            found[f"{key}.amount"] = simulation.calculate(answer["amount"], PERIOD_NAME)
    return found


if __name__ == "__main__":
    main()
