"""One register of a tool: what to type in, why, what each size would become, and what the corrections did."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.correction_proof import Outcome, ProvenOffset
from metroapp.domain.offset_advice import SizeAdvice
from metroapp.domain.quantity import shortest
from metroapp.gui.models.rows import LEFT, RIGHT, Column, Row
from metroapp.gui.spc.offset_picture import OffsetPicture
from metroapp.gui.theme import Theme, fitted
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.said import Said
from metroapp.services.spc.tool_registers import RegisterView
from metroapp.wording import corrections as words
from metroapp.wording.numbers import day, number, signed

_SIZES = (
    Column(words.SIZE_COLUMNS["balloon"], LEFT, 64), Column(words.SIZE_COLUMNS["mean"], RIGHT, 74),
    Column(words.SIZE_COLUMNS["target"], RIGHT, 74), Column(words.SIZE_COLUMNS["deviation"], RIGHT, 70),
    Column(words.SIZE_COLUMNS["after"], RIGHT, 92), Column(words.SIZE_COLUMNS["band"], LEFT),
)  # fmt: skip
_HISTORY = (
    Column(words.HISTORY_COLUMNS["at"], LEFT, 92), Column(words.HISTORY_COLUMNS["amount"], RIGHT, 74),
    Column(words.HISTORY_COLUMNS["by"], LEFT, 116), Column(words.HISTORY_COLUMNS["outcome"], LEFT, 112),
    Column(words.HISTORY_COLUMNS["proof"], LEFT),
)  # fmt: skip
_DEVIATION, _AFTER, _OUTCOME = 3, 4, 3  # columns
TINTS = {
    Outcome.CORRECTED: "good", Outcome.WRONG_WAY: "bad", Outcome.NO_EFFECT: "bad", Outcome.NOT_ENOUGH: "warn",
    Outcome.TOO_MUCH: "warn", Outcome.UNSURE: "warn", Outcome.PENDING: "soft", Outcome.WITH_THE_NEXT: "soft",
}  # fmt: skip
SIZES, HISTORY = 0, 1  # faces
_HIGH, _LARGEST = 44, 36  # px, of the order


class OrderLabel(QLabel):
    """What is to be typed in, as large as its room lets it be: a figure cut off is another figure."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMinimumHeight(_HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(fitted(self.text(), _LARGEST, self.width(), bold=True))
        painter.setPen(QColor(self._theme.tokens.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())


class RegisterPanel(QFrame):
    """`typed` is the button that notes what was typed in."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.view: RegisterView | None = None
        self.title, self.kind = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.kind.setProperty("role", "small")
        self.picture = OffsetPicture(theme)
        self.side = QLabel()
        self.side.setProperty("role", "strong")
        self.side.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.order, self.to_type = OrderLabel(theme), QLabel(words.TO_TYPE)
        self.to_type.setProperty("role", "soft")
        self.why, self.caveats, self.last = Said(), Said(), Said()
        self.typed = BigButton(theme, words.TYPED, "check", "good", "", words.TYPED_TIP)
        self.typed.setFixedSize(176, 62)
        self.sizes = PanelTable(_SIZES, theme, words.SIZES, words.NO_SIZE)
        self.history = PanelTable(_HISTORY, theme, words.HISTORY, words.NO_HISTORY)
        self.faces = QStackedWidget()
        self._group = QButtonGroup(self)
        self.tabs = [filter_button(words.SIZES, words.SIZES_SHOWN), filter_button(words.HISTORY, words.HISTORY)]
        self.jauge = QLabel()
        self.jauge.setProperty("role", "small")
        self.jauge.setWordWrap(True)
        self._build()
        self.show_view(None)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.kind, 1, Qt.AlignmentFlag.AlignRight)
        drawn = QVBoxLayout()
        drawn.setSpacing(0)
        drawn.addWidget(self.picture)
        drawn.addWidget(self.side)
        drawn.addStretch(1)
        big = QGridLayout()
        big.setHorizontalSpacing(10)
        big.setVerticalSpacing(0)
        big.addWidget(self.order, 0, 0)
        big.addWidget(self.to_type, 1, 0)
        big.addWidget(self.typed, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        big.setColumnStretch(0, 1)
        said = QVBoxLayout()
        said.setSpacing(3)
        said.addLayout(big)
        for widget in (self.why, self.last, self.caveats):
            said.addWidget(widget)
        said.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addLayout(drawn)
        across.addLayout(said, 1)
        turned = QHBoxLayout()
        turned.setSpacing(6)
        for place, (button, face) in enumerate(zip(self.tabs, (self.sizes, self.history), strict=True)):
            self._group.addButton(button, place)
            self.faces.addWidget(face)
            turned.addWidget(button)
        turned.addStretch(1)
        self.tabs[SIZES].setChecked(True)
        self._group.idClicked.connect(self.faces.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(across)
        layout.addLayout(turned)
        layout.addWidget(self.faces, 1)
        layout.addWidget(self.jauge)

    def show_view(self, view: RegisterView | None) -> None:
        self.view = view
        for child in (self.picture, self.side, self.order, self.to_type, self.typed, self.faces, *self.tabs):
            child.setVisible(view is not None)
        if view is None:
            for label in (self.title, self.kind, self.jauge):
                label.clear()
            for line in (self.caveats, self.last):
                line.say("", "soft")
            self.why.say(words.NONE_YET, "soft")
            return
        self._show_order(view)
        self._show_sizes(view)
        self._show_history(view)
        found = view.jauge
        self.jauge.setText(words.NO_JAUGE if found is None else words.jauge(found.tool, found.record))

    def _show_order(self, view: RegisterView) -> None:
        advice, kept = view.advice, view.register.kept
        correction = None if advice.offset is None else advice.offset.correction
        self.title.setText(words.name_of(kept))
        self.kind.setText(f"{view.register.number} · {words.kind_of(kept)}")
        first = _furthest(advice.weighed) or next(iter(advice.sizes), None)
        link = None if first is None else view.register.link(first.size)
        is_good = advice.offset is not None and correction is None and not advice.stands_out
        self.picture.show_offset(link, correction, None if first is None else first.deviation, is_good=is_good)
        self.side.setText(self.picture.accessibleDescription())
        nothing = words.SILENT if view.is_silent else words.NO_CORRECTION
        self.order.setText(nothing if correction is None else words.order(kept, correction))
        self.to_type.setVisible(correction is not None)
        capped = advice.offset is not None and advice.offset.uncapped is not None
        self.why.say(words.SILENT_WHY if view.is_silent else words.why(advice), "bad" if capped else "strong")
        self.caveats.say(words.caveats(advice.caveats), "warn")
        self._show_last(view.last)

    def _show_last(self, last: ProvenOffset | None) -> None:
        if last is None:
            self.last.say("", "soft")
            return
        said = words.last_said(last)
        self.last.say(said, TINTS[last.outcome])

    def _show_sizes(self, view: RegisterView) -> None:
        offset = view.advice.offset
        correction = None if offset is None else offset.correction
        rows = []
        for one in view.advice.sizes:
            after = None if correction is None or not one.is_weighed else one.after(correction)
            is_out = one.measured is not None and one.measured.stands_out
            rows.append(
                Row(_size_texts(one, after, is_silent=view.is_silent), one.key, (_DEVIATION, "bad") if is_out else None)
            )
        self.sizes.rows.show(rows)
        self.sizes.look()

    def _show_history(self, view: RegisterView) -> None:
        rows = [Row(_typed_texts(one), one.act.id, (_OUTCOME, TINTS[one.outcome])) for one in reversed(view.proven)]
        self.history.rows.show(rows)
        self.history.look()
        self.tabs[HISTORY].setText(words.history_counted(len(rows), view.register.total))


def _furthest(sizes: tuple[SizeAdvice, ...]) -> SizeAdvice | None:
    """The one that the picture shows: the largest deviation beside its tolerance."""
    known = [one for one in sizes if one.measured is not None]
    return max(known, key=lambda one: one.pull, default=None)


def _size_texts(one: SizeAdvice, after: Decimal | None, *, is_silent: bool) -> tuple[str, ...]:
    deviation = "" if one.deviation is None else signed(one.deviation)
    band = "" if one.band is None else words.band(one.band)
    counted = f"{words.counted(one)} ; {band}" if one.used else "" if is_silent else words.NOT_MEASURED
    return one.size.balloon, _figures(one.mean), _figures(one.target), deviation, _figures(after), counted


def _figures(value: Decimal | None) -> str:
    return "" if value is None else number(shortest(value))


def _typed_texts(one: ProvenOffset) -> tuple[str, ...]:
    act = one.act
    said = [words.proof(proof) for proof in one.proofs]
    told = " ; ".join(filter(None, said)) or words.ADVICE[one.outcome]
    if act.reason:
        told = f"{told} ({act.reason})"
    return day(act.at), words.as_typed(act.amount), act.by, words.OUTCOMES[one.outcome], told
