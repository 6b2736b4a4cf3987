"""A record as data for other programs: what it holds, and one flat line for each result.

Every writer of data (CSV, DFQ, QIF, JSON, first-article forms, templates) reads this; the papers read the blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from metroapp.domain.measurement import BoxKey, Measurement, Observation
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import SheetState
from metroapp.domain.quantity import Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Characteristic, Procedure

_CODES = {BoxCode.GO: "GO", BoxCode.NO_GO: "NO-GO", BoxCode.PLAIN: "PLAIN", BoxCode.ENVELOPE: "ENVELOPE"}


def box_name(balloon: str, code: BoxCode) -> str:
    """How files of exchange name a box, where each box is a characteristic of its own: `9-NO-GO`."""
    return f"{balloon}-{_CODES[code]}" if code in _CODES else balloon


class Certificate(NamedTuple):
    """What proved a means last: number and date of its certificate or verification, and who issued it."""

    number: str
    issued: date
    laboratory: str


class Edition(Enum):
    """The revision of AS/EN 9102 whose fields a first-article report has."""

    B = "B"
    C = "C"


class Asked(NamedTuple):
    """What is chosen of a first-article report: its piece, None for the first one that is fully measured."""

    piece: int | None = None
    edition: Edition = Edition.C


ANY_PIECE = Asked()


@dataclass(frozen=True, slots=True)
class RecordData:
    """A record with what stands beside it in the archive. `certificates` by instrument number, as of the closing of
    the record; `sheets`: the fiches about its pieces; `sealed`: its entries as JSON, with what proves them; `logo`: the
    PNG that a form bears."""

    record: InspectionRecord
    workshop: str
    program: str
    head: str
    issued_at: datetime
    certificates: Mapping[str, Certificate]
    sheets: tuple[Nonconformity, ...]
    sealed: bytes
    asked: Asked = ANY_PIECE
    logo: bytes = b""

    @property
    def standing_sheets(self) -> list[Nonconformity]:
        """Those that nobody cancelled."""
        return [one for one in self.sheets if one.state is not SheetState.CANCELLED]

    def sheet_of(self, piece: int) -> str:
        """The number of the last fiche about a piece; empty where there is none, or where it was cancelled."""
        id = self.record.header.id
        return next((one.number for one in reversed(self.standing_sheets) if (id, piece) in one.places), "")

    def sheet_about(self, box: BoxKey) -> str:
        """The number of the last fiche that found this box bad; empty where none did, or where it was cancelled."""
        place = (self.record.header.id, box.piece)
        for one in reversed(self.standing_sheets):
            named = box._replace(piece=one.places[place]) if place in one.places else None
            if any(finding.box == named for finding in one.raised.findings):
                return one.number
        return ""


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

    @property
    def name(self) -> str:
        return box_name(self.box.balloon, self.box.code)


def result_lines(data: RecordData) -> Iterator[ResultLine]:
    """Every box, piece by piece in the order of the drawing."""
    record = data.record
    for piece in record.pieces:
        disposition = record.disposition(piece)
        for characteristic in record.characteristics:
            for code in characteristic.boxes:
                yield _line(data, characteristic, BoxKey(piece, characteristic.balloon, code), disposition)


def _line(data: RecordData, characteristic: Characteristic, box: BoxKey, disposition: Disposition) -> ResultLine:
    record = data.record
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
        sheet=data.sheet_about(box) if status is BoxStatus.NONCONFORMING else "",
        measurement=found,
    )
