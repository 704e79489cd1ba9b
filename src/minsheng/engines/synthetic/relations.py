"""What everybody in a household is to its head: the codes of the fact ``relation``."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from minsheng.engines.synthetic.families import Families, Role
from minsheng.engines.synthetic.streams import Bools, Ints

_GENERATION = np.array([0, 0, 1, 2, 0, 0, 0])  # by role, counted down from the unit


class Relation(IntEnum):
    """Codes of the fact ``relation``."""

    HEAD = 1
    SPOUSE = 2
    CHILD = 3
    GRANDCHILD = 4
    PARENT = 5
    GRANDPARENT = 6
    SIBLING = 7
    CHILDS_SPOUSE = 8
    OTHER = 9


def relations(made: Families, *, above: Ints, below: Ints, blood: Ints, head_unit: Ints, head: Ints) -> Ints:
    """Return the relation of every person to the head of the household; lodgers are "other".

    head_unit: for every unit, the unit of its household's head. head: the heads themselves.
    """
    is_head = np.zeros(len(made.unit), dtype=bool)
    is_head[head] = True
    rows = np.flatnonzero(made.unit >= 0)
    unit, role = made.unit[rows], made.role[rows]
    home_of_head = head_unit[unit]
    head_role = np.zeros(len(above), dtype=np.int8)
    head_role[made.unit[head]] = made.role[head]
    relation = np.full(len(made.unit), Relation.OTHER, dtype=np.int8)
    led_by_grandchild = head_role[home_of_head] == Role.GRANDCHILD
    relation[rows] = np.where(
        led_by_grandchild,
        _to_a_grandchild(unit, role, home_of_head),
        _to_a_partner(rows, unit, role, home_of_head, above=above, below=below, blood=blood),
    )
    relation[is_head] = Relation.HEAD
    return relation


def _to_a_partner(
    rows: Ints, unit: Ints, role: Ints, of_head: Ints, *, above: Ints, below: Ints, blood: Ints
) -> Ints:
    """Relations when the head is one of the two partners of a unit."""
    is_partner = role <= Role.WIFE
    is_blood = is_partner & (blood[unit] == rows)
    parents = _beside(above, of_head)
    children = _beside(below, of_head)
    grandparents = _beside(above, parents)
    grandchildren = _beside(below, children)

    def lives_in(other: Ints) -> Bools:
        return np.asarray(unit == other)

    return np.select(
        [
            is_partner & lives_in(of_head),
            ((role == Role.CHILD) & lives_in(of_head)) | (is_blood & lives_in(children)),
            is_partner & lives_in(children),
            ((role == Role.CHILD) & lives_in(children))
            | ((role == Role.GRANDCHILD) & lives_in(of_head))
            | (is_blood & lives_in(grandchildren)),
            is_partner & lives_in(parents),
            is_partner & lives_in(grandparents),
            ((role == Role.CHILD) & lives_in(parents)) | ((role == Role.SIBLING) & lives_in(of_head)),
        ],
        [
            Relation.SPOUSE,
            Relation.CHILD,
            Relation.CHILDS_SPOUSE,
            Relation.GRANDCHILD,
            Relation.PARENT,
            Relation.GRANDPARENT,
            Relation.SIBLING,
        ],
        Relation.OTHER,
    )


def _to_a_grandchild(unit: Ints, role: Ints, of_head: Ints) -> Ints:
    """Relations when a grown-up grandchild heads the household of the grandparents."""
    here = unit == of_head
    return np.select(
        [here & (role <= Role.WIFE), here & (role == Role.GRANDCHILD)],
        [Relation.GRANDPARENT, Relation.SIBLING],
        Relation.OTHER,
    )


def _beside(link: Ints, unit: Ints) -> Ints:
    """Follow a link from a unit, or stay with nobody (-2 matches no unit)."""
    other = link[np.maximum(unit, 0)]
    return np.where((unit >= 0) & (other >= 0), other, -2)
