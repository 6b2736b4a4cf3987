"""The pieces that a dérogation names, and those that it covers or covered, as tables of its paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forms.blocks import Align, Cell, Column, Table
from forms.measurements import by_how_much, shown
from metroapp.domain.acceptance import Verdict
from metroapp.domain.concession_files import ConcessionFile, IdentifiedPiece
from metroapp.domain.measurement import EntryId, Measurement
from metroapp.domain.operations import Concession
from metroapp.domain.record import InspectionRecord
from metroapp.wording import documents
from metroapp.wording import treatment as words
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.labels import label
from metroapp.wording.numbers import day

Records = Mapping[EntryId, InspectionRecord]


def named(file: ConcessionFile, records: Records) -> Table:
    """The pieces of the demand, each with the values to be accepted."""
    columns = (
        Column(words.RECORD, 20),
        Column(documents.WORK_ORDER, 18),
        Column(documents.LOT, 18),
        Column(documents.PIECE_TITLE, 8),
        Column(documents.BALLOON, 12),
        Column(words.REQUIREMENT, 18),
        Column(words.VALUE, 16, Align.RIGHT),
        Column(words.EXCEEDANCE, 34),
    )
    rows = [row for one in file.request.pieces for row in _piece(one, records.get(one.record))]
    return Table(words.NAMED, words.SHEET_NAMED, columns, tuple(rows))


def _piece(named: IdentifiedPiece, record: InspectionRecord | None) -> Iterable[tuple[Cell, ...]]:
    if record is None:
        unknown = (documents.NOT_GIVEN,) * 6
        return [(str(named.record), *unknown[:2], named.piece, *unknown[:4])]
    header, wanted = record.header, set(named.measurements)
    found = [one for box in record.boxes_of(named.piece) for one in record.history(box) if one.id in wanted]
    return [(header.number, header.work_order, header.lot, named.piece, *_accepted(record, one)) for one in found]


def _accepted(record: InspectionRecord, found: Measurement) -> tuple[Cell, ...]:
    characteristic = record.characteristic(found.box.balloon)
    balloon = balloon_label(characteristic, found.box.code)
    return (balloon, characteristic.callout.text, shown(found), by_how_much(record, found))


def covered(file: ConcessionFile, records: Records) -> Table:
    """Every piece that it ever covered, and what became of that."""
    columns = (
        Column(words.RECORD, 20),
        Column(documents.WORK_ORDER, 16),
        Column(documents.LOT, 16),
        Column(documents.PIECE_TITLE, 7),
        Column(words.VALUE, 36),
        Column(words.WHAT_IT_IS, 36),
        Column(words.DATE, 18),
    )
    rows = tuple(
        (
            record.header.number,
            record.header.work_order,
            record.header.lot,
            one.piece,
            _values(record, one),
            _situation(record, one),
            one.at,
        )
        for record in records.values()
        for one in record.concessions
        if one.number == file.number
    )
    return Table(words.COVERED, words.COVERED, columns, rows)


def _values(record: InspectionRecord, granted: Concession) -> str:
    """The bad values that it covers, or covered: those that decided when it was recorded."""
    found = []
    for box in record.boxes_of(granted.piece):
        before = [one for one in record.history(box) if one.id.sequence < granted.id.sequence]
        if box.balloon in granted.balloons and before and record.decide(before[-1]) is Verdict.NONCONFORMING:
            balloon = balloon_label(record.characteristic(box.balloon), box.code)
            found.append(words.VALUE_OF.format(balloon=balloon, value=shown(before[-1])))
    return " ; ".join(found)


def _situation(record: InspectionRecord, granted: Concession) -> str:
    ended = next((one for one in record.ended_concessions if one.concession == granted.id), None)
    if ended is not None:
        return words.ENDED.format(reason=ended.reason)
    if granted.piece not in record.standing(granted.number):
        return words.NOT_ANY_MORE
    left = record.left.get(granted.piece)
    if left is None:
        return words.COVERED_NOW
    return words.COVERED_AND_LEFT.format(departure=label(left.departure), at=day(left.at))
