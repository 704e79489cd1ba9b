"""What else happens in the moment a case is decided: rooms above this one say so when the site starts.

Cases know nothing of rules and amounts. Whoever does registers an act here; it runs in the transaction of the verb that
closes the case, after the step is on record and before the verb changes what is held true.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minsheng.kernel.cases.models import Case, CaseStep

_Act = Callable[..., None]
_acts: list[_Act] = []


def when_decided(act: _Act) -> _Act:
    """Register an act that is called as ``act(case, step, at=...)``; registering it again changes nothing."""
    if act not in _acts:
        _acts.append(act)
    return act


def tell_decided(case: Case, step: CaseStep, *, at: datetime) -> None:
    """Call every act for a case that has just been decided."""
    for act in _acts:
        act(case, step, at=at)
