"""The means that measured a record, as the measuring devices of a QIF file, with what proved each of them.

QIF has digital callipers and micrometers; for a height gauge, a comparator and any other means it has gage devices.
"""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from datetime import UTC, date, datetime, time

from forms.qif_tree import QifTree, at, attributes, element, figure, listed, said
from forms.record_data import Certificate, RecordData
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.quantity import Unit

_DIGITAL = {
    InstrumentKind.CALIPER: "CaliperDigital",
    InstrumentKind.MICROMETER: "MicrometerDigital",
    InstrumentKind.INTERNAL_MICROMETER: "MicrometerDigital",
    InstrumentKind.DEPTH_MICROMETER: "MicrometerDigital",
}


def devices(tree: QifTree, data: RecordData) -> dict[str, Xml.Element]:
    """By the number of the register, the means that were used and are known; eyes are no device."""
    record = data.record
    used = {found.instrument for box in record.boxes() for found in record.history(box) if found.instrument}
    known = (record.instruments[number] for number in sorted(used) if number in record.instruments)
    return {
        means.number: _device(tree, means, data.certificates.get(means.number))
        for means in known
        if means.kind is not InstrumentKind.EYE
    }


def _device(tree: QifTree, means: Instrument, proof: Certificate | None) -> Xml.Element:
    kind = _DIGITAL.get(means.kind, "GageDevice") if means.has_cable else "GageDevice"
    is_length = means.kind.reading_unit is Unit.MM
    facts = {"kind": means.kind.value, "state": means.state.value}
    if proof is not None:
        facts |= {"certificate": proof.number, "laboratory": proof.laboratory, "certificate_date": f"{proof.issued}"}
    resolution = figure("LinearValue", means.resolution if is_length and kind != "GageDevice" else None)
    return tree.identified(
        kind,
        said("Name", means.number),
        said("Description", means.designation),
        said("Manufacturer", means.maker),
        said("ModelNumber", means.model),
        said("SerialNumber", means.serial),
        attributes(facts),
        _calibrations(means, proof),
        figure("MinMeasuringDistance", means.range_lower if is_length else None),
        figure("MaxMeasuringDistance", means.range_upper if is_length else None),
        None if resolution is None else element("LinearResolution", resolution),
    )


def _calibrations(means: Instrument, proof: Certificate | None) -> Xml.Element | None:
    """QIF asks until when a calibration is good: of a means without a due date only the certificate is said."""
    if means.due is None:
        return None
    done = None if proof is None else at("CalibrationDate", _midnight(proof.issued))
    return listed("Calibrations", [element("Calibration", done, at("ExpirationDate", _midnight(means.due)))])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC).replace(tzinfo=None)
