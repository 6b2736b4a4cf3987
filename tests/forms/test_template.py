"""A customer's template: what is filled, what is understood, and that everything else comes out the same."""

from __future__ import annotations

import io
import re
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import template_fields as fields
from forms.record_data import RecordData, result_lines
from forms.safe_xml import Unsafe
from forms.template_cells import Run
from forms.template_fields import FormData
from forms.template_filling import filled_sheets, replaced
from forms.template_layout import Layout, Problem, layout_of, read_name
from forms.template_package import TemplatePackage
from metroapp.wording import template as words
from tests.forms import customer_template as customer
from tests.forms import records
from tools.make_template_guide import guide

FORMULA = '=HYPERLINK("http://x")'


@pytest.fixture(scope="module")
def data() -> RecordData:
    """Five pieces, twelve characteristics; somebody typed what begins like a formula."""
    return records.data_of(records.renamed(records.workshop_day(), lot=FORMULA, work_order="OF <1> & 2_x0041_\x07"))


def read(parts: dict[str, bytes]) -> Layout:
    return layout_of(TemplatePackage(parts))


def fill(parts: dict[str, bytes], data: RecordData) -> dict[str, bytes]:
    return parts | filled_sheets(read(parts), FormData(data))


@pytest.fixture(scope="module")
def filled(data: RecordData) -> dict[str, bytes]:
    return fill(customer.parts(), data)


