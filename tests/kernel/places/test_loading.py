"""Loading the places and certificates of a city pack."""

from datetime import date

import pytest
from tests.make import land
from tests.make.places import NOON

from minsheng.kernel.places.loading import COLUMNS, PlaceFileError, load_certificates, load_places
from minsheng.kernel.places.models import Acceptance, Certificate, Place
from minsheng.kernel.registry.city_reading import CityPlace

HEADER = ",".join(COLUMNS)


def row(**changes: object) -> CityPlace:
    given = {
        "name": "甲镇食堂", "kind": "canteen", "division": land.TOWNSHIP, "address": "", "longitude": None,
        "latitude": None, "capacity": 40, "stage": "accepted", "opened_on": date(2026, 8, 1), "operator": "",
        "licence": "", "is_synthetic": True, "source": "测试",
    }  # fmt: skip
    return CityPlace(**{**given, **changes})


@pytest.fixture(autouse=True)
def tree(db):
    land.make_land()


def test_a_made_up_accepted_place_gets_a_made_up_record(db):
    loaded = load_places([row()], at=NOON)

    place = Place.objects.get()
    assert (loaded.written, loaded.acceptances, place.stage) == (1, 1, "accepted")
    assert (place.acceptance.is_synthetic, place.acceptance.accepted_on) == (True, date(2026, 8, 1))


def test_a_real_place_called_accepted_waits_for_its_record(db):
    loaded = load_places([row(is_synthetic=False)], at=NOON)

    assert loaded.waiting_for_a_record == ["甲镇食堂"]
    assert Place.objects.get().stage == "awaiting_acceptance"
    assert not Acceptance.objects.exists()


def test_a_kind_that_no_pledge_counts_gets_no_record(db):
    load_places([row(kind="clinic", stage="operating")], at=NOON)

    assert (Place.objects.get().stage, Acceptance.objects.count()) == ("operating", 0)


def test_loading_twice_changes_nothing(db):
    load_places([row()], at=NOON)

    again = load_places([row(), row(name="乙镇食堂", stage="planned", opened_on=None)], at=NOON)

    assert (again.written, again.unchanged) == (1, 1)
    assert (Place.objects.count(), Acceptance.objects.count()) == (2, 1)


def test_a_kind_that_no_card_declares_is_refused(db):
    with pytest.raises(PlaceFileError, match="'palace'"):
        load_places([row(kind="palace")], at=NOON)


def write(folder, line):
    (folder / "certificates.csv").write_text(f"{HEADER}\n{line}\n", encoding="utf-8")


def test_certificates_are_loaded_once(tmp_path):
    load_places([row(kind="clinic", name="甲县医院", division=land.COUNTY, stage="operating")], at=NOON)
    write(tmp_path, f"甲县医院,clinic,{land.COUNTY},stroke,granted,2026-01-01,,文,yes")

    assert load_certificates(tmp_path, at=NOON).written == 1
    assert load_certificates(tmp_path, at=NOON).unchanged == 1
    assert Certificate.objects.get().is_synthetic


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (f"无此院,clinic,{land.COUNTY},stroke,granted,2026-01-01,,文,yes", "no place"),
        (f"甲县医院,clinic,{land.COUNTY},heart,granted,2026-01-01,,文,yes", "not a certificate"),
        (f"甲县医院,clinic,{land.COUNTY},stroke,given,2026-01-01,,文,yes", "state 'given'"),
        (f"甲县医院,clinic,{land.COUNTY},stroke,granted,01.01.2026,,文,yes", "line 2"),
        (f"甲县医院,clinic,{land.COUNTY},stroke,granted,2026-01-01,,文,maybe", "'maybe'"),
        (f"甲县医院,clinic,{land.COUNTY},stroke,granted,,,文,yes", "needs the day"),
    ],
)
def test_a_line_that_is_not_understood_is_named(tmp_path, line, problem):
    load_places([row(kind="clinic", name="甲县医院", division=land.COUNTY, stage="operating")], at=NOON)
    write(tmp_path, line)

    with pytest.raises(PlaceFileError, match=problem):
        load_certificates(tmp_path, at=NOON)


def test_a_city_without_the_file_has_no_certificates(tmp_path):
    assert load_certificates(tmp_path, at=NOON).written == 0
