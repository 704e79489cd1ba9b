"""What ``minsheng worker --changes`` does with the rules of the city: screen again what changed, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.make.today import NOON, TODAY, stop_the_clock
from tests.make.town import Town, make_town
from typer.testing import CliRunner

from minsheng.faces.cli.main import app
from minsheng.kernel.entitlements.actions.screen import screen_register
from minsheng.kernel.entitlements.models import Lead, Run
from minsheng.kernel.people.changed import waiting_households
from minsheng.kernel.people.correcting import correct_fact
from minsheng.kernel.registry.here import this_city


@pytest.fixture
def town(db, monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_the_clock(monkeypatch)
    made = make_town(on=timezone.localdate(), families=2)
    # The run of the town has no files; the first real one begins anew.
    Run.objects.update(finished_at=None)
    screen_register(this_city(), on=TODAY, at=NOON)
    return made


def follow() -> str:
    result = CliRunner().invoke(app, ["worker", "--changes"])
    assert result.exit_code == 0, result.output
    return result.output


def owed_dibao(town: Town):
    return Lead.objects.open().filter(policy="dibao", household=town.families["zhang"])


def test_a_corrected_income_closes_the_lead_it_had_opened(town):
    assert owed_dibao(town).exists()
    correct_fact(
        town.people["jianguo"], "pension_fen", 500_000, source="翠峰镇核实", by=None,
        at=NOON + timedelta(minutes=1), because="养老金发放记录属实",
    )  # fmt: skip

    said = follow()

    assert said.startswith("1 户")
    assert not owed_dibao(town).exists()
    assert waiting_households(at_most=9) == []


def test_without_changes_nothing_is_screened(town):
    runs = Run.objects.count()

    assert follow().startswith("0 户")

    assert Run.objects.count() == runs
