"""What is held about work on people's behalf."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

_GROUND = "行政许可法、社会救助法；个人信息保护法第十三条第一款第三项"
_ARCHIVED = Text("办结后保存五年，然后移交档案或清除", "five years after closing, then archived or removed")
_SPOKEN = "short notes that workers search; what is filled in with a step is sealed"

TABLES = (
    Table(
        "cases.Case",
        Text("办理一件事", "to deal with a matter"),
        ground=_GROUND,
        kept=_ARCHIVED,
        s1="id token stage opened_at stage_entered_at accepted_on stage_limit stage_limit_unit"
        " whole_limit whole_limit_unit"
        " due_on whole_due_on not_before_on closed_at assigned_to opened_from is_synthetic",
        s2="person household division home about",
        s3="kind outcome",
        in_clear={
            "kind": "the desk is sorted by it; who sees the case is limited by division and programme",
            "outcome": "pledges are counted by it; who sees the case is limited by division and programme",
        },
    ),
    Table(
        "cases.CaseItem",
        Text("入户时要核实的每一项", "each thing to settle on a visit"),
        ground=_GROUND,
        kept=_ARCHIVED,
        s1="id case why state settled_at settled_by opened_case",
        s2="person",
        s3="policy amount_fen note",
        in_clear={
            "policy": "work is sorted by it; who sees the case is limited by division and programme",
            "amount_fen": "sums are counted from it",
            "note": _SPOKEN,
        },
    ),
    Table(
        "cases.CaseStep",
        Text("谁在哪一步做了什么、为什么", "who did what at which step, and why"),
        ground=_GROUND,
        kept=_ARCHIVED,
        s1="id token case verb by together_with at division from_stage to_stage",
        s3="because values",
        in_clear={"because": _SPOKEN},
    ),
    Table(
        "cases.Delivery",
        Text("证明服务已送到", "to prove that a service was delivered"),
        ground=_GROUND,
        kept=_ARCHIVED,
        s1="id case step by",
        s2="person on detail",
        s3="what",
        in_clear={"what": "pledges are counted by it"},
    ),
)
