"""Problems as RFC 9457 says: one media type, a stable type, a title, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from pydantic import Field

from minsheng.engines.formulas.problems import BadInput
from minsheng.kernel.entitlements.checking import HouseholdProblem

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:minsheng:problem:"


class Problem(Schema):
    """A problem (RFC 9457)."""

    type: str = Field(description="A stable name of the kind of problem.")
    title: str
    status: int
    detail: str = Field(description="What happened, why, and what to do.")
    errors: list[dict[str, Any]] = Field(default_factory=list, description="One entry for each wrong field.")


class ProblemError(Exception):
    """Answer with a problem."""

    def __init__(self, status: int, kind: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> None:
        self.status, self.kind, self.detail, self.errors = status, kind, detail, list(errors)
        super().__init__(detail)


def answer(status: int, kind: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> HttpResponse:
    """Return a problem as a response."""
    body = {
        "type": TYPE_PREFIX + kind,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }
    return JsonResponse(
        body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )


def register(api: NinjaAPI) -> None:
    """Turn known faults into problems; unknown faults stay 500 and say nothing."""

    @api.exception_handler(ProblemError)
    def known(request: HttpRequest, error: ProblemError) -> HttpResponse:
        return answer(error.status, error.kind, error.detail, error.errors)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        found = [{"field": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors]
        return answer(422, "invalid", "The request is not as the schema says; see errors.", found)

    @api.exception_handler(BadInput)
    def bad_input(request: HttpRequest, error: BadInput) -> HttpResponse:
        found = [
            {"field": one.field, "code": one.code, "what": one.sentence("en"), "what_zh": one.sentence()}
            for one in error.problems
        ]
        return answer(422, "bad-input", "The input cannot be calculated with; see errors.", found)

    @api.exception_handler(HouseholdProblem)
    def bad_household(request: HttpRequest, error: HouseholdProblem) -> HttpResponse:
        return answer(422, "bad-household", str(error))
