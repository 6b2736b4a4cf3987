"""The part and its characteristics: what must be inspected, before anything is measured.

Frozen: a record keeps a copy of the specification it was opened with, and editing the part later changes no old
record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from metroapp.domain.callout import Callout, Kind, Nature
from metroapp.domain.instrument import InstrumentKind


class Means(Enum):
    """Means of inspection asked for by the sheet. Comparison is a choice of method, not an instrument."""

    CALIPER = "caliper"
    MICROMETER = "micrometer"
    COMPARISON = "comparison"
    DIAL_INDICATOR = "dial_indicator"
    HEIGHT_GAUGE = "height_gauge"
    THREAD_RING = "thread_ring"
    THREAD_PLUG = "thread_plug"
    ROUGHNESS_TESTER = "roughness_tester"
    VISUAL = "visual"

    @property
    def instrument_kind(self) -> InstrumentKind:
        """The kind of instrument whose readings this means accepts."""
        return _INSTRUMENT_KINDS[self]


_INSTRUMENT_KINDS = {
    Means.CALIPER: InstrumentKind.CALIPER,
    Means.MICROMETER: InstrumentKind.MICROMETER,
    Means.COMPARISON: InstrumentKind.DIAL_INDICATOR,
    Means.DIAL_INDICATOR: InstrumentKind.DIAL_INDICATOR,
    Means.HEIGHT_GAUGE: InstrumentKind.HEIGHT_GAUGE,
    Means.THREAD_RING: InstrumentKind.THREAD_RING,
    Means.THREAD_PLUG: InstrumentKind.THREAD_PLUG,
    Means.ROUGHNESS_TESTER: InstrumentKind.ROUGHNESS_TESTER,
    Means.VISUAL: InstrumentKind.EYE,
}


class Procedure(Enum):
    """How the value of a box is obtained."""

    DIRECT = "direct"  # the instrument shows the size
    COMPARISON = "comparison"  # certified size of the stack + signed deviation
    PROBINGS = "probings"  # two heights and the probe constant
    SWEEP = "sweep"  # maximum − minimum of an exploration
    OBSERVATION = "observation"  # passes / does not pass, conforming / nonconforming


@dataclass(frozen=True, slots=True)
class Sampling:
    """Which pieces of the lot a characteristic is checked on."""

    every: int = 1
    first: bool = False
    last: bool = False

    def plans(self, piece: int, pieces: int) -> bool:
        """Whether `piece` (numbered from 1) of a lot of `pieces` is to be checked."""
        if self.first or self.last:
            return (self.first and piece == 1) or (self.last and piece == pieces)
        return (piece - 1) % self.every == 0


class BoxCode(Enum):
    """Which box of a characteristic: most have one; a thread has one for each gauge."""

    SINGLE = ""
    GO = "go"
    NO_GO = "no_go"


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One balloon of the drawing: the requirement, the means wanted and how often."""

    balloon: str
    designation: str
    callout: Callout
    means: Means
    nature: Nature | None = None
    sampling: Sampling = Sampling()

    @property
    def kind(self) -> Kind:
        return self.callout.kind

    @property
    def boxes(self) -> tuple[BoxCode, ...]:
        return (BoxCode.GO, BoxCode.NO_GO) if self.kind is Kind.THREAD else (BoxCode.SINGLE,)

    @property
    def procedure(self) -> Procedure:
        """How this characteristic is measured with the means the sheet asks for."""
        if self.kind in (Kind.THREAD, Kind.ATTRIBUTE):
            return Procedure.OBSERVATION
        if self.means is Means.COMPARISON:
            return Procedure.COMPARISON
        if self.kind is Kind.GEOMETRIC:
            return Procedure.SWEEP
        if self.means is Means.HEIGHT_GAUGE:
            return Procedure.PROBINGS
        return Procedure.DIRECT


@dataclass(frozen=True, slots=True)
class Part:
    """A part, one revision of its drawing, and its characteristics in the order of inspection."""

    designation: str
    reference: str
    drawing: str
    revision: str
    material: str
    customer: str
    characteristics: tuple[Characteristic, ...]
    general_tolerances: str = ""
