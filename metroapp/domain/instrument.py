"""Instruments of the workshop, and what each kind of means can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class InstrumentKind(Enum):
    """Families of measuring instruments, in the sense of the register."""

    CALIPER = "caliper"
    MICROMETER = "micrometer"
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

    @property
    def has_cable(self) -> bool:
        return self.family is not None

    def reaches(self, size: Decimal) -> bool:
        """Whether a size (mm) lies inside the measuring range; an unknown range forbids nothing."""
        return (self.range_lower is None or self.range_lower <= size) and (
            self.range_upper is None or size <= self.range_upper
        )


@dataclass(frozen=True, slots=True)
class GaugeBlock:
    """One gauge block: nominal length (mm), certified deviation (µm) of its certificate, serial number."""

    nominal: Decimal
    deviation: Decimal
    serial: str

    @property
    def certified(self) -> Decimal:
        """Certified length in millimetres, exact."""
        return self.nominal + self.deviation / 1000
