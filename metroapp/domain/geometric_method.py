"""How a geometrical tolerance is checked without a coordinate measuring machine: plate, comparator, column, micrometer.

A method says which readings are taken and where; `metroapp.domain.geometric_value` says what they give. Each is blind
to something, and its words say so (`metroapp.wording.geometric_methods`). Profiles have none: nothing that stands on a
plate follows them (a gauge, or a machine).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum
from functools import lru_cache

from metroapp.domain import trigonometry
from metroapp.domain.callout import Callout, Symbol, Zone
from metroapp.domain.message import Refusal

FEWEST_SWEPT = 20  # samples of a streamed sweep of a surface: fewer have not seen it
FEWEST_OF_LINE = 5
FEWEST_OF_SIDE = 3  # rows, or columns: the middle of a face is what its edges do not say
FEWEST_DIAMETERS = 3
FEWEST_SECTIONS = 3  # of a cylinder: the middle too, where it is a barrel or a waist
MOST_POINTS = 120
MOST_SECTIONS = 10
LEAST_STEP = Decimal("0.1")  # mm: no stylus is so fine, and a zone is never wider than the places of its points
LARGEST_LOBES = 15
LEAST_FACTOR = Decimal("0.5")  # of a V: below, it hardly sees these lobes


class Way(Enum):
    """What is done with the piece and the instrument."""

    SWEEP = "sweep"  # max − min, on the plate, on jacks, between centres
    GRID = "grid"  # heights in rows and columns: minimum zone of two planes
    LINE = "line"  # heights along a line: minimum zone of two lines
    DIAMETERS = "diameters"  # (max − min) / 2 of diameters
    V_BLOCK = "v_block"  # max − min in a V, by the factor of the V and of the lobes
    SQUARE = "square"  # max − min along a square
    SLIDE = "slide"  # max − min along the slide of the column
    SINE_BAR = "sine_bar"  # max − min, the face made level by a sine bar
    ECCENTRICITY = "eccentricity"  # twice the eccentricity: max − min over a turn about the datum axis
    TURNED_OVER = "turned_over"  # twice the offset: two heights, the piece turned over in between
    CO_ORDINATES = "co_ordinates"  # 2·√(Δx² + Δy²) from measured co-ordinates

    @property
    def is_zone(self) -> bool:
        """Whether its value is a minimum zone of points."""
        return self in (Way.GRID, Way.LINE)

    @property
    def is_swept(self) -> bool:
        """Whether it explores, and keeps a maximum and a minimum of each section."""
        return self in _SWEPT


_SWEPT = (Way.SWEEP, Way.V_BLOCK, Way.SQUARE, Way.SLIDE, Way.SINE_BAR, Way.ECCENTRICITY)
WAYS: dict[Symbol, tuple[Way, ...]] = {
    Symbol.STRAIGHTNESS: (Way.SWEEP, Way.LINE),
    Symbol.FLATNESS: (Way.SWEEP, Way.GRID),
    Symbol.ROUNDNESS: (Way.DIAMETERS, Way.V_BLOCK, Way.SWEEP),
    Symbol.CYLINDRICITY: (Way.DIAMETERS, Way.V_BLOCK, Way.SWEEP),
    Symbol.LINE_PROFILE: (),
    Symbol.SURFACE_PROFILE: (),
    Symbol.PARALLELISM: (Way.SWEEP,),
    Symbol.PERPENDICULARITY: (Way.SQUARE, Way.SLIDE),
    Symbol.ANGULARITY: (Way.SINE_BAR,),
    Symbol.POSITION: (Way.CO_ORDINATES,),
    Symbol.COAXIALITY: (Way.ECCENTRICITY,),
    Symbol.SYMMETRY: (Way.TURNED_OVER,),
    Symbol.CIRCULAR_RUN_OUT: (Way.SWEEP,),
    Symbol.TOTAL_RUN_OUT: (Way.SWEEP,),
}
# One exploration of the whole surface, or the largest of several would be less than it.
_WHOLE = (Symbol.FLATNESS, Symbol.TOTAL_RUN_OUT, Symbol.PARALLELISM, Symbol.CYLINDRICITY)
# A zone with Ø is that of an axis: what is read on a face says nothing of it.
_OF_FACES = (Symbol.STRAIGHTNESS, Symbol.PARALLELISM, Symbol.PERPENDICULARITY, Symbol.ANGULARITY)
_CO_ORDINATES = {Zone.CYLINDRICAL: 2, Zone.SPHERICAL: 3}
# A section for each place; the whole feature is judged on all of them together.
_TOGETHER = (Symbol.CYLINDRICITY,)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one reading is taken; from 1, and 0 where there is no such number."""

    section: int = 1
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class GeometricMethod:
    """A way and its figures. Lengths in millimetres, angles in degrees; what a way does not use stays as it is.

    Refuses `geometric_method.in_line`, `geometric_method.too_few`, `geometric_method.too_many`,
    `geometric_method.figure`, `geometric_method.v_blind`.
    """

    way: Way
    sections: int = 1  # or lines, or places along the feature
    points: int = 0  # of a line, diameters of a section, columns of a grid
    rows: int = 0
    step: Decimal | None = None  # between two points of a row, or of a line
    row_step: Decimal | None = None
    angle: Decimal | None = None  # of a V, or of a sine bar
    lobes: int = 0
    length: Decimal | None = None  # of a sine bar, between its rollers
    places: tuple[Decimal, ...] = ()  # true co-ordinates
    by_squares: bool = False  # the zone about the line or plane of least squares, and not the narrowest one

    def __post_init__(self) -> None:
        if not 1 <= self.sections <= MOST_SECTIONS:
            raise Refusal("geometric_method.too_many", most=MOST_SECTIONS)
        if self.way is Way.GRID:
            if self.rows < 2 or self.points < 2:
                raise Refusal("geometric_method.in_line", rows=self.rows, columns=self.points)
            self._require(min(self.rows, self.points), FEWEST_OF_SIDE)
        elif self.way is Way.LINE:
            self._require(self.points, FEWEST_OF_LINE)
        elif self.way is Way.DIAMETERS:
            self._require(self.points, FEWEST_DIAMETERS)
        elif self.way is Way.CO_ORDINATES:
            self._require(len(self.places), 1)
        if self.readings > MOST_POINTS:
            raise Refusal("geometric_method.too_many", most=MOST_POINTS)
        steps = (self.step, self.row_step)
        if any(one is not None and one < LEAST_STEP for one in steps) or (self.length is not None and self.length <= 0):
            raise Refusal("geometric_method.figure")
        if self.angle is not None and not 0 < self.angle < (180 if self.way is Way.V_BLOCK else 90):
            raise Refusal("geometric_method.figure")
        if self.way is Way.V_BLOCK:
            if not 2 <= self.lobes <= LARGEST_LOBES or self.angle is None:
                raise Refusal("geometric_method.figure")
            if self.factor < LEAST_FACTOR:
                raise Refusal("geometric_method.v_blind", angle=self.angle, lobes=self.lobes)

    def _require(self, count: int, least: int) -> None:
        if count < least:
            raise Refusal("geometric_method.too_few", count=count, least=least)

    @property
    def readings(self) -> int:
        """How many elementary readings make its value."""
        match self.way:
            case Way.GRID:
                return self.rows * self.points
            case Way.LINE | Way.DIAMETERS:
                return self.points * self.sections
            case Way.CO_ORDINATES:
                return len(self.places)
        return 2 * self.sections

    @property
    def per_section(self) -> int:
        """How many readings one section has."""
        return self.readings // self.sections

    def place(self, taken: int) -> Place:
        """Where the reading is taken that comes after `taken` others. Rows of a grid go to and fro: the hand does."""
        match self.way:
            case Way.GRID:
                row, along = divmod(taken, self.points)
                return Place(1, row + 1, along + 1 if row % 2 == 0 else self.points - along)
            case Way.TURNED_OVER:  # every place of one side, and then of the other
                return Place(taken % self.sections + 1)
        section, along = divmod(taken, self.per_section)
        return Place(section + 1, 0, along + 1)

    @property
    def factor(self) -> Decimal:
        """By how much a V multiplies the deviation of regular lobes."""
        assert self.angle is not None
        return v_factor(self.angle, self.lobes)

    @property
    def stack(self) -> Decimal | None:
        """Height of the blocks under a sine bar: L·sin α, mm, to the tenth of a micrometre."""
        if self.way is not Way.SINE_BAR or self.length is None or self.angle is None:
            return None
        with localcontext(prec=40):
            return (self.length * trigonometry.sin(self.angle * trigonometry.pi() / 180)).quantize(Decimal("0.0001"))

    @property
    def weights(self) -> tuple[Decimal, ...]:
        """By what the uncertainty of each reading counts that makes the value.

        Of a minimum zone, at most: the points that touch weigh together 1 on one side and 1 on the other, so that the
        sum of their squares is never more than 2; nor is it about least squares, which project the difference of two
        readings. Of co-ordinates, whose weights are 2·Δx/r and 2·Δy/r, the sum of the squares is 4. Several sections
        give the value of one of them.
        """
        match self.way:
            case Way.DIAMETERS:
                return (Decimal("0.5"), Decimal("0.5"))
            case Way.V_BLOCK:
                with localcontext(prec=40):
                    return (1 / self.factor, 1 / self.factor)
            case Way.CO_ORDINATES:
                return (Decimal(2),)
        return (Decimal(1), Decimal(1))

    @property
    def weight_of_zero(self) -> Decimal:
        """By what counts, at most, a zero from which every co-ordinate is read: 2·(Δx + Δy)/r, or 2·√n."""
        with localcontext(prec=40):
            return 2 * Decimal(len(self.places)).sqrt()

    @property
    def compares(self) -> bool:
        """Whether its readings are only worth together: of one setting of the instrument, and of a piece left as it
        lies. A diameter is one by itself."""
        return self.way is not Way.DIAMETERS


