"""Turning known faults of input into sentences and an exit code; unknown faults keep their traceback."""

from __future__ import annotations

import typer
from django.core.exceptions import ImproperlyConfigured

from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.policy.cases import CaseError
from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.households import HouseholdError
from minsheng.engines.policy.register_files import RegisterError
from minsheng.engines.policy.simulate_reading import ReformError
from minsheng.engines.policy.spark import NotReadyError
from minsheng.engines.policy.tree import RuleError
from minsheng.faces.cli.language import language
from minsheng.kernel.entitlements.findings import EngineError
from minsheng.kernel.entitlements.household_files import HouseholdProblem
from minsheng.kernel.entitlements.rolls import RollError
from minsheng.kernel.pledges.files import PledgeFileError
from minsheng.kernel.registry.city_tables import CityError

BAD_INPUT = 2
FINDING = 1

SAID_IN_A_SENTENCE = (
    CaseError, CityError, EngineError, FileNotFoundError, HouseholdError, HouseholdProblem, ImproperlyConfigured,
    NotReadyError, ParameterError, PledgeFileError, ReformError, RegisterError, RollError, RuleError,
)  # fmt: skip


class UsageError(Exception):
    """A command was used in a way that cannot work; the message is the sentence to show."""


def exit_code_for(error: Exception) -> int | None:
    """Print what went wrong if it is a known fault of input and return 2; return None for a bug."""
    if isinstance(error, BadInput):
        for sentence in error.sentences(language()):
            typer.echo(sentence, err=True)
        return BAD_INPUT
    if isinstance(error, (*SAID_IN_A_SENTENCE, UsageError)):
        typer.echo(str(error), err=True)
        return BAD_INPUT
    return None
