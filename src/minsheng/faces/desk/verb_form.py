"""The form of a verb, made from the fields on the card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from minsheng.faces.design.forms import DesignedForm, dress
from minsheng.faces.design.language import spoken
from minsheng.kernel.cases.problems import CaseProblemError, FieldsWrongError
from minsheng.kernel.payments.problems import PaymentProblemError
from minsheng.kernel.registry.card import Field, Verb

BECAUSE = "because"
RADIO_CHOICES_AT_MOST = 6
Choices = Sequence[tuple[str, str]]


class VerbForm(DesignedForm):
    """What must be filled in to do a verb. Reading and checking belong to the kernel; the form only asks.

    ``colleagues``: user names and how to call them, for fields that name a second person.
    ``on``: the day with which fields for a day begin.
    """

    def __init__(
        self, *args: Any, verb: Verb, on: date | None = None, colleagues: Choices = (), hidden: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.verb = verb
        initial = {field.name: on for field in verb.fields if field.kind == "date" and field.required}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, prefix=verb.key, **kwargs)
        for field in verb.fields:
            self.fields[field.name] = _field(field, colleagues)
            if field.name in hidden:
                self.fields[field.name].widget = forms.HiddenInput()
        if verb.demands_reasons:
            self.fields[BECAUSE] = forms.CharField(
                label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500,
                help_text=_("写清楚依据和事实，当事人看得到。"),
            )  # fmt: skip
        dress(self)

    def offer_only(self, name: str, keys: Iterable[str]) -> None:
        """Leave only some of the choices of a field."""
        wanted = [(key, capfirst(spoken(text))) for key, text in self._card(name).choices if key in set(keys)]
        self.fields[name] = forms.ChoiceField(
            choices=wanted,
            widget=forms.RadioSelect,
            label=self.fields[name].label,
            help_text=self.fields[name].help_text,
        )
        dress(self)

    def _card(self, name: str) -> Field:
        return next(field for field in self.verb.fields if field.name == name)

    def values(self) -> dict[str, Any]:
        """Return what was typed, for the kernel to read; empty fields are left out."""
        typed = {field.name: self.data.get(self.add_prefix(field.name), "") for field in self.verb.fields}
        return {name: value for name, value in typed.items() if value != ""}

    def because(self) -> str:
        """Return the reasons that were typed."""
        return str(self.data.get(self.add_prefix(BECAUSE), ""))

    def show(self, problem: CaseProblemError | PaymentProblemError) -> None:
        """Put what the kernel refused beside the fields, or above the form."""
        said: list[tuple[str | None, str]] = [(None, spoken(problem.text))]
        if isinstance(problem, FieldsWrongError):
            said = [
                (name if name in self.fields and not self[name].is_hidden else None, spoken(text))
                for name, text in problem.fields.items()
            ]
        self.full_clean()
        # The kernel has said what is wrong; Django's own words about the same would only repeat it.
        self.errors.clear()
        for name, words in said:
            self.add_error(name, words)


def _field(field: Field, colleagues: Choices) -> forms.Field:
    common: dict[str, Any] = {
        "label": capfirst(spoken(field.label)),
        "required": field.required,
        "help_text": spoken(field.help) if field.help else "",
    }
    if field.kind == "colleague":
        return forms.ChoiceField(choices=[("", _("请选择")), *colleagues], **common)
    return _MAKERS.get(field.kind, _text)(field, common)


def _choice(field: Field, common: dict[str, Any]) -> forms.Field:
    choices = [(key, capfirst(spoken(text))) for key, text in field.choices]
    if len(choices) <= RADIO_CHOICES_AT_MOST:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return forms.ChoiceField(choices=[("", _("请选择")), *choices], **common)


def _yes_no(_field: Field, common: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("yes", _("是")), ("no", _("否"))], widget=forms.RadioSelect, **common)


def _date(_field: Field, common: dict[str, Any]) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)


def _number(_field: Field, common: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(
        min_value=0, widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}), **common
    )


def _money(_field: Field, common: dict[str, Any]) -> forms.Field:
    common["help_text"] = common["help_text"] or _("单位：元")
    # As text: people write 460.50, and a wheel of the mouse must not change an amount.
    return forms.CharField(
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **common
    )


def _long_text(_field: Field, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)


def _text(_field: Field, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(**common)


_MAKERS: dict[str, Callable[[Field, dict[str, Any]], forms.Field]] = {
    "choice": _choice, "yes_no": _yes_no, "date": _date, "number": _number, "money": _money, "long_text": _long_text,
}  # fmt: skip
