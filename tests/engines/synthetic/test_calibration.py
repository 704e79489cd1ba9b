"""The people keep to the figures of the city pack."""

import numpy as np
import pytest
from tests.engines.synthetic.conftest import ON

from minsheng.engines.synthetic.ages import counts_by_age
from minsheng.engines.synthetic.calibration import deviations, deviations_of_city
from minsheng.engines.synthetic.city import demo_plan, even_plan, synthesise


def test_every_age_band_of_the_city_is_within_one_percent(large):
    worst = max(deviations_of_city(large), key=lambda found: abs(found.relative))

    assert abs(worst.relative) < 0.01, worst


def test_no_county_misses_a_figure_by_more_than_a_household_or_two(large):
    worst = max(deviations(large), key=lambda found: abs(found.in_persons))

    assert abs(worst.in_persons) < 8, worst


def test_there_are_as_many_people_as_asked_for(large, persons, households):
    assert large.people == len(persons) == 200_000
    assert large.household_count == len(households)


def test_counties_get_people_in_proportion_to_their_population(large, jinzhong):
    total = sum(population.people for population in jinzhong.populations.values())
    for county in large.counties:
        share = jinzhong.populations[county.code].people / total
        assert len(county.making.residents) == pytest.approx(200_000 * share, abs=1)


def test_a_smooth_curve_of_ages_keeps_every_band(jinzhong):
    counts = counts_by_age(jinzhong.age_structure, 1_000_000)

    assert counts.sum() == 1_000_000
    assert counts[:10].sum() == pytest.approx(106_958, abs=1)
    assert counts[90:].sum() == pytest.approx(2_407, abs=1)
    assert (counts[81:90] < counts[80:89]).all()


def test_the_demo_has_people_in_every_village_of_its_county_and_in_every_county(demo):
    focus = next(county for county in demo.counties if county.code == "140729000000").making.residents
    villages = np.bincount(focus.village, minlength=len(focus.county.villages))

    assert (villages > 0).all()
    assert len(demo.counties) == 11


def test_a_demo_larger_than_the_county_does_not_invent_people_there(jinzhong):
    plan = demo_plan(jinzhong, 1_000_000)

    assert plan["140729000000"] == jinzhong.populations["140729000000"].people
    assert sum(plan.values()) == 1_000_000


def test_a_city_of_one_county_has_no_other_to_show(example):
    assert demo_plan(example, 500) == even_plan(example, 500) == {"149901000000": 500}


def test_a_plan_that_does_not_add_up_is_refused(example):
    with pytest.raises(ValueError, match="must share out exactly that many; it has 5"):
        synthesise(example, people=6, seed=1, on=ON, plan={"149901000000": 5})


def test_a_plan_for_a_county_that_is_not_there_names_those_that_are(example):
    with pytest.raises(KeyError, match="149901000000"):
        synthesise(example, people=5, seed=1, on=ON, plan={"140702000000": 5})


def test_villages_keep_their_rank_in_size_whatever_the_seed(jinzhong):
    def sizes(seed):
        city = synthesise(jinzhong, people=60_000, seed=seed, on=ON, plan={"140729000000": 60_000})
        r = city.counties[0].making.residents
        return np.bincount(r.village[r.home], minlength=len(r.county.villages))

    assert np.corrcoef(sizes(1), sizes(2))[0, 1] > 0.95
