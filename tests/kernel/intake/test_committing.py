"""A file is written whole, once, and only by who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from tests.kernel.intake.conftest import NOON, Send
from tests.kernel.intake.synthetic import COUNTY, HEAD, SON, TODAY, WATER, WIDOW, WIFE, YIN

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.intake import refusing
from minsheng.kernel.intake.actions.commit import commit
from minsheng.kernel.intake.actions.discard import discard
from minsheng.kernel.intake.actions.preview import preview_again
from minsheng.kernel.intake.actions.remember import forget_columns, remember_columns
from minsheng.kernel.intake.models import Batch, RejectedRow, Source
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.stored import workbook_of_rejected_rows
from minsheng.kernel.people import recording
from minsheng.kernel.people.models import FactRecord, Household, Membership, Person
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

REGISTER = "人口登记.csv"
HEADER = "户号,姓名,身份证号,与户主关系,所在村,月工资性收入（元）,家庭存款（元）"


def person(number: str) -> Person:
    """Return the person with an identity number."""
    return recording.persons_with_numbers([number])[number]


def test_a_preview_writes_nothing_into_the_register(send: Send) -> None:
    batch = send("gb18030.csv")

    assert (batch.state, batch.counted, batch.accepted, batch.rejected, batch.set_aside) == (
        "previewed",
        4,
        4,
        0,
        0,
    )
    assert not Person.objects.exists()
    assert {column["header"]: column["field"] for column in batch.columns}["身份证号码"] == "identity"
    assert Entry.objects.get(what="file previewed").details["counted"] == 4


def test_a_commit_writes_people_households_and_what_is_said_of_them(bring: Send) -> None:
    batch = bring("gb18030.csv")

    assert batch.outcome["persons"] == Person.objects.count() == 4
    assert batch.outcome["households"] == Household.objects.count() == 2
    son = person(SON)
    assert (son.name, son.born_on, son.sex, son.division_id, son.is_synthetic) == (
        "张𠮷",
        date(1978, 1, 9),
        1,
        WATER,
        True,
    )
    assert son.identity_number == SON
    assert son.household is not None
    assert son.household.number == "0001"
    said = FactRecord.objects.get(person=son)
    assert (said.values, said.source, said.as_of, said.batch_key) == (
        {"wage_fen": 265_050},
        "灵石县某局",
        TODAY,
        batch.token,
    )
    assert Membership.objects.get(person=son).relation == 3


def test_what_was_sent_is_not_kept_after_the_commit(send: Send, clerk: User) -> None:
    batch = send("gb18030.csv")
    assert Batch.objects.get(pk=batch.pk).content.startswith("人口登记".encode("gb18030"))

    commit(batch, by=clerk, at=NOON)

    assert Batch.objects.get(pk=batch.pk).content is None


def test_the_same_file_again_says_so_and_changes_nothing(bring: Send, send: Send) -> None:
    first = bring("gb18030.csv")

    again = send("gb18030.csv")

    assert again == first
    assert again.is_committed
    assert Batch.objects.count() == 1
    assert Person.objects.count() == 4


def test_committing_twice_is_committing_once(bring: Send, clerk: User) -> None:
    batch = bring("gb18030.csv")
    before = FactRecord.objects.count()

    assert commit(batch, by=clerk, at=NOON).is_committed
    assert FactRecord.objects.count() == before
    assert Entry.objects.filter(what="file committed").count() == 1


def test_two_previews_of_one_file_are_committed_once(send: Send, clerk: User, land: None) -> None:
    other_source = Source.objects.create(name="另一个局", division_id=COUNTY)
    first = send("gb18030.csv")
    second = send("gb18030.csv")
    Batch.objects.filter(pk=first.pk).update(state="previewed", source=other_source, content=None)
    commit(second, by=clerk, at=NOON)

    with pytest.raises(refusing.AlreadyCommittedError, match="nothing was changed"):
        commit(first, by=clerk, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=first.pk).update(state="committed", committed_at=NOON)


def test_a_file_with_one_row_changed_changes_one_row(bring: Send) -> None:
    rows = [HEADER, f"1,张三,{HEAD},户主,翠峰镇水峪村,0,500", f"1,李四,{WIFE},妻,翠峰镇水峪村,10,"]
    bring(REGISTER, *rows)

    rows[2] = f"1,李四,{WIFE},妻,翠峰镇水峪村,20,"
    outcome = bring(REGISTER, *rows).outcome

    assert outcome["fact_records"] == 1
    assert outcome["unchanged_fact_records"] == 2
    assert outcome["persons"] == outcome["households"] == outcome["memberships"] == 0


def test_a_file_with_rejected_rows_is_committed_only_when_that_is_meant(send: Send, clerk: User) -> None:
    batch = send("half_good.xlsx")

    with pytest.raises(refusing.RejectedRowsRemainError, match="12 rows cannot be imported"):
        commit(batch, by=clerk, at=NOON)
    assert not Person.objects.exists()

    commit(batch, by=clerk, at=NOON, leaving_out_rejected=True)
    assert Person.objects.count() == 4


def test_rejected_rows_are_kept_sealed_with_their_reasons(send: Send) -> None:
    batch = send("half_good.xlsx")

    row = RejectedRow.objects.get(batch=batch, row=4)
    assert [problem["code"] for problem in row.problems] == ["identity_check_digit", "division_ambiguous"]
    assert row.cells[1] == "李四"
    lying = RejectedRow.objects.values_list("cells", "problems").get(pk=row.pk)
    assert not any("李四".encode() in bytes(value) or b"check_digit" in bytes(value) for value in lying)
    assert HEAD[:14] not in str(row.problems)
    assert batch.problem_counts["required"] == 1
    assert workbook_of_rejected_rows(batch).startswith(b"PK")


def test_a_refused_file_is_put_on_the_record_and_nothing_else(send: Send) -> None:
    with pytest.raises(FileRefusedError):
        send("identity_as_number.xlsx")

    assert not Batch.objects.exists()
    assert Entry.objects.get(what="file refused").details == {"codes": "identity_as_number"}


def test_a_register_that_changed_since_the_preview_asks_for_another(send: Send, clerk: User) -> None:
    batch = send("gb18030.csv")
    recording.record_all(
        persons=[recording.new_person(name="别的名字", division_code=YIN, identity_number=WIDOW)], at=NOON
    )

    with pytest.raises(refusing.RegisterChangedError, match="Preview the file again"):
        commit(batch, by=clerk, at=NOON)
    assert Person.objects.count() == 1


def test_a_crash_in_the_middle_leaves_nothing(
    send: Send, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = send("gb18030.csv")
    monkeypatch.setattr(Batch, "save", lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        commit(batch, by=clerk, at=NOON)

    assert not Person.objects.exists()
    assert Batch.objects.get(pk=batch.pk).state == "previewed"


def test_a_discarded_file_is_gone_and_cannot_be_committed(send: Send, clerk: User) -> None:
    batch = send("half_good.xlsx")

    discard(batch, by=clerk, at=NOON)

    assert Batch.objects.get(pk=batch.pk).content is None
    assert not RejectedRow.objects.exists()
    with pytest.raises(refusing.NotWaitingError):
        commit(batch, by=clerk, at=NOON, leaving_out_rejected=True)
    with pytest.raises(refusing.NotWaitingError):
        discard(batch, by=clerk, at=NOON)


def test_a_file_without_a_good_row_is_not_committed(send: Send, clerk: User) -> None:
    batch = send(REGISTER, HEADER, "1,张三,123,户主,尹方村,0,")

    with pytest.raises(refusing.NothingToCommitError):
        commit(batch, by=clerk, at=NOON, leaving_out_rejected=True)


@pytest.fixture
def make_user(land: None) -> Callable[..., User]:
    """Return a function that makes a user with a post."""

    def make(role: Role, *, programme: str = "", division: str = COUNTY) -> User:
        user = User.objects.create_user(f"{role}-{programme}-{division}")
        Post.objects.create(
            user=user, role=role, programme=programme, division_id=division, from_on=date(2020, 1, 1)
        )
        return user

    return make


def test_only_a_post_that_reaches_the_division_may_import(send: Send, make_user: Callable[..., User]) -> None:
    for user in (
        make_user(Role.COUNTY_CLERK, division="140728000000"),
        make_user(Role.TOWNSHIP_REVIEWER, division="140729100000"),
        make_user(Role.AUDITOR),
        make_user(Role.VILLAGE_WORKER),
        make_user(Role.COUNTY_CLERK, programme="elder_care"),
        User.objects.create_user("nobody"),
    ):
        with pytest.raises(refusing.NoPostForThisError):
            send("gb18030.csv", by=user)

    assert send("gb18030.csv", by=make_user(Role.COUNTY_CLERK, division="140700000000")).accepted == 4


def test_a_programme_imports_its_own_sheets(bring: Send, send: Send, make_user: Callable[..., User]) -> None:
    bring("gb18030.csv")
    elder = make_user(Role.COUNTY_CLERK, programme="elder_care")
    work = make_user(Role.COUNTY_CLERK, programme="employment")

    assert send("merged_titles.xlsx", by=elder).kind == "roll_advanced_age_allowance"
    with pytest.raises(refusing.NoPostForThisError):
        send("merged_titles.xlsx", by=work)


def test_what_is_said_about_a_column_is_remembered_for_its_source(
    source: Source, send: Send, bring: Send, clerk: User
) -> None:
    bring("gb18030.csv")
    with pytest.raises(FileRefusedError, match="“公民号” resembles it"):
        send("renamed_columns.xlsx")

    meanings = {"公民号": "身份证号", "每月给多少（元）": "amount_fen", "打哪天起": ""}
    remember_columns(source, kind="roll_advanced_age_allowance", meanings=meanings, by=clerk, at=NOON)

    batch = send("renamed_columns.xlsx")
    assert batch.accepted == 2
    assert {column["header"]: column["field"] for column in batch.columns}["打哪天起"] == ""
    assert forget_columns(source, kind="roll_advanced_age_allowance", by=clerk, at=NOON) == 3
    with pytest.raises(FileRefusedError):
        send("renamed_columns.xlsx")


def test_a_column_cannot_mean_what_the_sheet_does_not_have(source: Source, clerk: User) -> None:
    with pytest.raises(refusing.UnknownColumnError, match="cannot mean"):
        remember_columns(source, kind="roll_dibao", meanings={"甲": "鞋码"}, by=clerk, at=NOON)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\文件\\名册.csv", "名册.csv"),
        ("名册\u202excod.csv", "名册xcod.csv"),
        ("名\r\n册\x00.csv", "名册.csv"),
        ("", "file"),
        ("长" * 300 + ".csv", "长" * 251 + ".csv"),
    ],
)
def test_the_name_of_a_file_is_only_a_name(send: Send, sent: str, kept: str) -> None:
    assert send(sent, HEADER, f"1,张三,{HEAD},户主,尹方村,0,").file_name == kept


def test_rows_of_a_batch_add_up_in_the_schema(send: Send) -> None:
    batch = send("gb18030.csv")

    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(accepted=3)


def test_what_is_said_with_the_file_is_remembered_with_it(source: Source, send: Send, bring: Send) -> None:
    bring("gb18030.csv")
    said = {"公民号": "身份证号", "每月给多少（元）": "金额"}

    assert send("renamed_columns.xlsx", meanings=said).accepted == 2

    assert {(one.header, one.field) for one in source.remembered_columns.all()} == {
        ("公民号", "identity"),
        ("每月给多少元", "amount_fen"),
    }


def test_a_meaning_the_sheet_does_not_have_is_refused_and_forgotten(source: Source, send: Send) -> None:
    with pytest.raises(refusing.UnknownColumnError):
        send("gb18030.csv", meanings={"户号": "鞋码"})

    assert not Batch.objects.exists()
    assert not source.remembered_columns.exists()


def test_a_waiting_file_is_previewed_again_after_a_column_was_explained(
    bring: Send, send: Send, clerk: User
) -> None:
    bring("gb18030.csv")
    first = send("高龄津贴.csv", "姓名,身份证号,金额,打哪天起", f"张三,{HEAD},50,2026-01-01")

    again = preview_again(first, by=clerk, at=NOON, on=TODAY, meanings={"打哪天起": "享受起始日期"})

    assert {column["header"]: column["field"] for column in again.columns}["打哪天起"] == "since"
    first.refresh_from_db()
    assert first.state == "discarded"
    with pytest.raises(refusing.NotWaitingError):
        preview_again(first, by=clerk, at=NOON, on=TODAY)


def test_a_file_taken_for_the_wrong_kind_is_previewed_as_another(
    bring: Send, send: Send, clerk: User
) -> None:
    bring("gb18030.csv")
    first = send("低保名册.csv", "姓名,身份证号,金额", f"张三,{HEAD},50")

    again = preview_again(first, by=clerk, at=NOON, on=TODAY, kind="roll_tekun")

    assert (first.kind, again.kind) == ("roll_dibao", "roll_tekun")
    assert list(Batch.objects.open()) == [again]


def test_one_of_two_columns_with_the_same_header_can_be_left_out(bring: Send, send: Send) -> None:
    bring("gb18030.csv")
    with pytest.raises(FileRefusedError, match="both look like"):
        send("duplicated_headers.xlsx")

    assert send("duplicated_headers.xlsx", meanings={"身份证号#2": ""}).accepted == 2
