"""The panel of a verdict in a window of its own: readings go on behind it; Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.justification import Justification
from metroapp.gui.widgets.why_panel import WhyPanel
from metroapp.wording import window as words


class WhyDialog(QDialog):
    """Not modal; `show_justification` changes what it shows."""

    def __init__(self, justification: Justification, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.WHY_VERDICT)
        self.panel = WhyPanel()
        buttons = QDialogButtonBox()
        self.done_button = buttons.addButton(words.CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        self.done_button.setAccessibleName(words.CLOSE)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.panel, 1)
        layout.addWidget(buttons)
        self.resize(700, min(740, parent.window().height()))  # no taller than what it lies on
        self.show_justification(justification)

    def show_justification(self, justification: Justification) -> None:
        self.panel.show_justification(justification)


class WhyWindow:
    """The one such dialog of a page: asked for again, it shows the other verdict."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._dialog: WhyDialog | None = None

    @property
    def is_open(self) -> bool:
        return self._dialog is not None and isValid(self._dialog) and self._dialog.isVisible()

    def show(self, justification: Justification) -> None:
        """Show this verdict, in the dialog that is open or in a new one."""
        if self.is_open and self._dialog is not None:
            self._dialog.show_justification(justification)
            self._dialog.raise_()
            return
        self._dialog = WhyDialog(justification, self._owner)
        self._dialog.show()
