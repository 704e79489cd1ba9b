"""Leads become visits: one for a household, on the nearest desk, and settled item by item."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from tests.make import land
from tests.make.cards import small_programmes
from tests.make.clocks import use_clocks
from tests.make.leads import make_lead, make_run

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import Case, CaseItem
from minsheng.kernel.entitlements.actions import open_cases
from minsheng.kernel.entitlements.actions.open_cases import open_visits
from minsheng.kernel.entitlements.models import Lead, Run
from minsheng.kernel.registry.card import Role

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
NOTE = "本人已在外地定居"


@pytest.fixture(autouse=True)
def cards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use_clocks(monkeypatch)
    with small_programmes():
        yield


@pytest.fixture
def run(db: None) -> Run:
    land.make_land()
    return make_run()


@pytest.fixture
def worker(run: Run) -> User:
    return land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE)


@pytest.fixture
def visit(run: Run, worker: User) -> Case:
    """A visit with two items: aid for the household, a pension that somebody receives and seems not to be owed."""
    person = land.make_person()
    make_lead(run, person.household)
    make_lead(run, person, policy="pension", kind=Lead.Kind.RECEIVED_NOT_OWED)
    open_visits(run, at=NOON)
    return Case.objects.get(kind="visit")


def settle(visit: Case, worker: User, policy: str, result: str, note: str = "") -> CaseItem:
    item = visit.items.get(policy=policy)
    values = {"item": str(item.pk), "result": result, "note": note}
    do(visit, "settle", by=worker, at=NOON, values=values)
    item.refresh_from_db()
    return item


def test_all_leads_of_a_household_become_one_visit(run, worker):
    person = land.make_person()
    make_lead(run, person.household)
    make_lead(run, person, policy="pension")
    make_lead(run, land.make_person(person.household), policy="pension")

    opened = open_visits(run, at=NOON)

    visit = Case.objects.get()
    assert (opened.leads, opened.visits, opened.given) == (3, 1, 3)
    assert (visit.kind, visit.household, visit.items.count()) == ("visit", person.household, 3)
    assert set(Lead.objects.values_list("case", flat=True)) == {visit.pk}


def test_the_worker_of_the_village_is_given_the_visit(run, worker):
    make_lead(run, land.make_household())

    open_visits(run, at=NOON)

    visit = Case.objects.get()
    assert (visit.division_id, visit.assigned_to) == (land.VILLAGE, worker)


def test_without_a_worker_in_the_village_the_township_does_the_visit(run, worker):
    township = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP)
    make_lead(run, land.make_household(land.NEXT_VILLAGE))

    open_visits(run, at=NOON)

    visit = Case.objects.get()
    assert (visit.division_id, visit.assigned_to) == (land.TOWNSHIP, None)
    do(visit, "nobody_met", by=township, at=NOON, values={"visited_on": "2026-09-01"})


def test_visits_are_shared_among_the_workers_of_a_village(run, worker):
    colleague = land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE)
    for _ in range(4):
        make_lead(run, land.make_household())

    open_visits(run, at=NOON)

    assert Case.objects.filter(assigned_to=worker).count() == 2
    assert Case.objects.filter(assigned_to=colleague).count() == 2


def test_opening_visits_twice_changes_nothing(run, worker):
    make_lead(run, land.make_household())
    open_visits(run, at=NOON)

    again = open_visits(run, at=NOON)

    assert (again.leads, again.visits) == (0, 0)
    assert Case.objects.count() == CaseItem.objects.count() == 1


def test_a_new_lead_joins_the_visit_that_is_open(run, worker):
    person = land.make_person()
    make_lead(run, person.household)
    open_visits(run, at=NOON)
    make_lead(run, person, policy="pension")

    opened = open_visits(run, at=NOON)

    assert (opened.visits, opened.added_to_open_visits) == (0, 1)
    assert Case.objects.get().items.count() == 2


def test_a_lead_whose_application_is_running_is_linked_to_it(run, worker):
    household = land.make_household()
    application = open_case("grant", subject=household, by=None, at=NOON)
    lead = make_lead(run, household)

    opened = open_visits(run, at=NOON)

    lead.refresh_from_db()
    assert (opened.visits, opened.under_application, lead.case) == (0, 1, application)


@pytest.mark.parametrize(("days_later", "visits"), [(30, 0), (31, 1)])
def test_a_question_answered_lately_is_not_asked_again(run, worker, visit, days_later, visits):
    settle(visit, worker, "aid", "declined", NOTE)
    settle(visit, worker, "pension", "settled")
    do(visit, "finish", by=worker, at=NOON, values={"visited_on": "2026-09-01"})
    make_lead(run, visit.household)

    opened = open_visits(run, at=NOON + timedelta(days=days_later))

    assert (opened.visits, opened.visited_lately) == (visits, 1 - visits)
    assert opened.leads == opened.given + opened.kept_back == 1


def test_a_lead_without_a_household_is_counted_and_kept(run, worker):
    Lead.objects.create(
        kind=Lead.Kind.NOT_IN_REGISTER, policy="aid", person=land.make_person(), household=None,
        division_id=land.VILLAGE, first_run=run, last_run=run,
    )  # fmt: skip

    opened = open_visits(run, at=NOON)

    assert (opened.leads, opened.without_household, opened.visits) == (1, 1, 0)


def test_each_visit_has_one_audit_row(visit):
    assert Entry.objects.filter(subject_token=visit.token, what="case opened").count() == 1


def test_who_applies_gets_a_case_of_the_programme(visit, worker):
    item = settle(visit, worker, "aid", "applied")

    assert item.state == CaseItem.State.APPLIED
    assert (item.opened_case.kind, item.opened_case.household) == ("grant", visit.household)
    assert item.opened_case.opened_from == visit


def test_an_application_that_is_open_already_is_used(visit, worker):
    running = open_case("grant", subject=visit.household, by=None, at=NOON)

    assert settle(visit, worker, "aid", "applied").opened_case == running


def test_what_seems_no_longer_owed_goes_on_as_a_review_and_is_not_stopped(visit, worker):
    item = settle(visit, worker, "pension", "not_owed", NOTE)

    assert (item.opened_case.kind, item.opened_case.person) == ("check_up", item.person)
    assert item.opened_case.is_open


def test_what_is_received_already_is_not_applied_for(visit, worker):
    with pytest.raises(problems.FieldsWrongError, match="checks something already received"):
        settle(visit, worker, "pension", "applied")


@pytest.mark.parametrize("result", ["not_owed", "declined", "not_found"])
def test_a_result_against_the_household_needs_a_note(visit, worker, result):
    with pytest.raises(problems.FieldsWrongError, match="Say what you found"):
        settle(visit, worker, "aid", result)

    assert settle(visit, worker, "aid", result, NOTE).note == NOTE


def test_an_item_is_settled_only_once(visit, worker):
    settle(visit, worker, "aid", "settled")

    with pytest.raises(problems.UnknownItemError):
        settle(visit, worker, "aid", "applied")


def test_an_item_of_another_visit_cannot_be_settled_here(run, visit, worker):
    make_lead(run, land.make_household())
    open_visits(run, at=NOON)
    foreign = CaseItem.objects.exclude(case=visit).get()

    with pytest.raises(problems.UnknownItemError):
        do(visit, "settle", by=worker, at=NOON, values={"item": foreign.pk, "result": "settled"})


def test_a_visit_ends_only_when_every_item_is_settled(visit, worker):
    settle(visit, worker, "aid", "settled")

    with pytest.raises(problems.ItemsOpenError, match="1 items"):
        do(visit, "finish", by=worker, at=NOON, values={"visited_on": "2026-09-01"})

    visit.refresh_from_db()
    assert visit.is_open


def test_the_end_of_a_visit_closes_its_leads_with_what_was_found(visit, worker):
    settle(visit, worker, "aid", "declined", NOTE)
    settle(visit, worker, "pension", "settled")

    done = do(visit, "finish", by=worker, at=NOON, values={"visited_on": "2026-09-01"})

    assert done.outcome == "visited"
    assert not Lead.objects.open().exists()
    assert Lead.objects.get(policy="aid").closed_because == "本人不申请"
    assert done.deliveries.get().what == "household_visit"


def test_a_worker_of_the_next_village_may_not_settle(visit):
    stranger = land.make_staff(Role.VILLAGE_WORKER, land.NEXT_VILLAGE)

    with pytest.raises(problems.NotYourDeskError):
        settle(visit, stranger, "aid", "settled")


def test_a_post_for_one_programme_does_not_open_the_visit_of_all(visit):
    specialist = land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE, programme="aid")

    with pytest.raises(problems.NotYourDeskError):
        settle(visit, specialist, "aid", "settled")


def _pension_rides_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_cases, "policies_that_ride_along", lambda: frozenset({"pension"}))


def test_what_another_team_delivers_is_alone_no_reason_for_a_visit(run, worker, monkeypatch):
    _pension_rides_along(monkeypatch)
    make_lead(run, land.make_person(), policy="pension")

    opened = open_visits(run, at=NOON)

    assert (opened.leads, opened.visits, opened.without_a_visit, opened.given) == (1, 0, 1, 0)
    assert Lead.objects.open().filter(case__isnull=True).count() == 1


def test_what_another_team_delivers_rides_along_with_a_visit(run, worker, monkeypatch):
    _pension_rides_along(monkeypatch)
    person = land.make_person()
    make_lead(run, person, policy="pension")
    make_lead(run, person.household)

    opened = open_visits(run, at=NOON)

    assert (opened.visits, opened.given) == (1, 2)
    assert set(Case.objects.get().items.values_list("policy", flat=True)) == {"aid", "pension"}
