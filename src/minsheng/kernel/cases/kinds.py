"""All kinds of case a site knows: those on the programmes' cards, and the kernel's own visit and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases import corrections
from minsheng.kernel.cases.problems import UnknownKindError
from minsheng.kernel.cases.visits import VISIT
from minsheng.kernel.registry import loading
from minsheng.kernel.registry.card import CaseKind, Purpose, Stage

if TYPE_CHECKING:
    from minsheng.kernel.cases.models import Case


@cache
def case_kinds() -> Mapping[str, CaseKind]:
    """Return every kind of case by key. Raises ValueError for a key that is used twice."""
    found: dict[str, CaseKind] = {VISIT.key: VISIT, **corrections.KINDS}
    for programme in loading.programmes().values():
        for kind in programme.case_kinds:
            if kind.key in found:
                raise ValueError(
                    f"Two kinds of case are called {kind.key!r}; rename that of {programme.key}."
                )
            found[kind.key] = kind
    return MappingProxyType(found)


def kind_called(key: str) -> CaseKind:
    """Return a kind by key. Raises UnknownKindError."""
    try:
        return case_kinds()[key]
    except KeyError:
        text = Text(
            f"没有名为“{key}”的事项类型，请检查业务卡片。",
            f"No programme declares a kind of case {key!r}; known are {', '.join(case_kinds())}.",
        )
        raise UnknownKindError(text) from None


def kind_of(case: Case) -> CaseKind:
    """Return the kind of a case."""
    return kind_called(case.kind)


def stage_of(case: Case) -> Stage:
    """Return the stage a case is at."""
    return kind_of(case).stage(case.stage)


def programme_of(kind_key: str) -> str:
    """Return the key of the programme a kind belongs to; empty for the kernel's own kinds."""
    programme = loading.programme_of_case_kind().get(kind_key)
    return programme.key if programme else ""


def kind_for_policy(policy: str, purpose: Purpose) -> CaseKind | None:
    """Return the kind of case in which a policy is applied for, or reviewed; None when no card declares one."""
    fitting = (kind for kind in case_kinds().values() if policy in kind.policies and kind.purpose is purpose)
    return next(fitting, None)
