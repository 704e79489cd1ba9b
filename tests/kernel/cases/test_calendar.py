"""The holiday notices that a city enters itself."""

from datetime import date

import pytest

from minsheng.engines.formulas.working_days import UnknownYear
from minsheng.kernel.cases.calendar import NoticeError, read_notices

NOTICE = """
2027:
  document: 测试通知
  days_off: [2027-01-01]
  makeup_days: [2027-01-03]
"""


def test_a_city_without_a_file_has_the_packaged_years_only(tmp_path):
    calendar = read_notices(tmp_path / "working_days.yaml")

    assert calendar.is_working_day(date(2026, 10, 10))
    with pytest.raises(UnknownYear):
        calendar.is_working_day(date(2027, 1, 4))


def test_a_notice_of_the_city_makes_its_year_known(tmp_path):
    file = tmp_path / "working_days.yaml"
    file.write_text(NOTICE, encoding="utf-8")

    calendar = read_notices(file)

    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 3))


@pytest.mark.parametrize(
    "text",
    [
        "- 2027",
        "2027: {days_off: []}",
        "2027: {document: 测试, days_off: [第一天], makeup_days: []}",
        "2027: {document: 测试, days_off: [2026-01-01], makeup_days: []}",
        "2027: [",
    ],
)
def test_a_notice_that_is_not_understood_is_refused_with_the_file(tmp_path, text):
    file = tmp_path / "working_days.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(NoticeError, match=r"working_days\.yaml"):
        read_notices(file)
