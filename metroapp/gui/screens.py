"""Pictures of the real pages, asked for from another thread: the window runs here, the job runs there.

`stage("measuring")` shows the page of that name as the events have left it, and writes `measuring-light.png`
(1280×800) and `measuring-dark.png` (1920×1080), or every look in both sizes; only the thread of the job waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from metroapp.gui.page_stack import (
    ABOUT,
    ARCHIVES,
    EXAMS,
    INSTRUMENTS,
    MEANS,
    NONCONFORMITIES,
    PARTS,
    RELEVE,
    SETTINGS,
    SPC,
)
from metroapp.gui.pages.door import FIRST_CHOICE, FIRST_START, LOCK, SIGN_IN
from metroapp.gui.pages.nonconformities import FILES, SHEETS, VALUES
from metroapp.gui.theme import DARK, LIGHT, Tokens
from metroapp.gui.window import MainWindow

Stage = Callable[[str], None]
Job = Callable[[Stage], None]

_PAGES = {
    "parts": PARTS,
    "archives": ARCHIVES,
    "nonconformities": NONCONFORMITIES,
    "nonconformity-sheets": NONCONFORMITIES,
    "concession-files": NONCONFORMITIES,
    "instruments": INSTRUMENTS,
    "means": MEANS,
    "settings": SETTINGS,
    "about": ABOUT,
    "chart": SPC,
    "capability": SPC,
    "exam-prepare": EXAMS,
    "exam-supervise": EXAMS,
}
_SPC_TABS = {"chart": ("charts", 0), "capability": ("charts", 1)}  # the tab, and what of it
_EXAM_TABS = {"exam-prepare": "prepare", "exam-supervise": "supervise"}
_TABS = {"nonconformities": VALUES, "nonconformity-sheets": SHEETS, "concession-files": FILES}
_DOOR = (SIGN_IN, LOCK, FIRST_START, FIRST_CHOICE)
Look = tuple[Tokens, int, int]
_LOOKS: tuple[Look, ...] = ((LIGHT, 1280, 800), (DARK, 1920, 1080))
_EVERY_LOOK: tuple[Look, ...] = tuple(
    (tokens, width, height) for tokens in (LIGHT, DARK) for width, height in ((1280, 800), (1920, 1080))
)
FOLLOW_UP = "follow-up"  # the other half of the measuring page
_QUALITY = 70  # of a PNG: how little time its compression takes
_TURNS = 4
_POLL_MS = 25
_PATIENCE_MS = 15_000  # a page that is still waiting for something is pictured as it is


def grab_screens(window: MainWindow, folder: Path, name: str, *, every: bool = False) -> None:
    """Write the page now shown in two looks, or in `every` one with its size in the name; the window keeps its size."""
    folder.mkdir(parents=True, exist_ok=True)
    first, size = window.theme.tokens, window.size()
    # The present look first, and the last one is kept: dressing the whole window takes longer than its picture.
    for tokens, width, height in sorted(_EVERY_LOOK if every else _LOOKS, key=lambda look: look[0] is not first):
        window.theme.use(tokens)
        window.resize(width, height)
        # Some sizes follow from others (figures from the height of the page): laid out until nothing moves.
        picture = _picture(window)
        for _turn in range(_TURNS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            QApplication.sendPostedEvents(None, QEvent.Type.MetaCall)  # a scroll bar shows and hides that way
            before, picture = picture, _picture(window)
            if picture == before:
                break
        size_too = f"-{width}x{height}" if every else ""
        picture.save(str(folder / f"{name}-{tokens.name}{size_too}.png"), "PNG", _QUALITY)  # type: ignore[call-overload]
    window.resize(size)


def _picture(window: MainWindow) -> QImage:
    return window.grab().toImage()


class ScreenTaker(QObject):
    """Runs a job in a thread while the Qt loop runs in this one."""

    _asked = Signal(object)
    _ended = Signal(object)

    def __init__(self, window: MainWindow, folder: Path, *, every: bool = False) -> None:
        super().__init__()
        self._every = every
        self._window = window
        self._folder = folder
        self._name = ""
        self._waited = 0
        self._taken = threading.Event()
        self._error: BaseException | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._take_when_ready)
        self._asked.connect(self._prepare, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._quit, Qt.ConnectionType.QueuedConnection)

    def run(self, job: Job) -> None:
        """Run the job to its end; an error of the job is raised here."""
        thread = threading.Thread(target=self._work, args=(job,), name="job", daemon=True)
        self._window.show()
        thread.start()
        QApplication.exec()
        thread.join()
        QApplication.setQuitOnLastWindowClosed(False)  # asked to quit once it has ended, Qt would end every later loop
        self._window.close()
        QApplication.setQuitOnLastWindowClosed(True)
        if self._error is not None:
            raise self._error

    # -- in the thread of the job -------------------------------------------------------------------------------------

    def _work(self, job: Job) -> None:
        try:
            job(self._stage)
        except BaseException as error:
            self._error = error
        finally:
            self._ended.emit(None)

    def _stage(self, name: str) -> None:
        self._taken.clear()
        self._asked.emit(name)
        self._taken.wait()

    # -- in the GUI thread --------------------------------------------------------------------------------------------

    def _prepare(self, name: str) -> None:
        self._name, self._waited = name, 0
        if name in _DOOR:
            self._window.doorkeeper.picture(name)
        else:
            self._window.show_page(_PAGES.get(name, RELEVE))
            if name in _TABS:
                self._window.nonconformities.turn(_TABS[name])
            if name in _SPC_TABS:
                self._window.spc.show_tab(*_SPC_TABS[name])
            if name in _EXAM_TABS:
                self._window.exams.show_tab(_EXAM_TABS[name])
            self._window.measuring.actions_bar.follow_up.setChecked(name == FOLLOW_UP)
        self._poll.start()

    def _take_when_ready(self) -> None:
        self._waited += _POLL_MS
        # One quiet turn at least: what the worker sent back is delivered before the picture is taken.
        if self._waited < 4 * _POLL_MS or (self._window.is_busy and self._waited < _PATIENCE_MS):
            return
        self._poll.stop()
        grab_screens(self._window, self._folder, self._name, every=self._every)
        if self._name in _DOOR:
            self._window.doorkeeper.end_picture()
        self._taken.set()

    def _quit(self, _nothing: object) -> None:
        QApplication.exit(0)
