"""ISO 965-1 and ISO 724: limits of size of an ISO metric thread from its diameter, pitch and tolerance class.

The tabulated (rounded) values of the standard are the authority, not its formulas; they are handed in as
`Iso965Tables`, so that this module reads no file. Every size and deviation is in millimetres, exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from metroapp.domain.message import Refusal

_CLASS = re.compile(r"([0-9])([A-Za-z])(?: ?([0-9])([A-Za-z]))?")
_MICROMETRE = Decimal("0.001")
# ISO 68-1: twice 3/8 H and twice 5/8 H, for a fundamental triangle of height H = P·√3/2.
_PITCH_DIAMETER_DEPTH = Decimal("0.649519")
_MINOR_DIAMETER_DEPTH = Decimal("1.082532")


@dataclass(frozen=True, slots=True)
class _Thread:
    """The tolerance grades and positions of ISO 965-1 for one of the two kinds of thread."""

    name: str  # as the tables name it
    positions: str
    pitch_grades: range
    crest_grades: tuple[int, ...]


_INTERNAL = _Thread("internal", "GH", range(4, 9), (4, 5, 6, 7, 8))
_EXTERNAL = _Thread("external", "abcdefgh", range(3, 10), (4, 6, 8))


@dataclass(frozen=True, slots=True)
class ThreadClass:
    """Tolerance class of a thread: grade and position of the pitch diameter, then of the crest diameter.

    Upper-case positions are internal threads, whose crest diameter is the minor one; lower-case positions are
    external threads, whose crest diameter is the major one (ISO 965-1, designation).
    """

    pitch_grade: int
    pitch_position: str
    crest_grade: int
    crest_position: str

    @classmethod
    def read(cls, text: str) -> ThreadClass:
        """Read `6g`, `5g6g` or `5H6H`.

        Refuses (`thread.unknown_class`) what names no grade or no position of ISO 965-1, and a pitch diameter of one
        kind of thread with a crest diameter of the other.
        """
        found = _CLASS.fullmatch(text)
        if not found:
            raise Refusal("thread.unknown_class", thread_class=text)
        pitch_grade, pitch_position, crest_grade, crest_position = found.groups()
        read = cls(int(pitch_grade), pitch_position, int(crest_grade or pitch_grade), crest_position or pitch_position)
        thread = _kind(read)
        if (
            read.pitch_position not in thread.positions
            or read.crest_position not in thread.positions
            or read.pitch_grade not in thread.pitch_grades
            or read.crest_grade not in thread.crest_grades
        ):
            raise Refusal("thread.unknown_class", thread_class=text)
        return read

    @property
    def is_internal(self) -> bool:
        return self.pitch_position.isupper()

    def __str__(self) -> str:
        pitch, crest = f"{self.pitch_grade}{self.pitch_position}", f"{self.crest_grade}{self.crest_position}"
        return pitch if pitch == crest else pitch + crest


@dataclass(frozen=True, slots=True)
class DiameterLimits:
    """Basic diameter and limits of size (mm). A limit that the standard does not give is None, never zero."""

    nominal: Decimal
    lower: Decimal | None
    upper: Decimal | None


@dataclass(frozen=True, slots=True)
class ThreadLimits:
    """Limits of the three diameters of one thread (mm).

    The root diameter has one limit only: the minor diameter of an external thread no lower one, since its root
    radius is specified instead, and the major diameter of an internal thread no upper one.
    """

    pitch_diameter: DiameterLimits
    major_diameter: DiameterLimits
    minor_diameter: DiameterLimits
    pitch: Decimal
    thread_class: str


@dataclass(frozen=True)
class _PitchRange:
    """Pitch diameter tolerances of one range of nominal diameters, *over … up to and including* (mm)."""

    over: Decimal
    up_to: Decimal
    tolerances: Mapping[tuple[Decimal, str, int], Decimal]


@dataclass(frozen=True)
class Iso965Tables:
    """The tables of ISO 965-1 (mm, by pitch, kind of thread, then grade or position) and ISO 261's coarse pitches."""

    pitch_tolerances: tuple[_PitchRange, ...]
    crest_tolerances: Mapping[tuple[Decimal, str, int], Decimal]
    deviations: Mapping[tuple[Decimal, str, str], Decimal]
    coarse_pitches: Mapping[Decimal, Decimal]

    @classmethod
    def from_rows(
        cls,
        pitch_rows: Iterable[Mapping[str, str]],
        crest_rows: Iterable[Mapping[str, str]],
        deviation_rows: Iterable[Mapping[str, str]],
        coarse_rows: Iterable[Mapping[str, str]],
    ) -> Iso965Tables:
        """Tables from the rows of `iso965_1_pitch_diameter_tolerance`, `…_crest_diameter_tolerance`,
        `…_fundamental_deviation` (micrometres) and `iso262_coarse_pitch` (mm).
        """
        ranges: dict[tuple[Decimal, Decimal], dict[tuple[Decimal, str, int], Decimal]] = {}
        for row in pitch_rows:
            bounds = Decimal(row["d_over"]), Decimal(row["d_upto"])
            key = Decimal(row["pitch"]), row["thread"], int(row["grade"])
            ranges.setdefault(bounds, {})[key] = Decimal(row["T_pitch_dia_um"]) * _MICROMETRE
        return cls(
            tuple(_PitchRange(over, up_to, found) for (over, up_to), found in sorted(ranges.items())),
            {
                (Decimal(row["pitch"]), row["thread"], int(row["grade"])): Decimal(row["T_crest_dia_um"]) * _MICROMETRE
                for row in crest_rows
            },
            {
                (Decimal(row["pitch"]), row["thread"], row["position"]): (
                    Decimal(row["fundamental_deviation_um"]) * _MICROMETRE
                )
                for row in deviation_rows
            },
            {Decimal(row["diameter_mm"]): Decimal(row["pitch_mm"]) for row in coarse_rows},
        )

    def coarse_pitch(self, diameter: Decimal) -> Decimal:
        """Pitch (mm) of a thread designated by its diameter (mm) alone (ISO 261, ISO 262).

        Refuses (`thread.no_coarse_pitch`) a diameter that has none.
        """
        pitch = self.coarse_pitches.get(diameter)
        if pitch is None:
            raise Refusal("thread.no_coarse_pitch", diameter=diameter)
        return pitch

    def require_pitch(self, diameter: Decimal, pitch: Decimal) -> None:
        """Refuse (`thread.no_such_pitch`) a pitch that the tables give for no thread of this diameter: `M8x20` is a
        screw and its length."""
        if not any(found == pitch for found, _, _ in self._pitch_tolerances(diameter)):
            raise Refusal("thread.no_such_pitch", diameter=diameter, pitch=pitch)

    def limits(self, diameter: Decimal, pitch: Decimal, thread_class: ThreadClass) -> ThreadLimits:
        """Limits of size for a nominal diameter and a pitch (mm).

        Refuses (`thread.not_in_standard`) a diameter, a pitch or a class that the tables of ISO 965-1 do not combine.
        """
        thread = _kind(thread_class)
        pitch_tolerance = self._pitch_tolerances(diameter).get((pitch, thread.name, thread_class.pitch_grade))
        crest_tolerance = self.crest_tolerances.get((pitch, thread.name, thread_class.crest_grade))
        pitch_deviation = self.deviations.get((pitch, thread.name, thread_class.pitch_position))
        crest_deviation = self.deviations.get((pitch, thread.name, thread_class.crest_position))
        if pitch_tolerance is None or crest_tolerance is None or pitch_deviation is None or crest_deviation is None:
            raise Refusal("thread.not_in_standard", diameter=diameter, pitch=pitch, thread_class=str(thread_class))
        pitch_basic, minor_basic = basic_pitch_diameter(diameter, pitch), basic_minor_diameter(diameter, pitch)
        # The root goes with the flanks: it takes the deviation of the pitch diameter (ISO 965-1, tolerance zones).
        if thread_class.is_internal:
            pitch_limits = _above(pitch_basic, pitch_deviation, pitch_tolerance)
            major = DiameterLimits(diameter, diameter + pitch_deviation, None)
            minor = _above(minor_basic, crest_deviation, crest_tolerance)
        else:
            pitch_limits = _below(pitch_basic, pitch_deviation, pitch_tolerance)
            major = _below(diameter, crest_deviation, crest_tolerance)
            minor = DiameterLimits(minor_basic, None, minor_basic + pitch_deviation)
        return ThreadLimits(pitch_limits, major, minor, pitch, str(thread_class))

    def _pitch_tolerances(self, diameter: Decimal) -> Mapping[tuple[Decimal, str, int], Decimal]:
        for row in self.pitch_tolerances:
            if row.over < diameter <= row.up_to:
                return row.tolerances
        return {}


