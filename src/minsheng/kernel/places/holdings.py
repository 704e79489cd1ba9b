"""What is held about facilities: public, but for who reported and accepted them."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

_GROUND = "政府信息公开条例；养老机构管理办法"
_WHILE_OPEN = Text("设施存续期间，关闭后五年", "while the facility exists and five years after it closed")

TABLES = (
    Table(
        "places.Place",
        Text("设施在哪里、能服务多少人", "where a facility is and for how many"),
        ground=_GROUND,
        kept=_WHILE_OPEN,
        s0="token kind name division address longitude latitude capacity operator licence stage"
        " stage_since opened_on closed_on is_synthetic",
        s1="id point_source submitted_by acceptance batch_key",
    ),
    Table(
        "places.Acceptance",
        Text("证明设施已验收", "to prove that a facility was accepted"),
        ground=_GROUND,
        kept=_WHILE_OPEN,
        s0="place accepted_on passed document is_synthetic",
        s1="id accepted_by reported_by checklist remarks",
    ),
    Table(
        "places.Certificate",
        Text("证明设施的资质", "to prove what a facility is licensed for"),
        ground=_GROUND,
        kept=_WHILE_OPEN,
        s0="token place kind state document issued_on expires_on is_synthetic",
        s1="id",
    ),
)
