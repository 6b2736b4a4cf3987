"""What is recorded of whoever is signed in; and, for an administrator, the names that may be erased and their terms."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, erased_name
from metroapp.domain.retention import LONGEST_MONTHS, KeptName, RecordedKind, Retention
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.icons import icon
from metroapp.gui.models.rows import RIGHT, Column, Row, RowsModel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services import consultation, personal_data
from metroapp.wording import personal_data as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import day
from metroapp.wording.sentences import sentence

_OWN = (
    Column(words.KIND),
    Column(words.COUNT, RIGHT, 100),
    Column(words.FIRST, RIGHT, 120),
    Column(words.LAST, RIGHT, 120),
    Column(words.KEPT_FOR, RIGHT, 110),
    Column(words.UNTIL, RIGHT, 190),
)
_PURGE = (Column(words.WHO, width=220), Column(words.SINCE, width=170), Column(words.LAST_BY_KIND))
_OWN_SIZE, _PURGE_SIZE = QSize(920, 660), QSize(960, 620)
_ROW = 34  # px
_STEP = 12  # months
Told = tuple[KeptName, Retention, list[Person]]


class OwnDataDialog(QDialog):
    """It is read in the worker, from the archive as it is then."""

    def __init__(self, person: Person, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        _dress(self, words.OWN_TITLE)
        self._desk = desk
        self._name = person.name
        self.rows = RowsModel(_OWN, self)
        self.table = PlainTable(self.rows, desk.theme, words.TABLE)
        self.table.setObjectName("narrow")
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.said = Said()
        self.said.say(words.SEARCHING, "soft")
        self.explained = QVBoxLayout()
        self.explained.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(_title(f"{words.OWN_TITLE} – {person.name}"))
        layout.addWidget(self.said)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(_card(self.table))
        inside.addLayout(self.explained)
        inside.addStretch(1)
        layout.addWidget(Scrolled(inside), 1)
        layout.addLayout(_foot(self, desk))
        self.resize(_OWN_SIZE.boundedTo(parent.window().size()))
        workspace, name = desk.workshop.workspace, person.name

        def read(_task: Task) -> Told:
            found = personal_data.what_is_recorded(workspace, name)
            return found, personal_data.retention(workspace), consultation.everybody(workspace)

        desk.worker.do(read, self._show, self._refuse)

    def _show(self, told: Told) -> None:
        if not isValid(self):
            return
        kept, retention, everybody = told
        self.said.hide()
        self.rows.show(
            [
                Row(
                    (
                        label(one.kind),
                        str(one.count),
                        day(one.first),
                        day(one.last),
                        words.MONTHS.format(months=retention.months(one.kind)),
                        day(kept.until[one.kind]),
                    )
                )
                for one in kept.recorded
            ]
        )
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + _ROW * len(kept.recorded) + 2 * self.table.frameWidth())
        for title, text in words.explained(everybody):
            heading, body = QLabel(title), QLabel(text)
            heading.setProperty("role", "strong")
            body.setWordWrap(True)
            self.explained.addWidget(heading)
            self.explained.addWidget(body)

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self.said.say(sentence(refusal), "bad")


class PurgeDialog(QDialog):
    """For an administrator. `erased` carries the name that was."""

    erased = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        _dress(self, words.PURGE_TITLE)
        self._desk = desk
        self.names: list[KeptName] = []
        self.question: EraseDialog | None = None
        self.rows = RowsModel(_PURGE, self)
        self.table = PlainTable(self.rows, desk.theme, words.PURGE_TABLE)
        self.table.setObjectName("narrow")
        self.said = Said()
        self.erase = QPushButton(words.ERASE)
        self.erase.setAccessibleName(words.ERASE)
        self.erase.setAutoDefault(False)
        self.erase.clicked.connect(self._ask)
        self.months = {
            kind: Stepper(1, LONGEST_MONTHS, 1, words.RETENTION_OF.format(kind=label(kind)), step=_STEP)
            for kind in RecordedKind
        }
        self.save = QPushButton(words.RETENTION_SAVE)
        self.save.setAccessibleName(words.RETENTION_SAVE)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(_title(words.PURGE_TITLE))
        layout.addWidget(_card(self.table), 1)
        layout.addWidget(self.said)
        layout.addWidget(_title(words.RETENTION_TITLE, "heading"))
        layout.addLayout(self._terms())
        layout.addLayout(_foot(self, desk, self.erase, self.save))
        self.resize(_PURGE_SIZE.boundedTo(parent.window().size()))
        self.table.selectionModel().currentRowChanged.connect(self._point)
        self.refresh()

    def _terms(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        half = -(-len(self.months) // 2)
        for place, (kind, stepper) in enumerate(self.months.items()):
            column, row = divmod(place, half)
            text = QLabel(label(kind))
            text.setBuddy(stepper)
            stepper.setFixedWidth(184)
            grid.addWidget(text, row, 2 * column)
            grid.addWidget(stepper, row, 2 * column + 1)
        for column in (0, 2):
            grid.setColumnStretch(column, 1)
        return grid

    def refresh(self) -> None:
        """Read the list and the terms, in the worker."""
        workspace, today = self._desk.workshop.workspace, self._desk.workshop.personal_data.today()

        def read(_task: Task) -> tuple[list[KeptName], Retention]:
            return personal_data.erasable_names(workspace, today), personal_data.retention(workspace)

        self._desk.worker.do(read, self._show, self._refuse)

    def _show(self, found: tuple[list[KeptName], Retention]) -> None:
        if not isValid(self):
            return
        self.names, retention = found
        self.rows.show(list(map(_row, self.names)))
        for kind, stepper in self.months.items():
            stepper.set_value(retention.months(kind))
        if self.names:
            self.table.selectRow(0)
        elif not self.said.text():
            self.said.say(words.PURGE_NONE, "soft")
        self._point()

    def _point(self, *_rows: QModelIndex) -> None:
        self.erase.setEnabled(self.chosen is not None)

    @property
    def chosen(self) -> KeptName | None:
        row = self.table.currentIndex().row()
        return self.names[row] if 0 <= row < len(self.names) else None

    def _ask(self) -> None:
        kept = self.chosen
        if kept is None:
            return
        question = EraseDialog(kept.person, self)
        name = kept.person.name

        def erase(reason: str) -> None:
            asked = self._desk.workshop.personal_data.erase(name, reason)
            self._desk.bridge.follow(asked, lambda done: self._erased(name, is_overwritten=bool(done)), self._refuse)

        question.confirmed.connect(erase)
        question.finished.connect(self._forget)
        self.question = question
        question.show()

    def _forget(self, _result: int) -> None:
        self.question = None

    def _erased(self, name: str, *, is_overwritten: bool) -> None:
        if not isValid(self):
            return
        if self.question is not None:
            self.question.close()
        self.said.say(" ".join(words.erased(name, is_overwritten=is_overwritten)), "good")
        self.refresh()
        self.erased.emit(name)

    def _save(self) -> None:
        chosen = Retention(**{kind.value: stepper.value() for kind, stepper in self.months.items()})

        def kept(_nothing: object) -> None:
            if isValid(self):
                self.said.say(words.RETENTION_SAVED, "good")
                self.refresh()

        self._desk.bridge.follow(self._desk.workshop.personal_data.set_retention(chosen), kept, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        if not isValid(self):
            return
        if self.question is not None:
            self.question.refuse(refusal)
        else:
            self.said.say(sentence(refusal), "bad")


class EraseDialog(Question):
    """`confirmed` carries the reason."""

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(words.ERASE_TITLE.format(name=person.name), words.ERASE_CONFIRM, parent)
        self.add_text(words.ERASE_SAID.format(name=person.name, erased=erased_name(person.id)))
        self.add_text(words.KEPT_ELSEWHERE)
        self.reason: QLineEdit = self.add_line(words.REASON)

    def accept_answer(self) -> None:
        self.confirmed.emit(self.reason.text())


def _row(kept: KeptName) -> Row:
    return Row((kept.person.name, day(kept.erasable_from), words.last_by_kind(kept)), kept)


def _dress(dialog: QDialog, title: str) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)


def _title(text: str, role: str = "title") -> QLabel:
    title = QLabel(text)
    title.setProperty("role", role)
    title.setWordWrap(True)
    return title


def _card(table: PlainTable) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(table)
    return card


def _foot(dialog: QDialog, desk: Desk, *deeds: QPushButton) -> QHBoxLayout:
    foot = QHBoxLayout()
    foot.setSpacing(10)
    for deed in deeds:
        foot.addWidget(deed)
    foot.addStretch(1)
    close = QPushButton(f" {words.CLOSE}")
    close.setAccessibleName(words.CLOSE)
    close.setAutoDefault(False)
    close.setIcon(icon("x", desk.theme.tokens.accent, desk.theme.tokens.soft))
    close.clicked.connect(dialog.close)
    foot.addWidget(close)
    return foot
