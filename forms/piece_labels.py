"""A label for each piece of a record: its state in words, what it is, its fiche or dérogation, and a code to scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.blocks import Document, PieceLabel, PieceLabels, Sign, Tone
from forms.record_paper import is_simulated, paper
from metroapp.domain.held_pieces import Lots, last_treatment
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import SheetState
from metroapp.domain.operations import Departure
from metroapp.domain.piece_sorts import PieceSort, piece_sorts
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import Disposition
from metroapp.domain.unaltered_function import accepted_pieces
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
_NO_LOT: Lots = {}


def piece_labels(
    record: InspectionRecord,
    sheets: Iterable[Nonconformity],
    *,
    workshop: str,
    issued_at: datetime,
    program: str,
    lots: Lots = _NO_LOT,
) -> Document:
    """The labels of a record, piece by piece. `sheets`: the fiches about it and about the other records of its lot
    (`lots`); a good piece that one of them retains is not green."""
    known = tuple(sheets)
    about = tuple(one for one in known if any(where == record.header.id for where, _ in one.places))
    found = _Known(about, {one.piece: one for one in piece_sorts(record, known, lots)}, accepted_pieces(about, record))
    entries = tuple(_label(record, found, piece, issued_at) for piece in record.pieces)
    blocks = (PieceLabels(entries),)
    # Cut apart, they prove nothing: the papers do.
    return paper(words.LABELS, record, blocks, workshop=workshop, head="", issued_at=issued_at, program=program)


@dataclass(frozen=True, slots=True)
class _Known:
    """The fiches about a record, the sort of its pieces, and those accepted on an unaltered function, with the number
    of their fiche."""

    sheets: tuple[Nonconformity, ...]
    sorts: Mapping[int, PieceSort]
    accepted: Mapping[int, str]


def _label(record: InspectionRecord, known: _Known, piece: int, issued_at: datetime) -> PieceLabel:
    header, part = record.header, record.part
    tone, sign, state = _state(record, known, piece)
    lines = (
        words.PART_AND_NAME.format(reference=part.reference, designation=part.designation),
        words.DRAWING.format(drawing=part.drawing, revision=part.revision),
        _order_and_lot(header.work_order, header.lot),
        words.OF_RECORD.format(number=header.number),
        *_numbers(record, known, piece),
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


def _state(record: InspectionRecord, known: _Known, piece: int) -> tuple[Tone, Sign, str]:
    left, disposition = record.left.get(piece), record.disposition(piece)
    if left is not None and left.departure is Departure.SCRAPPED:
        return Tone.RED, Sign.BAD, words.gone_on_label(left.departure)
    tone, sign = (Tone.ORANGE, Sign.CONFIRM) if piece in known.accepted else _LOOKS[disposition]
    if left is not None:
        return tone, sign, words.gone_on_label(left.departure)
    is_releasable = disposition in _RELEASABLE or piece in known.accepted
    if is_releasable and not known.sorts[piece].may_be_shipped:
        return Tone.ORANGE, Sign.WAIT, words.retained_on_label(disposition)
    if piece in known.accepted:
        return tone, sign, words.ACCEPTED_ON_FUNCTION
    return tone, sign, words.state_on_label(disposition)


def _numbers(record: InspectionRecord, known: _Known, piece: int) -> list[str]:
    """The dérogation that covers a piece, the fiches that name it, and what was decided of it."""
    conceded = (record.conceded(box) for box in record.boxes_of(piece))
    numbers = tuple(dict.fromkeys(one.number for one in conceded if one is not None))
    place = (record.header.id, piece)
    naming = [one for one in known.sheets if place in one.places and one.state is not SheetState.CANCELLED]
    retained = known.sorts[piece].kept_by
    named = tuple(one.number for one in naming if one.number not in retained)
    found = [words.BY_CONCESSION.format(numbers=", ".join(numbers))] if numbers else []
    said = [words.OF_SHEET.format(numbers=", ".join(named))] if named else []
    said += [words.RETAINED_BY.format(numbers=", ".join(retained))] if retained else []
    found += [" · ".join(said)] if said else []
    treatment = last_treatment(naming, *place)
    return [*found, *([words.TREATED_BY.format(treatment=label(treatment))] if treatment is not None else [])]


def _order_and_lot(work_order: str, lot: str) -> str:
    said = (words.ORDER.format(work_order=work_order) if work_order else "", words.LOT.format(lot=lot) if lot else "")
    return " · ".join(filter(None, said))
