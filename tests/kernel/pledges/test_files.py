"""The files of a city's pledges, read strictly."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from tests.make.places import NOON

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.pledges.files import PledgeFileError, read_pledges
from minsheng.kernel.pledges.loading import load_pledges
from minsheng.kernel.pledges.models import Pledge

GOOD = {
    "title": {"zh": "食堂", "en": "Canteens"}, "sentence": "建设30个食堂", "sentence_is_verbatim": "yes",
    "source": "报告", "category": "aid", "programme": "aid", "mode": "count", "target": {"low": "30"},
    "unit": {"zh": "个", "en": "canteens"}, "due": "2026-12-31", "lead_bureau": "民政局", "indicator": "canteens",
    "place_kinds": ["canteen"],
}  # fmt: skip
NOT_BUILT = {"zh": "无记录", "en": "no records"}


def write(folder: Path, name: str = "2026.yaml", **changes: object) -> Path:
    entry = {key: value for key, value in (GOOD | changes).items() if value is not None}
    (folder / name).write_text(yaml.safe_dump({"canteens": entry}, allow_unicode=True), encoding="utf-8")
    return folder


def test_a_pledge_is_read_with_exact_numbers(tmp_path):
    pledge = read_pledges(write(tmp_path, mode="relative", target={"low": "0.05"}))[0]

    assert (pledge.key, pledge.year, pledge.target_low) == ("canteens", 2026, Decimal("0.05"))
    assert (pledge.indicator, pledge.place_kinds) == ("canteens", ("canteen",))


def test_a_pledge_may_say_that_its_indicator_is_not_built(tmp_path):
    pledge = read_pledges(write(tmp_path, indicator=None, not_built_because=NOT_BUILT))[0]

    assert (pledge.indicator, pledge.not_built_because.en) == ("", "no records")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sentence": None}, "field 'sentence' must be a text"),
        ({"title": {"zh": "食堂"}}, "'title' needs both wordings"),
        ({"sentence_is_verbatim": "maybe"}, "must be yes or no"),
        ({"mode": "percent"}, "'percent' is not known"),
        ({"programme": "palaces"}, "'palaces' is not known"),
        ({"indicator": "palaces"}, "'palaces' is not known"),
        ({"place_kinds": ["palace"]}, "'palace' is on no card"),
        ({"target": None}, "target.low is needed"),
        ({"mode": "coverage"}, "target.low is needed"),
        ({"target": {"low": "thirty"}}, "'thirty' is not a number"),
        ({"target": {"low": "30", "high": "29"}}, "target.high is below"),
        ({"target": {"at_least": "30"}}, "field 'target' has low and high"),
        ({"indicator": None}, "either an indicator or not_built_because"),
        ({"not_built_because": NOT_BUILT}, "either an indicator or not_built_because"),
        ({"baseline": {"value": "0.4"}}, "a value and the day it was true"),
        ({"due": "31.12.2026"}, "write a day as 2026-12-31"),
        ({"due": "2025-12-31"}, "before its year 2026 begins"),
        ({"progress": "60%"}, "field 'progress' is not known"),
    ],
)
def test_what_is_not_understood_is_named_with_its_place(tmp_path, changes, problem):
    with pytest.raises(PledgeFileError, match=problem) as caught:
        read_pledges(write(tmp_path, **changes))

    assert str(caught.value).startswith("2026.yaml: canteens: ")


def test_all_problems_are_told_at_once(tmp_path):
    with pytest.raises(PledgeFileError) as caught:
        read_pledges(write(tmp_path, sentence=None, mode="percent"))

    assert len(str(caught.value).splitlines()) >= 2


def test_a_file_is_called_by_its_year(tmp_path):
    with pytest.raises(PledgeFileError, match="called by its year"):
        read_pledges(write(tmp_path, "pledges.yaml"))


def test_a_key_stands_once_over_all_years(tmp_path):
    write(tmp_path)

    with pytest.raises(PledgeFileError, match="two pledges are called 'canteens'"):
        read_pledges(write(tmp_path, "2025.yaml", due="2025-12-31"))


def test_a_folder_without_pledges_is_refused(tmp_path):
    with pytest.raises(PledgeFileError, match="holds no pledges"):
        read_pledges(tmp_path / "nowhere")


def test_loading_again_changes_only_what_the_file_changed(tmp_path, db):
    assert load_pledges(write(tmp_path), at=NOON).written == 1
    assert load_pledges(tmp_path, at=NOON).unchanged == 1

    changed = load_pledges(write(tmp_path, target={"low": "31"}), at=NOON)

    assert (changed.changed, Pledge.objects.get().target_low) == (1, 31)
    assert Entry.objects.get(what="pledge changed").details == {"fields": "target_low"}
