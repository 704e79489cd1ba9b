"""The household visit (入户核实): the kernel's own kind of case; one visit settles everything about a household.

Leads of all programmes become items of one visit. Each item is settled with what the worker found; what is applied
for goes on as a case of the programme, what seems no longer owed goes on as a review. A visit decides nothing.
"""

from __future__ import annotations

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field, Level, Purpose, Role, Stage, Verb

SETTLE, NOBODY_MET, FINISH = "settle", "nobody_met", "finish"
VISITED = "visited"

# What a worker may find; the keys are those of ``CaseItem.State``.
RESULTS = (
    ("applied", Text("本人申请，转办理", "applies; goes on as a case")),
    ("settled", Text("已在享受或情况属实", "receives it already, or the roll is right")),
    ("not_owed", Text("不符合条件", "does not meet the conditions")),
    ("declined", Text("本人不申请", "does not wish to apply")),
    ("not_found", Text("未找到本人", "could not be found")),
)
RESULTS_THAT_NEED_A_REASON = ("not_owed", "declined", "not_found")
# What somebody receives already is not applied for again: it is right, seems wrong, or the person is not found.
RESULTS_OF_A_CHECK = ("settled", "not_owed", "not_found")

_ROLES = (Role.VILLAGE_WORKER, Role.TOWNSHIP_REVIEWER)

VISIT = CaseKind(
    key="visit",
    title=Text("入户核实", "Household visit"),
    subject=Entity.HOUSEHOLD,
    purpose=Purpose.WORK,
    stages=(
        Stage(
            key="visiting",
            title=Text("待入户", "To be visited"),
            level=Level.VILLAGE,
            roles=_ROLES,
            limit="clocks.visit",
            verbs=(
                Verb(
                    key=SETTLE,
                    title=Text("登记核实结果", "Record what came of an item"),
                    roles=_ROLES,
                    stays=True,
                    fields=(
                        Field("item", Text("核实事项", "item"), "number"),
                        Field("result", Text("结果", "result"), "choice", choices=RESULTS),
                        Field("note", Text("情况说明", "what was found"), "long_text", required=False),
                    ),
                    does="minsheng.kernel.cases.actions.settle_item.settle_item",
                ),
                Verb(
                    key=NOBODY_MET,
                    title=Text("登记未遇", "Record that nobody was met"),
                    roles=_ROLES,
                    stays=True,
                    fields=(
                        Field("visited_on", Text("上门日期", "day of the visit"), "date"),
                        Field("note", Text("情况说明", "what was found"), "long_text", required=False),
                    ),
                ),
                Verb(
                    key=FINISH,
                    title=Text("办结", "Finish the visit"),
                    roles=_ROLES,
                    outcome=VISITED,
                    fields=(Field("visited_on", Text("入户日期", "day of the visit"), "date"),),
                    delivers="household_visit",
                    # Leads lie above cases; the card names the function, as programmes' cards do.
                    does="minsheng.kernel.entitlements.actions.open_cases.finish_visit",
                ),
            ),
        ),
    ),
)
