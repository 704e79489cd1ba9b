"""A card that contradicts itself is refused when it is loaded."""

import pytest

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CardError, CaseKind, Field, Level, Role, Stage, Verb

T = Text("字", "word")
ROLES = (Role.TOWNSHIP_REVIEWER,)


def kind(*verbs, **more):
    return CaseKind("k", T, Entity.PERSON, (Stage("first", T, Level.TOWNSHIP, ROLES, verbs),), **more)


@pytest.mark.parametrize("more", [{}, {"leads_to": "b", "outcome": "c"}, {"stays": True, "outcome": "c"}])
def test_a_verb_does_exactly_one_thing_to_the_case(more):
    with pytest.raises(CardError, match="exactly one"):
        Verb("v", T, ROLES, **more)


def test_a_verb_leads_to_a_stage_that_exists():
    with pytest.raises(CardError, match="nowhere"):
        kind(Verb("v", T, ROLES, leads_to="nowhere"))


def test_the_clock_of_the_whole_begins_at_a_stage_that_exists():
    with pytest.raises(CardError, match="never"):
        kind(Verb("v", T, ROLES, outcome="o"), whole_from="never")


@pytest.mark.parametrize("more", [{"needs": ("other",)}, {"not_by_who_did": ("other",)}])
def test_a_verb_names_only_verbs_that_exist(more):
    with pytest.raises(CardError, match="other"):
        kind(Verb("v", T, ROLES, outcome="o", **more))


def test_a_kind_that_can_decide_against_a_person_can_hear_the_person():
    refuse = Verb("refuse", T, ROLES, outcome="refused", is_adverse=True)
    hear = Verb("hear", T, ROLES, stays=True, is_hearing=True)

    with pytest.raises(CardError, match="no verb to hear"):
        kind(refuse)
    assert kind(refuse, hear).outcome_title("refused") is T


def test_the_names_of_the_kernels_own_steps_are_taken():
    with pytest.raises(CardError, match="'assign'"):
        kind(Verb("assign", T, ROLES, stays=True))


@pytest.mark.parametrize(
    ("kind_of_field", "choices"), [("colour", ()), ("choice", ()), ("text", (("a", T),))]
)
def test_a_field_is_of_a_known_kind_and_a_choice_has_choices(kind_of_field, choices):
    with pytest.raises(CardError):
        Field("f", T, kind_of_field, choices=choices)
