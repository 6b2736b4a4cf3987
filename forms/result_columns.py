"""The columns of the results of a record as a flat table: one definition for CSV, data frames and bulk workbooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from forms.blocks import Cell
from forms.record_data import RecordData, ResultLine
from metroapp.domain.measurement import Origin
from metroapp.wording import data_files as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS


class ResultColumn(NamedTuple):
    """One column: its English name, which stays, its French title, and what it holds of a result.

    `code` is the value for programs where it differs from the one that people read.
    """

    name: str
    title: str
    value: Callable[[RecordData, ResultLine], Cell]
    code: Callable[[RecordData, ResultLine], Cell] | None = None

    def coded(self, data: RecordData, line: ResultLine) -> Cell:
        """What a program is given."""
        return (self.code or self.value)(data, line)


def _of_record(data: RecordData, _line: ResultLine) -> Cell:
    return data.record.header.number


def _gauge(_data: RecordData, line: ResultLine) -> Cell:
    return label(line.box.code)


def _observation(_data: RecordData, line: ResultLine) -> Cell:
    return label(line.observation) if line.observation else ""


def _instrument(_data: RecordData, line: ResultLine) -> Cell:
    return (line.measurement.instrument or "") if line.measurement else ""


def _origin(line: ResultLine) -> Origin | None:
    return line.measurement.origin if line.measurement else None


RESULT_COLUMNS = (
    ResultColumn("record", words.RECORD, _of_record),
    ResultColumn("part", words.REFERENCE, lambda data, _: data.record.part.reference),
    ResultColumn("drawing", words.DRAWING, lambda data, _: data.record.part.drawing),
    ResultColumn("revision", words.REVISION, lambda data, _: data.record.part.revision),
    ResultColumn("work_order", words.WORK_ORDER, lambda data, _: data.record.header.work_order),
    ResultColumn("lot", words.LOT, lambda data, _: data.record.header.lot),
    ResultColumn("operation", words.OPERATION, lambda data, _: data.record.header.operation),
    ResultColumn("machine", words.MACHINE, lambda data, _: data.record.header.machine),
    ResultColumn("piece", words.PIECE, lambda _, line: line.box.piece),
    ResultColumn("balloon", words.BALLOON, lambda _, line: line.box.balloon),
    ResultColumn("gauge", words.GAUGE, _gauge, lambda _, line: line.box.code.value),
    ResultColumn("designation", words.DESIGNATION, lambda _, line: line.characteristic.designation),
    ResultColumn("callout", words.CALLOUT, lambda _, line: line.characteristic.callout.text),
    ResultColumn("nominal", words.NOMINAL, lambda _, line: line.nominal),
    ResultColumn("lower_limit", words.LOWER, lambda _, line: line.lower),
    ResultColumn("upper_limit", words.UPPER, lambda _, line: line.upper),
    ResultColumn("unit", words.UNIT, lambda _, line: UNIT_SYMBOLS[line.unit] if line.unit else ""),
    ResultColumn("value", words.VALUE, lambda _, line: line.value),
    ResultColumn(
        "observation",
        words.OBSERVATION,
        _observation,
        lambda _, line: line.observation.value if line.observation else "",
    ),
    ResultColumn("status", words.STATUS, lambda _, line: label(line.status), lambda _, line: line.status.value),
    ResultColumn(
        "disposition", words.SORTING, lambda _, line: label(line.disposition), lambda _, line: line.disposition.value
    ),
    ResultColumn("concession", words.CONCESSION, lambda _, line: line.concession),
    ResultColumn("nonconformity", words.SHEET, lambda _, line: line.sheet),
    ResultColumn("instrument", words.INSTRUMENT, _instrument),
    ResultColumn(
        "origin",
        words.ORIGIN,
        lambda _, line: label(origin) if (origin := _origin(line)) else "",
        lambda _, line: origin.value if (origin := _origin(line)) else "",
    ),
    ResultColumn("operator", words.OPERATOR, lambda _, line: line.measurement.by if line.measurement else ""),
    ResultColumn("measured_at", words.MEASURED_AT, lambda _, line: line.measurement.at if line.measurement else None),
    ResultColumn("simulated", words.SIMULATED, lambda _, line: _yes(line), lambda _, line: int(_is_simulated(line))),
)


def _is_simulated(line: ResultLine) -> bool:
    return line.measurement is not None and line.measurement.simulated


def _yes(line: ResultLine) -> str:
    return words.YES if _is_simulated(line) else ""
