"""The rulebook of employment, empty; the modules beside this one write into it."""

from __future__ import annotations

from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text

BOOK = Rulebook("employment", Text("就业帮扶", "Employment"))

# What the rules quote.
LAW = "就业促进法"
INSURANCE_LAW = "社会保险法"
INSURANCE_RULES = "失业保险条例"
PROVINCE = "晋政办发〔2024〕33号"
RETIREMENT = "全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024-09-13）"
FUNDS = "财社〔2017〕164号 就业补助资金管理办法"
POSTS = "人社部发〔2019〕124号 公益性岗位"
LOANS = "财金〔2023〕75号 创业担保贷款"
STEADY_WORK = "国办发〔2024〕〔2025〕稳就业政策"

WINDOW = Text(
    "常住地或户籍地的村（居）委会、社区就业服务窗口",
    "At the village committee or the community employment window where you live or are registered",
)
COUNTY_WINDOW = Text(
    "县（区、市）人力资源和社会保障局就业服务窗口，或“三晋通”线上申请",
    "At the employment window of the county's human resources bureau, or in the province's app",
)
