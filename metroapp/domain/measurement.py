"""What was found on a piece, and where it comes from.

Declaration (`metroapp.domain.specification`) and result are two types: an empty box has no measurement at all, so
nothing that was not measured can be counted good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import BoxCode
from metroapp.domain.uncertainty import StandardUncertainty


class EntryId(NamedTuple):
    """Identity of an operation: the post that did it, and its place in the chain of that post."""

    post: str
    sequence: int

    def __str__(self) -> str:
        return f"{self.post}-{self.sequence}"

    @classmethod
    def parse(cls, text: str) -> EntryId:
        """Read `P1-12`; raises ValueError for anything else."""
        post, separator, sequence = text.strip().rpartition("-")
        if not separator or not post or not sequence.isascii() or not sequence.isdigit() or len(sequence) > 15:
            raise ValueError(text)
        return cls(post, int(sequence))


class BoxKey(NamedTuple):
    """One box of the relevé."""

    piece: int
    balloon: str
    code: BoxCode = BoxCode.SINGLE


class Origin(Enum):
    """Where a value comes from."""

    INSTRUMENT = "instrument"
    TYPED = "typed"
    COMPARISON = "comparison"
    COMPUTED = "computed"
    OBSERVED = "observed"
    FILE = "file"  # of results, that a measuring machine wrote


class Observation(Enum):
    """What the operator saw with a gauge or with the eye."""

    PASSES = "passes"
    DOES_NOT_PASS = "does_not_pass"
    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    NOT_DEMONSTRATED = "not_demonstrated"  # no full-form gauge at hand: the envelope is neither good nor bad


class Role(Enum):
    """What an elementary reading is for."""

    READING = "reading"
    CERTIFIED = "certified"  # certified length of the gauge-block stack
    ZERO = "zero"  # indication on the stack
    DEVIATION = "deviation"  # indication on the piece
    BEFORE_MOVE = "before_move"  # before the known displacement that proves a mounting, and after it
    AFTER_MOVE = "after_move"
    RECHECK = "recheck"  # indication on the stack, without setting the comparator
    MOUNTING = "mounting"  # s·k: the change of size for one unit shown
    PROBING_1 = "probing_1"
    PROBING_2 = "probing_2"
    PROBING_3 = "probing_3"
    PROBING_4 = "probing_4"
    PLATE = "plate"  # zero of a column, shown on the plate
    GAUGE_1 = "gauge_1"  # the two probings of the gauge of a probe constant
    GAUGE_2 = "gauge_2"
    PROBE_CONSTANT = "probe_constant"
    CORRECTION = "correction"  # to 20 °C, added to what was read
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    REPEATED = "repeated"  # one of several at the same place, whose mean is the value
    VARIABLE = "variable"  # of a formula, in the order of its variables
    POINT = "point"  # height of one point of a line or of a grid
    DIAMETER = "diameter"  # one of those that tell how round a section is
    BEFORE_TURN = "before_turn"  # height on one side, and on the other once the piece is turned over
    AFTER_TURN = "after_turn"
    CO_ORDINATE = "co_ordinate"  # of a measured place


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes that an instrument sent for one indication."""

    instrument: str
    raw: bytes
    received_at: datetime
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """One elementary indication under a value; `frame` is None for a figure of the register (a certified length)."""

    role: Role
    quantity: Quantity
    frame: Frame | None = None

    @property
    def is_repeated(self) -> bool:
        """Whether it is one of several readings at the same place, whose mean is the value."""
        return self.role is Role.REPEATED

    @property
    def is_on_plate(self) -> bool:
        """Whether it is the zero of a column, to which its heights refer."""
        return self.role is Role.PLATE

    @property
    def is_mounting(self) -> bool:
        """Whether it says how an indicator follows the size, signed."""
        return self.role is Role.MOUNTING

    @property
    def is_given(self) -> bool:
        """Whether it was not read but known beforehand, by the register."""
        return self.role in (Role.CERTIFIED, Role.MOUNTING, Role.PROBE_CONSTANT, Role.CORRECTION)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One accepted result for one box. Exactly one of `quantity` and `observation` is set."""

    id: EntryId
    box: BoxKey
    quantity: Quantity | None
    observation: Observation | None
    origin: Origin
    instrument: str | None
    by: str  # name of the person
    at: datetime
    inputs: tuple[Input, ...] = ()
    reason: str = ""  # why typed, or why measured again
    replaces: EntryId | None = None
    simulated: bool = False
    uncertainty: StandardUncertainty | None = None  # as known when the value was recorded

    @property
    def extremes(self) -> tuple[Quantity, Quantity] | None:
        """The smallest and the largest of several readings of one size; None for a single one."""
        sizes = self.local_sizes
        return None if len(sizes) < 2 else (min(sizes, key=_value), max(sizes, key=_value))

    @property
    def local_sizes(self) -> tuple[Quantity, ...]:
        """Every reading of a size, with its correction to 20 °C; the value itself where no reading was kept."""
        readings = [given.quantity for given in self.inputs if given.role is Role.READING]
        if not readings:
            return () if self.quantity is None else (self.quantity,)
        corrections = [given.quantity.to(Unit.MM).value for given in self.inputs if given.role is Role.CORRECTION]
        if len(corrections) < len(readings):
            return tuple(readings)
        sizes = (one.to(Unit.MM).value + each for one, each in zip(readings, corrections, strict=True))
        return tuple(Quantity(size) for size in sizes)

    def __post_init__(self) -> None:
        if (self.quantity is None) == (self.observation is None):
            raise ValueError("a measurement is either a quantity or an observation")


def _value(quantity: Quantity) -> Decimal:
    return quantity.value
