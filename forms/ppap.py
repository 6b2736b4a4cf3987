"""PPAP dimensional results (element 9): each characteristic with its limits and the results of up to six pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from forms.blocks import Align, Block, Cell, Column, Document, Fields, Notes, Signatures, Table, Visa
from forms.record_data import RecordData, ResultLine, result_lines
from forms.record_paper import paper
from metroapp.domain.sorting import BoxStatus
from metroapp.wording import documents
from metroapp.wording import first_article as words
from metroapp.wording.labels import balloon, label
from metroapp.wording.numbers import UNIT_SYMBOLS, day

PAPER = "ppap"
MOST_PIECES = 6  # customary


def ppap(data: RecordData) -> Document:
    """Describe the results of the first six pieces that were measured, each box with its verdict over all of them."""
    pieces = _shown(data)
    boxes: dict[str, list[ResultLine]] = {}
    for line in result_lines(data):
        if line.box.piece in pieces:
            boxes.setdefault(line.name, []).append(line)
    elsewhere = dict.fromkeys(
        _name(line) for line in result_lines(data) if line.box.piece not in pieces and line.is_bad
    )
    rows = tuple(_row(lines) for lines in boxes.values())
    bad = frozenset(at for at, lines in enumerate(boxes.values()) if any(line.is_bad for line in lines))
    undocumented = [
        _name(lines[0])
        for lines in boxes.values()
        if any(line.is_bad and not (line.sheet or line.concession) for line in lines)
    ]
    count = len(data.record.pieces)
    notes = [words.PIECES_SHOWN.format(pieces=_ranges(pieces), count=count), words.OK_NEEDS_ALL]
    if elsewhere:
        notes.append(words.BAD_ELSEWHERE.format(balloons=", ".join(elsewhere)))
    if undocumented:
        notes.append(words.NEEDS_DEVIATION.format(balloons=", ".join(undocumented)))
    if data.record.closing is None:
        notes.append(words.OPEN)
    blocks: list[Block] = [
        Fields(_head(data), by_hand=True),
        Table(words.RESULTS, words.PPAP_SHEET, _columns(pieces), rows, bad=bad),
        _signatures(data),
        Notes((*notes, words.BY_HAND, words.NOT_AIAG)),
    ]
    found = paper(
        words.PPAP_TITLE, data.record, blocks, workshop=data.workshop, head=data.head, issued_at=data.issued_at,
        program=data.program,
    )  # fmt: skip
    return replace(found, paper=PAPER, of=str(data.record.header.id), sealed=data.sealed, logo=data.logo)


def _shown(data: RecordData) -> list[int]:
    record = data.record
    measured = [piece for piece in record.pieces if any(map(record.measurement, record.boxes_of(piece)))]
    return (measured or list(record.pieces))[:MOST_PIECES]


def _head(data: RecordData) -> tuple[tuple[str, str], ...]:
    part, header = data.record.part, data.record.header
    return (
        (words.ORGANIZATION_NAME, data.workshop),
        (words.SUPPLIER_CODE_NAME, ""),
        (words.PART_NUMBER_NAME, part.reference),
        (words.PART_NAME_NAME, part.designation),
        (words.DRAWING_NAME, part.drawing),
        (words.CHANGE_LEVEL, part.revision),
        (words.CHANGE_DOCUMENTS, ""),
        (words.CUSTOMER_NAME, part.customer),
        (words.RECORD_NAME, ", ".join(one for one in (header.number, header.lot) if one)),
        (words.MASTER_SAMPLE, ""),
    )


def _columns(pieces: Sequence[int]) -> tuple[Column, ...]:
    return (
        Column(words.ITEM, 15),
        Column(words.DIMENSION, 42),
        Column(words.LOWER, 14, Align.RIGHT),
        Column(words.UPPER, 14, Align.RIGHT),
        Column(words.UNIT, 9),
        Column(words.TEST_DATE, 15),
        Column(words.QUANTITY, 10, Align.RIGHT),
        *(Column(words.PIECE_NUMBER.format(piece=piece), 15, Align.RIGHT) for piece in pieces),
        Column(words.OK, 7),
        Column(words.NOT_OK, 9),
        Column(words.DEVIATION, 20),
    )


def _row(lines: Sequence[ResultLine]) -> tuple[Cell, ...]:
    first, found = lines[0], [line.measurement for line in lines if line.measurement]
    asked = first.characteristic
    is_bad = any(line.is_bad for line in lines)
    is_good = all(line.status is BoxStatus.CONFORMING for line in lines if line.status is not BoxStatus.NOT_PLANNED)
    about = words.ABOUT.format(designation=asked.designation, callout=asked.callout.text)
    references = dict.fromkeys(one for line in lines for one in (line.sheet, line.concession) if one)
    return (
        _name(first),
        about if asked.designation else asked.callout.text,
        first.lower,
        first.upper,
        "" if first.unit is None else UNIT_SYMBOLS[first.unit],
        max(one.at for one in found).astimezone().date() if found else None,
        len(found),
        *(_value(line) for line in lines),
        words.TICK if found and is_good and not is_bad else "",
        words.TICK if is_bad else "",
        words.AND.join(references),
    )


def _value(line: ResultLine) -> Cell:
    if line.value is not None:
        return line.value
    return label(line.observation) if line.observation else documents.NOT_GIVEN


def _name(line: ResultLine) -> str:
    return balloon(line.characteristic, line.box.code)


def _ranges(pieces: Sequence[int]) -> str:
    """1 to 4, 6"""
    runs = [list(run) for _, run in groupby(enumerate(pieces), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0][1]) if len(run) == 1 else f"{run[0][1]}–{run[-1][1]}" for run in runs)


def _signatures(data: RecordData) -> Signatures:
    closing = data.record.closing
    name, date = (closing.by, day(closing.at)) if closing else ("", "")
    signed = documents.SIGNED if closing and closing.signed else ""
    return Signatures((Visa(words.SIGNED_BY_ORGANIZATION, name, date, signed), Visa(words.SIGNED_BY_QUALITY, "", "")))
