"""The rules of elder health: what is owed every year, the screenings of the four actions, and what follows them."""

from __future__ import annotations

from minsheng.programmes.elder_health.policies import referrals, screenings, yearly
from minsheng.programmes.elder_health.policies.book import BOOK

__all__ = ["BOOK", "referrals", "screenings", "yearly"]
