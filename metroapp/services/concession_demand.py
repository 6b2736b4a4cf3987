"""A demand of dérogation from what is known: the bad values of a record as they are, or the limits that are typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from metroapp.domain.callout import Callout
from metroapp.domain.concession_files import IdentifiedPiece, WidenedLimits
from metroapp.domain.decision import value_of
from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity_acts import BadFinding
from metroapp.domain.quantity_text import read_quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import Disposition
from metroapp.services import covering
from metroapp.wording.labels import label
from metroapp.wording.numbers import quantity as shown


@dataclass(frozen=True, slots=True)
class BadPiece:
    """A nonconforming piece, with its bad values in words."""

    piece: int
    findings: tuple[BadFinding, ...]


def bad_pieces(record: InspectionRecord) -> tuple[BadPiece, ...]:
    """The pieces of a record that are nonconforming and still there."""
    return tuple(
        BadPiece(piece, tuple(covering.finding(record, bad.box) for bad in covering.bad_boxes(record, piece)))
        for piece in record.pieces
        if record.disposition(piece) is Disposition.NONCONFORMING
        and piece not in record.left
        and covering.bad_boxes(record, piece)
    )


def as_measured(
    record: InspectionRecord, pieces: Iterable[int]
) -> tuple[tuple[WidenedLimits, ...], tuple[IdentifiedPiece, ...]]:
    """What a dérogation *après réalisation* asks for: these pieces with their bad values, and limits no wider than the
    worst of them."""
    lower: dict[str, Decimal | None] = {}
    upper: dict[str, Decimal | None] = {}
    named: list[IdentifiedPiece] = []
    for piece in pieces:
        bad = covering.bad_boxes(record, piece)
        named.append(IdentifiedPiece(record.header.id, piece, tuple(one.measurement for one in bad)))
        for one in bad:
            balloon, value = one.box.balloon, one.found.value
            callout = record.characteristic(balloon).callout
            low, high = lower.setdefault(balloon, None), upper.setdefault(balloon, None)
            if value is None:
                continue
            if callout.lower_limit is not None and value < callout.lower_limit:
                lower[balloon] = value if low is None else min(low, value)
            if callout.upper_limit is not None and value > callout.upper_limit:
                upper[balloon] = value if high is None else max(high, value)
    return tuple(WidenedLimits(balloon, lower[balloon], upper[balloon]) for balloon in lower), tuple(named)


def read_limits(balloon: str, callout: Callout, lower: str, upper: str) -> WidenedLimits | None:
    """Limits as typed, in the unit of the readings; None where neither is; refuses as `read_quantity`."""
    if not (lower.strip() or upper.strip()):
        return None

    def limit(text: str) -> Decimal | None:
        return value_of(read_quantity(text, callout.reading_unit), callout) if text.strip() else None

    return WidenedLimits(balloon, limit(lower), limit(upper))


def values_after(record: InspectionRecord, measurements: tuple[EntryId, ...]) -> tuple[str, ...]:
    """The values of measurements of a record, in words."""
    wanted = set(measurements)
    said = {}
    for box in record.boxes():
        for one in record.history(box):
            if one.id in wanted:
                text = label(one.observation) if one.observation is not None else ""
                said[one.id] = shown(one.quantity) if one.quantity is not None else text
    return tuple(said[id] for id in measurements if id in said)
