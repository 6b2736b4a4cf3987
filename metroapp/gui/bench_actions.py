"""What is asked of the bench in the window: another port, a try, the raw frames, a recording, a text to learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from drivers import families, utc_now
from drivers.discovery import Port
from drivers.text_profile import KEY as GENERIC_TEXT
from drivers.text_profile import TextProfile
from drivers.traffic import TrafficEnd
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Message, Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.frames import FramesDialog
from metroapp.gui.dialogs.port import PortDialog
from metroapp.gui.dialogs.question import Question
from metroapp.gui.dialogs.teach_text import TeachDialog
from metroapp.gui.widgets.bench_tile import BenchTile
from metroapp.services.plug import read_plug
from metroapp.wording import bench as words
from metroapp.wording.sentences import sentence


class BenchActions(QObject):
    """`said` carries a text and its role, for the whole page; `changed` that the bench is to be read anew."""

    said = Signal(object)
    changed = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._files: dict[str, tuple[str, Path]] = {}  # by port: who it was asked for, and the file being written
        self.dialog: Question | None = None
        self.frames: dict[str, FramesDialog] = {}

    def do(self, what: str, tile: BenchTile, ports: Sequence[Port]) -> None:
        """Do what a tile asks for."""
        instrument = tile.instrument
        match what:
            case "port":
                self._ask_port(instrument, ports)
            case "check":
                self._check(tile)
            case "frames":
                self._show_frames(instrument)
            case "record":
                self._record_or_stop(instrument.number)
            case "teach":
                address = self._address(instrument.number)
                if address:
                    self._teach(instrument, address, ports)
                else:
                    self._ask_port(instrument, ports)

    # -- a port -------------------------------------------------------------------------------------------------------

    def _address(self, number: str) -> str:
        workshop = self._desk.workshop
        return workshop.connected().get(number) or workshop.addresses().get(number, "")

    def _held(self, number: str) -> dict[str, str]:
        """By address of a port, the other instruments that are on it."""
        found: dict[str, list[str]] = {}
        for other, address in self._desk.workshop.connected().items():
            if other != number:
                found.setdefault(read_plug(address).url, []).append(other)
        return {url: ", ".join(sorted(numbers)) for url, numbers in found.items()}

    def _ask_port(self, instrument: Instrument, ports: Sequence[Port]) -> None:
        number, workshop = instrument.number, self._desk.workshop
        taught = number in workshop.profiles()
        dialog = PortDialog(
            instrument, self._address(number), self._held(number), self._desk, self._page, taught=taught
        )

        def confirm(address: object) -> None:
            chosen = replace(instrument, family=dialog.family)
            if dialog.to_teach:
                dialog.close()
                self._teach(chosen, str(address), ports)
            else:
                self._connect(dialog, {**workshop.addresses(), number: str(address)}, chosen)

        def remove(_nothing: object) -> None:
            addresses = workshop.addresses()
            addresses.pop(number, None)
            self._connect(dialog, addresses)

        dialog.confirmed.connect(confirm)
        dialog.removed.connect(remove)
        self._show(dialog)

    def _connect(self, dialog: Question, addresses: dict[str, str], chosen: Instrument | None = None) -> None:
        """Have the bench at these ports; the family of `chosen` may be another one than in the register."""
        families = {chosen.number: chosen.family} if chosen is not None and chosen.family else {}

        def done(_nothing: object) -> None:
            if isValid(dialog):
                dialog.close()
            self.changed.emit(None)

        def refuse(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.refuse(refusal)
            else:
                self._refuse(refusal)

        self._desk.bridge.follow(self._desk.workshop.connect(addresses, families=families), done, refuse)

    def _show(self, dialog: Question) -> None:
        self.dialog = dialog
        dialog.show()

    # -- a text to learn ----------------------------------------------------------------------------------------------

    def _teach(self, instrument: Instrument, address: str, ports: Sequence[Port]) -> None:
        """The port must be free while it is listened to: its instrument leaves the bench, and comes back after."""
        workshop, number = self._desk.workshop, instrument.number
        on_bench = workshop.connected()
        url = read_plug(address).url
        if number not in on_bench or read_plug(on_bench[number]).url != url:
            self._open_teaching(instrument, address, ports, freed=False)
            return
        others = {other: at for other, at in on_bench.items() if read_plug(at).url != url}

        def freed(_nothing: object) -> None:
            self._open_teaching(instrument, address, ports, freed=True)

        self._desk.bridge.follow(workshop.connect(others, remember=False), freed, self._refuse)

    def _open_teaching(self, instrument: Instrument, address: str, ports: Sequence[Port], *, freed: bool) -> None:
        workshop, number = self._desk.workshop, instrument.number
        known = workshop.profiles().get(number)
        dialog = TeachDialog(instrument, address, known, ports, self._desk, self._page)
        kept: list[TextProfile] = []

        def confirm(profile: object) -> None:
            assert isinstance(profile, TextProfile)
            kept.append(profile)
            taught = workshop.teach(number, profile)
            addresses = {**workshop.addresses(), number: address}

            def connect(_nothing: object) -> None:
                self._connect(dialog, addresses, instrument)

            self._desk.bridge.follow(taught, connect, dialog.refuse)

        def back(left_out: Message | None) -> None:
            if left_out is not None:
                self.said.emit((sentence(left_out), "warn"))
            self.changed.emit(None)

        def leave(_nothing: object) -> None:
            if freed and not kept:
                self._desk.bridge.follow(workshop.reconnect(), back, self._refuse)

        dialog.confirmed.connect(confirm)
        dialog.left.connect(leave)
        self._show(dialog)

    # -- a try, and the wire ------------------------------------------------------------------------------------------

    def _check(self, tile: BenchTile) -> None:
        def asked(is_free: bool) -> None:
            if isValid(tile) and not is_free:
                tile.say(words.NOT_ASKED)

        tile.say(words.ASKED if self._can_be_asked(tile) else words.PRESS_DATA)
        self._desk.bridge.follow(self._desk.workshop.check(tile.instrument.number), asked, self._refuse)

    def _can_be_asked(self, tile: BenchTile) -> bool:
        """Whether pressing its DATA key is not the only way."""
        profile = self._desk.workshop.profiles().get(tile.instrument.number)
        if tile.family == GENERIC_TEXT:
            return profile is not None and profile.request is not None
        known = families().get(tile.family)
        return known is not None and known.can_be_asked

    def _show_frames(self, instrument: Instrument) -> None:
        open_ = self.frames.get(instrument.number)
        if open_ is not None and isValid(open_) and open_.isVisible():
            open_.raise_()
            open_.activateWindow()
            return
        dialog = self.frames[instrument.number] = FramesDialog(instrument, self._desk, self._page)
        dialog.show()

    def _record_or_stop(self, number: str) -> None:
        if number in self._desk.workshop.recorded():
            self._end(number, self._port_of(number))
            return
        dialog = QFileDialog(self._page, words.RECORD_TITLE, "", words.RECORD_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # a recording is never written over: it is refused
        dialog.setDefaultSuffix("jsonl")
        dialog.selectFile(words.RECORD_NAME.format(number=number, stamp=f"{utc_now().astimezone():%Y%m%d-%H%M%S}"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen(path: str) -> None:
            self.record(number, Path(path))

        dialog.fileSelected.connect(chosen)
        dialog.open()

    def record(self, number: str, path: Path) -> None:
        """Keep what passes on the wire of an instrument in a new file."""

        url = self._port_of(number)

        def begun(_nothing: object) -> None:
            self._files[url] = number, path
            self.said.emit((words.RECORD_BEGUN.format(number=number, path=path), "soft"))
            self.changed.emit(None)

        self._desk.bridge.follow(self._desk.workshop.record_traffic(number, path), begun, self._refuse)

    def look(self, recorded: frozenset[str]) -> None:
        """Say how recordings ended that ended by themselves: a full file or disk, a bench that was connected anew."""
        for url, (number, _) in tuple(self._files.items()):
            if number not in recorded:
                self._end(number, url)

    def _port_of(self, number: str) -> str:
        return read_plug(self._desk.workshop.connected().get(number, "")).url

    def _end(self, number: str, url: str) -> None:
        kept = self._files.pop(url, None)

        def ended(end: TrafficEnd | None) -> None:
            if kept is not None:
                how = end or TrafficEnd.CLOSED  # the bench was connected anew, and ended it
                text = words.RECORD_ENDS[how.value].format(number=kept[0], path=kept[1])
                self.said.emit((text, "good" if how is TrafficEnd.CLOSED else "warn"))
            self.changed.emit(None)

        self._desk.bridge.follow(self._desk.workshop.end_traffic(number), ended, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.emit((sentence(refusal), "bad"))
