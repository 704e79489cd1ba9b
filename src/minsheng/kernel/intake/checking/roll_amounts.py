"""Comparing the rows of a benefit roll: dates in order, and one amount for each household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import Problem, named_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.kernel.intake.checking.rows import AcceptedRow, RejectedRow


def check_roll(
    accepted: Sequence[AcceptedRow], rejected: Sequence[RejectedRow]
) -> Iterable[tuple[AcceptedRow, Problem]]:
    """Yield the rows that name nobody, end before they begin, or give their household another amount."""
    del rejected  # what a rejected row says about a household's amount is not known for certain
    by_household: dict[str, list[AcceptedRow]] = {}
    for row in accepted:
        if "identity" not in row.values:
            yield row, _nobody(row)
        elif "since" in row.values and "until" in row.values and row.values["until"] < row.values["since"]:
            yield row, _ends_before_it_begins(row)
        if household := household_of(row):
            by_household.setdefault(household, []).append(row)
    for rows in by_household.values():
        stated = {row.values["household_amount_fen"] for row in rows if "household_amount_fen" in row.values}
        if len(stated) > 1:
            yield from ((row, _amounts_differ(row, rows)) for row in rows)


def household_of(row: AcceptedRow) -> str:
    """Return by what the household of a row is known in its file; empty when the file does not say."""
    values = row.values
    number = values.get("household_no")
    return (
        f"no:{number}" if number else f"head:{values['head_identity']}" if "head_identity" in values else ""
    )


def _nobody(row: AcceptedRow) -> Problem:
    return Problem(
        "required",
        what=Text("没有身份证号。", "There is no identity number."),
        why=Text("没有号码无法确认是哪个人。", "Without it we cannot tell who is meant."),
        do=Text("请补上后重新上传。", "Fill it in and upload the file again."),
        place=row.place,
    )


def _ends_before_it_begins(row: AcceptedRow) -> Problem:
    return Problem(
        "dates_in_order",
        what=Text("停发日期早于起始日期。", "The last day lies before the first."),
        why=Text("这样的起止日期不成立。", "Such a span of time does not exist."),
        do=Text("请核对两个日期。", "Check both dates."),
        place=row.place,
    )


def _amounts_differ(row: AcceptedRow, rows: Sequence[AcceptedRow]) -> Problem:
    numbers = [other.place.row or 0 for other in rows]
    return Problem(
        "household_amount_differs",
        what=Text(
            f"同一户的户金额不同：第{named_rows(numbers)}行。",
            f"The amount of the household differs in rows {named_rows(numbers, 'en')}.",
        ),
        why=Text("一户只发一个金额。", "A household is paid one amount."),
        do=Text(
            "请核对后填成一致，或只在户主一行填写。", "Make them the same, or fill it in for the head only."
        ),
        place=row.place,
    )