def basic_pitch_diameter(diameter: Decimal, pitch: Decimal) -> Decimal:
    """d2 = D2 = d − 0.649519·P, rounded to 0.001 mm as ISO 724 tabulates it (mm)."""
    return _printed(diameter - _PITCH_DIAMETER_DEPTH * pitch)


def basic_minor_diameter(diameter: Decimal, pitch: Decimal) -> Decimal:
    """d1 = D1 = d − 1.082532·P, rounded to 0.001 mm as ISO 724 tabulates it (mm)."""
    return _printed(diameter - _MINOR_DIAMETER_DEPTH * pitch)


def _kind(thread_class: ThreadClass) -> _Thread:
    return _INTERNAL if thread_class.is_internal else _EXTERNAL


def _printed(size: Decimal) -> Decimal:
    return size.quantize(_MICROMETRE, rounding=ROUND_HALF_UP)


def _above(nominal: Decimal, lower_deviation: Decimal, tolerance: Decimal) -> DiameterLimits:
    """Limits of an internal diameter, whose fundamental deviation is the lower one (EI)."""
    return DiameterLimits(nominal, nominal + lower_deviation, nominal + lower_deviation + tolerance)


def _below(nominal: Decimal, upper_deviation: Decimal, tolerance: Decimal) -> DiameterLimits:
    """Limits of an external diameter, whose fundamental deviation is the upper one (es)."""
    return DiameterLimits(nominal, nominal + upper_deviation - tolerance, nominal + upper_deviation)
