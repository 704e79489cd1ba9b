"""Divisions: the code is the path, loading twice changes nothing, and names are found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from minsheng.kernel.divisions.codes import Depth, ancestor, bounds, contains, depth
from minsheng.kernel.divisions.loading import Loaded, load_divisions
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.registry.city import City, load_city

CITIES = Path(__file__).resolve().parents[3] / "cities"
VILLAGE, TOWNSHIP, COUNTY, CITY, PROVINCE = (
    "140729100201", "140729100000", "140729000000", "140700000000", "140000000000",
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "level"),
    [
        (PROVINCE, Depth.PROVINCE),
        (CITY, Depth.CITY),
        (COUNTY, Depth.COUNTY),
        (TOWNSHIP, Depth.TOWNSHIP),
        (VILLAGE, Depth.VILLAGE),
    ],
)
def test_the_level_is_read_from_the_code(code: str, level: Depth) -> None:
    assert depth(code) is level


@pytest.mark.parametrize("code", ["140729", "14072910020", "1407291002011", "14072910020x", ""])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="12 digits are needed"):
        depth(code)


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        (CITY, "140700000000", "140800000000"),
        (COUNTY, "140729000000", "140730000000"),
        (TOWNSHIP, "140729100000", "140729101000"),
        (VILLAGE, "140729100201", "140729100202"),
        ("149900000000", "149900000000", "150000000000"),
    ],
)
def test_everything_below_is_a_range_that_excludes_its_end(code: str, low: str, high: str) -> None:
    assert bounds(code) == (low, high)


def test_a_division_contains_itself_and_what_lies_below_and_nothing_beside() -> None:
    assert contains(COUNTY, COUNTY)
    assert contains(COUNTY, VILLAGE)
    assert not contains(VILLAGE, COUNTY)
    assert not contains("140728000000", VILLAGE)


def test_the_ancestor_at_a_level_is_cut_from_the_code() -> None:
    assert [ancestor(VILLAGE, level) for level in (Depth.COUNTY, Depth.TOWNSHIP, Depth.VILLAGE)] == [
        COUNTY, TOWNSHIP, VILLAGE,
    ]  # fmt: skip


@pytest.fixture(scope="module")
def city() -> City:
    return load_city(CITIES / "jinzhong")


@pytest.mark.django_db
def test_a_city_is_loaded_with_every_division_and_its_parents(city: City) -> None:
    loaded = load_divisions(city)

    assert loaded == Loaded(new=len(city.divisions), changed=0, unchanged=0, not_in_the_pack=0)
    assert Division.objects.at(Depth.COUNTY).count() == 11
    village = Division.objects.within(COUNTY).filter(level=Depth.VILLAGE)[0]
    assert village.parent is not None
    assert (village.parent.code, village.county_code) == (village.township_code, COUNTY)


@pytest.mark.django_db
def test_loading_again_changes_nothing(city: City) -> None:
    load_divisions(city)

    again = load_divisions(city)

    assert again == Loaded(new=0, changed=0, unchanged=len(city.divisions), not_in_the_pack=0)


@pytest.mark.django_db
def test_a_new_name_is_taken_over_and_what_the_pack_dropped_stays(city: City) -> None:
    load_divisions(city)
    first, *others, _last = city.divisions
    newer = replace(city, divisions=(replace(first, name="新晋中"), *others))

    loaded = load_divisions(newer)

    assert (loaded.new, loaded.changed, loaded.not_in_the_pack) == (0, 1, 1)
    assert Division.objects.get(code=first.code).name == "新晋中"
    assert Division.objects.count() == len(city.divisions)


@pytest.mark.django_db
def test_divisions_are_found_by_parts_of_their_path_larger_ones_first(city: City) -> None:
    load_divisions(city)

    found = list(Division.objects.called("灵石"))
    narrowed = Division.objects.called("灵石 静升")

    assert found[0].code == COUNTY
    assert [one.level for one in found] == sorted(one.level for one in found)
    assert narrowed.exists()
    assert all("静升" in one.full_name and contains(COUNTY, one.code) for one in narrowed)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "   ", "没有这个地方"])
def test_without_a_word_that_fits_nothing_is_found(city: City, text: str) -> None:
    load_divisions(city)

    assert not Division.objects.called(text).exists()
