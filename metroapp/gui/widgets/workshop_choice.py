"""The demonstration, a new workshop, or the one of a folder: three lines as tall as a glove needs.

What is chosen is checked in the worker before anything is left: a folder that will not do is said, and nothing moves.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.icons import paint_icon
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Theme, fitted, font
from metroapp.gui.widgets.said import Said
from metroapp.services import next_workshop
from metroapp.services.next_workshop import WorkshopRequest
from metroapp.wording import workshops as words
from metroapp.wording.sentences import sentence

_HEIGHT = 76
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChoiceButton(QPushButton):
    """A picture, what is done, and under it what that means."""

    def __init__(self, picture: str, text: str, said: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self._title, self._said = picture, text, said
        self._theme = theme
        self.setAccessibleName(words.CHOICE_NAME.format(choice=text, said=said))
        self.setMinimumHeight(_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        side, left = 34.0, 24.0
        ink = tokens.accent if self.isEnabled() else tokens.soft
        paint_icon(painter, self._picture, ink, QRectF(left, (self.height() - side) / 2, side, side))
        room = QRectF(left + side + 20, 10, self.width() - left - side - 40, self.height() - 20)
        painter.setPen(QColor(tokens.ink if self.isEnabled() else tokens.soft))
        painter.setFont(font(20, bold=True))
        painter.drawText(room.adjusted(0, 0, 0, -room.height() / 2), _LEFT, self._title)
        painter.setPen(QColor(tokens.soft))
        painter.setFont(fitted(self._said, 15, room.width()))
        painter.drawText(room.adjusted(0, room.height() / 2, 0, 0), _LEFT, self._said)


class WorkshopChoice(QWidget):
    """`chosen` carries the request; `create_asked`: at the first start, the form of the present workspace."""

    chosen = Signal(object)
    create_asked = Signal(object)

    def __init__(self, desk: Desk, *, is_first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_first = is_first
        create_said = words.CREATE_SAID if is_first else words.CREATE_OTHER_SAID
        self.demonstration = ChoiceButton("play", words.DEMONSTRATION, words.DEMONSTRATION_SAID, desk.theme)
        self.new = ChoiceButton("plus", words.CREATE, create_said, desk.theme)
        self.existing = ChoiceButton("folder-open", words.EXISTING, words.EXISTING_SAID, desk.theme)
        self.said = Said()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self.demonstration, self.new, self.existing, self.said):
            layout.addWidget(widget)
        self.demonstration.clicked.connect(self._demonstration)
        self.new.clicked.connect(self._create)
        self.existing.clicked.connect(self._existing)

    def ask(self) -> None:
        """Nothing is said any more, and everything can be chosen."""
        self.said.say("", "soft")
        self._allow(True)

    def _demonstration(self) -> None:
        self._check(next_workshop.demonstration)

    def _create(self) -> None:
        if self._is_first:
            self.create_asked.emit(None)
        else:
            self._check_folder(words.NEW_FOLDER, next_workshop.new)

    def _existing(self) -> None:
        self._check_folder(words.EXISTING_FOLDER, next_workshop.existing)

    def _check_folder(self, title: str, check: Callable[[Path, Path], WorkshopRequest]) -> None:
        """Ask for a folder, in a dialog that holds up nothing else."""
        dialog = QFileDialog(self, title, str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)

        def look(folder: str) -> None:
            self._check(lambda present: check(Path(folder), present))

        dialog.fileSelected.connect(look)
        dialog.open()

    def _check(self, check: Callable[[Path], WorkshopRequest]) -> None:
        present = self._desk.workshop.workspace.root

        def work(_task: Task) -> WorkshopRequest:
            return check(present)

        self._allow(False)
        self.said.say(words.LOOKING, "soft")
        self._desk.worker.do(work, self._choose, self._refuse)

    def _choose(self, request: WorkshopRequest) -> None:
        if isValid(self):  # a dialog may have been closed meanwhile
            self._allow(True)
            self.chosen.emit(request)

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self._allow(True)
            self.said.say(sentence(refusal), "bad")

    def _allow(self, allowed: bool) -> None:
        for button in (self.demonstration, self.new, self.existing):
            button.setEnabled(allowed)
