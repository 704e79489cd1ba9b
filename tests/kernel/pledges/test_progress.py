"""How far a pledge is, its light, and whether it can still be kept."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.make import land
from tests.make.pledges import make_coverage_pledge, make_pledge

from minsheng.engines.formulas.pledge_progress import Light
from minsheng.kernel.places.models import Certificate, Place
from minsheng.kernel.pledges import progress as progress_module
from minsheng.kernel.pledges.measuring import Measurement, Share
from minsheng.kernel.pledges.progress import NO_BASELINE, NO_DATA, NO_TARGET, NOT_BUILT, progress_of

ON = date(2026, 9, 30)


def test_delivered_and_visible_progress_against_the_time_gone(make_sites):
    """Worked example E1-1."""
    make_sites(18, "accepted")
    make_sites(5, "awaiting_acceptance")
    make_sites(7, "under_construction")

    progress = progress_of(make_pledge(), on=ON)

    assert progress.completion == Fraction(60, 100)
    assert progress.visible == Fraction(26, 30)
    assert progress.time_gone == Fraction(273, 365)
    assert round(float(progress.deviation) * 100, 3) == 11.872
    assert progress.light is Light.GREEN


def test_a_site_that_runs_without_a_record_counts_as_waiting_and_is_flagged(make_sites):
    """Worked example E1-2."""
    place = make_sites(1, "planned")[0]
    Place.objects.filter(pk=place.pk).update(stage="operating", opened_on=date(2026, 5, 1))

    progress = progress_of(make_pledge(target_low=Decimal(1)), on=ON)

    assert (progress.completion, progress.visible) == (0, Fraction(9, 10))
    assert [one.place for one in progress.sites_without_record] == [place]


def test_places_that_run_since_earlier_years_are_no_sites_of_this_pledge(make_sites):
    make_sites(1, "accepted", accepted_on="2025-12-31")
    old = make_sites(1, "planned")[0]
    Place.objects.filter(pk=old.pk).update(stage="operating", opened_on=date(2025, 12, 31))

    assert progress_of(make_pledge(), on=ON).sites == ()


@pytest.mark.parametrize(
    ("delivered", "light"),
    # On 30 September 74.79 % of the year are gone: green down to 69.79 %, yellow down to 59.79 %.
    [(7000, Light.GREEN), (6979, Light.YELLOW), (5980, Light.YELLOW), (5979, Light.RED)],
)
def test_the_light_turns_at_five_and_fifteen_points_behind(make_sites, monkeypatch, delivered, light):
    pledge = make_pledge(target_low=Decimal("0.5"), place_kinds=[], mode="rate")
    _measure_as(monkeypatch, Fraction(delivered, 20000))

    assert progress_of(pledge, on=ON).light is light


def _measure_as(monkeypatch, value):
    whole = Share(value.numerator, value.denominator)
    monkeypatch.setattr(
        progress_module, "measure", lambda *_, **__: Measurement(whole, {}, Place.objects.none())
    )


def test_a_pledge_that_is_met_is_green_and_needs_nothing_more(make_sites):
    make_sites(2, "accepted")

    progress = progress_of(make_pledge(target_low=Decimal(2)), on=ON)

    assert (progress.is_met, progress.light) == (True, Light.GREEN)
    assert (progress.needed_per_week, progress.cannot_be_met) == (None, None)


def test_what_is_needed_every_week_reaches_the_target_on_the_last_day(make_sites):
    make_sites(17, "accepted")

    # 92 days are left from 30 September to 31 December.
    assert progress_of(make_pledge(), on=ON).needed_per_week == Fraction(13 * 7, 92)


@pytest.mark.parametrize(
    ("on", "is_provable"), [(date(2026, 10, 2), False), (date(2026, 10, 3), True)], ids=["90 days", "89 days"]
)
def test_while_a_new_site_could_still_be_ready_nothing_is_proved(make_sites, on, is_provable):
    make_sites(1, "accepted")

    assert (progress_of(make_pledge(), on=on).cannot_be_met is not None) is is_provable


@pytest.mark.parametrize(("ready", "is_provable"), [(3, False), (2, True)])
def test_too_few_sites_in_the_time_left_prove_that_it_cannot_be_met(make_sites, ready, is_provable):
    make_sites(27, "accepted")
    make_sites(ready, "completed")
    make_sites(10, "planned")

    cannot = progress_of(make_pledge(), on=date(2026, 12, 1)).cannot_be_met

    assert (cannot is not None) is is_provable
    if cannot:
        assert "at most 29 sites" in cannot.en


def test_on_its_last_day_an_unmet_pledge_cannot_be_met(make_sites):
    make_sites(29, "accepted")

    progress = progress_of(make_pledge(), on=date(2026, 12, 31))

    assert "Its last day" in progress.cannot_be_met.en
    assert progress.light is Light.RED


def test_a_county_that_lacks_one_centre_leaves_the_coverage_unmet(reporter):
    """Worked example E1-3, with two counties."""
    clinic = Place.objects.create(kind="clinic", name="医院", division_id=land.COUNTY, stage="operating")
    Certificate.objects.create(place=clinic, kind="stroke", state="granted", issued_on=date(2025, 1, 1))

    progress = progress_of(make_coverage_pledge(), on=ON)

    assert (progress.completion, progress.is_met) == (Fraction(1, 2), False)


@pytest.mark.parametrize(
    ("mode", "low", "target"),
    [("relative", "0.05", Fraction("0.8211")), ("points", "0.05", Fraction("0.832"))],
)
def test_five_percent_may_mean_two_targets(reporter, monkeypatch, mode, low, target):
    """Worked example E6-1."""
    pledge = make_pledge(
        mode=mode,
        target_low=Decimal(low),
        baseline=Decimal("0.782"),
        baseline_on=date(2025, 12, 31),
        place_kinds=[],
    )
    _measure_as(monkeypatch, Fraction(8000, 10000))

    progress = progress_of(pledge, on=ON)

    assert progress.target == target
    assert progress.completion == (Fraction("0.8") - Fraction("0.782")) / (target - Fraction("0.782"))


def test_a_relative_target_without_a_baseline_is_not_computed(reporter, monkeypatch):
    pledge = make_pledge(mode="relative", target_low=Decimal("0.05"), place_kinds=[])
    _measure_as(monkeypatch, Fraction(1, 2))

    progress = progress_of(pledge, on=ON)

    assert (progress.target, progress.is_met, progress.light, progress.why) == (None, None, None, NO_BASELINE)


def test_a_pledge_without_a_number_shows_what_there_is(make_sites):
    make_sites(4, "accepted")

    progress = progress_of(make_pledge(mode="qualitative", target_low=None), on=ON)

    assert (progress.measurement.numerator, progress.is_met, progress.why) == (4, None, NO_TARGET)


def test_an_indicator_that_is_not_built_says_so(reporter):
    assert progress_of(make_pledge(indicator=""), on=ON).why is NOT_BUILT


def test_a_share_of_nothing_says_that_there_are_no_records(reporter, monkeypatch):
    nothing = Measurement(Share(0, 0), {}, Place.objects.none())
    monkeypatch.setattr(progress_module, "measure", lambda *_, **__: nothing)

    assert progress_of(make_pledge(mode="rate", place_kinds=[]), on=ON).why is NO_DATA
