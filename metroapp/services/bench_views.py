"""What is shown of the record on the bench: its boxes, and the reading that is expected."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metroapp.domain.acceptance import Zones
from metroapp.domain.comparing import Displacement
from metroapp.domain.decision import NO_BONUS, Bonus, Side
from metroapp.domain.instrument import Instrument
from metroapp.domain.justification import Advice
from metroapp.domain.measurement import BoxKey, Measurement, Role
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Characteristic
from metroapp.services.traces import TraceView


@dataclass(frozen=True, slots=True)
class BoxView:
    """One box as it is to be shown: its state, the measurement that decides, and how many there have been."""

    key: BoxKey
    status: BoxStatus
    measurement: Measurement | None = None
    side: Side | None = None  # of a nonconforming size
    exceedance: Decimal | None = None  # positive, unit of the callout
    count: int = 0
    impossible_reason: str = ""
    awaits_second: bool = False  # good after a bad one: a second good reading, or the visa of quality, bears it out
    bonus: Bonus = NO_BONUS  # what Ⓜ or Ⓛ adds to the upper limit on this piece
    advice: Advice | None = None  # what would let more be proven
    zones: Zones | None = None  # of a value measured, unit of the callout; None without the uncertainty that it needs
    is_void: bool = False  # the zero or the constant that it refers to has drifted: it is to be taken again
    awaits_constant: bool = False  # its probe constant is to be found once more before it is said good


@dataclass(frozen=True, slots=True)
class StackView:
    """The gauge blocks of a comparison: certified length (mm), serial numbers, standard uncertainty (mm)."""

    nominal: Decimal
    certified: Decimal
    blocks: tuple[str, ...]
    uncertainty: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DisplacementView:
    """The known displacement that proves a mounting, as declared; or one that two blocks give, only proposed."""

    displacement: Displacement
    declared: bool
    blocks: tuple[str, ...] = ()  # serial numbers: of the one read before, and of the one read after


@dataclass(frozen=True, slots=True)
class Expectation:
    """The box now expected and the next gesture: `step` of `steps`, playing `role`."""

    box: BoxKey
    characteristic: Characteristic
    role: Role | None  # None for an observation
    step: int
    steps: int
    instruments: tuple[Instrument, ...]  # those of the register that fit
    stack: StackView | None = None  # where the comparator is to be read first
    place: int = 1  # among the readings of the same role, of which there are
    places: int = 1
    displacement: DisplacementView | None = None  # of a mounting that is to be proven first
    received: tuple[Quantity, ...] = ()  # elementary indications already taken for this box
    retake_reason: str = ""
    variable: str = ""  # of a formula: the name of the reading now expected
    unit: Unit | None = None  # of the reading now expected; None for an observation
    in_hand: str | None = None  # the means of what is seen, or the one picked; None: to be, or none is registered
    typed_with: str | None = None  # the means of what is typed; None likewise
    choices: tuple[Instrument, ...] = ()  # of what is typed, refused or not: a display is read with any of them
    assists: bool = True  # whether the operator is told which instruments are fit
    gauge: Instrument | None = None  # on which a column is to find its probe constant
    traced: TraceView | None = None  # of a roughness: how it is to be traced
