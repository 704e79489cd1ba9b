"""Putting off the search for garbage ends with the block, whatever happens in it."""

from __future__ import annotations

import gc

import pytest

from minsheng.kernel.people.bulk import in_slices, without_pauses


def test_the_search_goes_on_after_the_block_even_when_it_fails() -> None:
    def fail() -> None:
        with without_pauses():
            assert not gc.isenabled()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert gc.isenabled()


def test_blocks_inside_one_another_do_not_end_it_early() -> None:
    with without_pauses():
        with without_pauses():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize(("count", "lengths"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_slices_hold_everything_once(count: int, lengths: list[int]) -> None:
    items = list(range(count))

    slices = list(in_slices(items, 3))

    assert [len(some) for some in slices] == lengths
    assert [item for some in slices for item in some] == items
