"""The rules of child welfare: support of children without parents or care, children on file, visits and reports.

Nothing here is ever posted in public: unlike minimum living, these decisions are not published (民发〔2019〕62号).
"""

from __future__ import annotations

from minsheng.programmes.child_welfare.policies import duties, files, support, visits
from minsheng.programmes.child_welfare.policies.support import BOOK

__all__ = ["BOOK", "duties", "files", "support", "visits"]
