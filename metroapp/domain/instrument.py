"""The means of the workshop: instruments, gauges and standards, as the lines of its register say them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import Enum

from metroapp.domain.budget import Budget, Component
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import STORED_DECIMALS, Quantity, Unit, shortest


class InstrumentKind(Enum):
    """Kinds of means, in the sense of the register."""

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
    PLAIN_PLUG = "plain_plug"  # limit gauges: GO and NO-GO
    PLAIN_RING = "plain_ring"
    SNAP_GAUGE = "snap_gauge"
    GAUGE_BLOCKS = "gauge_blocks"  # a set of them
    SETTING_RING = "setting_ring"
    PROBE_GAUGE = "probe_gauge"  # of the probe constant of a height gauge: a groove or a rib of a certified width
    ROUGHNESS_STANDARD = "roughness_standard"
    ROUGHNESS_PLATES = "roughness_plates"  # viso-tactile comparison: one plate for each roughness of a process

    @property
    def is_limit_gauge(self) -> bool:
        """Whether it only says GO or NO-GO."""
        return self in _LIMIT_GAUGES

    @property
    def is_standard(self) -> bool:
        """Whether it embodies a value that others are checked against."""
        return self in _STANDARDS

    @property
    def reading_unit(self) -> Unit:
        """What it is read in."""
        return _READ_IN.get(self, Unit.MM)


LONGEST_INTERVAL = 120  # months
_STORED_STEP = Decimal(1).scaleb(-STORED_DECIMALS)
_READ_IN = {
    InstrumentKind.ROUGHNESS_TESTER: Unit.UM,
    InstrumentKind.ROUGHNESS_STANDARD: Unit.UM,
    InstrumentKind.PROTRACTOR: Unit.DEG,
}
_LIMIT_GAUGES = frozenset(
    {
        InstrumentKind.THREAD_RING,
        InstrumentKind.THREAD_PLUG,
        InstrumentKind.PLAIN_PLUG,
        InstrumentKind.PLAIN_RING,
        InstrumentKind.SNAP_GAUGE,
    }
)
_STANDARDS = frozenset(
    {
        InstrumentKind.GAUGE_BLOCKS,
        InstrumentKind.SETTING_RING,
        InstrumentKind.PROBE_GAUGE,
        InstrumentKind.ROUGHNESS_STANDARD,
    }
)


class InstrumentState(Enum):
    """What may be done with a means."""

    IN_SERVICE = "in_service"
    TO_VERIFY = "to_verify"
    LIMITED = "limited"  # to one use only
    WITHDRAWN = "withdrawn"  # for good
    PENDING = "pending"  # away, under repair, or not decided yet


@dataclass(frozen=True, slots=True)
class Instrument:
    """One means of the register. Lengths in millimetres; `family` is the wire protocol, None without a cable."""

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
    permissible_error: PermissibleError | None = None  # ± (a + b·L), mm
    budget: tuple[Component, ...] = ()  # of one reading, in its unit; it gives u where the register has no figure
    checks: str = ""  # the callout that a limit gauge is for: `Ø20 H7`, `M8×1,25-6g`
    certified: Quantity | None = None  # value of a setting ring or of a roughness standard
    state: InstrumentState = InstrumentState.IN_SERVICE
    limitation: str = ""  # the one use of a limited means, in words
    limited_lower: Decimal | None = None  # the part of the range that a limited one is left with
    limited_upper: Decimal | None = None
    location: str = ""
    holder: str = ""
    interval_months: int | None = None  # from one verification to the next
    verified: date | None = None  # last good verification or calibration
    in_service_since: date | None = None  # no certificate of it is older

    def __post_init__(self) -> None:
        """Refuses `register.uncertainty_not_positive`, `register.repeatability_too_large` (more than u) and
        `register.interval` (not 1 to 120 months)."""
        for given in (self.uncertainty, self.repeatability):
            if given is not None and given.value <= 0:
                raise Refusal("register.uncertainty_not_positive", instrument=self.number)
        u = self.standard_uncertainty
        if self.repeatability is not None and (u is None or self.repeatability.to(u.unit).value > u.value):
            raise Refusal("register.repeatability_too_large", instrument=self.number)
        if self.interval_months is not None and not 1 <= self.interval_months <= LONGEST_INTERVAL:
            raise Refusal("register.interval", instrument=self.number, most=LONGEST_INTERVAL)

    @property
    def standard_uncertainty(self) -> Quantity | None:
        """u of one reading: the figure of the register, else what its budget combines to, rounded up at 10⁻⁹."""
        if self.uncertainty is not None or not self.budget:
            return self.uncertainty
        found = Budget(self.budget).standard_uncertainty.quantize(_STORED_STEP, rounding=ROUND_CEILING)
        return Quantity(shortest(found), self.kind.reading_unit)

    @property
    def has_cable(self) -> bool:
        return self.family is not None

    @property
    def is_limited_by_words(self) -> bool:
        """Whether it is limited to a use that only words say: no bound tells whether a size is that use."""
        is_bounded = self.limited_lower is not None or self.limited_upper is not None
        return self.state is InstrumentState.LIMITED and bool(self.limitation) and not is_bounded

    def reaches(self, size: Decimal) -> bool:
        """Whether a size (mm) lies inside the measuring range; an unknown range forbids nothing."""
        return (self.range_lower is None or self.range_lower <= size) and (
            self.range_upper is None or size <= self.range_upper
        )

    def is_overdue(self, on: date) -> bool:
        """Whether its verification has run out; the day of its due date still counts."""
        return self.due is not None and self.due < on


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
    set: str = ""  # number of the set it belongs to, in the register

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