def require_fits(method: GeometricMethod, symbol: Symbol | None) -> None:
    """Refuse a method that does not check this symbol: `geometric_method.no_symbol`,
    `geometric_method.not_without_cmm`, `geometric_method.unfit`, `geometric_method.whole`,
    `geometric_method.one_section`."""
    if symbol is None:
        raise Refusal("geometric_method.no_symbol")
    if not WAYS[symbol]:
        raise Refusal("geometric_method.not_without_cmm", symbol=symbol)
    if method.way not in WAYS[symbol]:
        raise Refusal("geometric_method.unfit", way=method.way, symbol=symbol, known=WAYS[symbol])
    if method.way is Way.SWEEP and method.sections > 1 and symbol in _WHOLE:
        raise Refusal("geometric_method.whole", symbol=symbol)
    if method.sections < fewest_sections(method.way, symbol):
        raise Refusal("geometric_method.one_section", symbol=symbol, least=FEWEST_SECTIONS)


def require_reads(method: GeometricMethod, callout: Callout) -> None:
    """Refuse a method that reads something else than what is toleranced: a face for an axis (`geometric_method.axis`),
    too few co-ordinates for the zone (`geometric_method.co_ordinates`), one place for several holes
    (`geometric_method.one_place`)."""
    if method.way is not Way.CO_ORDINATES:
        if callout.zone is not None and callout.symbol in _OF_FACES:
            raise Refusal("geometric_method.axis", callout=callout.text)
        return
    wanted = 1 if callout.zone is None else _CO_ORDINATES[callout.zone]
    if len(method.places) < wanted:
        raise Refusal("geometric_method.co_ordinates", callout=callout.text, wanted=wanted, count=len(method.places))
    if callout.multiplicity > 1:
        raise Refusal("geometric_method.one_place", callout=callout.text)


def fewest_sections(way: Way, symbol: Symbol | None) -> int:
    """How many sections a symbol needs: a cylinder is not seen from the ends alone, and one section is a circle."""
    return FEWEST_SECTIONS if symbol in _TOGETHER and way in (Way.DIAMETERS, Way.V_BLOCK) else 1


def is_judged_together(symbol: Symbol | None) -> bool:
    """Whether the readings of every section make one value; otherwise the worst section decides."""
    return symbol in _TOGETHER


@lru_cache(maxsize=256)
def v_factor(angle: Decimal, lobes: int) -> Decimal:
    """F = |1 + cos n(90° + α/2) / sin(α/2)|: what a comparator on the bisector of a V of `angle` degrees reads of n
    regular lobes, for a deviation of roundness of 1.

    From the geometry of the contacts; the values of ISO 4292:1985, three-point measurement, summit, symmetrical
    setting. The two contacts and the tip see the same wave at 0 and ± (90° + α/2) from the tip.
    """
    with localcontext(prec=50):
        radian = trigonometry.pi() / 180
        half = angle / 2
        wave = trigonometry.cos(lobes * (90 + half) % 360 * radian)
        return abs(1 + wave / trigonometry.sin(half * radian))
