"""What a relevé says of its height columns: their zeros on the plate, their probe constant, their reference lost."""

from __future__ import annotations

from forms.blocks import Align, Cell, Column, Table
from metroapp.domain.column_acts import ColumnAct, ConstantVerified, PlateZero, ReferenceLost
from metroapp.domain.record import InspectionRecord
from metroapp.wording import columns as column_words
from metroapp.wording import documents as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import number, signed

_SEPARATOR = " ; "


def column_acts(record: InspectionRecord) -> Table:
    """In the order of the journal, each with what was read and what follows from it."""
    columns = (
        Column(words.INSTRUMENT, 12),
        Column(words.COLUMN_GESTURE, 34),
        Column(words.READ_HEIGHTS, 20),
        Column(words.CERTIFIED_GAUGE, 14, Align.RIGHT),
        Column(words.FOUND, 12, Align.RIGHT),
        Column(words.OF_REGISTER, 12, Align.RIGHT),
        Column(words.GAP, 12, Align.RIGHT),
        Column(words.GAP_LIMIT, 12, Align.RIGHT),
        Column(words.CONSEQUENCE, 34),
        Column(words.BY, 16),
        Column(words.DATE, 14),
    )
    rows = tuple((act.instrument, *_said(record, act), act.by, act.at) for act in record.columns.acts)
    return Table(words.COLUMN_ACTS, words.SHEET_COLUMN_ACTS, columns, rows)


def _said(record: InspectionRecord, act: ColumnAct) -> tuple[Cell, ...]:
    match act:
        case PlateZero():
            return column_words.ZERO_LINE, _read(act), "", act.zero.quantity.value, "", "", "", ""
        case ReferenceLost():
            lost = column_words.LOST_LINE.format(cause=label(act.cause))
            again = _taken_back(record, act)
            said = words.ZERO_NEEDED if not again else _SEPARATOR.join((words.ZERO_NEEDED, again))
            return lost, "", "", "", "", "", "", said
        case ConstantVerified():
            return (
                column_words.verified_line(act),
                _read(act) or act.reason,
                act.certified,
                "" if act.constant is None else act.constant,
                act.expected,
                "" if act.deviation is None else signed(act.deviation),
                act.limit,
                _consequence(record, act),
            )


def _read(act: PlateZero | ConstantVerified) -> str:
    read = _SEPARATOR.join(number(given.quantity.value) for given in act.readings)
    is_typed = any(given.frame is None for given in act.readings)
    return words.READ_BY_HAND.format(read=read) if is_typed else read


def _consequence(record: InspectionRecord, act: ConstantVerified) -> str:
    if not act.has_drifted:
        return words.CONSTANT_STANDS
    return _taken_back(record, act) or words.NOTHING_PROBED_AGAIN


def _taken_back(record: InspectionRecord, act: ColumnAct) -> str:
    pieces = list(dict.fromkeys(box.piece for box in record.columns.taken_back(act)))
    if not pieces:
        return ""
    said = words.PROBED_AGAIN_ONE if len(pieces) == 1 else words.PROBED_AGAIN
    return said.format(pieces=", ".join(map(str, pieces)))
