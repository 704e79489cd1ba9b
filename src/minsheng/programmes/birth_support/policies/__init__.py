"""The rules of birth support: the childcare subsidy, maternity and leave, nursery places."""

from __future__ import annotations

from minsheng.programmes.birth_support.policies import childcare, maternity, nursery
from minsheng.programmes.birth_support.policies.book import BOOK

__all__ = ["BOOK", "childcare", "maternity", "nursery"]
