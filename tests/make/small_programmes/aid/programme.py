"""An invented programme of aid: the smallest card that uses everything a case can do."""

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import (
    CaseKind,
    CertificateKind,
    ChecklistItem,
    Field,
    IndicatorKind,
    Level,
    PlaceKind,
    Programme,
    Purpose,
    Role,
    Stage,
    Verb,
)

TOWNSHIP, COUNTY = (Role.TOWNSHIP_REVIEWER,), (Role.COUNTY_APPROVER,)

GRANT = CaseKind(
    key="grant",
    title=Text("救助申请", "application for aid"),
    subject=Entity.HOUSEHOLD,
    policies=("aid",),
    limit="clocks.whole",
    extended_limit="clocks.whole_extended",
    whole_from="visit",
    stages=(
        Stage(
            "apply", Text("申请", "application"), Level.TOWNSHIP, TOWNSHIP,
            (
                Verb("accept", Text("受理", "accept"), TOWNSHIP, leads_to="visit"),
                Verb("withdraw", Text("撤回", "withdraw"), TOWNSHIP, outcome="withdrawn", needs_reason=True),
            ),
            limit="clocks.accept",
        ),
        Stage(
            "visit", Text("调查", "investigation"), Level.VILLAGE, (Role.VILLAGE_WORKER, *TOWNSHIP),
            (
                Verb(
                    "investigate", Text("入户调查", "investigate"), (Role.VILLAGE_WORKER, *TOWNSHIP), leads_to="notice",
                    fields=(
                        Field("second", Text("第二调查人", "second investigator"), "colleague"),
                        Field("on", Text("日期", "day"), "date"),
                        Field("income", Text("收入", "income"), "money", required=False),
                        Field("members", Text("人数", "members"), "number", required=False),
                        Field("is_found", Text("见到本人", "met"), "yes_no", required=False),
                        Field("house", Text("住房", "house"), "choice", required=False,
                              choices=(("good", Text("好", "good")), ("poor", Text("差", "poor")))),
                    ),
                    delivers="visit",
                ),
            ),
            limit="clocks.visit",
        ),
        Stage(
            "notice", Text("公示", "public notice"), Level.TOWNSHIP, TOWNSHIP,
            (
                Verb("review", Text("审核", "review"), TOWNSHIP, leads_to="decide", only_after_wait=True,
                     not_by_who_did=("investigate",)),
                Verb("object", Text("登记异议", "record an objection"), TOWNSHIP, stays=True),
            ),
            wait="clocks.notice",
        ),
        Stage(
            "decide", Text("确认", "decision"), Level.COUNTY, COUNTY,
            (
                Verb("hear", Text("听取意见", "hear the person"), COUNTY, stays=True, is_hearing=True),
                Verb("check", Text("复核", "check"), COUNTY, stays=True),
                Verb("grant", Text("批准", "grant"), COUNTY, outcome="granted", needs=("check",),
                     not_by_who_did=("investigate", "review"),
                     does="tests.make.small_programmes.aid.programme.note_the_grant"),
                Verb("refuse", Text("不予批准", "refuse"), COUNTY, outcome="refused", is_adverse=True,
                     not_by_who_did=("investigate", "review")),
            ),
            limit="clocks.decide",
        ),
    ),
)  # fmt: skip

CHECK_UP = CaseKind(
    key="check_up",
    title=Text("复核", "review of aid"),
    subject=Entity.PERSON,
    policies=("aid", "pension"),
    purpose=Purpose.REVIEW,
    stages=(
        Stage(
            "look", Text("核查", "look"), Level.TOWNSHIP, TOWNSHIP,
            (Verb("close", Text("结束", "close"), TOWNSHIP, outcome="closed"),),
        ),
    ),
)  # fmt: skip

CANTEEN = PlaceKind(
    key="canteen",
    title=Text("食堂", "canteen"),
    capacity_unit=Text("餐位", "seats"),
    is_pledged=True,
    checklist=(
        ChecklistItem("licence", Text("许可证", "licence")),
        ChecklistItem("fire", Text("消防", "fire safety")),
        ChecklistItem("sign", Text("标识", "sign"), is_required=False),
    ),
)
CLINIC = PlaceKind("clinic", Text("诊所", "clinic"), Text("床", "beds"))
STROKE = CertificateKind("stroke", Text("卒中中心", "stroke centre"), ("clinic",))

PROGRAMME = Programme(
    key="aid",
    title=Text("救助", "Aid"),
    bureau=Text("民政局", "Civil affairs"),
    rulebook=Rulebook("aid", Text("救助", "Aid")),
    case_kinds=(GRANT, CHECK_UP),
    place_kinds=(CANTEEN, CLINIC),
    certificate_kinds=(STROKE,),
    indicators=(
        IndicatorKind(
            key="canteens",
            title=Text("验收合格的食堂", "accepted canteens"),
            unit=Text("个", "places"),
            measure="tests.make.small_programmes.aid.indicators.canteens",
        ),
        IndicatorKind(
            key="stroke_coverage",
            title=Text("卒中中心覆盖", "counties with a stroke centre"),
            unit=Text("个县", "counties"),
            measure="tests.make.small_programmes.aid.indicators.stroke_coverage",
        ),
        IndicatorKind(
            key="aid_uptake",
            title=Text("应保尽保率", "uptake of aid"),
            unit=Text("%", "%"),
            measure="tests.make.small_programmes.aid.indicators.aid_uptake",
            is_share=True,
        ),
    ),
)


class FundsMissingError(Exception):
    """What an act of a programme may raise; everything must then be undone."""


def note_the_grant(case, *, by, at, values):
    if case.is_synthetic:
        raise FundsMissingError
