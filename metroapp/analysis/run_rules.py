"""The rules that name a point of a control chart: those of Nelson (1984), and of Western Electric (1956).

A point is given as its distance to the central line in standard deviations of the points. One that is exactly on a
limit is within it; one on the central line ends a run; two equal ones end a trend. Of « 2 of 3 » and « 4 of 5 », only a
point that is itself on the signalling side is named, as Minitab does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from metroapp.domain.statistical_terms import RunRule

Distances = NDArray[np.float64]
Places = NDArray[np.intp]
OUT = 1  # number of the one rule that means out of control whatever was chosen
_ROOM = 1e-9  # standard deviations: what is computed to lie on a limit lies on it


def broken(rule: RunRule, z: Distances) -> Places:
    """The places, from 0, of the points that a rule names."""
    return _RULES[rule](z)


def _ending(windows: Any, length: int) -> Places:
    """The place of the last point of each window that is true."""
    return np.flatnonzero(np.asarray(windows)) + length - 1


def _beyond(z: Distances) -> Places:
    return np.flatnonzero(np.abs(z) > 3 + _ROOM)


def _on_one_side(length: int) -> Callable[[Distances], Places]:
    def named(z: Distances) -> Places:
        if len(z) < length:
            return np.empty(0, dtype=np.intp)
        seen = sliding_window_view(z, length)
        return _ending((seen > _ROOM).all(axis=1) | (seen < -_ROOM).all(axis=1), length)

    return named


def _steadily(z: Distances) -> Places:
    if len(z) < 6:
        return np.empty(0, dtype=np.intp)
    steps = sliding_window_view(np.diff(z), 5)
    return _ending((steps > 0).all(axis=1) | (steps < 0).all(axis=1), 6)


def _alternating(z: Distances) -> Places:
    if len(z) < 14:
        return np.empty(0, dtype=np.intp)
    turns = np.sign(np.diff(z))
    return _ending((sliding_window_view(turns[1:] * turns[:-1], 12) < 0).all(axis=1), 14)


def _most_beyond(count: int, length: int, sigmas: float) -> Callable[[Distances], Places]:
    def named(z: Distances) -> Places:
        if len(z) < length:
            return np.empty(0, dtype=np.intp)
        seen = sliding_window_view(z, length)
        above, below = seen > sigmas + _ROOM, seen < -sigmas - _ROOM
        up = (above.sum(axis=1) >= count) & above[:, -1]
        down = (below.sum(axis=1) >= count) & below[:, -1]
        return _ending(up | down, length)

    return named


def _all_of(length: int, held: Callable[[Distances], NDArray[np.bool_]]) -> Callable[[Distances], Places]:
    def named(z: Distances) -> Places:
        if len(z) < length:
            return np.empty(0, dtype=np.intp)
        return _ending(sliding_window_view(held(z), length).all(axis=1), length)

    return named


_RULES: dict[RunRule, Callable[[Distances], Places]] = {
    RunRule.BEYOND_LIMITS: _beyond,
    RunRule.NINE_ON_ONE_SIDE: _on_one_side(9),
    RunRule.SIX_STEADILY: _steadily,
    RunRule.FOURTEEN_ALTERNATING: _alternating,
    RunRule.TWO_OF_THREE: _most_beyond(2, 3, 2),
    RunRule.FOUR_OF_FIVE: _most_beyond(4, 5, 1),
    RunRule.FIFTEEN_WITHIN: _all_of(15, lambda z: np.abs(z) < 1 - _ROOM),
    RunRule.EIGHT_OUTSIDE: _all_of(8, lambda z: np.abs(z) > 1 + _ROOM),
    RunRule.EIGHT_ON_ONE_SIDE: _on_one_side(8),
}
