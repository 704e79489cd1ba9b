"""The schematic map: shaded by value, honest about what is not known, with a legend that fits its values."""

from __future__ import annotations

import pytest

from minsheng.faces.design.maps import CountyMap, county_map
from minsheng.kernel.registry.here import this_city

CODES = [county.code for county in this_city().counties]


def drawn(*values: float | None) -> CountyMap:
    return county_map(this_city(), dict(zip(CODES, values, strict=False)), {})


def steps(found: CountyMap) -> dict[str, str]:
    return {shape.code: shape.step for shape in found.shapes}


def test_every_county_of_the_city_is_drawn():
    assert {shape.code for shape in drawn().shapes} == set(CODES)


def test_a_county_that_is_not_known_is_never_drawn_as_zero():
    found = steps(drawn(0.0, 5.0, None))

    assert found[CODES[0]] == "1"
    assert found[CODES[2]] == "none"
    assert found[CODES[3]] == "none"


def test_the_largest_value_is_darkest_and_the_smallest_lightest():
    found = steps(drawn(3.0, 9.0, 5.0))

    assert (found[CODES[0]], found[CODES[1]]) == ("1", "5")


def test_counties_that_are_all_alike_have_one_step_and_no_legend():
    found = drawn(4.0, 4.0)

    assert steps(found)[CODES[0]] == steps(found)[CODES[1]] == "3"
    assert found.legend == ()


def test_a_few_different_values_are_named_one_by_one_in_the_legend():
    assert [text for _step, text in drawn(0.0, 1.0, 2.0, 1.0).legend] == ["0", "1", "2"]


def test_many_whole_numbers_are_parted_at_whole_numbers_without_a_gap():
    legend = [text for _step, text in drawn(*(float(number) for number in range(10, 21))).legend]

    assert legend == ["10 – 12", "13 – 14", "15 – 16", "17 – 18", "19 – 20"]


@pytest.mark.parametrize(("value", "step"), [(12.0, "1"), (13.0, "2"), (18.0, "4"), (19.0, "5")])
def test_a_value_is_shaded_as_the_legend_says(value, step):
    found = drawn(*(float(number) for number in range(10, 21)))

    by_value = dict(zip((float(number) for number in range(10, 21)), CODES, strict=True))
    assert steps(found)[by_value[value]] == step


def test_the_legend_writes_values_as_it_is_told():
    values = dict(zip(CODES, (0.25, 0.5), strict=False))

    found = county_map(this_city(), values, {}, value_text="{:.0%}".format)

    assert [text for _step, text in found.legend] == ["25%", "50%"]
