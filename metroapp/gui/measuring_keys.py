"""Keys of the measuring page that a text field keeps for itself: Enter, Escape, Backspace, Ctrl+Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.record_options import Gate
from metroapp.gui.free_keys import FreeKeys
from metroapp.wording import gestures as words

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage


_WITH_ENTER = (Gate.CLEANING, Gate.DATUM)


class MeasuringKeys(FreeKeys):
    """Made by its page, once its cards are."""

    def __init__(self, page: MeasuringPage) -> None:
        super().__init__(page.work)  # at rest with it
        self._measuring = page
        for key in ("Return", "Enter"):
            self.add(key, self._press_enter, self._may_press_enter, presses=True)
        self.add("Escape", self._press_escape, self._may_drop)
        for key in (words.UNDO_KEY, "Backspace"):
            self.add(key, page.deeds.undo, self._may_undo)
        page.question.turned.connect(self._turned)

    def _turned(self, _nothing: object) -> None:
        self.look()

    def _may_undo(self) -> bool:
        return self._measuring.has_open_record and not self._measuring.sweeps.is_running

    def _may_press_enter(self) -> bool:
        page = self._measuring
        takes = page.proposals.count > 0 and not page.now.is_asked
        return page.has_open_record and (page.sweeps.is_running or takes or page.now.gate in _WITH_ENTER)

    def _press_enter(self) -> None:
        """End the sweep, record the first reading that waits, or say that the pieces are clean, or on their datums."""
        page = self._measuring
        if page.sweeps.is_running:
            page.sweeps.card.press_marked()
        elif page.now.gate is not None and not page.now.is_asked and not page.proposals.passes(page.now.gate):
            page.gates.press()
        else:
            page.deeds.take_proposed()

    def _press_escape(self) -> None:
        page = self._measuring
        if page.sweeps.is_running:
            page.sweeps.abandon()
        else:
            page.deeds.drop_proposed()

    def _may_drop(self) -> bool:
        page = self._measuring
        if page.sweeps.is_running:
            return True
        return page.has_open_record and page.proposals.count > 0 and not page.now.asks_why
