"""Where an instrument is plugged: a port of the list, or an address typed by hand, and its channel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from drivers import families
from drivers.folder import KEY as RESULT_FILES
from metroapp.domain.instrument import Instrument
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.bench_ports import PortList
from metroapp.gui.widgets.choice import Choice
from metroapp.services.bench import WEDGE
from metroapp.services.plug import Plug, read_plug
from metroapp.wording import bench as words

_LONGEST = 500


class PortDialog(Question):
    """`confirmed` carries the address with its channel; `removed` asks to take the instrument off the bench.

    `held` gives, by address of a port, the other instruments on it; `to_teach`: reading its text is learnt next.
    Whoever opened it closes it, or says why not.
    """

    removed = Signal(object)

    def __init__(
        self,
        instrument: Instrument,
        address: str,
        held: Mapping[str, str],
        desk: Desk,
        parent: QWidget,
        *,
        to_teach: bool = False,
    ) -> None:
        title = words.CHOOSE_TITLE.format(number=instrument.number, designation=instrument.designation)
        family = instrument.family or ""
        super().__init__(title, words.CHOOSE_NEXT if to_teach else words.CHOOSE_CONFIRM, parent)
        self.setMinimumWidth(760)
        self._family = family
        plug = read_plug(address) if address else Plug("")
        self.add_text(words.ADDRESS_SAID.get(family, words.family_name(family)), "soft")
        self.ports: PortList | None = None
        if family not in (RESULT_FILES, WEDGE):
            self.ports = PortList(family, held, desk)
            self.ports.chosen.connect(self._use_port)
            self.body.addWidget(self.ports, 1)
        self.address = QLineEdit(plug.url)
        self.address.setMaxLength(_LONGEST)
        self.address.setAccessibleName(words.ADDRESS)
        self.address.setPlaceholderText(words.ADDRESS_HINTS.get(family, words.ADDRESS_HINT))
        self.address.textEdited.connect(self._type)
        self.channel = self._channels(plug.channel or "", desk)
        self.folder = QPushButton(words.CHOOSE_FOLDER)
        self.folder.setAccessibleName(words.CHOOSE_FOLDER)
        self.folder.setAutoDefault(False)
        self.folder.setVisible(family == RESULT_FILES)
        self.folder.clicked.connect(self._ask_folder)
        self.remove = QPushButton(words.DISCONNECT)
        self.remove.setAccessibleName(words.DISCONNECT)
        self.remove.setAutoDefault(False)
        self.remove.setVisible(bool(address))
        self.remove.clicked.connect(self._remove)
        self.body.addLayout(self._fields())
        if self.ports is not None:
            self.ports.use(plug.url)
            self.ports.look()
            self.ports.list.setFocus()
        self.confirm.setEnabled(bool(plug.url))

    def _channels(self, channel: str, desk: Desk) -> Choice:
        """Only for what has inputs, or results of several names."""
        known = families().get(self._family)
        choice = Choice(desk.theme)
        choice.setEditable(True)
        choice.setAccessibleName(words.CHANNEL_NAME)
        choice.setToolTip(words.CHANNEL_TIP)
        choice.addItems(["", *(known.channels if known is not None else ())])
        choice.setCurrentText(channel)
        line = choice.lineEdit()
        if line is not None:
            line.setMaxLength(8)
            line.setPlaceholderText(words.CHANNEL_HINT)
            line.setAccessibleName(words.CHANNEL_NAME)
        choice.setFixedWidth(130)
        return choice

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, (name, control) in enumerate(((words.ADDRESS, self.address), (words.CHANNEL_NAME, self.channel))):
            title = QLabel(name)
            title.setProperty("role", "small")
            title.setBuddy(control)
            grid.addWidget(title, 0, place)
            grid.addWidget(control, 1, place)
            if control is self.channel and self._family == WEDGE:
                title.hide()
                control.hide()
        grid.addWidget(self.folder, 1, 2)
        grid.addWidget(self.remove, 1, 3)
        grid.setColumnStretch(0, 1)
        return grid

    # -- choosing -----------------------------------------------------------------------------------------------------

    def _use_port(self, address: str) -> None:
        self.address.setText(address)
        self.address.setCursorPosition(0)
        self.confirm.setEnabled(True)
        self.said.clear()

    def _type(self, text: str) -> None:
        self.confirm.setEnabled(bool(text.strip()))
        if self.ports is not None:
            self.ports.use(text.strip())

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, words.CHOOSE_FOLDER)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.use_folder)
        dialog.open()

    def use_folder(self, path: str) -> None:
        """Watch a folder: every file that comes into it."""
        self.address.setText(Path(path).absolute().as_uri().replace("file://", "folder://", 1))
        self.confirm.setEnabled(True)

    def _remove(self) -> None:
        self.removed.emit(None)

    def accept_answer(self) -> None:
        url = self.address.text().strip()
        if not url:
            self.said.setText(words.PLEASE_CHOOSE)
            return
        plug = read_plug(url)
        channel = self.channel.currentText().strip() or plug.channel
        self.confirmed.emit(str(Plug(plug.url, channel)))

    def hideEvent(self, event: QHideEvent) -> None:
        if self.ports is not None:
            self.ports.give_up()
        super().hideEvent(event)
