"""Words for states that tables keep as keys, in both languages, so that every page says them alike."""

from __future__ import annotations

from collections.abc import Mapping

from minsheng.engines.policy.text import Text

RESULT = {
    "eligible": Text("符合", "Entitled"),
    "unknown": Text("可能符合，还缺信息", "Perhaps: something is missing"),
    "not_eligible": Text("目前不符合", "Not entitled at present"),
}
LEAD_KIND = {
    "owed_missing": Text("应享未享", "Owed and not received"),
    "received_not_owed": Text("已享待核", "Received, to be looked into"),
    "amount_differs": Text("金额待核", "Amount to be looked into"),
    "not_in_register": Text(
        "已故、迁出或查无此人仍在享受", "Received by somebody dead, moved away or unknown"
    ),
}
CAUSE = {
    "fact": Text("情况有变化", "a fact changed"),
    "parameter": Text("标准有调整", "a parameter changed"),
    "rule": Text("规则有修订", "the rule changed"),
    "date": Text("到了日期", "time passed"),
    "roll": Text("名册有变化", "the roll changed"),
    "new": Text("新登记", "new in the register"),
    "left": Text("不再在册", "no longer in the register"),
    "settled": Text("上次已核实，差异仍在", "looked into before, still different"),
}
PLACE_STAGE = {
    "planned": Text("规划", "planned"),
    "sited": Text("选址立项", "sited"),
    "started": Text("开工", "begun"),
    "under_construction": Text("建设中", "under construction"),
    "completed": Text("主体完工", "building completed"),
    "awaiting_acceptance": Text("待验收", "waiting for acceptance"),
    "accepted": Text("验收合格", "accepted"),
    "operating": Text("投入运营", "operating"),
    "closed": Text("停业", "closed"),
}
WHY = {
    "owed": Text("应享未享", "Owed and not received"),
    "not_owed": Text("已享待核", "Received, to be looked into"),
    "amount": Text("金额待核", "Amount to be looked into"),
    "unknown": Text("情况不明", "Not clear"),
}
ITEM_STATE = {
    "open": Text("待办", "open"),
    "applied": Text("已转申请", "application opened"),
    "settled": Text("已办结", "settled"),
    "not_owed": Text("不符合", "not owed"),
    "declined": Text("本人不申请", "declined"),
    "not_found": Text("未找到本人", "person not found"),
}
PER = {
    "month": Text("每月", "a month"),
    "year": Text("每年", "a year"),
    "once": Text("一次性", "once"),
}
PARAMETER_STATUS = {
    "V": Text("已核对来源", "source checked"),
    "K": Text("依据已知，待核对原文", "known, original text not checked"),
    "L": Text("未经核实的默认值", "default, not confirmed by the city"),
    "W": Text("假设值", "what-if value"),
}
PLEDGE_MODE = {
    "count": Text("数量", "count"),
    "coverage": Text("县县全覆盖", "every county"),
    "rate": Text("比率", "rate"),
    "relative": Text("相对增长", "relative growth"),
    "points": Text("百分点", "percentage points"),
    "qualitative": Text("定性", "qualitative"),
}
LIGHT = {
    "green": Text("按进度", "On track"),
    "yellow": Text("略慢", "A little behind"),
    "red": Text("落后", "Behind"),
    "watch": Text("只看现状", "Shown as it stands"),
    "grey": Text("还没法计数", "Cannot be counted yet"),
    "met": Text("已兑现", "Kept"),
    "cannot": Text("按期做不到了", "Can no longer be met in time"),
}

WORDS: Mapping[str, Mapping[str, Text]] = {
    "result": RESULT,
    "lead": LEAD_KIND,
    "cause": CAUSE,
    "place_stage": PLACE_STAGE,
    "why": WHY,
    "item": ITEM_STATE,
    "per": PER,
    "parameter": PARAMETER_STATUS,
    "pledge_mode": PLEDGE_MODE,
    "light": LIGHT,
}
# Which tone a state has on a badge; the word always stands beside the colour.
TONES = {
    "eligible": "success", "unknown": "warning", "not_eligible": "neutral",
    "owed": "accent", "amount": "warning",
    "owed_missing": "accent", "received_not_owed": "warning", "amount_differs": "warning",
    "green": "success", "yellow": "warning", "red": "error", "grey": "neutral", "met": "success", "cannot": "error",
    "open": "warning", "applied": "info", "settled": "success", "not_owed": "neutral", "declined": "neutral",
    "not_found": "warning", "accepted": "success", "operating": "success", "V": "success", "K": "info", "L": "warning",
}  # fmt: skip
