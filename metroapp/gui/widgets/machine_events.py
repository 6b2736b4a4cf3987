"""What happens at the machine: one touch says what, a second one or a few keys say why; and what was noted before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.production import EventKind, ProductionEvent
from metroapp.gui.editing.production_draft import EventTexts
from metroapp.gui.icons import icon
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.wording import follow_up as words

_ICONS = {
    EventKind.TOOL_CHANGE: "wrench",
    EventKind.OFFSET: "ruler",
    EventKind.INCIDENT: "triangle-alert",
    EventKind.STOP: "pause",
    EventKind.RESTART: "play",
}
# Row, column, height and width of each button, in a grid of 6 columns.
_PLACES = {
    EventKind.TOOL_CHANGE: (0, 0, 1, 2),
    EventKind.OFFSET: (0, 2, 1, 2),
    EventKind.INCIDENT: (0, 4, 1, 2),
    EventKind.STOP: (1, 0, 1, 3),
    EventKind.RESTART: (1, 3, 1, 3),
}
_WITH_TOOL = (EventKind.TOOL_CHANGE, EventKind.OFFSET)
_SUGGESTED = 3
_COLUMNS = (
    Column(words.AT, width=62),
    Column(words.PIECE, width=82),
    Column(words.WHAT),
    Column(words.WHO, width=124),
)


class MachineEvents(QFrame):
    """`typed` carries the EventTexts being written, `noted` those to be recorded."""

    typed = Signal(object)
    noted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._is_showing = self._is_read_only = False
        self._kinds = QButtonGroup(self)
        self._kinds.setExclusive(False)  # a second touch takes the choice back
        self.kinds: dict[EventKind, QPushButton] = {}
        self.suggestions = [QPushButton() for _ in range(_SUGGESTED)]
        self.tool, self.text = _line(words.EVENT_TOOL), _line(words.EVENT_TEXT)
        self.tool.setPlaceholderText(words.EVENT_TOOL_HINT)
        self.note = QPushButton(words.NOTE)
        self.note.setProperty("role", "primary")
        self.said = Said()
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, theme, words.EVENTS_TABLE)
        self.table.setObjectName("narrow")
        self.empty = QLabel(words.NO_EVENT)
        self.empty.setProperty("role", "soft")
        self._build()
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        for line in (self.tool, self.text):
            line.textEdited.connect(self._tell)
            line.returnPressed.connect(self._ask_note)
        self.note.clicked.connect(self._ask_note)
        self._choose(None)

    def _build(self) -> None:
        heading = QLabel(words.EVENTS)
        heading.setProperty("role", "heading")
        kinds = QGridLayout()
        kinds.setSpacing(8)
        for column in range(6):
            kinds.setColumnStretch(column, 1)
        for kind, place in _PLACES.items():
            kinds.addWidget(self._kind_button(kind), *place)
        offered = QHBoxLayout()
        offered.setSpacing(8)
        for button in self.suggestions:
            self._connect_suggestion(button)
            offered.addWidget(button, 1)
        fields = QGridLayout()
        fields.setHorizontalSpacing(8)
        fields.setVerticalSpacing(2)
        self._text_title = _small(words.EVENT_TEXT, self.text)
        fields.addWidget(_small(words.EVENT_TOOL, self.tool), 0, 0)
        fields.addWidget(self._text_title, 0, 1)
        for column, widget in enumerate((self.tool, self.text, self.note)):
            widget.setObjectName("tall")
            fields.addWidget(widget, 1, column)
        self.tool.setFixedWidth(132)
        self.note.setMinimumWidth(100)
        fields.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 14)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addLayout(kinds)
        layout.addLayout(offered)
        layout.addLayout(fields)
        layout.addWidget(self.said)
        layout.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.table, 1)

    def _kind_button(self, kind: EventKind) -> QPushButton:
        button = QPushButton(f" {words.EVENT_KINDS[kind]}")
        button.setAccessibleName(words.EVENT_KINDS[kind])
        button.setObjectName("tall")
        button.setCheckable(True)
        button.setIconSize(QSize(20, 20))
        self.kinds[kind] = button
        self._kinds.addButton(button)

        def choose(checked: bool) -> None:
            self._choose(kind if checked else None)
            self._tell()
            if checked:
                (self.tool if kind in _WITH_TOOL and not self.tool.text() else self.text).setFocus()

        button.clicked.connect(choose)
        return button

    def _connect_suggestion(self, button: QPushButton) -> None:
        def write() -> None:
            self.text.setText(str(button.property("suggested")))
            self.text.setFocus()
            self._tell()

        button.clicked.connect(write)

    def _dress(self, tokens: Tokens) -> None:
        for kind, button in self.kinds.items():
            button.setIcon(icon(_ICONS[kind], tokens.accent, tokens.soft))

    # -- what is being typed ------------------------------------------------------------------------------------------

    def texts(self) -> EventTexts:
        kind = next((kind for kind, button in self.kinds.items() if button.isChecked()), None)
        return EventTexts(kind.value if kind else "", self.tool.text(), self.text.text())

    def show_texts(self, texts: EventTexts) -> None:
        self.tool.setText(texts.tool)
        self.text.setText(texts.text)
        self._choose(next((kind for kind in EventKind if kind.value == texts.kind), None))

    def _choose(self, chosen: EventKind | None) -> None:
        for kind, button in self.kinds.items():
            button.setChecked(kind is chosen)
        title = words.EVENT_TEXTS[chosen] if chosen else words.EVENT_TEXT
        self._text_title.setText(title)
        self.text.setAccessibleName(title)
        offered = words.SUGGESTIONS[chosen] if chosen else ()
        for place, button in enumerate(self.suggestions):
            button.setVisible(place < len(offered))
            if place < len(offered):
                button.setText(offered[place].strip())
                button.setProperty("suggested", offered[place])

    def _tell(self, *_: object) -> None:
        self.said.say("", "bad")
        self.typed.emit(self.texts())

    def _ask_note(self) -> None:
        texts = self.texts()
        if self._is_read_only:
            return
        if texts.kind:
            self.noted.emit(texts)
        else:
            self.said.say(words.CHOOSE_KIND, "bad")

    # -- what was noted -----------------------------------------------------------------------------------------------

    def show_events(self, events: Sequence[ProductionEvent]) -> None:
        """The last one first."""
        self.rows.show([_row(event) for event in reversed(events)])
        self.empty.setVisible(not events)
        self.table.setVisible(bool(events))

    def set_read_only(self, read_only: bool) -> None:
        self._is_read_only = read_only
        for line in (self.tool, self.text):
            line.setReadOnly(read_only)
        for button in (*self.kinds.values(), *self.suggestions):
            button.setEnabled(not read_only)


def _row(event: ProductionEvent) -> Row:
    return Row(
        (
            f"{event.at.astimezone():%H:%M}",
            words.after_piece(event.after),
            words.event_line(event),
            event.by,
        )
    )


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaxLength(200)
    return line


def _small(text: str, line: QLineEdit) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "small")
    made.setBuddy(line)
    return made
