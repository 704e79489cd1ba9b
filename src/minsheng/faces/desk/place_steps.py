"""What may be done to a place or a certificate now, as steps with their forms; the kernel decides whether it may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minsheng.engines.policy.text import Text
from minsheng.faces.design.forms import DesignedForm
from minsheng.faces.design.language import spoken
from minsheng.kernel.places import certifying, life_cycle
from minsheng.kernel.places.life_cycle import ACCEPTORS, REPORTERS, SHORTEST_REASON
from minsheng.kernel.places.models import Place
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.loading import place_kinds, programme_of_place_kind
from minsheng.kernel.staff.reach import reaches

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Stage = Place.Stage
Act = Callable[..., Any]


class NothingToFill(DesignedForm):
    """A step that asks nothing."""


class SiteForm(DesignedForm):
    """Where it will be."""

    address = forms.CharField(label=gettext_lazy("地址"), max_length=200)


class ReasonForm(DesignedForm):
    """Why."""

    because = forms.CharField(
        label=gettext_lazy("原因和安置"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500,
        min_length=SHORTEST_REASON, help_text=gettext_lazy("写明为什么，以及正在服务的人怎么安排。"),
    )  # fmt: skip


class WithdrawForm(DesignedForm):
    """Why a certificate is withdrawn."""

    because = forms.CharField(label=gettext_lazy("撤销原因"), max_length=300, min_length=SHORTEST_REASON)


class GrantForm(DesignedForm):
    """The document that grants a certificate."""

    document = forms.CharField(label=gettext_lazy("批准文号"), max_length=120)
    issued_on = forms.DateField(
        label=gettext_lazy("批准日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label=gettext_lazy("有效期到哪天"), required=False, help_text=gettext_lazy("长期有效就空着。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class InspectionForm(DesignedForm):
    """The list of an inspection, item by item, and its document."""

    document = forms.CharField(label=gettext_lazy("验收文号"), max_length=120, required=False)
    remarks = forms.CharField(
        label=gettext_lazy("整改意见"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = place_kinds().get(place.kind)
        self._items = [item.key for item in kind.checklist] if kind is not None else []
        for item in kind.checklist if kind is not None else ():
            label = (
                spoken(item.title)
                if item.is_required
                else _("%(item)s（不是必须）") % {"item": spoken(item.title)}
            )
            self.fields[item.key] = forms.ChoiceField(
                label=label, choices=[("yes", _("达到")), ("no", _("没达到"))], widget=forms.RadioSelect
            )
        self.order_fields([*self._items, "document", "remarks"])

    def told(self) -> dict[str, Any]:
        """Return what the kernel asks for."""
        cleaned = self.cleaned_data
        checklist = {key: cleaned[key] == "yes" for key in self._items}
        return {"checklist": checklist, "document": cleaned["document"], "remarks": cleaned["remarks"]}


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of a place: after which stages, by whom, with which form, done by which verb."""

    key: str
    title: Text
    after: tuple[str, ...]
    roles: tuple[Role, ...]
    form: type[DesignedForm]
    act: Act


STEPS = (
    Step("site", Text("选址立项", "Record the site"), (Stage.PLANNED,), REPORTERS, SiteForm, life_cycle.site),
    Step("start", Text("登记开工", "Work began"), (Stage.SITED,), REPORTERS, NothingToFill, life_cycle.start_building),
    Step("build", Text("登记建设中", "Under construction"), (Stage.STARTED,), REPORTERS, NothingToFill,
         life_cycle.report_building),
    Step("complete", Text("登记主体完工", "Building completed"), (Stage.STARTED, Stage.UNDER_CONSTRUCTION), REPORTERS,
         NothingToFill, life_cycle.complete),
    Step("submit", Text("申报验收", "Ask for the inspection"), (Stage.COMPLETED,), REPORTERS, NothingToFill,
         life_cycle.submit_for_acceptance),
    Step("accept", Text("登记验收结果", "Record the inspection"), (Stage.AWAITING_ACCEPTANCE,), ACCEPTORS,
         InspectionForm, life_cycle.accept),
    Step("open", Text("投入运营", "Begin operation"), (Stage.ACCEPTED,), REPORTERS, NothingToFill,
         life_cycle.begin_operation),
    Step("close", Text("停业", "Close"), (Stage.OPERATING,), REPORTERS, ReasonForm, life_cycle.close),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CertificateStep:
    """One step in the life of a certificate."""

    key: str
    title: Text
    after: tuple[str, ...]
    form: type[DesignedForm]
    act: Act


CERTIFICATE_STEPS = (
    CertificateStep(
        "grant", Text("登记通过", "Grant"), ("preparing", "under_review"), GrantForm, certifying.grant
    ),
    CertificateStep("review", Text("登记复核", "Review"), ("granted",), NothingToFill, certifying.review),
    CertificateStep(
        "withdraw", Text("撤销", "Withdraw"), ("granted", "under_review"), WithdrawForm, certifying.withdraw
    ),
)


def steps_for(place: Place, user: User, *, on: date) -> list[tuple[Step, Text | None]]:
    """Return the steps that follow the stage of a place and that a user's posts allow, with what hinders them."""
    found = [step for step in STEPS if place.stage in step.after and may_take(step.roles, place, user, on=on)]
    return [(step, _hindrance(step, place, user)) for step in found]


def step_called(key: str) -> Step | None:
    """Return a step by key."""
    return next((step for step in STEPS if step.key == key), None)


def form_of(step: Step | CertificateStep, place: Place, given: Any = None) -> DesignedForm:
    """Return the form of a step, empty or as it was sent."""
    if step.form is InspectionForm:
        return InspectionForm(given, place=place, prefix=step.key)
    return step.form(given, prefix=step.key)


def told_by(form: DesignedForm) -> dict[str, Any]:
    """Return what was filled in, for the kernel."""
    return form.told() if isinstance(form, InspectionForm) else dict(form.cleaned_data)


def may_take(roles: tuple[Role, ...], place: Place, user: User, *, on: date) -> bool:
    """Say whether a user's posts reach a place with one of some roles."""
    programme = programme_of_place_kind().get(place.kind)
    if programme is None:
        return False
    return reaches(user, place.division_id, programme=programme.key, on=on, roles=roles)


def _hindrance(step: Step, place: Place, user: User) -> Text | None:
    if step.key == "accept" and place.submitted_by_id == user.pk:
        return Text(
            "申报人不能验收自己申报的项目，请由另一人验收。",
            "Nobody accepts what they reported; another person must.",
        )
    return None
