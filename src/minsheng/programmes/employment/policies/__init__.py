"""The rules of employment: recognition, contributions, public posts, insurance, beginnings, and what is followed up."""

from __future__ import annotations

from minsheng.programmes.employment.policies import (
    contributions,
    following_up,
    insurance,
    posts,
    recognition,
    starting,
)
from minsheng.programmes.employment.policies.book import BOOK

__all__ = ["BOOK", "contributions", "following_up", "insurance", "posts", "recognition", "starting"]
