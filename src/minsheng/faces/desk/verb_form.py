"""The form of a verb, made from the fields on the card."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from minsheng.engines.policy.text import Text
from minsheng.faces.design.forms import DesignedForm, dress
from minsheng.kernel.cases.problems import CaseProblemError, FieldsWrongError
from minsheng.kernel.registry.card import Field, Verb

BECAUSE = "because"


def spoken(text: Text) -> str:
    """Say a text in the language of the page."""
    return text.in_language(get_language() or "zh-hans")


class VerbForm(DesignedForm):
    """What must be filled in to do a verb. Reading and checking belong to the kernel; the form only asks."""

    def __init__(self, *args: Any, verb: Verb, **kwargs: Any) -> None:
        self.verb = verb
        super().__init__(*args, prefix=verb.key, **kwargs)
        for field in verb.fields:
            self.fields[field.name] = _field(field)
        if verb.demands_reasons:
            self.fields[BECAUSE] = forms.CharField(
                label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500,
                help_text=_("写清楚依据和事实,当事人看得到。"),
            )  # fmt: skip
        dress(self)

    def values(self) -> dict[str, Any]:
        """Return what was typed, for the kernel to read; empty fields are left out."""
        typed = {field.name: self.data.get(self.add_prefix(field.name), "") for field in self.verb.fields}
        return {name: value for name, value in typed.items() if value != ""}

    def because(self) -> str:
        """Return the reasons that were typed."""
        return str(self.data.get(self.add_prefix(BECAUSE), ""))

    def show(self, problem: CaseProblemError) -> None:
        """Put what the kernel refused beside the fields, or above the form."""
        self.full_clean()
        if isinstance(problem, FieldsWrongError):
            for name, text in problem.fields.items():
                self._errors.pop(name, None)
                self.add_error(name if name in self.fields else None, spoken(text))
        else:
            self.add_error(None, spoken(problem.text))


def _field(field: Field) -> forms.Field:
    common: dict[str, Any] = {
        "label": spoken(field.label),
        "required": field.required,
        "help_text": spoken(field.help) if field.help else "",
    }
    match field.kind:
        case "choice":
            choices = [("", _("请选择")), *((key, spoken(text)) for key, text in field.choices)]
            return forms.ChoiceField(choices=choices, **common)
        case "yes_no":
            return forms.ChoiceField(
                choices=[("yes", _("是")), ("no", _("否"))], widget=forms.RadioSelect, **common
            )
        case "date":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common)
        case "number":
            return forms.IntegerField(min_value=0, **common)
        case "money":
            common["help_text"] = common["help_text"] or _("单位:元")
            return forms.DecimalField(decimal_places=2, min_value=0, **common)
        case "long_text":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)
        case "colleague":
            common["help_text"] = common["help_text"] or _("填一起办理的同事的用户名。")
            return forms.CharField(**common)
    return forms.CharField(**common)
