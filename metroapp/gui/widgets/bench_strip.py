"""The instruments in use along the bottom: state by shape and word, last indication. Never a verdict."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from drivers import LinkState
from metroapp.domain.quantity import Quantity
from metroapp.gui.theme import Theme, font
from metroapp.gui.widgets.marks import paint_state
from metroapp.wording import window as words
from metroapp.wording.instruments import FAULT_SENTENCES, STATE_LABELS
from metroapp.wording.numbers import quantity


class InstrumentChip(QWidget):
    """One instrument."""

    def __init__(self, number: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.number = number
        self.state = LinkState.ABSENT
        self.fault = ""
        self.indication = ""
        self.wanted = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._repaint)
        self._tell()

    def show_state(self, state: LinkState, fault: str | None) -> None:
        self.state, self.fault = state, fault or ""
        self._tell()

    def show_indication(self, value: Quantity) -> None:
        self.indication, self.fault = quantity(value), ""
        self._tell()

    @property
    def word(self) -> str:
        return words.FAULT if self.fault else STATE_LABELS[self.state.value]

    def _tell(self) -> None:
        said = words.INSTRUMENT_STATE.format(number=self.number, state=self.word, indication=self.indication)
        self.setAccessibleName(said.strip())
        self.setToolTip(FAULT_SENTENCES.get(self.fault, said.strip()))
        if self.sizeHint() != self.size():
            self.updateGeometry()  # lays out the window anew
        self.update()

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def _parts(self) -> list[tuple[str, bool]]:
        return [(self.number, True), (self.word, False), (self.indication, True)]

    def sizeHint(self) -> QSize:
        width = 44.0
        for text, bold in self._parts():
            if text:
                width += QFontMetricsF(font(15, bold=bold, narrow=True)).horizontalAdvance(text) + 8
        return QSize(round(width), 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        good = self.state is LinkState.READY and not self.fault
        colour = QColor(tokens.good if good else tokens.warn)
        if self.state is LinkState.LOST:
            colour = QColor(tokens.bad)
        area = QRectF(self.rect()).adjusted(1.5, 2.5, -1.5, -2.5)
        painter.setPen(QPen(QColor(tokens.accent), 2.5) if self.wanted else QColor(tokens.line))
        painter.setBrush(QColor(tokens.accent_soft if self.wanted else tokens.surface))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        shape = LinkState.SILENT if self.fault else self.state
        paint_state(painter, QRectF(13, area.center().y() - 7, 14, 14), shape, colour)
        x = 35.0
        for text, bold in self._parts():
            if text:
                painter.setFont(font(15, bold=bold, narrow=True))
                painter.setPen(
                    colour if text == self.word and not good else QColor(tokens.ink if bold else tokens.soft)
                )
                painter.drawText(QRectF(x, area.y(), area.width(), area.height()), Qt.AlignmentFlag.AlignVCenter, text)
                x += QFontMetricsF(painter.font()).horizontalAdvance(text) + 8


class BenchStrip(QWidget):
    """A chip for each instrument that has a link."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chips: dict[str, InstrumentChip] = {}
        self._nothing = QLabel(words.NO_BENCH)
        self._nothing.setProperty("role", "soft")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 4, 16, 6)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._nothing)
        self._layout.addStretch(1)
        self.setFixedHeight(48)
        self.setAccessibleName(words.BENCH)

    def chip(self, number: str) -> InstrumentChip:
        """The chip of an instrument, made at its first sign of life."""
        if number not in self.chips:
            self._nothing.hide()
            self.chips[number] = InstrumentChip(number, self._theme)
            place = sorted(self.chips).index(number)
            self._layout.insertWidget(place, self.chips[number])
        return self.chips[number]

    def want(self, numbers: set[str]) -> None:
        """Outline the instruments that fit the box expected."""
        for number, chip in self.chips.items():
            if chip.wanted is not (number in numbers):
                chip.wanted = number in numbers
                chip.update()
