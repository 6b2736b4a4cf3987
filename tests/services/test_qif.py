"""QIF 3.0 plans: what is read, what is refused by name, and hostile files.

`qif/plan.qif` was validated against the official XSD of QIF 3.0 (QIFApplications/QIFDocument.xsd).
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.callout import Kind, Nature
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Criticality, Means
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import PartSheet, read_part, read_part_sheet
from metroapp.services.sheets.qif_document import DEEPEST

PLAN = Path(__file__).parent / "qif" / "plan.qif"
TEXT = PLAN.read_text(encoding="utf-8")


def changed(tmp_path: Path, *changes: tuple[str, str]) -> PartSheet:
    text = TEXT
    for was, becomes in changes:
        assert was in text, was
        text = text.replace(was, becomes, 1)
    path = tmp_path / "a.qif"
    path.write_text(text, encoding="utf-8")
    return read_part_sheet(path, standards())


def codes(found: PartSheet) -> list[str]:
    return [error.message.code for error in found.errors]


def refused(tmp_path: Path, raw: bytes) -> str:
    path = tmp_path / "a.qif"
    path.write_bytes(raw)
    with pytest.raises(Refusal) as found:
        read_part_sheet(path, standards())
    return found.value.message.code


def test_a_plan_becomes_a_part() -> None:
    part = read_part(PLAN, standards())
    assert (part.designation, part.reference, part.drawing, part.revision) == ("Arbre QIF", "QIF-01", "PL-3001", "B")
    assert [(one.balloon, one.callout.text) for one in part.characteristics] == [
        ("1", "Ø20,000 0/-0,021"),
        ("2", "Ø16,027 / Ø16"),
        ("3", "Ø16 f8"),
        ("4", "35 ±0,1"),
        ("5", "R0,4 max"),
        ("6", "0,1 +0,4/-0,08"),
        ("7", "30° ±0,5°"),
        ("8", "[40]"),
        ("9", "⏥ 0,05"),
        ("10", "⟂ Ø0,02 A"),
        ("11", "⌖ Ø0,1 A B"),
        ("12", "↗ 0,03 A-B C"),
        ("13", "⌓ 0,2"),
        ("14", "Ra 1,6"),
        ("15", "M12x1,75-6g"),
        ("16", "aucune bavure"),
        ("18", "8 0/-0,2"),
        ("17", "18,30 ±0,1"),
    ]
    assert {one.means for one in part.characteristics} == {Means.TO_CHOOSE}


def test_criticalities_and_attributes() -> None:
    found = {one.balloon: one for one in read_part(PLAN, standards()).characteristics}
    assert (found["1"].criticality, found["7"].criticality) == (Criticality.KEY, Criticality.SAFETY)
    assert found["16"].kind is Kind.ATTRIBUTE and found["1"].designation == "Portee de roulement"


def test_digits_beyond_the_declared_decimals_are_those_of_a_float() -> None:
    found = {one.balloon: one for one in read_part(PLAN, standards()).characteristics}
    assert found["17"].callout.nominal == Decimal("18.30")


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("<MaxValue>0.000</MaxValue><MinValue>-0.021", "<MaxValue>-0.03</MaxValue><MinValue>-0.021",
         "sheet.deviations_reversed"),
        ("<MinValue>-0.021</MinValue>", "", "qif.tolerance_incomplete"),
        ("<Designator>2</Designator>", "<Designator>1</Designator>", "qif.balloon_repeated"),
        ("<Designator>2</Designator>", "<Designator></Designator>", "sheet.balloon_empty"),
        ("<TargetValue>16</TargetValue>", '<TargetValue linearUnit="inch">16</TargetValue>', "qif.value_unit"),
        ("<TargetValue>30</TargetValue>", '<TargetValue angularUnit="radian">1</TargetValue>', "qif.value_unit"),
        ("<TargetValue>35</TargetValue>", "<TargetValue>1e99</TargetValue>", "qif.value"),
        ("<TargetValue>35</TargetValue>", "<TargetValue>NaN</TargetValue>", "qif.value"),
        ("<Grade>8</Grade>", "<Grade>99</Grade>", "fit.unknown_class"),
        ("<ToleranceValue>0.03</ToleranceValue>", "", "qif.unsupported"),
        (">aucune bavure<", "><", "callout.empty"),
        ("<TextSpecification>M12x1,75-6g", "<TextSpecification>G1/2", "thread.other_profile"),
    ],
)  # fmt: skip
def test_a_characteristic_that_cannot_be_read_is_named(tmp_path: Path, was: str, becomes: str, code: str) -> None:
    found = changed(tmp_path, (was, becomes))
    assert codes(found) == [code]
    assert found.errors[0].column.startswith("QIF id ") and found.errors[0].line > 10
    assert len(found.characteristics) == 17


def test_kinds_that_no_callout_says_are_errors(tmp_path: Path) -> None:
    found = changed(
        tmp_path,
        ("<FlatnessCharacteristicDefinition", "<ToroidicityCharacteristicDefinition"),
        ("</FlatnessCharacteristicDefinition", "</ToroidicityCharacteristicDefinition"),
    )
    assert codes(found) == ["qif.unsupported"]


def test_a_maximum_material_modifier_finds_the_line_of_its_size(tmp_path: Path) -> None:
    identifier = TEXT.split('<DiameterCharacteristicDefinition id="')[1].split('"')[0]
    modified = (
        "<MaterialCondition>REGARDLESS</MaterialCondition>",
        "<MaterialCondition>MAXIMUM</MaterialCondition>"
        f"<SizeCharacteristicDefinitionId>{identifier}</SizeCharacteristicDefinitionId>",
    )
    found = changed(tmp_path, modified)
    position = next(one for one in found.characteristics if one.balloon == "11")
    assert codes(found) == [] and (position.callout.modifiers, position.size_balloon) == (("M",), "1")
    # Without a feature that says hole or shaft, nobody can tell the sign of the bonus.
    unsaid = changed(tmp_path, modified, (">EXTERNAL<", ">NOT_APPLICABLE<"))
    assert codes(unsaid) == ["sheet.link_without_material"]
    assert unsaid.errors[0].message.fields["balloon"] == "1"


def test_features_tell_the_nature_of_a_size(tmp_path: Path) -> None:
    found = {one.balloon: one.nature for one in read_part(PLAN, standards()).characteristics}
    assert (found["1"], found["18"], found["4"]) == (Nature.EXTERNAL, Nature.DEPTH, None)
    assert codes(changed(tmp_path, ("<Grade>8</Grade>", "<Grade>7</Grade>"))) == []


def test_a_dangling_reference_is_named(tmp_path: Path) -> None:
    found = changed(tmp_path, ("<CharacteristicNominalId>", "<CharacteristicNominalId>9999"))
    assert codes(found) == ["qif.reference"]


def test_a_file_without_characteristics(tmp_path: Path) -> None:
    begin, end = TEXT.index("<CharacteristicItems"), TEXT.index("</CharacteristicItems>")
    path = tmp_path / "a.qif"
    path.write_text(TEXT[:begin] + TEXT[end + len("</CharacteristicItems>") :], encoding="utf-8")
    assert codes(read_part_sheet(path, standards())) == ["qif.no_characteristic"]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("xsd/qif3", "xsd/qif2", "qif.not_qif"),
        ("<UnitName>mm</UnitName>", "<UnitName>inch</UnitName>", "qif.unit"),
        ("<Factor>0.001</Factor>", "<Factor>0.0254</Factor>", "qif.unit"),
        ("</QIFDocument>", "", "qif.unreadable"),
        ("<QPId>", '<QPId xmlns:x="a" x:b="&undefined;">', "qif.unreadable"),
    ],
)
def test_a_file_that_cannot_be_taken(tmp_path: Path, was: str, becomes: str, code: str) -> None:
    assert refused(tmp_path, TEXT.replace(was, becomes, 1).encode()) == code


def test_without_units_nothing_is_guessed(tmp_path: Path) -> None:
    begin, end = TEXT.index("<FileUnits>"), TEXT.index("</FileUnits>")
    assert refused(tmp_path, (TEXT[:begin] + TEXT[end + len("</FileUnits>") :]).encode()) == "qif.unit"


@pytest.mark.parametrize(
    "raw",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>',
        b"",
        b"\x00",
        b'<?xml version="1.0" encoding="klingon"?><x/>',
    ],
)
def test_hostile_xml_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert refused(tmp_path, raw) == "qif.unreadable"


def test_depth_and_number_of_elements_are_bounded(tmp_path: Path) -> None:
    assert refused(tmp_path, b"<a>" * (DEEPEST + 1)) == "qif.too_complex"
    assert refused(tmp_path, b"<a>" + b"<b/>" * 300_000 + b"</a>") == "qif.too_complex"


def test_a_file_too_large_or_absent(tmp_path: Path) -> None:
    path = tmp_path / "a.qif"
    with pytest.raises(Refusal) as found:
        read_part_sheet(path, standards())
    assert found.value.message.code == "sheet.absent"
    assert refused(tmp_path, b" " * (20 * 1024 * 1024 + 1)) == "sheet.too_large"


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 60), st.text(alphabet="<>/&;#x0aé9-. ", max_size=20))
def test_a_damaged_plan_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, length: int, text: str
) -> None:
    path = tmp_path_factory.mktemp("qif") / "a.qif"
    path.write_text(TEXT[:place] + text + TEXT[place + length :], encoding="utf-8")
    try:
        read_part_sheet(path, standards())
    except Refusal as refusal:
        assert refusal.message.code.startswith("qif.")
