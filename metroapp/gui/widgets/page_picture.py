"""One page of a drawing as a picture, asked of the child process; this process only gets a PNG.

The child has a time limit, and is killed when another page is asked for or nobody looks any more.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QPixmap

from metroapp.domain.message import Refusal
from metroapp.services.drawing_pages import TIME_LIMIT_S, page_command, refusal_of


class PagePicture(QObject):
    """`drawn` carries the picture, `refused` why there is none."""

    drawn = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None, *, is_paper: bool = False) -> None:
        """`is_paper` as for `drawing_pages.page_sizes`."""
        super().__init__(parent)
        self._is_paper = is_paper
        self._process: QProcess | None = None
        self._file = ""
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(round(TIME_LIMIT_S * 1000))
        self._limit.timeout.connect(self._give_up)

    @property
    def is_busy(self) -> bool:
        return self._process is not None

    def ask(self, path: Path, digest: str, page: int, scale: float) -> None:
        """Have a page drawn, `scale` pixels for each point; what was asked before is given up."""
        self.stop()
        self._file = path.name
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)
        program, *arguments = page_command(path, digest, page, scale, is_paper=self._is_paper)
        self._process.start(program, arguments)
        self._limit.start()

    def stop(self) -> None:
        """Kill the child, if one is at work."""
        process, self._process = self._process, None
        self._limit.stop()
        if process is not None:
            process.finished.disconnect(self._finished)
            process.errorOccurred.disconnect(self._not_started)
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()

    def _give_up(self) -> None:
        self.stop()
        self.refused.emit(Refusal("drawing.slow", file=self._file))

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.stop()
            self.refused.emit(Refusal("drawing.damaged", file=self._file))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        self._limit.stop()
        if process is None:
            return
        picture = QPixmap()
        has_picture = code == 0 and status is QProcess.ExitStatus.NormalExit
        if has_picture and picture.loadFromData(process.readAllStandardOutput()):
            self.drawn.emit(picture)
        else:
            self.refused.emit(refusal_of(code, self._file))
        process.deleteLater()
