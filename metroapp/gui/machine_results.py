"""The results of a measuring machine on the measuring page: asked for where the record has something for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from metroapp.domain.specification import Means
from metroapp.gui.desk import Desk
from metroapp.services.events import Event, RecordClosed, RecordOpened

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage


class MachineResults(QObject):
    """Made by its page."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._folder = Path.home()
        page.actions_bar.results.clicked.connect(self.ask_file)

    def take(self, event: Event) -> None:
        """An event of the workshop."""
        match event:
            case RecordOpened(header=header, closed=closed):
                of_machine = any(one.means is Means.CMM for one in header.part.inspected)
                self._page.actions_bar.show_results(of_machine and not closed)
            case RecordClosed():
                self._page.actions_bar.show_results(False)

    def ask_file(self) -> None:
        """Which file."""
        from metroapp.gui.dialogs.machine_results import file_dialog  # on first use: few posts have a machine

        dialog = file_dialog(self._page, self._folder)
        dialog.fileSelected.connect(lambda path: self.show_file(Path(path)))
        dialog.open()

    def show_file(self, path: Path) -> None:
        """Look at a file; what is recorded is told on the page."""
        from metroapp.gui.dialogs.machine_results import MachineResultsDialog

        header = self._page.header
        if header is None or not self._page.has_open_record:
            return
        self._folder = path.parent
        dialog = MachineResultsDialog(path, header, self._desk, self._page)
        dialog.recorded.connect(self._page.tell)
        dialog.show()
