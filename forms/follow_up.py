"""The papers that go with a relevé in the manufacturing file: the follow-up of the series, the set-up sheet.

They print what was last filled in, and say what nobody filled in: an empty box is never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forms.blocks import Align, Block, Cell, Column, Document, Notes, Signatures, Table, Visa
from forms.corrections import ProvenRegister, corrections_of_record
from forms.record_paper import header, paper
from metroapp.domain.examined import sorting_said
from metroapp.domain.production import (
    QUANTITIES,
    TIMES,
    Blank,
    EventKind,
    FollowUp,
    ProductionEvent,
    SetUpSheet,
    missing,
)
from metroapp.domain.record import InspectionRecord
from metroapp.wording import documents
from metroapp.wording import follow_up as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, moment

_OF_THE_SERIES = frozenset(Blank(name) for name in (*QUANTITIES, *TIMES))
_OFFSETS = (EventKind.OFFSET, EventKind.TOOL_CHANGE)  # what corrects a gauge after the set-up


def follow_up(
    record: InspectionRecord,
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
    corrections: Sequence[ProvenRegister] = (),
) -> Document:
    """« Suivi de production »: quantities beside the sorting, times, events, what was typed in the registers of tools.
    `head`: digest of the chain, in hex."""
    filled = record.follow_up
    blanks = [blank for blank in missing(filled, record.set_up) if blank in _OF_THE_SERIES]
    tables = [_quantities(record), _times(filled), _events(record), corrections_of_record(corrections)]
    blocks: list[Block] = [header(record, _own_fields(record, filled)), *(table for table in tables if table.rows)]
    if filled is not None and filled.comment:
        blocks.append(_comment(filled.comment))
    blocks += [*_still_missing(blanks), _visas(record, filled)]
    return paper(words.TITLE, record, blocks, workshop=workshop, head=head, issued_at=issued_at, program=program)


def set_up_sheet(
    record: InspectionRecord,
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
    corrections: Sequence[ProvenRegister] = (),
) -> Document:
    """« Fiche de réglage »: the machine, the tools with their gauges, and what corrected them since."""
    filled = record.set_up
    blanks = [blank for blank in missing(record.follow_up, filled) if blank not in _OF_THE_SERIES]
    tables = [_machine(filled), _tools(filled), _offsets(record), corrections_of_record(corrections)]
    blocks: list[Block] = [header(record, _own_fields(record, filled)), *(table for table in tables if table.rows)]
    blocks += [*_still_missing(blanks), _visas(record, filled)]
    return paper(words.SET_UP_SHEET, record, blocks, workshop=workshop, head=head, issued_at=issued_at, program=program)


def _own_fields(record: InspectionRecord, filled: FollowUp | SetUpSheet | None) -> tuple[tuple[str, str], ...]:
    known, allotted = record.header, record.options.minutes
    return (
        (words.LAUNCHED_IN_RECORD, str(known.pieces)),
        (words.RECORD, known.number),
        (documents.OPENED, moment(known.opened_at)),
        (words.ALLOTTED, words.MINUTES.format(minutes=allotted) if allotted else ""),
        (words.FILLED_BY, filled.by if filled else words.NOT_FILLED),
        (words.FILLED_AT, moment(filled.at) if filled else words.NOT_FILLED),
    )


def _quantities(record: InspectionRecord) -> Table:
    """What the operator counted above what the relevé sorts: the reader compares them."""
    filled, sorting = record.follow_up, sorting_said(record)
    titles = words.FIELDS
    counted: list[tuple[str, int | None, int | None]] = [
        (titles["launched"], _count(filled, "launched"), sorting.pieces),
        (titles["good"], _count(filled, "good"), sorting.conforming),
        (
            titles["nonconforming"],
            _count(filled, "nonconforming"),
            sorting.nonconforming + sorting.concession + sorting.held,
        ),
    ]
    if sorting.concession:
        counted.append((words.CONCEDED, None, sorting.concession))
    if sorting.held:
        counted.append((words.HELD, None, sorting.held))
    counted += [
        (titles["scrap"], _count(filled, "scrap"), None),
        (words.UNACCOUNTED_COLUMN, _count(filled, "unaccounted"), sorting.unsorted),
    ]
    return Table(
        words.PAPER_QUANTITIES,
        words.SHEET_QUANTITIES,
        (Column(words.ORIGIN, 24), *(Column(title, 18, Align.RIGHT) for title, _, _ in counted)),
        (
            (words.FOLLOW_UP_ROW, *(_or_dash(count) for _, count, _ in counted)),
            (words.SORTING_ROW, *(_or_dash(count) for _, _, count in counted)),
        ),
    )


def _times(filled: FollowUp | None) -> Table:
    times = [_count(filled, name) for name in TIMES]
    known = [minutes for minutes in times if minutes is not None]
    total = sum(known) if len(known) == len(times) else None
    titles = (*(words.FIELDS[name] for name in TIMES), words.TOTAL)
    columns = tuple(Column(title, 18) for title in titles)
    return Table(words.PAPER_TIMES, words.SHEET_TIMES, columns, (tuple(map(_or_dash, (*times, total))),))


def _events(record: InspectionRecord) -> Table:
    return Table(words.PAPER_EVENTS, words.SHEET_EVENTS, _EVENT_COLUMNS, tuple(map(_event, record.production)))


def _offsets(record: InspectionRecord) -> Table:
    rows = tuple(_event(event) for event in record.production if event.kind in _OFFSETS)
    return Table(words.PAPER_OFFSETS, words.SHEET_OFFSETS, _EVENT_COLUMNS, rows)


_EVENT_COLUMNS = (
    Column(documents.DATE, 18),
    Column(words.PIECE, 10),
    Column(words.WHAT, 18),
    Column(words.TOOL, 14),
    Column(words.TEXT, 56),
    Column(documents.BY, 16),
)


def _event(event: ProductionEvent) -> tuple[Cell, ...]:
    return event.at, words.after_piece(event.after), label(event.kind), event.tool, event.text, event.by


def _comment(text: str) -> Table:
    return Table(words.COMMENT, words.COMMENT, (Column(words.TEXT, 10),), ((text,),))


def _machine(filled: SetUpSheet | None) -> Table:
    names = [name for name in words.SET_UP_FIELDS if name != "comment" or (filled is not None and filled.comment)]
    rows = tuple(
        (words.SET_UP_FIELDS[name], (getattr(filled, name) if filled else "") or documents.NOT_GIVEN) for name in names
    )
    return Table(words.MACHINE, words.MACHINE, (Column(words.ENTRY, 24), Column(words.VALUE, 108)), rows)


def _tools(filled: SetUpSheet | None) -> Table:
    rows = tuple(
        (
            tool.tool,
            _or_dash(tool.offset),
            _or_dash(tool.designation),
            _or_dash(tool.gauge_x),
            _or_dash(tool.gauge_z),
            _or_dash(tool.nose_radius),
        )
        for tool in (filled.tools if filled else ())
    )
    titles = words.TOOL_FIELDS
    columns = (
        Column(titles["tool"], 8),
        Column(titles["offset"], 8),
        Column(titles["designation"], 60),
        Column(titles["gauge_x"], 18, Align.RIGHT),
        Column(titles["gauge_z"], 18, Align.RIGHT),
        Column(titles["nose_radius"], 20, Align.RIGHT),
    )
    return Table(words.PAPER_TOOLS, words.SHEET_TOOLS, columns, rows)


def _still_missing(blanks: list[Blank]) -> list[Block]:
    if not blanks:
        return []
    return [Notes((words.PAPER_MISSING.format(blanks=", ".join(label(blank) for blank in blanks)),))]


def _visas(record: InspectionRecord, filled: FollowUp | SetUpSheet | None) -> Block:
    """Nobody signs these papers with a secret: the boxes are for the pen."""
    name, date = (filled.by, day(filled.at)) if filled else (record.header.operator, "")
    return Signatures((Visa(documents.OPERATOR_FUNCTION, name, date), Visa(documents.QUALITY_FUNCTION, "", "")))


def _count(filled: FollowUp | None, name: str) -> int | None:
    return getattr(filled, name) if filled is not None else None


def _or_dash(cell: Cell) -> Cell:
    return documents.NOT_GIVEN if cell is None or cell == "" else cell
