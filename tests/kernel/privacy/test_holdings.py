"""What is held about people is declared: a field without a class stops the site; a sensitive one is sealed, or why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from minsheng.kernel.audit.record import SealedDetailError, record
from minsheng.kernel.people.models import Person
from minsheng.kernel.privacy import holdings
from minsheng.kernel.privacy.fields import EncryptedField
from minsheng.kernel.privacy.holdings import Sensitivity, all_holdings, holding, shown

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def test_every_field_of_every_table_has_a_class():
    holdings.refuse_undeclared_fields()


def test_a_field_without_a_class_stops_the_start_and_is_named(monkeypatch):
    without_phone = {
        place: one for place, one in all_holdings().items() if place != ("people.Person", "phone")
    }
    monkeypatch.setattr(holdings, "all_holdings", lambda: without_phone)

    with pytest.raises(ImproperlyConfigured, match=r"people\.Person\.phone has no class"):
        holdings.refuse_undeclared_fields()


def test_a_declaration_without_a_field_stops_the_start_too(monkeypatch):
    more = {**all_holdings(), ("people.Person", "shoe_size"): holding("people.Person", "name")}
    monkeypatch.setattr(holdings, "all_holdings", lambda: more)

    with pytest.raises(
        ImproperlyConfigured, match=r"people\.Person\.shoe_size is declared and does not exist"
    ):
        holdings.refuse_undeclared_fields()


@pytest.mark.parametrize("place", sorted(all_holdings()), ids=".".join)
def test_a_sensitive_field_is_sealed_or_says_why_it_is_not(place):
    found = all_holdings()[place]
    field = apps.get_model(place[0])._meta.get_field(place[1])
    is_sealed = isinstance(field, EncryptedField)

    needs_a_reason = found.sensitivity.is_sensitive and not is_sealed
    assert bool(found.in_clear_because) is needs_a_reason


def test_every_reason_and_mask_belongs_to_a_declared_field():
    for table in holdings.tables():
        names = {one.name for one in table.holdings()}
        assert set(table.in_clear) <= names
        assert set(table.masks) <= names


def test_every_table_says_why_on_what_ground_and_how_long_in_both_languages():
    for table in holdings.tables():
        assert all((table.purpose.zh, table.purpose.en, table.ground, table.kept.zh, table.kept.en)), (
            table.model
        )


def test_identity_numbers_are_closed_and_telephones_sensitive():
    assert holding("people.Person", "identity_number").sensitivity is Sensitivity.S4
    assert holding("people.Person", "phone").sensitivity is Sensitivity.S3


def test_a_value_is_shown_by_its_mask_or_hidden_whole_if_sensitive():
    assert shown("people.Person", "phone", "13800001234") == "138****1234"
    assert shown("people.Person", "name", "王小明") == "王*明"
    assert shown("people.Household", "address", "新建路1号") == "***"
    assert shown("people.Household", "address", "") == ""
    assert shown("people.Household", "number", "12") == "12"


def test_an_undeclared_field_cannot_be_shown():
    with pytest.raises(KeyError, match=r"holdings\.py"):
        shown("people.Person", "shoe_size", "43")


@pytest.mark.django_db
def test_the_log_takes_no_value_of_a_sealed_field():
    person = Person(pk=1)
    with transaction.atomic():
        with pytest.raises(SealedDetailError, match="phone"):
            record("phone changed", person, by=None, at=NOON, phone="13800001234")
        assert record("phone changed", person, by=None, at=NOON, rows=1).details == {"rows": 1}
