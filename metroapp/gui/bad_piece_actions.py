"""What is done about a bad piece from the measuring page: a fiche in one action, the dérogations that cover it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.sorting import Disposition
from metroapp.gui.desk import Desk
from metroapp.gui.treatment_actions import TreatmentActions
from metroapp.wording import treatment_window as words
from metroapp.wording import window

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage


class BadPieceActions(TreatmentActions):
    """Made by its page, which says what came of it in a notice that blocks nothing."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(desk, page)
        self._measuring = page
        self.said.connect(self._tell)

    def _tell(self, said: tuple[str, str]) -> None:
        text, role = said
        if role == "bad":
            self._measuring.banner.say(window.BANNER, text)
        else:
            self._measuring.tell(text)

    # -- a fiche ------------------------------------------------------------------------------------------------------

    def raise_about(self, box: BoxKey) -> None:
        """A fiche about one bad value."""
        self._raise([box])

    def _raise(self, boxes: Sequence[BoxKey]) -> None:
        def tell(number: str) -> None:
            self._measuring.tell(words.RAISED.format(number=number, piece=boxes[0].piece))

        def refuse(refusal: Refusal) -> None:
            self._measuring.question.allow_sheet()
            self.refuse(refusal)

        self.desk.bridge.follow(self.desk.workshop.treatment.raise_sheet(boxes), tell, refuse)

    def _bad(self, piece: int) -> list[BoxKey]:
        return [cell.view.key for cell in self._measuring.grid.model.nonconforming().get(piece, [])]

    def ask_about(self, piece: int) -> None:
        """The head of a piece was touched: what can be done about a bad one, under the finger; in an examination, it is
        the one to sort."""
        if self._measuring.declaring.is_on:
            self._measuring.declaring.choose_piece(piece)
            return
        bad = self._bad(piece)
        if not bad or not self._measuring.can_raise:
            return
        menu = QMenu(self._measuring)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(window.PIECE.format(piece=piece))
        menu.addAction(words.RAISED_PIECE.format(piece=piece)).triggered.connect(lambda: self._raise(bad))
        menu.addAction(window.CONCESSION).triggered.connect(lambda: self.ask_covering(piece))
        menu.popup(QCursor.pos())

    # -- a dérogation -------------------------------------------------------------------------------------------------

    def ask_covering(self, piece: int | None = None) -> None:
        """Which dérogations cover a bad piece, and why the others do not; or the demand of one for it."""
        from metroapp.gui.dialogs.covering_concessions import CoveringDialog

        dispositions = self._measuring.grid.model.dispositions
        wanted = (Disposition.NONCONFORMING, Disposition.CONCESSION)
        pieces = [place for place, one in enumerate(dispositions, 1) if one in wanted and self._bad(place)]
        if not pieces:
            return
        first = piece if piece in pieces else next(
            (one for one in pieces if dispositions[one - 1] is Disposition.NONCONFORMING), pieces[0]
        )  # fmt: skip
        dialog = CoveringDialog(pieces, self.desk, self._measuring)
        dialog.piece.setCurrentIndex(pieces.index(first))
        dialog.confirmed.connect(self._demand)
        dialog.confirmed.connect(dialog.close)
        dialog.show()

    def _demand(self, given: tuple[int, None]) -> None:
        from metroapp.gui.dialogs.concession_request import About

        header = self._measuring.header
        if header is not None:
            self.ask_demand(About(header.id, frozenset({given[0]})))
