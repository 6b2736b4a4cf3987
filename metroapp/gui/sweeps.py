"""Sweeps on the measuring page: the button while one is possible, the card in the place of the others meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from metroapp.domain.examination import Aid
from metroapp.domain.sweep import Given
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.sweep_button import SweepButton
from metroapp.gui.widgets.sweep_card import SweepCard
from metroapp.services.events import Event, SweepBegun, SweepEnded, SweepOffered, SweepProgress
from metroapp.wording import sweeps as words

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage


class Sweeps(QObject):
    """Made by its page, which lays out `card` beside its own."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self.is_running = False
        self.card = SweepCard(desk.theme)
        self.card.hide()
        self.card.finished.connect(self.finish)
        self.card.abandoned.connect(self._abandon)
        self.button = SweepButton(desk.theme)
        self.button.hide()
        self.button.clicked.connect(self.begin)
        page.expected.add_below(self.button)

    def take(self, event: Event) -> None:
        match event:
            case SweepOffered(instruments):
                self._offer(instruments)
            case SweepBegun():
                self._show(event)
            case SweepProgress():
                self.card.show_progress(event)
            case SweepEnded():
                self._hide()
                if event.recorded:
                    self._page.tell(words.RECORDED_WITH.format(count=event.count))

    def _offer(self, instruments: tuple[str, ...]) -> None:
        """The instruments that could sweep now."""
        if not instruments and self.button.hasFocus():
            self._page.expected.setFocus(Qt.FocusReason.OtherFocusReason)
        tells = self._page.options.offers(Aid.EXPECTED_MEANS)
        tip = words.SWEEP_TIP.format(instruments=words.OR.join(instruments)) if tells else words.SWEEP
        self.button.setToolTip(tip)
        self.button.setVisible(bool(instruments))

    def _show(self, begun: SweepBegun) -> None:
        page = self._page
        self.is_running = True
        self.card.shows_limits = self._page.options.offers(Aid.LIMITS) and self._page.options.offers(Aid.GAUGE)
        self.card.begin(begun)
        page.banner.hide()
        page.notice.hide()
        page.setFocus(Qt.FocusReason.OtherFocusReason)  # what takes it may be hidden or greyed now
        page.now.hide()
        page.result.hide()
        page.actions_bar.setEnabled(False)
        self.card.show()
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide(self) -> None:
        page = self._page
        self.is_running = False
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.card.hide()
        page.now.show()
        page.result.show()
        page.actions_bar.setEnabled(True)
        page.expected.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is asked for --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.begin_sweep())

    def finish(self, given: Given) -> None:
        """Take of the sweep what was chosen; a refusal comes back as an event."""
        self._desk.bridge.follow(self._desk.workshop.end_sweep(given))

    def abandon(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.cancel_sweep())

    def _abandon(self, _nothing: object) -> None:
        self.abandon()
