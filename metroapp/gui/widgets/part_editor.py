"""The editor of one revision: its header, its grid, what the line under the cursor says, and what changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.revision import PLACE, Change, Difference, PartRevision, RevisionState, differences
from metroapp.gui.editing.part_document import PartDocument
from metroapp.gui.editing.working_part import WorkingPart
from metroapp.gui.icons import icon, pixmap
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.callout_reading import CalloutReading
from metroapp.gui.widgets.differences_panel import DifferencesPanel
from metroapp.gui.widgets.part_grid import PartGrid
from metroapp.gui.widgets.part_header_form import PartHeaderForm
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.services.sheets.part_lines import LineText
from metroapp.wording import drawing_board
from metroapp.wording import parts as words
from metroapp.wording.numbers import moment

_ROOM = 720  # px: below, the line of buttons is tight
_SIGN = 48


class PartEditor(QWidget):
    """`save_asked` says that every line reads and somebody wants them in the archive; `typed` that a cell not left yet
    has another text."""

    save_asked = Signal(object)
    typed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = PartDocument(self)
        self.base: PartRevision | None = None
        self._typing: tuple[int, LineText] | None = None
        self.title, self.sentence = ElidedLabel(), ElidedLabel()
        self.title.setProperty("role", "heading")
        self.sentence.setProperty("role", "small")
        self.lock = QLabel()
        self.form = PartHeaderForm(self.document)
        self.grid = PartGrid(self.document, theme)
        self.reading = CalloutReading(theme)
        self.differences = DifferencesPanel()
        self.differences.hide()
        self.count = QLabel()
        self._differences = 0  # with the base
        self._icons: list[tuple[QPushButton, str, bool]] = []
        stack = self.document.stack
        self.undo = self._button("", words.UNDO, stack.undo, "undo-2")
        self.redo = self._button("", words.REDO, stack.redo, "undo-2", mirrored=True)
        self.save = self._button(words.SAVE, words.SAVE_TIP, self.ask_save)
        self.save.setProperty("role", "primary")
        self.insert = self._button(words.INSERT, words.INSERT_TIP, self.grid.insert, "plus")
        self.duplicate = self._button(words.DUPLICATE, words.DUPLICATE_TIP, self.grid.duplicate)
        self.delete = self._button(words.DELETE, words.DELETE_TIP, self.grid.delete, "x")
        self.up = self._button("", words.UP, self._up, "chevron-up")
        self.down = self._button("", words.DOWN, self._down, "chevron-down")
        self.compare = self._button(words.DIFFERENCES, words.DIFFERENCES, self._compare)
        self.compare.setCheckable(True)
        self._worded = (self.insert, self.duplicate, self.delete, self.compare)
        self.plan = self._button(drawing_board.PLAN, drawing_board.PLAN_TIP, self._turn, "drafting-compass")
        self.plan.setCheckable(True)
        self.drawing: QWidget | None = None
        self.sheet_of_lines = QWidget()
        self._build()
        self.form.typed.connect(self._edit_field)
        self.grid.typing.connect(self._show_typing)
        self.grid.pointed.connect(self._show_row)
        self.grid.left.connect(self._leave_cell)
        self.document.changed.connect(self._refresh)
        self.document.model.checked.connect(self._refresh)
        self.document.sheet_changed.connect(self._refresh)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self._refresh(None)

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.sentence)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.lock)
        head.addLayout(names, 1)
        for widget in (self.plan, self.undo, self.redo, self.save):
            head.addWidget(widget)
        lines = QHBoxLayout()
        lines.setSpacing(8)
        lines.addWidget(self.count, 1)
        for button in (self.insert, self.duplicate, self.delete, self.up, self.down, self.compare):
            lines.addWidget(button)
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(frame, 1)
        across.addWidget(self.differences)
        written = QVBoxLayout(self.sheet_of_lines)
        written.setContentsMargins(0, 0, 0, 0)
        written.setSpacing(8)
        written.addWidget(self.form)
        written.addLayout(lines)
        written.addLayout(across, 1)
        written.addWidget(self.reading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.sheet_of_lines, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """On a small screen the words of the buttons stay whole: their pictures and the room around them go."""
        tight = self._is_tight
        for button in self._worded:
            button.setIconSize(QSize(0, 0) if tight else QSize(20, 20))
            if (button.objectName() == "tight") != tight:
                button.setObjectName("tight" if tight else "")
                button.style().unpolish(button)
                button.style().polish(button)
        for button in (self.up, self.down):
            button.setFixedWidth(_SIGN - 6 if tight else _SIGN)
        self._show_counts()

    @property
    def _is_tight(self) -> bool:
        return self.width() < _ROOM

    # -- the drawing --------------------------------------------------------------------------------------------------

    def hold_drawing(self, drawing: QWidget) -> None:
        """The drawing takes the place of the lines when it is asked for."""
        self.drawing = drawing
        drawing.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(drawing, 1)

    def show_drawing(self, shown: bool = True) -> None:
        self.plan.setChecked(shown)
        self._turn()

    def _turn(self) -> None:
        shown = self.plan.isChecked()
        self.sheet_of_lines.setVisible(not shown)
        if self.drawing is not None:
            self.drawing.setVisible(shown)

    def _button(
        self, text: str, tip: str, pressed: Callable[[], None], picture: str = "", *, mirrored: bool = False
    ) -> QPushButton:
        button = QPushButton(f" {text}" if text and picture else text)
        button.setAccessibleName(text or tip)
        button.setToolTip(tip)
        button.setIconSize(QSize(20, 20))
        if not text:
            button.setFixedWidth(_SIGN)
        button.clicked.connect(lambda _checked=False: pressed())
        if picture:
            self._icons.append((button, picture, mirrored))
        return button

    def _dress(self, tokens: Tokens) -> None:
        for button, picture, mirrored in self._icons:
            made = icon(picture, tokens.accent, tokens.soft)
            if mirrored:
                flip = QTransform().scale(-1, 1)
                made = made.__class__()
                for size in (20, 40):
                    made.addPixmap(pixmap(picture, tokens.accent, size).transformed(flip))
                    made.addPixmap(pixmap(picture, tokens.soft, size).transformed(flip), made.Mode.Disabled)
            button.setIcon(made)
        self.lock.setPixmap(pixmap("lock", tokens.soft, 22))

    # -- saving -------------------------------------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Save, or go to the first cell that cannot be read."""
        if self.document.is_frozen:
            return
        if self.left:
            self.show_drawing(False)  # what is wrong is in the lines
        place = self.document.model.first_wrong()
        if place is not None:
            self.grid.go_to(*place)
        elif self.document.is_general_wrong:
            self.form.go_to("general_tolerances")
        elif self.document.rule_refusal is not None:
            self.form.go_to("rule")
        else:
            self.save_asked.emit(None)

    @property
    def left(self) -> int:
        """What is still to be corrected before saving."""
        document = self.document
        return document.wrong_count + document.is_general_wrong + (document.rule_refusal is not None)

    @property
    def is_typing(self) -> bool:
        """Whether a cell holds something that the document does not have yet."""
        return self._typing is not None

    def now(self) -> WorkingPart:
        """The text as it is, that of the cell being written among it."""
        now = self.document.now()
        if self._typing is None:
            return now
        row, line = self._typing
        return now.with_lines([*now.lines[:row], line, *now.lines[row + 1 :]])

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_base(self, base: PartRevision | None) -> None:
        """The revision that this one is compared with."""
        self.base = base
        self._refresh(None)

    def changes(self) -> tuple[tuple[Difference, ...], int]:
        """The differences with the base, and how many lines could not be compared."""
        document = self.document
        if self.base is None:
            return (), 0
        unread = document.unread_balloons()
        found = differences(self.base.part, document.part())
        return tuple(one for one in found if not _is_unread(one, unread)), document.wrong_count

    def _refresh(self, _nothing: object) -> None:
        document, left = self.document, self.left
        self.setEnabled(document.is_open)
        fields = document.fields
        named = words.HEADING.format(
            designation=fields.designation or words.NEW_TITLE,
            reference=fields.reference or words.NO_REFERENCE,
            revision=fields.revision or words.NONE,
        )
        if document.revision is None and not any(fields.key) and not fields.designation:
            named = words.NEW_TITLE
        self.title.say(named if document.is_open else words.CHOOSE)
        self.sentence.say(self._state_sentence())
        frozen = document.is_frozen
        self.lock.setVisible(document.is_open and frozen)
        self.save.setText(words.TO_CORRECT.format(count=left) if left else words.SAVE)
        self.save.setAccessibleName(self.save.text())
        self.save.setToolTip(words.TO_CORRECT_TIP.format(count=left) if left else words.SAVE_TIP)
        self.save.setEnabled(not frozen and (document.is_modified or bool(left)))
        self.undo.setEnabled(document.stack.canUndo())
        self.redo.setEnabled(document.stack.canRedo())
        for button in (self.save, self.undo, self.redo, self.insert, self.duplicate, self.delete, self.up, self.down):
            button.setVisible(not frozen)
        self._name_plan()
        found, uncompared = self.changes()
        self._differences = len(found)
        self._show_counts()
        if self.compare.isChecked():
            revision = None if self.base is None else self.base.part.revision
            self.differences.show_differences(revision, found, uncompared)

    def _name_plan(self) -> None:
        """How many of the balloons of the lines are on the drawing."""
        sheet = self.document.sheet
        balloons = {line.balloon for line in self.document.model.texts if line.balloon}
        placed = len(balloons) - len(sheet.unplaced(balloons)) if sheet is not None else 0
        text = drawing_board.PLAN_COUNT.format(placed=placed, count=len(balloons)) if sheet else drawing_board.PLAN
        self.plan.setText(f" {text}")
        self.plan.setAccessibleName(text)

    def _state_sentence(self) -> str:
        document, revision = self.document, self.document.revision
        if not document.is_open:
            return ""
        if revision is None:
            return words.UNSAVED_SENTENCE
        said = {"at": moment(revision.at), "by": revision.by, "reason": revision.reason}
        match revision.state:
            case RevisionState.VALIDATED:
                return words.VALIDATED_SENTENCE.format(**said)
            case RevisionState.WITHDRAWN:
                return words.WITHDRAWN_SENTENCE.format(**said)
        return (words.MODIFIED_SENTENCE if document.is_modified else words.DRAFT_SENTENCE).format(**said)

    def _show_row(self, row: int) -> None:
        self.reading.show_line(self.document.model.line(row))

    def _show_typing(self, said: tuple[int, str, str]) -> None:
        row, name, text = said
        line = self.document.model.line(row)
        if line is not None:
            cells = {known: getattr(line.text, known) for known in LineText.__dataclass_fields__}
            typed = LineText(**(cells | {name: " ".join(text.split())}))
            self.reading.show_reading(typed, self.document.model.read(typed))
            self._typing = row, typed
            self.typed.emit(None)

    def _leave_cell(self, _nothing: object) -> None:
        self._typing = None
        self._show_row(self.grid.currentIndex().row())
        self.typed.emit(None)

    def _show_counts(self) -> None:
        """How many lines, those that are wrong, those that differ; in short on a small screen, whole as a tip."""
        document, tight = self.document, self._is_tight
        count = sum(not text.is_empty for text in document.model.texts)
        wrong = document.wrong_count
        said = (words.SOME_WRONG if wrong else words.ALL_READ).format(count=count, wrong=wrong)
        short = words.SOME_WRONG_SHORT.format(wrong=wrong) if wrong else ""
        self.count.setText("" if not document.is_open else short if tight else said)
        self.count.setAccessibleName(said)
        self.count.setToolTip(said)
        text = words.DIFFERENCES_COUNT.format(count=self._differences) if self.base else words.DIFFERENCES
        short = words.DIFFERENCES_SHORT.format(count=self._differences) if self.base else words.DIFFERENCES
        self.compare.setText(short if tight else text)
        self.compare.setAccessibleName(text)

    def _compare(self) -> None:
        self.differences.setVisible(self.compare.isChecked())
        self._refresh(None)

    def _edit_field(self, said: tuple[str, str]) -> None:
        document = self.document
        document.edit_field(*said)
        if said[0] == "general_tolerances":
            read = words.general(document.general)
            self.reading.show_declaration(said[1], read, document.general_refusal)

    def _up(self) -> None:
        self.grid.move_line(-1)

    def _down(self) -> None:
        self.grid.move_line(1)

    def go_to_first_field(self) -> None:
        self.form.lines["designation"].setFocus(Qt.FocusReason.OtherFocusReason)


def _is_unread(one: Difference, unread: set[str]) -> bool:
    """A line that cannot be read now was not removed."""
    return one.change is Change.REMOVED and one.balloon in unread and one.field != PLACE
