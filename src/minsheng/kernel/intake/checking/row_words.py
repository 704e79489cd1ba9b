"""What is said about the cells of a row: notes that stop nothing, and problems that do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.cells import CellProblem

if TYPE_CHECKING:
    from minsheng.kernel.registry.card import Column

CUT = ("measure_cut", Text("小数部分已舍去。", "The fraction was cut off."))
UPGRADED = (
    "identity_upgraded",
    Text(
        "15位旧身份证号已升为18位，请核对。",
        "An old identity number of 15 digits was upgraded to 18; please check it.",
    ),
)
MONTH_ONLY = (
    "month_only",
    Text("只写到月，按当月1日记。", "Only the month is given; the first of it was taken."),
)


def required(column: Column) -> CellProblem:
    """Return the problem of a cell that must not be empty."""
    return CellProblem(
        "required",
        what=Text(f"没有填“{column.label.zh}”。", f"“{column.label.en}” is empty."),
        why=Text("这一项必填。", "It has to be filled in."),
        do=Text("请补上后重新上传。", "Fill it in and upload the file again."),
    )


def excel_error() -> CellProblem:
    """Return the problem of a cell in which a formula failed."""
    return CellProblem(
        "excel_error",
        what=Text("格子里是 Excel 的错误值（如 #N/A）。", "The cell holds an error of Excel (such as #N/A)."),
        why=Text("公式算错了，真实的值不在文件里。", "A formula failed; the true value is not in the file."),
        do=Text("请改成真实的值。", "Put in the true value."),
    )


def formula() -> CellProblem:
    """Return the problem of a cell whose value only a formula knows."""
    return CellProblem(
        "formula",
        what=Text("格子里是公式。", "The cell holds a formula."),
        why=Text(
            "公式的结果可能过期或指到别人，不能用来认人。",
            "Its result may be out of date or point at another person.",
        ),
        do=Text(
            "请复制后“选择性粘贴为数值”，核对后再上传。",
            "Copy it, paste it as values, check it and upload the file again.",
        ),
    )
