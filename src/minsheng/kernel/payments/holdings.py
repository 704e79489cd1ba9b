"""What is held about money: awards, and the rolls that bureaus pay from."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

_GROUND = "社会救助法；会计法"
_AS_ACCOUNTS = Text("按会计档案保存三十年", "thirty years, as accounts are")
_COUNTED = (
    "sums, ceilings and double payments are found by it; who sees it is limited by division and programme"
)
_IN_CLEAR = dict.fromkeys(("policy", "amount_fen", "per", "rule_amount_fen", "ended_because"), _COUNTED)

TABLES = (
    Table(
        "payments.Award",
        Text("发放待遇的决定", "a decision to pay"),
        ground=_GROUND,
        kept=_AS_ACCOUNTS,
        s1="id token from_on to_on due_until decided_at decided_by case_token parameters replaces ended_at ended_by"
        " hearing_token"
        " is_synthetic",
        s2="person household division",
        s3="policy amount_fen per rule_amount_fen ended_because",
        in_clear=_IN_CLEAR,
    ),
    Table(
        "payments.Receipt",
        Text("各单位名册上正在领取的待遇", "what the rolls of bureaus pay"),
        ground=_GROUND,
        kept=_AS_ACCOUNTS,
        s1="id award batch_key as_of source since until",
        s2="person household division",
        s3="policy amount_fen",
        in_clear={name: _IN_CLEAR[name] for name in ("policy", "amount_fen")},
    ),
)
