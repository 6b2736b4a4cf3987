"""Two records side by side: the other one is found as in the archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_comparison import Compared, compare
from metroapp.domain.record_search import Criterion, Facet
from metroapp.gui.desk import Desk
from metroapp.gui.models.rows import CENTRE, Column, Row, RowsModel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.record_list import RecordList
from metroapp.gui.widgets.said import Said
from metroapp.services import consultation
from metroapp.wording import comparison_of_records as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.archive.queries import RecordLine

_OTHER_CALLOUT = 4


class CompareDialog(QDialog):
    """Not modal: `record` stays, the other one is chosen in the list."""

    def __init__(self, record: InspectionRecord, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.OPEN)
        self._desk, self._record = desk, record
        self._asked = 0
        title = QLabel(words.TITLE.format(number=record.header.number))
        title.setProperty("role", "title")
        self.said = Said()
        self.list = RecordList(desk)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        QVBoxLayout(self._card).setContentsMargins(1, 1, 1, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self._card)
        self._splitter.setStretchFactor(1, 1)
        buttons = QDialogButtonBox()
        done = buttons.addButton(window.CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        done.setAccessibleName(window.CLOSE)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        for widget in (title, self.said, self._splitter, buttons):
            layout.addWidget(widget, 1 if widget is self._splitter else 0)
        size = parent.window().size()
        self.resize(min(1280, size.width()), min(820, size.height()))
        self.table: PlainTable | None = None
        self.said.say(words.CHOOSE, "soft")
        self.list.chosen.connect(self._choose)
        self.list.refused.connect(self._refuse)
        self.list.finder.add(Criterion(Facet.PART, record.part.reference), record.part.reference)

    def _choose(self, line: RecordLine | None) -> None:
        self._asked = asked = self._asked + 1
        if line is None or line.id == self._record.header.id:
            self.said.say(words.CHOOSE if self.table is None else "", "soft")
            return
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> InspectionRecord:
            return consultation.load(workspace, line.id)

        def show(other: InspectionRecord) -> None:
            if isValid(self) and asked == self._asked:
                self._show(other)

        self._desk.worker.do(read, show, self._refuse)

    def _show(self, other: InspectionRecord) -> None:
        here, there = self._record.header.number, other.header.number
        columns = (
            Column(words.BALLOON, CENTRE, 64),
            Column(words.DESIGNATION, width=190),
            Column(words.CALLOUT.format(number=here), width=150),
            Column(words.VALUES.format(number=here)),
            Column(words.CALLOUT.format(number=there), width=150),
            Column(words.VALUES.format(number=there)),
        )
        model = RowsModel(columns, self)
        model.show([_line(one) for one in compare(self._record, other)])
        table = PlainTable(model, self._desk.theme, words.TABLE)
        layout = self._card.layout()
        assert layout is not None
        if self.table is not None:
            layout.replaceWidget(self.table, table)
            self.table.deleteLater()
        else:
            layout.addWidget(table)
        self.table, self.rows = table, model.rows
        self.said.say("", "soft")

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self.said.say(sentence(refusal), "bad")


def _line(compared: Compared) -> Row:
    texts = (
        compared.balloon,
        compared.designation,
        words.callout(compared.one),
        words.values(compared.one),
        words.other_callout(compared),
        words.values(compared.other),
    )
    return Row(texts, compared, (_OTHER_CALLOUT, "warn") if compared.is_asked_otherwise else None)
