"""The ready-made accounts of the demo: one for each kind of user, and the colleagues they need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, F

from minsheng.kernel.audit.record import record
from minsheng.kernel.divisions.codes import Depth, ancestor
from minsheng.kernel.entitlements.models import Lead
from minsheng.kernel.people.models import ResidentAccount
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.city import City
from minsheng.kernel.registry.loading import policies_for_residents
from minsheng.kernel.staff.models import Post

PASSWORD = "minsheng-demo"  # noqa: S105 (a demo on one's own machine; a real site has no such account)


@dataclass(frozen=True, slots=True)
class Account:
    """One account, for the report."""

    username: str
    called: str
    what: str


@transaction.atomic
def make_accounts(city: City, *, on: date, at: datetime) -> list[Account]:
    """Make the accounts around the village of the demo county that has most to do. Existing ones stay."""
    village = busiest_village(city)
    township, county = ancestor(village, Depth.TOWNSHIP), ancestor(village, Depth.COUNTY)
    first = date(on.year, 1, 1)
    staff = [
        ("village", "王村", "村工作人员 village worker", Role.VILLAGE_WORKER, village),
        ("township", "李审", "乡镇审核人 township reviewer", Role.TOWNSHIP_REVIEWER, township),
        ("township2", "赵审", "乡镇审核人 township reviewer", Role.TOWNSHIP_REVIEWER, township),
        ("clerk", "张办", "县级经办人 county clerk", Role.COUNTY_CLERK, county),
        ("approver", "刘审", "县级审核确认人 county approver", Role.COUNTY_APPROVER, county),
        ("leader", "陈市", "市领导 leader", Role.LEADER, city.code),
        ("analyst", "孙析", "政策分析 policy analyst", Role.ANALYST, city.code),
    ]
    accounts = [_resident(village, at=at)]
    for username, called, what, role, division in staff:
        user = _user(username, called)
        post, is_new = Post.objects.get_or_create(
            user=user, role=role.value, programme="", division_id=division, from_on=first
        )
        if is_new:
            record("post given", post, by=None, at=at, role=role.value)
        accounts.append(Account(username, called, what))
    return accounts


def busiest_village(city: City) -> str:
    """Return the village of the demo county with the most open leads."""
    leads = Lead.objects.open().within(city.demo_county).filter(household__isnull=False)
    most = leads.values("division_id").annotate(count=Count("pk")).order_by("-count", "division_id").first()
    if most is None:
        raise LookupError("The screening found no lead in the county of the demo; there is nothing to show.")
    return str(most["division_id"])


def _resident(village: str, *, at: datetime) -> Account:
    """Give a login to somebody of the village who is owed something."""
    user = _user("resident", "")
    if not hasattr(user, "resident"):
        waiting = Lead.objects.open().filter(
            division_id=village,
            kind=Lead.Kind.OWED_MISSING,
            person__isnull=False,
            person__account__isnull=True,
            policy__in=policies_for_residents(),
        )
        # Money first: what a family is owed and does not get is what the page is for.
        lead = waiting.order_by(F("amount_fen").desc(nulls_last=True), "person__born_on", "pk").first()
        if lead is None:
            raise LookupError(
                f"Nobody in village {village} is owed something; the demo has no resident to show."
            )
        account = ResidentAccount.objects.create(user=user, person=lead.person)
        user.last_name, user.first_name = lead.person.name[0], lead.person.name[1:]
        user.save(update_fields=["last_name", "first_name"])
        record("account given to a resident", account, by=None, at=at)
    return Account("resident", user.resident.person.name, "居民 resident")


def _user(username: str, called: str):  # type: ignore[no-untyped-def]
    users = get_user_model().objects
    user = users.filter(username=username).first()
    if user is None:
        user = users.create_user(username, password=PASSWORD, last_name=called[:1], first_name=called[1:])
    return user
