"""The history of a case for reading: who did what when, why, and what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from minsheng.engines.policy.text import Text
from minsheng.faces.design.language import spoken
from minsheng.faces.design.templatetags.minsheng import day, staff_name, yuan
from minsheng.faces.desk.marks import listing
from minsheng.kernel.cases.kinds import kind_of
from minsheng.kernel.cases.models import Case, CaseStep
from minsheng.kernel.registry.card import Field

KERNEL_STEPS = {
    "open": Text("立案", "opened"),
    "assign": Text("指定承办人", "assigned"),
    "hand_over": Text("移交", "handed over"),
    "postpone": Text("延期", "postponed"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One step in words; ``filled`` are the labels and values of its fields."""

    step: CaseStep
    title: Text
    who: str
    filled: list[tuple[str, str]]


def history_of(case: Case, *, with_values: bool = True) -> list[Told]:
    """Return the steps of a case, the first one first; without what was filled in for who may not read it."""
    verbs = {verb.key: verb for verb in kind_of(case).verbs}
    told = []
    for step in case.steps.select_related("by", "together_with"):
        verb = verbs.get(step.verb)
        fields = verb.fields if verb is not None else ()
        title = verb.title if verb is not None else KERNEL_STEPS.get(step.verb, Text(step.verb, step.verb))
        told.append(Told(step, title, _who(step), _filled(fields, step.values or {}) if with_values else []))
    return told


def _who(step: CaseStep) -> str:
    people = [staff_name(one) for one in (step.by, step.together_with) if one is not None]
    return listing(people) or _("系统")


def _filled(fields: tuple[Field, ...], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    # The item of a visit is named on its own line, and the second person beside the first.
    shown = [
        field
        for field in fields
        if field.name in values and field.kind != "colleague" and field.name != "item"
    ]
    return [(spoken(field.label), value_in_words(field, values[field.name])) for field in shown]


def value_in_words(field: Field, value: Any) -> str:
    """Return a value that was filled in as people read it."""
    match field.kind:
        case "money":
            return yuan(value)
        case "yes_no":
            return _("是") if value else _("否")
        case "date":
            return day(date.fromisoformat(value))
        case "choice":
            return spoken(dict(field.choices).get(value, Text(str(value), str(value))))
    return str(value)
