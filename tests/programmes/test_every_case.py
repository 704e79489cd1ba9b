"""What holds for the kinds of case of every programme."""

from datetime import date

import pytest

from minsheng.engines.policy.rulebook import Benefit
from minsheng.kernel.cases.kinds import case_kinds, kind_for_policy
from minsheng.kernel.registry.card import Purpose, Verb, load
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies

TODAY = date(2026, 11, 24)


def kinds():
    return pytest.mark.parametrize("kind", case_kinds().values(), ids=lambda kind: kind.key)


def acts() -> list[Verb]:
    return [verb for kind in case_kinds().values() for verb in kind.verbs if verb.does]


@kinds()
def test_every_time_limit_is_a_parameter_of_the_city_in_days(kind):
    keys = {
        kind.limit,
        kind.extended_limit,
        *(key for stage in kind.stages for key in (stage.limit, stage.wait)),
    }

    for key in keys - {""}:
        assert parameters_of_this_city().at(key, on=TODAY).unit in ("days", "working_days")


@kinds()
def test_every_policy_of_a_kind_exists_and_is_about_the_same_subject_or_its_household(kind):
    for key in kind.policies:
        assert kind.subject is policies()[key].subject


@kinds()
def test_every_stage_can_be_reached_and_left(kind):
    reached = {kind.stages[0].key} | {verb.leads_to for verb in kind.verbs}

    assert {stage.key for stage in kind.stages} <= reached
    assert all(any(verb.leads_to or verb.outcome for verb in stage.verbs) for stage in kind.stages)


@kinds()
def test_a_verb_of_a_stage_is_done_by_a_role_of_that_stage(kind):
    for stage in kind.stages:
        for verb in stage.verbs:
            assert set(verb.roles) & set(stage.roles), f"nobody at the stage {stage.key} may {verb.key}"


@kinds()
def test_who_decides_money_or_refuses_did_not_investigate(kind):
    for verb in kind.verbs:
        if verb.is_adverse:
            assert verb.not_by_who_did


@pytest.mark.parametrize("verb", acts(), ids=lambda verb: verb.does)
def test_every_act_that_a_card_names_exists(verb):
    assert callable(load(verb.does))


@pytest.mark.parametrize("policy", sorted(policies()))
def test_what_a_resident_applies_for_on_a_visit_becomes_a_case(policy):
    assert kind_for_policy(policy, Purpose.APPLICATION) is not None


@pytest.mark.parametrize(
    "policy", sorted(key for key, one in policies().items() if one.benefit in (Benefit.CASH, Benefit.VOUCHER))
)
def test_what_is_paid_and_in_doubt_becomes_a_review(policy):
    kind = kind_for_policy(policy, Purpose.REVIEW)

    assert kind.subject is policies()[policy].subject
    assert {"keep", "hear", "cut", "stop", "pass_on"} <= {verb.key for verb in kind.verbs}
