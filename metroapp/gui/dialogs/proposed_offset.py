"""The correction proposed for a register, beside the record: readings go on behind it; Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.offset_typed import OffsetTypedDialog
from metroapp.gui.rights_shown import permit
from metroapp.gui.spc.register_panel import RegisterPanel
from metroapp.gui.widgets.said import Said
from metroapp.services.spc.tool_registers import RegisterView
from metroapp.wording import corrections as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence


class ProposedOffsetDialog(QDialog):
    """Not modal; noting what was typed in closes it."""

    def __init__(self, view: RegisterView, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.PROPOSED_TITLE)
        self.panel, self.said = RegisterPanel(desk.theme), Said()
        self.panel.show_view(view)
        permit(self.panel.typed, desk.who, Action.NOTE_PROCESS)
        self.panel.typed.clicked.connect(self._ask)
        buttons = QDialogButtonBox()
        self.done_button = buttons.addButton(window.CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        self.done_button.setAccessibleName(window.CLOSE)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self.resize(820, min(540, parent.window().height()))

    def _ask(self) -> None:
        def ask(pieces: tuple[int, int] | None) -> None:
            dialog = OffsetTypedDialog(self._view, self._desk, self, pieces)
            dialog.confirmed.connect(self._noted)
            dialog.show()

        asked = self._desk.workshop.corrections.on_bench(self._view.register.number)
        self._desk.bridge.follow(asked, ask, self._refuse)

    def _noted(self, _act: object) -> None:
        self.close()

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
