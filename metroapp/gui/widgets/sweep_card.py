"""A sweep while it runs: its extremes in figures read from three metres, its trace, and how to end it."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from metroapp.domain.measurement import Role
from metroapp.domain.sweep import Given
from metroapp.gui.phrases import box_name, limit
from metroapp.gui.theme import RADIUS, Theme, fitted, font
from metroapp.gui.widgets.big_button import LEAST, BigButton
from metroapp.gui.widgets.result_card import FULL_HEIGHT
from metroapp.gui.widgets.sweep_trace import Limits, SweepTrace
from metroapp.services.events import SweepBegun, SweepProgress
from metroapp.wording import sweeps as words
from metroapp.wording.numbers import number, with_unit
from metroapp.wording.sentences import sentence

_TAKE = {
    Given.DIFFERENCE: words.FINISH,
    Given.MAXIMUM: words.TAKE_MAXIMUM,
    Given.MINIMUM: words.TAKE_MINIMUM,
}
_TITLE, _HEROES, _OTHERS, _NOTE = 0.17, 0.40, 0.28, 0.15  # of the height


class SweepFigures(QWidget):
    """Painted; its accessible description says the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._begun: SweepBegun | None = None
        self._progress: SweepProgress | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._repaint)

    def begin(self, begun: SweepBegun) -> None:
        self._begun, self._progress = begun, None
        name = words.CARD.format(box=box_name(begun.expectation.box), instrument=begun.instrument)
        self.setAccessibleName(name)
        self.setAccessibleDescription(words.WAITING)
        self.update()

    def show_progress(self, progress: SweepProgress) -> None:
        self._progress = progress
        said = [f"{name} {value}" for name, value in (*self.heroes(), *self.others())]
        self.setAccessibleDescription(". ".join((*said, self.note())))
        self.update()

    def heroes(self) -> list[tuple[str, str]]:
        """What the sweep may give, by name."""
        if self._begun is None or self._progress is None:
            return []
        unit = self._progress.unit
        figures = (_figure(given, self._progress) for given in self._begun.choices)
        return [(name, with_unit(value, unit)) for name, value in figures]

    def others(self) -> list[tuple[str, str]]:
        """What it saw besides, in the same unit."""
        if self._begun is None or self._progress is None:
            return []
        progress = self._progress
        found = [_figure(given, progress) for given in Given if given not in self._begun.choices]
        found += [(words.MEAN, progress.mean), (words.LAST, progress.last)]
        return [(name, number(value)) for name, value in found]

    def note(self) -> str:
        """How many, how fast, how long; or why no more are taken."""
        if self._progress is None:
            return words.WAITING
        if self._progress.full is not None:
            return sentence(self._progress.full)
        return words.counted(self._progress.count, self._progress.milliseconds, self._progress.lost)

    def sizeHint(self) -> QSize:
        return QSize(480, 200)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._begun is None:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, top = QRectF(self.rect()), 0.0
        title = QRectF(0, top, room.width(), room.height() * _TITLE)
        self._paint_title(painter, title)
        top = title.bottom()
        height = room.height() * _HEROES
        self._paint_row(painter, QRectF(0, top, room.width(), height), self.heroes(), tokens.ink)
        top += height
        height = room.height() * _OTHERS
        self._paint_row(painter, QRectF(0, top, room.width(), height), self.others(), tokens.ink)
        line = QRectF(0, top + height, room.width(), room.height() * _NOTE)
        full = self._progress is not None and self._progress.full is not None
        painter.setPen(QColor(tokens.warn if full else tokens.soft))
        painter.setFont(fitted(self.note(), line.height() * 0.7, line.width(), bold=full, narrow=True))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.note())

    def _paint_title(self, painter: QPainter, line: QRectF) -> None:
        assert self._begun is not None
        tokens = self._theme.tokens
        full = self._progress is not None and self._progress.full is not None
        text = words.TITLE_FULL if full else words.TITLE
        painter.setFont(fitted(text, line.height() * 0.6, line.width() * 0.6, bold=True))
        pill = QRectF(line.x(), line.y(), 0, line.height() * 0.94)
        pill.setWidth(QFontMetricsF(painter.font()).horizontalAdvance(text) + line.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.warn_fill if full else tokens.accent))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(tokens.on_warn if full else tokens.on_accent))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        beside = QRectF(pill.right() + 12, line.y(), line.right() - pill.right() - 12, pill.height())
        box = box_name(self._begun.expectation.box)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(fitted(box, line.height() * 0.75, beside.width(), bold=True))
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, box)

    def _paint_row(self, painter: QPainter, row: QRectF, figures: list[tuple[str, str]], ink: str) -> None:
        """Figures side by side: the name small, above its value."""
        if not figures:
            return
        width = row.width() / len(figures)
        sizes = [fitted(value, row.height() * 0.72, width - 20, bold=True).pixelSize() for _, value in figures]
        for place, (name, value) in enumerate(figures):
            left = row.x() + place * width
            above = QRectF(left, row.y(), width - 12, row.height() * 0.28)
            painter.setPen(QColor(self._theme.tokens.soft))
            painter.setFont(font(max(11.0, min(22.0, above.height() * 0.9)), narrow=True))
            painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, name)
            below = QRectF(left, above.bottom(), width - 12, row.height() * 0.72)
            painter.setPen(QColor(ink))
            painter.setFont(font(min(sizes), bold=True))
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, value)


