"""The words of statistics that are stored, asked for and printed: kinds of charts, rules, reasons."""

from __future__ import annotations

from enum import Enum


class ChartKind(Enum):
    """What the spread of a control chart is read from."""

    RANGE = "r"
    STDEV = "s"
    INDIVIDUALS = "i"


class RunRule(Enum):
    """What names a point of a control chart (Nelson 1984; the last one of Western Electric 1956)."""

    BEYOND_LIMITS = "beyond_limits"  # one point beyond 3 σ
    NINE_ON_ONE_SIDE = "nine_on_one_side"
    SIX_STEADILY = "six_steadily"  # rising, or falling
    FOURTEEN_ALTERNATING = "fourteen_alternating"
    TWO_OF_THREE = "two_of_three"  # beyond 2 σ on the same side
    FOUR_OF_FIVE = "four_of_five"  # beyond 1 σ on the same side
    FIFTEEN_WITHIN = "fifteen_within"  # 1 σ: limits too wide, or mixed origins
    EIGHT_OUTSIDE = "eight_outside"  # 1 σ, on either side: two origins
    EIGHT_ON_ONE_SIDE = "eight_on_one_side"

    @property
    def number(self) -> int:
        """Nelson's; the fourth of Western Electric comes after them, under a number of its own."""
        return list(RunRule).index(self) + 1


NELSON = tuple(rule for rule in RunRule if rule is not RunRule.EIGHT_ON_ONE_SIDE)
WESTERN_ELECTRIC = (
    RunRule.BEYOND_LIMITS,
    RunRule.TWO_OF_THREE,
    RunRule.FOUR_OF_FIVE,
    RunRule.EIGHT_ON_ONE_SIDE,
)


class NoIndex(Enum):
    """Why a capability index is not given."""

    NO_LIMITS = "no_limits"
    ONE_SIDED = "one_sided"
    NO_SPREAD = "no_spread"
    TOO_FEW = "too_few"
    UNSTABLE = "unstable"
    SEVERAL_RUNS = "several_runs"  # of a machine: its values are of one run
    NO_TARGET = "no_target"
    NOT_POSITIVE = "not_positive"  # a value that the law asked for cannot give
    NO_LAW = "no_law"  # none of the laws tried goes with the values
    TOO_FEW_FOR_RANKS = "too_few_for_ranks"


class Law(Enum):
    """The law that percentiles are read from; the ranks of the values themselves for the last."""

    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    WEIBULL = "weibull"
    FOLDED_NORMAL = "folded-normal"
    RAYLEIGH = "rayleigh"
    EMPIRICAL = "empirical"
