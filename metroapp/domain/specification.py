"""The part and its characteristics: what must be inspected, before anything is measured.

Frozen: a record keeps a copy of the specification it was opened with, and editing the part later changes no old
record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from metroapp.domain.callout import Callout, Kind, Nature, Symbol
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.geometric_method import Way
from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.domain.notation.writing import without_multiplicity
from metroapp.domain.probing import Probing, choices, usual
from metroapp.domain.quantity import Quantity

if TYPE_CHECKING:
    from metroapp.domain.formula import Formula
    from metroapp.domain.geometric_method import GeometricMethod


class Means(Enum):
    """Means of inspection asked for by the sheet. Comparison is a choice of method, not an instrument."""

    CALIPER = "caliper"
    MICROMETER = "micrometer"
    COMPARISON = "comparison"
    DIAL_INDICATOR = "dial_indicator"
    HEIGHT_GAUGE = "height_gauge"
    THREAD_RING = "thread_ring"
    THREAD_PLUG = "thread_plug"
    LIMIT_GAUGE = "limit_gauge"  # of a plain size: GO and NO-GO
    ROUGHNESS_TESTER = "roughness_tester"
    PROTRACTOR = "protractor"
    CMM = "cmm"  # its result is given as such: it has measured, associated and computed
    VISUAL = "visual"
    TO_CHOOSE = "to_choose"  # a draft: the sheet does not say, and nobody has chosen yet

    @property
    def instrument_kinds(self) -> tuple[InstrumentKind, ...]:
        """The kinds of instrument whose readings this means accepts; none while it is to be chosen."""
        return _INSTRUMENT_KINDS.get(self, ())


_INSTRUMENT_KINDS = {
    Means.CALIPER: (InstrumentKind.CALIPER, InstrumentKind.DEPTH_GAUGE),
    Means.MICROMETER: (
        InstrumentKind.MICROMETER,
        InstrumentKind.INTERNAL_MICROMETER,
        InstrumentKind.DEPTH_MICROMETER,
    ),
    Means.COMPARISON: (InstrumentKind.DIAL_INDICATOR,),
    Means.DIAL_INDICATOR: (InstrumentKind.DIAL_INDICATOR,),
    Means.HEIGHT_GAUGE: (InstrumentKind.HEIGHT_GAUGE,),
    Means.THREAD_RING: (InstrumentKind.THREAD_RING,),
    Means.THREAD_PLUG: (InstrumentKind.THREAD_PLUG,),
    Means.LIMIT_GAUGE: (InstrumentKind.PLAIN_PLUG, InstrumentKind.PLAIN_RING, InstrumentKind.SNAP_GAUGE),
    Means.ROUGHNESS_TESTER: (InstrumentKind.ROUGHNESS_TESTER,),
    Means.PROTRACTOR: (InstrumentKind.PROTRACTOR,),
    Means.CMM: (InstrumentKind.CMM,),
    Means.VISUAL: (InstrumentKind.EYE,),
}
_SIZE_MEANS = (Means.CALIPER, Means.MICROMETER, Means.COMPARISON, Means.HEIGHT_GAUGE, Means.CMM)
_FITTING = {
    Kind.DIAMETER: (*_SIZE_MEANS, Means.LIMIT_GAUGE),
    Kind.LENGTH: (*_SIZE_MEANS, Means.LIMIT_GAUGE),
    Kind.RADIUS: (Means.VISUAL, Means.CALIPER, Means.CMM),
    Kind.CHAMFER: (Means.VISUAL, Means.CALIPER, Means.CMM),
    Kind.ANGLE: (Means.PROTRACTOR, Means.VISUAL, Means.CMM),
    Kind.THREAD: (Means.THREAD_RING, Means.THREAD_PLUG),
    Kind.GEOMETRIC: (Means.DIAL_INDICATOR, Means.HEIGHT_GAUGE, Means.CMM),
    Kind.ROUGHNESS: (Means.ROUGHNESS_TESTER, Means.VISUAL),
    Kind.ATTRIBUTE: (Means.VISUAL,),
    Kind.REFERENCE: (),
    Kind.EXACT: (),
}
# The actual feature lies somewhere about a place given exactly: its deviation is twice the largest distance to it
# (ISO 1101:2017, 17), which no maximum − minimum gives.
_PLACED = (Symbol.POSITION, Symbol.SYMMETRY, Symbol.LINE_PROFILE, Symbol.SURFACE_PROFILE)
_INDICATED = (Means.DIAL_INDICATOR, Means.HEIGHT_GAUGE)
_MEANS_OF_WAY = {
    Way.DIAMETERS: (Means.MICROMETER, Means.DIAL_INDICATOR),
    Way.CO_ORDINATES: (Means.HEIGHT_GAUGE, Means.CALIPER),
}


class Procedure(Enum):
    """How the value of a box is obtained."""

    DIRECT = "direct"  # the instrument shows the size
    COMPARISON = "comparison"  # certified size of the stack + signed deviation
    PROBINGS = "probings"  # heights that a column shows, and its probe constant
    SWEEP = "sweep"  # maximum − minimum of an exploration
    OBSERVATION = "observation"  # passes / does not pass, conforming / nonconforming
    SEVERAL = "several"  # the size read in several places of the feature
    TRACES = "traces"  # a roughness in as many places as its rule asks for, one after the other
    FORMULA = "formula"  # computed from several readings
    GEOMETRIC = "geometric"  # the readings of a method for a geometrical tolerance


class Criticality(Enum):
    """What a nonconforming value would cost."""

    ORDINARY = "ordinary"
    KEY = "key"  # clé
    SAFETY = "safety"  # sécurité


@dataclass(frozen=True, slots=True)
class Sampling:
    """Which pieces of the lot a characteristic is checked on."""

    every: int = 1
    first: bool = False
    last: bool = False

    @property
    def is_every_piece(self) -> bool:
        return self.every == 1 and not (self.first or self.last)

    def plans(self, piece: int, pieces: int) -> bool:
        """Whether `piece` (numbered from 1) of a lot of `pieces` is to be checked."""
        if self.first or self.last:
            return (self.first and piece == 1) or (self.last and piece == pieces)
        return (piece - 1) % self.every == 0


class BoxCode(Enum):
    """Which box of a characteristic: most have one; a thread has one for each gauge, Ⓔ one more for the envelope."""

    SINGLE = ""
    GO = "go"
    NO_GO = "no_go"
    PLAIN = "plain"  # plain gauge of the minor diameter of a nut thread
    ENVELOPE = "envelope"  # full-form GO gauge, or not demonstrated


# The gauges of the boxes that the means of the sheet does not fill.
_KINDS_OF_CODE = {
    BoxCode.PLAIN: (InstrumentKind.PLAIN_PLUG,),
    BoxCode.ENVELOPE: (InstrumentKind.PLAIN_PLUG, InstrumentKind.PLAIN_RING),
}
MOST_READINGS = 20


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One balloon of the drawing: the requirement, the means wanted and how often."""

    balloon: str
    designation: str
    callout: Callout
    means: Means
    nature: Nature | None = None
    sampling: Sampling = Sampling()
    criticality: Criticality = Criticality.ORDINARY
    phase: str = ""
    readings: int = 1  # places in which the size is read, at least; all are kept
    length: Decimal | None = None  # mm: shorter side or length that a general tolerance needs
    size_balloon: str = ""  # Ⓜ Ⓛ: the line that gives the size of the toleranced feature
    formula: str = ""  # for a computed characteristic
    reaction: str = ""  # what to do at once when a value is bad
    rule: DecisionRule | None = None  # of its own; the part's otherwise
    uncertainty: Quantity | None = None  # standard uncertainty of its value, whatever the instrument's
    probing: Probing | None = None  # what a column probes for it; None: what is usual
    drawn_as: str = ""  # of one occurrence among several (7.2): the balloon on the drawing (7)
    method: str = ""  # of a geometrical tolerance without a CMM; empty: maximum − minimum

    @property
    def kind(self) -> Kind:
        return self.callout.kind

    @property
    def boxes(self) -> tuple[BoxCode, ...]:
        """The boxes that one piece has for this characteristic; none for a dimension without a verdict."""
        if not self.kind.has_verdict:
            return ()
        if self.kind is Kind.THREAD:
            # Ring and plug gauges of ISO 1502 leave the minor diameter of a nut unchecked.
            nut = self.callout.thread is not None and self.nature is Nature.INTERNAL
            return (BoxCode.GO, BoxCode.NO_GO, BoxCode.PLAIN) if nut else (BoxCode.GO, BoxCode.NO_GO)
        own = (BoxCode.GO, BoxCode.NO_GO) if self.is_gauged else (BoxCode.SINGLE,)
        return (*own, BoxCode.ENVELOPE) if self.callout.has_envelope else own

    @property
    def is_gauged(self) -> bool:
        """Whether limit gauges say GO and NO-GO of it, and nothing says its value."""
        return self.kind is Kind.THREAD or (self.means is Means.LIMIT_GAUGE and not self.formula)

    @property
    def is_compared_by_touch(self) -> bool:
        """Whether a roughness is compared with plates by touch and sight: nothing gives its value."""
        return self.kind is Kind.ROUGHNESS and self.means is Means.VISUAL

    def kinds_of(self, code: BoxCode) -> tuple[InstrumentKind, ...]:
        """The kinds of means that may fill one box."""
        if self.is_compared_by_touch:
            return (InstrumentKind.ROUGHNESS_PLATES,)
        return _KINDS_OF_CODE.get(code, self.means.instrument_kinds)

    @property
    def procedure(self) -> Procedure:
        """How this characteristic is measured with the means the sheet asks for."""
        if self.kind is Kind.ATTRIBUTE or self.is_gauged or self.is_compared_by_touch:
            return Procedure.OBSERVATION
        if self.formula:
            return Procedure.FORMULA
        if self.method:
            return Procedure.GEOMETRIC
        if self.means is Means.COMPARISON:
            return Procedure.COMPARISON
        if self.kind is Kind.GEOMETRIC and self.means is not Means.CMM:
            return Procedure.SWEEP
        if self.means is Means.HEIGHT_GAUGE:
            return Procedure.PROBINGS
        texture = self.callout.texture
        if texture is not None and texture.standard is not None:
            return Procedure.TRACES
        return Procedure.SEVERAL if self.readings > 1 else Procedure.DIRECT

    @property
    def probed(self) -> Probing | None:
        """What a column probes for its value; None where no column measures it."""
        return (self.probing or usual(self.nature)) if self.procedure is Procedure.PROBINGS else None

    @property
    def read_by_column(self) -> Probing | None:
        """What a column shows for it, one height after the other, from its zero on the plate; the readings of a formula
        are heights each, and so are co-ordinates."""
        if self.means is Means.HEIGHT_GAUGE:
            if self.procedure is Procedure.FORMULA:
                return Probing.HEIGHT
            if self.procedure is Procedure.GEOMETRIC and self.read_method.way is Way.CO_ORDINATES:
                return Probing.HEIGHT
        return self.probed

    @property
    def is_probed_so(self) -> bool:
        """Whether what it says to be probed can be, for this requirement and with its means."""
        return self.probed in choices(self.kind, self.nature)

    def procedure_of(self, code: BoxCode) -> Procedure:
        """How one box is filled: the envelope is seen with a gauge, whatever measures the local sizes."""
        return self.procedure if code is BoxCode.SINGLE else Procedure.OBSERVATION

    @property
    def loses_readings(self) -> bool:
        """Whether several readings are asked for where only one would be taken: just a direct reading is repeated."""
        if self.readings == 1 or not self.boxes or self.means is Means.TO_CHOOSE:
            return False
        return self.procedure not in (Procedure.SEVERAL, Procedure.TRACES)

    @property
    def needs_formula(self) -> bool:
        """Whether nothing yet says how its value comes from the readings: a position is no maximum − minimum."""
        return self.callout.symbol in _PLACED and self.procedure in (Procedure.SWEEP, Procedure.COMPARISON)

    @property
    def gives_bonus(self) -> bool:
        """Whether a Ⓜ or Ⓛ can be linked to it: a size between two limits, with material on one side."""
        sided = self.nature in (Nature.EXTERNAL, Nature.INTERNAL)
        return self.kind.is_size and sided and not self.is_gauged and self.callout.tolerance_interval is not None

    @property
    def lacks_link(self) -> bool:
        """Whether Ⓜ or Ⓛ still waits for the line that gives the size of the toleranced feature."""
        return self.callout.material_modifier is not None and not self.size_balloon

    @property
    def read_formula(self) -> Formula:
        """The formula of a computed characteristic; refuses as `metroapp.domain.formula.read_formula` says."""
        from metroapp.domain.formula import read_formula  # the window opens without it: few parts have a formula

        return read_formula(self.formula)

    @property
    def read_method(self) -> GeometricMethod:
        """How a geometrical tolerance is checked; refuses as `metroapp.domain.geometric_method_text.read_method`."""
        from metroapp.domain.geometric_method_text import read_method  # the window opens without it: few parts have one

        return read_method(self.method)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The datums on which the piece is set, and said to be, before its method takes a reading."""
        return self.callout.datums if self.method else ()

    @property
    def drawn_balloon(self) -> str:
        """The number in the circle on the drawing."""
        return self.drawn_as or self.balloon


def fitting_means(kind: Kind, *, computed: bool = False, way: Way | None = None) -> tuple[Means, ...]:
    """The means that can inspect a kind of characteristic; a computed one is made of readings of sizes, and the way of
    a geometric method says its own."""
    if way is not None:
        return _MEANS_OF_WAY.get(way, _INDICATED)
    if computed:
        gauged = (*_SIZE_MEANS, Means.LIMIT_GAUGE)
        return (*_SIZE_MEANS, *(means for means in _FITTING[kind] if means not in gauged))
    return _FITTING[kind]


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
    rule: DecisionRule | None = None  # of its own; the workshop's otherwise
    sheet: DrawingSheet | None = None  # the ballooned drawing

    @property
    def inspected(self) -> tuple[Characteristic, ...]:
        """One characteristic for each occurrence: `4x` at balloon 7 gives 7.1 to 7.4, and the piece needs all."""
        counts = {given.balloon: given.callout.multiplicity for given in self.characteristics}
        return tuple(one for given in self.characteristics for one in _occurrences(given, counts))

    def require_complete(self) -> None:
        """Refuse a part that cannot be measured yet: `part.empty`, `part.means_to_choose`, `part.balloon_repeated`,
        `part.link_missing`, `part.link_broken`, `part.readings_direct_only`, `part.formula_missing`."""
        if not any(given.boxes for given in self.characteristics):
            raise Refusal("part.empty")
        if self.rule is not None and not self.rule.is_general:
            raise Refusal("decision.guard_by_characteristic")
        missing = tuple(
            given.balloon for given in self.characteristics if given.boxes and given.means is Means.TO_CHOOSE
        )
        if missing:
            raise Refusal("part.means_to_choose", balloons=missing)
        inspected = self.inspected
        self._require_distinct(inspected)
        sizes = {one.balloon for one in inspected if one.gives_bonus}
        for one in inspected:
            if one.lacks_link:
                raise Refusal("part.link_missing", balloon=one.balloon, callout=one.callout.text)
            if one.size_balloon and one.size_balloon not in sizes:
                raise Refusal("part.link_broken", balloon=one.balloon, size=one.size_balloon)
        for given in self.characteristics:
            if given.loses_readings:
                raise Refusal("part.readings_direct_only", balloon=given.balloon)
            if given.needs_formula:
                raise Refusal("part.formula_missing", balloon=given.balloon, symbol=given.callout.symbol)

    def _require_distinct(self, inspected: tuple[Characteristic, ...]) -> None:
        """Refuse two lines of one balloon, or a line that has the number of one occurrence of another."""
        lines = set(map(id, self.characteristics))
        occurrences = (one.balloon for one in inspected if id(one) not in lines)
        seen: set[str] = set()
        for balloon in (*(given.balloon for given in self.characteristics), *occurrences):
            if balloon in seen:
                raise Refusal("part.balloon_repeated", balloon=balloon)
            seen.add(balloon)


def _occurrences(given: Characteristic, counts: dict[str, int]) -> Iterator[Characteristic]:
    count = given.callout.multiplicity
    if count == 1:
        yield given
        return
    callout = replace(given.callout, text=without_multiplicity(given.callout.text), multiplicity=1)
    linked = counts.get(given.size_balloon, 1)
    for number in range(1, count + 1):
        yield replace(
            given,
            balloon=f"{given.balloon}.{number}",
            callout=callout,
            size_balloon=f"{given.size_balloon}.{number}" if linked == count else given.size_balloon,
            drawn_as=given.drawn_balloon,
        )
