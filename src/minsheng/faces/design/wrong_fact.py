"""The form by which somebody says that a registered fact is wrong: what it should say, and what shows it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minsheng.engines.policy.facts import Fact, Kind
from minsheng.faces.design.forms import DesignedForm, dress
from minsheng.faces.design.language import spoken
from minsheng.kernel.cases.corrections import LONGEST_EVIDENCE
from minsheng.kernel.cases.problems import CaseProblemError, FieldsWrongError

YES, NO = "yes", "no"


class WrongFactForm(DesignedForm):
    """What a fact should say, typed by its kind, and the papers that show it."""

    def __init__(self, *args: Any, fact: Fact, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fact = fact
        self.fields["value"] = _field(fact, latest=on)
        self.fields["evidence"] = forms.CharField(
            label=_("凭什么材料"), max_length=LONGEST_EVIDENCE, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("比如工资条、诊断证明、户口簿。写清楚名称和日期，核实时带上。"),
        )  # fmt: skip
        dress(self)

    def value(self) -> bool | int | date:
        """Return what was typed, as the register keeps it."""
        given = self.cleaned_data["value"]
        if self.fact.kind is Kind.BOOL:
            return bool(given == YES)
        if self.fact.kind is Kind.MONEY:
            return int(given * 100)
        if self.fact.kind is Kind.DATE:
            day: date = given
            return day
        return int(given)

    def show(self, problem: CaseProblemError) -> None:
        """Put what the kernel refused beside the fields, or above the form."""
        said: dict[str, Any] = (
            dict(problem.fields) if isinstance(problem, FieldsWrongError) else {"": problem.text}
        )
        for name, text in said.items():
            self.add_error(name if name in self.fields else None, spoken(text))


def _field(fact: Fact, *, latest: date) -> forms.Field:
    label, (low, high) = _("应当是"), fact.bounds
    if fact.kind is Kind.BOOL:
        return forms.ChoiceField(
            label=label, choices=[(YES, _("是")), (NO, _("否"))], widget=forms.RadioSelect
        )
    if fact.kind is Kind.CODE:
        codes = [(str(code), spoken(text)) for code, text in fact.codes.items()]
        return forms.ChoiceField(label=label, choices=[("", _("请选择")), *codes])
    if fact.kind is Kind.DATE:
        day = forms.DateInput(attrs={"type": "date", "max": latest.isoformat()}, format="%Y-%m-%d")
        return forms.DateField(label=label, widget=day)
    if fact.kind is Kind.MONEY:
        return forms.DecimalField(
            label=label, help_text=_("单位：元"), decimal_places=2, min_value=Decimal(low) / 100,
            max_value=Decimal(high) / 100, widget=forms.TextInput({"inputmode": "decimal"}),
        )  # fmt: skip
    return forms.IntegerField(
        label=label, min_value=max(low, 0), max_value=high, widget=forms.TextInput({"inputmode": "numeric"})
    )
