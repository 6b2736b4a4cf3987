"""A label for each piece of a record: its state in words, what it is, its fiche or dérogation, and a code to scan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from forms.blocks import Document, PieceLabel, PieceLabels, Sign, Tone
from forms.record_paper import is_simulated, paper
from metroapp.domain.held_pieces import held_back, others_held
from metroapp.domain.nonconformity import Nonconformity, SheetState
from metroapp.domain.operations import Departure
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import Disposition
from metroapp.wording import documents
from metroapp.wording import treatment as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment

# A piece *sous dérogation* may go, and is not a good one: whoever takes it is to read its number.
_LOOKS = {
    Disposition.CONFORMING: (Tone.GREEN, Sign.GOOD),
    Disposition.CONCESSION: (Tone.ORANGE, Sign.CONFIRM),
    Disposition.HELD: (Tone.ORANGE, Sign.ASK),
    Disposition.UNSORTED: (Tone.ORANGE, Sign.WAIT),
    Disposition.NONCONFORMING: (Tone.RED, Sign.BAD),
}
_RELEASABLE = (Disposition.CONFORMING, Disposition.CONCESSION)


def piece_labels(
    record: InspectionRecord,
    sheets: Iterable[Nonconformity],
    *,
    workshop: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """The labels of a record, piece by piece. `sheets`: the fiches about it; a good piece that one of them retains is
    not green."""
    known = tuple(one for one in sheets if any(where == record.header.id for where, _ in one.places))
    entries = tuple(_label(record, known, piece, issued_at) for piece in record.pieces)
    blocks = (PieceLabels(entries),)
    # Cut apart, they prove nothing: the papers do.
    return paper(words.LABELS, record, blocks, workshop=workshop, head="", issued_at=issued_at, program=program)


def _label(
    record: InspectionRecord, sheets: tuple[Nonconformity, ...], piece: int, issued_at: datetime
) -> PieceLabel:  # fmt: skip
    header, part = record.header, record.part
    tone, sign, state = _state(record, sheets, piece)
    lines = (
        words.PART_AND_NAME.format(reference=part.reference, designation=part.designation),
        words.DRAWING.format(drawing=part.drawing, revision=part.revision),
        _order_and_lot(header.work_order, header.lot),
        words.OF_RECORD.format(number=header.number),
        *_numbers(record, sheets, piece),
        words.ON.format(at=moment(issued_at)),
    )
    return PieceLabel(
        tone,
        sign,
        state,
        words.PIECE_OF.format(piece=piece, pieces=header.pieces),
        tuple(filter(None, lines)),
        code_of(header.number, piece),
        documents.SIMULATION if is_simulated(record) else "",
    )


def code_of(number: str, piece: int) -> str:
    """What the code of a label holds: `P1-2026-0001/3`."""
    return f"{number}/{piece}"


def _state(record: InspectionRecord, sheets: tuple[Nonconformity, ...], piece: int) -> tuple[Tone, Sign, str]:
    left, disposition = record.left.get(piece), record.disposition(piece)
    if left is not None and left.departure is Departure.SCRAPPED:
        return Tone.RED, Sign.BAD, words.gone_on_label(left.departure)
    tone, sign = _LOOKS[disposition]
    if left is not None:
        return tone, sign, words.gone_on_label(left.departure)
    if disposition is Disposition.CONFORMING and _retained(record, sheets, piece):
        return Tone.ORANGE, Sign.WAIT, words.HELD_BACK
    return tone, sign, words.state_on_label(disposition)


def _retained(record: InspectionRecord, sheets: tuple[Nonconformity, ...], piece: int) -> tuple[str, ...]:
    """The open fiches that keep a piece here, whatever it is."""
    naming = tuple(one.number for one in sheets if one.is_open and (record.header.id, piece) in one.places)
    return naming if piece in held_back(sheets, record.header.id) else others_held(sheets, record.header.id)


def _numbers(record: InspectionRecord, sheets: tuple[Nonconformity, ...], piece: int) -> list[str]:
    """The dérogation that covers a piece, the fiches that name it, and what was decided of it."""
    conceded = (record.conceded(box) for box in record.boxes_of(piece))
    numbers = tuple(dict.fromkeys(one.number for one in conceded if one is not None))
    place = (record.header.id, piece)
    naming = [one for one in sheets if place in one.places and one.state is not SheetState.CANCELLED]
    may_go = record.disposition(piece) in _RELEASABLE and piece not in record.left
    retained = _retained(record, sheets, piece) if may_go else ()
    named = tuple(one.number for one in naming if one.number not in retained)
    found = [words.BY_CONCESSION.format(numbers=", ".join(numbers))] if numbers else []
    said = [words.OF_SHEET.format(numbers=", ".join(named))] if named else []
    said += [words.RETAINED_BY.format(numbers=", ".join(retained))] if retained else []
    found += [" · ".join(said)] if said else []
    treatments = [
        label(line.treatment)
        for one in naming
        if one.decision is not None
        for line in one.decision.lines
        if piece in line.pieces
    ]
    return [*found, *([words.TREATED_BY.format(treatment=", ".join(treatments))] if treatments else [])]


def _order_and_lot(work_order: str, lot: str) -> str:
    said = (words.ORDER.format(work_order=work_order) if work_order else "", words.LOT.format(lot=lot) if lot else "")
    return " · ".join(filter(None, said))
