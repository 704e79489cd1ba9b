"""For whom an operation is: the same declaration as for pages, answered with a problem instead of a login page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern

from minsheng.faces.api.problems import ProblemError
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.access import Access, Audience, Scope, holds_a_post

Operation = Callable[..., Any]


def open_to(
    audience: Audience, *, scope: Scope, roles: Iterable[Role] = ()
) -> Callable[[Operation], Operation]:
    """Declare and enforce for whom an operation is. Put it below the route decorator."""
    access = Access(audience, scope, frozenset(roles))

    def declare(operation: Operation) -> Operation:
        @wraps(operation)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if access.audience is not Audience.PUBLIC:
                _must_be_allowed(request, access)
            return operation(request, *args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return guarded

    return declare


def _must_be_allowed(request: HttpRequest, access: Access) -> None:
    if not request.user.is_authenticated:
        raise ProblemError(401, "not-signed-in", "Sign in first: this operation is not public.")
    if access.audience is Audience.STAFF and not holds_a_post(request.user, access.roles):
        raise ProblemError(403, "no-post", "This operation is for staff with another post than yours.")


def declare_patterns(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """Give every address the declarations of its operations; one operation without leaves the address undeclared.

    ninja answers an address with one function around all its operations, so the site's check at start could not see
    what they declare.
    """
    declared = list(patterns)
    for pattern in declared:
        if hasattr(pattern.callback, "access"):
            continue
        path_view = inspect.getclosurevars(pattern.callback).nonlocals["self"]
        accesses = [getattr(operation.view_func, "access", None) for operation in path_view.operations]
        if all(isinstance(access, Access) for access in accesses):
            pattern.callback.access = accesses[0]  # type: ignore[attr-defined]
    return declared
