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
def resident(showcase) -> Client:
    client = Client()
    client.force_login(showcase.resident)
    return client
