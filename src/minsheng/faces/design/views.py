"""Pages that belong to no single face: login, language, health, and the gallery of components."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import views as auth_views
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.i18n import set_language as django_set_language

from minsheng.faces.design.charts import LineChart, line_chart
from minsheng.faces.design.forms import LoginForm
from minsheng.faces.design.maps import CountyMap, county_map
from minsheng.faces.design.words import LIGHT, TONES, WORDS
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.staff.access import Audience, Scope, holds_a_post, open_to

anybody = open_to(Audience.PUBLIC, scope=Scope.NONE)


class Login(auth_views.LoginView):
    """Sign in, then go to the page that fits the post."""

    template_name = "design/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """Residents to their own page, leaders to the board, other staff to the desk."""
        user: Any = self.request.user
        if hasattr(user, "resident"):
            return "/my/"
        if holds_a_post(user, [Role.LEADER]):
            return "/board/"
        if holds_a_post(user, [Role.ANALYST]):
            return "/board/simulations/"
        return "/desk/" if holds_a_post(user, []) else "/"


login = anybody(Login.as_view())
logout = anybody(auth_views.LogoutView.as_view())
language = anybody(django_set_language)


@anybody
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@anybody
def ready(request: HttpRequest) -> HttpResponse:
    """The process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ready"})


@anybody
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, with the words and tones of states: the place to look before making a new one."""
    return render(
        request,
        "design/gallery.html",
        {
            "words": WORDS,
            "tones": sorted(set(TONES.values())),
            "rows": [(_("姓名"), "张*"), (_("住址"), _("甲村"))],
            "form": LoginForm(),
            "lights": list(LIGHT),
            "map": _map(),
            "chart": _chart(),
        },
    )


def _map() -> CountyMap:
    """A map of invented values; the last county is not known."""
    *known, unknown = this_city().counties
    values: dict[str, float | None] = {county.code: float(place) for place, county in enumerate(known)}
    said = {code: f"{value:.0f}" for code, value in values.items()}
    return county_map(this_city(), values | {unknown.code: None}, said)


def _chart() -> LineChart | None:
    """A line of invented counts against a target."""
    days = [date(2026, month, 1) for month in (3, 6, 9)]
    return line_chart(
        list(zip(days, (3.0, 8.0, 13.0), strict=True)),
        value_text="{:.0f}".format,
        day_text=str,
        target=20.0,
        until=date(2026, 12, 31),
    )
