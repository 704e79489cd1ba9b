"""Who works at the desk: the request of somebody who is signed in, and the roles that pages are open to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from minsheng.kernel.cases.need_to_know import CASEWORKERS, READERS
from minsheng.kernel.registry.card import Role

__all__ = ["CASEWORKERS", "IMPORTERS", "READERS", "StaffRequest"]

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django_htmx.middleware import HtmxDetails

# Those who bring files into the register and take them back.
IMPORTERS = (Role.TOWNSHIP_REVIEWER, Role.COUNTY_CLERK)


class StaffRequest(HttpRequest):
    """A request that ``open_to`` has let through: the user is signed in and holds a post."""

    user: User
    htmx: HtmxDetails
