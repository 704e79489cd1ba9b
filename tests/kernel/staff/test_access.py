"""Pages say for whom they are: who is let in, and that a page that does not say so stops the start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path
from django.utils import timezone
from ninja import NinjaAPI

from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.access import Audience, Scope, open_to, refuse_undeclared
from minsheng.kernel.staff.models import Post
from minsheng.site.urls import urlpatterns

MakePost = Callable[..., Post]


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def _asked(view: Callable[..., HttpResponse], user: User | AnonymousUser) -> HttpResponse:
    request = RequestFactory().get("/desk/?page=2")
    request.user = user
    return view(request)


PUBLIC = open_to(Audience.PUBLIC, scope=Scope.NONE)(_page)
RESIDENT = open_to(Audience.RESIDENT, scope=Scope.OWN)(_page)
STAFF = open_to(Audience.STAFF, scope=Scope.DIVISION)(_page)
LEADERS = open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=[Role.LEADER])(_page)


def test_a_public_page_is_open_to_everybody() -> None:
    assert _asked(PUBLIC, AnonymousUser()).status_code == 200


@pytest.mark.parametrize("view", [RESIDENT, STAFF, LEADERS])
def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(view: Callable[..., HttpResponse]) -> None:
    answer = _asked(view, AnonymousUser())

    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/desk/%3Fpage%3D2")


def test_a_staff_page_is_for_those_who_hold_a_post_today(make_post: MakePost) -> None:
    held = make_post(from_on=timezone.localdate()).user
    former = make_post("former", to_on=timezone.localdate() - timedelta(days=1)).user

    assert _asked(STAFF, held).status_code == 200
    for user in (former, User.objects.create_user("nobody"), User.objects.create_superuser("root")):
        with pytest.raises(PermissionDenied):
            _asked(STAFF, user)


def test_a_page_for_some_roles_is_closed_to_others(make_post: MakePost) -> None:
    leader, worker = make_post("leader", role=Role.LEADER).user, make_post("worker").user

    assert _asked(LEADERS, leader).status_code == 200
    with pytest.raises(PermissionDenied):
        _asked(LEADERS, worker)


def test_every_page_of_the_site_says_for_whom_it_is() -> None:
    assert urlpatterns
    refuse_undeclared(urlpatterns)


def test_a_page_that_does_not_say_so_stops_the_start_and_is_named() -> None:
    inner = [path("open/", PUBLIC), path("forgotten/<int:number>/", _page)]

    with pytest.raises(ImproperlyConfigured, match=r"/desk/forgotten/<int:number>/\. Decorate"):
        refuse_undeclared([path("desk/", include(inner))])


def _api(*operations: Callable[..., Any]) -> list[Any]:
    api = NinjaAPI(docs_url=None, openapi_url=None, urls_namespace=f"test-{len(operations)}-{id(operations)}")
    for method, operation in zip((api.get, api.post), operations, strict=False):
        method("/things")(operation)
    patterns, _, _ = api.urls
    return [pattern for pattern in patterns if "things" in str(pattern.pattern)]


def test_an_api_address_is_declared_when_all_of_its_operations_are() -> None:
    refuse_undeclared(_api(PUBLIC, STAFF))


def test_one_operation_that_does_not_say_so_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="/things"):
        refuse_undeclared(_api(PUBLIC, _page))
