"""The showcase city, written once for each module, and who looks at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.make.showcase import Showcase, shared_showcase


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker) -> Iterator[Showcase]:
    with shared_showcase(django_db_blocker) as made:
        yield made


@pytest.fixture
def showcase(city, db) -> Showcase:
    return city


@pytest.fixture
def leader(showcase) -> Client:
    return _signed_in(showcase.leader)


@pytest.fixture
def analyst(showcase) -> Client:
    return _signed_in(showcase.analyst)


@pytest.fixture
def clerk(showcase) -> Client:
    return _signed_in(showcase.clerk)


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
