"""The bon à produire: the first piece of a series, every value of it, and who lets the series begin."""

from __future__ import annotations

from datetime import datetime

from forms.blocks import Align, Block, Cell, Column, Document, Notes, Signatures, Table, Visa
from forms.cells import verdict_of
from forms.measurements import limit, shown
from forms.record_paper import header, is_simulated, paper
from forms.releve_grid import grid, legend
from metroapp.domain.callout import Callout
from metroapp.domain.measurement import BoxKey, Measurement
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.wording import documents
from metroapp.wording import papers as words
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.labels import label, mark
from metroapp.wording.numbers import day, moment, signed

_FIRST = 1


def approval(record: InspectionRecord, *, workshop: str, head: str, issued_at: datetime, program: str) -> Document:
    """Describe the first piece of a record. `head` is the digest of the chain's last entry, in hexadecimal."""
    blocks: list[Block] = [header(record, _own_fields(record)), _values(record), Notes((legend(record),))]
    blocks += [_visas(record), Notes((words.FIRST_PIECE_NOTE,))]
    return paper(words.APPROVAL, record, blocks, workshop=workshop, head=head, issued_at=issued_at, program=program)


def _own_fields(record: InspectionRecord) -> list[tuple[str, str]]:
    known, set_up = record.header, record.set_up
    pairs = [
        (documents.OPERATOR, known.operator),
        (words.RELEVE_NUMBER, known.number),
        (documents.OPENED, moment(known.opened_at)),
    ]
    if set_up is not None and set_up.program:
        pairs.append((words.PROGRAM, f"{set_up.program} – {set_up.program_revision or documents.NOT_GIVEN}"))
    if is_simulated(record):
        pairs.append((documents.ORIGIN_OF_DATA, documents.SIMULATED_DATA))
    signed = record.approval
    if signed is not None:
        pairs += [(words.SIGNED_BY, signed.granted_by), (words.SIGNED_AT, moment(signed.at))]
    return [*pairs, (words.STATE, _state(record))]


def _state(record: InspectionRecord) -> str:
    if record.approval is not None:
        return words.SIGNED
    if record.approvals:
        return words.LAPSED
    found = record.disposition(_FIRST)
    if found is not Disposition.CONFORMING:  # which nobody could sign for, and a pen must not either
        return words.NOT_GOOD.format(disposition=label(found))
    return words.NOT_ASKED if record.options.approval is None else words.TO_SIGN


def _values(record: InspectionRecord) -> Table:
    columns = (
        Column(documents.BALLOON, 12),
        Column(documents.CHARACTERISTIC, 30),
        Column(documents.CALLOUT, 18),
        Column(documents.LOWER, 13, Align.RIGHT),
        Column(documents.UPPER, 13, Align.RIGHT),
        Column(documents.VALUE, 14, Align.RIGHT),
        Column(words.DEVIATION, 12, Align.RIGHT),
        Column(documents.VERDICT, 12),
        Column(documents.MEANS, 12),
        Column(documents.BY, 22),
        Column(documents.AT, 20),
    )
    # The verdict with the side and the marks, as the grid of the relevé says them.
    results = [line.results[0] for line in grid(record, (_FIRST,)).lines]
    boxes = list(record.boxes_of(_FIRST))
    rows = tuple(
        _row(record, box, f"{verdict_of(result)} {result.marks}".strip())
        for box, result in zip(boxes, results, strict=True)
    )
    bad = frozenset(at for at, box in enumerate(boxes) if record.status(box) is BoxStatus.NONCONFORMING)
    return Table(words.FIRST_PIECE, words.SHEET_FIRST_PIECE, columns, rows, bad=bad)


def _row(record: InspectionRecord, box: BoxKey, verdict: str) -> tuple[Cell, ...]:
    characteristic, found = record.characteristic(box.balloon), record.measurement(box)
    status, callout = record.status(box), characteristic.callout
    about = (
        balloon_label(characteristic, box.code),
        characteristic.designation,
        callout.text,
        limit(callout.lower_limit, callout),
        limit(callout.upper_limit, callout),
    )
    if found is None:
        missing = documents.NOT_MEASURED if status is BoxStatus.NOT_MEASURED else label(status)
        return *about, missing, "", mark(status), "", "", None
    return (
        *about,
        shown(found),
        _deviation(found, callout),
        verdict,
        found.instrument or documents.NOT_GIVEN,
        found.by,
        found.at,
    )


def _deviation(found: Measurement, callout: Callout) -> str:
    """How far a size is from the middle of its limits, which is what is aimed at; empty where there is no middle."""
    middle = callout.in_reading_unit(callout.mid_limit)
    if found.quantity is None or middle is None:
        return ""
    return signed(found.quantity.to(callout.reading_unit).value - middle)


def _visas(record: InspectionRecord) -> Signatures:
    signed = record.approval
    visa = Visa(documents.APPROVAL_FUNCTION, "", "")
    if signed is not None:
        visa = Visa(documents.APPROVAL_FUNCTION, signed.granted_by, day(signed.at), documents.SIGNED)
    return Signatures((Visa(documents.OPERATOR_FUNCTION, record.header.operator, ""), visa))
