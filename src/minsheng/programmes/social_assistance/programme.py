"""The card of social assistance (社会救助)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import AssistanceClass
from minsheng.kernel.registry.card import IndicatorKind, Programme
from minsheng.programmes.social_assistance.cases import CASE_KINDS
from minsheng.programmes.social_assistance.policies import BOOK
from minsheng.programmes.social_assistance.sheets import SHEETS

MEASURES = "minsheng.programmes.social_assistance.indicators"
INDICATORS = (
    IndicatorKind(
        key="social_assistance.dibao_uptake",
        title=Text("低保应保尽保率", "share of households owed the minimum living allowance who receive it"),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.dibao_uptake",
        is_share=True,
    ),
    IndicatorKind(
        key="social_assistance.decided_on_time",
        title=Text("救助申请按时办结率", "share of applications decided in time"),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.decided_on_time",
        is_share=True,
    ),
    IndicatorKind(
        key="social_assistance.visits_made",
        title=Text("线索入户核实率", "share of household visits made"),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.visits_made",
        is_share=True,
    ),
)

PROGRAMME = Programme(
    key="social_assistance",
    title=Text("社会救助", "Social assistance"),
    bureau=Text("民政局", "Civil affairs bureau"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
    indicators=INDICATORS,
    sheets=SHEETS,
    # Settled by matching lists, at the hospital or at the desk; an alert is looked into at the desk first.
    for_staff=(
        "alert_medical_costs",
        "alert_earner_died",
        "alert_new_disability",
        "alert_unemployment",
        "alert_dropout",
        "alert_contributions",
        "alert_utilities",
        "alert_disaster",
        "alert_dibao_ended",
        "dibao_review_yearly",
        "dibao_review_half_yearly",
        "tekun_yearly_review",
        "rigid_expense_renewal",
        "dibao_phase_out",
    ),
    rides_along=(
        *("medical_dues_destitute", "medical_dues_dibao", "medical_aid_destitute", "medical_aid_dibao"),
        *("medical_aid_edge", "medical_aid_impoverished", "medical_aid_tilted", "price_subsidy"),
        *("dibao_review_yearly", "dibao_review_half_yearly", "tekun_yearly_review", "rigid_expense_renewal"),
        *("dibao_phase_out", "temporary_aid_small", "education_aid", "employment_aid"),
        *("alert_medical_costs", "alert_earner_died", "alert_new_disability", "alert_unemployment"),
        *("alert_dropout", "alert_contributions", "alert_utilities", "alert_disaster", "alert_dibao_ended"),
    ),
    stands_for={"is_destitute_supported": ("tekun",)},
    # Destitution is found for a person, so that class does not follow from the rules of a household.
    classes={
        "assistance_class": {
            AssistanceClass.DIBAO: "dibao",
            AssistanceClass.DIBAO_EDGE: "dibao_edge",
            AssistanceClass.RIGID_EXPENSE: "rigid_expense",
        }
    },
)
