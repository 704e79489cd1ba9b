"""The places of birth support: nurseries and everything else that offers childcare places (托位)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import ChecklistItem, PlaceKind

CHILDCARE_PLACES = Text("托位", "childcare places")

NURSERY = PlaceKind(
    key="nursery",
    title=Text("托育机构", "Nursery"),
    capacity_unit=CHILDCARE_PLACES,
    checklist=(
        ChecklistItem("filing", Text("登记并备案", "registered and filed")),
        ChecklistItem("fire", Text("消防验收或备案合格", "fire safety accepted or filed")),
        ChecklistItem("food", Text("供餐食品安全合格", "food safety of the meals")),
        ChecklistItem("staff", Text("保育人员持证、配比达标", "carers certified, enough for each class")),
        ChecklistItem("video", Text("监控录像保存不少于90天", "video kept for 90 days")),
    ),
)

PLACE_KINDS = (NURSERY,)
