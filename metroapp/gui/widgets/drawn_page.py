"""The picture of a page in a view: asked for, drawn finer when looked at closer, given up when unseen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmap

from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.message import Refusal
from metroapp.gui.widgets.page_picture import PagePicture
from metroapp.gui.widgets.page_view import PageView
from metroapp.services.render_page import LARGEST_PICTURE
from metroapp.wording import drawing_board as words
from metroapp.wording.sentences import sentence

_SCALE = 2.5  # picture pixels per point: an A4 page stays sharp at twice its size
_SHARPER = 1.2  # how much closer before the page is drawn again


class DrawnPage(QObject):
    """Shows one page in a view; the same page is not drawn twice. `reading` is said meanwhile; `is_paper` as for
    `drawing_pages.page_sizes`."""

    def __init__(self, board: PageView, reading: str = words.READING, *, is_paper: bool = False) -> None:
        super().__init__(board)
        self._board, self._reading = board, reading
        self._file: tuple[Path, DrawingSheet, int] | None = None
        self._shown: tuple[str, int] | None = None  # digest and page
        self._scale = 0.0
        self._pictures = PagePicture(self, is_paper=is_paper)
        self._pictures.drawn.connect(self._drawn)
        self._pictures.refused.connect(self._refused)
        board.zoomed.connect(self._sharpen)

    @property
    def is_busy(self) -> bool:
        return self._pictures.is_busy

    def show_page(self, path: Path, sheet: DrawingSheet, page: int) -> None:
        self._file = path, sheet, page
        if self._shown != (sheet.digest, page):
            self._shown = sheet.digest, page
            self._board.show_page(sheet.sizes[page], sheet.radius(page))
            self._board.say(self._reading)
            self._ask(_SCALE)

    def forget(self) -> None:
        """Nothing is shown any more, or it may have changed: the next page is drawn, whichever it is."""
        self._pictures.stop()
        self._file = self._shown = None

    def leave(self) -> None:
        """Nobody looks: a picture that is not there yet is given up."""
        if self._pictures.is_busy:
            self.forget()

    def _ask(self, scale: float) -> None:
        if self._file is not None:
            path, sheet, page = self._file
            self._scale = min(scale, LARGEST_PICTURE / float(max(sheet.sizes[page])))
            self._pictures.ask(path, sheet.digest, page, self._scale)

    def _sharpen(self, _nothing: object) -> None:
        """What is looked at closer is drawn finer, as long as the picture stays of a decent size."""
        if self._file is None or not self._board.has_picture or not self._board.isVisible():
            return
        _, sheet, page = self._file
        wanted = self._board.zoom * self._board.devicePixelRatioF()
        if min(wanted, LARGEST_PICTURE / float(max(sheet.sizes[page]))) > self._scale * _SHARPER:
            self._ask(wanted)

    def _drawn(self, picture: QPixmap) -> None:
        self._board.show_picture(picture)

    def _refused(self, refusal: Refusal) -> None:
        if not self._board.has_picture:
            self._board.say(sentence(refusal))
