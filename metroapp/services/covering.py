"""Which pieces a dérogation covers, from the values of the records: never one more than it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from metroapp.domain.concession_files import (
    BadBox,
    ConcessionActivated,
    ConcessionFile,
    Found,
    IdentifiedPiece,
    PieceFound,
)
from metroapp.domain.decision import requirement_of, value_of
from metroapp.domain.measurement import BoxKey, EntryId, Measurement
from metroapp.domain.message import Message, Refusal
from metroapp.domain.nonconformity_acts import BadFinding
from metroapp.domain.operations import Concession, ConcessionEnded
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.services.inspection import Inspection
from metroapp.wording.labels import label
from metroapp.wording.numbers import quantity as shown

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

Change = Concession | ConcessionEnded
_UNFINISHED = frozenset({BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE, BoxStatus.UNDECIDED})


def part_key(record: InspectionRecord) -> tuple[str, str, str]:
    part = record.part
    return part.reference, part.drawing, part.revision


def finding(record: InspectionRecord, box: BoxKey, *, given_up: bool = False) -> BadFinding:
    """A bad value as a sheet keeps it; of a piece that was `given_up`, a good one too, for it to be decided again.

    Refuses `nonconformity.not_bad`, and as `InspectionRecord.require_box`.
    """
    characteristic = record.require_box(box)
    measurement = record.measurement(box)
    if measurement is None or (record.status(box) is not BoxStatus.NONCONFORMING and not given_up):
        raise Refusal("nonconformity.not_bad", piece=box.piece, balloon=box.balloon)
    said = (
        shown(measurement.quantity)
        if measurement.quantity is not None
        else label(measurement.observation)
        if measurement.observation is not None
        else ""
    )
    return BadFinding(box, measurement.id, characteristic.callout.text, said, measurement.instrument or "")


def bad_boxes(record: InspectionRecord, piece: int) -> tuple[BadBox, ...]:
    """The nonconforming boxes of a piece, with the limits that decided."""
    return tuple(_bad(record, box) for box in record.boxes_of(piece) if record.status(box) is BoxStatus.NONCONFORMING)


def _bad(record: InspectionRecord, box: BoxKey) -> BadBox:
    measurement, characteristic = record.measurement(box), record.characteristic(box.balloon)
    assert measurement is not None
    callout, bonus = characteristic.callout, record.bonus(box).value
    lower = upper = None
    if callout.has_limits:
        requirement = requirement_of(callout) if bonus is None else requirement_of(callout, bonus)
        lower, upper = requirement.lower, requirement.upper
    before: tuple[Found, ...] = ()
    if record.options.concordant and measurement.id not in record.visas:
        history = record.history(box)
        before = tuple(_found(record, one) for one in history[: history.index(measurement)])
    rule = record.rule(characteristic)
    found = _found(record, measurement)
    return BadBox(box, measurement.id, characteristic, found, lower, upper, rule, before)


def _found(record: InspectionRecord, measurement: Measurement) -> Found:
    callout = record.characteristic(measurement.box.balloon).callout
    counts = measurement.id not in record.cancelled and not record.is_void(measurement)
    if measurement.quantity is None or not callout.has_limits:
        return Found(None, None, counts)
    uncertainty = measurement.uncertainty
    assert callout.unit is not None
    u = None if uncertainty is None else uncertainty.quantity.to(callout.unit).value
    return Found(value_of(measurement.quantity, callout), u, counts)


def is_complete(record: InspectionRecord, piece: int) -> bool:
    """Whether everything that was to be measured on a piece is, beyond doubt."""
    return not any(record.status(box) in _UNFINISHED for box in record.boxes_of(piece))


def is_made_before(record: InspectionRecord, piece: int, place: EntryId) -> bool:
    """Whether a piece was made before a place in the journal: it, or a later one of the record, has a value, an
    impossible box or an event of production that came first. Clocks are set back, the journal is not."""

    def is_before(id: EntryId) -> bool:
        return (id.sequence, id.post) < (place.sequence, place.post)

    if any(is_before(one.id) for one in record.declared_impossible if one.box.piece >= piece):
        return True
    if any(is_before(one.id) for one in record.production if one.after >= piece):
        return True
    return any(
        is_before(one.id)
        for later in range(piece, record.pieces.stop)
        for box in record.boxes_of(later)
        for one in record.history(box)[:1]
    )


def is_simulated(record: InspectionRecord, piece: int) -> bool:
    """Whether a value of a piece was simulated."""
    return record.header.simulated or any(
        one.simulated for box in record.boxes_of(piece) for one in record.history(box)
    )


def objection(
    file: ConcessionFile, record: InspectionRecord, piece: int, on: date, *, safety_allowed: bool = False
) -> Message | None:
    """Why a dérogation does not cover a piece as it is; None where it does."""
    if piece in record.left:
        return Message("piece.left", {"piece": piece, "departure": record.left[piece].departure})
    bad = bad_boxes(record, piece)
    if not bad:
        return Message("concession_file.nothing_bad", {"piece": piece})
    for one in bad:
        by = record.conceded(one.box)
        if by is not None and by.number != file.number:
            return Message(
                "concession_file.conceded", {"piece": piece, "balloon": one.box.balloon, "number": by.number}
            )
    found = PieceFound(
        record.header.id,
        part_key(record),
        piece,
        bad,
        is_simulated(record, piece),
        lambda place: is_made_before(record, piece, place),
        safety_allowed,
    )
    return file.objection(found, on)


def concession(file: ConcessionFile, record: InspectionRecord, piece: int, by: str, at: datetime) -> Concession:
    """What covers the bad boxes of a piece: granted by whoever activated the dérogation."""
    activation = file.activation
    assert activation is not None
    balloons = tuple(dict.fromkeys(bad.box.balloon for bad in bad_boxes(record, piece)))
    return Concession(
        EntryId("", 0), file.number, piece, balloons, file.request.reason, activation.granted_by, by, at, signed=True
    )


def records_of(archive: Archive, number: str, inspection: Inspection | None) -> Iterator[InspectionRecord]:
    """The records with a piece that a dérogation covers or covered; the one on the bench as it is there."""
    opened = None if inspection is None else inspection.record
    for id in archive.records_with_concession(number):
        yield opened if opened is not None and opened.header.id == id else archive.load(id)


def still_there(record: InspectionRecord, number: str) -> list[Concession]:
    """The concessions of a dérogation that cover pieces which were neither shipped nor scrapped."""
    pieces = record.standing(number) - record.left.keys()
    covers = (record.conceded(box) for piece in sorted(pieces) for box in record.boxes_of(piece))
    return list({one.id: one for one in covers if one is not None and one.number == number}.values())


def counted(record: InspectionRecord, piece: int, permits: frozenset[str]) -> list[Concession]:
    """The concessions of a piece by which it holds a place in the count of a dérogation."""
    covers = (record.conceded(box) for box in record.boxes_of(piece))
    return list({one.id: one for one in covers if one is not None and one.number in permits}.values())


def require_as_measured(record: InspectionRecord, part: tuple[str, str, str], named: IdentifiedPiece) -> None:
    """Refuse to ask for a piece that is not as the demand says: all its bad values, and no others.

    Refuses `record.unknown_piece`, `piece.left`, `concession_file.other_record`, `.not_bad`, `.values_differ`,
    `.conceded`.
    """
    piece, number = named.piece, record.header.number
    if piece not in record.pieces:
        raise Refusal("record.unknown_piece", piece=piece)
    record.require_present(piece)
    if part_key(record) != part:
        raise Refusal("concession_file.other_record", record=number)
    bad = bad_boxes(record, piece)
    if not bad:
        raise Refusal("concession_file.not_bad", piece=piece, record=number)
    if sorted(named.measurements) != sorted(one.measurement for one in bad):
        raise Refusal("concession_file.values_differ", piece=piece, record=number)
    for one in bad:
        by = record.conceded(one.box)
        if by is not None:
            raise Refusal("concession_file.conceded", piece=piece, balloon=one.box.balloon, number=by.number)


def named_pieces(
    archive: Archive,
    file: ConcessionFile,
    inspection: Inspection | None,
    activation: ConcessionActivated,
    *,
    safety_allowed: bool,
) -> list[tuple[InspectionRecord, list[Change]]]:
    """The pieces that a dérogation *après réalisation* names, each with what covers it.

    Refuses `concession_file.not_covered` where one of them is not covered as it is: nothing is then activated.
    """
    opened = None if inspection is None else inspection.record
    found: dict[EntryId, tuple[InspectionRecord, list[Change]]] = {}
    for named in file.request.pieces:
        if named.record not in found:
            is_open = opened is not None and opened.header.id == named.record
            record = opened if is_open and opened is not None else archive.load(named.record)
            found[named.record] = (record, [])
        record, changes = found[named.record]
        if named.piece not in record.pieces or not bad_boxes(record, named.piece):
            raise Refusal("concession_file.not_bad", piece=named.piece, record=record.header.number)
        on = activation.at.astimezone().date()
        why = objection(file, record, named.piece, on, safety_allowed=safety_allowed)
        if why is not None:
            raise Refusal("concession_file.not_covered", message=why)
        changes.append(concession(file, record, named.piece, activation.by, activation.at))
    return list(found.values())
