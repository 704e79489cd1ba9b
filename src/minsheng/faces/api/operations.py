"""The operations of the API. Public ones store nothing; the others see what the user's posts allow.

Annotations are real types here, not postponed: the access decorator stands between ninja and this module's names.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Body, Query, Router
from ninja.pagination import CursorPagination, paginate

from minsheng.engines.formulas.registry import Calculator
from minsheng.engines.policy.rulebook import facts_used, parameters_used
from minsheng.faces.api.access import open_to
from minsheng.faces.api.problems import Problem, ProblemError
from minsheng.faces.api.shapes import (
    CalculatorOut,
    CaseOut,
    DivisionOut,
    LeadOut,
    PlaceOut,
    PledgeOut,
    PolicyOut,
)
from minsheng.kernel.cases.models import Case
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.entitlements import check_schemas, checking
from minsheng.kernel.entitlements.models import Lead
from minsheng.kernel.places.models import Place
from minsheng.kernel.pledges.models import Pledge
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import all_calculators, policies
from minsheng.kernel.staff.access import Audience, Scope

router = Router()
NOT_FOUND = {404: Problem}
WRONG = {422: Problem}
STAFF_ONLY = {401: Problem, 403: Problem, 422: Problem}

GIVEN: Any = Body(...)  # type: ignore[type-arg]
WITHIN: Any = Query("", pattern=r"^(\d{12})?$", description="A division code of twelve digits.")  # type: ignore[type-arg]

public = open_to(Audience.PUBLIC, scope=Scope.NONE)
staff = open_to(Audience.STAFF, scope=Scope.DIVISION)


@router.get("/policies", response=list[PolicyOut], tags=["policies"])
@public
def list_policies(request: HttpRequest) -> list[dict[str, Any]]:
    """All policies: title, subject, benefit, sources, and the facts and parameters they use."""
    return [
        {
            "key": policy.key,
            "title": policy.title.as_dict(),
            "subject": policy.subject,
            "benefit": policy.benefit,
            "per": policy.per,
            "sources": list(policy.sources),
            "facts": sorted(facts_used(policy)),
            "parameters": sorted(parameters_used(policy)),
        }
        for policy in policies().values()
    ]


@router.post("/check", response={200: dict[str, Any], **WRONG}, tags=["policies"])
@public
def check_household(
    request: HttpRequest, household: dict[str, Any] = GIVEN, on: date | None = None
) -> dict[str, Any]:
    """What one household is owed and why. Nothing is stored."""
    return checking.check_household(household, parameters_of_this_city(), on=on or timezone.localdate())


@router.get("/check/schema", response=dict[str, Any], tags=["policies"])
@public
def check_schema(request: HttpRequest) -> dict[str, Any]:
    """The JSON Schema of a household."""
    return checking.schema()


@router.get("/check/answer-schema", response=dict[str, Any], tags=["policies"])
@public
def check_answer_schema(request: HttpRequest) -> dict[str, Any]:
    """The JSON Schema of what a check answers."""
    return check_schemas.answer_schema()


@router.get("/calc", response=list[CalculatorOut], tags=["calculators"])
@public
def list_calculators(request: HttpRequest) -> list[dict[str, Any]]:
    """All calculators."""
    return [
        {"name": name, "title": one.title.as_dict(), "source": one.source}
        for name, one in all_calculators().items()
    ]


@router.get("/calc/{name}", response={200: dict[str, Any], **NOT_FOUND}, tags=["calculators"])
@public
def calculator_schema(request: HttpRequest, name: str) -> dict[str, Any]:
    """The JSON Schema of one calculator's input, with an example."""
    return _calculator(name).schema()


@router.post("/calc/{name}", response={200: dict[str, Any], **NOT_FOUND, **WRONG}, tags=["calculators"])
@public
def calculate(request: HttpRequest, name: str, given: dict[str, Any] = GIVEN) -> dict[str, Any]:
    """Calculate one formula. Nothing is stored."""
    return _calculator(name).run(given)


@router.get("/divisions", response={200: list[DivisionOut], **WRONG}, tags=["register"])
@public
@paginate(CursorPagination, ordering=("code",))
def list_divisions(request: HttpRequest, within: str = WITHIN) -> Any:
    """The divisions of the city, or those within one of them."""
    return Division.objects.within(within) if within else Division.objects.all()


@router.get("/pledges", response=list[PledgeOut], tags=["pledges"])
@public
def list_pledges(request: HttpRequest) -> Any:
    """What the city promised, with the sentence it comes from and the last counted value."""
    return Pledge.objects.filter(is_public=True).prefetch_related("measurements")


@router.get("/places", response={200: list[PlaceOut], **WRONG}, tags=["places"])
@public
@paginate(CursorPagination, ordering=("token",))
def list_places(request: HttpRequest, kind: str = "", within: str = WITHIN) -> Any:
    """Facilities, by kind and division."""
    found = Place.objects.within(within) if within else Place.objects.all()
    return found.filter(kind=kind) if kind else found


@router.get("/cases", response={200: list[CaseOut], **STAFF_ONLY}, tags=["cases"])
@staff
@paginate(CursorPagination, ordering=("token",))
def list_cases(request: HttpRequest, is_open: bool = True) -> Any:
    """The cases in the divisions of the user's posts."""
    return Case.objects.visible_to(request.user, on=timezone.localdate()).filter(closed_at__isnull=is_open)


@router.get("/leads", response={200: list[LeadOut], **STAFF_ONLY}, tags=["cases"])
@staff
@paginate(CursorPagination, ordering=("token",))
def list_leads(request: HttpRequest, policy: str = "") -> Any:
    """The open leads in the divisions of the user's posts."""
    found = Lead.objects.open().visible_to(request.user, on=timezone.localdate())
    return found.filter(policy=policy) if policy else found


def _calculator(name: str) -> Calculator:
    found = all_calculators().get(name)
    if found is None:
        raise ProblemError(404, "no-calculator", f"There is no calculator {name!r}; see GET /api/v1/calc.")
    return found
