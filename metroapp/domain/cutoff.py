"""The cut-off and the evaluation length of a roughness measurement, as the standards propose them.

The drawing prevails (λc, number of sampling lengths, evaluation length); else ISO 4288:1996, tables 1 to 3, by the
spacing RSm of a periodic profile (about the feed of a turned or milled surface), by Ra or Rz of another one; or
ISO 21920-3:2021, by the limit on the drawing. ISO 4288 goes by the roughness of the surface: the limit on the drawing
is its estimate here. The texts of both were not at hand: `data/standards/README.md` says what the figures rest on.
Lengths in millimetres, Ra and Rz in micrometres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Callout, TextureStandard
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import shortest

USUAL_LENGTHS = 5  # sampling lengths in the evaluation length
MOST_LENGTHS = 20
CUT_OFFS = tuple(Decimal(size) for size in ("0.08", "0.25", "0.8", "2.5", "8"))
_LONGEST = Decimal(200)
_LIKE_RA = ("Ra", "Rq")


class Basis(Enum):
    """What a proposal rests on."""

    DRAWING = "drawing"
    ROUGHNESS = "roughness"  # ISO 4288, a profile that is not periodic: by Ra or Rz
    SPACING = "spacing"  # ISO 4288, a periodic one: by RSm
    LIMIT = "limit"  # ISO 21920-3: by the limit on the drawing


@dataclass(frozen=True, slots=True)
class Trace:
    """How a profile is filtered and how far it is evaluated.

    Refuses `texture.trace`: a length that is not positive or no tester has, or more than twenty sampling lengths.
    """

    cut_off: Decimal  # λc
    sampling_lengths: int | None = USUAL_LENGTHS  # None where only the evaluation length is known
    evaluation_length: Decimal | None = None  # where it is not so many cut-offs

    def __post_init__(self) -> None:
        counted = self.sampling_lengths is None or 1 <= self.sampling_lengths <= MOST_LENGTHS
        if not counted or not 0 < self.cut_off <= _LONGEST or not 0 < self.length <= _LONGEST:
            raise Refusal("texture.trace", most=MOST_LENGTHS)

    @property
    def length(self) -> Decimal:
        """The evaluation length."""
        if self.evaluation_length is not None:
            return shortest(self.evaluation_length)
        return shortest(self.cut_off * (self.sampling_lengths or 0))

    def is_as(self, other: Trace) -> bool:
        """Whether both filter and evaluate alike, however they were said."""
        return (self.cut_off, self.length) == (other.cut_off, other.length)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A trace, and what it was found by."""

    trace: Trace
    basis: Basis
    standard: TextureStandard
    by: Decimal | None = None  # the limit (µm) or the spacing (mm) that the table was read with


class TraceSource(Enum):
    """Who says how a value was traced."""

    TESTER = "tester"  # in its own frame, sealed with the value
    DECLARED = "declared"  # whoever set it
    UNKNOWN = "unknown"  # nobody
    MIXED = "mixed"  # its measurements were not all traced alike


@dataclass(frozen=True, slots=True)
class _Row:
    over: Decimal
    up_to: Decimal | None
    trace: Trace


@dataclass(frozen=True, slots=True)
class CutOffTables:
    """By standard and parameter: `Ra`, `Rz`, and `RSm` of ISO 4288."""

    rows: Mapping[tuple[TextureStandard, str], tuple[_Row, ...]]

    @classmethod
    def from_rows(cls, files: Mapping[TextureStandard, Iterable[Mapping[str, str]]]) -> CutOffTables:
        """From the rows of the files of `data/standards`."""
        found: dict[tuple[TextureStandard, str], list[_Row]] = {}
        for standard, rows in files.items():
            for row in rows:
                up_to = Decimal(row["upto_incl"]) if row["upto_incl"] else None
                trace = Trace(Decimal(row["cut_off_mm"]), int(row["sampling_lengths"]))
                found.setdefault((standard, row["parameter"]), []).append(_Row(Decimal(row["over"]), up_to, trace))
        return cls({key: tuple(given) for key, given in found.items()})

    def trace(self, standard: TextureStandard, parameter: str, value: Decimal) -> Trace | None:
        """Of one line, read *over … up to and including*; None beyond the table."""
        for row in self.rows.get((standard, parameter), ()):
            if row.over < value and (row.up_to is None or value <= row.up_to):
                return row.trace
        return None


def propose(
    callout: Callout, standard: TextureStandard, tables: CutOffTables, spacing: Decimal | None = None
) -> Proposal | None:
    """What to set on the tester for a callout; None where no table goes so far, or no tester as far as the drawing.

    `spacing`: RSm of a periodic profile, or the feed; ISO 21920-3 does not ask for it.
    """
    try:
        return _proposed(callout, standard, tables, spacing)
    except Refusal:
        return None  # of a trace: twenty-five sampling lengths on the drawing


def _proposed(
    callout: Callout, standard: TextureStandard, tables: CutOffTables, spacing: Decimal | None
) -> Proposal | None:
    texture = callout.texture
    if texture is None:
        return None
    if texture.cut_off is not None:
        trace = Trace(texture.cut_off, texture.sampling_lengths or USUAL_LENGTHS)
        return Proposal(_drawn(callout, trace), Basis.DRAWING, standard)
    limit = callout.upper_limit if callout.upper_limit is not None else callout.lower_limit
    by, basis, parameter = limit, Basis.LIMIT, callout.parameter or ""  # ISO 21920-3 has limits for each parameter
    if standard is TextureStandard.ISO_4288:  # two tables for all
        basis, parameter = Basis.ROUGHNESS, "Ra" if callout.parameter in _LIKE_RA else "Rz"
        if spacing is not None:
            by, basis, parameter = spacing, Basis.SPACING, "RSm"
    found = None if by is None else tables.trace(standard, parameter, by)
    return None if found is None else Proposal(_drawn(callout, found), basis, standard, by)


def _drawn(callout: Callout, found: Trace) -> Trace:
    """With the number of sampling lengths and the evaluation length of the drawing, where it gives them."""
    texture = callout.texture
    assert texture is not None
    if texture.evaluation_length is not None:
        return Trace(found.cut_off, texture.sampling_lengths, texture.evaluation_length)
    return Trace(found.cut_off, texture.sampling_lengths or found.sampling_lengths)
