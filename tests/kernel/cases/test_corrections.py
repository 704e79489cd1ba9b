"""A registered fact is said to be wrong: the nearest desk checks, somebody else decides, and the fact is corrected."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.make import land

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.correct_fact import claim_wrong
from minsheng.kernel.cases.corrections import Claim, claim_of
from minsheng.kernel.cases.models import Case, CaseStep
from minsheng.kernel.cases.need_to_know import readable_facts
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import FactConflict, FactRecord, Person
from minsheng.kernel.people.recording import new_facts, record_all

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
ON = date(2026, 9, 1)
BUREAU = "甲县人社局名册"
CHECKED = {"heard": True, "papers": "工资条三张"}
BECAUSE = "工资条与银行流水一致"


@pytest.fixture
def person(staff) -> Person:
    person = land.make_person(land.make_household())
    record_all(
        facts=[new_facts(person, {"wage_fen": 300_000}, source=BUREAU, as_of=date(2026, 6, 1))], at=NOON
    )
    return person


def claim(person: Person, *, by=None, value: int = 200_000, **more) -> Case:
    told = {"value": value, "evidence": "我的工资条", **more}
    return claim_wrong(person, "wage_fen", by=by, at=NOON, **told)


def checked(case: Case, staff, **values) -> Case:
    return do(case, "check", by=staff.village, at=NOON, values=CHECKED | values)


def wage(person: Person, *, on: date = ON):
    return facts_of(person, on=on)["wage_fen"]


def test_the_claim_of_a_resident_goes_to_the_desk_of_the_village_with_a_clock(person):
    case = claim(person)

    assert (case.division_id, case.stage, case.is_open) == (land.VILLAGE, "received", True)
    assert case.whole_due_on == date(2026, 9, 21)
    assert claim_of(case) == Claim("wage_fen", 300_000, BUREAU, 200_000, "我的工资条")


def test_what_is_claimed_is_sealed_and_no_column_tells_which_fact_it_is_about(person):
    case = claim(person)

    row = CaseStep.objects.filter(case=case).values().get()
    assert "wage" not in str(Case.objects.filter(pk=case.pk).values().get())
    assert b"wage" not in bytes(row["values"])


def test_a_correction_is_a_new_statement_verified_by_the_post_that_decided(person, staff):
    case = checked(claim(person), staff)

    done = do(case, "correct", by=staff.township, at=NOON, because=BECAUSE)

    assert (done.outcome, done.is_open) == ("corrected", False)
    assert (wage(person).value, wage(person).source) == (200_000, "甲镇乡镇（街道）审核人核实")
    assert FactRecord.objects.filter(person=person).count() == 2


def test_the_corrected_source_is_not_heard_again_until_it_says_something_new(person, staff):
    do(checked(claim(person), staff), "correct", by=staff.township, at=NOON, because=BECAUSE)

    assert not wage(person).is_disputed
    assert not FactConflict.objects.open().exists()

    later = NOON + timedelta(days=30)
    newer = new_facts(person, {"wage_fen": 310_000}, source=BUREAU, as_of=date(2026, 9, 30))
    record_all(facts=[newer], at=later)

    assert wage(person, on=date(2026, 10, 1)).value == 310_000
    assert wage(person, on=date(2026, 10, 1)).is_disputed


def test_what_the_check_found_is_recorded_where_it_differs_from_the_claim(person, staff):
    case = checked(claim(person), staff, value="2,100.50")

    do(case, "correct", by=staff.township, at=NOON, because=BECAUSE)

    assert wage(person).value == 210_050


def test_what_the_check_found_must_be_a_value_of_the_fact(person, staff):
    with pytest.raises(problems.FieldsWrongError, match="write yuan"):
        checked(claim(person), staff, value="不少")

    assert Case.objects.get().stage == "received"


def test_a_fact_that_is_kept_stays_as_it_is_with_reasons(person, staff):
    case = checked(claim(person), staff)

    with pytest.raises(problems.ReasonsMissingError):
        do(case, "keep", by=staff.township, at=NOON)
    done = do(case, "keep", by=staff.township, at=NOON, because="名册与银行流水一致")

    assert done.outcome == "kept"
    assert wage(person).value == 300_000
    assert not Entry.objects.filter(what="fact corrected").exists()


def test_nothing_is_decided_before_the_person_was_heard(person, staff):
    case = claim(person)

    with pytest.raises(problems.FieldsWrongError, match="answer is no"):
        do(case, "check", by=staff.village, at=NOON, values=CHECKED | {"heard": False})
    with pytest.raises(problems.NotAtThisStageError):
        do(case, "correct", by=staff.township, at=NOON, because=BECAUSE)


def test_whoever_checked_does_not_decide(person, staff):
    case = do(claim(person), "check", by=staff.township, at=NOON, values=CHECKED)

    with pytest.raises(problems.SameHandsError):
        do(case, "correct", by=staff.township, at=NOON, because=BECAUSE)


def test_the_village_does_not_decide_and_another_township_does_not_either(person, staff):
    case = checked(claim(person), staff)

    for stranger in (staff.village, staff.other_township):
        with pytest.raises(problems.NotYourDeskError):
            do(case, "correct", by=stranger, at=NOON, because=BECAUSE)


def test_a_fact_is_looked_into_once_at_a_time_and_another_one_beside_it(person):
    claim(person)

    with pytest.raises(problems.AlreadyOpenError):
        claim(person, value=100_000)
    claim_wrong(person, "is_severely_ill", value=True, evidence="诊断证明", by=None, at=NOON)

    assert Case.objects.open().count() == 2


@pytest.mark.parametrize(
    ("fact", "value", "evidence", "field"),
    [
        ("born_on", date(1950, 1, 1), "户口簿", "fact"),
        ("relation", 2, "户口簿", "fact"),
        ("vehicles", 0, "行驶证", "fact"),
        ("wage_fen", 300_000, "工资条", "value"),
        ("self_care_unmet", 7, "评估报告", "value"),
        ("wage_fen", 200_000, "  ", "evidence"),
        ("wage_fen", 200_000, "证" * 501, "evidence"),
    ],
)
def test_a_claim_that_makes_no_sense_is_refused_beside_its_field(person, fact, value, evidence, field):
    with pytest.raises(problems.FieldsWrongError) as refused:
        claim_wrong(person, fact, value=value, evidence=evidence, by=None, at=NOON)

    assert set(refused.value.fields) == {field}
    assert not Case.objects.exists()


def test_a_fact_of_the_household_is_corrected_about_the_household(staff):
    home = land.make_household()
    case = claim_wrong(home, "vehicles", value=1, evidence="行驶证", by=staff.village, at=NOON)
    assert claim_of(case).said is None

    do(checked(case, staff), "correct", by=staff.township, at=NOON, because=BECAUSE)

    assert facts_of(home, on=ON)["vehicles"].value == 1


def test_a_fact_that_stands_in_the_row_of_the_household_is_corrected_there(staff):
    home = land.make_household()
    case = checked(claim_wrong(home, "is_urban", value=True, evidence="房产证", by=None, at=NOON), staff)

    do(case, "correct", by=staff.township, at=NOON, because=BECAUSE)

    home.refresh_from_db()
    assert home.is_urban is True
    assert not FactRecord.objects.exists()


def test_the_log_names_the_fact_and_the_reason_and_no_value(person, staff):
    do(checked(claim(person), staff), "correct", by=staff.township, at=NOON, because=BECAUSE)

    entry = Entry.objects.get(what="fact corrected")
    assert (entry.by, entry.subject_token, entry.because) == (staff.township, person.token, BECAUSE)
    assert entry.details == {"fact": "wage_fen", "source": "甲镇乡镇（街道）审核人核实"}
    assert "200000" not in "".join(str(one.details) for one in Entry.objects.all())


def test_whoever_works_on_the_case_may_read_the_fact_until_it_is_closed(person, staff):
    case = claim_wrong(person, "has_tuberculosis", value=False, evidence="检查报告", by=None, at=NOON)
    assert "has_tuberculosis" in readable_facts(staff.village, person, on=ON)

    case = checked(case, staff)

    assert "has_tuberculosis" not in readable_facts(staff.village, person, on=ON)
    assert "has_tuberculosis" in readable_facts(staff.township, person, on=ON)