@pytest.fixture(scope="module")
def book(filled: dict[str, bytes]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would lose
        return openpyxl.load_workbook(io.BytesIO(customer.packed(filled)))


def test_only_the_sheets_change_and_in_them_only_cells(filled: dict[str, bytes]) -> None:
    before = customer.parts()
    assert list(filled) == list(before)
    assert {name for name in before if filled[name] != before[name]} == {customer.SHEET, customer.HIDDEN}
    for part, kept in ((customer.SHEET, filled[customer.SHEET]), (customer.HIDDEN, filled[customer.HIDDEN])):
        old, new = (re.split(rb"<(?:x:)?sheetData>|</(?:x:)?sheetData>", raw) for raw in (before[part], kept))
        assert re.sub(rb"<cols>.*</cols>", b"", new[0]) == re.sub(rb"<cols>.*</cols>", b"", old[0])
        assert re.sub(rb"^<(x:)?sheetCalcPr [^>]*>", b"", new[2]) == old[2]
    formulas = [re.findall(rb"<f[ />].*?(?:/>|</f>)", raw[customer.SHEET]) for raw in (before, filled)]
    assert formulas[0] == formulas[1] and len(formulas[0]) > customer.LINES


def test_numbers_are_numbers_in_the_format_of_their_cell_and_texts_are_texts(book: Any, data: RecordData) -> None:
    sheet = book["Contrôle"]
    found = [one for one in result_lines(data) if one.box.piece == 3]
    for row, line in enumerate(found, customer.FIRST):
        assert sheet.cell(row, 1).value == str(line.box.balloon) + (" ENTRE" if line.box.code.value == "go" else
               " N'ENTRE PAS" if line.box.code.value == "no_go" else "")  # fmt: skip
        value = sheet.cell(row, 7)
        assert value.number_format == "0.0000"
        if line.value is not None:
            assert (value.data_type, Decimal(str(value.value))) == ("n", line.value)
    assert (sheet["B2"].value.day, sheet["B2"].number_format) == (24, "dd\\/mm\\/yyyy")
    assert sheet["C2"].value == "24/11/2026"  # no format of a date
    assert sheet["A5"].value == 5


def test_what_somebody_typed_is_never_a_formula(book: Any, filled: dict[str, bytes]) -> None:
    sheet = book["Contrôle"]
    assert (sheet["D2"].value, sheet["D2"].data_type) == (f"Lot n° {FORMULA} fin", "s")
    assert (book["Calculs"]["A1"].value, book["Calculs"]["A1"].data_type) == (FORMULA, "s")
    raw = filled[customer.SHEET]
    assert b"OF &lt;1&gt; &amp; 2_x005F_x0041_ </t>" in raw  # as typed, and no sign that XML forbids
    assert b'<rPr><b/><color rgb="FFFF0000"/></rPr><t xml:space="preserve">Lot </t>' in raw  # each piece its look


def test_what_was_not_measured_says_so_and_is_never_zero(book: Any, data: RecordData) -> None:
    sheet = book["Contrôle"]
    said = {"not_measured": "non mesuré", "impossible": "impossible", "not_planned": "non prévu"}
    seen = set()
    for one in result_lines(data):
        row = customer.FIRST + [each.box[1:] for each in result_lines(data) if each.box.piece == 1].index(one.box[1:])
        if one.measurement is None:
            assert sheet.cell(row, 4 + one.box.piece).value == said[one.status.value]
            seen.add(one.status.value)
    assert seen >= {"impossible", "not_planned"}
    undone = records.data_of(records.still_open())
    assert b">non mesur\xc3\xa9</t>" in fill(customer.parts(), undone)[customer.SHEET]


def test_lines_and_columns_that_serve_for_nothing_are_hidden(book: Any, data: RecordData) -> None:
    sheet = book["Contrôle"]
    used = len(FormData(data).lines)
    rows = range(customer.FIRST, customer.FIRST + customer.LINES)
    assert [bool(sheet.row_dimensions[row].hidden) for row in rows] == [row - customer.FIRST >= used for row in rows]
    assert not sheet.row_dimensions[customer.FIRST + customer.LINES].hidden
    hidden = {letter for letter in "ABCDEFGHIJKLM" if sheet.column_dimensions[letter].hidden}
    assert hidden == set("JKL")
    assert [sheet.cell(7, column).value for column in (5, 9, 10)] == ["Pièce 1", "Pièce 5", None]


def test_each_placeholder_is_understood_or_said_with_its_cell() -> None:
    layout = read(customer.parts())
    left = [(mark.cell, mark.text, mark.problem) for mark in layout.marks if mark.problem]
    assert left == [
        ("A3", "lott", Problem.UNKNOWN),
        ("B3", "sans fin", Problem.UNCLOSED),
        ("C3", "Sig_es_:signer1:signature", Problem.UNKNOWN),
        ("D3", "lot", Problem.FORMULA),
        ("", "of", Problem.HEADER),
        ("", "machine", Problem.ELSEWHERE),
        ("", "machine", Problem.ELSEWHERE),
    ]
    assert next(mark.suggestion for mark in layout.marks if mark.text == "lott") == "lot"
    assert [one.lines for one in layout.sheets] == [customer.LINES, 0]
    assert layout.pieces == frozenset(range(1, customer.PIECES + 1))
    # A title of an Excel table is repeated in another part, which is not touched; a merge hides what is under it.
    titled = customer.changed("xl/worksheets/_rels/sheet1.xml.rels", ("</Rel", '<Relationship Id="t" Type="x/table" '
             'Target="../tables/table1.xml"/></Rel'))  # fmt: skip
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    titled["xl/tables/table1.xml"] = f'<table xmlns="{main}" ref="E7:L9" id="1"/>'.encode()
    titled[customer.SHEET] = titled[customer.SHEET].replace(b'"A1:B1"', b'"A2:B2"')
    found = {mark.cell: mark.problem for mark in read(titled).marks}
    assert (found["E7"], found["L7"], found["B2"]) == (Problem.TABLE_TITLE, Problem.TABLE_TITLE, Problem.COVERED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("of", ("of", None)), ("N° d'OF", ("of", None)), (" Numéro de lot ", ("lot", None)), ("REP.", ("rep", None)),
        ("car.nominal", ("nominal", None)), ("C/NC", ("cnc", None)), ("valeur 12", ("valeur", 12)),
        ("Valeur n°12", ("valeur", 12)), ("verdict_3", ("etat", 3)), ("verdict", ("verdict", None)),
        ("Tête de chaîne", ("tete_de_chaine", None)), ("p7", ("piece", 7)), ("lot 3", ("", None)),
        ("valeur 0", ("", None)), ("", ("", None)), ("°", ("", None)),
    ],
)  # fmt: skip
def test_names_are_read_as_people_type_them(typed: str, meant: tuple[str, int | None]) -> None:
    assert read_name(typed) == meant


def test_every_placeholder_has_its_meaning_and_the_guide_is_made_from_them(data: RecordData) -> None:
    tables = (fields.OF_RECORD, fields.OF_LINE, fields.OF_PIECE, fields.OF_VALUE)
    assert [list(table) for table in tables] == [list(names) for _, names in words.GROUPS]
    assert {problem.value for problem in Problem} == set(words.PROBLEMS)
    form = FormData(data)
    for name in words.MEANINGS:
        assert read_name(name) == (name, None)
        form.value(name, fields.Place(0, 1))
    kept = Path(__file__).parents[2] / "docs" / "modele-client.md"
    assert kept.read_text(encoding="utf-8") == guide(), "make it again: python -m tools.make_template_guide"


