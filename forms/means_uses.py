"""« Recherche inverse »: the records and pieces where a means was used, and each of its values, from what was found."""

from __future__ import annotations

from datetime import datetime

from forms.blocks import Align, Block, Cell, Column, Document, Fields, Notes, Signatures, Table, Visa
from metroapp.domain.acceptance import Verdict
from metroapp.domain.means_uses import MeansUses, RecordUse, Use
from metroapp.wording import documents
from metroapp.wording import means_uses as words
from metroapp.wording.labels import label


def means_uses(found: MeansUses, *, workshop: str, head: str, issued_at: datetime, program: str) -> Document:
    """Describe a search. `head` is the digest of the chain's last entry, in hexadecimal."""
    blocks: list[Block] = [_fields(found)]
    if found.uses:
        blocks += [_records(found), _values(found), Notes((words.NOTE,))]
    else:
        blocks.append(Notes((words.NONE,)))
    blocks.append(Signatures((Visa(words.DECISION, "", ""), Visa(documents.QUALITY_FUNCTION, "", ""))))
    return Document(
        title=words.TITLE,
        number=found.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=documents.SIMULATION if any(use.simulated for use in found.uses) else "",
        blocks=tuple(blocks),
    )


def _fields(found: MeansUses) -> Fields:
    bad = sum(use.verdict is Verdict.NONCONFORMING for use in found.uses)
    return Fields(
        (
            (words.MEANS, found.number),
            (words.DESIGNATION, found.designation or documents.NOT_GIVEN),
            (words.SINCE, words.since(found.since)),
            (words.RECORDS, str(len(found.records))),
            (words.PIECES, str(found.pieces)),
            (words.VALUES, str(len(found.uses))),
            (words.OF_WHICH_BAD, str(bad)),
        )
    )


def _records(found: MeansUses) -> Table:
    columns = (
        Column(words.RECORD, 16),
        Column(words.REFERENCE, 24),
        Column(words.WORK_ORDER, 16),
        Column(words.LOT, 16),
        Column(words.PIECE_NUMBERS, 44),
        Column(words.VALUES, 8, Align.RIGHT),
        Column(words.STATE, 10),
    )
    return Table(words.RECORDS_TABLE, words.RECORDS_SHEET, columns, tuple(map(_record, found.records)))


def _record(record: RecordUse) -> tuple[Cell, ...]:
    return (
        record.number,
        record.reference,
        record.work_order or documents.NOT_GIVEN,
        record.lot or documents.NOT_GIVEN,
        words.pieces(record.pieces),
        record.values,
        words.state(record.is_closed),
    )


def _values(found: MeansUses) -> Table:
    columns = (
        Column(words.RECORD, 16),
        Column(words.REFERENCE, 20),
        Column(words.PIECE, 7, Align.RIGHT),
        Column(words.BALLOON, 13),
        Column(words.VALUE, 13, Align.RIGHT),
        Column(words.UNIT, 6),
        Column(words.VERDICT, 8),
        Column(words.USED_FOR, 17),
        Column(words.WHEN, 19),
        Column(words.BY, 18),
        Column(words.REMARK, 18),
    )
    return Table(words.VALUES_TABLE, words.VALUES_SHEET, columns, tuple(map(_value, found.uses)))


def _value(use: Use) -> tuple[Cell, ...]:
    shown: Cell = label(use.observation) if use.observation is not None else ""
    return (
        use.number,
        use.reference,
        use.box.piece,
        words.balloon(use),
        use.quantity.value if use.quantity is not None else shown,
        label(use.quantity.unit) if use.quantity is not None else "",
        words.verdict(use),
        label(use.used_for),
        use.at,
        use.by or documents.NOT_GIVEN,
        words.REPLACED if use.is_replaced else "",
    )
