"""What the tree of divisions holds: nothing about anybody."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

TABLES = (
    Table(
        "divisions.Division",
        Text("行政区划", "the tree of divisions"),
        ground="公开信息",
        kept=Text("随区划调整", "as long as the division exists"),
        s0="code name kind level parent full_name longitude latitude point_is_synthetic",
    ),
)
