"""Where an instrument is plugged: a port of the list, or an address typed by hand, and its channel; with its family."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from drivers import families
from drivers.folder import KEY as RESULT_FILES
from drivers.text_profile import KEY as GENERIC_TEXT
from metroapp.domain.instrument import Instrument
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.bench_ports import PortList
from metroapp.gui.widgets.choice import Choice
from metroapp.services.plug import Plug, read_plug
from metroapp.services.wedge import KEY as WEDGE
from metroapp.wording import bench as words

_LONGEST = 500


class PortDialog(Question):
    """`confirmed` carries the address with its channel; `removed` asks to take the instrument off the bench.

    `held` gives, by address of a port, the other instruments on it; `taught`: how its text is read is known. `family`
    is the one chosen, which may correct that of the register. Whoever opened it closes it, or says why not.
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
        taught: bool = False,
    ) -> None:
        title = words.CHOOSE_TITLE.format(number=instrument.number, designation=instrument.designation)
        super().__init__(title, words.CHOOSE_CONFIRM, parent)
        self.setMinimumWidth(760)
        self._taught = taught
        plug = read_plug(address) if address else Plug("")
        self.families = self._families(instrument.family or "", desk)
        self.how = QLabel()
        self.how.setWordWrap(True)
        self.how.setProperty("role", "soft")
        self.ports = PortList(held, desk)
        self.ports.chosen.connect(self._use_port)
        self.address = QLineEdit(plug.url)
        self.address.setMaxLength(_LONGEST)
        self.address.setAccessibleName(words.ADDRESS)
        self.address.textEdited.connect(self._type)
        self.channel = self._channels(desk)
        self.folder = QPushButton(words.CHOOSE_FOLDER)
        self.folder.setAccessibleName(words.CHOOSE_FOLDER)
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(self._ask_folder)
        self.remove = QPushButton(words.DISCONNECT)
        self.remove.setAccessibleName(words.DISCONNECT)
        self.remove.setAutoDefault(False)
        self.remove.setVisible(bool(address))
        self.remove.clicked.connect(self._remove)
        self._channel_title = QLabel(words.CHANNEL_NAME)
        self.body.addLayout(self._family_row())
        self.body.addWidget(self.how)
        self.body.addWidget(self.ports, 1)
        self.body.addLayout(self._fields())
        self.families.currentIndexChanged.connect(self._take_family)
        self._take_family(0)
        self.channel.setCurrentText(plug.channel or "")
        self.ports.use(plug.url)
        if self._has_ports:
            self.ports.look()
            self.ports.list.setFocus()
        self.confirm.setEnabled(bool(plug.url))

    @property
    def family(self) -> str:
        """The key of the one chosen."""
        return str(self.families.currentData())

    @property
    def to_teach(self) -> bool:
        """Whether how its text is read is to be learnt next."""
        return self.family == GENERIC_TEXT and not self._taught

    @property
    def _has_ports(self) -> bool:
        return self.family not in (RESULT_FILES, WEDGE)

    def _families(self, family: str, desk: Desk) -> Choice:
        choice = Choice(desk.theme)
        choice.setAccessibleName(words.FAMILY)
        choice.setProperty("ownToolTip", words.FAMILY_TIP)
        for key in sorted({*words.FAMILIES, family}, key=words.family_name):
            choice.addItem(words.family_name(key), key)
        choice.setCurrentIndex(choice.findData(family))
        permit(choice, desk.who, Action.EQUIP)
        return choice

    def _family_row(self) -> QHBoxLayout:
        title = QLabel(words.FAMILY)
        title.setBuddy(self.families)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self.families, 1)
        return row

    def _channels(self, desk: Desk) -> Choice:
        """Only for what has inputs, or results of several names."""
        choice = Choice(desk.theme)
        choice.setEditable(True)
        choice.setAccessibleName(words.CHANNEL_NAME)
        choice.setToolTip(words.CHANNEL_TIP)
        line = choice.lineEdit()
        if line is not None:
            line.setMaxLength(8)
            line.setAccessibleName(words.CHANNEL_NAME)
        choice.setFixedWidth(130)
        return choice

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        titled = ((QLabel(words.ADDRESS), self.address), (self._channel_title, self.channel))
        for place, (title, control) in enumerate(titled):
            title.setProperty("role", "small")
            title.setBuddy(control)
            grid.addWidget(title, 0, place)
            grid.addWidget(control, 1, place)
        grid.addWidget(self.folder, 1, 2)
        grid.addWidget(self.remove, 1, 3)
        grid.setColumnStretch(0, 1)
        return grid

    def _take_family(self, _place: int) -> None:
        """What a family asks for: a port of the list, a folder, or nothing but an address."""
        family, channel = self.family, self.channel.currentText()
        said = words.ADDRESS_SAID.get(family, "")
        self.how.setText(said)
        self.how.setVisible(bool(said))
        self.ports.use_family(family)
        self.ports.setVisible(self._has_ports)
        self.address.setPlaceholderText(words.ADDRESS_HINTS.get(family, words.ADDRESS_HINT))
        known = families().get(family)
        self.channel.clear()
        self.channel.addItems(["", *(known.channels if known is not None else ())])
        self.channel.setCurrentText(channel)
        line = self.channel.lineEdit()
        if line is not None:
            line.setPlaceholderText(words.CHANNEL_HINTS.get(family, words.CHANNEL_HINT))
        for widget in (self._channel_title, self.channel):
            widget.setVisible(family != WEDGE)
        self.folder.setVisible(family == RESULT_FILES)
        confirm = words.CHOOSE_NEXT if self.to_teach else words.CHOOSE_CONFIRM
        self.confirm.setText(confirm)
        self.confirm.setAccessibleName(confirm)
        if self.isVisible():
            if self._has_ports and not self.ports.ports:
                self.ports.look()
            self.fit()

    # -- choosing -----------------------------------------------------------------------------------------------------

    def _use_port(self, address: str) -> None:
        self.address.setText(address)
        self.address.setCursorPosition(0)
        self.confirm.setEnabled(True)
        self.said.clear()

    def _type(self, text: str) -> None:
        self.confirm.setEnabled(bool(text.strip()))
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
        self.ports.give_up()
        super().hideEvent(event)
