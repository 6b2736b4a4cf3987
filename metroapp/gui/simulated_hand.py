"""The simulated operator's hand, as the window needs it: one gesture, or every gesture until the record is full.

A hand writes to ports: it works in a thread of its own, never in the GUI thread.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from metroapp.gui.bridge import Bridge
from metroapp.gui.tasks import Task, Worker
from metroapp.gui.widgets.simulation_strip import SimulationStrip
from metroapp.services.bench_views import Expectation
from metroapp.services.events import Event, Expected, RecordClosed, Refused

_PACE_MS = 700  # slow enough to follow with the eye


class Hand(Protocol):
    """What `metroapp.services.demonstration.Hand` does."""

    def press_data(self, expectation: Expectation) -> bool: ...

    def do_next(self, expectation: Expectation) -> None: ...


class SimulatedHand(QObject):
    """Binds the strip to the hand."""

    def __init__(self, hand: Hand, strip: SimulationStrip, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._strip = strip
        self._worker = Worker(bridge, "simulated hand")
        self._expectation: Expectation | None = None
        self._allowed = True
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(_PACE_MS)
        self._pace.timeout.connect(self._do_next)
        strip.pressed.connect(self._press)
        strip.automatic.connect(self._run)
        bridge.happened.connect(self._take)
        self._enable()

    def allow(self, allowed: bool) -> None:
        """Whether the person signed in may measure."""
        self._allowed = allowed
        self._enable()

    def stop(self) -> None:
        self._pace.stop()
        self._worker.stop()

    def _take(self, event: Event) -> None:
        match event:
            case Expected():
                self._expectation = event.expectation
                self._enable()
                if event.gate is not None:
                    self._strip.all.setChecked(False)  # somebody is to answer, or to sign
                elif self._strip.all.isChecked():
                    self._pace.start()
            case RecordClosed() | Refused():
                self._strip.all.setChecked(False)

    def _enable(self) -> None:
        expected = self._expectation if self._allowed else None
        cabled = expected is not None and any(found.has_cable for found in expected.instruments)
        self._strip.data.setEnabled(cabled and expected is not None and expected.role is not None)
        self._strip.all.setEnabled(expected is not None)
        if expected is None:
            self._strip.all.setChecked(False)

    def _press(self, _nothing: object) -> None:
        expectation = self._expectation
        if expectation is not None:

            def press(_task: Task) -> None:
                self._hand.press_data(expectation)

            self._worker.do(press)

    def _run(self, on: object) -> None:
        if on:
            self._pace.start()
        else:
            self._pace.stop()

    def _do_next(self) -> None:
        expectation = self._expectation
        if expectation is not None:

            def do(_task: Task) -> None:
                self._hand.do_next(expectation)

            self._worker.do(do)
