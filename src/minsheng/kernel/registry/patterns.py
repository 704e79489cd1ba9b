"""Patterns of cases that many programmes share, so that a card says only what is special about its own.

Pure data, like the cards themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field, Level, Purpose, Role, Stage, Verb

TOWNSHIP = (Role.TOWNSHIP_REVIEWER,)
COUNTY = (Role.COUNTY_APPROVER,)
CLERK = (Role.COUNTY_CLERK,)
VISITORS = (Role.VILLAGE_WORKER, *TOWNSHIP)

AWARD = "minsheng.kernel.entitlements.actions.award"
REVIEW = "minsheng.kernel.entitlements.actions.review"
BY_THE_RULE = f"{AWARD}.award_by_the_rule"  # from the month that the period of the policy says
GIVEN = "minsheng.kernel.entitlements.actions.give.record_what_was_given"

AMOUNT = Field(
    "amount",
    Text("核定金额", "amount decided"),
    "money",
    required=False,
    help=Text(
        "留空即按规则计算；与规则不同须写明理由。",
        "Empty: what the rule finds. Say why if it differs.",
    ),
)
AMOUNT_BECAUSE = Field(
    "amount_because", Text("金额与规则不同的理由", "why another amount"), "long_text", required=False
)
DOCUMENT = Field("document", Text("决定书文号", "number of the written decision"), "text", required=False)
SECOND_INVESTIGATOR = Field("second_investigator", Text("第二调查人", "second investigator"), "colleague")
VISITED_ON = Field("visited_on", Text("入户日期", "day of the visit"), "date")
NOT_REACHED = Verb("not_reached", Text("登记未联系上", "not reached"), VISITORS, stays=True)
FINDINGS = Field("findings", Text("调查情况", "what was found"), "long_text")


def withdraw(roles: tuple[Role, ...]) -> Verb:
    """The applicant takes the application back."""
    title = Text("申请人撤回", "withdrawn by the applicant")
    return Verb("withdraw", title, roles, outcome="withdrawn", needs_reason=True)


def hear(roles: tuple[Role, ...] = COUNTY) -> Verb:
    """The person is heard before anything is decided against them."""
    return Verb(
        "hear",
        Text("听取意见", "hear the person"),
        roles,
        stays=True,
        is_hearing=True,
        fields=(
            Field("heard_on", Text("听取日期", "day of the hearing"), "date"),
            Field(
                "how",
                Text("方式", "how"),
                "choice",
                choices=(
                    ("in_person", Text("当面", "in person")),
                    ("phone", Text("电话", "by telephone")),
                    ("written", Text("书面", "in writing")),
                    ("absent", Text("经通知未到", "did not come after notice")),
                ),
            ),
            Field("statement", Text("本人陈述", "what the person said"), "long_text"),
        ),
    )


def refuse(not_by: tuple[str, ...], roles: tuple[Role, ...] = COUNTY) -> Verb:
    """A written refusal, with reasons, by a person, after the hearing."""
    return Verb(
        "refuse",
        Text("不予确认（书面说明理由）", "refuse in writing, with reasons"),
        roles,
        outcome="refused",
        is_adverse=True,
        not_by_who_did=not_by,
        fields=(DOCUMENT,),
    )


def allowance(
    key: str,
    title: Text,
    *,
    policy: str,
    limit: str,
    subject: Entity = Entity.PERSON,
    does: str = BY_THE_RULE,
    township_limit: str = "",
    county_limit: str = "",
    evidence: Sequence[Field] = (),
    is_closed_to_others: bool = False,
) -> CaseKind:
    """An allowance that the township checks and the county confirms, without a public notice.

    ``evidence`` are the fields of the township's check. The award begins as the period of the policy says.
    """
    check = Verb(
        "check",
        Text("审核通过，报县确认", "check, and pass on to the county"),
        TOWNSHIP,
        leads_to="confirming",
        fields=(*evidence, FINDINGS),
    )
    doubt = Verb(
        "doubt",
        Text("提出不符合条件的意见", "propose that the conditions are not met"),
        TOWNSHIP,
        leads_to="confirming",
        needs_reason=True,
        fields=(FINDINGS,),
    )
    confirm = Verb(
        "confirm",
        Text("确认并发放", "confirm and pay"),
        COUNTY,
        outcome="granted",
        not_by_who_did=("check", "doubt"),
        fields=(AMOUNT, AMOUNT_BECAUSE, DOCUMENT),
        does=does,
        delivers=policy,
    )
    send_back = Verb(
        "send_back", Text("退回补充", "send back"), COUNTY, leads_to="checking", needs_reason=True
    )
    return CaseKind(
        key=key,
        title=title,
        subject=subject,
        policies=(policy,),
        limit=limit,
        is_closed_to_others=is_closed_to_others,
        stages=(
            Stage(
                "checking", Text("乡镇审核", "check by the township"), Level.TOWNSHIP, TOWNSHIP,
                (check, doubt, withdraw(TOWNSHIP)), limit=township_limit,
            ),
            Stage(
                "confirming", Text("县级确认", "confirmation by the county"), Level.COUNTY, COUNTY,
                (confirm, hear(), refuse(("check", "doubt")), send_back), limit=county_limit,
            ),
        ),
    )  # fmt: skip


def service(
    key: str,
    title: Text,
    *,
    policy: str,
    limit: str,
    delivered: Text,
    fields: Sequence[Field] = (),
    level: Level = Level.TOWNSHIP,
    does: str,
) -> CaseKind:
    """A service that is arranged and then given; only what was given closes the case as delivered.

    ``does`` writes what was given where the rule reads it, so that the next screening does not find the person again.
    """
    day = Field("given_on", Text("提供日期", "day"), "date")
    give = Verb(
        "give", delivered, VISITORS, outcome="delivered", fields=(day, *fields), delivers=policy, does=does
    )
    decline = Verb("decline", Text("本人不需要", "declined"), VISITORS, outcome="declined", needs_reason=True)
    stage = Stage(
        "arranging",
        Text("待安排", "To be arranged"),
        level,
        VISITORS,
        (give, NOT_REACHED, decline),
        limit=limit,
    )
    return CaseKind(key=key, title=title, subject=Entity.PERSON, policies=(policy,), stages=(stage,))


def desk_task(
    policy: str,
    title: Text,
    *,
    done: Text,
    fields: Sequence[Field] = (),
    subject: Entity = Entity.PERSON,
    level: Level = Level.TOWNSHIP,
    limit: str = "clocks.service",
    is_closed_to_others: bool = False,
) -> CaseKind:
    """Something small that is due and then done: a check, a visit, a look, an entry on a list.

    Fields with the name of a fact are recorded as that fact, so that the rule no longer finds the subject; without
    such a field the subject is written on the roll of the policy.
    """
    kept = tuple(fields) or (Field("given_on", Text("办理日期", "day"), "date"),)
    give = Verb("give", done, VISITORS, outcome="delivered", fields=kept, delivers=policy, does=GIVEN)
    decline = Verb(
        "decline", Text("不需要办理", "not needed"), VISITORS, outcome="declined", needs_reason=True
    )
    stage = Stage(
        "due", Text("待办理", "To be done"), level, VISITORS, (give, NOT_REACHED, decline), limit=limit
    )
    return CaseKind(
        key=policy,
        title=title,
        subject=subject,
        policies=(policy,),
        stages=(stage,),
        is_closed_to_others=is_closed_to_others,
    )


def review(
    policy: str, title: Text, *, subject: Entity = Entity.PERSON, is_closed_to_others: bool = False
) -> CaseKind:
    """A review of what is paid: two people visit, the county decides, and nothing is cut before the hearing."""
    investigate = Verb(
        "investigate",
        Text("登记入户复核（两人）", "record the visit of two people"),
        VISITORS,
        leads_to="deciding",
        fields=(SECOND_INVESTIGATOR, VISITED_ON, FINDINGS),
        delivers="household_visit",
    )
    return CaseKind(
        key=f"{policy}_review",
        title=title,
        subject=subject,
        policies=(policy,),
        purpose=Purpose.REVIEW,
        limit="clocks.review",
        is_closed_to_others=is_closed_to_others,
        stages=(
            Stage(
                "visiting", Text("入户复核", "visit to the household"), Level.TOWNSHIP, VISITORS, (investigate,)
            ),
            Stage(
                "deciding", Text("县级复核决定", "decision of the county"), Level.COUNTY, COUNTY, _decisions()
            ),
        ),
    )  # fmt: skip


def _decisions() -> tuple[Verb, ...]:
    not_by = ("investigate",)
    grace = Field("grace_months", Text("渐退期（月）", "months of grace"), "number", required=False)
    return (
        Verb("keep", Text("维持原待遇", "keep as it is"), COUNTY, outcome="kept", not_by_who_did=not_by),
        hear(),
        Verb(
            "raise", Text("增发", "pay more"), COUNTY, outcome="raised", needs_reason=True, not_by_who_did=not_by,
            fields=(AMOUNT, DOCUMENT), does=f"{REVIEW}.raise_award",
        ),
        Verb(
            "cut", Text("减发（已听取意见）", "pay less, after the hearing"), COUNTY, outcome="cut", is_adverse=True,
            not_by_who_did=not_by, fields=(AMOUNT, DOCUMENT), does=f"{REVIEW}.cut_award",
        ),
        Verb(
            "stop", Text("停发（已听取意见）", "stop, after the hearing"), COUNTY, outcome="stopped", is_adverse=True,
            not_by_who_did=not_by, fields=(grace, DOCUMENT), does=f"{REVIEW}.end_award",
        ),
        # What a bureau pays from its own roll cannot be changed here; nothing is decided by passing it on.
        Verb(
            "pass_on", Text("转原发放单位核处", "pass on to the office that pays"), COUNTY, outcome="passed_on",
            needs_reason=True, not_by_who_did=not_by,
        ),
    )  # fmt: skip
