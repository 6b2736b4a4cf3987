"""Part sheets as a methods office types them, and what is not one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.callout import Nature
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.domain.specification import Means, Procedure, Sampling
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import PartSheet, read_part, read_part_sheet, read_sampling

HEADER = "Désignation;Arbre\nRéférence;R-1\nN° de plan;P-1\nIndice;A\nMatière;C45\nClient;X\n\n"
TITLES = "Repère;Désignation;Cote;Nature;Moyen;Fréquence\n"
GOOD = "1;Portée;Ø20 h7;;micromètre;\n"


def sheet(tmp_path: Path, text: str, encoding: str = "utf-8") -> PartSheet:
    path = tmp_path / "piece.csv"
    path.write_bytes(text.encode(encoding))
    return read_part_sheet(path, standards())


def codes(found: PartSheet) -> list[tuple[int, str, str]]:
    return [(error.line, error.column, error.message.code) for error in found.errors]


def test_a_sheet_becomes_a_part(tmp_path: Path) -> None:
    found = sheet(tmp_path, HEADER + TITLES + GOOD + "2;Longueur;35 ±0,1;étagé;colonne;1/5\n")
    part = found.part(tmp_path)
    assert (part.designation, part.drawing, part.revision) == ("Arbre", "P-1", "A")
    first, second = part.characteristics
    assert (first.nature, first.means, first.sampling) == (Nature.EXTERNAL, Means.MICROMETER, Sampling())
    assert (second.nature, second.procedure, second.sampling) == (Nature.STEP, Procedure.PROBINGS, Sampling(every=5))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_survive_the_encodings_of_french_excel(tmp_path: Path, encoding: str) -> None:
    found = sheet(tmp_path, HEADER + TITLES + GOOD, encoding)
    assert found.fields["material"] == "C45" and not found.errors


@pytest.mark.parametrize("separator", [",", "\t"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    text = (HEADER + TITLES + GOOD).replace(";", separator)
    assert not sheet(tmp_path, text).errors


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("1;Portée;Ø20;;micromètre;", "Cote", "callout.no_tolerance"),
        ("1;Portée;;extérieur;micromètre;", "Cote", "callout.empty"),
        ("1;Portée;=A1+1;extérieur;micromètre;", "Cote", "sheet.formula"),
        ("1;Portée;35 ±0,1;;pied à coulisse;", "Nature", "sheet.nature_missing"),
        ("1;Portée;35 ±0,1;dehors;pied à coulisse;", "Nature", "sheet.nature_unknown"),
        ("1;Portée;Ø20 h7;intérieur;micromètre;", "Nature", "sheet.nature_contradicts_fit"),
        ("1;Portée;Ø20 h7;;règle;", "Moyen", "sheet.means_unknown"),
        ("1;Portée;Ø20 h7;;;", "Moyen", "sheet.means_unknown"),
        ("1;Portée;Ø20 h7;;visuel;", "Moyen", "sheet.means_unfit"),
        ("1;Portée;Ø20 h7;;comparateur;", "Moyen", "sheet.comparison_to_choose"),
        ("1;Portée;Ø20 h7;;micromètre;souvent", "Fréquence", "sheet.sampling_unknown"),
        ("1;Portée;Ø20 h7;;micromètre;1/0", "Fréquence", "sheet.sampling_unknown"),
        (";Portée;Ø20 h7;;micromètre;", "Repère", "sheet.balloon_empty"),
        ("1;;Ø20 h7;;micromètre;", "Désignation", "sheet.designation_empty"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(tmp_path: Path, line: str, column: str, code: str) -> None:
    found = sheet(tmp_path, HEADER + TITLES + "7;Bonne;35 ±0,1;étagé;pied à coulisse;\n" + line + "\n")
    assert codes(found) == [(10, column, code)]


def test_a_repeated_balloon_names_the_first_line(tmp_path: Path) -> None:
    found = sheet(tmp_path, HEADER + TITLES + GOOD + GOOD)
    assert codes(found) == [(10, "Repère", "sheet.balloon_repeated")]
    assert found.errors[0].message.fields["line"] == 9


def test_every_error_of_a_sheet_is_reported_and_nothing_is_imported(tmp_path: Path) -> None:
    found = sheet(tmp_path, HEADER + TITLES + GOOD + "2;a;bof;;micromètre;\n3;b;Ø20;;micromètre;x\n")
    assert [line for line, _, _ in codes(found)] == [10, 11, 11]
    with pytest.raises(Refusal) as refused:
        found.part(tmp_path)
    assert refused.value.message.code == "sheet.has_errors"


def test_missing_header_fields_and_columns_are_named(tmp_path: Path) -> None:
    found = sheet(tmp_path, "Désignation;Arbre\n" + "Repère;Désignation\n" + "1;Portée\n")
    assert {column for _, column, _ in codes(found)} == {
        "Référence", "N° de plan", "Indice", "Cote",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("simple", DecisionRule()),
        ("Acceptation simple", DecisionRule()),
        ("ISO 14253-1", DecisionRule(RuleName.ISO_14253_1)),
        ("iso 14253-1 (u)", DecisionRule(RuleName.ISO_14253_1_U)),
        ("", None),
    ],
)
def test_a_header_says_the_decision_rule(tmp_path: Path, text: str, rule: DecisionRule | None) -> None:
    found = sheet(tmp_path, f"Règle de décision;{text}\n" + HEADER + TITLES + GOOD)
    assert found.part(tmp_path).rule == rule


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("au mieux", "decision.rule_unknown"),
        ("guard 0,005", "decision.guard_by_characteristic"),
        ("garde", "decision.guard_by_characteristic"),
    ],
)
def test_a_header_that_says_no_general_rule(tmp_path: Path, text: str, code: str) -> None:
    found = sheet(tmp_path, f"Règle de décision;{text}\n" + HEADER + TITLES + GOOD)
    assert codes(found) == [(1, "Règle de décision", code)]


def test_a_wrong_rule_and_a_wrong_uncertainty_are_named_by_line_and_column(tmp_path: Path) -> None:
    titles = "Repère;Cote;Moyen;Règle de décision;Incertitude-type u (µm)\n"
    lines = "1;Ø20 h7;micromètre;garde 0,005;3\n2;Ø20 h7;micromètre;peut-être;0\n"
    found = sheet(tmp_path, HEADER + titles + lines)
    assert codes(found) == [
        (10, "Règle de décision", "decision.rule_unknown"),
        (10, "Incertitude-type u (µm)", "sheet.uncertainty_not_positive"),
    ]
    (only,) = found.characteristics
    assert only.uncertainty is not None and (str(only.uncertainty.value), only.uncertainty.unit) == ("3", Unit.UM)
    titles = titles.replace("décision", "décision (µm)")
    assert codes(sheet(tmp_path, HEADER + titles + lines)) == [(8, "Règle de décision (µm)", "sheet.unit_other")]


def test_only_the_balloon_and_the_callout_are_required_columns(tmp_path: Path) -> None:
    found = sheet(tmp_path, HEADER + "Repère;Cote\n1;35 ±0,1\n")
    assert not found.errors
    (only,) = found.part(tmp_path).characteristics
    assert (only.designation, only.nature, only.means, only.sampling) == ("", None, Means.TO_CHOOSE, Sampling())


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "sheet.empty"),
        ("a.csv", b" ;;\n\n", "sheet.empty"),
        ("a.csv", b"bonjour\ntout le monde\n", "sheet.not_a_part_sheet"),
        ("a.csv", b"\x00\x01\x02" * 100, "sheet.unreadable"),
        ("a.xlsx", b"not a zip", "sheet.unreadable"),
        ("a.pdf", b"%PDF-1.4", "sheet.unknown_format"),
    ],
)
def test_what_is_not_a_part_sheet_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        read_part_sheet(path, standards())
    assert refused.value.message.code == code


def test_a_bonus_without_its_size_is_read_said_and_not_measured(tmp_path: Path) -> None:
    """A sheet as found has no column for the link: it is read, a warning says what waits, and no record opens on it."""
    lines = "1;Trou;Ø6,6 H12;;pied à coulisse;\n2;Position;position Ø0,1 M A B;;MMT;\n"
    found = sheet(tmp_path, HEADER + TITLES + lines)
    assert found.errors == () and len(found.characteristics) == 2
    assert [(warning.line, warning.message.code) for warning in found.warnings] == [(10, "sheet.link_missing")]
    with pytest.raises(Refusal) as refused:
        found.part(tmp_path).require_complete()
    assert refused.value.message.code == "part.link_missing"


def test_a_sheet_without_any_characteristic_is_refused(tmp_path: Path) -> None:
    assert codes(sheet(tmp_path, HEADER + TITLES)) == [(8, "Repère", "sheet.no_characteristic")]


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", bytes(101 * 1024 * 1024))
    with pytest.raises(Refusal) as refused:
        read_part_sheet(path, standards())
    assert refused.value.message.code == "sheet.too_large"


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "entites.xlsx"
    workbook = openpyxl.Workbook()
    workbook.save(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts["xl/workbook.xml"] = bomb + parts["xl/workbook.xml"].split(b"?>", 1)[-1]
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with pytest.raises(Refusal) as refused:
        read_part_sheet(path, standards())
    assert refused.value.message.code == "sheet.unreadable"


def test_a_workbook_reads_like_its_csv(tmp_path: Path) -> None:
    path = tmp_path / "piece.xlsx"
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for line in (HEADER + TITLES + GOOD).splitlines():
        page.append([cell or None for cell in line.split(";")] if line else [])
    page.append([2, "Longueur", "35 ±0,1", "étagé", "pied à coulisse", "1/5"])
    workbook.save(path)
    part = read_part(path, standards())
    assert [found.balloon for found in part.characteristics] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("chaque pièce", {1, 2, 3, 4, 5, 6}),
        ("", {1, 2, 3, 4, 5, 6}),
        ("1/5", {1, 6}),
        ("1 / 5", {1, 6}),
        ("Première", {1}),
        ("dernière", {6}),
        ("première et dernière", {1, 6}),
    ],
)
def test_frequencies(text: str, planned: set[int]) -> None:
    sampling = read_sampling(text)
    assert {piece for piece in range(1, 7) if sampling.plans(piece, 6)} == planned


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_is_a_sheet_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("sheet") / "a.csv"
    path.write_text(HEADER + TITLES + text, encoding="utf-8")
    try:
        read_part_sheet(path, standards())
    except Refusal as refusal:
        assert refusal.message.code.startswith("sheet.")
