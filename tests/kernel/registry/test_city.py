"""City packs: found by key, read whole or not at all, with file, row and column of everything that is wrong."""

import csv
import shutil

import pytest

from minsheng.kernel.registry.city import city_keys, find_city, load_city
from minsheng.kernel.registry.city_tables import CityError


@pytest.fixture
def pack(tmp_path):
    """A copy of the example pack to spoil."""
    return shutil.copytree(find_city("_example"), tmp_path / "_example")


def spoil(pack, file, old, new):
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(pack):
    with pytest.raises(CityError) as caught:
        load_city(pack)
    return [str(problem) for problem in caught.value.problems]


def test_jinzhong_has_its_eleven_counties_and_every_village():
    city = load_city(find_city("jinzhong"))

    assert city.name.zh == "晋中市"
    assert len(city.counties) == 11
    assert sum(division.kind in ("village", "community") for division in city.divisions) == 2_201
    assert sum(population.people for population in city.populations.values()) == 3_379_498
    assert city.division("140729000000").name == "灵石县"


def test_the_urban_shares_of_the_counties_add_up_to_that_of_the_province():
    city = load_city(find_city("jinzhong"))
    populations = city.populations.values()

    urban = sum(one.people * one.urban_share for one in populations) / sum(one.people for one in populations)

    assert urban == pytest.approx(city.age_structure.urban_share, abs=0.001)


def test_every_village_has_a_made_up_point_near_its_township_and_says_so():
    city = load_city(find_city("jinzhong"))
    points = {division.code: division for division in city.divisions}

    for village in (one for one in city.divisions if one.kind in ("village", "community")):
        township = points[village.parent]
        assert village.point_is_synthetic
        assert abs(village.latitude - township.latitude) < 0.028
        assert abs(village.longitude - township.longitude) < 0.036


def test_county_seats_are_real_points():
    assert not any(county.point_is_synthetic for county in load_city(find_city("jinzhong")).counties)


def test_a_full_name_goes_from_the_county_down():
    city = load_city(find_city("_example"))

    assert city.division("149901100203").full_name == "清泉县柳溪镇石桥村"


def test_made_up_places_are_marked_and_only_three_are_real():
    places = load_city(find_city("jinzhong")).places

    assert sorted(place.name for place in places if not place.is_synthetic) == [
        "晋中市中医院",
        "晋中市第一人民医院",
        "灵石幸福小院",
    ]
    assert all(place.name.endswith("(示例)") for place in places if place.is_synthetic)


def test_the_blueprint_has_the_villages_of_each_county():
    blueprint = load_city(find_city("_example")).blueprint
    (county,) = blueprint.counties

    assert [village.name for village in county.villages if village.is_community] == ["东关社区", "西关社区"]
    assert county.villages[2].township == "柳溪镇"
    assert [area.code for area in county.identity_areas] == ["149901", "149921"]


def test_the_example_is_found_and_loads():
    assert {"_example", "jinzhong"} <= set(city_keys())
    assert load_city(find_city("_example")).demo_county == "149901000000"


def test_a_folder_named_by_the_environment_goes_before_the_others(pack):
    environ = {"MINSHENG_CITIES": str(pack.parent)}

    assert find_city("_example", environ) == pack


def test_a_city_that_is_not_there_names_those_that_are():
    with pytest.raises(CityError, match="There are: _example, jinzhong"):
        find_city("atlantis", {})


def test_a_whole_pack_is_needed(tmp_path):
    with pytest.raises(CityError, match=r"city\.toml: this file is missing"):
        load_city(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("city.toml", 'key = "_example"', 'key = "other"', "city.toml, column 'key': must be the name of the folder"),
        ("city.toml", 'en = "Example City"', "", "city.toml, column 'name': needs both wordings"),
        ("city.toml", "149901000000", "149902000000", "city.toml, column 'demo_county': is not a county"),
        ("divisions.csv", "149901001001", "14990100100", "row 6, column 'code': '14990100100' is not a code"),
        ("divisions.csv", "149901100203", "149901100202", "divisions.csv, row 10, column 'code': 149901100202 stands"),
        ("divisions.csv", "东关社区,community,149901001000", "东关社区,community,1", "row 6, column 'parent'"),
        ("divisions.csv", "石桥村,village", "石桥村,hamlet", "row 10, column 'kind': 'hamlet' is not one of"),
        ("population.csv", "5000", "many", "population.csv, row 2, column 'people': 'many' is not a whole number"),
        ("population.csv", "0.55", "1.55", "row 2, column 'urban_share': '1.55' is not a number between 0 and 1"),
        ("population.csv", "149901000000", "149902000000", "population.csv: county 149901000000 is missing"),
        ("age_structure.csv", "20-29", "twenties", "age_structure.csv, row 4, column 'band': 'twenties' is neither"),
        ("age_structure.csv", "90+,0.003", "90+,0.30", "age_structure.csv: The age bands contradict one another"),
        ("identity_areas.csv", "149921", "1499", "row 3, column 'area': '1499' is not a code of 6 digits"),
        ("surnames.csv", "30", "-30", "surnames.csv, row 2, column 'weight_percent': '-30' is not a number"),
        ("township_points.csv", "112.50", "0.50", "row 2, column 'longitude': '0.50' is not a number between 73"),
        ("tile_grid.json", '"column": 0', '"column": "x"', "tile_grid.json: cannot be read"),
        ("places.csv", "149901100000", "149901900000", "row 3, column 'division': '149901900000' is not a division"),
        ("places.csv", "2015-09-01", "2015-13-01", "row 3, column 'opened_on': '2015-13-01' is not a date"),
        ("places.csv", "operating", "open", "row 2, column 'stage': 'open' is not one of planned"),
        ("places.csv", "capacity", "beds", "places.csv, row 1, column 'capacity': this column is missing"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_by_file_row_and_column(pack, file, old, new, expected):
    spoil(pack, file, old, new)

    assert any(expected in problem for problem in problems(pack)), problems(pack)


def test_everything_that_is_wrong_is_said_at_once(pack):
    spoil(pack, "population.csv", "5000", "many")
    spoil(pack, "surnames.csv", "25", "x")
    (pack / "identity_areas.csv").unlink()

    files = {problem.partition(",")[0].partition(":")[0] for problem in problems(pack)}

    assert files == {"population.csv", "surnames.csv", "identity_areas.csv"}


def test_a_table_that_is_not_in_utf8_is_refused(pack):
    path = pack / "surnames.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))

    assert "surnames.csv: is not in UTF-8; save it as UTF-8." in problems(pack)


def test_problems_are_told_in_chinese_too(pack):
    spoil(pack, "population.csv", "5000", "many")

    with pytest.raises(CityError) as caught:
        load_city(pack)

    assert caught.value.problems[0].in_language("zh-hans") == (
        "population.csv，第2行，“people”列：应为非负整数，实为“many”。"
    )


def test_the_map_is_schematic_and_has_every_county():
    city = load_city(find_city("jinzhong"))
    drawn = city.schematic_map

    assert "示意图" in drawn["note"]
    assert {f"{one['properties']['gb2260']}000000" for one in drawn["features"]} == {
        one.code for one in city.counties
    }


def test_no_table_of_a_pack_has_a_column_too_many_in_a_row():
    for key in ("_example", "jinzhong"):
        for path in find_city(key).glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as lines:
                widths = {len(row) for row in csv.reader(lines)}
            assert len(widths) == 1, path.name
