"""Several people at once: one award, one step, one open case, whoever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.make import land
from tests.make.cards import small_programmes
from tests.make.clocks import use_clocks

from minsheng.kernel.cases import problems as case_problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import Case
from minsheng.kernel.payments import problems
from minsheng.kernel.payments.awards import Amount, start_award
from minsheng.kernel.payments.models import Award, Receipt
from minsheng.kernel.registry.card import Role

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
AT_ONCE = 6

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def cards(monkeypatch):
    use_clocks(monkeypatch)
    with small_programmes():
        land.make_land()
        yield


def all_at_once(act: Callable[[], Any], refusal: type[Exception]) -> tuple[int, int]:
    """Let several threads do the same at the same moment; return how many succeeded and how many were refused."""
    barrier = Barrier(AT_ONCE)

    def one(_: int) -> bool:
        try:
            barrier.wait(timeout=20)
            act()
        except refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as threads:
        done = list(threads.map(one, range(AT_ONCE)))
    return done.count(True), done.count(False)


def test_approvers_who_confirm_at_the_same_moment_make_one_award():
    household, approver = land.make_household(), land.make_staff(Role.COUNTY_APPROVER, land.COUNTY)
    case = open_case("grant", subject=household, by=approver, at=NOON)

    outcome = all_at_once(
        lambda: start_award(
            "aid",
            subject=household,
            amount=Amount(1),
            from_on=date(2026, 10, 1),
            case=case,
            by=approver,
            at=NOON,
        ),
        problems.AlreadyAwardedError,
    )

    assert outcome == (1, AT_ONCE - 1)
    assert Award.objects.count() == Receipt.objects.count() == 1


def test_clerks_who_accept_at_the_same_moment_make_one_step():
    township = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP)
    case = open_case("grant", subject=land.make_household(), by=township, at=NOON)

    outcome = all_at_once(lambda: do(case, "accept", by=township, at=NOON), case_problems.MovedOnError)

    assert outcome == (1, AT_ONCE - 1)
    assert case.steps.filter(verb="accept").count() == 1


def test_clerks_who_open_at_the_same_moment_open_one_case():
    township, household = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP), land.make_household()

    outcome = all_at_once(
        lambda: open_case("grant", subject=household, by=township, at=NOON), case_problems.AlreadyOpenError
    )

    assert outcome == (1, AT_ONCE - 1)
    assert Case.objects.count() == 1
