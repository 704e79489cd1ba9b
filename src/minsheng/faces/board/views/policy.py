"""One policy by county: who is owed, who receives, who waits, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from minsheng.faces.board.gaps import Counts, Gap, Gaps, unconfirmed_parameters
from minsheng.faces.board.maps import policy_map
from minsheng.faces.board.screening import last_whole_run
from minsheng.faces.board.sight import BOARD_ROLES, Sight, sight_of
from minsheng.kernel.registry.city_reading import Division
from minsheng.kernel.registry.loading import policies, programme_of_policy
from minsheng.kernel.staff.access import Audience, Scope, open_to

# The desk's list of leads; faces do not know one another, only their addresses.
LEADS = "/desk/leads/"


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county of a policy; ``leads_href``: where the desk lists its leads, for those whose posts reach them."""

    county: Division
    counts: Counts | None
    leads_href: str


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=BOARD_ROLES)
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """Show a policy in the counties in sight, and over the whole city."""
    known = policies().get(key)
    if known is None:
        raise Http404(f"There is no policy {key!r}.")
    on = timezone.localdate()
    sight, run = sight_of(request.user, on=on), last_whole_run()
    gaps = Gaps(run)
    context = {
        "policy": known,
        "programme": programme_of_policy()[key],
        "run": run,
        "sight": sight,
        "whole": Gap(known, gaps.total(key)),
        "lines": [
            CountyLine(county, gaps.of(key, county.code), _leads_href(key, county.code, sight))
            for county in sight.counties
        ],
        "map": policy_map(gaps, key, sight),
        "unconfirmed": unconfirmed_parameters(known, on=on),
    }
    return render(request, "board/policy.html", context)


def _leads_href(policy: str, county: str, sight: Sight) -> str:
    return f"{LEADS}{county}/?{urlencode({'policy': policy})}" if sight.leads_on(county) else ""
