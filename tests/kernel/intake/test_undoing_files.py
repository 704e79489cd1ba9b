"""Undoing a file restores what was there before, or nothing at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from tests.kernel.intake.conftest import NOON, Send
from tests.kernel.intake.synthetic import HEAD, WIDOW, WIFE

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.intake import refusing
from minsheng.kernel.intake.actions.commit import commit
from minsheng.kernel.intake.actions.undo import undo
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people import recording
from minsheng.kernel.people.models import FactRecord, Person
from minsheng.kernel.places.models import Acceptance, Place

REGISTER, AGED, FACILITIES = "人口登记.csv", "高龄津贴.csv", "设施.csv"
HEADER = "户号,姓名,身份证号,与户主关系,所在村,死亡日期,家庭存款（元）"
JUNE, NOVEMBER = date(2026, 6, 1), date(2026, 11, 24)
WRONG = "发错了文件"
TABLES = (
    "people.Person", "people.Household", "people.Membership", "people.FactRecord", "payments.Receipt", "places.Place",
)  # fmt: skip


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return the register as it lies in the database; numbers of rows that came and went do not matter."""
    return {label: list(apps.get_model(label).objects.order_by("pk").values()) for label in TABLES}


@pytest.fixture
def june(bring: Send) -> None:
    bring(
        REGISTER,
        HEADER,
        f"1,张三,{HEAD},户主,翠峰镇水峪村,,500",
        f"1,李四,{WIFE},妻,翠峰镇水峪村,,",
        as_of=JUNE,
    )
    bring(AGED, "姓名,身份证号,金额", f"张三,{HEAD},50", f"李四,{WIFE},50", as_of=JUNE)
    bring(FACILITIES, "名称,类别,村,床位数", "水峪食堂,社区食堂,翠峰镇水峪村,40", as_of=JUNE)


FILES = {
    "people": (
        REGISTER,
        HEADER,
        f"1,李四,{WIFE},户主,尹方村,,700",
        f"1,张三,{HEAD},配偶,尹方村,2026-09-01,",
        f"2,王六,{WIDOW},户主,尹方村,,",
    ),
    "a whole roll": (AGED, "姓名,身份证号,金额", f"张三,{HEAD},60"),
    "facilities": (FACILITIES, "名称,类别,村,床位数", "水峪食堂,社区食堂,翠峰镇水峪村,50", "新食堂,社区食堂,尹方村,9"),
    "certificates": ("残疾人证.csv", "姓名,身份证号,残疾类别,残疾等级", f"张三,{HEAD},肢体,二级"),
}  # fmt: skip


@pytest.mark.usefixtures("june")
@pytest.mark.parametrize("name", FILES)
def test_undoing_a_file_restores_what_was_there_before(bring: Send, clerk: User, name: str) -> None:
    before = everything()
    batch = bring(*FILES[name], as_of=NOVEMBER, is_whole_roll=name == "a whole roll")
    assert everything() != before

    undone = undo(batch, by=clerk, at=NOON, because=WRONG)

    assert everything() == before
    assert (undone.state, undone.undone_by, undone.undone_because) == ("undone", clerk, WRONG)
    assert Entry.objects.get(what="file undone").because == WRONG


def test_a_file_that_was_undone_can_be_brought_again(bring: Send, send: Send, clerk: User) -> None:
    undo(bring("gb18030.csv"), by=clerk, at=NOON, because=WRONG)

    again = send("gb18030.csv")
    commit(again, by=clerk, at=NOON)

    assert Person.objects.count() == 4


def test_a_file_is_undone_only_with_a_reason_and_once(bring: Send, clerk: User) -> None:
    batch = bring("gb18030.csv")

    with pytest.raises(refusing.ReasonMissingError):
        undo(batch, by=clerk, at=NOON, because="错了")
    undo(batch, by=clerk, at=NOON, because=WRONG)
    with pytest.raises(refusing.NotWaitingError):
        undo(batch, by=clerk, at=NOON, because=WRONG)


def test_a_preview_cannot_be_undone(send: Send, clerk: User) -> None:
    with pytest.raises(refusing.NotWaitingError, match="no import to undo"):
        undo(send("gb18030.csv"), by=clerk, at=NOON, because=WRONG)


def test_people_others_have_built_on_stay_and_with_them_the_whole_file(bring: Send, clerk: User) -> None:
    batch = bring(REGISTER, HEADER, f"1,张三,{HEAD},户主,尹方村,,", f"2,王六,{WIDOW},户主,尹方村,,")
    bring(AGED, "姓名,身份证号,金额", f"张三,{HEAD},50")
    before = everything()

    with pytest.raises(
        refusing.LaterRecordsError, match="1 persons and 0 households have facts from other files"
    ):
        undo(batch, by=clerk, at=NOON, because=WRONG)

    assert everything() == before
    batch.refresh_from_db()
    assert batch.is_committed


def test_files_are_undone_from_the_last_to_the_first(bring: Send, clerk: User) -> None:
    people = bring(REGISTER, HEADER, f"1,张三,{HEAD},户主,尹方村,,")
    roll = bring(AGED, "姓名,身份证号,金额", f"张三,{HEAD},50")

    undo(roll, by=clerk, at=NOON, because=WRONG)
    undo(people, by=clerk, at=NOON, because=WRONG)

    assert not any(everything().values())


@pytest.mark.usefixtures("june")
def test_a_value_that_was_changed_since_is_not_put_back(bring: Send, clerk: User) -> None:
    batch = bring(*FILES["facilities"], as_of=NOVEMBER)
    Place.objects.filter(name="水峪食堂").update(capacity=99)

    with pytest.raises(refusing.LaterRecordsError, match="1 values were changed by others"):
        undo(batch, by=clerk, at=NOON, because=WRONG)
    assert Place.objects.get(name="水峪食堂").capacity == 99


def test_a_place_with_an_inspection_stays(bring: Send, clerk: User) -> None:
    batch = bring(*FILES["facilities"])
    Acceptance.objects.create(place=Place.objects.first(), accepted_on=NOVEMBER, passed=False)

    with pytest.raises(refusing.LaterRecordsError, match="inspection"):
        undo(batch, by=clerk, at=NOON, because=WRONG)
    assert Place.objects.count() == 2


@pytest.mark.usefixtures("june")
def test_only_the_lines_of_the_file_go(bring: Send, clerk: User) -> None:
    batch = bring(*FILES["certificates"], as_of=NOVEMBER)
    facts, receipts = FactRecord.objects.count(), Receipt.objects.count()

    undo(batch, by=clerk, at=NOON, because=WRONG)

    assert FactRecord.objects.count() == facts - 1
    assert Receipt.objects.count() == receipts
    assert recording.persons_with_numbers([HEAD])


def test_only_a_post_that_reaches_the_division_may_undo(bring: Send) -> None:
    batch = bring("gb18030.csv")

    with pytest.raises(refusing.NoPostForThisError):
        undo(batch, by=User.objects.create_user("stranger"), at=NOON, because=WRONG)
