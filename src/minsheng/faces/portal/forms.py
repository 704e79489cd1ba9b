"""The forms of the self-check: who lives in the household, and the questions that are still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from minsheng.engines.policy.facts import Fact, Kind
from minsheng.engines.policy.households import FactValue
from minsheng.engines.policy.text import Text
from minsheng.faces.design.forms import DesignedForm, dress
from minsheng.faces.portal.answers import question_key
from minsheng.kernel.people.facts import FACTS, RELATION, SEX

UNSURE = "unsure"
HIGHEST_YUAN = Decimal("10000000")


def spoken(text: Text) -> str:
    """Say a text in the language of the page."""
    return text.in_language(get_language() or "zh-hans")


class HomeForm(DesignedForm):
    """Where the household lives."""

    county = forms.ChoiceField(label=_("住在哪个县(区、市)"))
    is_urban = forms.TypedChoiceField(
        label=_("住在城镇社区还是农村"),
        choices=[("yes", _("城镇社区")), ("no", _("农村"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, counties: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["county"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *counties]


class MemberForm(DesignedForm):
    """One person of the household."""

    name = forms.CharField(label=_("称呼(可不写真名)"), max_length=20, required=False)
    born_on = forms.DateField(label=_("出生日期"), widget=forms.DateInput(attrs={"type": "date"}))
    sex = forms.TypedChoiceField(label=_("性别"), coerce=int)
    relation = forms.TypedChoiceField(label=_("与户主关系"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, codes in (("sex", SEX), ("relation", RELATION)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(code, spoken(text)) for code, text in codes.items()]
        dress(self)


class QuestionsForm(DesignedForm):
    """The questions whose answers still decide something. Each may be answered with "I do not know"."""

    def __init__(self, *args: Any, questions: Sequence[tuple[str, int | None]], **kwargs: Any) -> None:
        self.questions = questions
        super().__init__(*args, **kwargs)
        for name, member in questions:
            self.fields[question_key(name, member)] = _field(FACTS[name])
        dress(self)

    def answers(self) -> list[tuple[str, int | None, FactValue | None]]:
        """Return the answers given; None for "I do not know"."""
        return [
            (name, member, _value(FACTS[name], self.cleaned_data[question_key(name, member)]))
            for name, member in self.questions
        ]


def _field(fact: Fact) -> forms.Field:
    """Make the field that fits the kind of a fact."""
    label = spoken(fact.ask) if fact.ask else spoken(fact.label)
    if fact.kind is Kind.BOOL:
        choices = [("yes", _("是")), ("no", _("否")), (UNSURE, _("不知道"))]
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    if fact.kind is Kind.CODE:
        codes = [(str(code), spoken(text)) for code, text in fact.codes.items()]
        return forms.ChoiceField(label=label, choices=[("", _("请选择")), *codes, (UNSURE, _("不知道"))])
    hint = _("不知道可以空着。")
    if fact.kind is Kind.DATE:
        return forms.DateField(
            label=label, required=False, help_text=hint, widget=forms.DateInput(attrs={"type": "date"})
        )
    if fact.kind is Kind.MONEY:
        return forms.DecimalField(
            label=label, required=False, decimal_places=2, min_value=-HIGHEST_YUAN, max_value=HIGHEST_YUAN,
            help_text=_("单位:元。没有就填0,不知道可以空着。"),
        )  # fmt: skip
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1000, help_text=hint)


def _value(fact: Fact, given: Any) -> FactValue | None:
    if given in (None, "", UNSURE):
        return None
    if fact.kind is Kind.BOOL:
        return bool(given == "yes")
    if fact.kind is Kind.MONEY:
        return int(given * 100)
    if fact.kind is Kind.DATE:
        return given  # type: ignore[no-any-return]
    return int(given)
