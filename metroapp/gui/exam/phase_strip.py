"""In the head of the measuring page: the countdown of the phase, big and calm, and the supervisor's button."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from metroapp.domain.exam_session import PhaseState
from metroapp.gui.icons import icon
from metroapp.gui.theme import RADIUS, TOUCH, Theme, Tokens, font
from metroapp.services.exam.standing import PhaseStanding
from metroapp.wording import exam_clock as words
from metroapp.wording.exam_supervision import countdown

_SOON = timedelta(minutes=5)
_OVER = (PhaseState.ENDED, PhaseState.SIGNED)
_FIGURE, _CAPTION, _PAD = 30, 13, 10  # px
_LEAST = 116  # px: the figures do not move the head as they go by
_HIGH = 52


class PhaseFigure(QWidget):
    """`figure` over `caption`; on amber where `is_amber`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.figure = self.caption = ""
        self.is_amber = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._repaint)

    def show_time(self, standing: PhaseStanding | None, left: timedelta) -> bool:
        """Whether it takes another width than before."""
        said = ("", "", False) if standing is None else _said(standing, left)
        if said == (self.figure, self.caption, self.is_amber):
            return False
        before = self.sizeHint()
        self.figure, self.caption, self.is_amber = said
        name = words.FIGURE_NAME.format(figure=self.figure, caption=self.caption)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()
        if self.sizeHint() == before:
            return False
        self.updateGeometry()
        return True

    def sizeHint(self) -> QSize:
        figure = QFontMetricsF(font(_FIGURE, bold=True)).horizontalAdvance(self.figure)
        caption = QFontMetricsF(font(_CAPTION, bold=True)).horizontalAdvance(self.caption)
        return QSize(max(_LEAST, round(max(figure, caption)) + 2 * _PAD), _HIGH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.is_amber:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.warn_fill))
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.setPen(QColor(tokens.on_warn if self.is_amber else tokens.ink))
        painter.setFont(font(_FIGURE, bold=True))
        painter.drawText(area.adjusted(0, -1, 0, -16), Qt.AlignmentFlag.AlignCenter, self.figure)
        painter.setPen(QColor(tokens.on_warn if self.is_amber else tokens.soft))
        painter.setFont(font(_CAPTION, bold=self.is_amber))
        painter.drawText(area.adjusted(0, 33, 0, -2), Qt.AlignmentFlag.AlignCenter, self.caption)


def _said(standing: PhaseStanding, left: timedelta) -> tuple[str, str, bool]:
    """The figure, what is said under it, and whether both are on amber."""
    is_over = left < timedelta()
    if standing.state in _OVER:
        over = words.OVERRUN_BY.format(over=countdown(left)) if is_over else words.ENDED
        return countdown(standing.allotted - left), over, False
    if standing.state is PhaseState.SUSPENDED:
        return countdown(left), words.SUSPENDED.format(cause=standing.why_suspended), True
    return countdown(left), words.OVERRUN if is_over else words.REMAINING, left < _SOON


class PhaseStrip(QWidget):
    """The figure and the button; the controls of the phase fill and connect them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.figure = PhaseFigure(theme)
        self.supervisor = QPushButton(f" {words.SUPERVISOR}")
        self.supervisor.setProperty("role", "plain")
        self.supervisor.setAccessibleName(words.SUPERVISOR)
        self.supervisor.setToolTip(words.SUPERVISOR_TIP)
        self.supervisor.setIconSize(QSize(20, 20))
        self.supervisor.setMinimumHeight(TOUCH)
        self.supervisor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.figure)
        layout.addWidget(self.supervisor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.hide()

    def _dress(self, tokens: Tokens) -> None:
        self.supervisor.setIcon(icon("users", tokens.accent, tokens.soft))
