"""A record as data for other programs: what it holds, and one flat line for each result.

Every writer of data (CSV, DFQ, QIF, JSON, first-article forms, templates) reads this; the papers read the blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from metroapp.domain.measurement import BoxKey, Measurement, Observation
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.quantity import Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Characteristic, Procedure


class Certificate(NamedTuple):
    """What proved a means last: number and date of its certificate or verification, and who issued it."""

    number: str
    issued: date
    laboratory: str


@dataclass(frozen=True, slots=True)
class RecordData:
    """A record with what stands beside it in the archive. `certificates` by instrument number, as of the closing of
    the record; `sheets`: the fiches about its pieces; `sealed`: its entries as JSON, with what proves them."""

    record: InspectionRecord
    workshop: str
    program: str
    head: str
    issued_at: datetime
    certificates: Mapping[str, Certificate]
    sheets: tuple[Nonconformity, ...]
    sealed: bytes

    def sheet_of(self, piece: int) -> str:
        """The number of the last fiche about a piece; empty where there is none."""
        id = self.record.header.id
        return next((one.number for one in reversed(self.sheets) if (id, piece) in one.places), "")


class ResultLine(NamedTuple):
    """One box of one piece: what was asked, what was found, what was decided.

    Limits and value are in `unit`, the one in which the characteristic is read; a size that was never measured has no
    value and its status says so. `concession` and `sheet` are numbers, empty where there is none.
    """

    box: BoxKey
    characteristic: Characteristic
    is_observed: bool
    nominal: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: Unit | None
    value: Decimal | None
    observation: Observation | None
    status: BoxStatus
    disposition: Disposition  # of the whole piece
    concession: str
    sheet: str
    measurement: Measurement | None  # the one that decides

    @property
    def is_bad(self) -> bool:
        return self.status is BoxStatus.NONCONFORMING


def result_lines(data: RecordData) -> Iterator[ResultLine]:
    """Every box, piece by piece in the order of the drawing."""
    record = data.record
    for piece in record.pieces:
        sheet, disposition = data.sheet_of(piece), record.disposition(piece)
        for characteristic in record.characteristics:
            for code in characteristic.boxes:
                yield _line(record, characteristic, BoxKey(piece, characteristic.balloon, code), disposition, sheet)


def _line(
    record: InspectionRecord, characteristic: Characteristic, box: BoxKey, disposition: Disposition, sheet: str
) -> ResultLine:
    callout, found, status = characteristic.callout, record.measurement(box), record.status(box)
    is_observed = characteristic.procedure_of(box.code) is Procedure.OBSERVATION
    unit = None if is_observed or callout.unit is None else callout.reading_unit
    shown = found.quantity if found is not None and unit is not None else None
    granted = record.conceded(box)
    return ResultLine(
        box=box,
        characteristic=characteristic,
        is_observed=is_observed,
        nominal=None if is_observed else callout.in_reading_unit(callout.nominal),
        lower=None if is_observed else callout.in_reading_unit(callout.lower_limit),
        upper=None if is_observed else callout.in_reading_unit(callout.upper_limit),
        unit=unit,
        value=None if shown is None or unit is None else shown.to(unit).value,
        observation=None if found is None else found.observation,
        status=status,
        disposition=disposition,
        concession=granted.number if granted else "",
        sheet=sheet if status is BoxStatus.NONCONFORMING else "",
        measurement=found,
    )
