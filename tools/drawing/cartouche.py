"""Frame of the sheet (ISO 5457), French title block and table of revisions, filled from the part's own sheet."""

from __future__ import annotations

from tools.demo_parts import DemoPart
from tools.drawing.sheet import Colour, Kind, Sheet
from tools.drawing.symbols import first_angle, texture

GREY: Colour = (0.35, 0.35, 0.35)
RED: Colour = (0.68, 0.1, 0.1)
LEFT_MARGIN, MARGIN = 20.0, 10.0
WIDTH, ROW = 180.0, 9.0


def _cell(
    sheet: Sheet, x: float, y: float, width: float, height: float, label: str, value: str, size: float = 3.8,
    *, bold: bool = False, colour: Colour = (0, 0, 0),
) -> None:  # fmt: skip
    sheet.line((x, y), (x + width, y), (x + width, y + height), (x, y + height), closed=True, kind=Kind.THIN)
    sheet.text((x + 1.2, y + height - 2.8), label, 2.5, colour=GREY)
    if value:
        free = height - 3.2
        sheet.text(
            (x + width / 2, y + (free - 0.714 * size) / 2 + 0.3), value, size, anchor=0.5, bold=bold, colour=colour
        )


def frame(sheet: Sheet) -> None:
    """The border and its centring marks."""
    left, right, bottom, top = LEFT_MARGIN, sheet.width - MARGIN, MARGIN, sheet.height - MARGIN
    sheet.line((left, bottom), (right, bottom), (right, top), (left, top), closed=True, kind=Kind.FRAME)
    x, y = (left + right) / 2, (bottom + top) / 2
    for a, b in (((x, top), (x, top + 5)), ((left - 5, y), (left, y)), ((right, y), (right + 5, y))):
        sheet.line(a, b, kind=Kind.FRAME)


def title_block(sheet: Sheet, part: DemoPart) -> None:
    x, y = sheet.width - MARGIN - WIDTH, MARGIN
    revision = part.revisions[0]
    _cell(sheet, x, y + 2 * ROW, 54, 2 * ROW, "Établissement", "Atelier de démonstration", 4.2)
    _cell(sheet, x + 54, y + 2 * ROW, 72, 2 * ROW, "Désignation", part.designation, 7.5, bold=True)
    _cell(sheet, x + 126, y + 3 * ROW, 34, ROW, "N° de plan", part.drawing_number, 4.4, bold=True)
    _cell(sheet, x + 160, y + 3 * ROW, 20, ROW, "Indice", revision.index, 4.8, bold=True)
    _cell(sheet, x + 126, y + 2 * ROW, 54, ROW, "Référence", part.reference, 4.4)
    _cell(sheet, x, y + ROW, 54, ROW, "Matière", part.material)
    _cell(sheet, x + 54, y + ROW, 36, ROW, "Tolérances générales", part.general_tolerances)
    _cell(sheet, x + 90, y + ROW, 36, ROW, "Client", part.client)
    _cell(sheet, x + 126, y + ROW, 18, ROW, "Échelle", part.scale)
    _cell(sheet, x + 144, y + ROW, 16, ROW, "Format", "A4")
    _cell(sheet, x + 160, y + ROW, 20, ROW, "Folio", "1/1")
    _cell(sheet, x, y, 32, ROW, "Dessiné par", "Méthodes")
    _cell(sheet, x + 32, y, 22, ROW, "Date", revision.date, 3.4)
    _cell(sheet, x + 54, y, 72, ROW, "", "", 4)
    sheet.text((x + 90, y + 3.1), "DOCUMENT DE DÉMONSTRATION", 4.2, anchor=0.5, bold=True, colour=RED)
    _cell(sheet, x + 126, y, 34, ROW, "", "")
    first_angle(sheet, (x + 143, y + ROW / 2))
    _cell(sheet, x + 160, y, 20, ROW, "Unité", "mm")
    sheet.line((x, y), (x + WIDTH, y), (x + WIDTH, y + 4 * ROW), (x, y + 4 * ROW), closed=True)


def revisions(sheet: Sheet, part: DemoPart) -> None:
    """The table of revisions, in the lower left corner."""
    x, y, height = LEFT_MARGIN, MARGIN, 6.0
    columns = ((0.0, 12.0), (12.0, 22.0), (34.0, 53.0))
    rows = [(item.index, item.date, item.change) for item in part.revisions]
    for row, cells in enumerate([*rows, ("Ind.", "Date", "Modification")]):
        heading = row == len(rows)
        for (left, width), text in zip(columns, cells, strict=True):
            bottom = y + row * height
            sheet.line(
                (x + left, bottom), (x + left + width, bottom), (x + left + width, bottom + height),
                (x + left, bottom + height), closed=True, kind=Kind.THIN,
            )  # fmt: skip
            sheet.text((x + left + 1.2, bottom + 1.9), text, 3.2, bold=heading)


def general_texture(sheet: Sheet, text: str) -> None:
    """The texture of every surface without a symbol of its own, above the title block."""
    end = texture(sheet, (sheet.width - 52, MARGIN + 4 * ROW + 3), text, scale=0.85)
    x, y = end[0] + 3, MARGIN + 4 * ROW + 3
    sheet.text((x - 1.2, y + 1.6), "(", 5.5)
    texture(sheet, (x + 3.2, y), any_process=True, scale=0.6)
    sheet.text((x + 7.4, y + 1.6), ")", 5.5)
