"""People and households are known again, facts stand beside facts, and nobody is overwritten."""

from __future__ import annotations

from datetime import date

import pytest
from tests.kernel.intake.conftest import NOON, Send
from tests.kernel.intake.synthetic import CHILD, EAST, HEAD, NEIGHBOUR, SON, WATER, WIDOW, WIFE, WORKER, YIN

from minsheng.kernel.intake.models import RejectedRow
from minsheng.kernel.people import recording
from minsheng.kernel.people.models import FactRecord, Household, Membership, Person

REGISTER = "人口登记.csv"
HEADER = "户号,姓名,身份证号,与户主关系,所在村,家庭存款（元）,死亡日期,残疾类别"
JUNE, NOVEMBER = date(2026, 6, 1), date(2026, 11, 24)
FAMILY = (
    f"1,张三,{HEAD},户主,翠峰镇水峪村,500,,",
    f"1,李四,{WIFE},妻,翠峰镇水峪村,,,",
    f"1,张五,{SON},儿子,翠峰镇水峪村,,,",
)


def person(number: str) -> Person:
    """Return the person with an identity number."""
    return recording.persons_with_numbers([number])[number]


def household(number: str) -> Household:
    """Return the present household of a person."""
    home = person(number).household
    assert home is not None
    return home


def codes_of_rejected() -> dict[int, list[str]]:
    """Return why rows were rejected."""
    return {row.row: [problem["code"] for problem in row.problems] for row in RejectedRow.objects.all()}


def test_a_household_goes_on_with_its_head(bring: Send) -> None:
    bring(REGISTER, HEADER, *FAMILY, as_of=JUNE)
    before = household(HEAD)

    bring(REGISTER, HEADER, *FAMILY[:2], f"1,小张,{CHILD},孙,翠峰镇水峪村,,,", as_of=NOVEMBER)

    assert household(HEAD) == household(CHILD) == before
    assert household(SON) == before
    assert Household.objects.count() == 1


def test_a_child_who_keeps_house_alone_leaves_the_parents_theirs(bring: Send) -> None:
    bring(REGISTER, HEADER, *FAMILY, as_of=JUNE)
    before = household(HEAD)

    bring(REGISTER, HEADER, f"9,张五,{SON},户主,静升镇尹方村,,,", *FAMILY[:2], as_of=NOVEMBER)

    assert household(HEAD) == household(WIFE) == before
    assert household(SON) != before
    assert household(SON).number == "9"
    ended = Membership.objects.get(person=person(SON), to_on__isnull=False)
    assert (ended.household, ended.to_on) == (before, NOVEMBER)


def test_a_household_goes_on_when_another_member_becomes_its_head(bring: Send) -> None:
    bring(REGISTER, HEADER, *FAMILY[:2], as_of=JUNE)
    before = household(HEAD)

    bring(
        REGISTER,
        HEADER,
        f"1,李四,{WIFE},户主,翠峰镇水峪村,,,",
        f"1,张三,{HEAD},配偶,翠峰镇水峪村,,,",
        as_of=NOVEMBER,
    )

    assert household(WIFE) == before
    assert Membership.objects.get(person=person(WIFE), to_on__isnull=True).relation == 1


def test_people_live_where_their_household_lives(bring: Send) -> None:
    bring(REGISTER, HEADER, *FAMILY[:2], as_of=JUNE)
    assert person(WIFE).division_id == WATER

    moved = [row.replace("翠峰镇水峪村", "静升镇尹方村") for row in FAMILY[:2]]
    bring(REGISTER, HEADER, *moved, as_of=NOVEMBER)

    assert {household(HEAD).division_id, person(HEAD).division_id, person(WIFE).division_id} == {YIN}


def test_without_a_division_the_division_of_the_source_counts(bring: Send) -> None:
    bring(REGISTER, "户号,姓名,身份证号,与户主关系", f"1,张三,{HEAD},户主")

    assert person(HEAD).division_id == "140729000000"


def test_a_death_is_learnt_and_never_changed_by_a_file(bring: Send) -> None:
    bring(REGISTER, HEADER, f"1,张三,{HEAD},户主,尹方村,,,", as_of=JUNE)

    bring(REGISTER, HEADER, f"1,张三,{HEAD},户主,尹方村,,2026-07-01,", as_of=NOVEMBER)
    bring(REGISTER, HEADER, f"1,张三,{HEAD},户主,尹方村,,2026-08-01,", as_of=NOVEMBER)

    assert person(HEAD).died_on == date(2026, 7, 1)


