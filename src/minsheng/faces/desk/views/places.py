"""Facilities by kind and stage, and the plan of a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minsheng.faces.design.forms import DesignedForm
from minsheng.faces.design.language import spoken
from minsheng.faces.desk.divisions import groups_below
from minsheng.faces.desk.staff import StaffRequest
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.places.life_cycle import REPORTERS, plan
from minsheng.kernel.places.models import Place, PlaceQuerySet
from minsheng.kernel.places.problems import PlaceProblemError
from minsheng.kernel.registry.card import PlaceKind
from minsheng.kernel.registry.loading import place_kinds, programme_of_place_kind
from minsheng.kernel.staff.access import Audience, Scope, holds_a_post, open_to
from minsheng.kernel.staff.models import Post
from minsheng.kernel.staff.scope import divisions_of

LINES_ON_A_PAGE = 25


class PlanForm(DesignedForm):
    """A place that is planned."""

    kind = forms.ChoiceField(label=gettext_lazy("什么设施"))
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    division = forms.ChoiceField(label=gettext_lazy("在哪里"))
    capacity = forms.IntegerField(
        label=gettext_lazy("能服务多少人（床位、座位、学位等）"),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    address = forms.CharField(label=gettext_lazy("地址"), max_length=200, required=False)

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, spoken(kind.title)) for kind in kinds_to_plan(request)]
        own = divisions_of(request.user, on=timezone.localdate(), roles=REPORTERS)
        counties = [(one.code, one.full_name) for one in Division.objects.filter(code__in=own)]
        for name, choices in (("kind", kinds), ("division", [*counties, *groups_below(own)])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
            field.choices = [("", _("请选择")), *choices]


@open_to(Audience.STAFF, scope=Scope.DIVISION)
def places(request: StaffRequest) -> HttpResponse:
    """List the facilities of the user's divisions, by kind and stage."""
    seen = visible_places(request)
    kind, stage, name = (request.GET.get(one, "").strip() for one in ("kind", "stage", "name"))
    chosen = seen.filter(kind=kind) if kind else seen
    stages = {
        row["stage"]: row["count"] for row in chosen.order_by().values("stage").annotate(count=Count("pk"))
    }
    chosen = chosen.filter(stage=stage) if stage else chosen
    chosen = chosen.filter(name__contains=name) if name else chosen
    lines = chosen.select_related("division").order_by("division_id", "name", "pk")
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": Paginator(lines, LINES_ON_A_PAGE).get_page(request.GET.get("page")),
        "stages": [(one, stages.get(one, 0)) for one in Place.Stage.values],
        "total": sum(stages.values()),
        "kinds": sorted(seen.order_by().values_list("kind", flat=True).distinct()),
        "filters": {"kind": kind, "stage": stage, "name": name},
        "may_plan": bool(kinds_to_plan(request)),
        "query": query.urlencode(),
    }
    return render(request, "desk/places/places.html", context)


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=REPORTERS)
def new_place(request: StaffRequest) -> HttpResponse:
    """List a place that is planned."""
    if request.method != "POST":
        return render(request, "desk/places/new.html", {"form": PlanForm(request=request)})
    form = PlanForm(request.POST, request=request)
    if not form.is_valid():
        return render(request, "desk/places/new.html", {"form": form}, status=422)
    told = form.cleaned_data
    division = Division.objects.get(pk=told.pop("division"))
    try:
        place = plan(told.pop("kind"), division=division, by=request.user, at=timezone.now(), **told)
    except PlaceProblemError as problem:
        form.add_error(None, spoken(problem.text))
        return render(request, "desk/places/new.html", {"form": form}, status=422)
    messages.success(request, _("已登记规划：%(name)s") % {"name": place.name})
    return redirect("place", token=place.token)


def visible_places(request: StaffRequest) -> PlaceQuerySet:
    """Return the places in the divisions of a user's posts. They are no secret, whatever the role."""
    seen: PlaceQuerySet = Place.objects.visible_to(request.user, on=timezone.localdate())
    return seen


def kinds_to_plan(request: StaffRequest) -> list[PlaceKind]:
    """Return the kinds of place that a user's posts may report."""
    if not holds_a_post(request.user, REPORTERS):
        return []
    posts = Post.objects.held_on(timezone.localdate()).filter(user=request.user)
    held = set(posts.filter(role__in=[role.value for role in REPORTERS]).values_list("programme", flat=True))
    owners = programme_of_place_kind()
    return [kind for key, kind in place_kinds().items() if "" in held or owners[key].key in held]
