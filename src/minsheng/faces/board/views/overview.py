"""The board at a glance: promises, gaps, what to ask, what is overdue, and how fresh it all is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from minsheng.faces.board.gaps import Gaps, sums
from minsheng.faces.board.maps import gap_map, share_in_percent
from minsheng.faces.board.pledges import lights, read_pledges
from minsheng.faces.board.screening import causes_of, last_whole_run, missing_facts
from minsheng.faces.board.sight import BOARD_ROLES, sight_of
from minsheng.faces.board.sources import freshness
from minsheng.faces.board.work import cases_by_county, open_leads
from minsheng.faces.design.pledges import by_category
from minsheng.kernel.staff.access import Audience, Scope, open_to


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=BOARD_ROLES)
def overview(request: HttpRequest) -> HttpResponse:
    """Everything in counts: the counties of one's posts one by one, and always the whole city."""
    on = timezone.localdate()
    sight = sight_of(request.user, on=on)
    run, lines = last_whole_run(), read_pledges(on=on)
    gaps = Gaps(run)
    city_gaps = gaps.by_policy()
    desks = cases_by_county(on=on)
    context = {
        "on": on,
        "sight": sight,
        "run": run,
        "lights": lights(lines),
        "groups": by_category([line.reading for line in lines]),
        "line_of": {line.reading.pledge.key: line for line in lines},
        "gaps": city_gaps,
        "sums": sums(city_gaps),
        "map": gap_map(gaps, sight),
        "counties": [
            (county, gaps.owed_missing_in(county.code), share_in_percent(gaps.share_missing_in(county.code)))
            for county in sight.counties
        ],
        "desks": [(county, desks.get(county.code)) for county in sight.counties],
        "all_open": sum(desk.open for desk in desks.values()),
        "all_overdue": sum(desk.overdue for desk in desks.values()),
        "leads": open_leads(sight),
        "missing": missing_facts(run, sight) if run else [],
        "causes": causes_of(run) if run else [],
        "sources": freshness(sight, on=on),
    }
    return render(request, "board/overview.html", context)
