"""A candidate in a phase, seen from the other end of the workshop: their number, the time left, what is the matter."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from metroapp.domain.exam_session import Candidate, CandidatePhase
from metroapp.gui.theme import Theme, fitted, font
from metroapp.wording import exam_supervision as words

LEAST_WIDTH = 220  # px
_HIGH, _EDGE, _PAD = 138, 8, 14
_FIGURE = 36  # px


@dataclass(frozen=True, slots=True)
class TileFacts:
    """What a tile says. `ink` names the token of its figure, `edge` the one of its side."""

    head: str
    about: str
    figure: str
    state: str
    alive: str
    ink: str = "ink"
    edge: str = "line"


def who(candidate: Candidate) -> str:
    """Who they are, where they work, and that they were withdrawn: what they signed keeps its tile."""
    return " · ".join(filter(None, (words.about(candidate), words.WITHDRAWN if candidate.withdrawn else "")))


class PhaseTile(QAbstractButton):
    """Checked, it is the one whose deeds are offered."""

    def __init__(self, candidate: Candidate, one: CandidatePhase, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.candidate, self.one = candidate, one
        self._theme = theme
        self.facts = TileFacts("", "", "", "", "")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted again when the pointer comes and goes
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._repaint)

    @property
    def key(self) -> tuple[str, str]:
        return self.candidate.number, self.one.phase.key

    def show_facts(self, facts: TileFacts) -> None:
        if facts != self.facts:
            self.facts = facts
            said = (facts.head, facts.about, facts.figure, facts.state, facts.alive)
            self.setAccessibleName(", ".join(filter(None, said)))
            self.setToolTip(facts.about)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, _HIGH)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, facts = self._theme.tokens, self.facts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        is_strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if is_strong else tokens.line), 3 if is_strong else 1))
        painter.setBrush(QColor(tokens.accent_soft if self.isChecked() or self.underMouse() else tokens.surface))
        painter.drawRoundedRect(area, 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens, facts.edge)))
        painter.drawRoundedRect(QRectF(area.x() + 5, area.y() + 8, _EDGE, area.height() - 16), 4, 4)
        inner = area.adjusted(_PAD + _EDGE, 8, -_PAD, -8)
        self._line(painter, QRectF(inner.x(), inner.y(), inner.width(), 24), facts.head, 18, tokens.ink, bold=True)
        self._line(painter, QRectF(inner.x(), inner.y() + 23, inner.width(), 19), facts.about, 13, tokens.soft)
        ink = getattr(tokens, facts.ink)
        figure = QRectF(inner.x(), inner.y() + 40, inner.width(), 42)
        painter.setPen(QColor(ink))
        painter.setFont(fitted(facts.figure, _FIGURE, inner.width(), bold=True))
        painter.drawText(figure, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, facts.figure)
        self._line(painter, QRectF(inner.x(), inner.bottom() - 37, inner.width(), 20), facts.state, 15, ink, bold=True)
        self._line(painter, QRectF(inner.x(), inner.bottom() - 17, inner.width(), 18), facts.alive, 13, tokens.soft)

    def _line(self, painter: QPainter, area: QRectF, text: str, pixels: int, ink: str, *, bold: bool = False) -> None:
        painter.setPen(QColor(ink))
        painter.setFont(font(pixels, bold=bold, narrow=not bold))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
