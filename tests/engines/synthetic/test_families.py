"""Families make sense: ages, marriages, heads and relations, in cities of any size and from any seed."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.synthetic.conftest import ON

from minsheng.engines.synthetic.city import synthesise
from minsheng.engines.synthetic.families import Role
from minsheng.engines.synthetic.lodgings import Lodging
from minsheng.engines.synthetic.relations import Relation

DAYS_OF_A_YEAR = 365.25

any_small_city = st.tuples(st.integers(1, 1500), st.integers(0, 10**6))
quietly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def residents_of(city):
    return [county.making.residents for county in city.counties]


def people_of(example, size_and_seed):
    people, seed = size_and_seed
    return synthesise(example, people=people, seed=seed, on=ON).counties[0].making.residents


@quietly
@given(any_small_city)
def test_every_household_has_exactly_one_head(example, size_and_seed):
    r = people_of(example, size_and_seed)

    assert (r.in_home(r.relation == Relation.HEAD) == 1).all()


@quietly
@given(any_small_city)
def test_people_lie_together_by_household_and_birthday(example, size_and_seed):
    r = people_of(example, size_and_seed)

    assert (np.diff(r.home) >= 0).all()
    same_home = r.home[1:] == r.home[:-1]
    assert (np.diff(r.born)[same_home] >= 0).all()
    assert (r.size >= 1).all()
    assert r.size.sum() == len(r)


@quietly
@given(any_small_city)
def test_mothers_are_eighteen_to_forty_five_years_older_and_fathers_no_boys(example, size_and_seed):
    r = people_of(example, size_and_seed)

    for parent, years in ((r.mother, (18, 45)), (r.father, (16, 62))):
        child = np.flatnonzero(parent >= 0)
        older = (r.born[child] - r.born[parent[child]]) / DAYS_OF_A_YEAR
        assert (older >= years[0]).all()
        assert (older <= years[1]).all()
        assert (r.home[parent[child]] == r.home[child]).all()


@quietly
@given(any_small_city)
def test_spouses_belong_to_one_another_and_are_a_man_and_a_woman_of_age(example, size_and_seed):
    r = people_of(example, size_and_seed)
    married = np.flatnonzero(r.spouse >= 0)
    spouse = r.spouse[married]

    assert (r.spouse[spouse] == married).all()
    assert (r.sex[married] + r.sex[spouse] == 3).all()
    assert (r.home[married] == r.home[spouse]).all()
    assert (r.marital[married] == 2).all()
    assert (r.age[married] >= np.where(r.sex[married] == 1, 22, 20)).all()


def test_most_spouses_are_close_in_age_and_none_are_generations_apart(large):
    for r in residents_of(large):
        wives = np.flatnonzero((r.spouse >= 0) & (r.sex == 2))
        gap = r.age[r.spouse[wives]].astype(int) - r.age[wives]

        assert abs(np.median(gap) - 2) <= 1
        assert np.mean(np.abs(gap) <= 8) > 0.97
        assert np.abs(gap).max() <= 20


def test_brothers_and_sisters_are_twins_or_months_apart(large):
    for r in residents_of(large):
        children = np.flatnonzero((r.mother >= 0) & (r.role == Role.CHILD))
        order = children[np.lexsort((r.born[children], r.mother[children]))]
        same_mother = r.mother[order][1:] == r.mother[order][:-1]
        apart = np.diff(r.born[order].astype(int))[same_mother]

        assert ((apart == 0) | (apart >= 280)).all()


def test_minors_are_never_heads_of_families(large):
    for r in residents_of(large):
        assert (r.age[(r.relation == Relation.HEAD) & ~r.is_lodger] >= 18).all()


def test_every_relation_occurs(large):
    found = np.unique(np.concatenate([r.relation for r in residents_of(large)]))

    assert set(found) == {int(relation) for relation in Relation}


def test_a_child_of_the_head_is_a_generation_younger_and_a_parent_older(large):
    for r in residents_of(large):
        head = np.flatnonzero(r.relation == Relation.HEAD)
        head_age = r.age[head].astype(int)[r.home]
        assert (r.age[r.relation == Relation.CHILD] <= head_age[r.relation == Relation.CHILD] - 17).all()
        assert (r.age[r.relation == Relation.PARENT] >= head_age[r.relation == Relation.PARENT] + 17).all()
        grandchildren = r.relation == Relation.GRANDCHILD
        assert (r.age[grandchildren] <= head_age[grandchildren] - 34).all()


def test_the_spouse_of_the_head_is_the_spouse(large):
    for r in residents_of(large):
        spouse = np.flatnonzero(r.relation == Relation.SPOUSE)

        assert (r.relation[r.spouse[spouse]] == Relation.HEAD).all()


def test_households_have_the_size_of_the_census(large):
    family = np.concatenate([r.size[r.lodging == 0] for r in residents_of(large)])

    assert family.mean() == pytest.approx(2.7, abs=0.15)
    assert np.mean(family == 1) == pytest.approx(0.22, abs=0.04)
    assert np.mean(family >= 5) > 0.05


def test_there_are_generations_under_one_roof_and_old_people_alone(large):
    r = large.counties[0].making.residents
    has_grandparents = (r.father >= 0) & (r.father[r.father] >= 0)
    alone = (r.size == 1)[r.home]

    assert has_grandparents.sum() > 100
    assert np.mean(alone[r.age >= 60]) == pytest.approx(0.12, abs=0.04)


def test_lone_parents_and_children_with_grandparents_occur(large):
    r = large.counties[0].making.residents
    minors = r.age < 18

    assert ((r.mother >= 0) & (r.father < 0) & minors).sum() > 50
    assert ((r.mother < 0) & (r.father >= 0) & minors).sum() > 20
    assert ((r.role == Role.GRANDCHILD) & minors & r.has_no_parent_here).sum() > 50


def test_dormitories_are_large_and_some_are_very_large(large):
    sizes = np.concatenate([r.size[np.isin(r.lodging, (1, 2))] for r in residents_of(large)])

    assert sizes.min() > 64
    assert sizes.max() <= 500
    assert (sizes >= 100).sum() > 5


def test_every_kind_of_lodging_occurs(large):
    found = set(np.unique(np.concatenate([r.lodging for r in residents_of(large)])))

    assert found == {int(lodging) for lodging in Lodging}


def test_the_old_live_in_homes_for_the_old_and_students_in_their_dormitories(large):
    for r in residents_of(large):
        lodging = r.lodging[r.home]
        assert (r.age[lodging == Lodging.ELDERS] >= 65).all()
        students = r.age[lodging == Lodging.STUDENTS]
        assert ((students >= 18) & (students <= 21)).all()
        assert (r.age[lodging == Lodging.CHILDREN] < 18).all()
