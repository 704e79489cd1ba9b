"""Sharing out whole numbers, and age bands that must not contradict one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.synthetic.blueprint import AgeBand, AgeStructure, shared_out


def structure(*bands):
    return AgeStructure(tuple(AgeBand(*band) for band in bands), male_share=0.5, urban_share=0.5)


@given(
    st.integers(0, 10**6), st.lists(st.floats(0, 100), min_size=1, max_size=30).filter(lambda w: sum(w) > 1)
)
def test_what_is_shared_out_adds_up_and_nobody_gets_a_whole_one_too_many(total, weights):
    counts = shared_out(total, weights)

    assert sum(counts) == total
    assert all(
        abs(count - total * weight / sum(weights)) < 1 for count, weight in zip(counts, weights, strict=True)
    )


def test_a_tie_goes_to_the_earlier_weight():
    assert shared_out(3, [1.0, 1.0]) == [2, 1]


def test_nothing_can_be_shared_out_without_a_weight():
    with pytest.raises(ValueError, match="not all zero"):
        shared_out(5, [0.0, 0.0])


def test_bands_say_how_many_are_younger_than_each_age():
    below = structure((0, 9, 0.1), (10, 59, 0.7), (60, None, 0.2), (0, 14, 0.15)).shares_below()

    assert list(below) == [0, 10, 15, 60]
    assert below[60] == pytest.approx(0.8)


def test_an_open_band_that_contradicts_the_others_is_named():
    with pytest.raises(ValueError, match=r"under 60 is 0\.8000 by one and 0\.7000 by another"):
        structure((0, 59, 0.8), (60, None, 0.3)).shares_below()


def test_a_band_that_no_other_leads_to_is_named():
    with pytest.raises(ValueError, match="from 20 hang in the air"):
        structure((0, 9, 0.1), (20, 29, 0.2), (60, None, 0.2)).shares_below()
