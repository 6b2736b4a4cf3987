"""The callout: what one annotation of the drawing requires, once read.

Limits are exact: lengths in millimetres, surface texture in micrometres, angles in seconds of arc. A limit that does
not exist is None, never zero. How a callout is read from text is the business of `metroapp.domain.notation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from metroapp.domain.iso965 import ThreadLimits
from metroapp.domain.quantity import Quantity, Unit, decimals_of, shortest


class Kind(Enum):
    """What a callout specifies."""

    DIAMETER = "diameter"
    LENGTH = "length"
    RADIUS = "radius"
    CHAMFER = "chamfer"
    ANGLE = "angle"
    THREAD = "thread"
    GEOMETRIC = "geometric"
    ROUGHNESS = "roughness"
    ATTRIBUTE = "attribute"
    REFERENCE = "reference"  # auxiliary dimension, in parentheses on the drawing: no verdict
    EXACT = "exact"  # theoretically exact dimension, framed on the drawing: no verdict

    @property
    def is_size(self) -> bool:
        """Whether the callout bounds a linear size, whose nature (external, internal…) must be known."""
        return self in (Kind.DIAMETER, Kind.LENGTH)

    @property
    def has_figure(self) -> bool:
        """Whether what is measured is a number: a gauge or an observation gives none."""
        return self not in (Kind.THREAD, Kind.ATTRIBUTE)

    @property
    def has_verdict(self) -> bool:
        """Whether a value can conform to it: a reference or theoretically exact dimension only informs."""
        return self not in (Kind.REFERENCE, Kind.EXACT)


class Nature(Enum):
    """Which kind of feature a size belongs to."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    STEP = "step"
    DEPTH = "depth"
    CENTRE_DISTANCE = "centre_distance"


class Symbol(Enum):
    """Geometrical characteristics of ISO 1101:2017, table 1, by their English name."""

    STRAIGHTNESS = "straightness"
    FLATNESS = "flatness"
    ROUNDNESS = "roundness"
    CYLINDRICITY = "cylindricity"
    LINE_PROFILE = "line_profile"
    SURFACE_PROFILE = "surface_profile"
    PARALLELISM = "parallelism"
    PERPENDICULARITY = "perpendicularity"
    ANGULARITY = "angularity"
    POSITION = "position"
    COAXIALITY = "coaxiality"
    SYMMETRY = "symmetry"
    CIRCULAR_RUN_OUT = "circular_run_out"
    TOTAL_RUN_OUT = "total_run_out"

    @property
    def is_form(self) -> bool:
        """Form tolerances refer to no datum (ISO 1101:2017, table 1)."""
        return self in (Symbol.STRAIGHTNESS, Symbol.FLATNESS, Symbol.ROUNDNESS, Symbol.CYLINDRICITY)

    @property
    def needs_datum(self) -> bool:
        """Whether it means nothing without a datum; profiles and the positions of a pattern may do without."""
        return not self.is_form and self not in (Symbol.LINE_PROFILE, Symbol.SURFACE_PROFILE, Symbol.POSITION)


class Zone(Enum):
    """Shape of a tolerance zone, where the drawing gives one before the value (ISO 1101:2017, 8.2.2.1)."""

    CYLINDRICAL = "cylindrical"
    SPHERICAL = "spherical"


class Rule(Enum):
    """Where limits come from."""

    FIT = "fit"  # tolerance class of ISO 286
    DEVIATIONS = "deviations"
    LIMITS = "limits"  # both limits written
    ONE_LIMIT = "one_limit"  # max or min alone
    GENERAL = "general"  # general tolerance declared once on the drawing
    NO_TOLERANCE = "no_tolerance"  # none of its own, and no general one declared
    UPPER_BOUND = "upper_bound"  # a geometrical tolerance or a texture bounded above
    BOUNDS = "bounds"  # a texture bounded below, or on both sides
    GAUGED = "gauged"  # a thread
    OBSERVED = "observed"
    EDGE = "edge"  # ISO 13715
    NO_VERDICT = "no_verdict"  # reference or theoretically exact


class AcceptanceRule(Enum):
    """How many profiles may exceed a texture limit (ISO 1302:2002, 6.4; ISO 21920-1:2021, 4)."""

    SIXTEEN_PERCENT = "16%"
    MAXIMUM = "max"
    MEDIAN = "median"


class TextureStandard(Enum):
    """The standards by which a texture is measured and judged where the drawing does not say."""

    ISO_4288 = "iso_4288"  # ISO 4288:1996, with ISO 1302:2002: 16 % rule
    ISO_21920 = "iso_21920"  # ISO 21920-3:2021, with ISO 21920-1: maximum rule


