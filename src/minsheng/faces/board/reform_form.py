"""The form of a reform, made from the parameters of a policy: what each is now, in which unit, and how sure that is.

What is left empty stays as it is. The form writes the same reform file that ``minsheng simulate`` reads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minsheng.engines.policy.dated import DatedValue, Shape, Status, yuan_text
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.rulebook import Policy, parameters_used
from minsheng.engines.policy.text import Text
from minsheng.faces.design.forms import DesignedForm, dress
from minsheng.kernel.registry.here import parameters_of_this_city, this_city

MARK = "|"  # between the key of a parameter and the code or floor of an entry
LONGEST_REFORM = 20_000

UNITS = {
    "yuan": Text("元", "yuan"), "yuan/month": Text("元/月", "yuan a month"), "yuan/year": Text("元/年", "yuan a year"),
    "yuan/day": Text("元/天", "yuan a day"), "months": Text("个月", "months"), "years": Text("岁（年）", "years"),
    "days": Text("天", "days"), "working_days": Text("个工作日", "working days"), "hours": Text("小时", "hours"),
    "people": Text("人", "people"), "times": Text("次", "times"), "square_metres": Text("平方米", "square metres"),
    "count": Text("个", "count"), "percent_points": Text("个百分点", "percentage points"),
    "ratio": Text("比例，如 2/3 或 0.6", "ratio, as 2/3 or 0.6"), "date": Text("日期", "day"),
    "yes_no": Text("是或否（yes/no）", "yes or no"),
}  # fmt: skip


class ReformForm(DesignedForm):
    """One input for every value of the parameters that a policy rests on."""

    title = forms.CharField(max_length=80)
    county = forms.ChoiceField()

    def __init__(self, *args: Any, policy: Policy, on: date, **kwargs: Any) -> None:
        self.policy, self.on = policy, on
        self.values: dict[str, DatedValue] = {}
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("这次测算叫什么")
        county: Any = self.fields["county"]
        county.label = _("在哪里改")
        county.choices = [("", _("全市")), *((one.code[:6], one.name) for one in this_city().counties)]
        county.required = False
        parameters = parameters_of_this_city()
        for key in sorted(parameters_used(policy)):
            self._add(parameters.at(key, on=on))
        dress(self)

    def _add(self, value: DatedValue) -> None:
        self.values[value.key] = value
        if value.shape is Shape.SCALAR:
            self.fields[value.key] = _field(value, said(value.value, value), "")
            return
        entries: Any = value.value or {}
        for code, entry in entries.items():
            floor = yuan_text(code) if value.by.startswith("yuan") else str(code)
            name = floor if value.by == "count" else f"{floor} {_unit(value.by)}"
            self.fields[f"{value.key}{MARK}{floor}"] = _field(value, said(entry, value), name)

    def parameter_fields(self) -> list[forms.BoundField]:
        """Return the inputs of the parameters, in their order."""
        return [self[name] for name in self.fields if name not in ("title", "county")]

    def clean(self) -> dict[str, Any]:
        """Say so when nothing was changed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in self.fields if name not in ("title", "county")):
            raise forms.ValidationError(_("什么都没有改。请至少改一个标准。"))
        return cleaned

    def reform(self) -> str:
        """Return what was filled in as the text of a reform file. JSON is YAML."""
        changes: dict[str, Any] = {}
        for name, written in self.cleaned_data.items():
            if name in ("title", "county") or not written:
                continue
            key, mark, code = name.partition(MARK)
            if not mark:
                changes[key] = written
            else:
                changes.setdefault(key, self._table(key))[code] = written
        county = self.cleaned_data["county"]
        title = self.cleaned_data["title"]
        whole = {
            "reform": {"title": {"zh": title, "en": title}},
            "parameters": {key: {"counties": {county: value}} for key, value in changes.items()}
            if county
            else {key: {"value": value} for key, value in changes.items()},
        }
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"

    def _table(self, key: str) -> dict[str, str]:
        """Return a table as it is, to be changed in some of its entries."""
        value = self.values[key]
        entries: Mapping[int, Any] = value.value or {}  # type: ignore[assignment]
        return {
            (yuan_text(code) if value.by.startswith("yuan") else str(code)): said(entry, value)
            for code, entry in entries.items()
        }


class ReformFileForm(DesignedForm):
    """A whole reform file, for changed conditions and everything the short form cannot say."""

    file = forms.CharField(widget=forms.Textarea, max_length=LONGEST_REFORM)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("改革文件（YAML）")
        self.fields["file"].widget.attrs.update(rows=12, spellcheck="false")


def said(value: Any, of: DatedValue) -> str:
    """Write a value as the parameter files do."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return yuan_text(value) if of.kind is Kind.MONEY else str(value)


def _unit(unit: str) -> str:
    return UNITS[unit].in_language(get_language() or "zh-hans")


def _field(value: DatedValue, now: str, code: str) -> forms.CharField:
    language, unit = get_language() or "zh-hans", _unit(value.unit)
    parts = [_("现行 %(now)s %(unit)s") % {"now": now or "–", "unit": unit}]
    if value.counties:
        parts.append(_("%(number)s 个县另有标准") % {"number": len(value.counties)})
    if value.status is Status.LOCAL_DEFAULT:
        parts.append("⚠ " + _("未经核实的默认值"))
    elif value.status is Status.KNOWN:
        parts.append(_("原文待核对"))
    parts.append(f"{value.document}{value.article}")
    label = value.label.in_language(language)
    return forms.CharField(
        required=False,
        max_length=20,
        label=f"{label} · {code}" if code else label,
        help_text=" · ".join(parts),
    )
