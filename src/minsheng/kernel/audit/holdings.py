"""What the log holds."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

TABLES = (
    Table(
        "audit.Entry",
        Text("证明谁在什么时候办了什么、看了什么", "to prove who did and read what, and when"),
        ground="个人信息保护法第五十一条、网络安全法第二十一条",
        kept=Text("永久保存，不能修改", "for ever; it cannot be changed"),
        s1="id at by what subject_kind subject_token division_code because details",
    ),
    Table(
        "audit.Seal",
        Text("发现记录被改动", "to notice a changed record"),
        ground="网络安全法第二十一条",
        kept=Text("永久保存", "for ever"),
        s1="id first_entry last_entry entries previous digest sealed_at",
    ),
)
