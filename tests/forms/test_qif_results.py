"""A record as QIF results: valid against the schema, and nothing is PASS but what conforms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from forms.record_data import Certificate, RecordData, result_lines
from forms.to_qif import qif
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Means
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import read_part_sheet
from tests.forms import compared_records, decided_records, records
from tests.forms.filling import MICROMETER, Filling, characteristic
from tests.forms.qif_schema import qif_schema

NS = {"q": "http://qifstandards.org/xsd/qif3"}
STATUS = "Status/CharacteristicStatusEnum"


@pytest.fixture(scope="module")
def schema(request: pytest.FixtureRequest) -> etree.XMLSchema:
    return qif_schema(request.node.nodeid)


def certified() -> RecordData:
    """The day of the workshop, with a micrometer that has everything a register can say."""
    record = records.workshop_day()
    record.instruments[MICROMETER] = Instrument(
        MICROMETER, "Micromètre 0-25", InstrumentKind.MICROMETER, "Mitutoyo", "293-240", "70215386", family="digimatic",
        resolution=Decimal("0.001"), range_lower=Decimal(0), range_upper=Decimal(25), due=date(2027, 3, 1),
    )  # fmt: skip
    proof = Certificate("CE-2026-114", date(2026, 3, 1), "Laboratoire <&> d'essai")
    return records.data_of(record, certificates={MICROMETER: proof})


def document(data: RecordData) -> etree._Element:
    return etree.fromstring(qif(data))


def measurements(root: etree._Element) -> list[etree._Element]:
    return root.findall(".//q:CharacteristicMeasurements/*", NS)


def text(element: etree._Element, path: str) -> str | None:
    return element.findtext(f"q:{path.replace('/', '/q:')}", namespaces=NS)


@pytest.mark.parametrize(
    "made",
    [
        records.workshop_day, records.uncertain_day, records.still_open, records.gestures, decided_records.specified,
        decided_records.guarded, decided_records.held, compared_records.drifted,
    ],
)  # fmt: skip
def test_every_kind_of_record_is_valid(schema: etree.XMLSchema, made: Callable[[], InspectionRecord]) -> None:
    found = document(records.data_of(made()))
    assert schema.validate(found), schema.error_log


GEOMETRIES = (
    "⏤ Ø0,02", "⏥ 0,05", "∥ 0,02 A", "⟂ Ø0,02 A", "∠ 0,1 A B", "⌖ SØ0,1 A B C", "⌖ 0,1", "◎ Ø0,05 A-B", "⌯ 0,1 A",
    "↗ 0,02 A-B C", "⌰ 0,03 A",
)  # fmt: skip


def test_a_file_of_results_is_also_read_as_a_plan(schema: etree.XMLSchema, tmp_path: Path) -> None:
    means = Means.DIAL_INDICATOR
    wanted = [characteristic(str(place), text, text, means) for place, text in enumerate(GEOMETRIES, start=1)]
    wanted[1] = replace(wanted[1], method="points 3 x 4 au pas de 20 x 25")
    record = Filling((*wanted, characteristic("99", "Pente", "30° ±0,5°", Means.PROTRACTOR)), 1).record
    path = tmp_path / "a.qif"
    path.write_bytes(qif(records.data_of(record)))
    assert schema.validate(etree.parse(str(path))), schema.error_log
    plan = read_part_sheet(path, standards())
    assert not plan.errors
    assert tuple(one.callout.text for one in plan.characteristics) == (*GEOMETRIES, "30,5° / 29,5°")
    assert [one.method for one in plan.characteristics if one.method] == [wanted[1].method]


def test_texts_that_xml_cannot_hold_or_would_misread_leave_it_valid(schema: etree.XMLSchema) -> None:
    hostile = "</Name><!-- & \x0b\x14\udcff]]> \u2028 ligne"
    record = records.renamed(
        records.workshop_day(), lot=hostile, machine=hostile, operation=hostile, work_order=" ", operator=" "
    )
    part = replace(record.part, customer=hostile, designation="", drawing="", reference=hostile, revision="")
    found = document(records.data_of(records.renamed(record, part=part), workshop=hostile))
    assert schema.validate(found), schema.error_log
    assert found.findtext(".//q:MachineIdentifier", namespaces=NS) == "</Name><!-- & ]]> ligne"


def test_nothing_is_pass_but_what_conforms() -> None:
    for made in (records.workshop_day, records.uncertain_day, decided_records.held, compared_records.drifted):
        data = records.data_of(made())
        lines = list(result_lines(data))
        found = [text(one, STATUS) for one in measurements(document(data))]
        assert len(found) == len(lines)
        expected = {
            BoxStatus.CONFORMING: "PASS", BoxStatus.NONCONFORMING: "FAIL", BoxStatus.UNDECIDED: "INDETERMINATE",
        }  # fmt: skip
        assert found == [expected.get(line.status, "NOT_ANALYZED") for line in lines]


def test_a_piece_en_derogation_is_fail_with_the_number_of_its_derogation() -> None:
    data = records.data_of(records.workshop_day())
    root = document(data)
    granted = [one for one in measurements(root) if text(one, "NonConformanceDesignator")]
    said = [[text(one, path) for path in ("NonConformanceDesignator", STATUS)] for one in granted]
    assert said == [["D-2026-014", "FAIL"]]
    pieces = root.findall(".//q:ActualComponent", NS)
    stated = {int(text(one, "SerialNumber") or 0): text(one, "Status/InspectionStatusEnum") for one in pieces}
    assert data.record.disposition(4) is Disposition.CONCESSION and stated[4] == "FAIL"
    unsorted = {piece for piece in data.record.pieces if data.record.disposition(piece) is Disposition.UNSORTED}
    assert unsorted and {stated[piece] for piece in unsorted} == {"UNKNOWN"}
    assert root.findtext(".//q:InspectionStatus/q:InspectionStatusEnum", namespaces=NS) == "FAIL"


def test_a_record_that_is_still_open_is_never_pass_as_a_whole() -> None:
    assert document(records.data_of(records.one_box())).findtext(
        ".//q:InspectionStatus/q:InspectionStatusEnum", namespaces=NS
    ) == "PASS"  # fmt: skip
    unfinished = records.one_box()
    unfinished.closing = None
    assert document(records.data_of(unfinished)).findtext(
        ".//q:InspectionStatus/q:InspectionStatusEnum", namespaces=NS
    ) == "UNKNOWN"  # fmt: skip


def test_the_means_and_what_proved_them_are_devices(schema: etree.XMLSchema) -> None:
    root = document(certified())
    assert schema.validate(root), schema.error_log
    device = root.find(".//q:MicrometerDigital", NS)
    assert device is not None
    assert [text(device, name) for name in ("Name", "SerialNumber", "LinearResolution/LinearValue")] == [
        "M-02", "70215386", "0.001",
    ]  # fmt: skip
    assert text(device, "Calibrations/Calibration/ExpirationDate") == "2027-03-01T00:00:00"
    said = {one.get("name"): one.get("value") for one in device.findall("q:Attributes/q:AttributeStr", NS)}
    assert (said["certificate"], said["laboratory"]) == ("CE-2026-114", "Laboratoire <&> d'essai")
    first = measurements(root)[0]
    assert text(first, "MeasurementDeviceIds/Id") == device.get("id")
    assert text(first, "Value") == "19.991"


def test_the_same_record_makes_the_same_file() -> None:
    assert qif(certified()) == qif(certified())
    ElementTree.fromstring(qif(certified()))
