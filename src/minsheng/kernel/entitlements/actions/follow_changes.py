"""Screening again the households in which something changed since the last run: what the worker does between nights.

Facts are changed all day, by hand, by files and by life. Each change notes its household in the same transaction (see
``people.changed``); this asks the rules again about those only. Doing it twice does nothing the second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.kernel.entitlements.actions.screen import ScreenEverybodyError, screen_households
from minsheng.kernel.entitlements.models import Run
from minsheng.kernel.people.changed import waiting_households
from minsheng.kernel.registry.loading import rulebooks

if TYPE_CHECKING:
    from minsheng.kernel.registry.city import City

# More at a time would make the log of one run long and gain nothing.
HOUSEHOLDS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of it: the run, if there was anything to ask; else why everybody must be screened, if that is so."""

    run: Run | None
    households: int = 0
    screen_everybody: str = ""


def follow_changes(city: City, *, on: date, at: datetime, by: Any = None) -> Followed:
    """Screen again some of the households that wait, and follow up on what is found.

    When rules or parameters changed, or nothing was screened yet, they wait for the next screening of everybody.
    """
    waiting = waiting_households(at_most=HOUSEHOLDS_AT_ONCE)
    if not waiting:
        return Followed(None)
    parameters = ParameterSet.load(city.parameters_folder)
    try:
        run = screen_households(waiting, rulebooks(), parameters, on=on, at=at, by=by)
    except ScreenEverybodyError as problem:
        return Followed(None, len(waiting), str(problem))
    return Followed(run, len(waiting))
