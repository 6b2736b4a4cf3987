"""The five M of the fiches as a fishbone (Ishikawa): three branches above the bone, the others below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.gui.theme import SMALL, TEXT, Theme, font
from metroapp.wording import production_report as words

_HEAD, _LEAN, _LINE, _NAME = 128, 44, 20, 26  # px
Branch = tuple[str, Sequence[tuple[str, int]]]


class CauseDiagram(QWidget):
    """`show_causes` gives the branches and how many pieces they lead to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.branches: list[Branch] = []
        self._pieces = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words.DIAGRAM)
        theme.changed.connect(lambda _tokens: self.update())

    def show_causes(self, branches: Sequence[Branch], pieces: int) -> None:
        self.branches, self._pieces = list(branches), pieces
        said = [f"{name} : " + ", ".join(map(_said, causes)) for name, causes in branches if causes]
        self.setAccessibleDescription("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(820, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(560, 260)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = self._theme.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bone, right = self.height() / 2, self.width() - _HEAD - 8.0
        accent = QColor(tokens.accent)
        painter.setPen(QPen(accent, 3))
        painter.drawLine(QPointF(0, bone), QPointF(right, bone))
        painter.setBrush(accent)
        painter.drawPolygon(QPolygonF([QPointF(right, bone - 9), QPointF(right + 14, bone), QPointF(right, bone + 9)]))
        painter.setPen(QColor(tokens.ink))
        painter.setFont(font(TEXT, bold=True))
        painter.drawText(
            QRectF(right + 20, bone - 40, _HEAD - 20, 80),
            Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
            words.effect_of_causes(self._pieces),
        )
        upper = (len(self.branches) + 1) // 2
        for row, branches in enumerate((self.branches[:upper], self.branches[upper:])):
            share = right / max(1, len(branches))
            for place, branch in enumerate(branches):
                self._paint_branch(painter, branch, place * share, share, above=row == 0)

    def _paint_branch(self, painter: QPainter, branch: Branch, left: float, share: float, *, above: bool) -> None:
        tokens, bone, side = self._theme.tokens, self.height() / 2, -1 if above else 1
        name, causes = branch
        reach = bone - _NAME - 6
        foot = QPointF(left + share - 8, bone)
        tip = QPointF(foot.x() - _LEAN, bone + side * reach)
        painter.setPen(QPen(QColor(tokens.soft), 2))
        painter.drawLine(foot, tip)
        painter.setPen(QColor(tokens.ink if causes else tokens.soft))
        painter.setFont(font(TEXT, bold=True))
        title = QRectF(left, tip.y() - _NAME if above else tip.y(), tip.x() - left + 26, _NAME)
        painter.drawText(title, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(font(SMALL, narrow=True))
        room = max(1, int((reach - 6) // _LINE))
        shown = causes if len(causes) <= room else causes[: room - 1]
        left_out = len(causes) - len(shown)
        metrics = painter.fontMetrics()
        for place, one in enumerate((*shown, None) if left_out else shown):
            y = tip.y() - side * (place * _LINE + _LINE / 2 + 4)
            along = tip.x() + _LEAN * abs(y - tip.y()) / max(1.0, reach)
            area = QRectF(left + 2, y - _LINE / 2, along - left - 10, _LINE)
            line = words.MORE.format(count=left_out)
            if one is not None:  # the words are cut, never the number
                taken = metrics.horizontalAdvance(_said(("", one[1])))
                line = _said(
                    (metrics.elidedText(one[0], Qt.TextElideMode.ElideRight, int(area.width()) - taken), one[1])
                )
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line)


def _said(cause: tuple[str, int]) -> str:
    return words.COUNT_OF_CAUSE.format(said=cause[0], count=cause[1])
