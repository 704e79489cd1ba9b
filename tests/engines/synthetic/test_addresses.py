"""Addresses: houses in villages, flats in communities, the name of the house for dormitories and homes."""

import pyarrow as pa
import pytest

from minsheng.engines.synthetic.addresses import place_name


@pytest.mark.parametrize(
    ("division", "expected"),
    [
        ("南岭村委会", "南岭村"),
        ("水峪村民委员会", "水峪村"),
        ("羊毫街社区居民委员会", "羊毫街社区"),
        ("东关社区居委会", "东关社区"),
        ("西关居委会", "西关社区"),
        ("石桥村", "石桥村"),
    ],
)
def test_a_place_is_called_without_its_committee(division, expected):
    assert place_name(division) == expected


def test_an_address_begins_with_county_and_township_and_fits_the_household(demo):
    homes = pa.concat_tables(demo.households())
    written = pa.concat_tables(demo.addresses())["address"].to_pylist()

    for address, is_urban, kind in zip(
        written, homes["is_urban"].to_pylist(), homes["household_kind"].to_pylist(), strict=True
    ):
        if kind == 2:
            assert address.endswith(("学生公寓", "职工宿舍", "敬老院", "儿童福利院"))
        else:
            assert address.endswith("室") if is_urban else address.endswith("号")
