"""Comparing rows with the register before anything is written: is it the same person, and is the person ours?

A file may add facts only to people of its own division. Whether a stranger is in the register at all is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.divisions.codes import contains
from minsheng.kernel.intake.checking.comparing import rejecting
from minsheng.kernel.intake.problems import Problem
from minsheng.kernel.intake.sheets import PEOPLE_AND_HOUSEHOLDS
from minsheng.kernel.people.recording import persons_with_numbers
from minsheng.kernel.privacy.masks import masked_identity, masked_name

if TYPE_CHECKING:
    from minsheng.kernel.intake.checking.preview import Preview
    from minsheng.kernel.intake.checking.rows import AcceptedRow
    from minsheng.kernel.people.models import Person


def compare_with_register(preview: Preview, *, division_code: str) -> None:
    """Reject the rows whose person is unknown, somebody else's, or goes by another name."""
    found = problems_with_register(preview.accepted, kind=preview.kind.key, division_code=division_code)
    accepted_alone = len(preview.accepted)
    rejecting(preview, preview.kind, found)
    if len(preview.accepted) < accepted_alone:
        preview.packed = None


def problems_with_register(
    rows: Iterable[AcceptedRow], *, kind: str, division_code: str
) -> Iterator[tuple[AcceptedRow, Problem]]:
    """Yield the rows that the register does not let in, with the reason."""
    about_people = [row for row in rows if "identity" in row.values]
    known = persons_with_numbers(row.values["identity"] for row in about_people)
    makes_people = kind == PEOPLE_AND_HOUSEHOLDS.key
    for row in about_people:
        person = known.get(row.values["identity"])
        if person is None:
            if not makes_people:
                yield row, _not_ours(row)
        elif not contains(division_code, person.division_id):
            yield row, _registered_elsewhere(row) if makes_people else _not_ours(row)
        elif row.values.get("name", person.name) != person.name:
            yield row, _other_name(row, person)


def _not_ours(row: AcceptedRow) -> Problem:
    return Problem(
        "not_in_register",
        what=Text("登记册里没有这个人。", "This person is not in the register here."),
        why=Text(
            "没有登记的人不知道住在哪里、属于哪一户，无法核对待遇。",
            "Where the person lives and with whom is not known, so nothing can be checked.",
        ),
        do=Text(
            "请先导入人口与家庭登记表，再导入本表。", "Import the register of people and households first."
        ),
        value=masked_identity(row.values["identity"]),
        place=row.place,
    )


def _registered_elsewhere(row: AcceptedRow) -> Problem:
    return Problem(
        "cannot_be_registered_here",
        what=Text("这个人不能由本单位登记。", "This person cannot be registered from here."),
        why=Text(
            "涉及其他地区的登记，需要核对后办理。",
            "The registration concerns another division and has to be looked into.",
        ),
        do=Text("请联系市级管理员核对。", "Ask the administrator of the city."),
        value=masked_identity(row.values["identity"]),
        place=row.place,
    )


def _other_name(row: AcceptedRow, person: Person) -> Problem:
    return Problem(
        "name_differs_from_register",
        what=Text(
            f"同一身份证号登记的姓名是“{masked_name(person.name)}”。",
            f"The register has another name for this identity number: {masked_name(person.name)}.",
        ),
        why=Text(
            "姓名不同，可能是号码或姓名写错，会记到别人名下。",
            "One of the two is wrong, and the row would land on another person.",
        ),
        do=Text("请对照身份证核对姓名和号码。", "Compare both with the identity card."),
        value=masked_identity(row.values["identity"]),
        place=row.place,
    )