@dataclass(frozen=True, slots=True)
class Derivation:
    """How the limits were found. Deviations and the tolerance interval are in the unit of the callout."""

    rule: Rule
    lower_deviation: Decimal | None = None
    upper_deviation: Decimal | None = None
    tolerance: Decimal | None = None
    grade: str | None = None
    over: Decimal | None = None
    up_to: Decimal | None = None
    fit: str | None = None  # the tolerance class: H7
    table: str | None = None  # the general tolerance applied: ISO 2768-m


@dataclass(frozen=True, slots=True)
class Texture:
    """How a texture parameter is to be evaluated. Lengths in millimetres; None where the drawing does not say."""

    upper_rule: AcceptanceRule | None = None
    lower_rule: AcceptanceRule | None = None
    short_cut_off: Decimal | None = None  # λs
    cut_off: Decimal | None = None  # λc
    evaluation_length: Decimal | None = None
    sampling_lengths: int | None = None  # number of cut-offs in the evaluation length
    named: TextureStandard | None = None  # the one whose signs the drawing uses: T16%, Tmax, Tmed
    standard: TextureStandard | None = None  # by which a record judges it; never on the drawing itself


@dataclass(frozen=True, slots=True)
class Callout:
    """One callout, read. A limit that does not exist is None, never zero."""

    text: str
    kind: Kind
    nominal: Decimal | None
    lower_limit: Decimal | None
    upper_limit: Decimal | None
    unit: Unit | None
    derivation: Derivation
    nature: Nature | None = None  # proposed by the letter case of a fit; None where the callout does not tell
    symbol: Symbol | None = None
    datums: tuple[str, ...] = ()  # in order of precedence; a common datum is one entry, `A-B`
    parameter: str | None = None  # of surface texture: Ra, Rz, Rt
    multiplicity: int = 1
    zone: Zone | None = None
    modifiers: tuple[str, ...] = ()  # of the toleranced feature, by their letters: E, M, L, CZ, SA…
    datum_modifiers: tuple[str, ...] = ()  # one for each datum, empty where it has none; kept, never added to a bonus
    texture: Texture | None = None
    pitch: Decimal | None = None  # of a thread, mm
    thread: ThreadLimits | None = None  # its limits, where its class is known
    chamfer_angle: Decimal | None = None  # seconds of arc

    @property
    def mid_limit(self) -> Decimal | None:
        """The middle of the tolerance interval, exact."""
        if self.lower_limit is None or self.upper_limit is None:
            return None
        return (self.lower_limit + self.upper_limit) / 2

    @property
    def tolerance_interval(self) -> Decimal | None:
        if self.lower_limit is None or self.upper_limit is None:
            return None
        return self.upper_limit - self.lower_limit

    @property
    def size(self) -> Decimal | None:
        """The size that an instrument must reach: the nominal one, else what the limits say of it."""
        for size in (self.nominal, self.mid_limit, self.upper_limit, self.lower_limit):
            if size is not None:
                return size
        return None

    @property
    def has_limits(self) -> bool:
        return self.lower_limit is not None or self.upper_limit is not None

    @property
    def decimals(self) -> int:
        """Decimals of the limits, with which the requirement is printed."""
        limits = [limit for limit in (self.lower_limit, self.upper_limit) if limit is not None]
        return max((decimals_of(limit) for limit in limits), default=0)

    @property
    def reading_unit(self) -> Unit:
        """The unit in which values are read: degrees for an angle, whose limits are exact in seconds of arc."""
        if self.unit is Unit.ARCSEC:
            return Unit.DEG
        return self.unit or Unit.MM

    def in_reading_unit(self, value: Decimal | None) -> Decimal | None:
        """A nominal, a limit or a deviation of this callout in the unit in which values are read: degrees for an
        angle, rounded at 10⁻⁹ where they are not exact."""
        if value is None or self.unit is not Unit.ARCSEC:
            return value
        return shortest(Quantity(value, Unit.ARCSEC).to(Unit.DEG).value)

    @property
    def has_envelope(self) -> bool:
        """Ⓔ: the local sizes and the envelope are two requirements (ISO 14405-1:2016, 3.8)."""
        return "E" in self.modifiers

    @property
    def material_modifier(self) -> str | None:
        """Ⓜ or Ⓛ of the toleranced feature, whose own size then gives a bonus (ISO 2692:2021)."""
        if self.kind is not Kind.GEOMETRIC:
            return None
        return next((modifier for modifier in self.modifiers if modifier in ("M", "L")), None)
