"""How many pieces were launched and what became of them, how long it took, and what is to be told."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.entered_text import LONGEST_COMMENT
from metroapp.domain.message import Refusal
from metroapp.domain.production import QUANTITIES, TIMES
from metroapp.domain.production_text import FollowUpTexts
from metroapp.gui.widgets.count_field import CountField
from metroapp.wording import follow_up as words
from metroapp.wording.sentences import sentence

_MINUTES_STEP = 5


class SeriesForm(QFrame):
    """`typed` carries the texts; `proposal_asked` asks for those that the sorting knows."""

    typed = Signal(object)
    proposal_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._is_showing = False
        self.counts = {name: CountField(words.FIELDS[name]) for name in QUANTITIES}
        self.counts |= {name: CountField(words.FIELDS[name], step=_MINUTES_STEP) for name in TIMES}
        self.propose = QPushButton(words.PROPOSE)
        self.propose.setToolTip(words.PROPOSE_TIP)
        self.unaccounted = QLabel()
        self.unaccounted.setProperty("role", "warn")
        self.comment = QPlainTextEdit()
        self.comment.setAccessibleName(words.FIELDS["comment"])
        self.comment.setPlaceholderText(words.FIELDS["comment"])
        self.comment.setTabChangesFocus(True)
        self.comment.setObjectName("comment")
        self.comment.setMinimumHeight(64)
        self.comment.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # what is left
        self._build()
        for field in self.counts.values():
            field.typed.connect(self._tell)
        self.comment.textChanged.connect(self._tell_comment)
        self.propose.clicked.connect(self._ask_proposal)

    def _build(self) -> None:
        heads = QHBoxLayout()
        heads.addWidget(_heading(words.QUANTITIES), 1)
        heads.addWidget(self.propose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for place, name in enumerate(QUANTITIES):
            grid.addWidget(self.counts[name], *divmod(place, 2))
        times = QGridLayout()
        times.setHorizontalSpacing(10)
        for column, name in enumerate(TIMES):
            times.addWidget(self.counts[name], 0, column)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
            times.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 14)
        layout.setSpacing(6)
        layout.addLayout(heads)
        layout.addLayout(grid)
        layout.addWidget(self.unaccounted)
        layout.addSpacing(8)
        layout.addWidget(_heading(words.TIMES))
        layout.addLayout(times)
        layout.addSpacing(4)
        layout.addWidget(self.comment, 1)

    def texts(self) -> FollowUpTexts:
        counts = {name: field.text() for name, field in self.counts.items()}
        return FollowUpTexts(**counts, comment=self.comment.toPlainText())

    def show_texts(self, texts: FollowUpTexts) -> None:
        self._is_showing = True
        for name, field in self.counts.items():
            field.show_text(getattr(texts, name))
        if texts.comment != self.comment.toPlainText():
            self.comment.setPlainText(texts.comment)
        self._is_showing = False

    def say(self, wrong: dict[str, Refusal], unaccounted: int | None) -> None:
        """What is wrong beside each field, and the pieces of which nothing is said."""
        for name, field in self.counts.items():
            field.say(sentence(wrong[name]) if name in wrong else "")
        text = "" if wrong else words.unaccounted(unaccounted)
        self.unaccounted.setText(text)
        self.unaccounted.setVisible(bool(text))

    def go_to(self, name: str) -> None:
        self.counts[name].line.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        for field in self.counts.values():
            field.set_read_only(read_only)
        self.comment.setReadOnly(read_only)

    def _tell(self, *_: object) -> None:
        if not self._is_showing:
            self.typed.emit(self.texts())

    def _tell_comment(self) -> None:
        """What has no room is taken off where it is typed: what is seen is what is kept."""
        text = self.comment.toPlainText()
        if len(text) <= LONGEST_COMMENT:
            self._tell()
            return
        place = min(self.comment.textCursor().position(), LONGEST_COMMENT)
        self.comment.setPlainText(text[:LONGEST_COMMENT])  # tells
        cursor = self.comment.textCursor()
        cursor.setPosition(place)
        self.comment.setTextCursor(cursor)

    def _ask_proposal(self) -> None:
        self.proposal_asked.emit(None)


def _heading(text: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "heading")
    return made
