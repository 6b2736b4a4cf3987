"""The list of pieces that leave: written as ranges, read back whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from metroapp.services.treatment_form import read_pieces
from metroapp.wording.piece_sorts import as_ranges


@given(st.sets(st.integers(1, 9_999_999), max_size=50))
def test_what_is_written_is_read_back(pieces: set[int]) -> None:
    assert read_pieces(as_ranges(sorted(pieces))) == tuple(sorted(pieces))


def test_a_long_list_of_pieces_was_cut_off() -> None:
    lot = range(1, 3001)
    assert as_ranges(lot) == "1-1000, 1001-2000, 2001-3000" and read_pieces(as_ranges(lot)) == tuple(lot)
    assert as_ranges([2, 5, 6, 7]) == "2, 5-7" and as_ranges([]) == ""
