"""Random households through OpenFisca itself. Runs in .venv-peers, which knows nothing of minsheng:

    python on_their_side.py HOUSEHOLDS.npz PERIOD ANSWERS.npz

Takes columns by the template's names (``household`` says for each person which household; ``is_adult`` which role) and
writes every computed variable for the month, without those that OpenFisca refuses because a parameter begins later.
"""

import sys

import numpy as np
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.simulations import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem

PERSONS = ("birth", "salary", "capital_returns")
HOUSEHOLDS = ("rent", "accommodation_size", "housing_occupancy_status")
YEARLY = ("housing_tax",)
OUTPUTS = (
    "age", "pension", "basic_income", "income_tax", "social_security_contribution", "household_income", "meal_price",
    "swimming_pool_access", "housing_allowance", "housing_tax", "parenting_allowance", "total_benefits", "total_taxes",
    "disposable_income",
)  # fmt: skip


def main(given_file: str, period: str, answers_file: str) -> None:
    given = np.load(given_file)
    system = CountryTaxBenefitSystem()
    simulation = _simulation(system, given)
    for name in PERSONS + HOUSEHOLDS:
        eternal = name == "birth"
        simulation.set_input(name, "ETERNITY" if eternal else f"{period[:4]}-01", given[name])
        if not eternal and not period.endswith("-01"):
            simulation.set_input(name, period, given[name])
    np.savez(answers_file, **dict(_answers(simulation, period)))


def _answers(simulation, period):
    for name in OUTPUTS:
        try:
            yield name, np.asarray(simulation.calculate(name, period[:4] if name in YEARLY else period))
        except ParameterNotFoundError:
            continue  # the month lies before a parameter begins


def _simulation(system, given):
    builder = SimulationBuilder()
    builder.create_entities(system)
    people, homes = len(given["household"]), len(given["rent"])
    builder.declare_person_entity("person", np.arange(people))
    group = builder.declare_entity("household", np.arange(homes))
    roles = np.where(given["is_adult"], "adult", "child")
    builder.join_with_persons(group, given["household"], roles)
    return builder.build(system)


if __name__ == "__main__":
    main(*sys.argv[1:])
