"""From a confirmed application to an award: the rule computes the amount again, the approver confirms or corrects it.

The functions without arguments of their own are what cards name as the act of a verb (``Verb.does``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.formulas.money import yuan_text
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.duties import SHORTEST_REASON
from minsheng.kernel.cases.kinds import kind_of
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.entitlements.answers import answer_for
from minsheng.kernel.entitlements.months import first_month, last_day
from minsheng.kernel.payments.awards import Amount, start_award
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.engines.policy.evaluation import Result
    from minsheng.kernel.cases.models import Case
    from minsheng.kernel.payments.models import Award


class AmountUnknownError(CaseProblemError):
    """The rule cannot say how much is due and the approver gave no amount."""


class AmountDiffersError(CaseProblemError):
    """The approver gave another amount than the rule finds, without saying why."""


def award_by_the_rule(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Award the policy of the case from the month that its rule says (see ``engines.policy.periods``).

    Never from before the month (for a yearly amount, the year) of the application: what an earlier month would have
    paid is put before a person by ``months``.
    """
    policy = kind_of(case).policies[0]
    award_policy(case, from_on=first_month(policy, case, at=at), by=by, at=at, values=values)


def award_policy(
    case: Case, *, from_on: date, by: User, at: datetime, values: Mapping[str, Any], policy: str = ""
) -> Award:
    """Award a policy (that of the kind unless named) to the subject of a case."""
    policy = policy or kind_of(case).policies[0]
    amount = decided_amount(case, policy, values=values, on=day_of(at))
    amount = replace(amount, due_until=last_day(policy, case, at=at))
    return start_award(policy, subject=case.subject, amount=amount, from_on=from_on, case=case, by=by, at=at)


def decided_amount(case: Case, policy: str, *, values: Mapping[str, Any], on: date) -> Amount:
    """Return the amount to be paid: what the rule finds, or what the approver decided with reasons.

    ``values`` are those of the verb: ``amount`` if the approver gave one, ``amount_because`` why it differs from the
    rule. Raises AmountUnknownError when neither says, AmountDiffersError when the approver differs without reasons.
    """
    decided_fen = values.get("amount")
    found = answer_for(policy, case.subject, on=on)
    rule_fen = found.amount_fen if found is not None and found.eligibility is Eligibility.ELIGIBLE else None
    if decided_fen is None and rule_fen is None:
        raise AmountUnknownError(_why_unknown(found))
    fen = rule_fen if decided_fen is None else decided_fen
    assert fen is not None  # noqa: S101 (one of the two is known here)
    if fen != rule_fen:
        _must_say_why(case, values.get("amount_because", ""), fen, rule_fen)
    parameters = [dict(parameter) for parameter in found.parameters] if found is not None else []
    return Amount(fen, per=policies()[policy].per, rule_fen=rule_fen, parameters=parameters)


def _why_unknown(found: Result | None) -> Text:
    if found is None:
        return Text(
            "登记中没有该对象的家庭成员，系统无法计算金额。请先补充家庭成员，或填写核定金额并写明理由。",
            "The register knows no members of this household, so the rule cannot be asked. "
            "Record them, or give the amount and say why.",
        )
    if found.eligibility is Eligibility.NOT_ELIGIBLE:
        return Text(
            "按现有信息和规则不符合条件。如仍予确认，请填写核定金额并写明理由。",
            "By the facts on record the rule finds nothing due. To confirm all the same, give the amount and say why.",
        )
    labels = [FACTS[name].label for name in found.missing_names]
    return Text(
        f"信息不足，算不出金额，缺少：{'、'.join(label.zh for label in labels)}。"
        "请先补充，或填写核定金额并写明理由。",
        f"The rule cannot say how much; missing are: {', '.join(label.en for label in labels)}. "
        "Record them, or give the amount and say why.",
    )


def _must_say_why(case: Case, because: str, fen: int, rule_fen: int | None) -> None:
    step = case.steps.last()
    reasons = because or (step.because if step is not None else "")
    if len(reasons.strip()) >= SHORTEST_REASON:
        return
    said = "无法计算" if rule_fen is None else f"{yuan_text(rule_fen)}元"
    said_en = "nothing" if rule_fen is None else f"{yuan_text(rule_fen)} yuan"
    raise AmountDiffersError(
        Text(
            f"核定金额{yuan_text(fen)}元与规则计算（{said}）不一致，请写明理由。",
            f"The amount of {yuan_text(fen)} yuan is not what the rule finds ({said_en}); say why.",
        )
    )
