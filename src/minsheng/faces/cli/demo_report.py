"""The short report of the demo: how many people, who is owed what, what is missing, and the pledges."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import typer
from django.db.models import Sum

from minsheng.engines.formulas.money import yuan_text
from minsheng.faces.cli.answering import print_table
from minsheng.faces.cli.demo_accounts import PASSWORD, Account
from minsheng.faces.cli.language import language
from minsheng.faces.cli.pledges import measured, show
from minsheng.kernel.cases.models import Case
from minsheng.kernel.entitlements.models import Lead, MissingFact, PolicyCount, Run
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies

MOST_FACTS = 8
MOST_POLICIES = 24


def report(*, on: date) -> None:
    """Print everything of the last screening that a newcomer wants to know first."""
    run = Run.objects.latest()
    typer.echo(
        f"\n合成数据 synthetic data · {run.on} · {run.people:,} 人 people · {run.households:,} 户 households\n"
    )
    _policies(run)
    _missing(run)
    show(measured(on))
    typer.echo(
        f"\n线索 leads: {Lead.objects.open().count():,} → 待办事项 open cases: {Case.objects.open().count():,}\n"
    )


def _policies(run: Run) -> None:
    counts = PolicyCount.objects.filter(run=run).values("policy").annotate(
        eligible=Sum("eligible"), receiving=Sum("receiving"), owed=Sum("owed_missing"), fen=Sum("owed_missing_fen"),
        to_check=Sum("received_not_owed"), unknown=Sum("unknown"),
    )  # fmt: skip
    rows = [
        (
            policies()[one["policy"]].title.in_language(language()), f"{one['eligible']:,}", f"{one['receiving']:,}",
            f"{one['owed']:,}", yuan_text(one["fen"]), f"{one['to_check']:,}", f"{one['unknown']:,}",
        )
        for one in counts.order_by("-fen", "-owed", "policy") if one["policy"] in policies()
    ]  # fmt: skip
    left_out = len(rows) - MOST_POLICIES
    columns = (
        "政策 policy",
        "符合 eligible",
        "在享 receiving",
        "应享未享 missing",
        "元/期 yuan",
        "待核 check",
        "未知 unknown",
    )
    print_table("谁该享受什么 who is owed what", columns, rows[:MOST_POLICIES])
    if left_out > 0:
        typer.echo(f"另有 {left_out} 项政策，见 /board/ and {left_out} more policies on the board")


def _missing(run: Run) -> None:
    facts = MissingFact.objects.filter(run=run).values("fact").annotate(
        people=Sum("subjects"), rules=Sum("open_rules")
    )  # fmt: skip
    rows = [
        (FACTS[one["fact"]].label.in_language(language()), f"{one['people']:,}", f"{one['rules']:,}")
        for one in facts.order_by("-rules", "fact")[:MOST_FACTS]
    ]
    print_table(
        "缺哪些情况 what is missing", ("情况 fact", "人或户 subjects", "可定结果 results it opens"), rows
    )


def show_accounts(accounts: Iterable[Account], *, address: str) -> None:
    """Print where the site is and who may sign in."""
    rows = [(one.username, one.called, one.what) for one in accounts]
    print_table(f"{address}   密码 password: {PASSWORD}", ("账号 account", "姓名 name", "身份 who"), rows)
