"""The rules of social assistance: who belongs to which class of help, and how much is due.

The classes are asked in the order of the law: destitute (特困), minimum living (低保), its edge (低保边缘), one person
of an edge household (单人保), rigid-expense hardship (刚性支出困难); the two disability allowances rest on the class a
household has been recognised in. Beside them stand temporary and medical aid, reviews, referrals, and the alerts of
monitoring.
"""

from __future__ import annotations

from minsheng.programmes.social_assistance.policies import (
    destitute,
    disability,
    emergency,
    medical,
    minimum_living,
    monitoring,
    referrals,
    reviews,
    rigid_expense,
)
from minsheng.programmes.social_assistance.policies.book import BOOK

__all__ = [
    "BOOK",
    "destitute",
    "disability",
    "emergency",
    "medical",
    "minimum_living",
    "monitoring",
    "referrals",
    "reviews",
    "rigid_expense",
]
