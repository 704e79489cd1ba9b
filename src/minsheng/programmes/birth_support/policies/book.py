"""The rulebook of birth support, empty; the modules beside this one write into it."""

from __future__ import annotations

from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text

BOOK = Rulebook("birth_support", Text("生育支持", "Birth support"))

# What the rules quote.
PLAN = "育儿补贴制度实施方案"
RULES = "育儿补贴制度管理规范（试行）"
INSURANCE_LAW = "社会保险法"
WOMEN_AT_WORK = "女职工劳动保护特别规定"
PROVINCE = "山西省人口与计划生育条例"
NURSERIES = "国办发〔2019〕15号 3岁以下婴幼儿照护服务"

CHILDCARE_WINDOW = Text(
    "支付宝、微信“育儿补贴”小程序，或孩子户籍所在地乡镇人民政府（街道办事处）",
    "In the subsidy's app, or at the township (street) where the child is registered",
)
EMPLOYER_WINDOW = Text(
    "向用人单位提出；有争议的找当地劳动保障监察机构",
    "From the employer; in a dispute from the local labour inspectorate",
)
