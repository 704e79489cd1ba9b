"""What every page knows: the city, where one may go from here, and whether the data is synthetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from minsheng.kernel.cases.need_to_know import READERS
from minsheng.kernel.intake.kinds import IMPORTERS
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

# Analysts read counts and examples without identity; they have no desk and no people.
AT_A_DESK = set(Role) - {Role.ANALYST}
BOARD_READERS = {Role.LEADER, Role.COUNTY_CLERK, Role.COUNTY_APPROVER, Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the main navigation."""

    href: str
    label: str
    is_here: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for every template."""
    return {
        "data_is_synthetic": settings.MODE != "production",
        "city_name": settings.MINSHENG_CITY_NAME,
        "navigation": SimpleLazyObject(lambda: navigation(request)),
    }


def navigation(request: HttpRequest) -> list[Link]:
    """The pages a visitor may go to from anywhere."""
    entries = [("/check/", _("我能享受什么")), ("/pledges/", _("民生承诺"))]
    user = request.user
    if user.is_authenticated:
        if hasattr(user, "resident"):
            entries.insert(0, ("/my/", _("我的家")))
        entries = _staff_entries(user) or entries
    here = _most_specific(request.path, [href for href, _label in entries])
    return [Link(href, label, href == here) for href, label in entries]


def _staff_entries(user: Any) -> list[tuple[str, str]]:
    """The pages of somebody who holds a post, by what the post lets them do; empty for others."""
    held = Post.objects.held_on(timezone.localdate()).filter(user=user).values_list("role", flat=True)
    roles = {Role(role) for role in held}
    known = [
        ("/desk/", _("我的工作"), AT_A_DESK),
        ("/desk/people/", _("找人"), set(READERS)),
        ("/desk/places/", _("机构设施"), AT_A_DESK),
        ("/desk/imports/", _("导入表格"), {*IMPORTERS, Role.AUDITOR}),
        ("/board/", _("承诺看板"), BOARD_READERS),
        ("/board/simulations/", _("政策测算"), {Role.ANALYST}),
    ]
    return [(href, label) for href, label, open_to in known if roles & open_to]


def _most_specific(path: str, hrefs: list[str]) -> str:
    return max((href for href in hrefs if path.startswith(href)), key=len, default="")
