"""Files checked ahead by a second process come out as they do in one, in the same order, whatever happens there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from tests.kernel.intake.conftest import NOON
from tests.kernel.intake.make_workbooks import FOLDER
from tests.kernel.intake.synthetic import HEAD, SON, TODAY, WIDOW, WIFE

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.intake import ahead
from minsheng.kernel.intake.actions.commit import commit
from minsheng.kernel.intake.actions.preview import Sent, file_to_check, preview
from minsheng.kernel.intake.checking.alone import FileToCheck
from minsheng.kernel.intake.checking.preview import Preview
from minsheng.kernel.intake.models import Batch, RejectedRow, Source
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.stored import columns_of, notes_of, problem_counts_of, set_aside_of
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.models import FactConflict, FactRecord, Membership, Person

AWKWARD = sorted(path for path in FOLDER.iterdir() if path.suffix in (".xlsx", ".xls", ".csv"))
ROLL_HEADER = "姓名,身份证号,金额,享受时间"
FILES = (
    (
        "人口登记.csv",
        (
            "户号,姓名,身份证号,与户主关系,所在村,家庭存款（元）",
            f"1,张三,{HEAD},户主,翠峰镇水峪村,500",
            f"1,李四,{WIFE},妻,翠峰镇水峪村,",
            f"2,王六,{WIDOW},户主,尹方村,80",
            f"3,某某,{SON[:-1]}0,户主,尹方村,80",
        ),
    ),
    ("低保名册.csv", (ROLL_HEADER, f"张三,{HEAD},300,2026-06-01", f"张五,{SON},300,2026-06-01")),
    ("高龄津贴.csv", (ROLL_HEADER, f"王六,{WIDOW},100,2026-06-01", f"王七,{HEAD},100,2026-06-01", "合计,,200,")),
    ("高龄津贴再次.csv", (ROLL_HEADER, f"王六,{WIDOW},120,2026-07-01")),
)  # fmt: skip


def asked(name: str, content: bytes, *, source: Source) -> FileToCheck:
    return file_to_check(Sent(content=content, file_name=name, as_of=TODAY), source=source, on=TODAY)


def told(check: Callable[[], Preview]) -> object:
    """Return everything that becomes of a file, or why it is refused."""
    try:
        found = check()
    except FileRefusedError as error:
        return error.problems
    accepted = [(row.place, row.values, row.notes) for row in found.accepted]
    kept = [columns_of(found), notes_of(found), set_aside_of(found), problem_counts_of(found)]
    return found.kind, found.fingerprint, found.counted, accepted, found.rejected, found.set_aside, kept


def test_every_awkward_file_comes_out_as_in_one_process(source: Source) -> None:
    files = [asked(path.name, path.read_bytes(), source=source) for path in AWKWARD]

    in_two = [
        told(lambda file=file, check=check: check(file))  # type: ignore[misc]
        for file, check in ahead.in_turn(files, file_of=lambda file: file, is_parallel=True)
    ]

    assert in_two == [told(lambda file=file: ahead.check_here(file)) for file in files]  # type: ignore[misc]


@dataclass(frozen=True)
class Taken:
    """What importing some files leaves behind, without names that are drawn by lot."""

    batches: list[Any]
    rejected: list[Any]
    people: list[Any]
    homes: list[Any]
    receipts: list[Any]
    facts: list[Any]
    conflicts: int
    entries: list[Any]


def import_all(source: Source, *, is_parallel: bool) -> Taken:
    """Import FILES one after the other and say what is in the tables afterwards."""

    def sent(item: tuple[str, tuple[str, ...]]) -> Sent:
        name, rows = item
        return Sent(content="\n".join(rows).encode(), file_name=name, as_of=TODAY)

    def file_of(item: tuple[str, tuple[str, ...]]) -> FileToCheck:
        return file_to_check(sent(item), source=source, on=TODAY)

    for item, check in ahead.in_turn(FILES, file_of=file_of, is_parallel=is_parallel):
        batch = preview(sent(item), source=source, by=None, at=NOON, on=TODAY, check=check)
        commit(batch, by=None, at=NOON, leaving_out_rejected=True)
    counts = ("file_name", "kind", "counted", "accepted", "rejected", "set_aside", "state", "problem_counts")
    return Taken(
        batches=[(*(getattr(one, name) for name in (*counts, "outcome", "notes", "columns")),) for one in batches()],
        # Their keys are random, so their order says nothing.
        rejected=sorted(
            ((row.sheet, row.row, row.cells, row.problems) for row in RejectedRow.objects.all()), key=repr
        ),
        people=[(one.name, one.identity_number, one.division_id) for one in Person.objects.order_by("pk")],
        homes=list(Membership.objects.order_by("pk").values_list("relation", "household__number", "from_on")),
        receipts=list(Receipt.objects.order_by("pk").values_list("policy", "amount_fen", "since", "until")),
        facts=sorted((str(one.values), one.source) for one in FactRecord.objects.all()),
        conflicts=FactConflict.objects.count(),
        entries=list(Entry.objects.order_by("pk").values_list("what", "at")),
    )  # fmt: skip


def batches() -> list[Batch]:
    return list(Batch.objects.order_by("pk"))


def test_importing_in_two_processes_leaves_the_same_as_in_one(source: Source) -> None:
    with transaction.atomic():
        in_one = import_all(source, is_parallel=False)
        transaction.set_rollback(True)

    in_two = import_all(source, is_parallel=True)

    assert in_two == in_one
    assert [one[1:6] for one in in_two.batches] == [
        ("people_and_households", 4, 3, 1, 0),
        ("roll_dibao", 2, 1, 1, 0),
        ("roll_advanced_age_allowance", 3, 1, 1, 1),
        ("roll_advanced_age_allowance", 1, 1, 0, 0),
    ]
    assert len(in_two.entries) == 2 * len(FILES)


def test_what_was_learnt_of_a_source_meanwhile_counts(source: Source) -> None:
    content = f"姓名,身份证号,金额,附记\n王六,{WIDOW},100,2026-06-01".encode()
    before = asked("高龄津贴.csv", content, source=source)
    learnt = {"roll_advanced_age_allowance": {"附记": "since"}}

    [(file, check)] = ahead.in_turn([before], file_of=lambda file: file, is_parallel=True)

    with_memory = check(replace(file, memory=learnt))
    assert "since" in with_memory.accepted[0].values


def test_a_second_process_that_dies_costs_no_file(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "CHILD", "minsheng.no_such_module")
    files = [asked(name, "\n".join(rows).encode(), source=source) for name, rows in FILES]

    counted = [
        check(file).counted
        for file, check in ahead.in_turn(files, file_of=lambda file: file, is_parallel=True)
    ]

    assert counted == [4, 2, 3, 1]


def test_a_second_process_ends_with_whoever_stops_in_the_middle(source: Source) -> None:
    files = [asked(path.name, path.read_bytes(), source=source) for path in AWKWARD]
    turns = ahead.in_turn(files, file_of=lambda file: file, is_parallel=True)
    file, check = next(turns)

    turns.close()

    # What was not answered any more is checked here.
    assert told(lambda: check(file)) == told(lambda: ahead.check_here(file))
