"""A record as QIF 3.0 results (ISO 23952): valid against the schema of the standard."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as Xml
from collections.abc import Mapping
from itertools import groupby

from forms.qif_characteristics import QifCharacteristic, characteristic
from forms.qif_devices import devices
from forms.qif_geometry import DatumFrames
from forms.qif_measurements import component, measurement, status, whole
from forms.qif_tree import (
    MICROMETRE,
    NAMESPACE,
    QifTree,
    at,
    attributes,
    element,
    listed,
    references,
    said,
)
from forms.record_data import RecordData, ResultLine, result_lines
from metroapp.wording import qif as words


def qif(data: RecordData) -> bytes:
    """The file, in UTF-8."""
    tree = QifTree()
    standard = tree.identified(
        "Standard",
        element("Organization", said("StandardsOrganizationEnum", "ISO")),
        said("Designator", "1101"),
        said("Year", "2017"),
    )
    program = _program(tree, data)
    process = _process(tree, data)
    means = devices(tree, data)
    part = _part(tree, data)
    pieces = [list(lines) for _piece, lines in groupby(result_lines(data), key=lambda line: line.box.piece)]
    frames = DatumFrames(tree)
    asked = [characteristic(tree, frames, line, data.record.rule(line.characteristic)) for line in pieces[0]]
    results = _results(tree, data, pieces, asked, means, process.attrib["id"], program.attrib["id"])
    root = element(
        "QIFDocument",
        said("QPId", str(_identity(data, "document"))),
        element(
            "Header",
            element("Application", said("Name", data.program)),
            said("Description", words.SIMULATED if data.record.header.simulated else ""),
            said("Scope", words.SCOPE),
        ),
        listed("StandardsDefinitions", [standard]),
        listed("SoftwareDefinitions", [program]),
        _units(),
        frames.definitions(),
        frames.frames(),
        element("MeasurementResources", listed("MeasurementDevices", means.values())) if means else None,
        element("Product", listed("PartSet", [part]), element("RootPart", said("Id", part.attrib["id"]))),
        element(
            "Characteristics",
            said("FormalStandardId", standard.attrib["id"]),
            listed("CharacteristicDefinitions", (one.definition for one in asked)),
            listed("CharacteristicNominals", (one.nominal for one in asked)),
            listed("CharacteristicItems", (one.item for one in asked)),
        ),
        results,
        listed("ManufacturingProcessTraceabilities", [process]),
        xmlns=NAMESPACE,
        versionQIF="3.0.0",
        idMax=str(tree.last_id),
    )
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _identity(data: RecordData, what: str) -> uuid.UUID:
    """The same for the same record at the same state of its archive."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}/{what}/{data.record.header.id}/{data.head}")


def _program(tree: QifTree, data: RecordData) -> Xml.Element:
    name, _, version = data.program.rpartition(" ")
    return tree.identified(
        "Software", said("VendorName", name), said("ApplicationName", name), said("Version", version)
    )


def _units() -> Xml.Element:
    """Millimetres and degrees; micrometres where a value says so."""
    return element(
        "FileUnits",
        element(
            "PrimaryUnits",
            _unit("AngularUnit", "radian", "degree", "0.0174532925199433"),
            _unit("LinearUnit", "meter", "mm", "0.001"),
        ),
        listed("OtherUnits", [_unit("LinearUnit", "meter", MICROMETRE, "0.000001")]),
    )


def _unit(kind: str, si: str, name: str, factor: str) -> Xml.Element:
    return element(
        kind, said("SIUnitName", si), said("UnitName", name), element("UnitConversion", said("Factor", factor))
    )


def _part(tree: QifTree, data: RecordData) -> Xml.Element:
    part = data.record.part
    drawing = tree.identified(
        "PrintedDrawing",
        said("Name", part.drawing or part.reference or "-"),
        said("Version", part.revision or "-"),
        said("DrawingNumber", part.drawing or "-"),
    )
    external = tree.identified("DefinitionExternal", drawing)
    external.set("n", "1")
    return tree.identified(
        "Part",
        attributes({"material": part.material, "general_tolerances": part.general_tolerances}),
        element("Header", said("Name", part.designation)) if part.designation.strip() else None,
        said("ModelNumber", part.reference),
        said("Version", part.revision),
        external,
    )


def _process(tree: QifTree, data: RecordData) -> Xml.Element:
    header = data.record.header
    return tree.identified(
        "ManufacturingProcessTraceability",
        said("Description", header.operation),
        said("Job", header.work_order),
        said("MachineIdentifier", header.machine),
    )


def _results(
    tree: QifTree,
    data: RecordData,
    pieces: list[list[ResultLine]],
    asked: list[QifCharacteristic],
    means: Mapping[str, Xml.Element],
    process: str,
    program: str,
) -> Xml.Element:
    components = [component(tree, data, lines[0], process) for lines in pieces]
    measured = [
        measurement(tree, data, line, one, piece.attrib["id"], means)
        for lines, piece in zip(pieces, components, strict=True)
        for line, one in zip(lines, asked, strict=True)
    ]
    results = tree.identified(
        "MeasurementResults",
        attributes({"archive_head": data.head, "simulated": "true" if data.record.header.simulated else ""}),
        _traceability(data, program),
        said("ThisResultsInstanceQPId", str(_identity(data, "results"))),
        element("MeasuredCharacteristics", listed("CharacteristicMeasurements", measured)),
        status("InspectionStatus", whole(data)),
        references("ActualComponentIds", (one.attrib["id"] for one in components)),
    )
    sets = listed("ActualComponentSets", [element("ActualComponentSet", *components, n=str(len(components)))])
    return element("Results", listed("MeasurementResultsSet", [results]), sets)


def _traceability(data: RecordData, program: str) -> Xml.Element:
    header, closing = data.record.header, data.record.closing
    customer = said("Name", data.record.part.customer)
    return element(
        "InspectionTraceability",
        element("InspectingOrganization", said("Name", data.workshop)) if data.workshop.strip() else None,
        element("CustomerOrganization", customer, element("CustomerNumber")) if customer is not None else None,
        said("OrderNumber", header.work_order),
        said("ReportNumber", header.number),
        said("InspectionScope", "DETAIL"),
        at("InspectionStart", header.opened_at),
        None if closing is None else at("InspectionEnd", closing.at),
        element("InspectionSoftwareItems", references("AnalysisSoftware", [program])),
        element("InspectionOperator", said("Name", header.operator)) if header.operator.strip() else None,
        None if closing is None else element("ReportPreparer", said("Name", closing.by)),
        at("ReportPreparationDate", data.issued_at),
        said("ReportType", words.REPORT_TYPE),
        attributes({"operation": header.operation, "machine": header.machine, "lot": header.lot}),
    )
