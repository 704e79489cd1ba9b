"""Old runs lose the facts of people and keep their counts; the latest keep what the next run is compared with."""

from __future__ import annotations

import pytest
from tests.kernel.entitlements.conftest import Registered
from tests.kernel.entitlements.invented import person

from minsheng.kernel.entitlements.forgetting import KEPT_FOR_EVER, forget_old_facts
from minsheng.kernel.entitlements.models import PolicyCount, Run
from minsheng.kernel.entitlements.run_files import folder_of


def _files(run: Run) -> set[str]:
    return {path.name for path in folder_of(run).iterdir()}


def test_runs_before_the_latest_whole_ones_lose_their_personal_files(registered: Registered) -> None:
    home = registered.family(person(), vehicles=0)
    old = [registered.screened(), registered.screened_again(home)]
    kept = [registered.screened(), registered.screened_again(home), registered.screened()]
    before = [_files(run) for run in kept]

    assert forget_old_facts(keep_whole=2) == 2

    assert [_files(run) for run in old] == [set(KEPT_FOR_EVER)] * 2
    assert [_files(run) for run in kept] == before
    assert PolicyCount.objects.filter(run=old[0]).exists()


def test_the_next_run_still_finds_what_changed(registered: Registered) -> None:
    home = registered.family(person(), vehicles=0)
    registered.screened()
    registered.screened()
    forget_old_facts(keep_whole=1)
    registered.tell(home, vehicles=1)

    assert registered.screened().causes == {"fact": 1}


def test_forgetting_again_finds_nothing_to_forget(registered: Registered) -> None:
    registered.family(person(), vehicles=0)
    registered.screened()
    registered.screened()

    assert (forget_old_facts(keep_whole=1), forget_old_facts(keep_whole=1)) == (1, 0)


def test_with_fewer_runs_than_are_kept_nothing_is_forgotten(registered: Registered) -> None:
    registered.family(person(), vehicles=0)
    registered.screened()

    assert forget_old_facts(keep_whole=2) == 0


def test_the_latest_run_is_never_forgotten(registered: Registered) -> None:
    with pytest.raises(ValueError, match="must keep its files"):
        forget_old_facts(keep_whole=0)
