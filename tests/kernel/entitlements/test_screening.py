"""Screening the register: what a run leaves, what becomes of leads, and the cause of every change."""

from __future__ import annotations

import json
import stat
from datetime import UTC, date, datetime
from typing import Any

import pyarrow.parquet as parquet
import pytest
from django.contrib.auth.models import User
from tests.kernel.entitlements import invented
from tests.kernel.entitlements.conftest import Registered, members_of, open_leads
from tests.kernel.entitlements.invented import ON, YOUNG, person

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases.models import Case
from minsheng.kernel.entitlements.actions import screen as screening
from minsheng.kernel.entitlements.models import Lead, MissingFact, PolicyCount, Run
from minsheng.kernel.entitlements.run_files import folder_of
from minsheng.kernel.people import life_events, recording
from minsheng.kernel.people.models import Household, Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
NEXT_YEAR = date(2027, 1, 1)


def _changes(run: Run) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(folder_of(run) / "changes.parquet").to_pylist()
    return rows


def _causes(run: Run) -> list[tuple[str, str, str]]:
    return [(row["policy"], row["cause"], row["details"]) for row in _changes(run)]


def test_a_run_counts_people_policies_and_leads(registered: Registered) -> None:
    registered.family(person(), person(born_on=YOUNG), vehicles=0)
    registered.family(person(lives_here=None), vehicles=1, division=invented.ELSEWHERE)

    run = registered.screened()

    assert (run.people, run.households, run.is_whole, run.previous) == (3, 2, True, None)
    allowance = PolicyCount.objects.get(run=run, policy="allowance", division="990101000000")
    assert (allowance.eligible, allowance.not_eligible, allowance.owed_missing) == (1, 1, 1)
    assert allowance.owed_missing_fen == 100_00
    missing = MissingFact.objects.get(run=run)
    assert (missing.division_id, missing.fact, missing.subjects, missing.open_rules) == (
        invented.ELSEWHERE, "lives_here", 1, 1,
    )  # fmt: skip
    assert open_leads() == [("owed_missing", "allowance"), ("owed_missing", "relief")]


def test_a_lead_says_where_and_how_much_and_that_it_is_made_up(registered: Registered) -> None:
    home = registered.family(person(), vehicles=0)
    [resident] = members_of(home)

    run = registered.screened()

    lead = Lead.objects.get(policy="allowance")
    assert (lead.person, lead.household, lead.division_id) == (resident, home, invented.VILLAGE)
    assert (lead.amount_fen, lead.received_fen, lead.is_synthetic) == (100_00, None, True)
    assert (lead.first_run, lead.last_run, lead.cause) == (run, run, "")
    assert Lead.objects.get(policy="relief").person is None


def test_a_run_is_put_on_the_record(registered: Registered) -> None:
    registered.family(person(), vehicles=0)
    run = registered.screened()

    entry = Entry.objects.get(what="register screened")
    assert (entry.subject_token, entry.by, entry.details["leads_new"]) == (run.token, None, 2)


def test_the_files_of_a_run_are_for_nobody_else(registered: Registered) -> None:
    registered.family(person(), vehicles=0)

    folder = folder_of(registered.screened())

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8"))["persons"] == 1


def test_a_lead_that_is_found_again_stays_the_same(registered: Registered) -> None:
    registered.family(person(), vehicles=1)
    first = registered.screened()
    lead = Lead.objects.get()

    second = registered.screened()

    again = Lead.objects.get()
    assert again.pk == lead.pk
    assert (again.first_run, again.last_run) == (first, second)
    assert _changes(second) == []


