"""What is done with the records found, beside how many there are: they are exported, and those of others received."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.record_list import RecordList
from metroapp.wording import exports as words


class ListExports(QWidget):
    """Everybody exports; a package is received by those who may, and checked by anybody."""

    def __init__(self, desk: Desk, records: RecordList) -> None:
        super().__init__()
        self._desk, self._list = desk, records
        theme = desk.theme
        self.export = PictureButton(theme, words.EXPORT_LIST, "download", self._ask_export, words.EXPORT_LIST_TIP)
        self.receive = PictureButton(theme, words.RECEIVE, "package", self._ask_package, words.RECEIVE_TIP)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.export)
        layout.addWidget(self.receive)
        self.show_presence()

    def show_presence(self) -> None:
        said = words.RECEIVE if self._desk.who.may(Action.RECEIVE) else words.CHECK_PACKAGE
        self.receive.setText(f" {said}")
        self.receive.setAccessibleName(said)

    def _ask_export(self) -> None:
        from metroapp.gui.dialogs.export_records import ExportRecordsDialog

        ExportRecordsDialog(self._list.asked_for, self._list.selected, self._desk, self.window()).show()

    def _ask_package(self) -> None:
        dialog = QFileDialog(self, words.RECEIVE_TITLE, "", words.PACKAGE_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.show_package(Path(path)))
        dialog.open()

    def show_package(self, path: Path) -> None:
        """What a package holds and proves, and whether it is received."""
        from metroapp.gui.dialogs.received_package import ReceivedPackageDialog

        ReceivedPackageDialog(path, self._desk, self.window()).show()
