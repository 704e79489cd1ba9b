"""Addresses of the API."""

from django.urls import URLPattern
from ninja import NinjaAPI

from minsheng.faces.api import problems
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

# Without ninja's own front page, which declares no audience.
urlpatterns: list[URLPattern] = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]
