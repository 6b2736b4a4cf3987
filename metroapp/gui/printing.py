"""A PDF on a printer: its pages, drawn by the child process at the resolution of the printer, no finer than 300 dpi."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from metroapp.domain.drawing import PageSize
from metroapp.domain.message import Refusal
from metroapp.services.drawing_pages import UNCHECKED, page_picture

FINEST = 300  # dots per inch
_POINTS = 72  # in one inch
GoOn = Callable[[int, int], bool]


def require_printer() -> None:
    """Refuse `print.no_printer`."""
    if not QPrinterInfo.availablePrinterNames():
        raise Refusal("print.no_printer")


def chosen_pages(printer: QPrinter, pages: int) -> range:
    """The pages asked for in the dialog of the printer."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(pages)
    first, last = printer.fromPage(), printer.toPage() or pages
    return range(max(1, first) - 1, min(last, pages))


def print_pages(printer: QPrinter, path: Path, sizes: Sequence[PageSize], wanted: Sequence[int], go_on: GoOn) -> int:
    """Print pages of a PDF at their true size, reduced where the paper is smaller; how many. For the worker.

    Refuses `print.failed`, `print.given_up`, and as `drawing_pages.page_picture`.
    """
    printer.setFullPage(True)
    painter: QPainter | None = None
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    asked = [page for _copy in range(copies) for page in wanted]
    try:
        for done, page in enumerate(asked):
            _require(go_on(done, len(asked)), printer)
            _lay_out(printer, sizes[page])
            if painter is None:
                painter = QPainter()
                if not painter.begin(printer):
                    painter = None
                    raise Refusal("print.failed", printer=printer.printerName())
            elif not printer.newPage():
                raise Refusal("print.failed", printer=printer.printerName())
            _draw(painter, printer, path, page, sizes[page], partial(go_on, done, len(asked)))
    finally:
        if painter is not None:
            painter.end()
    return len(asked)


def _require(wanted: bool, printer: QPrinter) -> None:
    if not wanted:
        printer.abort()
        raise Refusal("print.given_up")


def _lay_out(printer: QPrinter, size: PageSize) -> None:
    """The sheet lies as the page does; on a file, it is the page."""
    if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
        points = QSizeF(float(size.width), float(size.height))
        paper = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        printer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
        return
    lying = size.width > size.height
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)


def _draw(
    painter: QPainter, printer: QPrinter, path: Path, page: int, size: PageSize, wanted: Callable[[], bool]
) -> None:
    resolution = printer.resolution()
    content = page_picture(path, UNCHECKED, page, min(resolution, FINEST) / _POINTS, wanted, is_paper=True)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    width, height = (float(side) * resolution / _POINTS for side in (size.width, size.height))
    share = min(1.0, paper.width() / width, paper.height() / height)
    drawn = QRectF(0, 0, width * share, height * share)
    drawn.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
    painter.drawImage(drawn, QImage.fromData(content))
