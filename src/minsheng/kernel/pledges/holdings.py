"""What is held about pledges: all of it public, or counts."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

TABLES = (
    Table(
        "pledges.Pledge",
        Text("政府的承诺", "what the city promised"),
        ground="政府信息公开条例",
        kept=Text("永久保存", "for ever"),
        s0="key year title_zh title_en sentence sentence_is_verbatim source category mode target_low"
        " target_high unit_zh"
        " unit_en baseline baseline_on due_on lead_bureau programme indicator not_built_because_zh"
        " not_built_because_en"
        " place_kinds note_zh note_en is_public",
    ),
    Table(
        "pledges.PledgeMeasurement",
        Text("承诺的进展", "how far a pledge is kept"),
        ground="政府信息公开条例",
        kept=Text("永久保存", "for ever"),
        s0="pledge on numerator denominator value by_county measured_at",
        s1="id",
    ),
)
