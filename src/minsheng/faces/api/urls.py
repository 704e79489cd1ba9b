"""Addresses of the API."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from ninja import NinjaAPI

from minsheng.faces.api import problems
from minsheng.faces.api.access import declare_patterns
from minsheng.faces.api.operations import router
from minsheng.kernel.staff.access import Audience, Scope, open_to

api = NinjaAPI(
    title="minsheng 民生",
    version="1",
    description="Pledges, policies, people who are owed something, cases, and counted progress.",
    docs_decorator=open_to(Audience.PUBLIC, scope=Scope.NONE),
    urls_namespace="api",
)
problems.register(api)
api.add_router("", router)


@open_to(Audience.PUBLIC, scope=Scope.NONE)
def root(request: HttpRequest) -> HttpResponse:
    """The address of the API itself leads to its description."""
    return redirect("api:openapi-view")


# ninja's own front page declares no audience.
urlpatterns: list[URLPattern] = [
    path("", root, name="api-root"),
    *declare_patterns(
        pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ),
]
