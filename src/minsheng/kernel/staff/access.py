"""Who may open which page. A view that does not say so stops the site from starting.

Two walls: this one says which audience and roles may open a page at all; the scoped querysets say which rows they see.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils import timezone

from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post


class Audience(StrEnum):
    """For whom a page is."""

    PUBLIC = "public"
    RESIDENT = "resident"
    STAFF = "staff"


class Scope(StrEnum):
    """Which rows a page may show."""

    NONE = "none"  # no row about a person
    OWN = "own"  # only what concerns the resident and their family
    DIVISION = "division"  # rows in the divisions of the user's posts
    AGGREGATE = "aggregate"  # counts only


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declares."""

    audience: Audience
    scope: Scope
    roles: frozenset[Role]


View = Callable[..., HttpResponseBase]


def open_to(audience: Audience, *, scope: Scope, roles: Iterable[Role] = ()) -> Callable[[View], View]:
    """Declare and enforce for whom a view is. Staff pages without roles are open to every post in force."""
    access = Access(audience, scope, frozenset(roles))

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if access.audience is Audience.PUBLIC:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if access.audience is Audience.STAFF and not holds_a_post(request.user, access.roles):
                raise PermissionDenied("This page is for staff with another post than yours.")
            return view(request, *args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return guarded

    return declare


def holds_a_post(user: Any, roles: Iterable[Role]) -> bool:
    """Say whether a user holds a post today; with roles, one of these."""
    posts = Post.objects.held_on(timezone.localdate()).filter(user=user)
    wanted = [role.value for role in roles]
    return (posts.filter(role__in=wanted) if wanted else posts).exists()


def refuse_undeclared(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Raise ImproperlyConfigured naming every URL whose view declares no audience and scope."""
    undeclared = [path for path, callback in _views(patterns) if not _is_declared(callback)]
    if undeclared:
        raise ImproperlyConfigured(
            "These URLs do not say for whom they are and which rows they show: "
            + ", ".join(sorted(undeclared))
            + ". Decorate their views with minsheng.kernel.staff.access.open_to."
        )


def _views(patterns: Iterable[URLPattern | URLResolver], prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def _is_declared(callback: Any) -> bool:
    """Say whether a view declares its access; for an address of the API, whether all of its operations do."""
    operations = _operations_behind(callback)
    if operations:
        return all(_declares(operation.view_func) for operation in operations)
    return _declares(callback)


def _declares(view: Any) -> bool:
    return isinstance(getattr(view, "access", None), Access)


def _operations_behind(callback: Any) -> Iterable[Any]:
    """Return the operations of a django-ninja address, which answers with one function around all of them."""
    view = inspect.unwrap(callback)
    if not inspect.isfunction(view):
        return ()
    path_view = inspect.getclosurevars(view).nonlocals.get("self")
    return getattr(path_view, "operations", None) or ()
