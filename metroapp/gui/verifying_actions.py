"""What opens a verification, a daily check or another act on a means, from its page and from the bench."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from shiboken6 import isValid

from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.verification_acts import CalibratedValue
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.verification_paper import write_paper
from metroapp.services.events import VerifyingView
from metroapp.wording import verifying as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence

_CalibrationGiven = tuple[str, str, date, tuple[CalibratedValue, ...], str]


class VerifyingActions(QObject):
    """`said` carries (text, role); `uses_asked` the number of a means that failed; `entered` one that was written."""

    said = Signal(object)
    uses_asked = Signal(object)
    entered = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self.dialog: QDialog | None = None
        self.menu: QMenu | None = None

    # -- a verification, a daily check --------------------------------------------------------------------------------

    def verify(self, means: Instrument) -> None:
        """Begin the verification of a means, or go on with it."""

        def show(view: VerifyingView) -> None:
            from metroapp.gui.dialogs.verification import VerificationDialog

            dialog = VerificationDialog(view, self._desk, self._page)
            dialog.uses_asked.connect(self.uses_asked)
            self._show(dialog)

        self._desk.bridge.follow(self._desk.workshop.verifications.begin(means.number), show, self._refuse)

    def check(self, means: Instrument) -> None:
        """Begin the daily check of an instrument."""

        def show(view: VerifyingView) -> None:
            from metroapp.gui.dialogs.daily_check import DailyCheckDialog

            dialog = DailyCheckDialog(view, self._desk, self._page)
            dialog.uses_asked.connect(self.uses_asked)
            self._show(dialog)

        self._desk.bridge.follow(self._desk.workshop.verifications.begin_daily(means.number), show, self._refuse)

    # -- the two other acts -------------------------------------------------------------------------------------------

    def ask_act(self, means: Instrument) -> None:
        """Which one."""
        menu = self.menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(words.CALIBRATION).triggered.connect(lambda: self.ask_calibration(means))
        menu.addAction(words.ADJUSTMENT).triggered.connect(lambda: self.ask_adjustment(means))
        menu.popup(QCursor.pos() - QPoint(0, menu.sizeHint().height()))

    def ask_calibration(self, means: Instrument) -> None:
        from metroapp.gui.dialogs.other_acts import CalibrationDialog

        dialog = CalibrationDialog(means, self._page)

        def enter(given: _CalibrationGiven) -> None:
            certificate, laboratory, issued, values, back = given
            future = self._desk.workshop.verifications.record_calibration(
                means.number, certificate, laboratory, issued, values, back_because=back
            )
            self._answer(dialog, future, means.number, words.CALIBRATED.format(number=means.number))

        dialog.confirmed.connect(enter)
        self._show(dialog)

    def ask_adjustment(self, means: Instrument) -> None:
        from metroapp.gui.dialogs.other_acts import AdjustmentDialog

        dialog = AdjustmentDialog(means, self._page)

        def enter(done: str) -> None:
            future = self._desk.workshop.verifications.record_adjustment(means.number, done)
            self._answer(dialog, future, means.number, words.ADJUSTED.format(number=means.number))

        dialog.confirmed.connect(enter)
        self._show(dialog)

    # -- on paper -----------------------------------------------------------------------------------------------------

    def write(self, id: EntryId) -> None:
        """The paper of a verification made before."""
        self.said.emit((window.WRITING, "soft"))
        write_paper(self._desk, id, self._show_written, self._refuse)

    def _show_written(self, path: Path) -> None:
        from metroapp.gui.dialogs.paper_preview import show_written

        self.said.emit((window.WRITTEN.format(path=path), "good"))
        show_written(path, self._desk, self._page)

    # -- how it is answered -------------------------------------------------------------------------------------------

    def _show(self, dialog: QDialog) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog
        dialog.show()

    def _answer(self, dialog: Question, future: Future[Any], number: str, said: str) -> None:
        def done(_act: object) -> None:
            if isValid(dialog):
                dialog.close()
            self.said.emit((said, "good"))
            self.entered.emit(number)

        def refused(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.refuse(refusal)
            else:
                self._refuse(refusal)

        self._desk.bridge.follow(future, done, refused)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.emit((sentence(refusal), "bad"))
