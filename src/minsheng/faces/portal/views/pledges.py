"""What the city promised, and what of it can be counted: open to everybody, down to the records."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from minsheng.faces.design.pledges import built_by_county, by_category, read_pledge
from minsheng.kernel.pledges.models import Pledge
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.staff.access import Audience, Scope, open_to

MOST_MEASUREMENTS = 60


@open_to(Audience.PUBLIC, scope=Scope.AGGREGATE)
def pledges(request: HttpRequest) -> HttpResponse:
    """Every pledge with its sentence, its target and what was counted."""
    on = timezone.localdate()
    readings = [read_pledge(one, on=on) for one in Pledge.objects.filter(is_public=True)]
    context = {"groups": by_category(readings), "on": on, "built": built_by_county(readings, this_city())}
    return render(request, "portal/pledges.html", context)


@open_to(Audience.PUBLIC, scope=Scope.AGGREGATE)
def pledge(request: HttpRequest, key: str) -> HttpResponse:
    """One pledge: its counties, its history, and the public records behind the number."""
    on = timezone.localdate()
    found = get_object_or_404(Pledge, key=key, is_public=True)
    reading = read_pledge(found, on=on)
    measurements = list(found.measurements.order_by("-on")[:MOST_MEASUREMENTS])
    context = {
        "reading": reading,
        "pledge": found,
        "on": on,
        "counties": reading.counties(this_city()),
        "map": reading.map(this_city()),
        "chart": reading.history(reversed(measurements)),
        "past": [(one.on, reading.measured_said(one)) for one in measurements],
        "records": reading.counted_records(),
        "on_the_way": reading.records_on_the_way(),
    }
    return render(request, "portal/pledge.html", context)