def test_a_lead_closes_when_the_roll_pays_and_opens_anew_when_it_stops(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    registered.screened()
    line = registered.pays("allowance", members_of(home)[0], 100_00)

    registered.screened()
    closed = Lead.objects.get()
    line.until = date(2026, 10, 31)
    line.save()
    third = registered.screened()

    assert (closed.closed_because, closed.closed_at is not None) == ("roll", True)
    reopened = Lead.objects.open().get()
    assert (reopened.cause, reopened.first_run) == ("roll", third)


def _visit(registered: Registered, home: Household) -> Case:
    return Case.objects.create(
        kind="visit", household=home, division_id=home.division_id, home_id=home.division_id, stage="visit",
        opened_at=registered.later(), stage_entered_at=registered.now,
    )  # fmt: skip


def test_a_difference_that_is_still_there_after_a_visit_says_so(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    registered.screened()
    closed_at = registered.later()
    Lead.objects.update(case=_visit(registered, home), closed_at=closed_at, closed_because="本人不申请")

    registered.screened()

    assert Lead.objects.open().get().cause == "settled"


def test_a_lead_under_a_visit_that_the_roll_closed_is_not_taken_for_settled(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    registered.screened()
    Lead.objects.update(case=_visit(registered, home))
    line = registered.pays("allowance", members_of(home)[0], 100_00)
    registered.screened()
    line.delete()

    registered.screened()

    assert Lead.objects.open().get().cause == "roll"


def test_a_wage_that_rises_is_the_fact_that_closes_a_lead(registered: Registered) -> None:
    home = registered.family(person(born_on=YOUNG), vehicles=0)
    registered.screened()
    registered.tell(members_of(home)[0], wage_fen=900_00)

    run = registered.screened()

    assert _causes(run) == [("relief", "fact", "wage_fen")]
    assert run.causes == {"fact": 1}
    assert Lead.objects.get().closed_because == "fact: wage_fen"


def test_a_new_amount_is_a_change_too_and_the_lead_follows(registered: Registered) -> None:
    home = registered.family(person(born_on=YOUNG), vehicles=0)
    registered.screened()
    registered.tell(members_of(home)[0], wage_fen=100_00)

    run = registered.screened()

    [row] = _changes(run)
    assert (row["before"], row["after"], row["before_fen"], row["after_fen"]) == (
        "eligible", "eligible", 700_00, 600_00,
    )  # fmt: skip
    assert Lead.objects.open().get().amount_fen == 600_00


def test_a_fact_of_one_person_is_not_blamed_on_another(registered: Registered) -> None:
    home = registered.family(person(), person(lives_here=None), vehicles=1)
    registered.screened()
    registered.tell(members_of(home)[1], lives_here=True)
    registered.tell(members_of(home)[0], wage_fen=5)

    run = registered.screened()

    assert _causes(run) == [("allowance", "fact", "lives_here")]


def test_a_birthday_is_a_change_by_time_alone(registered: Registered) -> None:
    registered.family(person(born_on=date(1946, 12, 1)), vehicles=1)
    registered.screened(on=date(2026, 11, 30))

    run = registered.screened(on=date(2026, 12, 1))

    assert _causes(run) == [("allowance", "date", "")]
    assert Lead.objects.get().cause == "date"


def test_a_new_standard_is_the_parameter_only_where_it_differs(registered: Registered) -> None:
    registered.family(person(born_on=YOUNG), vehicles=0)
    registered.family(person(born_on=YOUNG), vehicles=0, division=invented.ELSEWHERE)
    registered.screened(on=date(2026, 12, 31))

    run = registered.screened(on=NEXT_YEAR)

    assert _causes(run) == [("relief", "parameter", "invented.standard")]


def test_time_is_the_cause_where_the_new_parameter_changes_nothing(registered: Registered) -> None:
    registered.family(person(born_on=date(1947, 1, 1)), vehicles=1)
    registered.screened(on=date(2026, 12, 31))
    registered.parameters = registered.parameters.with_changes({"invented.allowance_from_age": 79})

    run = registered.screened(on=NEXT_YEAR)

    # Eighty is reached on this day; under the old age of eighty the answer would be the same.
    assert [cause for _, cause, _ in _causes(run)] == ["date"]


def test_a_table_of_bands_is_put_back_to_find_the_cause(registered: Registered) -> None:
    registered.family(person(), vehicles=1)
    registered.screened(on=ON)
    registered.parameters = registered.parameters.with_changes({"invented.allowance": {80: 150, 90: 200}})

    run = registered.screened(on=date(2026, 11, 25))

    assert _causes(run) == [("allowance", "parameter", "invented.allowance")]


def test_a_fact_and_a_parameter_that_work_together_are_both_named(registered: Registered) -> None:
    home = registered.family(person(born_on=YOUNG, wage_fen=100_00), vehicles=0)
    registered.screened(on=date(2026, 12, 31))
    registered.tell(members_of(home)[0], wage_fen=200_00)

    run = registered.screened(on=NEXT_YEAR)

    assert _causes(run) == [("relief", "fact", "wage_fen,invented.standard")]


def test_a_rule_that_reads_otherwise_is_not_blamed_for_what_a_fact_did(registered: Registered) -> None:
    home = registered.family(person(lives_here=None), person(lives_here=True), vehicles=1)
    registered.screened()
    registered.books = [invented.book(allowance_label="年满八十周岁")]
    registered.tell(members_of(home)[0], lives_here=True)

    run = registered.screened()

    assert _causes(run) == [("allowance", "fact", "lives_here")]


def test_a_rule_that_decides_otherwise_is_the_cause(registered: Registered) -> None:
    registered.family(person(born_on=YOUNG), vehicles=0)
    registered.screened()
    registered.books = [invented.book(cars=1)]

    run = registered.screened()

    assert _causes(run) == [("relief", "rule", "")]


def test_a_new_policy_is_a_rule_that_changed(registered: Registered) -> None:
    home = registered.family(person(), person(born_on=YOUNG), vehicles=0)
    whole = registered.books[0]
    part = invented.book()
    del part.policies["allowance"]
    registered.books = [part]
    registered.screened()
    registered.books = [whole]

    run = registered.screened()

    assert _causes(run) == [("allowance", "rule", "")]
    assert _changes(run)[0]["before"] is None
    assert Lead.objects.get(policy="allowance").person == members_of(home)[0]


def test_who_is_new_and_who_left_are_told_apart(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    registered.screened()
    life_events.record_death(members_of(home)[0], died_on=date(2026, 11, 23), by=None, at=NOON)
    registered.family(person(), vehicles=1)

    run = registered.screened()

    assert run.causes == {"left": 1, "new": 1}
    assert Lead.objects.get(closed_at__isnull=False).closed_because == "left"
    assert Lead.objects.open().get().cause == "new"


def test_who_joins_the_family_changes_what_it_is_owed(registered: Registered) -> None:
    home = registered.family(person(born_on=YOUNG), vehicles=0)
    host = registered.family(person(born_on=YOUNG, wage_fen=900_00), vehicles=0)
    registered.screened()
    life_events.join_household(members_of(host)[0], home, relation=9, on=date(2026, 11, 23), by=None, at=NOON)

    run = registered.screened()

    assert _causes(run) == [("relief", "fact", "members")]
    assert _changes(run)[0]["after_fen"] == 500_00


def test_the_dead_who_are_still_paid_are_found(registered: Registered) -> None:
    home = registered.family(person(), person(born_on=YOUNG), vehicles=1)
    dead = members_of(home)[0]
    registered.pays("allowance", dead, 100_00)
    life_events.record_death(dead, died_on=date(2026, 11, 1), by=None, at=NOON)

    run = registered.screened()

    lead = Lead.objects.get()
    assert (lead.kind, lead.person, lead.household, lead.received_fen) == (
        "not_in_register",
        dead,
        home,
        100_00,
    )
    count = PolicyCount.objects.get(run=run, policy="allowance")
    assert (count.not_in_register, count.receiving) == (1, 1)


def test_a_roll_of_a_merged_person_is_that_of_the_one_that_was_kept(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    other = recording.new_person(name="同一人", division_code=invented.VILLAGE)
    recording.record_all(persons=[other], at=registered.later())
    registered.pays("allowance", other, 100_00)
    Person.objects.filter(pk=other.pk).update(merged_into=members_of(home)[0])

    registered.screened()

    assert open_leads() == []


def test_who_has_no_household_is_counted_and_not_asked_about(registered: Registered) -> None:
    alone = recording.new_person(name="独", division_code=invented.VILLAGE)
    recording.record_all(persons=[alone], at=registered.later())

    run = registered.screened()

    assert (run.people, run.people_without_household) == (0, 1)


def test_a_run_overtaken_by_another_writes_nothing(
    registered: Registered, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered.family(person(), vehicles=0)
    ask = screening._found

    def overtaken(*arguments: Any) -> Any:
        monkeypatch.setattr(screening, "_found", ask)
        registered.screened()
        return ask(*arguments)

    monkeypatch.setattr(screening, "_found", overtaken)
    with pytest.raises(screening.ScreeningOverlapError):
        registered.screened()

    assert Run.objects.count() == 1
    folders = list(folder_of(Run.objects.get()).parent.iterdir())
    assert folder_of(Run.objects.get()) in folders


def test_a_user_who_starts_a_run_is_on_the_record(registered: Registered) -> None:
    clerk = User.objects.create_user("clerk")

    screening.screen_with(registered.books, registered.parameters, on=ON, at=NOON, by=clerk)

    assert Entry.objects.get(what="register screened").by == clerk
