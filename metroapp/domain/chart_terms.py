"""The words of control charts that are shown and never stored: what a chart says, what a drift asks for, what is
counted."""

from __future__ import annotations

from enum import Enum


class ChartState(Enum):
    """What a chart says first."""

    EMPTY = "empty"  # no two points yet
    PROVISIONAL = "provisional"  # nothing named, limits not frozen
    STABLE = "stable"  # nothing named since the limits in force
    SIGNALS = "signals"


class DriftAdvice(Enum):
    """What a drift asks for."""

    TOO_FEW = "too_few"
    NONE = "none"  # no drift is proven
    LOOK = "look"  # neither, but the chart names a point since the size was moved
    WATCH = "watch"
    CORRECT = "correct"  # now: the limit is near, and a correction brings the size back
    CHANGE_TOOL = "change_tool"  # now, and the tool has made as many pieces as the others


class CountKind(Enum):
    """What is counted, record after record."""

    SHARE = "p"  # of bad pieces
    NUMBER = "np"  # of bad pieces, of records of one size
    COUNT = "c"  # of bad values, of records of one size
    RATE = "u"  # of bad values by piece
