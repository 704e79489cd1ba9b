"""Calculators of the last metre: how precise a search for people was, masks, exports, hotline rates."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import percent_of
from minsheng.engines.formulas.inputs import Input, asked, count
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.masks import masked_identity, masked_name, masked_phone

if TYPE_CHECKING:
    from minsheng.engines.formulas.answers import Answer


class PrecisionInput(Input):
    """What became of the people a rule found."""

    found: int = count("规则找到的人数", "People the rule found")
    approved: int = count("核实并享受的人数", "Confirmed and granted")
    already_receiving: int = count("已享受的人数", "Already receiving", default=0)
    dead: int = count("已死亡的人数", "Dead", default=0)
    moved: int = count("已迁出的人数", "Moved away", default=0)
    not_eligible: int = count("不符合的人数", "Not eligible", default=0)
    declined: int = count("本人放弃的人数", "Declined", default=0)
    not_reached: int = count("失联的人数", "Could not be reached", default=0)


@calculator(
    name="search-precision",
    title=Text("政策找人准确率", "Precision of a search for people"),
    source="政策找人 (policy finds the person); E11-2",
    example={"found": 412, "approved": 386, "dead": 17, "moved": 9},
)
def search_precision(given: PrecisionInput) -> Answer:
    """Return approved over closed; people without an outcome yet are open and do not count."""
    outcomes = given.model_dump(exclude={"found"})
    closed = sum(outcomes.values())
    if closed > given.found:
        raise refused(
            "found",
            "too_small",
            what=Text(
                f"结果合计{closed}人，多于找到的{given.found}人。",
                f"{closed} outcomes for {given.found} people found.",
            ),
            why=Text("每人只能有一个结果。", "Everybody has one outcome at most."),
            do=Text("请核对各项人数。", "Check the numbers."),
        )
    return {
        "closed": closed,
        "open": given.found - closed,
        "precision_percent": percent_of(given.approved, closed),
        "wrongly_found_percent": percent_of(given.dead + given.moved + given.not_eligible, closed),
    }


class MaskKind(StrEnum):
    """What is to be masked."""

    NAME = "name"
    IDENTITY = "identity_number"
    PHONE = "phone"
    ACCOUNT = "account"


def masked_account(account: str) -> str:
    """Show the last four characters of a bank account."""
    return "*" * (len(account) - 4) + account[-4:] if len(account) > 4 else "*" * len(account)


_MASKS = {
    MaskKind.NAME: masked_name,
    MaskKind.IDENTITY: masked_identity,
    MaskKind.PHONE: masked_phone,
    MaskKind.ACCOUNT: masked_account,
}


class MaskInput(Input):
    """One personal detail."""

    kind: MaskKind = asked("类别", "What it is")
    text: str = asked("原文", "The detail itself", max_length=100)


@calculator(
    name="mask",
    title=Text("个人信息脱敏显示", "Mask of a personal detail"),
    source="GB/T 35273-2020; 个人信息保护法 art. 51; E11-5",
    example={"kind": "identity_number", "text": "140702193608240017"},
)
def mask(given: MaskInput) -> Answer:
    """Return the detail as people see it who may not see it whole."""
    return {"masked": _MASKS[given.kind](given.text)}


class ExportInput(Input):
    """A wish to export personal data."""

    rows: int = count("导出行数", "Rows")
    purpose: str = asked("用途", "Purpose")
    requested_by: str = asked("申请人", "Who asks for it", min_length=1)
    approved_by: str = asked("第二审批人", "Second approver", default="")
    second_approver_above_rows: int = count(
        "超过多少行须第二人审批（市级参数）", "Second approver above so many rows (city parameter)"
    )


@calculator(
    name="export-check",
    title=Text("批量导出审批检查", "Check before a bulk export"),
    source="GB/T 35273-2020 (bulk access); E11-6",
    example={
        "rows": 1200,
        "purpose": "核对高龄津贴",
        "requested_by": "县经办员",
        "second_approver_above_rows": 500,
    },
)
def export_check(given: ExportInput) -> Answer:
    """Return whether an export may run: a purpose, and above the limit a second person."""
    needs_second = given.rows > given.second_approver_above_rows
    checks = {
        "purpose_missing": not given.purpose.strip(),
        "second_approver_missing": needs_second and not given.approved_by.strip(),
        "same_person": needs_second and given.approved_by.strip() == given.requested_by.strip(),
    }
    broken = [code for code, is_broken in checks.items() if is_broken]
    return {"is_allowed": not broken, "needs_second_approver": needs_second, "broken": broken}


class HotlineInput(Input):
    """Calls of a period, from acceptance to the call-back."""

    accepted: int = count("受理件数", "Requests accepted")
    answered_in_time: int = count("按时答复件数", "Answered in time")
    called_back: int = count("回访件数", "Callers asked afterwards")
    solved: int = count("回访中表示已解决", "Of these, solved")
    rated: int = count("参与评价件数", "Of these, rated")
    satisfied: int = count("评价满意件数", "Of these, satisfied")


@calculator(
    name="hotline-rates",
    title=Text("12345响应率、解决率、满意率", "Hotline rates: answered, solved, satisfied"),
    source="国办发〔2020〕53号",
    example={
        "accepted": 1200,
        "answered_in_time": 1164,
        "called_back": 900,
        "solved": 780,
        "rated": 640,
        "satisfied": 590,
    },
)
def hotline_rates(given: HotlineInput) -> Answer:
    """Return the three rates; who was not asked or did not rate is in no denominator."""
    pairs = {
        "answered_in_time": given.accepted,
        "called_back": given.accepted,
        "solved": given.called_back,
        "rated": given.called_back,
        "satisfied": given.rated,
    }
    for name, whole in pairs.items():
        if getattr(given, name) > whole:
            raise refused(
                name,
                "too_large",
                what=Text(f"不能大于{whole}。", f"It cannot be more than {whole}."),
                why=Text("部分不能大于全部。", "A part is never more than its whole."),
                do=Text("请核对件数。", "Check the numbers."),
            )
    return {
        "answered_percent": percent_of(given.answered_in_time, given.accepted),
        "solved_percent": percent_of(given.solved, given.called_back),
        "satisfied_percent": percent_of(given.satisfied, given.rated),
    }
