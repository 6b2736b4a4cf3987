"""A table of five thousand rows on paper: our writer, against the same rows drawn by hand on a reportlab canvas.

By hand is the least that prints them: texts at their places, a line under each row, titles on each page; nothing is
measured, wrapped or numbered. Both in turn in the same run; medians and their ratio are printed, nothing is asserted.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from forms.blocks import Align, Column, Document, Table
from forms.to_pdf import render
from forms.typeface import NARROW, NARROW_BOLD, REGULAR, load

BEGUN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
COLUMNS = (
    Column("Pièce", 8), Column("Rep.", 8), Column("Caractéristique", 40), Column("Valeur", 14, Align.RIGHT),
    Column("Unité", 8), Column("Verdict", 14), Column("Par", 22), Column("Date et heure", 24),
)  # fmt: skip
MARGIN, ROW, FIRST = 34.0, 13.04, 770.0  # points


def table(rows: int) -> Table:
    """A row for each value of a long series, one in fifty with a remark that takes two lines."""
    remark = "diamètre de portée de roulement côté entraînement, repris après ébavurage"
    lines = tuple(
        (
            place // 8 + 1,
            str(place % 8 + 1),
            remark if place % 50 == 0 else f"Diamètre n° {place % 8 + 1} de la pièce",
            Decimal(19990 + place % 23) / 1000,
            "mm",
            "conforme",
            "Camille Martin",
            BEGUN + timedelta(seconds=7 * place),
        )
        for place in range(rows)
    )
    return Table("Lectures", "Lectures", COLUMNS, lines)


def ours(of: Table) -> bytes:
    return render(Document("Lectures", "R-1", "Atelier", "metroapp", "", BEGUN, "", (of,)))


def by_hand(of: Table) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=1, invariant=1, initialFontName=REGULAR)
    share = (A4[0] - 2 * MARGIN) / sum(column.weight for column in of.columns)
    y = 0.0
    for row in of.rows:
        if y < MARGIN + ROW:
            if y:
                canvas.showPage()
            y = FIRST
            _row(canvas, y, NARROW_BOLD, [column.title for column in of.columns], of, share)
            canvas.setLineWidth(0.3)
        y -= ROW
        texts = [
            f"{cell:%d/%m/%Y %H:%M:%S}" if isinstance(cell, datetime) else str(cell).replace(".", ",") for cell in row
        ]
        _row(canvas, y, NARROW, texts, of, share)
        canvas.line(MARGIN, y - 4, A4[0] - MARGIN, y - 4)
    canvas.save()
    return buffer.getvalue()


def _row(canvas: Canvas, y: float, font: str, texts: list[str], of: Table, share: float) -> None:
    canvas.setFont(font, 7)
    x = MARGIN
    for text, column in zip(texts, of.columns, strict=True):
        if column.align is Align.RIGHT:
            canvas.drawRightString(x + column.weight * share - 3, y, text)
        else:
            canvas.drawString(x + 3, y, text)
        x += column.weight * share


def seconds(what: Callable[[Table], bytes], of: Table) -> float:
    begun = time.perf_counter()
    what(of)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    load()
    of = table(arguments.rows)
    pairs = [(seconds(by_hand, of), seconds(ours, of)) for _ in range(arguments.rounds)]
    hand, own = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{arguments.rows} rows, {arguments.rounds} rounds a side, interleaved: by hand {hand * 1000:.0f} ms, ", end=""
    )
    print(f"our writer {own * 1000:.0f} ms, ratio {own / hand:.2f}")


if __name__ == "__main__":
    main()