class SweepCard(QWidget):
    """`finished` carries what the sweep gives (a Given); `abandoned` nothing."""

    finished = Signal(object)
    abandoned = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._begun: SweepBegun | None = None
        self.shows_limits = True  # unless an examination keeps them
        self.figures = SweepFigures(theme)
        self.trace = SweepTrace(theme)
        self.takes = {
            given: BigButton(theme, text, "check", "accent", "", words.FINISH_TIP) for given, text in _TAKE.items()
        }
        self.abandon = BigButton(theme, words.ABANDON, "x", "plain", words.ABANDON_KEY, words.ABANDON_TIP)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(16)
        above.addWidget(self.figures, 48)
        above.addWidget(self.trace, 52)
        below.setSpacing(10)
        for given, button in self.takes.items():
            button.clicked.connect(partial(self._finish, given))
            below.addWidget(button)
        self.abandon.clicked.connect(self._abandon)
        below.addWidget(self.abandon)
        for button in (*self.takes.values(), self.abandon):
            button.peers = (*self.takes.values(), self.abandon)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(8)
        self._layout.addLayout(above, 1)
        self._layout.addLayout(below)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._repaint)

    def begin(self, begun: SweepBegun) -> None:
        self._begun = begun
        self.figures.begin(begun)
        self.trace.clear()
        self.setAccessibleName(self.figures.accessibleName())
        for given, button in self.takes.items():
            button.setVisible(given in begun.choices)
        self._mark(begun.choices[0])

    def show_progress(self, progress: SweepProgress) -> None:
        self.figures.show_progress(progress)
        self.trace.limits = self._limits(progress)
        self.trace.add(progress.fresh)
        low, high = (with_unit(value, progress.unit) for value in (progress.minimum, progress.maximum))
        self.trace.setAccessibleDescription(words.TRACE_SAID.format(count=progress.count, minimum=low, maximum=high))

    def _limits(self, progress: SweepProgress) -> Limits:
        """The tolerance about what was swept, or the limits of the size, where they are in the same unit."""
        if self._begun is None or not self.shows_limits:
            return ()
        expectation = self._begun.expectation
        callout = expectation.characteristic.callout
        if callout.unit is not progress.unit:
            return ()
        if self._begun.choices == (Given.DIFFERENCE,):
            widest = callout.upper_limit
            if widest is None:
                return ()
            middle = (progress.maximum + progress.minimum) / 2
            said = words.LIMIT.format(limit=limit(widest, callout))
            return ((float(middle + widest / 2), said), (float(middle - widest / 2), ""))
        if expectation.role is not Role.READING:
            return ()
        ends: tuple[tuple[str, Decimal | None], ...] = (
            (words.MAXIMUM, callout.upper_limit),
            (words.MINIMUM, callout.lower_limit),
        )
        return tuple((float(at), f"{name} {limit(at, callout)}") for name, at in ends if at is not None)

    # -- how it ends --------------------------------------------------------------------------------------------------

    def mark_next(self, step: int) -> None:
        """Mark the next choice, or the one before."""
        if self._begun is not None:
            choices = self._begun.choices
            self._mark(choices[(choices.index(self.marked) + step) % len(choices)])

    @property
    def marked(self) -> Given:
        """What Enter and the pedal would take."""
        return next(given for given, button in self.takes.items() if button.marked)

    def _mark(self, marked: Given) -> None:
        for given, button in self.takes.items():
            button.mark(given is marked)
            button.show_key(words.FINISH_KEY if given is marked else "")

    def press_marked(self) -> None:
        self._finish(self.marked)

    def _finish(self, given: Given, _checked: bool = False) -> None:
        self.finished.emit(given)

    def _abandon(self) -> None:
        self.abandoned.emit(None)

    # -- the look -----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(900, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        scale = min(self.height() / FULL_HEIGHT, self.width() / 1200)
        margin, side = round(16 * scale), round(22 * scale)
        self._layout.setContentsMargins(side, margin, side, margin)
        for button in (*self.takes.values(), self.abandon):
            button.setFixedHeight(max(LEAST, round(96 * scale)))
        super().resizeEvent(event)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.accent), 4))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), RADIUS, RADIUS)


def _figure(given: Given, progress: SweepProgress) -> tuple[str, Decimal]:
    match given:
        case Given.MAXIMUM:
            return words.MAXIMUM, progress.maximum
        case Given.MINIMUM:
            return words.MINIMUM, progress.minimum
        case Given.DIFFERENCE:
            return words.DIFFERENCE, progress.maximum - progress.minimum
