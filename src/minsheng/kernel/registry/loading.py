"""Loading the cards of all programmes that a site runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from minsheng.engines.formulas.registry import Calculator, calculators
from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.kernel.registry.card import (
    CaseKind,
    CertificateKind,
    IndicatorKind,
    PlaceKind,
    Programme,
    SheetKind,
)

# The kernel names no programme: the package that holds them says which there are.
PROGRAMMES_PACKAGE = "minsheng.programmes"


@cache
def programmes() -> Mapping[str, Programme]:
    """Return the cards of all programmes, by key, in the order of the package's ``KEYS``."""
    keys: Iterable[str] = import_module(PROGRAMMES_PACKAGE).KEYS
    cards = [import_module(f"{PROGRAMMES_PACKAGE}.{key}.programme").PROGRAMME for key in keys]
    return MappingProxyType({card.key: card for card in cards})


def rulebooks() -> tuple[Rulebook, ...]:
    """Return the rulebooks of all programmes."""
    return tuple(card.rulebook for card in programmes().values())


@cache
def policies() -> Mapping[str, Policy]:
    """Return every policy by key; keys are unique over all programmes."""
    found: dict[str, Policy] = {}
    for book in rulebooks():
        for key, policy in book.policies.items():
            if key in found:
                raise ValueError(
                    f"Policy {key!r} stands in two rulebooks, the second is {book.key!r}. Rename one."
                )
            found[key] = policy
    return MappingProxyType(found)


@cache
def programme_of_policy() -> Mapping[str, Programme]:
    """Return the programme each policy belongs to."""
    return MappingProxyType({key: card for card in programmes().values() for key in card.rulebook.policies})


@cache
def case_kinds() -> Mapping[str, CaseKind]:
    """Return every kind of case by key."""
    return MappingProxyType({kind.key: kind for card in programmes().values() for kind in card.case_kinds})


@cache
def place_kinds() -> Mapping[str, PlaceKind]:
    """Return every kind of place by key."""
    return MappingProxyType({kind.key: kind for card in programmes().values() for kind in card.place_kinds})


@cache
def indicators() -> Mapping[str, IndicatorKind]:
    """Return every indicator by key."""
    return MappingProxyType({one.key: one for card in programmes().values() for one in card.indicators})


@cache
def sheets() -> Mapping[str, SheetKind]:
    """Return the kinds of sheet that programmes can import, by key."""
    return MappingProxyType({sheet.key: sheet for card in programmes().values() for sheet in card.sheets})


@cache
def certificate_kinds() -> Mapping[str, CertificateKind]:
    """Return everything a place can be certified as, by key."""
    return MappingProxyType(
        {kind.key: kind for card in programmes().values() for kind in card.certificate_kinds}
    )


@cache
def programme_of_case_kind() -> Mapping[str, Programme]:
    """Return the programme each kind of case belongs to."""
    return MappingProxyType({kind.key: card for card in programmes().values() for kind in card.case_kinds})


@cache
def programme_of_place_kind() -> Mapping[str, Programme]:
    """Return the programme each kind of place belongs to."""
    return MappingProxyType({kind.key: card for card in programmes().values() for kind in card.place_kinds})


@cache
def policies_that_ride_along() -> frozenset[str]:
    """Return the policies whose leads alone are no reason to visit a household."""
    return frozenset(key for card in programmes().values() for key in card.rides_along)


@cache
def policies_for_residents() -> frozenset[str]:
    """Return the policies that residents are asked about and shown; the others tell staff what is due."""
    kept = {key for card in programmes().values() for key in card.for_staff}
    return frozenset(key for key in policies() if key not in kept)


@cache
def policies_behind_facts() -> Mapping[str, tuple[str, ...]]:
    """Return the facts that say somebody has a benefit already, with the policies they stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for card in programmes().values():
        for name, keys in card.stands_for.items():
            found[name] = (*found.get(name, ()), *keys)
    return MappingProxyType(found)


@cache
def recognised_classes() -> Mapping[str, Mapping[int, str]]:
    """Return the facts that say in which class a household is recognised, with the policy behind each code."""
    return MappingProxyType(
        {name: codes for card in programmes().values() for name, codes in card.classes.items()}
    )


@cache
def all_calculators() -> Mapping[str, Calculator]:
    """Return the shared calculators and those of every programme, by name."""
    for key in import_module(PROGRAMMES_PACKAGE).KEYS:
        import_module(f"{PROGRAMMES_PACKAGE}.{key}.formulas")
    return calculators()
