"""One characteristic lot after lot, in a window of its own; records are read in the worker, some at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.past_values import PastPage
from metroapp.gui.desk import Desk
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.history_plot import HistoryPlot
from metroapp.gui.widgets.said import Said
from metroapp.services import consultation
from metroapp.wording import history as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence


class HistoryDialog(QDialog):
    """Not modal. `record_asked` carries the id of the record of a value."""

    record_asked = Signal(object)

    def __init__(self, reference: str, balloon: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.OPEN)
        self._desk, self._reference, self._balloon = desk, reference, balloon
        self._earlier: EntryId | None = None
        title = QLabel(words.TITLE.format(reference=reference, balloon=balloon))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "title")
        self.plot = HistoryPlot(desk.theme)
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        legend = QLabel(words.LEGEND)
        legend.setWordWrap(True)
        legend.setProperty("role", "soft")
        self.said = Said()
        self.latest, self.earlier = QPushButton(words.LATEST), QPushButton(words.EARLIER)
        for button, text in ((self.latest, words.LATEST), (self.earlier, words.EARLIER)):
            button.setAccessibleName(text)
        buttons = QDialogButtonBox()
        done = buttons.addButton(window.CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        done.setAccessibleName(window.CLOSE)
        buttons.rejected.connect(self.close)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.earlier)
        head.addWidget(self.latest)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.count)
        layout.addWidget(legend)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        size = parent.window().size()
        self.resize(min(1100, size.width()), min(640, size.height()))
        self.earlier.clicked.connect(lambda: self._read(self._earlier))
        self.latest.clicked.connect(lambda: self._read(None))
        self.plot.record_asked.connect(self.record_asked)
        self._read(None)

    def _read(self, before: EntryId | None) -> None:
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> PastPage:
            return consultation.past_values(workspace, self._reference, self._balloon, before)

        self.earlier.setEnabled(False)
        self.latest.setEnabled(before is not None)
        self._desk.worker.do(read, self._show, self._refuse)

    def _show(self, page: PastPage) -> None:
        if isValid(self):  # closed meanwhile, it is no more
            self._earlier = page.earlier
            self.plot.show_values(page.records, page.values)
            self.count.setText(words.described(page.values, len(page.records)))
            self.earlier.setEnabled(page.earlier is not None)

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self.said.say(sentence(refusal), "bad")
