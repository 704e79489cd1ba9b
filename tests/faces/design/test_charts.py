"""Lines over time: every point in its place, a target, and axes with round numbers."""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.faces.design.charts import LineChart, line_chart

FIRST, MIDDLE, LAST, DUE = date(2026, 1, 1), date(2026, 7, 2), date(2026, 12, 31), date(2026, 12, 31)


def chart(*points: tuple[date, float], **options) -> LineChart:
    found = line_chart(points, value_text="{:g}".format, day_text=str, **options)
    assert found is not None
    return found


def test_without_a_point_there_is_no_chart():
    assert line_chart([], value_text=str, day_text=str) is None


def test_later_is_further_right_and_more_is_higher():
    first, second = chart((FIRST, 1.0), (LAST, 9.0)).marks

    assert first.x < second.x
    assert first.y > second.y


def test_half_the_time_is_half_the_way():
    first, middle, last = chart((FIRST, 1.0), (MIDDLE, 1.0), (LAST, 1.0)).marks

    assert middle.x == pytest.approx((first.x + last.x) / 2, abs=1)


def test_the_chart_reaches_to_the_last_day_of_the_pledge():
    found = chart((FIRST, 1.0), (MIDDLE, 2.0), until=DUE)

    assert found.marks[-1].x < found.right
    assert [day.said for day in found.days] == ["2026-01-01", "2026-12-31"]


def test_a_target_above_all_points_is_inside_the_chart():
    found = chart((FIRST, 3.0), (LAST, 13.0), target=20.0)

    assert found.target is not None
    assert 0 < found.target.y < found.marks[-1].y


def test_counts_stand_on_zero():
    assert chart((FIRST, 12.0), (LAST, 13.0)).rows[0].said == "0"


def test_shares_that_move_little_are_drawn_between_their_neighbours():
    rows = [row.said for row in chart((FIRST, 0.62), (LAST, 0.65), from_zero=False).rows]

    assert rows == ["0.62", "0.63", "0.64", "0.65"]


def test_the_axis_has_round_numbers():
    assert [row.said for row in chart((FIRST, 3.0), (LAST, 13.0), target=20.0).rows] == [
        "0",
        "5",
        "10",
        "15",
        "20",
    ]


@pytest.mark.parametrize("value", [0.0, 5.0])
def test_a_single_value_is_drawn_too(value):
    found = chart((FIRST, value))

    assert len(found.marks) == 1
    assert found.rows[0].y > found.rows[-1].y
