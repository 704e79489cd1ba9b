"""The front door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minsheng.kernel.registry.here import this_city
from minsheng.kernel.staff.access import Audience, Scope, open_to


@open_to(Audience.PUBLIC, scope=Scope.NONE)
def home(request: HttpRequest) -> HttpResponse:
    """Three doors: what am I owed, what did the city promise, sign in."""
    return render(request, "portal/home.html", {"city": this_city()})