def test_what_the_household_owns_is_said_once_of_the_household(bring: Send) -> None:
    bring(REGISTER, HEADER, *FAMILY)

    said = FactRecord.objects.get(household=household(HEAD))
    assert said.values == {"financial_assets_fen": 50_000}


def test_another_name_for_a_known_number_is_rejected_with_the_household(bring: Send) -> None:
    bring(REGISTER, HEADER, *FAMILY, as_of=JUNE)

    batch = bring(
        REGISTER,
        HEADER,
        f"1,张三丰,{HEAD},户主,翠峰镇水峪村,,,",
        FAMILY[1],
        f"2,王六,{WIDOW},户主,尹方村,,,",
        as_of=NOVEMBER,
    )

    assert codes_of_rejected() == {2: ["name_differs_from_register"], 3: ["household_incomplete"]}
    assert batch.outcome["persons"] == 1
    assert "张三" not in str(RejectedRow.objects.get(row=2).problems)
    assert person(HEAD).name == "张三"


def test_somebody_registered_in_another_county_is_not_taken_over(bring: Send) -> None:
    elsewhere = recording.new_person(name="张三", division_code="140728100200", identity_number=HEAD)
    recording.record_all(persons=[elsewhere], at=NOON)

    bring(REGISTER, HEADER, FAMILY[0], f"2,王六,{WIDOW},户主,尹方村,,,")

    assert codes_of_rejected() == {2: ["cannot_be_registered_here"]}
    assert person(HEAD).division_id == "140728100200"


def test_a_list_about_strangers_does_not_tell_whether_they_exist(bring: Send) -> None:
    elsewhere = recording.new_person(name="王六", division_code="140728100200", identity_number=WIDOW)
    recording.record_all(persons=[elsewhere], at=NOON)
    bring(REGISTER, HEADER, *FAMILY)

    bring(
        "残疾人证.csv",
        "姓名,身份证号,残疾类别,残疾等级",
        f"张三,{HEAD},肢体,二级",
        f"王六,{WIDOW},视力,一级",
        f"赵七,{NEIGHBOUR},视力,一级",
    )

    texts = {str(row.problems[0]["what"]) for row in RejectedRow.objects.filter(row__in=[3, 4])}
    assert codes_of_rejected() == {3: ["not_in_register"], 4: ["not_in_register"]}
    assert len(texts) == 1


def test_a_certificate_is_one_more_statement_beside_the_register(bring: Send) -> None:
    bring(REGISTER, HEADER, f"1,张三,{HEAD},户主,尹方村,,,视力", as_of=JUNE)

    bring(
        "残疾人证名册.csv",
        "姓名,身份证号,残疾类别,残疾等级,有效期至",
        f"张三,{HEAD},肢体,二级,2029-05-06",
        as_of=NOVEMBER,
    )

    older, newer = FactRecord.objects.filter(person=person(HEAD)).order_by("as_of")
    assert older.values == {"disability_kind": 1}
    assert newer.values == {"disability_kind": 4, "disability_grade": 2}
    assert newer.expires_on == date(2029, 5, 6)


def test_an_assessment_is_true_as_of_its_day(bring: Send) -> None:
    bring(REGISTER, HEADER, f"1,张三,{HEAD},户主,尹方村,,,")

    bring("老年人能力评估.csv", "姓名,身份证号,评估等级,评估日期", f"张三,{HEAD},中度失能（2级）,2026-03-05")

    said = FactRecord.objects.get(person=person(HEAD), as_of=date(2026, 3, 5))
    assert said.values == {"care_level": 2, "assessed_on": "2026-03-05"}


def test_who_stands_in_the_list_of_the_unemployed_is_registered_unemployed(bring: Send) -> None:
    bring(REGISTER, HEADER, f"1,孙八,{WORKER},户主,东关社区,,,")
    assert person(WORKER).division_id == EAST

    bring("header_on_row_7.xlsx")

    said = FactRecord.objects.get(person=person(WORKER))
    assert said.values == {"employment": 4, "unemployed_since": "2026-03-01", "education": 3}


@pytest.mark.parametrize("label", ["合成数据", ""])
def test_a_file_that_says_it_is_synthetic_makes_synthetic_people(bring: Send, label: str) -> None:
    batch = bring(REGISTER, f"人口登记 {label},,,,,,,", HEADER, *FAMILY)

    assert batch.is_synthetic is bool(label)
    assert person(HEAD).is_synthetic is bool(label)
    assert household(HEAD).is_synthetic is bool(label)
