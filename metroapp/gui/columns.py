"""Height columns on the measuring page: the zero on the plate, the probe constant and its gauge, the reference lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.quantity import Unit
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.reasons import ReasonDialog
from metroapp.services.bench_views import Expectation
from metroapp.services.events import ConstantRecorded, Event, Expected
from metroapp.wording import columns as words
from metroapp.wording.numbers import number

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage

_GAUGES = (InstrumentKind.PROBE_GAUGE, InstrumentKind.SETTING_RING)


class ColumnControls(QObject):
    """Made by its page. A refusal comes back as an event."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self.button = page.actions_bar.column
        self.button.clicked.connect(self.ask)

    def take(self, event: Event) -> None:
        match event:
            case Expected(expectation):
                self._expect(expectation)
            case ConstantRecorded(verified, pieces) if verified.has_drifted:
                self._page.banner.say(words.verified_title(verified), words.verified(verified, pieces))

    def _expect(self, expectation: Expectation | None) -> None:
        probed = expectation is not None and expectation.characteristic.read_by_column is not None
        if not probed and QApplication.focusWidget() is self.button:
            self._page.expected.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.actions_bar.show_column(probed)

    # -- what is asked for --------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """What may be asked of the column of the box expected, under its button, with the gauges of the register."""
        self._desk.bridge.follow(self._desk.workshop.instruments(), self._show)

    def _show(self, register: dict[str, Instrument]) -> None:
        gestures = self._desk.workshop.gestures
        menu = QMenu(self.button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(words.COLUMN_OF)
        menu.addAction(words.COLUMN_OF).setEnabled(False)

        def lose() -> None:
            ReasonDialog(words.LOSE_SAID, lost, self._page).show()

        def lost(reason: str) -> None:
            self._ask(gestures.lose_constant(reason))

        for text, asked in (
            (words.TOUCH_PLATE, gestures.touch_plate),
            (words.VERIFY_NOW, gestures.verify_constant),
            (words.MOVED, gestures.lose_reference),
            (words.BALL_CHANGED, gestures.change_ball),
        ):
            menu.addAction(text).triggered.connect(self._asking(asked))
        menu.addAction(words.LOSE).triggered.connect(lose)
        gauges = [one for one in register.values() if one.kind in _GAUGES and one.certified is not None]
        if len(gauges) > 1:
            menu.addSeparator()
        for gauge in gauges if len(gauges) > 1 else ():
            menu.addAction(_named(gauge)).triggered.connect(self._choosing(gauge.number))
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _asking(self, asked: Callable[[], Future[None]]) -> Callable[[], None]:
        return lambda: self._ask(asked())

    def _choosing(self, gauge: str) -> Callable[[], None]:
        return lambda: self._ask(self._desk.workshop.gestures.choose_gauge(gauge))

    def _ask(self, future: Future[None]) -> None:
        self._desk.bridge.follow(future)


def _named(gauge: Instrument) -> str:
    assert gauge.certified is not None
    return words.TAKE_GAUGE.format(gauge=gauge.number, certified=number(gauge.certified.to(Unit.MM).value))
