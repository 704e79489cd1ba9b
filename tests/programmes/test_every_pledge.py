"""The pledges that the cities in the repository make."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.make import land
from tests.make.places import NOON

from minsheng.kernel.pledges.files import read_pledges
from minsheng.kernel.pledges.loading import load_pledges
from minsheng.kernel.pledges.models import Pledge
from minsheng.kernel.pledges.progress import progress_of
from minsheng.kernel.registry.card import load
from minsheng.kernel.registry.loading import indicators

CITIES = Path(__file__).parents[2] / "cities"


def test_the_report_of_jinzhong_is_pledged():
    pledges = {pledge.key: pledge for pledge in read_pledges(CITIES / "jinzhong" / "pledges")}

    targets = {key: pledges[key].target_low for key in ("elder_care_centres", "canteens", "rural_day_care")}
    assert targets == {"elder_care_centres": 10, "canteens": 20, "rural_day_care": 30}
    assert {pledges[key].mode for key in ("five_centres", "integrated_institutions")} == {"coverage"}
    assert (pledges["family_doctors"].target_low * 100, pledges["family_doctors"].target_high * 100) == (1, 3)


def test_a_wording_that_may_mean_two_things_says_so():
    for key in ("inpatients_in_county", "primary_care_visits"):
        pledge = next(one for one in read_pledges(CITIES / "jinzhong" / "pledges") if one.key == key)
        assert pledge.mode == "relative"
        assert "报告没有说明" in pledge.note.zh


def test_every_programme_has_its_pledge():
    programmes = Counter(pledge.programme for pledge in read_pledges(CITIES / "jinzhong" / "pledges"))

    assert len(programmes) == 10


@pytest.mark.parametrize("key", sorted(indicators()))
def test_every_indicator_answers_in_an_empty_city(db, key):
    land.make_land()

    measured = load(indicators()[key].measure)(land.CITY, on=date(2026, 11, 24))

    assert measured.numerator == 0
    assert set(measured.by_county) == {land.COUNTY, land.OTHER_COUNTY}
    assert measured.evidence.count() == 0


@pytest.mark.parametrize("city", ["jinzhong", "_example"])
def test_every_pledge_of_a_city_has_progress_or_says_why_not(db, city):
    land.make_land()
    load_pledges(CITIES / city / "pledges", at=NOON)

    for pledge in Pledge.objects.all():
        progress = progress_of(pledge, on=date(2026, 11, 24))
        assert progress.completion is not None or progress.why is not None
