"""The public operations of the API: they store nothing, and say in a problem what is wrong."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
JSON = "application/json"


def test_every_policy_is_in_the_catalogue_with_its_sources(client: Client) -> None:
    found = {one["key"]: one for one in client.get("/api/v1/policies").json()}

    assert found["dibao"]["title"]["zh"]
    assert found["dibao"]["sources"]


def test_a_calculator_answers_its_own_example_over_http(client: Client) -> None:
    example = client.get("/api/v1/calc/phq-9").json()["examples"][0]

    answer = client.post("/api/v1/calc/phq-9", example, content_type=JSON)

    assert answer.status_code == 200
    assert answer.json()["needs_follow_up_today"] is True


def test_bad_input_is_a_problem_that_names_the_field(client: Client) -> None:
    answer = client.post("/api/v1/calc/phq-9", {"answerz": 1}, content_type=JSON)

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert {one["field"] for one in answer.json()["errors"]} >= {"answerz"}


def test_a_calculator_that_does_not_exist_is_a_problem(client: Client) -> None:
    answer = client.post("/api/v1/calc/nothing", {}, content_type=JSON)

    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:minsheng:problem:no-calculator"


def test_a_household_is_checked_over_http(client: Client) -> None:
    household = {"persons": [{"born_on": "1936-11-24", "has_local_hukou": True}]}

    answer = client.post("/api/v1/check?on=2026-11-24", household, content_type=JSON).json()

    found = {one["policy"]: one for one in answer["results"]}
    assert found["advanced_age_allowance"]["status"] == "eligible"


def test_a_household_with_an_unknown_fact_is_a_problem(client: Client) -> None:
    answer = client.post("/api/v1/check", {"persons": [{"nonsense": 1}]}, content_type=JSON)

    assert answer.status_code == 422
    assert "nonsense" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/api/v1/cases", "/api/v1/leads"])
def test_work_is_not_shown_to_strangers(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_work_is_not_shown_to_a_user_without_a_post(client: Client, django_user_model: type) -> None:
    client.force_login(django_user_model.objects.create_user("nobody"))

    assert client.get("/api/v1/cases").status_code == 403


def test_the_description_of_the_api_lists_every_operation(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert {"/api/v1/policies", "/api/v1/check", "/api/v1/calc/{name}", "/api/v1/cases"} <= set(paths)


def test_a_code_that_is_no_division_is_refused(client: Client) -> None:
    assert client.get("/api/v1/divisions?within=14").status_code == 422
