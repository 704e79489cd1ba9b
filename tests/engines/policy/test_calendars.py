"""Whole columns of days are counted exactly as single days are."""

from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
import pytest
from tests.engines.policy.random_rules import DAYS

from minsheng.engines.policy import calendars, days
from minsheng.engines.policy.terms import AgeBasis

NEAR_MONTH_ENDS = [
    date(year, month, day) for year in (2023, 2024) for month in (1, 2, 3, 12) for day in (1, 28)
]
TRICKY = sorted({*DAYS, *NEAR_MONTH_ENDS})


@pytest.mark.parametrize("basis", list(AgeBasis))
@pytest.mark.parametrize("unit", ["years", "months", "days"])
def test_spans_of_columns_equal_spans_of_days(unit, basis):
    pairs = list(product(TRICKY, TRICKY))
    starts, ends = (np.array([calendars.day_number(pair[side]) for pair in pairs]) for side in (0, 1))

    found = calendars.span(unit, starts, ends, basis)

    counted_to = days.end_of_month if basis is AgeBasis.END_OF_MONTH else lambda day: day
    assert found.tolist() == [days.SPANS[unit](start, counted_to(end)) for start, end in pairs]


@pytest.mark.parametrize("basis", list(AgeBasis))
def test_looked_up_spans_equal_computed_ones_inside_and_outside_the_table(basis):
    end = date(2026, 2, 27)
    starts = np.array([calendars.day_number(day) for day in TRICKY])
    first, after = (calendars.day_number(date(year, 1, 1)) for year in (1850, 2150))
    inside = starts[(starts >= first) & (starts < after)]
    table = calendars.SpanTable("months", calendars.day_number(end), basis)

    for some in (starts, inside):
        expected = calendars.span("months", some, calendars.day_number(end), basis)
        assert table.of(some).tolist() == expected.tolist()


def test_calendar_months_are_numbered_alike():
    numbers = np.array([calendars.day_number(day) for day in TRICKY])

    assert calendars.month_index(numbers).tolist() == [days.month_index(day) for day in TRICKY]
    assert calendars.end_of_month(numbers).tolist() == [
        calendars.day_number(days.end_of_month(day)) for day in TRICKY
    ]
