"""What people receive: most of what they are entitled to, with the gaps and errors of real rolls."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.engines.synthetic.conftest import ON

from minsheng.engines.synthetic.means import means
from minsheng.engines.synthetic.rolls import MISSED, POLICIES
from minsheng.kernel.registry.loading import policies

HOUSEHOLD_BENEFITS = {"dibao", "dibao_edge", "rigid_expense"}


def rows_of(received, policy):
    return received.filter(pc.equal(received["policy"], policy))


def test_every_policy_on_a_roll_is_one_that_a_programme_declares():
    assert set(POLICIES) <= set(policies())
    assert set(POLICIES) == set(MISSED)


def test_every_policy_has_rows(received):
    assert set(pc.unique(received["policy"]).to_pylist()) == set(POLICIES)


def test_household_benefits_name_no_person_and_others_do(received):
    names_nobody = received["person_no"].is_null()
    of_household = pc.is_in(received["policy"], pa.array(sorted(HOUSEHOLD_BENEFITS)))

    assert pc.all(pc.equal(names_nobody, of_household)).as_py()


def test_minimum_living_reaches_two_to_three_percent_of_the_people(received, persons):
    homes = pc.unique(rows_of(received, "dibao")["household_no"])
    people = pc.sum(pc.is_in(persons["household_no"], homes)).as_py()

    assert 0.02 < people / len(persons) < 0.03


# The rolls of these two also list people who are not entitled any more; see below.
LISTS_OTHERS = ("dibao", "disability_care")


@pytest.mark.parametrize("policy", [policy for policy in POLICIES if policy not in LISTS_OTHERS])
def test_between_a_few_and_fifteen_percent_of_those_entitled_are_missed(large, policy):
    entitled = sum(county.rolls.entitled[policy] for county in large.counties)
    listed = sum(len(np.unique(county.rolls[policy].home)) for county in large.counties)
    if policy not in HOUSEHOLD_BENEFITS:
        listed = sum(len(np.unique(county.rolls[policy].person)) for county in large.counties)
    missed = 1 - listed / entitled

    assert entitled > 20
    assert (0.02 if entitled > 500 else -0.001) < missed < (0.17 if entitled > 200 else 0.35)


def test_some_households_are_still_paid_although_their_income_has_risen(large):
    risen = 0
    for county in large.counties:
        what, homes = means(county.making), county.rolls["dibao"].home
        risen += int((what.income_fen[homes] >= what.need_fen[homes]).sum())

    assert 60 < risen < 250


def test_some_rows_are_in_the_name_of_people_who_died_or_moved(received, persons, identities):
    unknown = pc.invert(pc.is_in(received["person_no"], persons["person_no"]))
    of_strangers = received.filter(pc.and_(received["person_no"].is_valid(), unknown))
    gone = identities.filter(pc.or_(identities["died_on"].is_valid(), identities["moved_on"].is_valid()))

    assert 50 < len(of_strangers) < 1_000
    assert pc.all(pc.is_in(of_strangers["person_no"], gone["person_no"])).as_py()


def test_who_is_gone_left_within_the_last_year_and_is_not_among_the_residents(persons, identities):
    gone = identities.filter(pc.or_(identities["died_on"].is_valid(), identities["moved_on"].is_valid()))

    assert not pc.any(pc.is_in(gone["person_no"], persons["person_no"])).as_py()
    for name in ("died_on", "moved_on"):
        assert pc.max(gone[name]).as_py() < ON
        assert (ON - pc.min(gone[name]).as_py()).days <= 366
    assert pc.all(pc.xor(gone["died_on"].is_valid(), gone["moved_on"].is_valid())).as_py()


def test_a_few_rows_stand_on_a_roll_twice(received):
    ages = rows_of(received, "advanced_age_allowance")
    doubled = len(ages) - len(pc.unique(ages["person_no"]))

    assert 0 < doubled < 0.01 * len(ages)


def test_a_few_amounts_are_wrong(received):
    amounts = rows_of(received, "disability_living")["amount_fen"]
    wrong = pc.sum(pc.not_equal(amounts, 7_600)).as_py()

    assert 0 < wrong < 0.04 * len(amounts)


def test_no_benefit_began_before_its_age_or_after_the_day(received, persons):
    ages = rows_of(received, "advanced_age_allowance")
    born = dict(zip(persons["person_no"].to_pylist(), persons["born_on"].to_pylist(), strict=True))

    for row in ages.to_pylist():
        assert row["since"] <= ON
        if row["person_no"] in born:
            months = (row["since"].year - born[row["person_no"]].year) * 12 + row["since"].month
            assert months - born[row["person_no"]].month >= 80 * 12 - 1


def test_the_register_knows_who_is_supported_from_the_rolls(large):
    for county in large.counties:
        facts, rolls = county.making.persons, county.rolls
        assert (facts["is_destitute_supported"] == rolls.persons_on("tekun", facts.rows)).all()
        classes = county.making.households["assistance_class"]
        recognised = rolls.homes_on("dibao", len(classes))
        supported = classes[recognised]
        assert np.isin(supported, (1, 2)).all()


def test_some_draw_two_care_allowances_at_once(large):
    both = 0
    for county in large.counties:
        people = len(county.making.residents)
        both += (
            county.rolls.persons_on("disability_care", people)
            & county.rolls.persons_on("elder_nursing_allowance", people)
        ).sum()

    assert both > 0


def test_the_register_has_holes_where_the_truth_has_none(large):
    county = large.counties[0]
    for name in ("marital", "wage_fen", "lives_here", "disability_grade"):
        assert county.making.persons.is_known(name).all()
        hole = ~county.persons.is_known(name)
        assert 0 < hole.mean() < 0.06, name
    assert 0.02 < (~county.households.is_known("financial_assets_fen")).mean() < 0.04
