"""The dérogations for a nonconforming piece of the record on the bench: which cover it, and why the others do not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.concession_files import ConcessionFile
from metroapp.domain.message import Message
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.wording import treatment_asked as words
from metroapp.wording.sentences import sentence

_HEIGHT = 190  # px of the list


class CoveringDialog(ActQuestion):
    """`confirmed` carries (the piece to ask for, None)."""

    shown = Signal()

    def __init__(self, pieces: Sequence[int], desk: Desk, parent: QWidget) -> None:
        super().__init__(words.COVER_TITLE, words.ASK_FOR_PIECE, desk, parent)
        self.setMinimumWidth(720)
        self.piece = self.choice((words.COVERED_PIECE.format(piece=piece), piece) for piece in pieces)
        self.said_of: list[QLabel] = []
        self.add_fields((words.COVER_PIECE, self.piece, 1))
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 4, 6, 4)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._list)
        inside.addStretch(1)
        area = Scrolled(inside)
        area.setFixedHeight(_HEIGHT)
        self.body.addWidget(area)
        self.piece.currentIndexChanged.connect(self._read)
        self._read(0)

    def _read(self, _index: int) -> None:
        piece = self.piece.currentData()
        if piece is None:
            return

        def show(found: tuple[tuple[ConcessionFile, Message | None], ...]) -> None:
            if isValid(self) and piece == self.piece.currentData():
                self._show(found)

        self.desk.bridge.follow(self.desk.workshop.treatment.concessions_for(piece), show, self.refuse)

    def _show(self, found: tuple[tuple[ConcessionFile, Message | None], ...]) -> None:
        for label in self.said_of:
            label.hide()
            label.deleteLater()
        self.said_of = []
        if not found:
            self._say(words.NO_ACTIVE, "soft")
        for file, why in found:
            if why is None:
                self._say(words.COVERS.format(number=file.number), "good")
            else:
                self._say(words.COVERS_NOT.format(why=sentence(why)), "")
        self.shown.emit()

    def _say(self, text: str, role: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setProperty("role", role)
        self._list.addWidget(label)
        self.said_of.append(label)

    def given(self) -> int:
        return int(self.piece.currentData())
