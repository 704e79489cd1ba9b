"""Who may open what, as one file that people review; and no table of people without a scope."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import get_resolver

from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.staff.access import Access, _operations_behind, _views
from minsheng.kernel.staff.scope import ScopedQuerySet

REVIEWED = Path(__file__).parent / "permissions.txt"
HEADING = """\
# Who may open which address: method or page, audience, rows, roles (all posts where none is named).
# Reviewed by a person. A new address, or another audience, must be written here; the test says which line.
"""
# Tables that reach a person and are asked through the row above them, which has a scope. With the reason.
THROUGH_ANOTHER = {
    "cases.CaseItem": "read from its case",
    "cases.CaseStep": "read from its case",
    "cases.Delivery": "read from its case",
    "people.ChangedHousehold": "read by the worker of the night alone",
    "people.FactRecord": "read from its person or household",
    "people.ResidentAccount": "read by the account itself",
}


def permissions() -> list[str]:
    """Return one line for each address of the site."""
    return sorted(set(_lines()))


def _lines() -> Iterator[str]:
    for path, callback in _views(get_resolver().url_patterns):
        operations = list(_operations_behind(callback))
        if not operations:
            yield _line(path, "page", callback.access)
        for operation in operations:
            for method in operation.methods:
                yield _line(path, method, operation.view_func.access)


def _line(path: str, method: str, access: Access) -> str:
    roles = ",".join(sorted(access.roles))
    return f"{path:<74} {method:<5} {access.audience:<9} {access.scope:<10} {roles}".rstrip()


def test_every_address_is_in_the_reviewed_file_as_it_is():
    reviewed = [line for line in REVIEWED.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]

    assert permissions() == reviewed


def people_reached() -> list[type[models.Model]]:
    """Return the tables with a link to a person or a household."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("minsheng.")
        and any(field.related_model in (Person, Household) for field in model._meta.concrete_fields)
    ]


@pytest.mark.parametrize("model", people_reached(), ids=lambda model: model._meta.label)
def test_every_table_that_reaches_a_person_is_asked_through_a_scope(model: Any):
    has_a_scope = isinstance(model._default_manager.all(), ScopedQuerySet)

    assert has_a_scope or model._meta.label in THROUGH_ANOTHER


def test_no_exception_is_kept_for_a_table_that_has_a_scope():
    scoped = {
        model._meta.label
        for model in people_reached()
        if isinstance(model._default_manager.all(), ScopedQuerySet)
    }

    assert sorted(scoped & set(THROUGH_ANOTHER)) == []
