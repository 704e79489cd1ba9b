"""The life of a place, from plan to closing: the only code that changes its stage.

planned → sited → started → under construction → completed → awaiting acceptance → accepted → operating → closed.
Only an inspection that found everything in order, by somebody else than who reported, makes a place accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.places import problems
from minsheng.kernel.places.models import Acceptance, Place
from minsheng.kernel.registry.card import PlaceKind, Role
from minsheng.kernel.registry.loading import place_kinds, programme_of_place_kind
from minsheng.kernel.staff.reach import reaches

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.divisions.models import Division

Stage = Place.Stage
REPORTERS = (Role.TOWNSHIP_REVIEWER, Role.COUNTY_CLERK, Role.COUNTY_APPROVER)
ACCEPTORS = (Role.COUNTY_APPROVER,)
SHORTEST_REASON = 5


@transaction.atomic
def plan(
    kind: str,
    *,
    name: str,
    division: Division,
    by: User,
    at: datetime,
    capacity: int | None = None,
    address: str = "",
) -> Place:
    """List a place that is planned. Raises AlreadyListedError for a second one of the same name."""
    place_kind_called(kind)
    place = Place(
        kind=kind, name=name.strip(), division=division, capacity=capacity, address=address, stage=Stage.PLANNED,
        stage_since=timezone.localtime(at).date(),
    )  # fmt: skip
    _must_reach(place, by, roles=REPORTERS, at=at)
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError:
        raise problems.AlreadyListedError(
            Text(
                f"{division.name}已有同类同名的“{place.name}”。",
                f"{division.name} has a place of this kind called {place.name} already.",
            )
        ) from None
    record("place planned", place, by=by, at=at, kind=kind)
    return place


def site(place: Place, *, address: str, by: User, at: datetime) -> Place:
    """Record that the site was chosen and the project approved."""
    return _move(place, {Stage.PLANNED}, Stage.SITED, by=by, at=at, address=address.strip())


def start_building(place: Place, *, by: User, at: datetime) -> Place:
    """Record that the work began."""
    return _move(place, {Stage.SITED}, Stage.STARTED, by=by, at=at)


def report_building(place: Place, *, by: User, at: datetime) -> Place:
    """Record that the building grows."""
    return _move(place, {Stage.STARTED}, Stage.UNDER_CONSTRUCTION, by=by, at=at)


def complete(place: Place, *, by: User, at: datetime) -> Place:
    """Record that the building stands."""
    return _move(place, {Stage.STARTED, Stage.UNDER_CONSTRUCTION}, Stage.COMPLETED, by=by, at=at)


def submit_for_acceptance(place: Place, *, by: User, at: datetime) -> Place:
    """Ask for the inspection. Who asks may not accept."""
    return _move(place, {Stage.COMPLETED}, Stage.AWAITING_ACCEPTANCE, by=by, at=at, submitted_by=by)


@transaction.atomic
def accept(
    place: Place,
    *,
    checklist: Mapping[str, bool],
    by: User,
    at: datetime,
    document: str = "",
    remarks: str = "",
) -> Acceptance:
    """Record an inspection. The place is accepted if every required item of its list was met; otherwise it waits.

    ``checklist`` says of every item of the kind's list whether it was met. Raises OwnReportError, ChecklistError.
    """
    place = _locked(place)
    _must_be_at(place, {Stage.AWAITING_ACCEPTANCE})
    _must_reach(place, by, roles=ACCEPTORS, at=at)
    if place.submitted_by_id == by.pk:
        raise problems.OwnReportError(
            Text(
                "申报人不能验收自己申报的项目，请由另一人验收。",
                "Nobody accepts what they reported; another person must.",
            )
        )
    passed = _is_in_order(place_kind_called(place.kind), checklist)
    acceptance = Acceptance.objects.create(
        place=place, accepted_on=timezone.localtime(at).date(), passed=passed, accepted_by=by,
        reported_by=place.submitted_by, document=document, remarks=remarks, checklist=dict(checklist),
        is_synthetic=place.is_synthetic,
    )  # fmt: skip
    if passed:
        _set_stage(place, Stage.ACCEPTED, at=at, acceptance=acceptance)
    record("place inspected", place, by=by, at=at, because=remarks, passed=passed)
    return acceptance


def begin_operation(place: Place, *, by: User, at: datetime) -> Place:
    """Record that the place serves people."""
    opened_on = timezone.localtime(at).date()
    return _move(place, {Stage.ACCEPTED}, Stage.OPERATING, by=by, at=at, opened_on=opened_on)


def close(place: Place, *, by: User, at: datetime, because: str) -> Place:
    """Record that the place serves nobody any more, and why."""
    if len(because.strip()) < SHORTEST_REASON:
        raise problems.ReasonsMissingError(
            Text(
                "停业须写明原因和已服务人员的安置。",
                "Say why the place closes and where the people it served go.",
            )
        )
    closed_on = timezone.localtime(at).date()
    return _move(place, {Stage.OPERATING}, Stage.CLOSED, by=by, at=at, because=because, closed_on=closed_on)


def place_kind_called(key: str) -> PlaceKind:
    """Return a kind of place by key. Raises UnknownPlaceKindError."""
    try:
        return place_kinds()[key]
    except KeyError:
        raise problems.UnknownPlaceKindError(
            Text(
                f"没有名为“{key}”的设施类型。",
                f"No kind of place is called {key!r}: {', '.join(place_kinds())}.",
            )
        ) from None


@transaction.atomic
def _move(
    place: Place,
    after: set[Place.Stage],
    to: Place.Stage,
    *,
    by: User,
    at: datetime,
    because: str = "",
    **changes: Any,
) -> Place:
    place = _locked(place)
    _must_be_at(place, after)
    _must_reach(place, by, roles=REPORTERS, at=at)
    before = place.stage
    _set_stage(place, to, at=at, **changes)
    record(f"place {to.value}", place, by=by, at=at, because=because, before=before)
    return place


def _set_stage(place: Place, stage: Place.Stage, *, at: datetime, **changes: Any) -> None:
    place.stage, place.stage_since = stage, timezone.localtime(at).date()
    for name, value in changes.items():
        setattr(place, name, value)
    place.save(update_fields=["stage", "stage_since", *changes])


def _locked(place: Place) -> Place:
    locked: Place = Place.objects.select_for_update().get(pk=place.pk)
    return locked


def _must_be_at(place: Place, stages: set[Place.Stage]) -> None:
    if place.stage in stages:
        return
    wanted = [stage for stage in Stage if stage in stages]
    names = "、".join(stage.label for stage in wanted)
    raise problems.WrongStageError(
        Text(
            f"“{place.name}”现处于“{place.get_stage_display()}”，这一步只能接在“{names}”之后。",
            f"{place.name} is {place.stage}; this step follows {' or '.join(wanted)}.",
        )
    )


def _must_reach(place: Place, by: User, *, roles: tuple[Role, ...], at: datetime) -> None:
    programme = programme_of_place_kind()[place.kind].key
    on = timezone.localtime(at).date()
    if not reaches(by, place.division_id, programme=programme, on=on, roles=roles):
        raise problems.NotYourPlaceError(
            Text(
                f"您今天在“{place.division.name}”没有办理此事的岗位。",
                f"You hold no post today that may do this in {place.division.name}.",
            )
        )


def _is_in_order(kind: PlaceKind, checklist: Mapping[str, bool]) -> bool:
    asked = {item.key: item for item in kind.checklist}
    missing = [item.title for key, item in asked.items() if type(checklist.get(key)) is not bool]
    strangers = [key for key in checklist if key not in asked]
    if missing or strangers:
        raise problems.ChecklistError(
            Text(
                f"验收清单须逐项填写“是”或“否”，未填：{'、'.join(one.zh for one in missing) or '无'}；"
                f"清单外：{'、'.join(strangers) or '无'}。",
                f"Answer every item of the list. Missing: {', '.join(one.en for one in missing) or 'none'}; "
                f"not on the list: {', '.join(strangers) or 'none'}.",
            )
        )
    return all(checklist[key] for key, item in asked.items() if item.is_required)
