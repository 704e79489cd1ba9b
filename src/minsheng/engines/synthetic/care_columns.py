"""The columns of facts that the records of civil affairs keep, with the names that workbooks give them.

The vocabulary itself stands in the kernel, which engines do not import; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from minsheng.engines.policy.facts import Kind

BOOL, DATE, MONEY, NUMBER = Kind.BOOL, Kind.DATE, Kind.MONEY, Kind.NUMBER

CARE_OF_PERSONS: Mapping[str, tuple[Kind, str]] = {
    "life_checked_on": (DATE, "最近一次生存认证日期"),
    "allowance_suspended_on": (DATE, "高龄津贴因未认证暂停日期"),
    "has_legacy_assessment": (BOOL, "只有旧标准能力评估记录"),
    "assessment_is_incomplete": (BOOL, "能力评估缺项"),
    "care_risk_events_month": (NUMBER, "近30天照护风险事件次数"),
    "canteen_meals_month": (NUMBER, "本月社区食堂就餐次数"),
    "meal_price_fen": (MONEY, "社区食堂每餐价格（元）"),
    "is_high_visiting_risk": (BOOL, "列为高风险探访对象"),
    "last_visited_on": (DATE, "最近一次探访日期"),
    "has_no_guardian": (BOOL, "无人监护"),
    "guardian_is_dangerous": (BOOL, "监护人有精神障碍、吸毒或暴力行为"),
    "has_dropped_out": (BOOL, "失学辍学"),
    "is_suspected_harmed": (BOOL, "疑似遭受侵害"),
    "lives_with_stranger": (BOOL, "独居或单独与异性非亲属居住"),
    "entrusted_carer_born_on": (DATE, "受委托照护人出生日期"),
    "entrusted_carer_is_disabled": (BOOL, "受委托照护人残疾"),
    "care_is_entrusted": (BOOL, "已签订委托照护协议"),
    "parents_contacted_on": (DATE, "父母最近一次联系日期"),
    "child_visited_on": (DATE, "儿童主任最近一次走访日期"),
    "child_reviewed_on": (DATE, "儿童保障最近一次复核日期"),
    "in_resident_insurance": (BOOL, "参加城乡居民医保"),
    "in_scope_own_pay_fen": (MONEY, "近12个月政策范围内个人自付医疗费用（元）"),
    "own_pay_fen": (MONEY, "近12个月个人自付医疗费用（元）"),
    "disability_certified_on": (DATE, "现等级残疾评定日期"),
    "contributions_stopped_on": (DATE, "社会保险停保断缴日期"),
}
CARE_OF_HOUSEHOLDS: Mapping[str, tuple[Kind, str]] = {
    "has_emergency": (BOOL, "遭遇火灾、事故等急难"),
    "temporary_aid_year_fen": (MONEY, "近12个月已领临时救助（元）"),
    "income_above_since": (DATE, "低保家庭收入超过标准起始日期"),
    "class_reviewed_on": (DATE, "救助类别最近一次复核日期"),
    "class_recognised_on": (DATE, "救助类别认定日期"),
    "earner_died_on": (DATE, "主要劳动力死亡日期"),
    "utility_drop_percent": (NUMBER, "近两个月水电用量下降百分比"),
    "dibao_ended_on": (DATE, "低保终止日期"),
    "household_visited_on": (DATE, "最近一次入户核查日期"),
    "home_is_adapted": (BOOL, "已享受居家适老化改造补助"),
}
CARE_KINDS_OF_PERSONS = {name: kind for name, (kind, _) in CARE_OF_PERSONS.items()}
CARE_KINDS_OF_HOUSEHOLDS = {name: kind for name, (kind, _) in CARE_OF_HOUSEHOLDS.items()}
CARE_TITLES = {name: (title,) for name, (_, title) in {**CARE_OF_PERSONS, **CARE_OF_HOUSEHOLDS}.items()}
