"""Values as people write them: what is read, and how it is said what was expected."""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.kernel.people.written_values import UnreadableValueError, value_written


@pytest.mark.parametrize(
    ("fact", "written", "value"),
    [
        ("lives_here", "是", True),
        ("lives_here", "No", False),
        ("wage_fen", "1,200.50元", 120_050),
        ("wage_fen", "0", 0),
        ("graduated_on", " 2020-02-29 ", date(2020, 2, 29)),
        ("employment", "灵活就业", 2),
        ("employment", "2", 2),
        ("self_care_unmet", "6", 6),
    ],
)
def test_what_people_write_is_read(fact, written, value):
    read = value_written(fact, written)

    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("fact", "written", "expected"),
    [
        ("lives_here", "也许", "是”或“否"),
        ("wage_fen", "很多", "460.50"),
        ("graduated_on", "2021-02-29", "2026-11-24"),
        ("employment", "99", "灵活就业"),
        ("self_care_unmet", "7", "0到6"),
        ("self_care_unmet", "-1", "0到6"),
        ("wage_fen", "", "460.50"),
    ],
)
def test_what_cannot_be_read_is_answered_with_how_to_write_it(fact, written, expected):
    with pytest.raises(UnreadableValueError) as refused:
        value_written(fact, written)

    assert expected in refused.value.text.zh
    assert refused.value.text.en
