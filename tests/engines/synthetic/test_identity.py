"""Identity numbers of people who do not exist: valid, unique, out of the reserved block."""

from datetime import date

import numpy as np
import pytest
from tests.engines.synthetic.conftest import ON

from minsheng.engines.formulas.identity import parse_identity_number
from minsheng.engines.synthetic.ages import days
from minsheng.engines.synthetic.blueprint import County, IdentityArea
from minsheng.engines.synthetic.identity import PLACES, areas, identity_numbers, is_reserved
from minsheng.engines.synthetic.streams import stream

BORN = days(date(1950, 3, 7))


def numbers(count, spare=(140702, 140701), sex=1):
    return identity_numbers(
        np.full(count, 140729), np.full(count, BORN), np.full(count, sex), spare
    ).to_pylist()


def test_no_two_people_of_a_city_have_the_same_number(identities):
    assert identities["id_number"].null_count == 0
    assert len(set(identities["id_number"].to_pylist())) == len(identities)


def test_every_number_is_valid_and_says_the_birthday_and_sex_of_its_person(persons, identities):
    of_person = dict(
        zip(identities["person_no"].to_pylist(), identities["id_number"].to_pylist(), strict=True)
    )
    rows = persons.take(list(range(0, len(persons), 97))).to_pylist()
    for row in rows:
        read = parse_identity_number(of_person[row["person_no"]], on=ON)
        assert read.born_on == row["born_on"]
        assert (read.sex == "male") == (row["sex"] == 1)


def test_every_number_lies_in_the_reserved_block(identities):
    assert all(is_reserved(number) for number in identities["id_number"].to_pylist())


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("140702199001018993", False),
        ("140702199001019005", True),
        ("140702199001019952", True),
        ("140702199001019968", False),
        ("14070219900101900", False),
    ],
)
def test_the_reserved_block_goes_from_900_to_995(number, expected):
    assert is_reserved(number) is expected


def test_a_full_block_spills_into_another_area():
    made = numbers(PLACES + 1)

    assert len(set(made)) == PLACES + 1
    assert sorted({number[:6] for number in made}) == ["140702", "140729"]
    assert [number[:6] for number in made].count("140702") == 1


def test_women_and_men_do_not_share_places():
    assert not {n[14:17] for n in numbers(PLACES, sex=1)} & {n[14:17] for n in numbers(PLACES, sex=2)}


def test_more_people_than_all_blocks_hold_are_refused():
    with pytest.raises(ValueError, match="No free identity number is left"):
        numbers(3 * PLACES + 1)


def test_only_people_born_before_an_area_was_abolished_have_its_code(jinzhong):
    blueprint = jinzhong.blueprint
    taigu = blueprint.county("140703000000")
    born = np.array([days(date(year, 5, 1)) for year in (1950, 1998, 2005, 2018, 2022)] * 400)

    code = areas(taigu, blueprint, born, np.ones(len(born), dtype=bool), stream(1, "t")).reshape(400, 5)

    own = {142429, 140726, 140703}
    assert {int(c) for c in code[:, 0]} & own == {142429, 140703}
    assert {int(c) for c in code[:, 2]} & own == {140726, 140703}
    assert {int(c) for c in code[:, 4]} & own == {140703}
    assert 0.4 < np.mean(code[:, 0] == 142429) < 0.8


def test_a_county_without_old_areas_uses_its_own(example):
    county = County("140702000000", "某区", 10, 0.5, (), (IdentityArea("140702"),))

    code = areas(county, example.blueprint, np.full(50, BORN), np.ones(50, dtype=bool), stream(1, "t"))

    assert (code == 140702).mean() > 0.8
