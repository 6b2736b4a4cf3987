"""The workbook: numbers are numbers, text is text, and its formulas find again what the archive says."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.blocks import Document, InspectionGrid, Summary
from forms.to_xlsx import workbook, write_xlsx
from forms.xlsx_charts import MOST, scale
from forms.xlsx_formulas import state_word
from forms.xlsx_statistics import ENOUGH_FOR_DEVIATION
from forms.xlsx_style import put
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import BoxKey, Observation, Origin
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means, Sampling
from metroapp.wording import documents as words
from metroapp.wording import workbooks
from metroapp.wording.labels import mark
from tests.conftest import MadeOnce
from tests.forms import compared_records, decided_records, records
from tests.forms.filling import CALIPER, MICROMETER, STANDARD, Filling, characteristic
from tests.forms.records import describe

FIRST_PIECE = 11


def opened(document: Document, *, values: bool = False) -> Any:
    buffer = io.BytesIO()
    workbook(document).save(buffer)
    return openpyxl.load_workbook(io.BytesIO(buffer.getvalue()), data_only=values)


def grid_rows(sheet: Any) -> dict[str, int]:
    """The row of each line of the grid, by balloon and gauge; `Tri` is the last one."""
    top = next(row for row in range(1, 40) if sheet.cell(row, 1).value == words.BALLOON)
    rows = {}
    for row in range(top + 1, sheet.max_row):
        rows[str(sheet.cell(row, 1).value)] = row
        if sheet.cell(row, 1).value == words.SORTING:
            return rows
    raise AssertionError("no sorting")


def verdict_column(piece: int) -> int:
    return FIRST_PIECE + 2 * (piece - 1) + 1


def line_name(box: BoxKey) -> str:
    gauge = {
        "go": " ENTRE", "no_go": " N'ENTRE PAS", "plain": " LISSE", "envelope": " ENVELOPPE", "": ""
    }[box.code.value]  # fmt: skip
    return f"{box.balloon}{gauge}"


def test_numbers_are_numbers_in_the_digits_that_were_shown() -> None:
    sheet = opened(describe(records.workshop_day())).worksheets[0]
    row = grid_rows(sheet)["1"]
    lower, upper, middle, value = (sheet.cell(row, column) for column in (4, 5, 6, FIRST_PIECE + 2))
    assert (lower.value, lower.number_format) == (19.979, "0.000")
    assert (upper.value, upper.number_format) == (20, "0.000")
    assert (middle.value, middle.number_format) == (19.9895, "0.0000")
    assert (value.data_type, value.value, value.number_format) == ("n", 20, "0.000")


def test_an_unset_limit_is_an_empty_cell() -> None:
    sheet = opened(describe(records.workshop_day())).worksheets[0]
    row = grid_rows(sheet)["6"]
    assert (sheet.cell(row, 4).value, sheet.cell(row, 5).value) == (None, 0.02)


def test_marks_are_shown_by_the_format_and_the_cell_keeps_its_number() -> None:
    sheet = opened(describe(records.workshop_day())).worksheets[0]
    cell = sheet.cell(grid_rows(sheet)["4"], FIRST_PIECE)
    assert (cell.value, cell.number_format) == (16.01107, '0.00000" c"')


def test_every_verdict_sorting_and_count_is_a_protected_formula() -> None:
    record = records.workshop_day()
    sheet = opened(describe(record)).worksheets[0]
    rows = grid_rows(sheet)
    assert sheet.protection.sheet and not sheet.protection.password
    cells = [sheet.cell(rows[line_name(box)], verdict_column(box.piece)) for box in record.boxes()]
    cells += [sheet.cell(rows[words.SORTING], verdict_column(piece) - 1) for piece in record.pieces]
    begin = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == words.SUMMARY)
    cells += [sheet.cell(row, 1) for row in range(begin + 2, begin + 9)]
    for cell in cells:
        assert str(cell.value).startswith("=") and cell.data_type == "f" and cell.protection.locked, cell.coordinate


def test_a_guard_band_is_seen_in_the_formula_beside_the_limits() -> None:
    sheet = opened(describe(decided_records.held())).worksheets[0]
    row = grid_rows(sheet)["1"]
    formula = sheet.cell(row, verdict_column(1)).value
    value = f"K{row}"
    assert f"AND(ROUND({value}-($D{row}+0.01),9)>=0,ROUND(($E{row}-0.01)-{value},9)>=0)" in formula
    assert f"AND(ROUND({value}-($D{row}-0.01),9)>=0,ROUND(($E{row}+0.01)-{value},9)>=0)" in formula


def test_where_a_second_reading_is_awaited_a_good_value_is_to_be_confirmed() -> None:
    record = records.gestures()
    sheet = opened(describe(record)).worksheets[0]
    row = grid_rows(sheet)["1"]
    awaited, borne_out = (sheet.cell(row, verdict_column(piece)).value for piece in (2, 3))
    assert '"à conf."' in awaited and '"C"' not in awaited and '"NC"' in awaited
    assert '"C"' in borne_out and '"à conf."' not in borne_out
    assert sheet.cell(row, verdict_column(2) - 1).number_format == '0.000" ²?"'
    gauge = sheet.cell(grid_rows(sheet)["3 ENTRE"], verdict_column(4)).value
    assert '"à conf."' in gauge and '"C"' not in gauge


def test_a_piece_added_by_a_bad_sample_is_not_measured_rather_than_not_planned() -> None:
    record = records.gestures()
    sheet = opened(describe(record)).worksheets[0]
    formulas = {piece: sheet.cell(grid_rows(sheet)["2"], verdict_column(piece)).value for piece in (3, 6)}
    assert record.status(BoxKey(3, "2")) is BoxStatus.NOT_MEASURED
    assert words.NOT_MEASURED in formulas[3] and words.NOT_MEASURED not in formulas[6]


def test_gestures_have_their_sheets() -> None:
    names = opened(describe(records.gestures())).sheetnames
    assert {"Suites", "Lectures écartées", "Pièces ajoutées"} <= set(names)


def test_readings_are_real_numbers_and_real_dates() -> None:
    sheet = opened(describe(records.workshop_day()))[words.READINGS]
    titles = [cell.value for cell in sheet[1]]
    row = [cell.value for cell in sheet[2]]
    assert row[titles.index(words.VALUE)] == 19.991
    assert row[titles.index(words.AT)] == datetime(2026, 11, 24, 9, 0, 14)  # noqa: DTZ001 - a workbook has no zones
    assert sheet.max_row - 1 == sum(len(records.workshop_day().history(box)) for box in records.workshop_day().boxes())


def test_every_table_has_its_sheet_and_the_trace_its_own() -> None:
    book = opened(describe(records.workshop_day()))
    assert book.sheetnames == [
        "Relevé", "Statistiques", "Graphiques", "Dérogations", "Non-conformités", "Impossibles", "Reprises",
        "Comparaisons", "Limites", "Justification", "Lectures", "Traçabilité",
    ]  # fmt: skip
    trace = {row[0].value: row[1].value for row in book["Traçabilité"].iter_rows(max_row=4)}
    assert trace[words.TRACE_HEAD] == records.HEAD
    assert trace[words.TRACE_PROGRAM] == "metroapp 0.1.0"
    frames = [row[-1] for row in book[words.READINGS].iter_rows(min_row=2, values_only=True)]
    assert bytes.fromhex(str(next(filter(None, frames))).split()[0])


def test_every_sheet_has_its_print_area_and_no_drawn_data_is_printed() -> None:
    book = opened(describe(records.workshop_day()))
    for sheet in book.worksheets:
        assert sheet.print_area and (sheet.freeze_panes or sheet.title in (words.SHEET_TRACE, workbooks.SHEET_CHARTS))
    charts = book[workbooks.SHEET_CHARTS]
    assert charts.print_area.startswith(f"'{charts.title}'!$A$1:$P$")
    assert charts.cell(1, 18).value == workbooks.CHART_DATA  # column R


def test_charts_draw_the_values_of_the_record_keys_first_and_not_more_than_can_be_looked_at() -> None:
    document = describe(records.lot(30, 3))
    grid = next(block for block in document.blocks if isinstance(block, InspectionGrid))
    last = replace(grid.lines[-1], criticality="clé", designation='=HYPERLINK("x")')
    book = opened(replace(document, blocks=(replace(grid, lines=(*grid.lines[:-1], last)), *document.blocks[2:])))
    sheet, row = book[workbooks.SHEET_CHARTS], grid_rows(book.worksheets[0])["30"]
    assert len(sheet._charts) == MOST == 24
    first = sheet._charts[0]
    assert first.title.tx.rich.p[0].r[0].t == f'30 – =HYPERLINK("x") – {last.callout} (mm)'
    assert [one.val.numRef.f for one in first.ser] == [f"'Graphiques'!${column}$3:${column}$5" for column in "STU"]
    assert [sheet[f"S{at}"].value for at in (3, 4, 5)] == [f"='Relevé'!${column}${row}" for column in "KMO"]
    assert [sheet[f"U{at}"].value for at in (3, 5)] == [last.upper and float(last.upper)] * 2


def test_a_bad_value_is_another_shape_in_its_chart() -> None:
    chart = opened(describe(records.workshop_day()))[workbooks.SHEET_CHARTS]._charts[0]
    assert [(point.idx, point.marker.symbol) for point in chart.ser[0].dPt] == [(2, "x"), (3, "x")]
    assert [one.graphicalProperties.line.dashStyle for one in chart.ser] == ["solid", "dash", "dash"]


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=1, max_size=8))
def test_an_axis_holds_all_that_is_drawn_between_round_marks(numbers: list[Decimal]) -> None:
    least, most, step = scale(numbers)
    assert least < min(numbers) and max(numbers) < most
    assert least % step == most % step == 0 and 1 <= (most - least) / step <= 8
    assert str(step.normalize().as_tuple().digits) in ("(1,)", "(2,)", "(5,)")


def test_it_prints_on_a4_landscape_with_its_number_and_page() -> None:
    book = opened(describe(records.workshop_day()))
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        # A page that is fitted to its sheet is cut nowhere else: charts are cut between two of them.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage == (sheet.title != workbooks.SHEET_CHARTS)
        assert "R-7" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "Page &P/&N"
    top = grid_rows(book.worksheets[0])["1"] - 1
    assert book.worksheets[0].print_title_rows == f"${top}:${top}"
    assert book.worksheets[0].freeze_panes == f"C{top + 1}"


def test_many_pieces_are_cut_between_two_pieces_and_repeat_the_limits() -> None:
    sheet = workbook(describe(records.lot(3, 30))).worksheets[0]
    breaks = [found.id for found in sheet.col_breaks.brk]
    assert breaks and all((column - FIRST_PIECE + 1) % 2 == 0 for column in breaks)
    assert sheet.print_title_cols == "$A:$E"


DANGEROUS = ['=HYPERLINK("http://x";"y")', "+1+1", "-2+3", "@SUM(A1)", "#N/A", "\t=1", "=1+1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_somebody_typed_never_becomes_a_formula(text: str) -> None:
    wanted = characteristic(text, text, "Ø20 h7", Means.MICROMETER)
    wanted = replace(wanted, callout=replace(wanted.callout, text=text))
    filling = Filling((wanted,), 2, number=text)
    filling.value(1, text, "20.5", MICROMETER, origin=Origin.TYPED, reason=text)
    filling.impossible(2, text, text)
    filling.concede(text, 1, text, reason=text)
    filling.record.header = replace(filling.record.header, lot=text, machine=text, operator=text)
    book = opened(replace(describe(filling.record), workshop=text, program=text))
    ours = ("=IF(", "=COUNTIF(", "=ROW(", "=COUNT(", "='Relevé'!$")
    found = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert str(cell.value).startswith(ours), (sheet.title, cell.coordinate, cell.value)
                elif cell.value == text:
                    assert cell.data_type == "s"
                    assert cell.quotePrefix == (text[0] in "=+-@\t")
                    found.append(sheet.title)
    assert {"Relevé", "Dérogations", "Impossibles", "Lectures", "Traçabilité"} <= set(found)


@given(st.text(max_size=60))
def test_any_text_stays_the_text_it_is(text: str) -> None:
    book = openpyxl.Workbook()
    cell = book.active.cell(1, 1)  # type: ignore[union-attr]
    put(cell, text)
    assert cell.data_type == ("s" if text else "n")
    assert cell.value is None if not text else isinstance(cell.value, str)
    book.save(io.BytesIO())


@given(st.decimals(-99999, 99999, places=6, allow_nan=False))
def test_any_number_is_read_again_exactly(value: Decimal) -> None:
    book = openpyxl.Workbook()
    put(book.active.cell(1, 1), value)  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    cell = openpyxl.load_workbook(buffer).active.cell(1, 1)  # type: ignore[union-attr]
    assert Decimal(str(cell.value)) == value
    assert cell.number_format == "0.000000"


def test_the_file_is_a_whole_package(tmp_path: Path) -> None:
    write_xlsx(describe(records.one_box()), tmp_path / "releve.xlsx")
    with zipfile.ZipFile(tmp_path / "releve.xlsx") as package:
        assert package.testzip() is None
    assert [found.name for found in tmp_path.iterdir()] == ["releve.xlsx"]


# -- recomputed by another program ------------------------------------------------------------------------------------


def edges() -> InspectionRecord:
    """Values on their limits and one digit past them, on two limits, on one, in µm, negative; and empty boxes."""
    two = characteristic("1", "Deux limites", "0,3 ±0,1", Means.CALIPER)
    upper = characteristic("2", "Un maxi", "planéité 0,1", Means.DIAL_INDICATOR)
    lower = replace(
        characteristic("1.10", "Un mini", "0,3 ±0,1", Means.CALIPER),
        callout=replace(two.callout, upper_limit=None, text="mini 0,2"),
    )
    zero = replace(
        characteristic("1.1", "Un maxi nul", "0,3 ±0,1", Means.CALIPER),
        callout=replace(two.callout, lower_limit=Decimal("-0.1"), upper_limit=Decimal("0.0"), text="0 0/-0,1"),
    )
    rough = characteristic("3", "Rugosité", "Ra 0,8", Means.ROUGHNESS_TESTER, Sampling(every=2))
    seen = characteristic("4", "Aspect", "visuel", Means.VISUAL)
    filling = Filling((two, upper, lower, zero, rough, seen), 9, number="LIMITES")
    values = {
        "1": ("0.2", "0.4", "0.1999999", "0.4000001", "0.30", "0.3", "0.19", "0.41"),
        "2": ("0.1", "0.100", "0.1000001", "0", "0.05", "0.11", "0.09", "0.1"),
        "1.10": ("0.2", "0.1999999", "0.20", "99.9", "0.3", "0.2", "0.19", "0.2"),
        "1.1": ("0.0", "-0.1", "0.0000001", "-0.1000001", "-0.05", "0.0", "-0.1", "0.0"),
    }
    for balloon, texts in values.items():
        for piece, text in enumerate(texts, start=1):
            filling.value(piece, balloon, text, CALIPER)
    for piece in (1, 3, 5, 7):
        filling.value(piece, "3", ("0.8", "0.81")[piece == 7], origin=Origin.TYPED)
    for piece in range(1, 9):
        filling.observe(piece, "4", Observation.NONCONFORMING if piece == 8 else Observation.CONFORMING)
    filling.concede("D-1", 2, "1.10")  # and not 1.1, which a spreadsheet takes for the same number
    filling.concede("D-2", 4, "1")  # 1.1 of the same piece is not covered
    filling.concede("D-3", 7, "1", "1.10", "3")
    filling.impossible(9, "2", "pièce perdue")
    return filling.record


def conceded_thread() -> InspectionRecord:
    filling = Filling((characteristic("9", "Filetage", "M12x1,75-6g", Means.THREAD_RING), *STANDARD[:1]), 3)
    for piece in (1, 2, 3):
        filling.gauge(piece, "9", go=piece != 2, no_go=piece == 3)
        filling.value(piece, "1", "19.990", MICROMETER)
    filling.concede("D-9", 2, "9")
    return filling.record


def second_readings() -> InspectionRecord:
    """Good values after bad ones under a guard band and with a bonus, each with and without what bears it out."""
    guard = DecisionRule(RuleName.GUARD, Decimal("0.01"))
    wanted = (
        characteristic("1", "Diamètre", "20 ±0,05", Means.CALIPER, rule=guard),
        characteristic("2", "Planéité", "planéité 0,05", Means.DIAL_INDICATOR),
        characteristic("3", "Aspect", "visuel", Means.VISUAL),
    )
    filling = Filling(wanted, 5, number="SECONDE", options=RecordOptions())
    for piece, texts in enumerate((("20.07", "20"), ("20.07", "20", "20.01"), ("20.05", "20"), ("20",), ("20.07",)), 1):
        for text in texts:
            filling.value(piece, "1", text)
        filling.value(piece, "2", "0.06" if piece == 4 else "0.05")
        filling.observe(piece, "3", Observation.CONFORMING if piece < 4 else Observation.NONCONFORMING)
    filling.value(4, "2", "0.05")
    filling.give_visa(4, "2")
    filling.observe(4, "3", Observation.CONFORMING)
    filling.observe(5, "3", Observation.CONFORMING)
    filling.undo(5, "1")
    filling.value(5, "1", "20")
    return filling.record


RECOMPUTED: dict[str, Callable[[], InspectionRecord]] = {
    "day": records.workshop_day,
    "open": records.still_open,
    "edges": edges,
    "thread": conceded_thread,
    "specified": decided_records.specified,
    "lot": lambda: records.lot(20, 25, seed=3),
    "iso-14253-1": records.uncertain_day,
    "guarded": decided_records.guarded,
    "held": decided_records.held,
    "gestures": records.gestures,
    "compared": compared_records.drifted,
    "drifted": lambda: compared_records.drifted(ended=False),
    "second": second_readings,
}


@pytest.fixture(scope="session")
def recomputed(made_once: MadeOnce) -> Path:
    """The folder of what LibreOffice found when it opened and computed the workbooks of these records: all at once,
    for it takes longer to start than to compute."""

    def fill(folder: Path) -> None:
        for name, made in RECOMPUTED.items():
            write_xlsx(describe(made()), folder / f"{name}.xlsx")
        subprocess.run(
            ["soffice", f"-env:UserInstallation={folder.as_uri()}/profile", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", *(f"{name}.xlsx" for name in RECOMPUTED)],
            cwd=folder, check=True, capture_output=True, text=True, timeout=300,
        )  # fmt: skip

    return made_once("recomputed", fill) / "out"


@pytest.mark.tool("soffice")
@pytest.mark.parametrize("name", RECOMPUTED)
def test_a_spreadsheet_finds_every_verdict_again(recomputed: Path, name: str) -> None:
    record = RECOMPUTED[name]()
    book = openpyxl.load_workbook(recomputed / f"{name}.xlsx", data_only=True)
    sheet = book.worksheets[0]
    rows = grid_rows(sheet)
    for box in record.boxes():
        cell = sheet.cell(rows[line_name(box)], verdict_column(box.piece))
        assert cell.value == state_word(record.status(box)), (box, cell.coordinate)
    for piece in record.pieces:
        cell = sheet.cell(rows[words.SORTING], verdict_column(piece) - 1)
        assert cell.value == mark(record.disposition(piece)), (piece, cell.coordinate)
    found = [cell.value for row in sheet.iter_rows(min_row=rows[words.SORTING] + 1, max_col=1) for cell in row]
    counts = [count for count in found if isinstance(count, int)]
    summary = next(block for block in describe(record).blocks if isinstance(block, Summary))
    assert counts[: len(summary.counts)] == [count for _, count, _ in summary.counts]
    _found_again(book[workbooks.SHEET_STATISTICS], record)
    cells = (cell for each in book.worksheets for row in each.iter_rows() for cell in row)
    errors = [cell.value for cell in cells if str(cell.value).startswith(("#", "Err:"))]
    assert errors == []


def _found_again(sheet: Any, record: InspectionRecord) -> None:
    """The statistics of a spreadsheet are those of the exact values of the record."""
    found = {str(row[0]): row[6:12] for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]}
    wanted: dict[str, list[Decimal]] = {}
    for box in record.boxes():
        measured = record.measurement(box)
        if measured is not None and measured.quantity is not None and not record.is_void(measured):
            unit = record.characteristic(box.balloon).callout.reading_unit
            wanted.setdefault(line_name(box), []).append(measured.quantity.to(unit).value)
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        n = len(values)
        mean = sum(values) / n
        exact = [n, mean, min(values), max(values), max(values) - min(values) if n > 1 else None]
        enough = n >= ENOUGH_FOR_DEVIATION
        exact.append((sum((value - mean) ** 2 for value in values) / (n - 1)).sqrt() if enough else None)
        for title, one, other in zip(("n", "mean", "min", "max", "range", "s"), found[name], exact, strict=True):
            near = one in (None, "") if other is None else one == pytest.approx(float(other), rel=1e-9, abs=1e-9)
            assert near, (name, title, one, other)
