"""The raw frames of one cable as they pass: who spoke, when, the text with its control signs, and the bytes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from drivers.traffic import Spoken
from metroapp.domain.instrument import Instrument
from metroapp.gui.desk import Desk
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.wording import bench as words
from metroapp.wording import window

_EVERY_MS = 200
_COLUMNS = (Column(words.TIME, width=118), Column(words.WHO, width=132), Column(words.TEXT), Column(words.HEX))


class FramesDialog(QDialog):
    """Not modal, and live until it is frozen; the bench keeps the last frames only."""

    def __init__(self, instrument: Instrument, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = words.FRAMES_TITLE.format(number=instrument.number, designation=instrument.designation)
        self.setWindowTitle(title)
        self._desk = desk
        self._number = instrument.number
        self._spoken: tuple[Spoken, ...] = ()
        head = QLabel(title)
        head.setProperty("role", "title")
        head.setWordWrap(True)
        self.model = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.model, desk.theme, title)
        self.said = QLabel(words.FRAMES_EMPTY)
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.freeze = self._button(words.FREEZE, words.FREEZE_TIP)
        self.freeze.setCheckable(True)
        self.copy = self._button(words.COPY, words.COPY_TIP)
        self.copy.clicked.connect(self._copy)
        self.done_button = self._button(window.CLOSE, window.CLOSE)
        self.done_button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.freeze)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(head)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.resize(900, min(560, parent.window().height()))
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button

    def look(self) -> None:
        """Show what passed since the last look."""
        spoken = self._desk.workshop.lately(self._number)
        if self.freeze.isChecked() or spoken == self._spoken:
            return
        bar = self.table.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 1
        is_longer = self._spoken == spoken[: len(self._spoken)]
        if is_longer:
            self.model.add([_row(one) for one in spoken[len(self._spoken) :]])
        else:
            self.model.show([_row(one) for one in spoken])
        self._spoken = spoken
        self.said.setText(words.FRAMES_COUNT.format(count=len(spoken)) if spoken else words.FRAMES_EMPTY)
        if follows:
            self.table.scrollToBottom()

    def _copy(self) -> None:
        lines = ["\t".join(row.texts) for row in self.model.rows]
        QApplication.clipboard().setText("\n".join(lines))
        self.said.setText(words.COPIED.format(count=len(lines)))


def _row(spoken: Spoken) -> Row:
    return Row(
        (
            words.clock_time(spoken.at),
            words.SPEAKERS[spoken.speaker.value],
            words.visible(spoken.data),
            words.hexadecimal(spoken.data),
        )
    )
