"""Instruments of the workshop, and what each kind of means can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity


class InstrumentKind(Enum):
    """Families of measuring instruments, in the sense of the register."""

    CALIPER = "caliper"
    MICROMETER = "micrometer"  # of external sizes
    INTERNAL_MICROMETER = "internal_micrometer"  # micrometers and gauges of bores
    DEPTH_MICROMETER = "depth_micrometer"
    DEPTH_GAUGE = "depth_gauge"  # a vernier or digital one
    DIAL_INDICATOR = "dial_indicator"
    HEIGHT_GAUGE = "height_gauge"
    THREAD_RING = "thread_ring"
    THREAD_PLUG = "thread_plug"
    ROUGHNESS_TESTER = "roughness_tester"
    PROTRACTOR = "protractor"
    CMM = "cmm"  # coordinate measuring machine
    EYE = "eye"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of the register. Lengths in millimetres; `family` is the wire protocol, None without a cable."""

    number: str
    designation: str
    kind: InstrumentKind
    maker: str = ""
    model: str = ""
    serial: str = ""
    family: str | None = None
    resolution: Decimal | None = None
    decimals: int | None = None
    range_lower: Decimal | None = None
    range_upper: Decimal | None = None
    due: date | None = None
    probe_constant: Decimal | None = None  # of a height gauge: effective diameter of its ball
    uncertainty: Quantity | None = None  # standard uncertainty u of one reading
    repeatability: Quantity | None = None  # standard deviation of one reading, part of u

    def __post_init__(self) -> None:
        """Refuses `register.uncertainty_not_positive` and `register.repeatability_too_large` (more than u)."""
        for given in (self.uncertainty, self.repeatability):
            if given is not None and given.value <= 0:
                raise Refusal("register.uncertainty_not_positive", instrument=self.number)
        if self.repeatability is not None and (
            self.uncertainty is None or self.repeatability.to(self.uncertainty.unit).value > self.uncertainty.value
        ):
            raise Refusal("register.repeatability_too_large", instrument=self.number)

    @property
    def has_cable(self) -> bool:
        return self.family is not None

    def reaches(self, size: Decimal) -> bool:
        """Whether a size (mm) lies inside the measuring range; an unknown range forbids nothing."""
        return (self.range_lower is None or self.range_lower <= size) and (
            self.range_upper is None or size <= self.range_upper
        )


class BlockGrade(Enum):
    """Grades of gauge blocks (ISO 3650)."""

    K = "K"
    ZERO = "0"
    ONE = "1"
    TWO = "2"


@dataclass(frozen=True, slots=True)
class GaugeBlock:
    """One gauge block: nominal length (mm), certified deviation (µm) of its certificate, serial number."""

    nominal: Decimal
    deviation: Decimal
    serial: str
    uncertainty: Decimal | None = None  # standard uncertainty of the certified length (µm)
    grade: BlockGrade | None = None
    due: date | None = None
    protects: bool = False  # a wear block, for the ends of a stack only

    def __post_init__(self) -> None:
        """Refuses `gauge_blocks.nominal_not_positive`, `gauge_blocks.uncertainty_not_positive`."""
        if self.nominal <= 0:
            raise Refusal("gauge_blocks.nominal_not_positive", nominal=self.nominal)
        if self.uncertainty is not None and self.uncertainty <= 0:
            raise Refusal("gauge_blocks.uncertainty_not_positive", uncertainty=self.uncertainty)

    @property
    def certified(self) -> Decimal:
        """Certified length in millimetres, exact."""
        return self.nominal + self.deviation / 1000

    def is_overdue(self, on: date) -> bool:
        """Whether its certificate has run out; the day of its due date still counts."""
        return self.due is not None and self.due < on
