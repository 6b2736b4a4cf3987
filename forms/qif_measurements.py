"""What a record found, as QIF measurements: the status of each box, of each piece and of the whole.

PASS says *conforme* and nothing else. A dérogation has no status in QIF: its values are FAIL, with the number of the
dérogation as nonconformance designator. What is held or undecided is INDETERMINATE, what has no value NOT_ANALYZED.
"""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from collections.abc import Mapping

from forms.qif_characteristics import TEXTURE, QifCharacteristic
from forms.qif_tree import QifTree, at, attributes, element, figure, references, said
from forms.record_data import RecordData, ResultLine
from metroapp.domain.file_source import file_of
from metroapp.domain.sorting import BoxStatus, Disposition

_STATUSES = {
    BoxStatus.CONFORMING: "PASS",
    BoxStatus.NONCONFORMING: "FAIL",
    BoxStatus.UNDECIDED: "INDETERMINATE",
}
_NOT_MEASURED = "NOT_ANALYZED"
_PIECES = {
    Disposition.CONFORMING: "PASS",
    Disposition.NONCONFORMING: "FAIL",
    Disposition.CONCESSION: "FAIL",
    Disposition.HELD: "UNKNOWN",
    Disposition.UNSORTED: "UNKNOWN",
}


def whole(data: RecordData) -> str:
    """PASS only of a closed record whose every piece is good."""
    found = {_PIECES[data.record.disposition(piece)] for piece in data.record.pieces}
    if "FAIL" in found:
        return "FAIL"
    return "PASS" if found == {"PASS"} and data.record.closing is not None else "UNKNOWN"


def status(name: str, code: str) -> Xml.Element:
    """The status of an inspection, by its name in QIF."""
    return element(name, said("InspectionStatusEnum", code))


def component(tree: QifTree, data: RecordData, line: ResultLine, process: str) -> Xml.Element:
    """One piece, from any of its lines; `process` is the id of how it was made."""
    left = data.record.left.get(line.box.piece)
    return tree.identified(
        "ActualComponent",
        attributes({
            "disposition": line.disposition.value,
            "nonconformity": data.sheet_of(line.box.piece),
            "departure": left.departure.value if left else "",
        }),
        said("SerialNumber", str(line.box.piece)),
        status("Status", _PIECES[line.disposition]),
        element(
            "Traceability",
            said("LotNumber", data.record.header.lot),
            said("ReportNumber", data.record.header.number),
            said("ManufacturingProcessId", process),
        ),
    )  # fmt: skip


def measurement(
    tree: QifTree,
    data: RecordData,
    line: ResultLine,
    asked: QifCharacteristic,
    piece: str,
    means: Mapping[str, Xml.Element],
) -> Xml.Element:
    """What one box of one piece holds, or that it holds nothing; `piece` is the id of its component."""
    found = line.measurement
    device = means.get(found.instrument or "") if found is not None else None
    return tree.identified(
        f"{asked.kind}CharacteristicMeasurement",
        attributes({**_facts(line, is_device=device is not None), **_roughness(data, line)}),
        said("Description", _why(data, line)),
        element("Status", said("CharacteristicStatusEnum", _STATUSES.get(line.status, _NOT_MEASURED))),
        said("CharacteristicItemId", asked.id),
        None if found is None else at("TimeStamp", found.at),
        said("ActualComponentId", piece),
        None if device is None else references("MeasurementDeviceIds", [device.attrib["id"]]),
        said("NonConformanceDesignator", line.concession or line.sheet),
        _value(line, asked.kind),
    )


def _facts(line: ResultLine, *, is_device: bool) -> dict[str, str]:
    """What the elements of QIF do not say of a value: of one that was not taken, why; its instrument where the register
    of the record did not know it."""
    found = line.measurement
    if found is None:
        return {"status": line.status.value}
    source = file_of(found)
    return {
        "nonconformity": line.sheet if line.concession else "",
        "origin": found.origin.value,
        "operator": found.by,
        "instrument": "" if is_device else found.instrument or "",
        "simulated": "true" if found.simulated else "",
        "result_file": "" if source is None else source.file,
        "result_file_sha256": "" if source is None else source.digest,
    }


def _roughness(data: RecordData, line: ResultLine) -> dict[str, str]:
    """How a roughness was traced, millimetres: QIF has a cut-off of the drawing alone."""
    told = None if line.measurement is None else data.record.traces.of(line.measurement.id)
    if told is None:
        return {}
    trace = told.trace
    return {
        "roughness_parameter": told.parameter,
        "roughness_told_by": told.source.value,
        "cut_off_mm": "" if trace is None else f"{trace.cut_off:f}",
        "evaluation_length_mm": "" if trace is None else f"{trace.length:f}",
    }


def _why(data: RecordData, line: ResultLine) -> str:
    if line.measurement is not None:
        return line.measurement.reason
    impossible = data.record.impossible(line.box)
    return "" if impossible is None else impossible.reason


def _value(line: ResultLine, kind: str) -> Xml.Element | None:
    if line.observation is not None:
        return said("Value", line.observation.value)
    found = line.measurement
    uncertainty = None
    if found is not None and found.uncertainty is not None and line.unit is not None:
        uncertainty = found.uncertainty.quantity.to(line.unit).value
    return figure("RoughnessAverageValue" if kind == TEXTURE else "Value", line.value, line.unit, uncertainty)
