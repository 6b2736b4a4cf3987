"""What a relevé says of its values by comparison: how each comparator was mounted, set, and read once more."""

from __future__ import annotations

from forms.blocks import Align, Cell, Column, Table
from forms.measurements import in_time
from metroapp.domain.measurement import Measurement, Origin
from metroapp.domain.operations import MountingProven, ZeroRechecked, ZeroSetting
from metroapp.domain.record import InspectionRecord
from metroapp.wording import comparing
from metroapp.wording import documents as words
from metroapp.wording.numbers import number, signed

_SEPARATOR = " ; "


def mountings(record: InspectionRecord) -> Table:
    """The known displacements that said how each indicator follows the size."""
    columns = (
        Column(words.BALLOON, 8),
        Column(words.INSTRUMENT, 12),
        Column(words.DISPLACEMENT, 18, Align.RIGHT),
        Column(words.BEFORE_MOVE, 12, Align.RIGHT),
        Column(words.AFTER_MOVE, 12, Align.RIGHT),
        Column(words.DECLARED_FACTOR, 14, Align.RIGHT),
        Column(words.MOUNTING, 26),
        Column(words.BY, 16),
        Column(words.DATE, 14),
    )
    return Table(words.MOUNTINGS, words.SHEET_MOUNTINGS, columns, tuple(map(_mounting, record.mountings_proven)))


def _mounting(proven: MountingProven) -> tuple[Cell, ...]:
    return (
        proven.balloon,
        proven.instrument,
        signed(proven.displacement),
        *(given.quantity.value for given in proven.readings),
        words.NOT_DECLARED if proven.declared is None else proven.declared,
        comparing.mounting(proven.mounting),
        proven.by,
        proven.at,
    )


def comparisons(record: InspectionRecord) -> Table:
    """The settings of the comparators on their blocks, each with what was compared with it."""
    columns = (
        Column(words.BALLOON, 8),
        Column(words.INSTRUMENT, 12),
        Column(words.BLOCKS, 22),
        Column(words.CERTIFIED, 22, Align.RIGHT),
        Column(words.CERTIFIED_UNCERTAINTY, 14, Align.RIGHT),
        Column(words.ZEROS, 18),
        Column(words.ZERO, 10, Align.RIGHT),
        Column(words.MOUNTING, 22),
        Column(words.PIECES_COMPARED, 18),
        Column(words.BY, 16),
        Column(words.DATE, 14),
    )
    return Table(
        words.COMPARISONS,
        words.SHEET_COMPARISONS,
        columns,
        tuple(_zero(record, setting) for setting in record.zero_settings),
    )


def _zero(record: InspectionRecord, setting: ZeroSetting) -> tuple[Cell, ...]:
    return (
        setting.balloon,
        setting.instrument,
        ", ".join(setting.blocks),
        setting.certified,
        words.NO_UNCERTAINTY if setting.uncertainty is None else setting.uncertainty,
        _SEPARATOR.join(number(given.quantity.value) for given in setting.readings),
        setting.zero.quantity.value,
        comparing.mounting(setting.mounting),
        _pieces(_compared_with(record, setting)),
        setting.by,
        setting.at,
    )


def _compared_with(record: InspectionRecord, setting: ZeroSetting) -> list[Measurement]:
    """The values that refer to a zero: those of its characteristic up to the next one."""
    later = (one.id.sequence for one in record.zero_settings if one.balloon == setting.balloon)
    end = min((place for place in later if place > setting.id.sequence), default=None)
    return [
        found
        for found in in_time(record)
        if found.box.balloon == setting.balloon
        and found.origin is Origin.COMPARISON
        and found.id.sequence > setting.id.sequence
        and (end is None or found.id.sequence < end)
    ]


def _pieces(found: list[Measurement]) -> str:
    return ", ".join(str(piece) for piece in dict.fromkeys(one.box.piece for one in found))


def rechecks(record: InspectionRecord) -> Table:
    """The zeros read once more: how far each went, and what it took back."""
    columns = (
        Column(words.BALLOON, 8),
        Column(words.INSTRUMENT, 12),
        Column(words.ZERO, 12, Align.RIGHT),
        Column(words.ZERO_REREAD, 12, Align.RIGHT),
        Column(words.DRIFT, 12, Align.RIGHT),
        Column(words.DRIFT_LIMIT, 12, Align.RIGHT),
        Column(words.CONSEQUENCE, 44),
        Column(words.BY, 16),
        Column(words.DATE, 14),
    )
    rows = tuple(_recheck(record, found) for found in record.rechecks)
    return Table(words.RECHECKS, words.SHEET_RECHECKS, columns, rows)


def _recheck(record: InspectionRecord, found: ZeroRechecked) -> tuple[Cell, ...]:
    return (
        found.balloon,
        found.instrument,
        found.zero,
        found.reason if found.reading is None else found.reading.quantity.value,
        comparing.drift(found.drift),
        found.limit,
        _consequence(record, found),
        found.by,
        found.at,
    )


def _consequence(record: InspectionRecord, found: ZeroRechecked) -> str:
    if not found.has_drifted:
        return words.VALUES_STAND
    pieces = list(dict.fromkeys(box.piece for box in record.taken_back(found)))
    if not pieces:
        return words.NO_VALUE_TAKEN_BACK
    said = words.VALUE_TAKEN_BACK if len(pieces) == 1 else words.VALUES_TAKEN_BACK
    return said.format(pieces=", ".join(map(str, pieces)))
