"""What exported files are called, and the folder into which each closed record goes at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.folder_field import FolderField
from metroapp.gui.widgets.format_ticks import format_ticks
from metroapp.gui.widgets.said import Said
from metroapp.services.file_names import FIELDS, LONGEST_PATTERN, FilePattern
from metroapp.services.watched_folder import WatchedFolder, WatchState, require_usable
from metroapp.wording import exports as words
from metroapp.wording.sentences import sentence


class ExportsSection(QFrame):
    """The names are a choice of the workshop, the folder is one of the post."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self.pattern, self.folder = QLineEdit(), FolderField(desk.theme, words.WATCHED_FOLDER)
        self.pattern.setMaxLength(LONGEST_PATTERN)
        self.pattern.setAccessibleName(words.NAMES)
        self.example, self.state = _note(), _note()
        self.said_of_names, self.said_of_folder = Said(), Said()
        self.formats = format_ticks(desk.theme)
        self.save_names = _button(words.NAMES_SAVE)
        self.retry, self.save_folder = _button(words.WATCHED_RETRY), _button(words.WATCHED_SAVE)
        for button in (self.save_names, self.save_folder):
            button.setProperty("role", "primary")
        self._build()
        self.pattern.textChanged.connect(self._show_example)
        self.save_names.clicked.connect(self._save_names)
        self.retry.clicked.connect(self._retry)
        self.save_folder.clicked.connect(self._save_folder)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)

    def _build(self) -> None:
        note = _note()
        note.setText(words.WATCHED_NOTE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(_heading(words.NAMES_TITLE))
        of_names: tuple[QWidget, ...] = (
            _label(words.NAMES, self.pattern), self.pattern, self.example, self.said_of_names, self.save_names,
        )  # fmt: skip
        of_folder: tuple[QWidget, ...] = (self.state, self.retry, self.said_of_folder, self.save_folder)
        for widget in of_names:
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addWidget(_heading(words.WATCHED_TITLE))
        layout.addWidget(note)
        layout.addWidget(_label(words.WATCHED_FOLDER, self.folder.line))
        layout.addWidget(self.folder)
        layout.addLayout(Flow(tuple(self.formats.values()), 12))
        for widget in of_folder:
            layout.addWidget(widget)

    def _dress(self, tokens: Tokens) -> None:
        self.retry.setIcon(icon("refresh-cw", tokens.accent, tokens.soft))

    def refresh(self) -> None:
        workshop = self._desk.workshop
        self._desk.bridge.follow(workshop.file_pattern(), self._show_pattern, self._refuse_names)
        self._desk.bridge.follow(workshop.watched.settings(), self._show_folder, self._refuse_folder)
        self.show_state(workshop.watched.state)

    def show_presence(self) -> None:
        who = self._desk.who
        permit(self.pattern, who, Action.CHOOSE_OPTIONS)
        permit(self.save_names, who, Action.CHOOSE_OPTIONS)
        of_post: tuple[QWidget, ...] = (self.folder.line, self.folder.browse, self.save_folder, *self.formats.values())
        for control in of_post:
            permit(control, who, Action.CONFIGURE_POST)

    # -- names --------------------------------------------------------------------------------------------------------

    def _show_pattern(self, pattern: FilePattern) -> None:
        self.pattern.setText(pattern.text)
        self._show_example(pattern.text)

    def _show_example(self, text: str) -> None:
        known = " ".join(f"{{{one}}}" for one in FIELDS)
        try:
            self.example.setText(words.NAMES_NOTE.format(known=known, example=FilePattern(text).example))
        except Refusal as refusal:
            self.example.setText(sentence(refusal))

    def _save_names(self) -> None:
        try:
            asked = self._desk.workshop.set_file_pattern(FilePattern(self.pattern.text()))
        except Refusal as refusal:
            self._refuse_names(refusal)
            return
        self._desk.bridge.follow(asked, self._names_saved, self._refuse_names)

    def _names_saved(self, _nothing: object) -> None:
        self.said_of_names.say(words.NAMES_SAVED, "good")

    def _refuse_names(self, refusal: Refusal) -> None:
        self.said_of_names.say(sentence(refusal), "bad")

    # -- the folder ---------------------------------------------------------------------------------------------------

    def _show_folder(self, settings: WatchedFolder) -> None:
        self.folder.line.setText(settings.folder)
        for one, tick in self.formats.items():
            tick.setChecked(one in settings.formats)

    def show_state(self, state: WatchState) -> None:
        """How the folder stands now."""
        said = words.watched(state.waiting, state.why, state.left_out)
        self.state.setText(said or (words.WATCHED_DONE if state.folder else words.WATCHED_NONE))
        self.state.setProperty("role", "bad" if said else "small")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.retry.setVisible(state.why is not None)

    def _retry(self) -> None:
        self._desk.workshop.watched.retry()

    def _save_folder(self) -> None:
        formats = tuple(one for one, tick in self.formats.items() if tick.isChecked())
        try:
            settings = WatchedFolder(self.folder.folder, formats)
        except Refusal as refusal:
            self._refuse_folder(refusal)
            return

        def look(_task: Task) -> WatchedFolder:
            if settings.folder:
                require_usable(Path(settings.folder))
            return settings

        self._desk.worker.do(look, self._keep_folder, self._refuse_folder)

    def _keep_folder(self, settings: WatchedFolder) -> None:
        chosen = self._desk.workshop.watched.choose(settings)
        self._desk.bridge.follow(chosen, self._folder_saved, self._refuse_folder)

    def _folder_saved(self, _nothing: object) -> None:
        self.said_of_folder.say(words.WATCHED_SAVED, "good")
        self.show_state(self._desk.workshop.watched.state)

    def _refuse_folder(self, refusal: Refusal) -> None:
        self.said_of_folder.say(sentence(refusal), "bad")


def _button(text: str) -> QPushButton:
    button = QPushButton(f" {text}")
    button.setIconSize(QSize(20, 20))
    button.setAccessibleName(text)
    return button


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label


def _note() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("role", "small")
    return label
