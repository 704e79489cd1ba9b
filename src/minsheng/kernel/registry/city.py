"""City packs: everything that makes minsheng the system of one city, as files in one folder.

Free of Django. A pack is found by its key (``find_city``) and read strictly (``load_city``): it is used
whole or not at all, and a wrong cell is named by file, row and column.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import minsheng
from minsheng.engines.policy.text import Text
from minsheng.engines.synthetic.blueprint import AgeStructure, Blueprint, County, IdentityArea, Village
from minsheng.kernel.registry.city_reading import (
    CityPlace,
    CountyPopulation,
    Division,
    TileGrid,
    read_age_structure,
    read_divisions,
    read_identity_areas,
    read_places,
    read_populations,
    read_surnames,
    read_tile_grid,
)
from minsheng.kernel.registry.city_tables import CityError, CityProblem

FOLDER_VARIABLE = "MINSHENG_CITIES"
CARD = "city.toml"
SCHEMATIC_MAP = "schematic_counties.geojson"


@dataclass(frozen=True, slots=True)
class City:
    """One city: its divisions, people in numbers, map, places, parameters and pledges."""

    key: str
    name: Text
    code: str
    folder: Path
    demo_county: str
    telephone: str
    notice: Text
    divisions: tuple[Division, ...]
    populations: Mapping[str, CountyPopulation]
    age_structure: AgeStructure
    surnames: Mapping[str, float]
    identity_areas: Mapping[str, tuple[IdentityArea, ...]]
    tile_grid: TileGrid
    places: tuple[CityPlace, ...]

    @property
    def counties(self) -> tuple[Division, ...]:
        """The counties, in the order of their codes."""
        return tuple(division for division in self.divisions if division.kind == "county")

    @property
    def parameters_folder(self) -> Path:
        return self.folder / "parameters"

    @property
    def pledges_folder(self) -> Path:
        return self.folder / "pledges"

    @property
    def staff_file(self) -> Path:
        return self.folder / "staff.yaml"

    @property
    def schematic_map(self) -> dict[str, Any]:
        """The schematic map as GeoJSON; it shows where counties lie, never where they end (示意图)."""
        drawn: dict[str, Any] = json.loads((self.folder / SCHEMATIC_MAP).read_text(encoding="utf-8"))
        return drawn

    def division(self, code: str) -> Division:
        """Return a division by its code of twelve digits. Raises KeyError."""
        for division in self.divisions:
            if division.code == code:
                return division
        raise KeyError(f"{self.name.en} has no division {code!r}; see {self.folder / 'divisions.csv'}.")

    @property
    def blueprint(self) -> Blueprint:
        """What the generator of synthetic people needs to know of this city."""
        return Blueprint(
            key=self.key,
            name=self.name.zh,
            counties=tuple(self._county(county) for county in self.counties),
            age_structure=self.age_structure,
            surnames=self.surnames,
            focus_county=self.demo_county,
        )

    def _county(self, county: Division) -> County:
        townships = {one.code: one.name for one in self.divisions if one.parent == county.code}
        villages = tuple(
            Village(one.code, one.name, townships[one.parent], one.kind == "community")
            for one in self.divisions
            if one.parent in townships
        )
        population = self.populations[county.code]
        return County(
            code=county.code,
            name=county.name,
            people=population.people,
            urban_share=population.urban_share,
            villages=villages,
            identity_areas=self.identity_areas.get(county.code) or (IdentityArea(county.code[:6]),),
        )


def city_homes(environ: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Return the folders in which city packs are looked for, the first that has one wins.

    These are the folder named by MINSHENG_CITIES, ``cities`` beside the sources, and ``cities`` in the package.
    """
    package = Path(minsheng.__file__).resolve().parent
    homes = [package.parents[1] / "cities", package / "cities"]
    named = environ.get(FOLDER_VARIABLE, "")
    return tuple([Path(named), *homes] if named else homes)


def city_keys(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the keys of all city packs that can be found; those that begin with an underscore are examples."""
    found = {card.parent.name for home in city_homes(environ) for card in home.glob(f"*/{CARD}")}
    return tuple(sorted(found))


def find_city(key: str, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of a city pack. Raises CityError naming the cities there are."""
    for home in city_homes(environ):
        if (home / key / CARD).is_file():
            return home / key
    known = ", ".join(city_keys(environ)) or "none"
    message = Text(
        f"没有找到这个城市的数据包。现有：{known}。可用环境变量{FOLDER_VARIABLE}指定所在文件夹。",
        f"no pack of this city was found. There are: {known}. {FOLDER_VARIABLE} may name another folder.",
    )
    raise CityError(Path(key), [CityProblem(CARD, message)])


def load_city(folder: Path) -> City:
    """Read the city pack in a folder. Raises CityError with everything that is wrong in it."""
    problems: list[CityProblem] = []
    card = _card(folder, problems)
    divisions = read_divisions(folder, card["code"], problems)
    counties = tuple(one.code for one in divisions if one.kind == "county")
    city = City(
        key=card["key"],
        name=_text(card, "name", problems),
        code=card["code"],
        folder=folder,
        demo_county=card["demo_county"],
        telephone=card.get("telephone", ""),
        notice=_text(card, "notice", problems),
        divisions=divisions,
        populations=read_populations(folder, counties, problems),
        age_structure=read_age_structure(folder, problems),
        surnames=read_surnames(folder, problems),
        identity_areas=read_identity_areas(folder, counties, problems),
        tile_grid=read_tile_grid(folder, counties, problems),
        places=read_places(folder, {one.code for one in divisions}, problems),
    )
    if city.demo_county and city.demo_county not in counties:
        message = Text("不是本市的县(区、市)。", "is not a county of this city.")
        problems.append(CityProblem(CARD, message, column="demo_county"))
    if not (folder / SCHEMATIC_MAP).is_file():
        problems.append(CityProblem(SCHEMATIC_MAP, Text("缺少这个文件。", "this file is missing.")))
    if problems:
        raise CityError(folder, problems)
    return city


def _card(folder: Path, problems: list[CityProblem]) -> dict[str, Any]:
    path = folder / CARD
    if not path.is_file():
        raise CityError(folder, [CityProblem(CARD, Text("缺少这个文件。", "this file is missing."))])
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = Text(f"无法读取：{error}。", f"cannot be read: {error}.")
        raise CityError(folder, [CityProblem(CARD, message)]) from error
    for key in ("key", "code", "demo_county"):
        if not isinstance(card.get(key), str):
            problems.append(CityProblem(CARD, Text("应为一段文字。", "must be a text."), column=key))
            card[key] = ""
    if card["key"] != folder.name:
        message = Text(
            f"应与文件夹同名（{folder.name}）。", f"must be the name of the folder, {folder.name!r}."
        )
        problems.append(CityProblem(CARD, message, column="key"))
    return card


def _text(card: Mapping[str, Any], key: str, problems: list[CityProblem]) -> Text:
    both = card.get(key)
    if isinstance(both, Mapping) and both.get("zh") and both.get("en"):
        return Text(str(both["zh"]), str(both["en"]))
    message = Text("需要中文(zh)和英文(en)两种文字。", "needs both wordings, zh and en.")
    problems.append(CityProblem(CARD, message, column=key))
    return Text("？", "?")