def test_a_line_may_have_several_rows_and_pieces_may_begin_at_any_number(data: RecordData) -> None:
    parts = customer.parts()
    rows = "".join(
        f'<row><c t="inlineStr"><is><t>{{{{rep}}}}</t></is></c><c t="inlineStr"><is><t>{{{{piece 4}}}}</t></is></c>'
        f'<c t="inlineStr"><is><t>{{{{piece}}}}</t></is></c></row>'
        f'<row><c r="A{2 * line}" t="inlineStr"><is><t>{{{{mini}}}} à {{{{maxi}}}}</t></is></c></row>'
        for line in range(1, 15)
    )
    sheet = '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>{}</sheetData></worksheet>'
    parts[customer.SHEET] = sheet.format(rows).encode()
    layout = read(parts)
    assert (layout.sheets[0].lines, layout.pieces) == (14, {4, 5})
    raw = fill(parts, data)[customer.SHEET].decode()
    first = next(one for one in result_lines(data) if one.box.piece == 4)
    assert f'<c r="B1"><v>{first.value}</v></c>' in raw  # the piece of a line is its value
    assert '<c r="A2" t="inlineStr"><is><t xml:space="preserve">19,979 à 20,000</t>' in raw
    assert raw.count('hidden="1"') == 2 * (14 - len(FormData(data).lines))


def test_a_placeholder_above_the_lines_does_not_shift_them(data: RecordData) -> None:
    """The unit in a row of titles was taken for the first characteristic, which was then missing below."""
    parts = customer.changed("xl/sharedStrings.xml", ("{{sans fin", "{{unité}}"))
    assert read(parts).sheets[0].lines == customer.LINES
    raw = fill(parts, data)[customer.SHEET].decode()
    assert '<c r="B3" t="inlineStr"><is><t xml:space="preserve">mm</t>' in raw
    assert '<c r="A8" t="inlineStr"><is><t xml:space="preserve">1</t>' in raw


def test_only_empty_rows_that_look_like_the_last_line_are_reserved() -> None:
    """A row of totals, or one without a look of its own, is never taken, then hidden."""
    for row, other in (
        ('<c r="B12" s="3"/>', '<c r="B12" s="2"/>'),
        ('<c r="B12" s="3"/>', '<c r="B12" s="4"/>'),
        ('<c r="B12" s="3"/>', '<c r="B12" s="3"><v>1</v></c>'),
        ('<c r="A12"/>', '<c r="A12"/><c r="N12"><v>1</v></c>'),
        ('ref="A1:B1"', 'ref="A11:A12"'),
    ):
        assert read(customer.changed(customer.SHEET, (row, other))).sheets[0].lines == 4
    # The rows of a table differ by their edges and their shades.
    edge = '<xf numFmtId="165" fontId="0" fillId="1" borderId="1" xfId="0"/></cellXfs>'
    shaded = customer.changed("xl/styles.xml", ("</cellXfs>", edge))
    shaded[customer.SHEET] = shaded[customer.SHEET].replace(b'<c r="F12" s="2"/>', b'<c r="F12" s="5"/>')
    assert read(shaded).sheets[0].lines == customer.LINES
    bare = customer.parts()
    bare[customer.SHEET] = re.sub(rb' s="\d"', b"", bare[customer.SHEET])
    assert read(bare).sheets[0].lines == 1


BAD_SHEETS = {
    "an entity": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>',
    "UTF-16": "<worksheet/>".encode("utf-16"),
    "another encoding": b"<?xml version='1.0' encoding='latin-1'?><worksheet/>",
    "no cells": b"<worksheet/>",
}


@pytest.mark.parametrize("raw", BAD_SHEETS.values(), ids=BAD_SHEETS)
def test_xml_that_may_harm_is_not_read(raw: bytes) -> None:
    with pytest.raises(Unsafe):
        read(customer.parts() | {customer.SHEET: raw})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=3), st.integers(0, 30))
def test_any_text_around_a_placeholder_comes_out_as_it_was(texts: list[str], cut: int) -> None:
    kept = [text.replace("{", "(").replace("}", ")") for text in texts]
    whole = "{{lot}}".join(["", *kept, ""])
    place = cut % (len(whole) + 1)
    runs = (Run(whole[:place], b"<rPr/>"), Run(whole[place:]))
    assert "".join(run.text for run in replaced(runs, lambda _name: "L-1")) == "L-1".join(["", *kept, ""])
