"""The ports of this computer: listed and asked who is there by the worker, never in the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QProgressBar, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from drivers import families
from drivers.discovery import Guess, Port, guess, ports
from drivers.probe import can_be_probed, probe
from drivers.transport import PortLost, PortUnavailable
from metroapp.domain.message import Message
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.port_names import is_at, port_name, why_said
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.said import Said
from metroapp.services.diagnosis import why_closed
from metroapp.wording import bench as words

_ADDRESS = Qt.ItemDataRole.UserRole
_LEAST_HEIGHT = 132  # of two ports


@dataclass(frozen=True, slots=True)
class _Recognised:
    """What answered at a port; `why` where it could not be asked."""

    guesses: tuple[Guess, ...]
    why: Message | None = None
    stopped: bool = False


def list_ports(_task: Task) -> list[Port]:
    """In the worker: on Windows it can take seconds."""
    return ports()


def recognise(url: str, family: str, task: Task) -> _Recognised:
    """In the worker: ask one family after the other, the one of the register first; the first that answers is it."""
    candidates = sorted(can_be_probed(), key=lambda one: one.key != family)
    for done, one in enumerate(candidates):
        if not task.go_on(done, len(candidates)):
            return _Recognised((), stopped=True)
        try:
            found = probe(url, [one])
        except PortUnavailable as unavailable:
            return _Recognised((), why_closed(url, unavailable.cause))
        except PortLost:
            return _Recognised((), Message("bench.port_unplugged", {"address": url}))
        if found:
            return _Recognised(tuple(found))
    return _Recognised(())


class PortList(QWidget):
    """`chosen` carries the address of a port that lasts. `held` gives, by address, the instruments already on it."""

    chosen = Signal(str)

    def __init__(self, held: Mapping[str, str], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = ""
        self._held = held
        self._desk = desk
        self._asking: Task | None = None
        self.address = ""
        self.ports: list[Port] = []
        self.list = QListWidget()
        self.list.setAccessibleName(words.PORTS)
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        self.list.setWordWrap(True)
        self.list.setObjectName("boxed")
        self.list.itemSelectionChanged.connect(self._choose)  # the focus alone makes a line current, and chooses none
        self.again = self._button(words.LOOK_AGAIN, "refresh-cw", self.look)
        self.recognise = self._button(words.RECOGNISE, "search", self._recognise)
        self.recognise.setToolTip(words.RECOGNISE_TIP)
        self.stop = self._button(words.STOP_RECOGNISING, "x", self.give_up)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.RECOGNISE)
        self.said = Said()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.again)
        buttons.addWidget(self.recognise)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.progress, 1)
        buttons.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        layout.addWidget(self.said)
        self._show_asking(on=False)

    def _button(self, text: str, picture: str, do: object) -> QPushButton:
        tokens = self._desk.theme.tokens
        button = QPushButton(f" {text}")
        button.setAccessibleName(text)
        button.setIcon(icon(picture, tokens.accent, tokens.soft))
        button.setIconSize(QSize(20, 20))
        button.setAutoDefault(False)
        button.clicked.connect(do)
        return button

    def use_family(self, family: str) -> None:
        """The family that is expected there: the first one asked for; what was said of another one is past."""
        if family != self._family:
            self._family = family
            self.give_up()
            self.said.say("", "soft")

    def use(self, address: str) -> None:
        """The address now kept: what `recognise` asks; the list shows it where it has it."""
        self.address = address
        self.recognise.setEnabled(bool(address))
        self.list.blockSignals(True)
        self.list.clearSelection()
        rows = [row for row, port in enumerate(self.ports) if is_at(port, address)]
        if len(rows) == 1:
            self.list.setCurrentRow(rows[0])
        self.list.blockSignals(False)

    # -- listing ------------------------------------------------------------------------------------------------------

    def look(self) -> None:
        self.said.say(words.LOOKING, "soft")
        self.again.setEnabled(False)
        self._desk.looker.do(list_ports, self._offer)

    def _offer(self, found: list[Port]) -> None:
        if not isValid(self):
            return  # closed meanwhile
        self.ports = found
        self.again.setEnabled(True)
        self.said.say("" if found else words.NO_PORTS, "soft")
        self.list.blockSignals(True)
        self.list.clear()
        for port in found:
            item = QListWidgetItem(f"{port_name(port)}\n{self._hint(port)}".strip())
            item.setData(_ADDRESS, port.lasting)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.use(self.address)

    def _hint(self, port: Port) -> str:
        """What may be behind it, and who has it."""
        guessed = ", ".join(
            words.OWN_CABLE.format(family=words.family_name(one.family), evidence=one.evidence) for one in guess(port)
        )
        holder = self._holder(port)
        return words.joined(guessed, words.HELD_BY.format(numbers=holder) if holder else "")

    def _holder(self, port: Port) -> str:
        """The instruments that are on it."""
        return ", ".join(numbers for url, numbers in self._held.items() if is_at(port, url))

    def _choose(self) -> None:
        chosen = self.list.selectedItems()
        if chosen:
            self.address = chosen[0].data(_ADDRESS)
            self.recognise.setEnabled(True)
            self.chosen.emit(self.address)

    # -- who is there -------------------------------------------------------------------------------------------------

    def _recognise(self) -> None:
        port = next((port for port in self.ports if is_at(port, self.address)), None)
        holder = self._held.get(self.address, "") if port is None else self._holder(port)
        if holder:
            self.said.say(words.HELD_CANNOT_ASK.format(numbers=holder), "warn")
            return
        self._show_asking(on=True)
        url, family = self.address, self._family

        def ask(task: Task) -> _Recognised:
            return recognise(url, family, task)

        self._asking = self._desk.looker.do(ask, self._answered, on_progress=self._progressed)

    def give_up(self) -> None:
        """Ask nobody any more; the question under way ends by itself."""
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.cancel()
            self._show_asking(on=False)
            self.said.say(words.RECOGNISING_STOPPED, "soft")

    def _progressed(self, count: tuple[int, int]) -> None:
        if self._asking is None:
            return
        done, total = count
        candidates = sorted(can_be_probed(), key=lambda one: one.key != self._family)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        name = words.family_name(candidates[done].key)
        self.said.say(words.ASKING.format(done=done + 1, total=total, family=name), "soft")

    def _answered(self, found: _Recognised) -> None:
        if self._asking is None or found.stopped:
            return
        self._asking = None
        self._show_asking(on=False)
        if found.why is not None:
            self.said.say(why_said(found.why, self.ports), "bad")
        elif not found.guesses:
            self.said.say(words.NOBODY_ANSWERED, "warn")
        else:
            first = found.guesses[0]
            is_expected = first.family == self._family or self._family not in families()
            text = words.ANSWERED if is_expected else words.ANSWERED_OTHER
            self.said.say(
                text.format(
                    family=words.family_name(first.family),
                    evidence=first.evidence,
                    expected=words.family_name(self._family),
                ),
                "good" if is_expected else "warn",
            )

    def _show_asking(self, *, on: bool) -> None:
        self.recognise.setVisible(not on)
        self.recognise.setEnabled(bool(self.address))
        self.again.setEnabled(not on)
        self.stop.setVisible(on)
        self.progress.setVisible(on)
        self.progress.setRange(0, 0)
