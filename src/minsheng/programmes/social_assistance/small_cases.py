"""The small cases of social assistance: aid that is paid once or by the year, reviews, referrals and alerts."""

from __future__ import annotations

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field
from minsheng.kernel.registry.patterns import FINDINGS, allowance, desk_task, review

LIMIT = "clocks.allowance"
_REVIEWED = (
    Field("class_reviewed_on", Text("复核日期", "day of the review"), "date"),
    FINDINGS,
)
_LOOKED = (
    Field("household_visited_on", Text("核查日期", "day of the look or the visit"), "date"),
    Field(
        "result",
        Text("核查结果", "result"),
        "choice",
        choices=(
            ("included", Text("纳入救助", "taken into assistance")),
            ("passed_on", Text("转介其他部门", "passed on to others")),
            ("no_hardship", Text("无困难", "no hardship")),
            ("died", Text("已死亡", "has died")),
        ),
    ),
    FINDINGS,
)

MONEY_OF_PERSONS = (
    ("medical_dues_destitute", Text("特困人员参保资助", "Dues of a destitute person")),
    ("medical_dues_dibao", Text("低保对象参保资助", "Dues of a person on minimum living")),
    ("medical_aid_destitute", Text("特困人员医疗救助", "Medical aid of a destitute person")),
    ("medical_aid_dibao", Text("低保对象医疗救助", "Medical aid of a person on minimum living")),
    ("medical_aid_edge", Text("低保边缘对象医疗救助", "Medical aid of a person at the edge")),
    ("medical_aid_impoverished", Text("因病致贫医疗救助", "Medical aid of somebody impoverished by illness")),
    ("price_subsidy", Text("价格临时补贴", "Price subsidy")),
)
REVIEWS_DUE = (
    ("dibao_review_yearly", Text("低保年度复核", "Yearly review"), Entity.HOUSEHOLD),
    ("dibao_review_half_yearly", Text("低保半年复核", "Half-yearly review"), Entity.HOUSEHOLD),
    ("tekun_yearly_review", Text("特困供养复核", "Review of destitute support"), Entity.PERSON),
)
ON_THE_LIST = (
    ("dibao_phase_out", Text("低保渐退办理", "Way out of minimum living"), Entity.HOUSEHOLD),
    ("temporary_aid_small", Text("小额临时救助审批", "Small temporary aid"), Entity.HOUSEHOLD),
    ("medical_aid_tilted", Text("医疗倾斜救助办理", "Further medical aid"), Entity.PERSON),
    ("education_aid", Text("教育救助转介", "Referral to aid for school"), Entity.PERSON),
    ("employment_aid", Text("就业救助转介", "Referral to aid for work"), Entity.PERSON),
)
ALERTS = (
    ("alert_medical_costs", Text("预警核查：医疗费用", "Alert: costs of illness")),
    ("alert_earner_died", Text("预警核查：主要劳动力死亡", "Alert: death of the earner")),
    ("alert_new_disability", Text("预警核查：新增重残", "Alert: new severe disability")),
    ("alert_unemployment", Text("预警核查：新登记失业", "Alert: new unemployment")),
    ("alert_dropout", Text("预警核查：失学辍学", "Alert: child out of school")),
    ("alert_contributions", Text("预警核查：社保断缴", "Alert: contributions stopped")),
    ("alert_utilities", Text("预警核查：水电骤降", "Alert: water and power use")),
    ("alert_disaster", Text("预警核查：受灾火灾", "Alert: disaster or fire")),
    ("alert_dibao_ended", Text("预警核查：低保终止", "Alert: minimum living ended")),
)


def _money() -> list[CaseKind]:
    kinds = [
        allowance(
            "temporary_aid",
            Text("临时救助申请", "Application for temporary aid"),
            policy="temporary_aid",
            limit=LIMIT,
            subject=Entity.HOUSEHOLD,
        ),
        review("temporary_aid", Text("临时救助复核", "Review of temporary aid"), subject=Entity.HOUSEHOLD),
    ]
    for policy, title in MONEY_OF_PERSONS:
        kinds.append(allowance(policy, title, policy=policy, limit=LIMIT))
        kinds.append(review(policy, Text(f"{title.zh}复核", f"{title.en}: review")))
    return kinds


SMALL_CASES = (
    *_money(),
    *(
        desk_task(
            policy, title, done=Text("登记复核", "record the review"), fields=_REVIEWED, subject=subject
        )
        for policy, title, subject in REVIEWS_DUE
    ),
    desk_task(
        "rigid_expense_renewal",
        Text("刚性支出困难家庭重新认定", "Renewal of rigid-expense hardship"),
        done=Text("重新认定", "recognise anew"),
        fields=(Field("class_recognised_on", Text("认定日期", "day of the recognition"), "date"), FINDINGS),
        subject=Entity.HOUSEHOLD,
    ),
    *(
        desk_task(policy, title, done=Text("已办理", "done"), subject=subject)
        for policy, title, subject in ON_THE_LIST
    ),
    *(
        desk_task(
            policy,
            title,
            done=Text("登记核查结果", "record what was found"),
            fields=_LOOKED,
            subject=Entity.HOUSEHOLD,
            limit="social_assistance.alert_desk_check_days",
        )
        for policy, title in ALERTS
    ),
)
