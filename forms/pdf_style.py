"""The look of the printed papers: a few greys, three meanings, one type scale. It survives a black-and-white printer.

Lengths in points.
"""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from metroapp.domain.sorting import BoxStatus, Disposition

INK = HexColor("#17212b")
GREY = HexColor("#5c6873")
HAIRLINE = HexColor("#c3cad1")
BAND = HexColor("#eef1f4")
GOOD = HexColor("#14663b")
BAD = HexColor("#a3161b")
BAD_TINT = HexColor("#fbe6e4")
HELD = HexColor("#7a4b00")
HELD_TINT = HexColor("#fff3d6")
ACCENT = HexColor("#1c4f82")
WATERMARK = Color(0.40, 0.45, 0.50, alpha=0.10)

TITLE, LEAD, TEXT, SMALL, TINY = 17.0, 10.0, 8.0, 7.0, 6.0

MARGIN = 12 * mm
HEADER_HEIGHT = 14 * mm
FOOTER_HEIGHT = 8 * mm
BODY_HEIGHT = landscape(A4)[1] - 2 * MARGIN - HEADER_HEIGHT - FOOTER_HEIGHT

DISPOSITION_COLOURS = {
    Disposition.CONFORMING: (GOOD, None),
    Disposition.NONCONFORMING: (BAD, BAD_TINT),
    Disposition.CONCESSION: (ACCENT, None),
    Disposition.HELD: (HELD, HELD_TINT),
    Disposition.UNSORTED: (HELD, HELD_TINT),
}
STATUS_COLOURS = {
    BoxStatus.CONFORMING: (INK, None),
    BoxStatus.NONCONFORMING: (BAD, BAD_TINT),
    BoxStatus.UNDECIDED: (HELD, HELD_TINT),
    BoxStatus.IMPOSSIBLE: (HELD, HELD_TINT),
    BoxStatus.NOT_MEASURED: (HELD, HELD_TINT),
    BoxStatus.NOT_PLANNED: (GREY, None),
    BoxStatus.TAKEN: (INK, None),
}
