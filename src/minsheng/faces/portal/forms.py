"""The forms of the self-check: where a family lives, who belongs to it, and the questions that are still open."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minsheng.engines.policy.days import completed_years
from minsheng.engines.policy.facts import Fact, Kind
from minsheng.engines.policy.households import FactValue
from minsheng.faces.design.forms import DesignedForm, dress
from minsheng.faces.design.templatetags.minsheng import spoken
from minsheng.faces.portal.answers import Answers, Told, question_key
from minsheng.faces.portal.days import DayField
from minsheng.faces.portal.questions import NONE_CODE, Question
from minsheng.kernel.people.facts import RELATION, SEX

UNSURE, ONE_BY_ONE, YES, NO = "unsure", "each", "yes", "no"
HIGHEST_YUAN = Decimal("10000000")
HIGHEST_NUMBER = 1000
# The law forbids work below this age (劳动法第十五条); incomes from it are offered as nothing, to be confirmed.
WORKING_AGE = 16
FROM_WORK = ("wage_fen", "business_fen", "pension_fen", "work_cost_fen")


class HomeForm(DesignedForm):
    """Where the household lives."""

    county = forms.ChoiceField(label=gettext_lazy("住在哪个县（区、市）"))
    is_urban = forms.TypedChoiceField(
        label=gettext_lazy("住在城镇社区还是农村"),
        choices=[(YES, gettext_lazy("城镇社区")), (NO, gettext_lazy("农村"))],
        coerce=lambda value: value == YES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, counties: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county: Any = self.fields["county"]
        county.choices = [("", _("请选择")), *counties]


class MemberForm(DesignedForm):
    """One person of the household."""

    name = forms.CharField(
        label=gettext_lazy("怎么称呼"),
        help_text=gettext_lazy("比如“我”“老伴”“小宝”，不用写真名。"),
        max_length=20,
        required=False,
    )
    sex = forms.TypedChoiceField(label=gettext_lazy("性别"), coerce=int, widget=forms.RadioSelect)
    relation = forms.TypedChoiceField(label=gettext_lazy("是户主的什么人"), coerce=int)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["born_on"] = DayField(label=_("出生日期"), latest=on)
        for name, codes in (("sex", SEX), ("relation", RELATION)):
            field: Any = self.fields[name]
            field.choices = [(code, spoken(text)) for code, text in codes.items()]


class YuanField(forms.DecimalField):
    """An amount in yuan as people type it: 1500, 1,500元, １５００."""

    default_error_messages = {"invalid": gettext_lazy("请只写数字，比如1500。")}

    def to_python(self, value: Any) -> Any:
        plain = unicodedata.normalize("NFKC", str(value or "")).replace(",", "").replace("元", "")
        return super().to_python(plain.strip())


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it stands on the page: its text, and one field for each row."""

    text: str
    hint: str
    rows: list[tuple[str, forms.BoundField]]
    none_of_us: forms.BoundField | None


