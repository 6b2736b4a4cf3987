"""The measuring page at full size: painting, scrolling, jumping, and the lag of its event loop under eight instruments.

A record of 200 characteristics × 100 pieces is opened in the real window, offscreen at 1920×1080. Beside each figure a
physical limit or a bare counterpart measured in the same run: an empty QWidget of the same size repainted, and a bare
QTimer in an event loop with nothing else to do. Medians and 95th percentiles are printed; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from drivers import Reading, utc_now
from metroapp.app import prepare
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Role
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.gui.widgets.result_card import Face, ResultCard
from metroapp.gui.window import MainWindow
from metroapp.services.events import BoxRecorded
from metroapp.services.new_record import NewRecord
from metroapp.services.reference import standards
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace

WIDTH, HEIGHT = 1920, 1080
CHARACTERISTICS, PIECES = 200, 100
INSTRUMENTS = [f"M-{number:02}" for number in range(1, 9)]
FRAME_MS = 16.7


def _workshop(folder: Path) -> Workshop:
    workshop = Workshop(Workspace(folder))
    workshop.open().result()
    workshop.found("Banc d'essai").result()
    workshop.staff.enter_administrator("Banc", (Role.TRAINER,), "code-du-banc").result()
    register = [
        Instrument(number, "Micromètre", InstrumentKind.MICROMETER, family="mitutoyo-mux10", decimals=3)
        for number in INSTRUMENTS
    ]
    workshop.means.enter(register, []).result()
    return workshop


def _open(workshop: Workshop) -> None:
    read = read_callout("20 ±0,1", standards())
    part = Part(
        "Bloc", "BANC", "-", "-", "", "",
        tuple(Characteristic(str(number), "Cote", read, Means.MICROMETER) for number in range(1, CHARACTERISTICS + 1)),
    )  # fmt: skip
    workshop.open_record(NewRecord(part, PIECES)).result()


def _spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until(shown: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not shown():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        assert time.monotonic() < end, "the window never showed it"


def _painted(widget: QWidget, before: Callable[[int], None], count: int) -> list[float]:
    """Milliseconds of each whole repaint of a widget, after something changed."""
    times = []
    for number in range(count):
        before(number)
        began = time.perf_counter()
        widget.repaint()
        times.append((time.perf_counter() - began) * 1000)
    return times


def _lag(milliseconds: int) -> list[float]:
    """By how much a timer of 5 ms comes late, each time."""
    late: list[float] = []
    clock = QElapsedTimer()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)

    def tick() -> None:
        late.append(max(0.0, clock.nsecsElapsed() / 1e6 - 5))
        clock.restart()

    timer.timeout.connect(tick)
    clock.start()
    timer.start(5)
    _spin(milliseconds)
    timer.stop()
    return late


def _stream(workshop: Workshop, seconds: float, per_second: int) -> Callable[[], None]:
    """Eight instruments that show a value `per_second` times each, handed in as their links would."""
    timer = QTimer()
    state = {"count": 0}

    def hand_in() -> None:
        state["count"] += 1
        number = INSTRUMENTS[state["count"] % len(INSTRUMENTS)]
        value = Decimal(20000 + state["count"] % 90) / 1000
        reading = Reading(value, "mm", b"01A+0020.000\r", utc_now(), "1", ("unit_declared",))
        workshop._on_link_event(number, reading)

    timer.timeout.connect(hand_in)
    timer.start(max(1, round(1000 / (per_second * len(INSTRUMENTS)))))
    return timer.stop


class Painted(QObject):
    """What the result card showed when it was last painted."""

    def __init__(self, card: ResultCard) -> None:
        super().__init__(card)
        self._card = card
        self.face: Face | None = None
        card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint:
            self.face = self._card.face
        return super().eventFilter(watched, event)


def _shown(workshop: Workshop, window: MainWindow, count: int) -> list[float]:
    """Milliseconds from a durable commit, in the recorder thread, to the page painted with its verdict."""
    committed: list[float] = []
    shown: list[float] = []

    def note(event: object) -> None:
        if isinstance(event, BoxRecorded):
            committed.append(time.perf_counter())

    workshop.subscribe(note)
    painted = Painted(window.measuring.result)
    for number in range(count):
        before = window.measuring.result.face
        reading = Reading(Decimal(20000 + number) / 1000, "mm", b"01A+0020.000\r", utc_now(), "1", ("unit_declared",))
        workshop._on_link_event(INSTRUMENTS[0], reading)
        face = before
        while face is before or face.status is None or painted.face is not face:
            QCoreApplication.processEvents()
            face = window.measuring.result.face
        shown.append((time.perf_counter() - committed[-1]) * 1000)
    return shown


def _say(title: str, times: list[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{title:<58}{statistics.median(times):>9.2f}{p95:>9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    prepare(offscreen=True)
    with tempfile.TemporaryDirectory() as folder:
        workshop = _workshop(Path(folder))
        bare = QWidget()
        bare.resize(WIDTH, HEIGHT)
        bare.show()
        window = MainWindow(workshop, Path(folder))
        window.resize(WIDTH, HEIGHT)
        window.show()
        _until(lambda: not window.is_busy)
        print(f"{'milliseconds':<58}{'median':>9}{'p95':>9}")
        idle = _lag(1500)
        began = time.perf_counter()
        _open(workshop)
        _until(lambda: window.releve.currentWidget() is window.measuring)
        print(f"{'opened and shown: 200 × 100':<58}{(time.perf_counter() - began) * 1000:>9.0f}")
        page, table = window.measuring, window.measuring.grid
        down, across = table.grid.verticalScrollBar(), table.grid.horizontalScrollBar()
        _say("an empty widget of the same size, repainted", _painted(bare, lambda _: None, rounds))
        _say("the whole page, repainted", _painted(page, lambda _: None, rounds))

        def scroll(number: int) -> None:
            down.setValue(number * 34 % down.maximum())

        _say("the grid, scrolled by a line", _painted(table, scroll, rounds))

        def jump(number: int) -> None:
            piece, balloon = number * 37 % PIECES + 1, number * 53 % CHARACTERISTICS + 1
            table.expect(BoxKey(piece, str(balloon)))
            across.setValue(piece)

        _say("the grid, jumped to a far box", _painted(table, jump, rounds))
        _say("from the durable commit to the verdict painted", _shown(workshop, window, rounds))
        stop = _stream(workshop, 3, 10)
        busy = _lag(3000)
        stop()
        _say("lag of a bare event loop, 5 ms timer", idle)
        _say("lag with 8 instruments × 10 values/s recorded", busy)
        print(f"one frame of a 60 Hz screen: {FRAME_MS} ms")
        window.close()
        workshop.close()


if __name__ == "__main__":
    main()
