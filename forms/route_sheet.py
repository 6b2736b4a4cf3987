"""The fiche suiveuse of a work order: what really happened, operation by operation, and lines to go on by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from forms.blocks import Align, Barcode, Barcodes, Block, Cell, Column, Document, Fields, Notes, Signatures, Table, Visa
from forms.record_paper import drawing_of, is_simulated
from metroapp.domain.examined import sorting_said
from metroapp.domain.measurement import EntryId
from metroapp.domain.production import EventKind
from metroapp.domain.record import InspectionRecord
from metroapp.wording import documents
from metroapp.wording import papers as words
from metroapp.wording.numbers import day, moment

_BY_HAND = 6  # lines for the operations that have no record
_MOST_SAID = 2  # incidents in words; of more, how many
_SEPARATOR = " · "


def route_sheet(
    order: str,
    records: Sequence[InspectionRecord],
    sheets: Mapping[EntryId, Sequence[str]],
    *,
    code: str,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """Describe the records of a work order, the first one first. `sheets` are the numbers of the fiches about each;
    `code` is what the barcode of the order holds, empty where none can; `head` says where the chains stand."""
    blocks: list[Block] = [_header(order, records), _operations(records, sheets), Notes((words.ROUTE_NOTE,))]
    if code:
        blocks.append(Barcodes(words.ORDER_LABEL, 2, (Barcode(order, code),)))
    blocks.append(Signatures((Visa(words.RELEASE, "", ""), Visa(documents.QUALITY_FUNCTION, "", ""))))
    drawings = dict.fromkeys(drawing_of(record.part) for record in records)
    return Document(
        title=words.ROUTE,
        number=order,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=documents.SIMULATION if any(map(is_simulated, records)) else "",
        blocks=tuple(blocks),
        drawing=_SEPARATOR.join(filter(None, drawings)),
    )


def _header(order: str, records: Sequence[InspectionRecord]) -> Fields:
    parts = [record.part for record in records]
    launched = next((str(count) for record in records if (count := _launched(record)) is not None), "")
    closings = [record.closing for record in records]
    ended = max((one.at for one in closings if one is not None), default=None)
    pairs = (
        (documents.WORK_ORDER, order),
        (documents.DESIGNATION, _each(part.designation for part in parts)),
        (documents.REFERENCE, _each(part.reference for part in parts)),
        (documents.DRAWING, _each(f"{part.drawing} – {part.revision}" for part in parts)),
        (documents.MATERIAL, _each(part.material for part in parts)),
        (documents.CUSTOMER, _each(part.customer for part in parts)),
        (documents.LOT, _each(record.header.lot for record in records)),
        (words.ROUTE_QUANTITY, launched),
        (words.ROUTE_RECORDS, str(len(records))),
        (words.ROUTE_FROM, moment(records[0].header.opened_at) if records else ""),
        (words.ROUTE_TO, words.STILL_OPEN if None in closings or ended is None else moment(ended)),
    )
    return Fields(tuple((title, value or documents.NOT_GIVEN) for title, value in pairs))


def _launched(record: InspectionRecord) -> int | None:
    return None if record.follow_up is None else record.follow_up.launched


def _each(said: Iterable[str]) -> str:
    return _SEPARATOR.join(dict.fromkeys(filter(None, said)))


def _operations(records: Sequence[InspectionRecord], sheets: Mapping[EntryId, Sequence[str]]) -> Table:
    columns = (
        Column(words.PHASE, 26),
        Column(words.MACHINE_OR_POST, 18),
        Column(words.MINUTES_SPENT, 14),
        Column(words.GOOD, 8, Align.RIGHT),
        Column(words.BAD, 8, Align.RIGHT),
        Column(words.SCRAP, 8, Align.RIGHT),
        Column(words.RELEVE_NUMBER, 18),
        Column(words.INCIDENTS, 30),
        Column(words.DAY, 13),
        Column(words.OPERATOR_VISA, 18),
        Column(words.VISA, 14),
    )
    rows = [_operation(record, sheets.get(record.header.id, ())) for record in records]
    blank: tuple[Cell, ...] = ("",) * len(columns)
    return Table(words.OPERATIONS, words.SHEET_OPERATIONS, columns, (*rows, *[blank] * _BY_HAND), by_hand=True)


def _operation(record: InspectionRecord, sheets: Sequence[str]) -> tuple[Cell, ...]:
    known, closing = record.header, record.closing
    return (
        known.operation or documents.NOT_GIVEN,
        known.machine or documents.NOT_GIVEN,
        _minutes(record),
        *_quantities(record),
        known.number,
        _incidents(record, sheets),
        day(closing.at if closing is not None else known.opened_at),
        known.operator,
        documents.SIGNED if closing is not None and closing.signed else "",
    )


def _minutes(record: InspectionRecord) -> str:
    """Allotted to the record, and spent as the follow-up says: half of a time is not a time."""
    filled, allotted = record.follow_up, record.options.minutes
    times = (None, None) if filled is None else (filled.set_up_minutes, filled.machining_minutes)
    spent = None if None in times else sum(one for one in times if one is not None)
    if allotted is None and spent is None:
        return ""
    said = (documents.NOT_GIVEN if one is None else str(one) for one in (allotted, spent))
    return " / ".join(said)


def _quantities(record: InspectionRecord) -> tuple[str, str, str]:
    filled, sorting = record.follow_up, sorting_said(record)
    if filled is not None and filled.good is not None:
        counts = (filled.good, filled.nonconforming, filled.scrap)
        return tuple("" if count is None else str(count) for count in counts)  # type: ignore[return-value]
    bad = sorting.nonconforming + sorting.concession + sorting.held
    return words.FROM_SORTING.format(count=sorting.conforming), words.FROM_SORTING.format(count=bad), ""


def _incidents(record: InspectionRecord, sheets: Sequence[str]) -> str:
    events = [event.text for event in record.production if event.kind is EventKind.INCIDENT]
    said = [words.MORE_INCIDENTS.format(count=len(events))] if len(events) > _MOST_SAID else list(filter(None, events))
    if sheets:
        sentence = words.SHEET_NUMBER_ONE if len(sheets) == 1 else words.SHEET_NUMBERS
        said.append(sentence.format(numbers=", ".join(sheets)))
    if unsorted := sorting_said(record).unsorted:  # neither good nor bad: without it the quantities would not add up
        said.append(words.UNSORTED_ONE if unsorted == 1 else words.UNSORTED_PIECES.format(count=unsorted))
    return " ; ".join(said)
