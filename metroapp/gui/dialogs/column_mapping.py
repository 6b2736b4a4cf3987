"""What each column of a file gives: its title, three values, and a list to choose from. Nothing is guessed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from metroapp.gui.editing.part_import import CALLOUT_MAKERS, Unmapped, column_index
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.services.sheets.sheet_columns import NO_TITLES, column_letter
from metroapp.services.sheets.sheet_titles import TITLES
from metroapp.wording import parts as words
from metroapp.wording import window


class ColumnMappingDialog(QDialog):
    """`mapped` carries (path, {index of the column: field, or "" to leave it aside}, title line).

    Not modal, and closed by whoever could read the file: else it says why and waits for another choice.
    """

    mapped = Signal(object)

    def __init__(self, found: Unmapped, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.MAPPING_TITLE)
        self.setMinimumSize(900, 540)
        self.resize(900, min(640, parent.window().height()))
        self._found = found
        self.choices: dict[int, Choice] = {}
        self._texts: dict[int, tuple[ElidedLabel, ElidedLabel]] = {}
        title = QLabel(words.MAPPING_TITLE)
        title.setProperty("role", "title")
        why = QLabel(words.MAPPING_WHY.format(file=found.path.name))
        why.setWordWrap(True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.confirm = buttons.addButton(words.MAPPING_CONFIRM, QDialogButtonBox.ButtonRole.AcceptRole)
        self.confirm.setProperty("role", "primary")
        self.confirm.setAccessibleName(words.MAPPING_CONFIRM)
        cancel = buttons.addButton(window.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAccessibleName(window.CANCEL)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(why)
        self.title_line = self._title_line(theme) if found.head else None
        if self.title_line is not None:
            name = QLabel(words.MAPPING_LINE)
            name.setProperty("role", "small")
            name.setBuddy(self.title_line)
            layout.addWidget(name)
            layout.addWidget(self.title_line)
        layout.addWidget(self._table(theme), 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self._show_titles(0)
        self._check(0)

    def _title_line(self, theme: Theme) -> Choice:
        """Where no title is known, somebody has to say which line bears them."""
        choice = Choice(theme)
        choice.setAccessibleName(words.MAPPING_LINE)
        choice.addItem(words.MAPPING_NO_LINE, NO_TITLES)
        widest = max(sum(map(bool, cells)) for cells in self._found.head)
        for line, cells in enumerate(self._found.head):
            said = words.SEPARATOR.join(filter(None, cells))
            choice.addItem(words.MAPPING_THIS_LINE.format(line=line + 1, cells=said[:90]), line)
            if sum(map(bool, cells)) == widest and choice.currentIndex() == 0 and not any(map(_is_figure, cells)):
                choice.setCurrentIndex(choice.count() - 1)
        choice.currentIndexChanged.connect(self._show_titles)
        return choice

    def _show_titles(self, _index: int) -> None:
        """The titles and the values under them, for the line chosen."""
        line = self._line()
        if self.title_line is None or line is None:
            return
        for index, (name, samples) in self._texts.items():
            cells = [row[index] if index < len(row) else "" for row in self._found.head]
            title = cells[line] if line >= 0 else ""
            said = words.MAPPING_TITLED if title else words.MAPPING_UNTITLED
            name.say(said.format(letter=column_letter(index), title=title))
            samples.say(words.SEPARATOR.join([cell for cell in cells[line + 1 :] if cell][:3]))

    def _line(self) -> int | None:
        return self._found.title_line if self.title_line is None else self.title_line.currentData()

    def _table(self, theme: Theme) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("ground")
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        for place, text in enumerate((words.MAPPING_HEAD_TITLE, words.MAPPING_HEAD_SAMPLES, words.MAPPING_HEAD_FIELD)):
            head = QLabel(text)
            head.setProperty("role", "small")
            grid.addWidget(head, 0, place)
        for row, column in enumerate(self._found.columns, 1):
            said = words.MAPPING_TITLED if column.title else words.MAPPING_UNTITLED
            name, samples = ElidedLabel(), ElidedLabel()
            name.say(said.format(letter=column.letter, title=column.title))
            samples.say(words.SEPARATOR.join(column.samples))
            samples.setProperty("role", "soft")
            choice = Choice(theme)
            choice.setMaxVisibleItems(14)
            choice.setMinimumWidth(240)
            choice.setAccessibleName(words.MAPPING_COLUMN.format(letter=column.letter))
            choice.addItem(words.MAPPING_IGNORED, "")
            for field, text in TITLES.items():
                choice.addItem(text, field)
            choice.setCurrentIndex(max(0, choice.findData(column.field or "")))
            choice.currentIndexChanged.connect(self._check)
            self.choices[column_index(column.letter)] = choice
            self._texts[column_index(column.letter)] = name, samples
            grid.addWidget(name, row, 0)
            grid.addWidget(samples, row, 1)
            grid.addWidget(choice, row, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(len(self._found.columns) + 1, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the list that has the focus
        area.setWidget(inside)
        return area

    def mapping(self) -> dict[int, str]:
        return {index: choice.currentData() for index, choice in self.choices.items()}

    def say(self, text: str) -> None:
        """Why the file could not be read with these columns."""
        self._show(text, "bad")

    def _check(self, _index: int) -> None:
        """What is missing or chosen twice, said at each choice."""
        fields = [field for field in self.mapping().values() if field]
        twice = next((field for field in fields if fields.count(field) > 1), None)
        missing = [] if "balloon" in fields else [words.MAPPING_BALLOON]
        if not any(field in CALLOUT_MAKERS for field in fields):
            missing.append(words.MAPPING_CALLOUT)
        self.confirm.setEnabled(twice is None and not missing)
        if twice is not None:
            self._show(words.MAPPING_TWICE.format(field=TITLES[twice]), "bad")
        elif missing:
            self._show(words.MAPPING_MISSING.format(fields=words.MAPPING_AND.join(missing)), "bad")
        else:
            self._show(words.MAPPING_READY, "good")

    def _show(self, text: str, role: str) -> None:
        self.said.setText(text)
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def _accept(self) -> None:
        self.mapped.emit((self._found.path, self.mapping(), self._line()))


def _is_figure(cell: str) -> bool:
    return cell[:1].isdecimal()
