"""The setting of the roughness tester on the measuring page: what it is said to be, and where it is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from metroapp.gui import gestures
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.traces import TracesDialog
from metroapp.services.bench_views import Expectation
from metroapp.services.events import Event, Expected
from metroapp.wording import textures as words
from metroapp.wording.labels import label

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage


class MeasuringTraces(QObject):
    """Made by its page."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._expectation: Expectation | None = None
        self._said, self._is_beside = "", False
        self.open = QPushButton()
        self.open.setAccessibleName(words.OPEN)
        self.open.setToolTip(words.OPEN_TIP)
        self.open.setFocusPolicy(page.actions_bar.why.focusPolicy())
        self.open.hide()
        self.open.clicked.connect(self.ask)

    def take(self, event: Event) -> None:
        if not isinstance(event, Expected):
            return
        expectation = self._expectation = event.expectation
        view = None if expectation is None else expectation.traced
        if expectation is None or view is None:
            self._said = ""
            self.open.hide()
            return
        said, proposal = words.OPEN, view.proposal if expectation.assists else None
        if view.declared is not None:
            said = words.DECLARED.format(trace=words.trace_words(view.declared.trace))
        elif proposal is not None and gestures.needs_typing(expectation):
            said = words.TO_DECLARE.format(trace=words.trace_words(proposal.trace))
        elif proposal is not None:
            trace = words.trace_words(proposal.trace)
            said = words.TO_SET.format(standard=label(proposal.standard), trace=trace)
        self._said = said
        self.open.setAccessibleName(said)
        self.fit(beside=self._is_beside)
        self.open.show()

    def fit(self, *, beside: bool) -> None:
        """The whole of it, or one word where it is `beside` the choice of the tester that is read."""
        self._is_beside = beside
        self.open.setText(words.OPEN_SHORT if beside else self._said)

    def ask(self, _checked: object = None) -> None:
        expectation = self._expectation
        if expectation is not None and expectation.traced is not None:
            TracesDialog(self._desk, expectation, expectation.traced, self._page).show()
