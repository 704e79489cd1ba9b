"""The columns of facts that the records of services keep, with the names that workbooks give them.

The vocabulary itself stands in the kernel, which engines do not import; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from minsheng.engines.policy.facts import Kind

BOOL, CODE, DATE, MONEY, NUMBER = Kind.BOOL, Kind.CODE, Kind.DATE, Kind.MONEY, Kind.NUMBER

SERVICE_COLUMNS: Mapping[str, tuple[Kind, str]] = {
    "recognised_hard_to_employ_on": (DATE, "就业困难人员认定日期"),
    "recognition_reviewed_on": (DATE, "就业困难人员最近年度复核日期"),
    "suitable_offers_refused": (NUMBER, "无正当理由拒绝适当岗位次数"),
    "trainings_refused": (NUMBER, "无正当理由拒绝培训次数"),
    "own_contributions_fen": (MONEY, "本人月缴职工养老和医疗保险费（元）"),
    "employer_contributions_fen": (MONEY, "单位为其月缴三项社会保险费（元）"),
    "contribution_subsidy_from": (DATE, "社保补贴首次核定日期"),
    "contribution_subsidy_months": (NUMBER, "已享受社保补贴月数"),
    "works_in_small_firm": (BOOL, "在小微企业就业"),
    "hired_on": (DATE, "现单位劳动合同起始日期"),
    "public_post_since": (DATE, "公益性岗位上岗日期"),
    "public_posts_held": (NUMBER, "已安置公益性岗位次数"),
    "public_post_months": (NUMBER, "已享受公益性岗位补贴月数"),
    "is_relative_of_staff": (BOOL, "用人单位或经办人员亲属"),
    "attended_last_month": (BOOL, "上月考勤核查在岗"),
    "unemployment_contribution_months": (NUMBER, "失业保险累计缴费月数"),
    "left_work_unwillingly": (BOOL, "非因本人意愿中断就业"),
    "unemployment_benefit_months": (NUMBER, "本次失业已领失业保险金月数"),
    "internship_from": (DATE, "就业见习起始日期"),
    "internship_until": (DATE, "就业见习约定结束日期"),
    "skill_level": (CODE, "职业技能等级"),
    "skill_certificate_on": (DATE, "技能等级证书核发日期"),
    "skill_subsidies_this_year": (NUMBER, "本年已享受技能提升补贴次数"),
    "has_skill_subsidy_at_level": (BOOL, "同工种同级或更高级已享受技能提升补贴"),
    "has_training_subsidy": (BOOL, "同一证书已享受职业培训补贴"),
    "business_started_on": (DATE, "创办实体登记日期"),
    "has_startup_subsidy": (BOOL, "已享受一次性创业补贴"),
    "startup_loan_fen": (MONEY, "创业担保贷款本金（元）"),
    "startup_loan_interest_fen": (MONEY, "创业担保贷款本年实付利息（元）"),
    "graduate_briefings_given": (NUMBER, "已做政策宣讲次数"),
    "graduate_guidances_given": (NUMBER, "已做职业指导次数"),
    "graduate_offers_given": (NUMBER, "已推荐岗位个数（不同单位）"),
    "graduate_trainings_given": (NUMBER, "已提供培训或见习次数"),
    "delivered_on": (DATE, "分娩或流产日期"),
    "delivery_kind": (CODE, "分娩情况"),
    "babies_born": (NUMBER, "本次生育婴儿数"),
    "is_insured_for_birth": (BOOL, "参加生育保险"),
    "employer_average_wage_fen": (MONEY, "单位上年度职工月平均工资（元）"),
    "birth_registered_on": (DATE, "生育登记日期"),
    "spouse_delivered_on": (DATE, "配偶分娩日期"),
    "care_leave_days": (NUMBER, "已休护理假天数"),
    "youngest_child_born_on": (DATE, "最小子女出生日期"),
    "parental_leave_days": (NUMBER, "本年已休育儿假天数"),
    "wants_nursery_place": (BOOL, "有入托需求"),
    "in_nursery": (BOOL, "已入托"),
    "childcare_applied_on": (DATE, "育儿补贴首次申请日期"),
    "childcare_confirmed_on": (DATE, "育儿补贴最近确认日期"),
    "hukou_moved_out_on": (DATE, "户口迁出本市日期"),
    "family_doctor_served_on": (DATE, "家庭医生最近履约服务日期"),
    "hypertension_followed_on": (DATE, "高血压最近随访日期"),
    "diabetes_followed_on": (DATE, "糖尿病最近随访日期"),
    "tcm_health_on": (DATE, "老年人中医药健康管理日期"),
    "home_assessed_on": (DATE, "失能老年人上门评估日期"),
    "self_care_score": (NUMBER, "自理能力评估得分"),
    "mna_on": (DATE, "营养筛查日期"),
    "mna_score": (NUMBER, "营养筛查得分"),
    "nutrition_advised_on": (DATE, "营养指导或转诊到诊日期"),
    "mood_screened_on": (DATE, "心理筛查日期"),
    "gds_score": (NUMBER, "老年抑郁量表得分"),
    "phq9_self_harm": (NUMBER, "抑郁筛查第九题得分"),
    "mood_contacted_on": (DATE, "心理筛查后人工联系日期"),
    "mood_visit_on": (DATE, "心理转诊到诊日期"),
    "ad8_on": (DATE, "认知初筛日期"),
    "ad8_score": (NUMBER, "认知初筛得分"),
    "moca_on": (DATE, "认知评估日期"),
    "moca_score": (NUMBER, "认知评估得分"),
    "cognition_visit_on": (DATE, "认知转诊到诊日期"),
    "hearing_screened_on": (DATE, "听力筛查日期"),
    "hearing_items_passed": (NUMBER, "耳语测试较差耳通过项数"),
    "audiometry_on": (DATE, "纯音测听日期"),
    "taught_at_home": (BOOL, "送教上门"),
    "in_public_school": (BOOL, "就读公办学校或政府购买学位"),
    "takes_after_school_service": (BOOL, "参加课后服务"),
    "has_after_school_relief": (BOOL, "已减免课后服务费"),
    "guardian_agrees_to_screening": (BOOL, "监护人同意心理测评"),
    "pupil_screened_on": (DATE, "学生心理测评日期"),
}
SERVICE_KINDS = {name: kind for name, (kind, _) in SERVICE_COLUMNS.items()}
SERVICE_TITLES = {name: (title,) for name, (_, title) in SERVICE_COLUMNS.items()}
SERVICE_WORDS: Mapping[str, Mapping[int, str]] = {
    "skill_level": {1: "初级", 2: "中级", 3: "高级"},
    "delivery_kind": {1: "顺产", 2: "难产", 3: "怀孕未满四个月流产", 4: "怀孕满四个月流产"},
}
