"""The showcase city, and who looks at it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests.make.showcase import Showcase, make_showcase


@pytest.fixture
def showcase(db) -> Showcase:
    return make_showcase(on=timezone.localdate())


@pytest.fixture
def leader(showcase) -> Client:
    return _as(showcase.leader)


@pytest.fixture
def clerk(showcase) -> Client:
    return _as(showcase.clerk)


def _as(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
