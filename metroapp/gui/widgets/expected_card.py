"""The card of the box expected: what to do, and the controls for what no cable brings (a look, a typed value)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from metroapp.domain.quantity import Unit
from metroapp.gui import gestures
from metroapp.gui.theme import RADIUS, Theme
from metroapp.gui.widgets.answers import Answers
from metroapp.gui.widgets.expected_face import ExpectedFace
from metroapp.gui.widgets.result_card import FULL_HEIGHT
from metroapp.gui.widgets.typed_entry import TypedEntry
from metroapp.services.bench_views import Expectation
from metroapp.wording import window as words


class ExpectedCard(QWidget):
    """Face, answers, typed entry. `observed` carries an Observation, `typed` a (text, reason)."""

    observed = Signal(object)
    typed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._expectation: Expectation | None = None
        self.face = ExpectedFace(theme)
        self.answers = Answers(theme)
        self.entry = TypedEntry(theme)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(10)
        self._layout.addWidget(self.face, 1)
        self._layout.addWidget(self.answers)
        self._layout.addWidget(self.entry)
        self.answers.hide()
        self.entry.hide()
        self.answers.observed.connect(self.observed)
        self.entry.typed.connect(self.typed)
        self.entry.left.connect(self.stop_typing)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words.NOW)
        theme.changed.connect(self._repaint)

    def add_below(self, control: QWidget) -> None:
        """One more control, under the others."""
        self._layout.addWidget(control)

    @property
    def expectation(self) -> Expectation | None:
        return self._expectation

    def show_expectation(self, expectation: Expectation, pieces: int) -> None:
        if self._is_only_picked(expectation):  # what is half typed is of that means
            self._expectation = expectation
            self.face.show_expectation(expectation, pieces)
            return
        self._keep_focus()
        self._expectation = expectation
        self.face.show_expectation(expectation, pieces)
        looks = expectation.role is None
        self.answers.setVisible(looks)
        if looks:
            self.answers.ask(expectation.box.code)
        self.entry.clear()
        if gestures.needs_typing(expectation):
            self.start_typing()
        else:
            self.stop_typing()

    def _is_only_picked(self, expectation: Expectation) -> bool:
        """Whether the same gesture is expected, but for the means that was just picked for what is being typed."""
        before = self._expectation
        if before is None or expectation.in_hand is None or self.entry.isHidden():
            return False
        return replace(before, in_hand=expectation.in_hand, typed_with=expectation.typed_with) == expectation

    def show_nothing(self, title: str, detail: str) -> None:
        self._keep_focus()
        self._expectation = None
        self.face.show_nothing(title, detail)
        self.answers.hide()
        self.stop_typing()

    def _keep_focus(self) -> None:
        """A control that hides would pass the focus to the next one: a key must not fall on another button."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """It is shown again: the cursor goes where something is to be typed, else to no button."""
        place = self if self.entry.isHidden() else self.entry.value
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def can_type(self) -> bool:
        return self._expectation is not None and self._expectation.role is not None

    def start_typing(self) -> None:
        """Show the entry and put the cursor in it."""
        if self._expectation is not None and self.can_type:
            needed = gestures.needs_typing(self._expectation)
            self.entry.ask(self._expectation.unit or Unit.MM, without_cable=needed)
            self.entry.show()
            # Behind a question, a hidden field would swallow the digits that choose a reason.
            if self.isVisible():
                self.entry.value.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_typing(self) -> None:
        if self._expectation is None or not gestures.needs_typing(self._expectation):
            self._keep_focus()
            self.entry.hide()

    def sizeHint(self) -> QSize:
        return QSize(600, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:
        scale = min(self.height() / FULL_HEIGHT, self.width() / 640)
        self.face.scale = scale
        margin, side = round(18 * scale), round(26 * scale)
        self._layout.setContentsMargins(side, margin, side, margin)
        self.answers.set_scale(scale)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop_typing()
        super().keyPressEvent(event)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.accent), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), RADIUS, RADIUS)
