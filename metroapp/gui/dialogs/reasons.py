"""A reason from a short list, in a menu that opens under the finger; « autre motif… » asks for a line of text.

Neither stops a reading: the recorder goes on, and what was asked for keeps the box it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from metroapp.wording import window as words

Chosen = Callable[[str], None]


class ReasonDialog(QDialog):
    """One line of text."""

    def __init__(self, title: str, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.OTHER_TITLE)
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        label = QLabel(words.OTHER_LABEL)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setMinimumWidth(420)
        self.reason.setAccessibleName(words.OTHER_LABEL)
        buttons = QDialogButtonBox()
        self.confirm = buttons.addButton(words.CONFIRM, QDialogButtonBox.ButtonRole.AcceptRole)
        self.confirm.setProperty("role", "primary")
        self.confirm.setAccessibleName(words.CONFIRM)
        cancel = buttons.addButton(words.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAccessibleName(words.CANCEL)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        for widget in (heading, label, self.reason, buttons):
            layout.addWidget(widget)

    def _accept(self) -> None:
        if self.reason.text().strip():
            self._chosen(self.reason.text())
            self.close()


class ReasonMenu(QMenu):
    """The short list; `ask` opens it at a place of the screen. `besides` are other things that can be asked there."""

    def __init__(
        self,
        title: str,
        reasons: Iterable[str],
        chosen: Chosen,
        parent: QWidget,
        besides: Iterable[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._chosen = chosen
        self._owner = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        head = self.addAction(title)
        head.setEnabled(False)
        for reason in reasons:
            self.addAction(reason)
        self._other = self.addAction(words.OTHER_REASON)
        self.addSeparator()
        self._besides: list[tuple[QAction, Callable[[], None]]] = [(self.addAction(text), ask) for text, ask in besides]
        self.triggered.connect(self._choose)

    def ask(self, place: QPoint) -> None:
        self.popup(place)

    def _choose(self, action: QAction) -> None:
        if action is self._other:
            ReasonDialog(self._title, self._chosen, self._owner).show()
            return
        for besides, ask in self._besides:
            if action is besides:
                ask()
                return
        self._chosen(action.text())
