"""The catalogue of policies, open to everybody: what each gives, rests on and comes from, and how it is tried out."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from minsheng.faces.design.graphs import drawing_of
from minsheng.faces.portal.numbers import number_said
from minsheng.kernel.entitlements.catalogue import Entry
from minsheng.kernel.entitlements.catalogue import catalogue as entries
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.staff.access import Audience, Scope, open_to

MOST_WORDS = 100


@open_to(Audience.PUBLIC, scope=Scope.AGGREGATE)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every policy by programme; a search looks in titles, conditions, facts, numbers and documents."""
    words = request.GET.get("q", "")[:MOST_WORDS].strip()
    everything = entries(parameters_of_this_city(), on=timezone.localdate())
    found = [entry for entry in everything if entry.is_about(words)]
    context = {
        "words": words,
        "groups": _by_programme(found),
        "found": len(found),
        "whole": len(everything),
        "cases": sum(entry.tried.cases for entry in everything),
        "numbers": len({number.key for entry in everything for number in entry.numbers}),
    }
    return render(request, "portal/catalogue.html", context)


@open_to(Audience.PUBLIC, scope=Scope.AGGREGATE)
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """One policy: conditions, facts and where they come from, numbers and how sure they are, graph, cases."""
    everything = entries(parameters_of_this_city(), on=timezone.localdate())
    entry = next((one for one in everything if one.key == key), None)
    if entry is None:
        raise Http404(f"No policy is called {key!r}.")
    context = {
        "entry": entry,
        "policy": entry.policy,
        "numbers": [(number, number_said(number)) for number in entry.numbers],
        "drawing": drawing_of(entry.graph, get_language() or "zh-hans"),
    }
    return render(request, "portal/catalogue_policy.html", context)


def _by_programme(found: Iterable[Entry]) -> list[tuple[object, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        groups.setdefault(entry.programme.key, []).append(entry)
    return [(listed[0].programme, listed) for listed in groups.values()]
