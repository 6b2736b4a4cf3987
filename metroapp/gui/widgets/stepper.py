"""A whole number with a finger-sized − and +, and the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from metroapp.wording import window as words


class Stepper(QWidget):
    """`line` is the number itself: it can be typed as well; a touch moves it by `step`.

    `lowest_said` is shown in place of the lowest number, where that one means something else than a number.
    """

    def __init__(
        self,
        lowest: int,
        highest: int,
        value: int,
        name: str,
        parent: QWidget | None = None,
        *,
        step: int = 1,
        lowest_said: str = "",
    ) -> None:
        super().__init__(parent)
        self._lowest, self._highest, self._step = lowest, highest, step
        self._lowest_said = lowest_said
        self.line = QLineEdit()
        self.line.setPlaceholderText(lowest_said)
        self.set_value(value)
        self.line.setValidator(QIntValidator(lowest, highest, self))
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setAccessibleName(name)
        self.line.setMinimumWidth(60)
        self.setFocusProxy(self.line)
        fewer = _button(words.FEWER_SIGN, words.FEWER)
        more = _button(words.MORE_SIGN, words.MORE)
        self.buttons = (fewer, more)
        fewer.clicked.connect(self._fewer)
        more.clicked.connect(self._more)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(fewer)
        layout.addWidget(self.line, 1)
        layout.addWidget(more)

    def value(self) -> int:
        """The number shown, kept within its bounds."""
        text = self.line.text()
        return min(self._highest, max(self._lowest, int(text))) if text.isdecimal() else self._lowest

    def set_value(self, value: int) -> None:
        kept = min(self._highest, max(self._lowest, value))
        self.line.setText("" if self._lowest_said and kept == self._lowest else str(kept))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up:
            self._more()
        elif event.key() == Qt.Key.Key_Down:
            self._fewer()
        else:
            super().keyPressEvent(event)

    def _fewer(self) -> None:
        self.set_value(self.value() - self._step)

    def _more(self) -> None:
        self.set_value(self.value() + self._step)


def _button(sign: str, name: str) -> QPushButton:
    button = QPushButton(sign)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setAutoRepeat(True)
    button.setFixedWidth(46)
    button.setProperty("role", "sign")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do the same in the number
    return button
