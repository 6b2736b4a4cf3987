"""One frame laid out for a finger: each number is a button, what stands between them is text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.gui.widgets.flow import Flow
from metroapp.services.text_learning import Span, spans
from metroapp.wording import bench as words

VALUE, CHANNEL, SKIP = "value", "channel", "skip"
_MODES = ((VALUE, words.POINT_VALUE), (CHANNEL, words.POINT_CHANNEL), (SKIP, words.POINT_SKIP))


class FramePointer(QWidget):
    """`pointed` says that the role of a number changed; `roles` gives them."""

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = b""
        self.roles: dict[Span, str] = {}
        self.numbers: dict[Span, QPushButton] = {}
        self._mode = VALUE
        self.modes: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(6)
        for mode, text in _MODES:
            line.addWidget(self._mode_button(mode, text, group))
        line.addStretch(1)
        self._shown = QWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addLayout(line)
        self._layout.addWidget(self._shown)
        self.setAccessibleName(words.FRAME_SHOWN)

    def _mode_button(self, mode: str, text: str, group: QButtonGroup) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setChecked(mode == VALUE)
        button.setAutoDefault(False)
        button.setAccessibleName(words.POINT_MODE.format(mode=text))
        button.setToolTip(button.accessibleName())

        def use() -> None:
            self._mode = mode

        button.clicked.connect(use)
        group.addButton(button)
        self.modes[mode] = button
        return button

    def show_frame(self, frame: bytes) -> None:
        """Another frame, with nothing pointed at yet."""
        self.frame, self.roles, self.numbers = frame, {}, {}
        shown: list[QWidget] = []
        at = 0
        for span in spans(frame):
            if span.start > at:
                shown.append(self._text(frame[at : span.start]))
            shown.append(self._number(span))
            at = span.end
        if at < len(frame):
            shown.append(self._text(frame[at:]))
        fresh = QWidget()
        fresh.setLayout(Flow(shown, spacing=4))
        self._layout.replaceWidget(self._shown, fresh)
        self._shown.deleteLater()
        self._shown = fresh
        self._name_numbers()

    def of(self, role: str) -> list[Span]:
        """The numbers that have a role."""
        return [span for span, has in self.roles.items() if has == role]

    def point(self, span: Span) -> None:
        """Give a number the role that the finger now gives; the same once more takes it back."""
        given = self._mode
        if self.roles.get(span) == given:
            del self.roles[span]
        else:
            if given != SKIP:  # there is one of each
                self.roles = {known: role for known, role in self.roles.items() if role != given}
            self.roles[span] = given
        self._name_numbers()
        self.pointed.emit(None)

    def _text(self, text: bytes) -> QLabel:
        label = QLabel(words.visible(text))
        label.setProperty("role", "frame")
        return label

    def _number(self, span: Span) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("role", "frame")

        def point() -> None:
            self.point(span)

        button.clicked.connect(point)
        self.numbers[span] = button
        return button

    def _name_numbers(self) -> None:
        for span, button in self.numbers.items():
            role = self.roles.get(span, "")
            button.setChecked(bool(role))
            button.setText(f"{span.text}\n{words.POINTS[role]}")
            said = words.POINTED if role else words.NOT_POINTED
            button.setAccessibleName(said.format(number=span.text, role=words.POINTS[role]))
