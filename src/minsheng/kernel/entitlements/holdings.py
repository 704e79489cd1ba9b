"""What screenings leave behind: counts, and leads about people."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

_GROUND = "社会救助法（主动发现）；个人信息保护法第十三条第一款第三项"
_COUNTS = Text("长期保存，只有数目", "kept; counts alone")
_FOUND = "leads are listed by it; who sees one is limited by division and programme"

TABLES = (
    Table(
        "entitlements.Run",
        Text("一次筛查", "one screening"),
        ground=_GROUND,
        kept=_COUNTS,
        s1="id token on started_at finished_at engine people households rules_fingerprint"
        " parameters_fingerprint folder"
        " previous seconds is_whole people_without_household causes",
    ),
    Table(
        "entitlements.PolicyCount",
        Text("各地各项政策的数目", "counts by place and policy"),
        ground=_GROUND,
        kept=_COUNTS,
        s1="id run policy division eligible not_eligible unknown receiving owed_missing received_not_owed"
        " agreeing"
        " amount_differs received_unknown not_in_register owed_missing_fen",
    ),
    Table(
        "entitlements.Simulation",
        Text("政策测算的问题和结果", "what a reform would do: the question and the answer"),
        ground=_GROUND,
        kept=_COUNTS,
        s1="id token title_zh title_en reform run state asked_by asked_at finished_at problem answer",
    ),
    Table(
        "entitlements.MissingFact",
        Text("各地还缺哪些情况", "which facts are missing where"),
        ground=_GROUND,
        kept=_COUNTS,
        s1="id run division fact subjects open_rules",
    ),
    Table(
        "entitlements.Lead",
        Text("可能应得而未得，请人核实", "somebody may be owed something: a person looks"),
        ground=_GROUND,
        kept=Text("核实后随办件保存", "once settled, with the case"),
        s1="id token first_run last_run case closed_at closed_because is_synthetic",
        s2="person household division",
        s3="kind policy amount_fen received_fen cause cause_details",
        in_clear=dict.fromkeys(
            ("kind", "policy", "amount_fen", "received_fen", "cause", "cause_details"), _FOUND
        ),
    ),
    Table(
        "entitlements.KeptAnswer",
        Text(
            "作出决定时按规则算出的结果和依据",
            "what a rule found when a case was decided, and what it rests on",
        ),
        ground="社会救助法第四十五条（书面说明理由）；个人信息保护法第二十四条",
        kept=Text("随办件保存", "with the case"),
        s1="id token case step_token on rule_fingerprint member parameters",
        s3="policy facts answer",
        in_clear={
            "policy": "the case names it as well; who sees a case is limited by division and programme"
        },
    ),
)
