"""The forms of the import: whose file it is and what it is about, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minsheng.faces.design.forms import DesignedForm, dress
from minsheng.faces.design.language import spoken
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.intake.kinds import IMPORTERS, programme_of_sheet, sheet_kinds
from minsheng.kernel.intake.models import Source
from minsheng.kernel.registry.card import SheetKind
from minsheng.kernel.staff.models import Post
from minsheng.kernel.staff.scope import divisions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NEW_SOURCE = "new"
LEAVE_OUT = "-"
LONGEST_SOURCE_NAME = 80


class UploadForm(DesignedForm):
    """A file and what its sender says about it."""

    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy(
            "Excel（.xlsx、.xls）或文本表（.csv），最大64兆。文件只保留到导入或放弃为止。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.et,.ods,.xlsb,.csv,.txt"}),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("哪个单位的表"), help_text=gettext_lazy("列名的意思按单位记住，下次不用再说。")
    )
    new_source = forms.CharField(
        label=gettext_lazy("单位名称"), max_length=LONGEST_SOURCE_NAME, required=False
    )
    division = forms.ChoiceField(label=gettext_lazy("这个单位管哪个地方"), required=False)
    as_of = forms.DateField(
        label=gettext_lazy("数据是哪一天的"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("是什么表"), required=False)
    control_total = forms.IntegerField(
        label=gettext_lazy("应该有多少行"), min_value=1, required=False,
        help_text=gettext_lazy("单位说有多少人（户）就写多少；对不上就不导入。"),
    )  # fmt: skip
    is_whole_roll = forms.BooleanField(
        label=gettext_lazy("这是全部名单：上一份里有、这一份里没有的，算停发"), required=False
    )

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {one.token: one for one in Source.objects.visible_to(user, on=on, roles=IMPORTERS)}
        own = Division.objects.filter(code__in=divisions_of(user, on=on, roles=IMPORTERS))
        self._divisions = {one.code: one for one in own}
        sources = [(key, one.name) for key, one in self._sources.items()]
        _offer(self.fields["source"], [*sources, (NEW_SOURCE, _("别的单位，第一次导入"))])
        _offer(self.fields["division"], [(code, one.full_name) for code, one in self._divisions.items()])
        kinds = [(one.key, spoken(one.title)) for one in kinds_open_to(user, on=on)]
        _offer(self.fields["kind"], [("", _("让系统认")), *kinds])
        self.initial.setdefault("as_of", on)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """A new source needs its name and the place it speaks for."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("source") == NEW_SOURCE:
            if not cleaned.get("new_source", "").strip():
                self.add_error("new_source", _("请写单位名称，例如“灵石县残联”。"))
            if cleaned.get("division") not in self._divisions:
                self.add_error("division", _("请选这个单位管的地方。"))
        return cleaned

    def chosen_source(self) -> Source:
        """Return the source that was chosen; a new one is written down."""
        chosen: Source | None = self._sources.get(self.cleaned_data["source"])
        if chosen is not None:
            return chosen
        division = self._divisions[self.cleaned_data["division"]]
        name = self.cleaned_data["new_source"].strip()
        source: Source = Source.objects.get_or_create(name=name, division=division)[0]
        return source

    @property
    def has_sources(self) -> bool:
        """Whether a file was sent to the user's divisions before."""
        return bool(self._sources)


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
    field.choices = choices


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A header of a file, an example of what stands below it, and the fields it may fill."""

    number: int
    key: str
    header: str
    field: str
    proposed: str


def kinds_open_to(user: User, *, on: date) -> list[SheetKind]:
    """Return the kinds of sheet that a user's posts may import."""
    posts = Post.objects.held_on(on).filter(user=user, role__in=[role.value for role in IMPORTERS])
    programmes = set(posts.values_list("programme", flat=True))
    owners = programme_of_sheet()
    return [kind for key, kind in sheet_kinds().items() if "" in programmes or owners[key] in programmes]


def fields_of(kind: SheetKind) -> list[tuple[str, str]]:
    """Return the fields that a column may fill, by what they are called."""
    return [(column.field, spoken(column.label)) for column in kind.columns]


def column_choices(columns: Iterable[Mapping[str, Any]]) -> list[ColumnChoice]:
    """Return the headers of a preview for the form that says what they mean."""
    return [
        ColumnChoice(number, one["key"], one["header"], one["field"], one["proposed"])
        for number, one in enumerate(columns)
    ]


def meanings_told(given: Mapping[str, str], columns: Iterable[ColumnChoice]) -> dict[str, str]:
    """Return what was said about columns that differs from what they were taken for; an empty text leaves one out."""
    told: dict[str, str] = {}
    for one in columns:
        said = given.get(f"column-{one.number}")
        if said is None:
            continue
        field = "" if said == LEAVE_OUT else said
        if field != one.field:
            told[one.key] = field
    return told
