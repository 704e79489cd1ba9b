"""Comparing the rows of a list of facilities: none may stand in it twice, and a point needs both coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.kernel.intake.checking.rows import AcceptedRow, RejectedRow

# The part of the world a Chinese facility can lie in; outside it, longitude and latitude were mixed up.
LONGITUDES, LATITUDES = (73, 136), (3, 54)


def check_facilities(
    accepted: Sequence[AcceptedRow], rejected: Sequence[RejectedRow]
) -> Iterable[tuple[AcceptedRow, Problem]]:
    """Yield the rows whose facility stands in the file before, and those with half a point."""
    del rejected
    seen: dict[tuple[object, ...], AcceptedRow] = {}
    for row in accepted:
        values = row.values
        subject = (values.get("kind"), values["name"], values.get("division"))
        if subject in seen:
            yield row, _twice(row, seen[subject])
        seen.setdefault(subject, row)
        if ("longitude" in values) != ("latitude" in values) or not _lies_in_china(row):
            yield row, _no_point(row)


def _lies_in_china(row: AcceptedRow) -> bool:
    longitude, latitude = row.values.get("longitude"), row.values.get("latitude")
    if longitude is None or latitude is None:
        return True
    return bool(LONGITUDES[0] <= longitude <= LONGITUDES[1] and LATITUDES[0] <= latitude <= LATITUDES[1])


def _twice(row: AcceptedRow, first: AcceptedRow) -> Problem:
    return Problem(
        "repeated",
        what=Text("这个设施重复了。", "This facility stands here twice."),
        why=Text(
            f"与第{first.place.row}行同名、同类、同地。",
            f"Row {first.place.row} has the same name, kind and division.",
        ),
        do=Text("请只保留一行，或改成不同的名称。", "Keep one row, or give them different names."),
        place=row.place,
    )


def _no_point(row: AcceptedRow) -> Problem:
    return Problem(
        "point",
        what=Text("经纬度不完整或不在国内。", "The coordinates are incomplete or lie outside the country."),
        why=Text("可能缺一个，或经度纬度填反了。", "One may be missing, or the two were mixed up."),
        do=Text("请改正，没有坐标时两格都留空。", "Correct them; leave both empty if there is no point."),
        place=row.place,
    )
