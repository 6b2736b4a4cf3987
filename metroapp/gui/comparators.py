"""Comparators on the measuring page: the displacement that proves a mounting, the zero read once more or set anew."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from metroapp.domain.measurement import Role
from metroapp.domain.specification import Procedure
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.reasons import ReasonDialog
from metroapp.gui.widgets.displacement_entry import DisplacementEntry
from metroapp.services.bench_views import Expectation
from metroapp.services.events import Event, Expected, RecheckRecorded
from metroapp.wording import comparing as words

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage


class ComparatorControls(QObject):
    """Made by its page. A refusal comes back as an event."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self.entry = DisplacementEntry()
        self.entry.declared.connect(self._declare)
        self.entry.left.connect(self._leave)
        self.entry.hide()
        page.expected.add_below(self.entry)
        self.button = page.actions_bar.zero
        self.button.clicked.connect(self.ask)

    def take(self, event: Event) -> None:
        match event:
            case Expected(expectation):
                self._expect(expectation)
            case RecheckRecorded(recheck, pieces) if recheck.has_drifted:
                self._page.banner.say(words.rechecked_title(recheck), words.rechecked(recheck, pieces))

    def _expect(self, expectation: Expectation | None) -> None:
        compared = expectation is not None and expectation.characteristic.procedure is Procedure.COMPARISON
        proves = expectation is not None and expectation.role is Role.BEFORE_MOVE
        for control, wanted in ((self.entry, proves), (self.button, compared)):
            focused = QApplication.focusWidget()
            if not wanted and focused is not None and (focused is control or control.isAncestorOf(focused)):
                self._page.expected.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entry.setVisible(proves)
        self._page.actions_bar.show_zero(compared)
        if expectation is not None and proves:
            self.entry.show_displacement(expectation.displacement)

    # -- what is asked for --------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """What may be asked of the comparator of the box expected, under its button."""
        expectation = self._page.expected.expectation
        if expectation is None:
            return
        balloon, gestures = expectation.box.balloon, self._desk.workshop.gestures
        menu = QMenu(self.button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = words.ZERO_OF.format(balloon=balloon)
        menu.setAccessibleName(title)
        menu.addAction(title).setEnabled(False)

        def recheck() -> None:
            self._ask(gestures.recheck_zero(balloon))

        def set_anew() -> None:
            self._ask(gestures.set_zero(balloon))

        def prove_anew() -> None:
            self._ask(gestures.set_zero(balloon, mounting=True))

        def lose() -> None:
            ReasonDialog(words.LOSE_SAID.format(balloon=balloon), lost, self._page).show()

        def lost(reason: str) -> None:
            self._ask(gestures.lose_zero(reason, balloon))

        for text, done in (
            (words.RECHECK_NOW, recheck),
            (words.SET_ANEW, set_anew),
            (words.PROVE_ANEW, prove_anew),
            (words.LOSE, lose),
        ):
            menu.addAction(text).triggered.connect(done)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _declare(self, given: tuple[str, str]) -> None:
        self._page.expected.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask(self._desk.workshop.gestures.declare_displacement(*given))

    def _leave(self, _nothing: object) -> None:
        self._page.expected.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, future: Future[None]) -> None:
        self._desk.bridge.follow(future)
