"""Why an answer is another than the last time: the causes, in words. Free of Django."""

from __future__ import annotations

from enum import StrEnum

from minsheng.engines.policy.text import Text


class Cause(StrEnum):
    """What changed an answer, or a lead that rests on it."""

    NEW = "new"
    LEFT = "left"
    FACT = "fact"
    PARAMETER = "parameter"
    RULE = "rule"
    DATE = "date"
    ROLL = "roll"
    SETTLED = "settled"  # nothing changed: a visit closed the question, and the difference is still there

    @property
    def wording(self) -> Text:
        return _WORDING[self]


# In the details of a change: who belongs to the household changed.
MEMBERS = "members"

_WORDING = {
    Cause.NEW: Text("新登记的人或户", "new in the register"),
    Cause.LEFT: Text("不在册(死亡、迁出、并户)", "no longer in the register"),
    Cause.FACT: Text("登记信息有变化", "a fact changed"),
    Cause.PARAMETER: Text("标准有调整", "a parameter changed"),
    Cause.RULE: Text("政策规则有修改", "the rule changed"),
    Cause.DATE: Text("时间推移", "time passed"),
    Cause.ROLL: Text("发放名册有变化", "the roll changed"),
    Cause.SETTLED: Text("上次已核实、差异仍在", "looked into before, still different"),
}
