"""The server that this post forwards its entries to: which one, what it has, what waits and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.folder_field import FolderField
from metroapp.gui.widgets.said import Said
from metroapp.services import server_link
from metroapp.services.server_settings import ServerSettings, ServerState
from metroapp.wording import server as words
from metroapp.wording.sentences import sentence

_SCHEME = "postgresql://"


class ServerSection(QFrame):
    """How it stands is for everybody; the server is chosen by who configures the post. Where there is no server, the
    others see nothing of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self._kept = ServerSettings()
        self.standing, self.shown, self.said = QLabel(), QLabel(), Said()
        self.home, self.overruns = QLabel(), QLabel()
        self.address, self.secret = QLineEdit(), _FileField(desk.theme, words.SECRET_FILE)
        self.address.setAccessibleName(words.OF_POST)
        self.address.setPlaceholderText(words.OF_POST_EXAMPLE)
        self.retry, self.try_out = _button(words.RETRY), _button(words.TRY)
        self.leave, self.keep = _button(words.LEAVE), _button(words.KEEP)
        self.keep.setProperty("role", "primary")
        self._choosing: tuple[QWidget, ...] = ()
        self._build()
        self.retry.clicked.connect(self._retry)
        self.try_out.clicked.connect(self._try_out)
        self.leave.clicked.connect(self._leave)
        self.keep.clicked.connect(self._keep)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)

    def _build(self) -> None:
        heading, note = QLabel(words.TITLE), QLabel(words.NOTE)
        heading.setProperty("role", "heading")
        for label in (note, self.shown):
            label.setProperty("role", "small")
        self.overruns.setProperty("role", "bad")
        for label in (note, self.shown, self.standing, self.home, self.overruns):
            label.setWordWrap(True)
        of_address, of_secret = QLabel(words.OF_POST), QLabel(words.SECRET_FILE)
        of_address.setBuddy(self.address)
        of_secret.setBuddy(self.secret.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        for shown in (heading, note, self.shown, self.standing, self.home, self.overruns, self.retry):
            layout.addWidget(shown)
        self._choosing = (of_address, self.address, of_secret, self.secret, self.try_out, self.leave, self.keep)
        for widget in self._choosing[:4]:
            layout.addWidget(widget)
        layout.addWidget(self.said)
        layout.addLayout(Flow((self.try_out, self.leave), 12))
        layout.addWidget(self.keep)

    def _dress(self, tokens: Tokens) -> None:
        for button, picture in ((self.retry, "refresh-cw"), (self.try_out, "plug"), (self.leave, "x")):
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    def refresh(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.server.settings(), self._show, self._refuse)
        self.show_state(self._desk.workshop.server.state)

    def _show(self, settings: ServerSettings) -> None:
        self._kept = settings
        self.address.setText(settings.url.removeprefix(_SCHEME))
        self.address.setCursorPosition(0)  # its beginning says which server
        self.secret.line.setText(settings.secret_file)
        self.show_presence()
        self.show_state(self._desk.workshop.server.state)

    def show_presence(self) -> None:
        allowed = self._desk.who.may(Action.CONFIGURE_POST)
        self.setVisible(allowed or bool(self._kept.url))
        for widget in self._choosing:
            widget.setVisible(allowed)
        self.leave.setVisible(allowed and bool(self._kept.url))
        for control in (self.address, self.secret.line, self.secret.browse, self.try_out, self.leave, self.keep):
            permit(control, self._desk.who, Action.CONFIGURE_POST)

    def show_state(self, state: ServerState) -> None:
        """How it stands now, in words and in colour."""
        chosen = bool(self._kept.url)
        self.standing.setText(
            words.standing(state.post, state.last, state.waiting, state.why) if chosen else words.NO_SERVER
        )
        role = "small" if not chosen else "bad" if state.why else "good" if state.last and not state.waiting else "soft"
        _dress(self.standing, role)
        self.home.setText(words.of_home(state.post, state.home, state.home_last, state.home_why))
        _dress(self.home, "bad" if state.home_why else "soft")
        self.home.setVisible(chosen and bool(state.home))
        self.overruns.setText("\n".join(map(words.overrun, state.overruns)))
        self.overruns.setVisible(chosen and bool(state.overruns))
        self.shown.setText(state.server)
        self.shown.setVisible(chosen and bool(state.server))
        self.retry.setVisible(chosen and state.why is not None)

    # -- choosing -----------------------------------------------------------------------------------------------------

    @property
    def _typed(self) -> ServerSettings:
        """As it is typed: without the scheme, which no workshop needs to know."""
        text = self.address.text().strip()
        url = text if "://" in text or not text else _SCHEME + text
        secret = self.secret.folder
        return ServerSettings(url, str(Path(secret).absolute()) if secret else "")

    def _retry(self) -> None:
        self._desk.workshop.server.retry()

    def _try_out(self) -> None:
        settings, workspace = self._typed, self._desk.workshop.workspace

        def work(_task: Task) -> tuple[str, int]:
            return server_link.try_out(workspace, settings)

        self.said.say(words.TRYING, "soft")
        self._desk.worker.do(work, self._answered, self._refuse)

    def _answered(self, found: tuple[str, int]) -> None:
        self.said.say(words.answered(*found), "good")

    def _keep(self) -> None:
        settings = self._typed

        def look(_task: Task) -> ServerSettings:
            server_link.require_usable(settings)
            return settings

        self._desk.worker.do(look, self._choose, self._refuse)

    def _leave(self) -> None:
        self._choose(ServerSettings())

    def _choose(self, settings: ServerSettings) -> None:
        def chosen(_nothing: object) -> None:
            self._show(settings)
            self.said.say(words.KEPT if settings.url else words.LEFT, "good")

        self._desk.bridge.follow(self._desk.workshop.server.choose(settings), chosen, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")


class _FileField(FolderField):
    """A file instead of a folder."""

    def _ask(self) -> None:
        dialog = QFileDialog(self, words.SECRET_FILE)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.line.setText)
        dialog.open()


def _dress(label: QLabel, role: str) -> None:
    label.setProperty("role", role)
    label.style().unpolish(label)
    label.style().polish(label)


def _button(text: str) -> QPushButton:
    button = QPushButton(f" {text}")
    button.setIconSize(QSize(20, 20))
    button.setAccessibleName(text)
    return button
