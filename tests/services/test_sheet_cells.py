"""Cells as workshops leave them: encodings, separators, formats, merged cells, and files that are no sheet at all."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.message import Refusal
from metroapp.services.reference import standards
from metroapp.services.sheets.cells import DateCell, FormulaCell, read_cells
from metroapp.services.sheets.number_formats import shown
from metroapp.services.sheets.part_sheet import read_part_sheet
from metroapp.services.sheets.sheet_columns import count_titles

TEXT = "Repère;Désignation;Cote\n1;Portée;Ø20 h7\n"


def cells(tmp_path: Path, raw: bytes, name: str = "a.csv") -> list[list[str]]:
    path = tmp_path / name
    path.write_bytes(raw)
    return read_cells(path, count_titles)


def refused(tmp_path: Path, raw: bytes, name: str) -> str:
    with pytest.raises(Refusal) as found:
        cells(tmp_path, raw, name)
    return found.value.message.code


def workbook(tmp_path: Path, fill: Any, name: str = "a.xlsx") -> list[list[str]]:
    book = openpyxl.Workbook()
    fill(book.active)
    content = io.BytesIO()
    book.save(content)
    return cells(tmp_path, content.getvalue(), name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    raw = TEXT.replace(";", separator).encode(encoding)
    assert cells(tmp_path, raw) == [["Repère", "Désignation", "Cote"], ["1", "Portée", "Ø20 h7"]]


def test_decimal_commas_do_not_make_columns(tmp_path: Path) -> None:
    lines = "".join(f"{number};{number},5 +0,1/-0,1, à vérifier, ok\n" for number in range(1, 9))
    assert cells(tmp_path, f"Repère;Cote\n{lines}".encode())[1] == ["1", "1,5 +0,1/-0,1, à vérifier, ok"]


def test_quoted_decimal_commas_between_commas(tmp_path: Path) -> None:
    raw = 'Item,Requirement,Note\n1,"12,5 ±0,1","a;b"\n2,"13,5 ±0,1","c;d"\n'.encode()
    assert cells(tmp_path, raw)[1] == ["1", "12,5 ±0,1", "a;b"]


def test_the_separator_that_the_file_declares(tmp_path: Path) -> None:
    assert cells(tmp_path, "sep=;\nRepère;Cote\n1;20,5 ±0,1\n".encode())[1:] == [
        ["Repère", "Cote"], ["1", "20,5 ±0,1"],
    ]  # fmt: skip


def test_a_cell_with_line_breaks(tmp_path: Path) -> None:
    assert cells(tmp_path, 'Repère;Cote\n1;"Ø20\n+0,021\n0"\n'.encode())[1] == ["1", "Ø20\n+0,021\n0"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12.5, "General", "12,5"),
        (12, "General", "12"),
        (12.0, "General", "12"),
        (16, "0.00", "16,00"),
        (16.5, "0.000", "16,500"),
        (16.1234, "0.00", "16,1234"),
        (19.978999999999999, "General", "19,979"),
        (0.021, "+0.000;-0.000;0", "+0,021"),
        (-0.007, "+0.000;-0.000;0", "-0,007"),
        (0, "+0.000;-0.000;0", "0"),
        (0, '0.00;-0.00;"–"', "–"),
        (20, '"Ø"0.00', "Ø20,00"),
        (20, '0.0" mm"', "20,0 mm"),
        (0.1, "±0.00", "±0,10"),
        (1, "0%", "100%"),
        (-3.5, "0.00", "-3,50"),
        (1234.5, "#,##0.00", "1234,50"),
        (1e-7, "General", "0,0000001"),
        (0.5, "# ?/?", "0,5"),
        (12, "[Red]0.0_ ;\\-0.0", "12,0"),
    ],
)
def test_numbers_as_their_author_sees_them(value: float, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_a_workbook_shows_its_numbers_and_never_computes(tmp_path: Path) -> None:
    def fill(page: Any) -> None:
        page.append(["Repère", "Nominal", "Cote", "Fréquence"])
        page.append([1, 16, "=B2+1", date(2026, 5, 1)])
        page["B2"].number_format = "0.00"

    (_, line) = workbook(tmp_path, fill)
    assert line[:3] == ["1", "16,00", "=B2+1"]
    assert isinstance(line[2], FormulaCell) and isinstance(line[3], DateCell)


def test_a_formula_and_a_date_are_errors_where_they_are(tmp_path: Path) -> None:
    def fill(page: Any) -> None:
        page.append(["Repère", "Cote", "Fréquence"])
        page.append(["=A1", "Ø20 h7", None])
        page.append([2, "Ø20 h7", date(2026, 5, 1)])
        page.append([3, "=A1", None])

    workbook(tmp_path, fill)
    found = read_part_sheet(tmp_path / "a.xlsx", standards())
    assert [(error.line, error.column, error.message.code) for error in found.errors] == [
        (2, "Repère", "sheet.formula"), (3, "Fréquence", "sheet.date"), (4, "Cote", "sheet.formula"),
    ]  # fmt: skip


def test_merged_titles_and_merged_header_values(tmp_path: Path) -> None:
    def fill(page: Any) -> None:
        page["A1"], page["C1"] = "Désignation", "Arbre"
        page.merge_cells("A1:B1")
        page.merge_cells("C1:F1")
        page["A3"], page["B3"], page["C3"], page["C4"], page["D4"] = "Repère", "Nominal", "Tolérances", "sup", "inf"
        page["E3"] = "Phase"
        for area in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "E5:E6"):
            page.merge_cells(area)
        page["A5"], page["B5"], page["C5"], page["D5"], page["E5"] = 1, 20, 0.1, -0.1, "10"
        page["A6"], page["B6"], page["C6"], page["D6"] = 2, 30, 0.1, -0.1

    workbook(tmp_path, fill)
    found = read_part_sheet(tmp_path / "a.xlsx", standards())
    assert found.fields["designation"] == "Arbre"
    assert [one.callout.text for one in found.characteristics] == ["20 ±0,1", "30 ±0,1"]
    assert [one.phase for one in found.characteristics] == ["10", "10"]


def test_what_merged_cells_hide_is_not_read(tmp_path: Path) -> None:
    def fill(page: Any) -> None:
        page.append(["Repère", "Cote", "caché"])
        page.append([1, "Ø20 h7", "caché"])
        page.merged_cells.add("B1:C1")
        page.merged_cells.add("B2:C2")

    assert workbook(tmp_path, fill) == [["Repère", "Cote", ""], ["1", "Ø20 h7", ""]]


def test_the_first_visible_worksheet_with_titles(tmp_path: Path) -> None:
    def fill(page: Any) -> None:
        page.append(["Page de garde"])
        hidden = page.parent.create_sheet("ancienne")
        hidden.append(["Repère", "Cote"])
        hidden.sheet_state = "hidden"
        page.parent.create_sheet("Gamme").append(["Bulle", "Exigence"])

    assert workbook(tmp_path, fill) == [["Bulle", "Exigence"]]


def test_macros_are_ignored(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Repère", "Cote"])
    content = io.BytesIO()
    book.save(content)
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    assert cells(tmp_path, content.getvalue(), "a.xlsm") == [["Repère", "Cote"]]


OLE2 = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def test_files_that_are_refused_by_their_name(tmp_path: Path) -> None:
    assert refused(tmp_path, OLE2 + "EncryptedPackage".encode("utf-16-le"), "a.xlsx") == "sheet.encrypted"
    assert refused(tmp_path, OLE2 + "Workbook".encode("utf-16-le"), "a.xls") == "sheet.old_excel"
    assert refused(tmp_path, OLE2, "a.xlsx") == "sheet.old_excel"
    assert refused(tmp_path, b"<html>", "a.xls") == "sheet.old_excel"
    assert refused(tmp_path, b"PK\x03\x04 truncated", "a.xlsx") == "sheet.unreadable"
    assert refused(tmp_path, b"", "a.csv") == "sheet.empty"
    assert refused(tmp_path, b"a;b", "a.ods") == "sheet.unknown_format"


def test_a_truncated_workbook_and_an_empty_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    content = io.BytesIO()
    book.save(content)
    assert refused(tmp_path, content.getvalue(), "a.xlsx") == "sheet.empty"
    assert refused(tmp_path, content.getvalue()[:-200], "a.xlsx") == "sheet.unreadable"


def test_ten_thousand_lines_and_one_more(tmp_path: Path) -> None:
    line = "1;Ø20 h7\n"
    text = "Repère;Cote\n" + line * 9_999
    assert len(cells(tmp_path, text.encode())) == 10_000
    assert refused(tmp_path, (text + line).encode(), "a.csv") == "sheet.too_many_lines"
    assert len(cells(tmp_path, (text + "\n" * 500).encode())) == 10_000

    def far(page: Any) -> None:
        page["A1"] = "Repère"
        page["A1048576"] = "1"

    with pytest.raises(Refusal) as found:
        workbook(tmp_path, far)
    assert found.value.message.code == "sheet.too_many_lines"


def test_a_sheet_of_ten_thousand_lines_is_read_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Repère;Cote\n" + "".join(f"{number};Ø20 h7\n" for number in range(9_999)), encoding="utf-8")
    found = read_part_sheet(path, standards())
    assert not found.errors and len(found.characteristics) == 9_999


def test_merged_cells_without_end_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Repère"])
    page["A10000"] = "x"
    content = io.BytesIO()
    book.save(content)
    merged = '<mergeCells count="1000">' + '<mergeCell ref="A1:AX10000"/>' * 1000 + "</mergeCells>"
    raw = io.BytesIO()
    with zipfile.ZipFile(content) as package, zipfile.ZipFile(raw, "w") as copy:
        for name in package.namelist():
            part = package.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace("</sheetData>", f"</sheetData>{merged}")
            copy.writestr(name, part)
    assert refused(tmp_path, raw.getvalue(), "a.xlsx") == "sheet.unreadable"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".csv", ".xlsx", ".xlsm", ".txt", ".qif"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("bytes") / f"a{suffix}"
    path.write_bytes(raw)
    try:
        read_part_sheet(path, standards())
    except Refusal as refusal:
        assert refusal.message.code.startswith(("sheet.", "qif."))


def _packed() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Repère", "Cote"])
    book.active.append([1, "Ø20 h7"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    packed = _parts()
    name = data.draw(st.sampled_from(sorted(packed)))
    text = packed[name]
    place = data.draw(st.integers(0, len(text)))
    packed[name] = text[:place] + data.draw(st.binary(max_size=20)) + text[place + data.draw(st.integers(0, 20)) :]
    path = tmp_path_factory.mktemp("damaged") / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for part, content in packed.items():
            package.writestr(part, content)
    try:
        read_part_sheet(path, standards())
    except Refusal as refusal:
        assert refusal.message.code.startswith("sheet.")


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_packed())) as package:
        return {name: package.read(name) for name in package.namelist()}
