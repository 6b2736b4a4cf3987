"""A record of a workshop that uses this program too, as JSON: proven by its sealed entries before it is shown."""

from __future__ import annotations

from pathlib import Path

from forms.record_data import RecordData, ResultLine, result_lines
from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision import expected_observation
from metroapp.domain.measurement import Observation
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.services import record_files
from metroapp.services.result_files.results import FileCharacteristic, FileValue, ResultFile

_MEANT = {
    BoxStatus.CONFORMING: Verdict.CONFORMING,
    BoxStatus.NONCONFORMING: Verdict.NONCONFORMING,
    BoxStatus.UNDECIDED: Verdict.UNDECIDED,
}


def read_own_record(path: Path) -> ResultFile:
    """Read a file whole. Refuses `results.too_large`, and as `record_files.read` what is not as it was sealed."""
    if path.stat().st_size > record_files.LARGEST:
        raise Refusal("results.too_large", path=path, limit=record_files.LARGEST // 2**20)
    found = record_files.read(path.read_bytes())
    return of_record(found.record, found.workshop, found.proof.key)


def of_record(record: InspectionRecord, workshop: str, key: str) -> ResultFile:
    """A record that is proven, with what was decided; `key` signed it."""
    data = RecordData(record, workshop, "", "", record.header.opened_at, {}, (), b"")
    lines = list(result_lines(data))
    asked = {line.name: _characteristic(line) for line in lines if line.box.piece == 1}
    values = tuple(_value(line, asked[line.name]) for line in lines)
    return ResultFile("json", _header(record, workshop), tuple(asked.values()), values, key)


def _header(record: InspectionRecord, workshop: str) -> dict[str, str]:
    header, part = record.header, record.part
    said = {
        "record": header.number, "part": part.reference, "designation": part.designation, "drawing": part.drawing,
        "revision": part.revision, "material": part.material, "workshop": workshop, "customer": part.customer,
        "work_order": header.work_order, "lot": header.lot, "operation": header.operation, "machine": header.machine,
        "operator": header.operator,
    }  # fmt: skip
    return {name: text for name, text in said.items() if text}


def _characteristic(line: ResultLine) -> FileCharacteristic:
    return FileCharacteristic(
        name=line.name,
        designation=line.characteristic.designation,
        is_observed=line.is_observed,
        nominal=line.nominal,
        lower=line.lower,
        upper=line.upper,
        unit=line.unit,
    )


def _value(line: ResultLine, asked: FileCharacteristic) -> FileValue:
    found, seen = line.measurement, line.observation
    is_seen = seen is not None and seen is not Observation.NOT_DEMONSTRATED
    return FileValue(
        characteristic=asked,
        piece=str(line.box.piece),
        value=line.value,
        is_good=seen is expected_observation(line.box.code) if is_seen else None,
        at=None if found is None else found.at,
        text="" if found is None else found.reason,
        said=line.status.value,
        meant=_MEANT.get(line.status),
        designator=line.concession,
        is_proven=True,
    )
