"""Write the example of a customer's template: a form of inspection to be filled, as a quality office would draw it.

    python -m tools.make_example_template [--output data/templates/modele-exemple.xlsx]

It comes out the same bytes each time.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tools.make_part_sheets import LINE, NAVY, PALE, TYPED, _fix_dates

LINES, PIECES = 40, 10
HEAD = (
    (("Client", "client"), ("OF", "of"), ("Date de contrôle", "date_fin")),
    (("Désignation", "designation"), ("Lot", "lot"), ("Contrôlé par", "clos_par")),
    (("Référence", "reference"), ("Plan", "plan"), ("Indice", "indice")),
    (("Matière", "matiere"), ("Machine", "machine"), ("Phase", "phase")),
)
ASKED = (
    ("Rep.", "rep", 16),
    ("Caractéristique", "caracteristique", 30),
    ("Cote", "cote", 16),
    ("Mini", "mini", 10),
    ("Maxi", "maxi", 10),
    ("Unité", "unite", 7),
    ("Instrument", "instrument", 16),
)
WORDS = 10  # points
THIN = Side(style="thin", color=LINE)
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


def _put(sheet: Worksheet, row: int, column: int, value: object, *, bold: bool = False, left: bool = False) -> None:
    cell = sheet.cell(row, column, value)
    cell.font = Font(name="Calibri", size=WORDS, bold=bold)
    cell.alignment = LEFT if left else CENTRE
    cell.border = GRID


def _title(sheet: Worksheet, last: int) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=4)
    sheet["A1"] = "Rapport de contrôle {{releve}}"
    sheet["A1"].font = Font(name="Calibri", size=16, bold=True, color=NAVY)
    sheet.merge_cells(start_row=1, start_column=5, end_row=1, end_column=7)
    sheet["E1"] = "{{simule}}"
    sheet["E1"].font = Font(name="Calibri", size=16, bold=True, color="A3161B")
    sheet.cell(1, last, "{{date_edition}}").alignment = Alignment(horizontal="right")
    sheet.cell(1, last).number_format = "dd/mm/yyyy"
    sheet.row_dimensions[1].height = 26


def _head(sheet: Worksheet) -> None:
    for row, fields in enumerate(HEAD, 2):
        for (name, key), column, last in zip(fields, (1, 3, 5), (2, 4, 7), strict=True):
            sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=last)
            _put(sheet, row, column, f"{name} : {{{{{key}}}}}", left=True)
            for other in range(column, last + 1):
                sheet.cell(row, other).border = GRID
                sheet.cell(row, other).fill = PatternFill("solid", fgColor=PALE)
        sheet.row_dimensions[row].height = 18


def _grid(sheet: Worksheet, first: int) -> int:
    """The titles, the lines reserved and the sorting; the row after them."""
    verdict = len(ASKED) + PIECES + 1
    titles = [*(title for title, _, _ in ASKED), *("Pièce {{piece}}" for _ in range(PIECES)), "Verdict"]
    for column, title in enumerate(titles, 1):
        _put(sheet, first, column, title, bold=True)
        sheet.cell(first, column).fill = PatternFill("solid", fgColor=PALE)
    names = [*(key for _, key, _ in ASKED), *("valeur" for _ in range(PIECES)), "verdict"]
    for row in range(first + 1, first + LINES + 1):
        for column, name in enumerate(names, 1):
            _put(sheet, row, column, f"{{{{{name}}}}}", left=name == "caracteristique")
            if name in ("mini", "maxi", "valeur"):
                sheet.cell(row, column).number_format = "0.000"
    last = first + LINES
    _put(sheet, last + 1, len(ASKED), "Tri", bold=True)
    for column in range(len(ASKED) + 1, verdict):
        _put(sheet, last + 1, column, "{{tri_court}}", bold=True)
    _put(sheet, last + 1, verdict, "{{decision}}", bold=True)
    begun, ended = get_column_letter(len(ASKED) + 1), get_column_letter(verdict - 1)
    bad = f'AND(ISNUMBER({begun}{first + 1}),OR(AND($D{first + 1}<>"",{begun}{first + 1}<$D{first + 1}),'
    bad += f'AND($E{first + 1}<>"",{begun}{first + 1}>$E{first + 1})))'
    sheet.conditional_formatting.add(
        f"{begun}{first + 1}:{ended}{last}",
        FormulaRule(formula=[bad], font=Font(bold=True, color="A3161B"), fill=PatternFill("solid", bgColor="FBE6E4")),
    )
    return last + 2


def _foot(sheet: Worksheet, row: int, first: int) -> None:
    verdict = get_column_letter(len(ASKED) + PIECES + 1)
    counted = f'=COUNTIF({verdict}{first + 1}:{verdict}{first + LINES},"non conforme")'
    said = (
        ("Pièces contrôlées", "{{quantite}}"),
        ("Pièces conformes", "{{conformes}}"),
        ("Pièces non conformes", "{{non_conformes}}"),
        ("Pièces sous dérogation", "{{sous_derogation}}"),
        ("Cotes non conformes (formule)", counted),
    )
    for place, (title, value) in enumerate(said):
        sheet.merge_cells(start_row=row + place, start_column=1, end_row=row + place, end_column=2)
        _put(sheet, row + place, 1, title, left=True)
        _put(sheet, row + place, 3, value, bold=True)
    for place, text in enumerate(("Visa du contrôleur :", "Visa qualité :")):
        top, bottom = row + 2 * place, row + 2 * place + 1
        sheet.merge_cells(start_row=top, start_column=4, end_row=bottom, end_column=7)
        _put(sheet, top, 4, text, left=True)
        for spot in ((line, column) for line in (top, bottom) for column in range(4, 8)):
            sheet.cell(*spot).border = GRID
    sheet.cell(row + len(said) + 1, 1, "Tête de chaîne : {{tete_de_chaine}}").font = Font(name="Calibri", size=8)
    sheet.cell(row + len(said) + 2, 1, "Règle de décision : {{regle}}").font = Font(name="Calibri", size=8)


def write(path: Path) -> None:
    """One sheet, ready to print on a landscape A4."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Rapport"
    last = len(ASKED) + PIECES + 1
    first = len(HEAD) + 3
    _title(sheet, last)
    _head(sheet)
    after = _grid(sheet, first)
    _foot(sheet, after + 1, first)
    widths = [*(width for _, _, width in ASKED), *(11 for _ in range(PIECES)), 15]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{first + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{first}:{first}"
    sheet.oddFooter.right.text = "Page &P/&N"
    book.properties.creator = "Qualité"
    book.properties.title = "Modèle de rapport de contrôle"
    book.properties.created = TYPED
    written = io.BytesIO()
    book.save(written)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written.getvalue())
    _fix_dates(path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the example of a customer's template.")
    parser.add_argument("--output", type=Path, default=Path("data/templates/modele-exemple.xlsx"))
    write(parser.parse_args().output)


if __name__ == "__main__":
    main()