class QuestionsForm(DesignedForm):
    """The questions of one page. Each may be answered with "I do not know", or left empty."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], answers: Answers, names: Sequence[str], on: date,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.questions, self.names, self.on, self._answers = questions, names, on, answers
        self.left = len(questions)  # how many questions are open at most, those of this page included
        super().__init__(*args, **kwargs)
        for question in questions:
            for key, field in self._fields_of(question):
                self.fields[key] = field
        dress(self)

    def asked(self) -> list[AskedQuestion]:
        """Return the questions in order, ready to be shown."""
        return [
            AskedQuestion(
                text=spoken(question.fact.ask or question.fact.label),
                hint=_hint(question.fact),
                rows=[(who, self[key]) for key, who in self._rows(question)],
                none_of_us=self[_none_key(question.fact)] if _has_none_box(question) else None,
            )
            for question in self.questions
        ]

    def told(self) -> tuple[list[Told], list[str]]:
        """Return what the valid fields say (None: "I do not know"), and the facts to be asked one by one.

        Fields with an error are left out: who asks for the result half-way loses nothing that was right.
        """
        told: list[Told] = []
        one_by_one: list[str] = []
        for question in self.questions:
            fact = question.fact
            if question.is_for_all and self.cleaned_data.get(_all_key(fact)) == ONE_BY_ONE:
                one_by_one.append(fact.name)
            else:
                told += self._told(question)
        return told, one_by_one

    def _told(self, question: Question) -> list[Told]:
        fact, given = question.fact, self.cleaned_data
        if question.is_for_all:
            said = given.get(_all_key(fact))
            return [(fact.name, member, _value(fact, said)) for member in question.members] if said else []
        if _has_none_box(question) and given.get(_none_key(fact)):
            # "None of us" is about those whose field was left empty: a number that was typed counts.
            filled = {member: given.get(question_key(fact.name, member)) for member in question.members}
            return [(fact.name, member, _value(fact, value or 0)) for member, value in filled.items()]
        subjects: tuple[int | None, ...] = question.members or (None,)
        keys = {member: question_key(fact.name, member) for member in subjects}
        return [(fact.name, member, _value(fact, given[key])) for member, key in keys.items() if key in given]

    def _rows(self, question: Question) -> list[tuple[str, str]]:
        if question.is_for_all:
            return [(_all_key(question.fact), "")]
        if not question.members:
            return [(question.fact.name, "")]
        return [(question_key(question.fact.name, one), self.names[one]) for one in question.members]

    def _fields_of(self, question: Question) -> list[tuple[str, forms.Field]]:
        fact = question.fact
        if question.is_for_all:
            return [(_all_key(fact), _field_for_all(fact))]
        fields: list[tuple[str, forms.Field]] = []
        for key, who in self._rows(question):
            field = field_of(fact, latest=self.on)
            field.label = who or spoken(fact.ask or fact.label)
            fields.append((key, field))
        for member, (_key, field) in zip(question.members, fields, strict=False):
            if fact.name in FROM_WORK and self._is_child(member):
                field.initial = 0
        if _has_none_box(question):
            fields.append((_none_key(fact), forms.BooleanField(label=_("都没有"), required=False)))
        return fields

    def _is_child(self, member: int) -> bool:
        born_on = self._answers.value("born_on", member)
        return isinstance(born_on, date) and completed_years(born_on, self.on) < WORKING_AGE


def _all_key(fact: Fact) -> str:
    return f"{fact.name}.all"


def _none_key(fact: Fact) -> str:
    return f"{fact.name}.none"


def _has_none_box(question: Question) -> bool:
    """Say whether "none of us" can be ticked: amounts asked of several people, most of whom have none."""
    return question.fact.kind is Kind.MONEY and len(question.members) > 1


def _field_for_all(fact: Fact) -> forms.Field:
    text = spoken(fact.ask or fact.label)
    if fact.kind is not Kind.BOOL:
        choices = [(str(NONE_CODE), _("都没有")), (ONE_BY_ONE, _("有人有"))]
    elif _asks_whether_one_has(fact):
        choices = [(YES, _("都有")), (NO, _("都没有")), (ONE_BY_ONE, _("有的有，有的没有"))]
    else:
        choices = [(YES, _("都是")), (NO, _("都不是")), (ONE_BY_ONE, _("有的是，有的不是"))]
    return forms.ChoiceField(label=text, choices=[*choices, (UNSURE, _("不知道"))], widget=forms.RadioSelect)


def _asks_whether_one_has(fact: Fact) -> bool:
    """Say whether a question is answered with 有 rather than 是."""
    return fact.ask is not None and fact.ask.zh.startswith("有")


def field_of(fact: Fact, *, latest: date) -> forms.Field:
    """Make the field that fits the kind of a fact."""
    if fact.kind is Kind.BOOL:
        has = _asks_whether_one_has(fact)
        choices = [(YES, _("有") if has else _("是")), (NO, _("没有") if has else _("不是"))]
        return forms.ChoiceField(choices=[*choices, (UNSURE, _("不知道"))], widget=forms.RadioSelect)
    if fact.kind is Kind.CODE:
        codes = [(str(code), spoken(text)) for code, text in fact.codes.items()]
        return forms.ChoiceField(choices=[("", _("请选择")), *codes, (UNSURE, _("不知道"))])
    if fact.kind is Kind.DATE:
        return DayField(latest=latest, required=False)
    low, high = fact.bounds  # what lies outside, the rules would refuse
    if fact.kind is Kind.MONEY:
        return YuanField(
            required=False, decimal_places=2, min_value=max(Decimal(low) / 100, -HIGHEST_YUAN),
            max_value=min(Decimal(high) / 100, HIGHEST_YUAN), widget=forms.TextInput({"inputmode": "decimal"}),
        )  # fmt: skip
    return forms.IntegerField(
        required=False, min_value=max(low, 0), max_value=min(high, HIGHEST_NUMBER),
        widget=forms.TextInput({"inputmode": "numeric"}),
    )  # fmt: skip


def _hint(fact: Fact) -> str:
    if fact.kind is Kind.MONEY:
        return _("单位：元。没有就填0，不知道就空着。")
    return "" if fact.kind in (Kind.BOOL, Kind.CODE) else _("不知道就空着。")


def _value(fact: Fact, given: Any) -> FactValue | None:
    if given in (None, "", UNSURE):
        return None
    if fact.kind is Kind.BOOL:
        return bool(given == YES)
    if fact.kind is Kind.MONEY:
        return int(given * 100)
    if fact.kind is Kind.DATE:
        return given  # type: ignore[no-any-return]
    return int(given)
