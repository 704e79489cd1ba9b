"""Bringing a file in: preview, correction, commit, discard, undo, and what a refusal says."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.make.land import make_staff
from tests.make.sheets import BAD, GOOD, HEADER, TOTAL, as_csv, as_workbook
from tests.make.town import COUNTY, OTHER_COUNTY

from minsheng.kernel.intake.models import Batch, Source
from minsheng.kernel.people.models import Person
from minsheng.kernel.registry.card import Role

IMPORTS = "/desk/imports/"


def upload(client: Client, content: bytes, name: str = "玉成村.csv", **told: str):
    given = {
        "file": SimpleUploadedFile(name, content), "source": "new", "new_source": "灵石县公安局", "division": COUNTY,
        "as_of": "2026-11-01", **told,
    }  # fmt: skip
    return client.post(IMPORTS, given)


def page_of(client: Client, batch: Batch) -> str:
    return client.get(f"{IMPORTS}{batch.token}/").content.decode()


@pytest.fixture
def half_good(clerk: Client) -> Batch:
    """Three good rows, two bad ones and a total, previewed."""
    upload(clerk, as_csv(*GOOD, *BAD, TOTAL))
    return Batch.objects.get()


def new_people() -> set[str]:
    return set(Person.objects.filter(name__in=[row[1] for row in GOOD]).values_list("name", flat=True))


def test_a_file_is_read_and_shown_before_anything_is_written(clerk, half_good):
    page = page_of(clerk, half_good)

    assert (half_good.counted, half_good.accepted, half_good.rejected, half_good.set_aside) == (6, 3, 2, 1)
    assert "导入3行" in page
    assert new_people() == set()


def test_each_rejected_row_says_where_and_why_with_the_number_masked(clerk, half_good):
    page = page_of(clerk, half_good)

    assert "第6行" in page
    assert "第7行" in page
    assert "“身份证号”列" in page
    assert BAD[0][2] not in page


def test_the_total_at_the_end_is_no_data_and_says_so(clerk, half_good):
    assert "不是数据的行" in page_of(clerk, half_good)
    assert "第8行" in page_of(clerk, half_good)


def test_the_rejected_rows_come_back_as_a_workbook_to_correct(clerk, half_good):
    answer = clerk.get(f"{IMPORTS}{half_good.token}/rejected/")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    text = "\n".join(str(cell) for row in rows for cell in row)
    assert "attachment" in answer["Content-Disposition"]
    assert "错号码" in text
    assert "郝新来" not in text


def test_a_file_with_bad_rows_is_imported_only_when_that_is_meant(clerk, half_good):
    refused = clerk.post(f"{IMPORTS}{half_good.token}/commit/")
    assert refused.status_code == 422
    assert "有2行不能导入" in refused.content.decode()
    assert new_people() == set()

    answer = clerk.post(f"{IMPORTS}{half_good.token}/commit/", {"leaving_out": "yes"}, follow=True)

    assert "新增人数：3" in answer.content.decode()
    assert len(new_people()) == 3


def test_a_committed_file_is_undone_with_a_reason(clerk, half_good):
    clerk.post(f"{IMPORTS}{half_good.token}/commit/", {"leaving_out": "yes"})

    without = clerk.post(f"{IMPORTS}{half_good.token}/undo/", {"because": ""})
    assert without.status_code == 422
    assert len(new_people()) == 3

    page = clerk.post(
        f"{IMPORTS}{half_good.token}/undo/", {"because": "公安局发错了表"}, follow=True
    ).content.decode()
    assert "已撤销" in page
    assert "公安局发错了表" in page
    assert new_people() == set()


def test_a_file_that_is_given_up_is_not_kept(clerk, half_good):
    clerk.post(f"{IMPORTS}{half_good.token}/discard/")

    half_good.refresh_from_db()
    assert half_good.state == "discarded"
    assert half_good.content is None
    assert not half_good.rejected_rows.exists()


def test_the_same_file_again_leads_to_the_import_it_had(clerk, half_good):
    clerk.post(f"{IMPORTS}{half_good.token}/commit/", {"leaving_out": "yes"})

    page = clerk.post(
        IMPORTS,
        {"file": SimpleUploadedFile("又一次.csv", as_csv(*GOOD, *BAD, TOTAL)), "source": half_good.source.token,
         "as_of": "2026-11-01"},
        follow=True,
    ).content.decode()  # fmt: skip

    assert "以前导入过" in page
    assert Batch.objects.count() == 1


def test_a_wrong_column_is_corrected_and_remembered_for_the_source(clerk, half_good):
    wages = next(n for n, one in enumerate(half_good.columns) if one["header"].startswith("月工资"))

    answer = clerk.post(f"{IMPORTS}{half_good.token}/columns/", {f"column-{wages}": "pension_fen"})

    again = Batch.objects.open().get()
    assert answer["Location"] == f"{IMPORTS}{again.token}/"
    assert {one["header"]: one["field"] for one in again.columns}["月工资性收入（元）"] == "pension_fen"
    assert half_good.source.remembered_columns.get().field == "pension_fen"


def test_without_a_change_nothing_is_remembered(clerk, half_good):
    given = {f"column-{n}": one["field"] or "-" for n, one in enumerate(half_good.columns)}

    page = clerk.post(f"{IMPORTS}{half_good.token}/columns/", given, follow=True).content.decode()

    assert "没有改动" in page
    assert not half_good.source.remembered_columns.exists()


def test_a_file_whose_columns_nobody_understands_asks_what_they_mean(clerk, town):
    header = ("户号", "大名", "证号码", "与户主关系", "所在村", "月工资性收入（元）")

    answer = upload(clerk, as_csv(*GOOD, header=header))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有导入" in page
    assert "告诉系统每一列是什么" in page
    assert "大名" in page


def test_what_was_told_is_remembered_when_the_file_comes_again(clerk, town):
    header = ("户号", "大名", "证号码", "与户主关系", "所在村", "月工资性收入（元）")
    page = upload(clerk, as_csv(*GOOD, header=header)).content.decode()
    source = Source.objects.get()
    address = page.split('action="/desk/imports/columns/')[1].split('"')[0]
    numbers = {page.split(f'name="key-{n}" value="')[1].split('"')[0]: n for n in range(len(header))}

    told = {f"key-{n}": key for key, n in numbers.items()}
    told |= {f"column-{numbers['大名']}": "name", f"column-{numbers['证号码']}": "identity"}
    answer = clerk.post(f"/desk/imports/columns/{address}", told, follow=True)
    assert "请再上传一次" in answer.content.decode()

    again = clerk.post(
        IMPORTS,
        {"file": SimpleUploadedFile("again.csv", as_csv(*GOOD, header=header)), "source": source.token,
         "as_of": "2026-11-01"},
    )  # fmt: skip
    assert again.status_code == 302
    assert Batch.objects.get().accepted == 3


def test_identity_numbers_stored_as_numbers_refuse_the_file_and_name_the_rows(clerk, town):
    page = upload(clerk, as_workbook(*GOOD, numbers_as_numbers=True), "玉成村.xlsx").content.decode()

    assert "身份证号被存成了数字：第3-5行" in page
    assert not Batch.objects.exists()


def test_an_archive_that_unpacks_without_end_is_refused_in_a_sentence(clerk, town):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)

    answer = upload(clerk, buffer.getvalue(), "炸弹.xlsx")

    assert answer.status_code == 422
    assert "“炸弹.xlsx”没有导入" in answer.content.decode()


def test_a_wrong_control_total_refuses_the_file(clerk, town):
    page = upload(clerk, as_csv(*GOOD), control_total="7").content.decode()

    assert "没有导入" in page
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"new_source": ""}, "请写单位名称"),
        ({"division": OTHER_COUNTY}, "选择一个有效的选项"),
        ({"as_of": ""}, "这个字段是必填项"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(clerk, town, given, said):
    answer = upload(clerk, as_csv(*GOOD), **given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_village_worker_imports_nothing_and_is_not_led_there(worker):
    assert worker.get(IMPORTS).status_code == 403
    assert IMPORTS not in worker.get("/desk/").content.decode()


def test_another_county_finds_neither_the_file_nor_its_rows(stranger, half_good):
    for more in ("", "rejected/"):
        assert stranger.get(f"{IMPORTS}{half_good.token}/{more}").status_code == 404
    for act in ("commit/", "discard/", "undo/", "columns/"):
        assert stranger.post(f"{IMPORTS}{half_good.token}/{act}").status_code == 404
    assert half_good.file_name not in stranger.get(IMPORTS).content.decode()


def test_an_auditor_sees_the_counts_and_no_row(town, at_the_desk_of, half_good):
    auditor = at_the_desk_of(town.auditor)

    page = page_of(auditor, half_good)

    assert "读到的行" in page
    assert "错号码" not in page
    assert "导入3行" not in page
    assert auditor.get(f"{IMPORTS}{half_good.token}/rejected/").status_code == 403
    assert upload(auditor, as_csv(*GOOD)).status_code == 403


def test_a_post_for_another_programme_handles_no_list_of_people(town, at_the_desk_of, half_good):
    narrow = at_the_desk_of(make_staff(Role.COUNTY_CLERK, COUNTY, programme="employment"))

    answer = narrow.post(f"{IMPORTS}{half_good.token}/commit/", {"leaving_out": "yes"})

    assert answer.status_code == 422
    assert "您的岗位不能导入" in answer.content.decode()
    assert new_people() == set()


def test_an_empty_history_says_so(clerk, town):
    assert "还没有导入过表格" in clerk.get(IMPORTS).content.decode()


def test_a_longer_history_costs_no_more_queries(clerk, half_good, django_assert_max_num_queries):
    for number in range(20):
        half_good.pk, half_good.token, half_good.state = None, f"token{number}", "discarded"
        half_good.save(force_insert=True)

    with django_assert_max_num_queries(25):
        clerk.get(IMPORTS)


def test_headers_are_those_of_the_bureau(half_good):
    assert [one["header"] for one in half_good.columns] == list(HEADER)
