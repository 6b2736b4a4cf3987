"""One instrument of the bench: its state, its last reading, its port, why it does not work, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from drivers import LinkState
from drivers.discovery import Port
from drivers.folder import KEY as RESULT_FILES
from drivers.text_profile import KEY as GENERIC_TEXT
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Message
from metroapp.domain.people import Action
from metroapp.domain.verification import CHECKS
from metroapp.gui.icons import icon, pixmap
from metroapp.gui.port_names import plug_name, why_said
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.bench_badge import BATTERY, DISC_IN_RING, Badge
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.services.presence import Who
from metroapp.services.tiles import Tile
from metroapp.services.wedge import KEY as WEDGE
from metroapp.wording import bench as words
from metroapp.wording import verifying
from metroapp.wording.instruments import STATE_LABELS
from metroapp.wording.numbers import day, number
from metroapp.wording.sentences import sentence

LEAST_WIDTH = 404  # px
_INKS = {
    LinkState.READY: "good",
    LinkState.OPENING: "soft",
    LinkState.SILENT: "warn",
    LinkState.LOST: "bad",
    LinkState.ABSENT: "warn",
}


class BenchTile(QFrame):
    """`asked` carries one of `port`, `check`, `frames`, `record`, `teach`, `daily`."""

    asked = Signal(str)

    def __init__(self, instrument: Instrument, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert instrument.family is not None
        self.instrument = instrument
        self.family = instrument.family
        self.tile: Tile | None = None
        self._address = ""
        self._ports: Sequence[Port] = ()
        self._note = ""
        self._theme = theme
        self.setProperty("role", "card")
        self.state, self.battery = Badge(theme), Badge(theme)
        self.recording, self.watermark = Badge(theme), Badge(theme)
        self.value, self.unit, self.age = QLabel(), QLabel(), QLabel()
        self.value.setProperty("role", "reading")
        self.unit.setProperty("role", "heading")
        self.age.setProperty("role", "soft")
        self.port, self.identity = ElidedLabel(), ElidedLabel()
        self.identity.setProperty("role", "small")
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "soft")
        self._plug_sign, self._why_sign = QLabel(), QLabel()
        self._why_frame = QFrame()
        self._why_frame.setProperty("role", "warning")
        self.buttons = {
            name: self._button(name, text, said)
            for name, text, said in (
                ("port", words.PORT, words.PORT_OF),
                ("check", words.CHECK, words.CHECK_OF),
                ("frames", words.FRAMES, words.FRAMES_OF),
                ("record", words.RECORD, words.RECORD_OF),
                ("teach", words.TEACH, words.TEACH_OF),
            )
        }
        self.daily = QPushButton(f" {verifying.DAILY}")
        self.daily.setObjectName("tight")
        self.daily.setAccessibleName(verifying.DAILY_OF.format(number=instrument.number))
        self.daily.setToolTip(self.daily.accessibleName())
        self.daily.clicked.connect(self._ask_daily)
        if instrument.kind not in CHECKS:
            self.daily.hide()
        self.buttons["teach"].setVisible(self.family == GENERIC_TEXT)
        self._build()
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _button(self, name: str, text: str, said: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("tile")
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(24, 24))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name_button(button, said)

        def ask() -> None:
            self.asked.emit(name)

        button.clicked.connect(ask)
        return button

    def _ask_daily(self) -> None:
        self.asked.emit("daily")

    def _name_button(self, button: QToolButton, said: str) -> None:
        button.setAccessibleName(said.format(number=self.instrument.number))
        button.setToolTip(button.accessibleName())
        button.setProperty("ownToolTip", button.toolTip())

    def _build(self) -> None:
        name, designation = QLabel(self.instrument.number), ElidedLabel()
        name.setProperty("role", "heading")
        designation.say(self.instrument.designation)
        family = ElidedLabel()
        family.setProperty("role", "soft")
        family.say(words.family_name(self.family))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addWidget(designation, 1)
        head.addWidget(self.state)
        badges = QHBoxLayout()
        badges.setSpacing(6)
        badges.addWidget(family, 1)
        for badge in (self.watermark, self.recording, self.battery):
            badges.addWidget(badge)
        reading = QHBoxLayout()
        reading.setSpacing(8)
        bottom = Qt.AlignmentFlag.AlignBaseline
        reading.addWidget(self.value, 0, bottom)
        reading.addWidget(self.unit, 0, bottom)
        reading.addStretch(1)
        reading.addWidget(self.age, 0, bottom)
        port = QHBoxLayout()
        port.setSpacing(8)
        port.addWidget(self._plug_sign)
        port.addWidget(self.port, 1)
        port.addWidget(self.daily)
        why = QHBoxLayout(self._why_frame)
        why.setContentsMargins(10, 7, 10, 7)
        why.setSpacing(10)
        why.addWidget(self._why_sign, 0, Qt.AlignmentFlag.AlignTop)
        why.addWidget(self.why, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in self.buttons.values():
            buttons.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(badges)
        layout.addLayout(reading)
        layout.addLayout(port)
        layout.addWidget(self.identity)
        layout.addWidget(self._why_frame)
        layout.addWidget(self.note)
        layout.addStretch(1)
        layout.addLayout(buttons)

    # -- what is known ------------------------------------------------------------------------------------------------

    def show_tile(self, tile: Tile | None, address: str, ports: Sequence[Port], *, simulated: bool) -> None:
        """What the bench knows; None for an instrument that is not on it, at the `address` last set."""
        fresh = tile is None or self.tile is None or (tile.last, tile.why) != (self.tile.last, self.tile.why)
        self.tile, self._address, self._ports = tile, address, ports
        if fresh:
            self._note = ""
        self._show_state()
        self._show_reading()
        self._say(self.note, self._note)
        self.port.say(plug_name(address, ports) if address else words.NO_PORT)
        self.port.setToolTip(address)
        said = words.IDENTITY.format(text=tile.identity) if tile is not None and tile.identity else ""
        due = words.DUE.format(day=day(self.instrument.due)) if self.instrument.due else ""
        self.identity.say(words.joined(due, said))
        self.identity.setVisible(bool(due or said))
        self.watermark.say("", words.SIMULATED if simulated else "", "on_warn", "warn_fill")
        self._tell()

    def _show_state(self) -> None:
        tile = self.tile
        if tile is None:
            word = STATE_LABELS[LinkState.ABSENT.value] if self._address else words.NO_PORT_STATE
            self.state.say(LinkState.ABSENT, word, "soft")
            self.battery.say(BATTERY, "", "warn")
            off = Message("bench.not_connected", {"instrument": self.instrument.number})
            self._say_why(sentence(off) if self._address else "")
            return
        if tile.state is LinkState.READY and tile.why is not None:
            self.state.say(LinkState.SILENT, words.FAULT, "warn")
        else:
            self.state.say(tile.state, STATE_LABELS[tile.state.value], _INKS[tile.state])
        self.battery.say(BATTERY, words.BATTERY_LOW if tile.battery_low else "", "warn")
        said = why_said(tile.why, self._ports) if tile.why is not None else ""
        if said and tile.unsaid:
            said = words.UNSAID.format(sentence=said, count=tile.unsaid)
        self._say_why(said)

    def _say_why(self, text: str) -> None:
        self._say(self.why, text)
        self._why_frame.setVisible(bool(text))

    def _show_reading(self) -> None:
        last = self.tile.last if self.tile is not None else None
        self.value.setText(words.NOTHING if last is None else number(last.value))
        role = "no-reading" if last is None else "reading"
        if self.value.property("role") != role:
            self.value.setProperty("role", role)
            self.value.style().unpolish(self.value)
            self.value.style().polish(self.value)
        self.unit.setText("" if last is None else words.UNITS.get(last.unit, last.unit))
        self.show_age(None)

    def show_age(self, now: datetime | None) -> None:
        """How old the last reading is; None leaves a fresh one at `à l'instant`."""
        last = self.tile.last if self.tile is not None else None
        if last is None:
            text = words.NO_READING
        else:
            text = words.age((now or last.received_at) - last.received_at, last.received_at)
            if "unit_declared" in last.flags:
                text = words.UNIT_AGREED.format(age=text)
        if self.age.text() != text:
            self.age.setText(text)

    def say(self, text: str) -> None:
        """A note under the tile, until something new is known."""
        self._note = text
        self._say(self.note, text)

    def _say(self, label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)
        label.setVisible(bool(text))

    def _tell(self) -> None:
        reading = f"{self.value.text()} {self.unit.text()}".strip()
        self.setAccessibleName(
            words.TILE.format(
                number=self.instrument.number,
                designation=self.instrument.designation,
                state=self.state.word,
                reading=reading,
                why=self.why.text(),
            ).strip()
        )

    # -- what can be done ---------------------------------------------------------------------------------------------

    def permit(self, who: Who, *, fixed: bool) -> None:
        """What the person signed in may do; `fixed`: the ports are those of the demonstration."""
        is_on = self.tile is not None and not self.tile.left_out
        has_wire = is_on and self.family not in (WEDGE, RESULT_FILES)
        for name in ("port", "teach"):
            permit(self.buttons[name], who, Action.CONNECT_BENCH, possible=not fixed)
        permit(self.buttons["record"], who, Action.CONNECT_BENCH, possible=has_wire)
        permit(self.daily, who, Action.MEASURE)
        self.buttons["check"].setEnabled(is_on)
        self.buttons["frames"].setEnabled(has_wire)

    def show_recording(self, on: bool) -> None:
        """Whether what passes on its wire goes to a file."""
        self.recording.say(DISC_IN_RING, words.RECORDING if on else "", "bad")
        button = self.buttons["record"]
        text = words.STOP_RECORDING if on else words.RECORD
        if button.text() != text:
            button.setText(text)
            self._name_button(button, words.STOP_RECORDING_OF if on else words.RECORD_OF)
            self._dress(self._theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self._plug_sign.setPixmap(pixmap("plug", tokens.soft, 18))
        self._why_sign.setPixmap(pixmap("triangle-alert", tokens.warn, 22))
        self.daily.setIcon(icon("shield-check", tokens.accent, tokens.soft))
        pictures = {"port": "plug", "check": "play", "frames": "list-checks", "record": "download", "teach": "pencil"}
        if self.recording.word:
            pictures["record"] = "pause"
        for name, picture in pictures.items():
            self.buttons[name].setIcon(icon(picture, tokens.accent, tokens.soft))
