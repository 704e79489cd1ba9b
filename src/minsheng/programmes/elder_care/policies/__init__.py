"""The rules of elder care: allowances and visits, assessments, life checks, meals and the home."""

from __future__ import annotations

from minsheng.programmes.elder_care.policies import allowances, assessments, checks, services
from minsheng.programmes.elder_care.policies.allowances import BOOK

__all__ = ["BOOK", "allowances", "assessments", "checks", "services"]
