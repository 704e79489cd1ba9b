"""The whole calculation of one policy for one household or member, for an appeal or a doubt."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from minsheng.faces.desk.facts import fact_row
from minsheng.faces.desk.findings import HouseholdFindings
from minsheng.faces.desk.read_log import record_reading
from minsheng.faces.desk.staff import READERS, StaffRequest
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.loading import policies
from minsheng.kernel.staff.access import Audience, Scope, open_to


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def why(request: StaffRequest, household_token: str, policy: str) -> HttpResponse:
    """Show every step by which a policy came to its answer."""
    on = timezone.localdate()
    if policy not in policies():
        raise Http404
    seen = Household.objects.visible_to(request.user, on=on, roles=READERS)
    household: Household = get_object_or_404(seen, token=household_token)
    rules = HouseholdFindings(household, reader=request.user, on=on)
    people = [member.person for member in rules.known.members] if rules.known is not None else []
    asked = request.GET.get("person", "")
    person: Person | None = next((one for one in people if one.token == asked), None)
    told = rules.explanation(policy, person)
    behind = rules.facts_behind(policy, person)
    record_reading(
        person or household, {used.fact.name for used in behind if used.held is not None},
        by=request.user, at=timezone.now(), policy=policy,
    )  # fmt: skip
    back = person or next(iter(people), None)
    context = {
        "on": on, "policy": policies()[policy], "told": told,
        "is_without_closed_facts": rules.is_told_without_closed_facts(policy, person),
        "nearest": rules.nearest(policy, person),
        "facts": [fact_row(used) for used in behind],
        "amount_reasons": [told.amount] if told is not None and told.amount is not None else [],
        "back_name": back.name if back else "", "back_href": f"/desk/people/{back.token}/" if back else "/desk/",
    }  # fmt: skip
    return render(request, "desk/why.html", context)
