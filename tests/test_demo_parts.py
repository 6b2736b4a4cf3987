"""The demonstration parts hold together: sheet, workbook, drawing, balloons, instruments; and the reference tables."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
PARTS = ROOT / "data" / "parts"
WORKSHOP = ROOT / "data" / "workshop"
STANDARDS = ROOT / "data" / "standards"
NAMES = ("arbre-etage", "support-bride")
HEADER = ("Désignation", "Référence", "N° de plan", "Indice", "Matière", "Client", "Tolérances générales")
COLUMNS = ["Repère", "Désignation", "Cote", "Nature", "Moyen", "Fréquence"]
NATURES = {"extérieur", "intérieur", "étagé", "profondeur", "entraxe"}
FREQUENCIES = {"chaque pièce", "1/5", "première", "première et dernière"}
NUMBER = r"\d+(?:,\d+)?"
DEVIATION = rf"(?:[+-]{NUMBER}|0)"
DIMENSION = re.compile(rf"Ø?{NUMBER} (?:[A-Za-z]{{1,2}}\d+|±{NUMBER}|{DEVIATION}/{DEVIATION})")
OTHER = re.compile(rf"Ra {NUMBER}|M\d+(?:x{NUMBER})?-\d[A-Za-z]|battement {NUMBER} A|planéité {NUMBER}|attribut")


def _csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def _xlsx(path: Path) -> list[list[str]]:
    sheet = load_workbook(path).worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = [row[:2] if any(row) else [] for row in rows[: len(HEADER) + 1]]
    return head + rows[len(HEADER) + 1 :]


def _lines(name: str) -> list[dict[str, str]]:
    rows = _csv(PARTS / f"{name}.csv")
    table = rows[len(HEADER) + 1 :]
    assert table[0] == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in table[1:]]


@pytest.mark.parametrize("name", NAMES)
def test_both_forms_of_a_sheet_say_the_same(name: str) -> None:
    rows = _csv(PARTS / f"{name}.csv")
    assert rows == _xlsx(PARTS / f"{name}.xlsx")
    assert tuple(row[0] for row in rows[: len(HEADER)]) == HEADER
    assert rows[len(HEADER)] == []


@pytest.mark.parametrize("name", NAMES)
def test_characteristics_are_well_formed(name: str) -> None:
    lines = _lines(name)
    assert 10 <= len(lines) <= 14
    assert [line["Repère"] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
    for line in lines:
        assert line["Désignation"]
        assert line["Moyen"]
        assert line["Fréquence"] in FREQUENCIES
        if DIMENSION.fullmatch(line["Cote"]):
            assert line["Nature"] in NATURES
        else:
            assert OTHER.fullmatch(line["Cote"]), line["Cote"]
            assert line["Nature"] == ""


def test_one_comparison_and_one_height_column() -> None:
    means = {name: [line["Moyen"] for line in _lines(name)] for name in NAMES}
    assert (means["arbre-etage"] + means["support-bride"]).count("comparaison") == 1
    assert means["support-bride"].count("colonne") == 1
    assert means["arbre-etage"].count("colonne") == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_characteristic_has_its_balloon_on_the_page(name: str) -> None:
    places = json.loads((PARTS / f"{name}.balloons.json").read_text(encoding="utf-8"))
    reader = PdfReader(PARTS / places["drawing"])
    assert [item["balloon"] for item in places["balloons"]] == list(range(1, len(_lines(name)) + 1))
    for item in places["balloons"]:
        box = reader.pages[item["page"]].mediabox
        margin = places["radius"]
        assert margin <= item["x"] <= float(box.width) - margin
        assert margin <= item["y"] <= float(box.height) - margin
    centres = [(item["x"], item["y"]) for item in places["balloons"]]
    for index, (x, y) in enumerate(centres):
        assert all(abs(x - a) + abs(y - b) > 2 * places["radius"] for a, b in centres[index + 1 :])


@pytest.mark.parametrize("name", NAMES)
def test_the_drawing_says_what_the_sheet_says(name: str) -> None:
    reader = PdfReader(PARTS / f"{name}.pdf")
    words = set(re.findall(rf"{NUMBER}", reader.pages[0].extract_text()))
    for line in _lines(name):
        for number in re.findall(NUMBER, line["Cote"]):
            assert number in words, line["Cote"]
    text = reader.pages[0].extract_text()
    for label, value in _csv(PARTS / f"{name}.csv")[: len(HEADER)]:
        assert value in text, label


@pytest.mark.parametrize("name", NAMES)
def test_every_font_of_the_drawing_is_embedded(name: str) -> None:
    embedded, others = PdfReader(PARTS / f"{name}.pdf").pages[0]._get_fonts()
    assert embedded
    assert not others - embedded


def test_the_tools_make_the_same_files_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        for tool in ("draw_parts", "make_part_sheets"):
            subprocess.run([sys.executable, "-m", f"tools.{tool}", "--output", str(folder)], cwd=ROOT, check=True)
    made = sorted(path.name for path in first.iterdir())
    assert made == sorted(path.name for path in PARTS.iterdir())
    for name in made:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
        kept = PARTS / name
        if kept.suffix == ".pdf":  # the wrapping of the drawing changes with the version of the PDF writer
            assert _strokes(first / name) == _strokes(kept), name
        elif kept.suffix != ".xlsx":
            assert (first / name).read_bytes() == kept.read_bytes(), name


def _strokes(path: Path) -> bytes:
    contents = PdfReader(path).pages[0].get_contents()
    assert contents is not None
    return contents.get_data()


def test_the_workshop_has_every_means_that_the_parts_ask_for() -> None:
    rows = _csv(WORKSHOP / "instruments.csv")
    kinds = {row[rows[0].index("Genre")] for row in rows[1:]}
    asked = {line["Moyen"] for name in NAMES for line in _lines(name)} - {"visuel", "comparaison"}
    assert asked <= kinds
    assert all(len(row) == len(rows[0]) for row in rows)
    assert all(row[rows[0].index("N° de série")].startswith("DEMO-") for row in rows[1:])


def test_gauge_blocks_keep_the_limit_of_their_grade_and_build_the_compared_size() -> None:
    rows = _csv(WORKSHOP / "gauge_blocks.csv")
    with (STANDARDS / "iso3650_gauge_blocks.csv").open(encoding="utf-8", newline="") as file:
        limits = [
            (Decimal(row["over_mm"]), Decimal(row["upto_incl_mm"]), Decimal(row["gr1_te_um"]))
            for row in csv.DictReader(file)
        ]
    sizes = []
    for _, serial, nominal, deviation, grade, _ in rows[1:]:
        size = Decimal(nominal.replace(",", "."))
        limit = next(te for over, upto, te in limits if over < size <= upto)
        assert grade == "1"
        assert abs(Decimal(deviation.replace(",", "."))) <= limit, serial
        sizes.append(size)
    assert Decimal(20) in sizes
    assert len(sizes) == len(set(sizes)) == 32


def _row(name: str, size: Decimal) -> dict[str, str]:
    with (STANDARDS / name).open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if Decimal(row["over_mm"]) < size <= Decimal(row["to_mm"]))


def _micrometres(table: str, size: int, column: str) -> Decimal:
    return Decimal(_row(f"iso286_{table}_um.csv", Decimal(size))[column])


@pytest.mark.parametrize(
    ("size", "letter", "grade", "upper", "lower"),
    [
        (25, "g(es)", "IT6", "-7", "-20"),
        (20, "", "IT6", "0", "-13"),
        (28, "", "IT7", "0", "-21"),
        (16, "f(es)", "IT8", "-16", "-43"),
        (20, "", "IT9", "0", "-52"),
        (300, "f(es)", "IT9", "-56", "-186"),
    ],
)
def test_shaft_limits_of_printed_tables(size: int, letter: str, grade: str, upper: str, lower: str) -> None:
    deviation = _micrometres("shaft_deviations", size, letter) if letter else Decimal(0)
    assert deviation == Decimal(upper)
    assert deviation - _micrometres("tolerance_grades", size, grade) == Decimal(lower)


@pytest.mark.parametrize(
    ("size", "letter", "grade", "delta", "upper", "lower"),
    [
        (20, "", "IT7", "", "21", "0"),
        (16, "", "IT8", "", "27", "0"),
        (10, "", "IT8", "", "22", "0"),
        (38, "", "IT12", "", "250", "0"),
        (30, "k(ei)", "IT7", "delta_IT7", "6", "-15"),
        (50, "n(ei)", "IT7", "delta_IT7", "-8", "-33"),
        (50, "p(ei)", "IT7", "delta_IT7", "-17", "-42"),
    ],
)
def test_hole_limits_of_printed_tables(size: int, letter: str, grade: str, delta: str, upper: str, lower: str) -> None:
    interval = _micrometres("tolerance_grades", size, grade)
    found = interval
    if letter:
        found = _micrometres("delta", size, delta) - _micrometres("shaft_deviations", size, letter)
    assert found == Decimal(upper)
    assert found - interval == Decimal(lower)
