"""One pledge for a leader: how far against time, which counties lag, which sites are on the way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from minsheng.faces.board.pledges import Line
from minsheng.faces.board.sight import BOARD_ROLES
from minsheng.faces.design.pledges import read_pledge
from minsheng.kernel.pledges.models import Pledge
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.staff.access import Audience, Scope, open_to

MOST_MEASUREMENTS = 60


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=BOARD_ROLES)
def pledge(request: HttpRequest, key: str) -> HttpResponse:
    """Show counties, history and public records; what was promised in public is open to every post of the board."""
    on = timezone.localdate()
    found = get_object_or_404(Pledge, key=key)
    reading = read_pledge(found, on=on)
    measurements = list(found.measurements.order_by("-on")[:MOST_MEASUREMENTS])
    context = {
        "reading": reading,
        "line": Line(reading),
        "pledge": found,
        "on": on,
        "counties": reading.counties(this_city()),
        "map": reading.map(this_city()),
        "chart": reading.history(reversed(measurements)),
        "past": [(one.on, reading.measured_said(one)) for one in measurements],
        "records": reading.counted_records(),
        "on_the_way": reading.records_on_the_way(),
    }
    return render(request, "board/pledge.html", context)
