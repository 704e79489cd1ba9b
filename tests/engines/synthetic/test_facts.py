"""Facts stay inside the vocabulary, agree with one another, and every category occurs."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.engines.synthetic.conftest import ON

from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.register import Register
from minsheng.engines.synthetic.city import synthesise
from minsheng.engines.synthetic.columns import HOUSEHOLD_FACTS, PERSON_FACTS
from minsheng.engines.synthetic.wording import OTHER_WORDS, RELATIONS_BY_SEX, SAME_WORDS, WORDS
from minsheng.kernel.people.facts import FACTS


def share(table, name, value):
    return pc.mean(pc.equal(table[name], value).cast(pa.float64())).as_py()


@pytest.mark.parametrize(
    ("entity", "columns"), [(Entity.PERSON, PERSON_FACTS), (Entity.HOUSEHOLD, HOUSEHOLD_FACTS)]
)
def test_the_columns_are_the_facts_of_the_vocabulary_in_its_order(entity, columns):
    assert columns == {fact.name: fact.kind for fact in FACTS.of(entity)}


def test_a_snapshot_is_a_register_with_every_value_within_bounds(persons, households):
    register = Register.from_tables(persons, households, FACTS)

    assert register.person_count == 200_000


def test_the_wordings_are_those_of_the_vocabulary():
    for fact in FACTS.values():
        if fact.kind is Kind.CODE:
            words = WORDS[SAME_WORDS.get(fact.name, fact.name)]
            assert words == {code: text.zh for code, text in fact.codes.items()}, fact.name
            assert set(OTHER_WORDS.get(fact.name, words)) == set(fact.codes)
    assert set(RELATIONS_BY_SEX) == set(FACTS["relation"].codes)


@pytest.mark.parametrize(
    "name",
    [
        fact.name
        for fact in FACTS.of(Entity.PERSON)
        if fact.kind is Kind.CODE and not fact.name.endswith("_status")
    ],
)
def test_every_code_of_a_person_occurs(persons, name):
    assert set(pc.unique(persons[name].drop_null()).to_pylist()) == set(FACTS[name].codes)


@pytest.mark.parametrize("name", [fact.name for fact in FACTS.of(Entity.HOUSEHOLD) if fact.kind is Kind.CODE])
def test_every_code_of_a_household_occurs(households, name):
    assert set(pc.unique(households[name].drop_null()).to_pylist()) == set(FACTS[name].codes)


def test_every_fate_of_a_parent_occurs_even_in_a_small_city(demo):
    persons = pa.concat_tables(demo.persons(truth=True))
    fates = [pc.unique(persons[name].drop_null()).to_pylist() for name in ("father_status", "mother_status")]

    assert set(fates[0]) | set(fates[1]) == set(FACTS["father_status"].codes)


@pytest.mark.parametrize("name", [fact.name for fact in FACTS.values() if fact.kind is Kind.BOOL])
def test_every_yes_and_every_no_occurs(persons, households, name):
    table = persons if name in PERSON_FACTS else households

    assert set(pc.unique(table[name].drop_null()).to_pylist()) == {True, False}


@pytest.mark.parametrize("name", [*PERSON_FACTS, *HOUSEHOLD_FACTS])
def test_no_fact_is_unknown_for_everybody(persons, households, name):
    table = persons if name in PERSON_FACTS else households

    assert table[name].null_count < len(table)


@pytest.mark.parametrize(
    ("name", "value", "expected", "tolerance"),
    [
        ("disability_grade", 0, 0.94, 0.01),
        ("is_severely_ill", True, 0.010, 0.004),
        ("has_local_hukou", True, 0.91, 0.03),
        ("employment", 4, 0.0125, 0.004),
        ("schooling", 2, 0.074, 0.01),
        ("is_pregnant", True, 0.005, 0.002),
    ],
)
def test_shares_of_people_are_as_assumed(persons, name, value, expected, tolerance):
    assert share(persons, name, value) == pytest.approx(expected, abs=tolerance)


def test_a_disability_has_a_kind_and_a_grade_or_neither(persons):
    kind, grade = persons["disability_kind"], persons["disability_grade"]

    assert pc.all(pc.equal(pc.greater(kind, 0), pc.greater(grade, 0))).as_py()
    assert kind.null_count == grade.null_count > 0


def truth_of(large):
    for county in large.counties:
        yield county.making.residents, county.making.persons, county.making


def test_children_of_school_age_are_at_school_and_old_people_are_not(large):
    for r, facts, making in truth_of(large):
        school_age = making.school_age()
        able = ~making.is_severe
        primary = (school_age >= 6) & (school_age < 12) & able
        assert (facts["schooling"][primary] == 2).all()
        assert (facts["schooling"][r.age >= 30] == 0).all()
        assert (facts["schooling"][school_age < 3] == 0).all()


def test_nobody_works_at_school_in_custody_or_before_sixteen(large):
    for r, facts, _ in truth_of(large):
        works = np.isin(facts["employment"], (1, 2, 3))
        assert not (works & (r.age < 16)).any()
        assert not (works & (facts["schooling"] > 0)).any()
        assert not (works & facts["is_detained"]).any()


def test_wages_belong_to_those_who_work_and_pensions_to_the_retired(large):
    for r, facts, making in truth_of(large):
        assert not ((facts["wage_fen"] > 0) & ~np.isin(facts["employment"], (1, 2))).any()
        assert ((facts["pension_fen"] > 0) == making.draws_pension).all()
        assert (facts["employment"][making.draws_pension] == 6).all()
        assert not ((facts["pension_fen"] > 0) & (facts["basic_pension_fen"] > 0)).any()
        assert not ((facts["basic_pension_fen"] > 0) & (r.age < 60)).any()
        assert all((facts[name] >= 0).all() for name in facts.kinds if name.endswith("_fen"))


def test_the_registered_unemployed_have_a_day_of_registration_and_others_have_none(persons):
    registered = pc.equal(persons["employment"], 4)
    has_day = persons["unemployed_since"].is_valid()

    assert pc.all(pc.if_else(registered, has_day, True)).as_py()
    assert pc.all(
        pc.if_else(
            pc.is_in(persons["employment"], pa.array([1, 2, 3, 6], pa.int8())), pc.invert(has_day), True
        )
    ).as_py()


def test_no_day_of_a_person_lies_before_birth_or_after_the_day_of_the_city(persons):
    for name in (
        "graduated_on",
        "unemployed_since",
        "assessed_on",
        "health_check_on",
        "father_status_since",
        "mother_status_since",
    ):
        days = persons[name]
        assert pc.max(days).as_py() <= ON, name
        assert pc.all(
            pc.if_else(days.is_valid(), pc.greater_equal(days, persons["born_on"]), True)
        ).as_py(), name


def test_only_some_old_people_have_been_assessed(large):
    for r, facts, _ in truth_of(large):
        assessed = facts.is_known("care_level")
        assert (r.age[assessed] >= 60).all()
        assert 0.02 < assessed[r.age >= 60].mean() < 0.25
        assert (assessed == facts.is_known("assessed_on")).all()


def test_children_left_behind_have_both_parents_away_and_are_under_sixteen(large):
    for r, facts, _ in truth_of(large):
        both = (
            (facts["father_status"] == 11) & (facts["mother_status"] == 11) & facts.is_known("father_status")
        )
        with_parents_listed = both & (r.father >= 0) & (r.mother >= 0) & (r.age < 18)
        assert not facts["lives_here"][r.father[with_parents_listed]].any()
        assert not facts["lives_here"][r.mother[with_parents_listed]].any()
    assert both.sum() > 5


def test_the_fate_of_a_parent_is_the_same_for_brothers_and_sisters(large):
    for r, facts, _ in truth_of(large):
        child = np.flatnonzero((r.mother >= 0) & (r.age < 18) & facts.is_known("father_status"))
        order = child[np.argsort(r.mother[child], kind="stable")]
        siblings = r.mother[order][1:] == r.mother[order][:-1]
        for parent in ("father_status", "mother_status"):
            status = facts[parent][order]
            assert (status[1:] == status[:-1])[siblings].all()


def test_a_parent_in_prison_has_a_term_and_a_parent_who_cares_has_no_day(persons):
    status = persons["father_status"]
    in_custody = pc.is_in(status, pa.array([4, 5, 6], pa.int8()))

    assert pc.all(pc.if_else(in_custody, persons["father_term_months"].is_valid(), True)).as_py()
    assert pc.all(
        pc.if_else(pc.equal(status, 0), pc.invert(persons["father_status_since"].is_valid()), True)
    ).as_py()


def test_the_day_may_be_the_twenty_ninth_of_february(example):
    city = synthesise(example, people=2_000, seed=5, on=date(2028, 2, 29))
    persons = pa.concat_tables(city.persons())

    assert pc.max(persons["born_on"]).as_py() <= date(2028, 2, 29)
    assert pc.min(persons["born_on"]).as_py() > date(2028, 2, 29) - timedelta(days=107 * 366)
