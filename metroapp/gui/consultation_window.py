"""The window of `metroapp --read-only`: the archives, and how the process is mastered, for whoever consults a workspace
or its copy.

The archive is opened by readers alone: neither the lock nor any file of the workspace is touched.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from metroapp.gui.bridge import Bridge
from metroapp.gui.desk import Desk
from metroapp.gui.exam.jury_tab import JuryTab
from metroapp.gui.icons import program_icon
from metroapp.gui.pages.archives import ArchivesPage
from metroapp.gui.pages.spc import ONLY_READ, SpcPage
from metroapp.gui.stylesheet import dress
from metroapp.gui.tasks import Worker
from metroapp.gui.theme import LIGHT, Theme, Tokens
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.services.consulted_workshop import ConsultedWorkshop
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from metroapp.wording import exam_jury, spc
from metroapp.wording import window as words

_SMALLEST = QSize(1024, 600)


class ConsultationWindow(QMainWindow):
    """Its pages are those of the main window: what writes asks for a right that nobody has here."""

    def __init__(self, workspace: Workspace, parts_folder: Path, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self.theme = Theme(tokens, self)
        self.bridge = Bridge(self)
        self.worker, self._looker = Worker(self.bridge, "background"), Worker(self.bridge, "ports")
        workshop = ConsultedWorkshop(workspace)
        # These pages ask for nothing else of a workshop than what this one has.
        desk = Desk(cast(Workshop, workshop), self.bridge, self.worker, self._looker, self.theme, parts_folder)
        self.archives, self.spc = ArchivesPage(desk, self), SpcPage(desk, self, names=ONLY_READ)
        self.stack, self.group = QStackedWidget(), QButtonGroup(self)
        self.note = QLabel(_said_of(workspace))
        self.note.setContentsMargins(20, 10, 20, 0)
        self.note.setProperty("role", "soft")
        self.note.setWordWrap(True)
        ground = QWidget()
        ground.setObjectName("ground")
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(0, 6, 20, 0)
        top.setSpacing(8)
        top.addWidget(self.note, 1)
        self.exams = JuryTab(desk)
        self.exams.setContentsMargins(14, 8, 14, 8)
        self._pages = (self.archives, self.spc, self.exams)
        shown = (
            (words.ARCHIVES_TITLE, words.ARCHIVES_TITLE), (spc.PAGE, spc.TITLE), (exam_jury.PAGE, exam_jury.PAGE_TIP)
        )  # fmt: skip
        for place, (page, (text, tip)) in enumerate(zip(self._pages, shown, strict=True)):
            button = filter_button(text, tip)
            self.group.addButton(button, place)
            self.stack.addWidget(page)
            top.addWidget(button)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(self._show)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)
        self.setCentralWidget(ground)
        self.setWindowTitle(words.CONSULTATION_TITLE)
        self.setWindowIcon(program_icon())
        self.setMinimumSize(_SMALLEST)
        self.resize(1280, 800)
        self.theme.changed.connect(lambda changed: dress(self, changed))
        dress(self, tokens)
        QTimer.singleShot(0, self, self.archives.refresh)

    def _show(self, place: int) -> None:
        """A page that is looked at is read anew."""
        self.stack.setCurrentIndex(place)
        self._pages[place].refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.bridge.close()
        self.worker.stop()
        self._looker.stop()
        super().closeEvent(event)


def _said_of(workspace: Workspace) -> str:
    """What is read, in one sentence."""
    if workspace.server is None:
        return words.CONSULTED.format(path=workspace.root)
    return words.CONSULTED_SERVER.format(address=workspace.server.url.partition("://")[2].partition("?")[0])
