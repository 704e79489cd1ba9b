"""The town of the journeys with a few families, and a client for anybody who works there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from tests.make.today import stop_the_clock
from tests.make.town import Town, make_town


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def town(db: None) -> Town:
    return make_town(on=timezone.localdate(), families=6)


@pytest.fixture
def at_the_desk_of() -> Callable[[User], Client]:
    """Return a browser in which somebody has signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def worker(town: Town, at_the_desk_of: Callable[[User], Client]) -> Client:
    return at_the_desk_of(town.worker)


@pytest.fixture
def reviewer(town: Town, at_the_desk_of: Callable[[User], Client]) -> Client:
    return at_the_desk_of(town.reviewer)


@pytest.fixture
def clerk(town: Town, at_the_desk_of: Callable[[User], Client]) -> Client:
    return at_the_desk_of(town.clerk)


@pytest.fixture
def stranger(town: Town, at_the_desk_of: Callable[[User], Client]) -> Client:
    """A county clerk of another county."""
    return at_the_desk_of(town.stranger)
