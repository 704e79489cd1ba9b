"""What is held of the files that bureaus hand in."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

_GROUND = "社会救助法（信息共享）；个人信息保护法第十三条第一款第三项"
_AS_THE_BATCH = Text("与导入记录一起保存", "with the record of the import")

TABLES = (
    Table(
        "intake.Source",
        Text("数据从哪个单位来", "which bureau data come from"),
        ground=_GROUND,
        kept=_AS_THE_BATCH,
        s1="id token name division",
    ),
    Table(
        "intake.RememberedColumn",
        Text("记住各单位表头的含义", "to remember what a bureau's columns mean"),
        ground=_GROUND,
        kept=_AS_THE_BATCH,
        s1="id source kind header field said_by said_at",
    ),
    Table(
        "intake.Batch",
        Text("一次导入，可以撤销", "one import, which can be undone"),
        ground=_GROUND,
        kept=Text(
            "文件内容只保留到导入或放弃为止，数目长期保存",
            "the file until committed or discarded, the counts for ever",
        ),
        s1="id token source division kind file_name fingerprint as_of checked_on control_total"
        " is_whole_roll is_synthetic"
        " counted accepted rejected set_aside columns notes set_aside_rows problem_counts state"
        " previewed_by previewed_at"
        " committed_by committed_at undone_by undone_at undone_because outcome",
        s4="content accepted_rows",
    ),
    Table(
        "intake.RejectedRow",
        Text("退回的行和原因，供来源单位改正", "rows refused and why, for the bureau to mend"),
        ground=_GROUND,
        kept=Text("退回单下载或导入撤销后清除", "until mended or undone"),
        s1="id batch sheet row",
        s4="cells problems",
    ),
    Table(
        "intake.ReplacedValue",
        Text("撤销导入时恢复原值", "to put back what an import replaced"),
        ground=_GROUND,
        kept=_AS_THE_BATCH,
        s1="id batch model row_id field",
        s2="before after",
    ),
)
