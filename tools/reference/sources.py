"""What the pages are written from: the rules, the numbers of one city, and the cases beside the tests."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

from tests.programmes.rule_cases import all_cases

from minsheng.engines.policy.binding import bind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import facts_used, parameters_used
from minsheng.engines.policy.wording import Phrases
from minsheng.kernel.entitlements.catalogue import Entry, catalogue
from minsheng.kernel.registry.city import City, find_city, load_city
from minsheng.kernel.registry.loading import policies, rulebooks

# The day whose parameters give the rules their wording. A fixed one, so that the pages do not change overnight.
REFERENCE_DAY = date(2026, 11, 24)
CITY = "jinzhong"
ANSWERS = ("eligible", "not_eligible", "unknown")


@cache
def city() -> City:
    """Return the city whose numbers are shown; the folder beside the sources, whatever the environment names."""
    return load_city(find_city(CITY, environ={}))


@cache
def parameters() -> ParameterSet:
    """Return the numbers of the city."""
    return ParameterSet.load(city().parameters_folder)


@cache
def phrases() -> Phrases:
    """Return the words for every expression of every rule."""
    return Phrases(bind(rulebooks(), parameters(), on=REFERENCE_DAY))


@cache
def catalogue_entries() -> dict[str, Entry]:
    """Return the entries of the catalogue by policy."""
    return {entry.key: entry for entry in catalogue(parameters(), on=REFERENCE_DAY)}


@cache
def policies_by_parameter() -> dict[str, list[str]]:
    """Return, by key of a parameter, the policies that rest on it."""
    found: dict[str, list[str]] = {}
    for policy in policies().values():
        for key in parameters_used(policy):
            found.setdefault(key, []).append(policy.key)
    return found


@cache
def policies_by_fact() -> dict[str, list[str]]:
    """Return, by name of a fact, the policies that may ask for it."""
    found: dict[str, list[str]] = {}
    for policy in policies().values():
        for name in facts_used(policy):
            found.setdefault(name, []).append(policy.key)
    return found


@cache
def cases_by_policy() -> dict[str, int]:
    """Return how many cases say something about each policy."""
    return Counter(key for case in all_cases() for key in {expected.policy for expected in case.expected})


@cache
def answers_by_policy() -> dict[tuple[str, str], int]:
    """Return how many answers the cases expect, by policy and answer; a case may speak of several members."""
    return Counter((expected.policy, expected.status) for case in all_cases() for expected in case.expected)
