"""The campaigns of the bench at full length, behind `make soak`; each prints its figures."""

from __future__ import annotations

import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, Qt, QTimer

from drivers import LinkState
from drivers.discovery import look_again
from metroapp.app import prepare
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Role
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.gui.garbage import collected_in_this_thread
from metroapp.gui.window import MainWindow
from metroapp.services.events import BoxRecorded, Event, Indicated
from metroapp.services.new_record import NewRecord
from metroapp.services.reference import standards
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.drivers.cables import Adapters, BareCable, PluggedInstrument, linked, nothing_left_over
from tests.drivers.campaigns import garbage, pull_and_plug, value_of
from tests.workbench import LIGHT_HASHER

pytestmark = pytest.mark.soak

UNPLUGS = 1000, 500  # of the cable known by its link, and of the one looked for in the list of ports
MINUTE_S = 60
GOOD = {"mitutoyo-mux10": b"01A+0012.345\r", "opto-rs": b"+012.345\r"}


@pytest.fixture
def adapters(monkeypatch: pytest.MonkeyPatch) -> Iterator[Adapters]:
    plugged = Adapters()
    monkeypatch.setattr("serial.tools.list_ports.comports", plugged.comports)
    look_again()
    yield plugged
    look_again()


def test_a_thousand_unplugs_lose_and_invent_nothing(
    tmp_path: Path, adapters: Adapters, capsys: pytest.CaptureFixture[str]
) -> None:
    """One cable is known by a symbolic link, the other by its USB identity; each push is read once."""
    begun = time.monotonic()
    with nothing_left_over():
        named = PluggedInstrument("opto-rs", tmp_path / "ttyCALIPER")
        listed = PluggedInstrument("mitutoyo-mux10")
        found: dict[str, list[str]] = {named.port.url: [], adapters.add("A10K3VXY", listed): []}
        campaigns = [
            threading.Thread(target=pull_and_plug, args=(one, url, times, found[url]))
            for one, url, times in zip((named, listed), found, UNPLUGS, strict=True)
        ]
        for campaign in campaigns:
            campaign.start()
        for campaign in campaigns:
            campaign.join()
    assert list(found.values()) == [[], []]
    with capsys.disabled():
        print(
            f"\n{UNPLUGS[0]} and {UNPLUGS[1]} unplugs of two cables in {time.monotonic() - begun:.0f} s, back under"
            f" another name {named.moves} and {listed.moves} times: every reading once, no thread and no descriptor"
            " left over"
        )


def test_a_minute_of_garbage_is_no_reading(capsys: pytest.CaptureFixture[str]) -> None:
    cables = {family: BareCable() for family in GOOD}
    opened = {family: linked(cable.url, family, trusting=True) for family, cable in cables.items()}
    sent: Counter[str] = Counter()

    def spoil(family: str) -> None:
        opened[family][1].state(LinkState.READY)
        sent[family] = garbage(cables[family], MINUTE_S)[1]

    threads = [threading.Thread(target=spoil, args=(family,)) for family in GOOD]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    try:
        for family, (_, said) in opened.items():
            reading = said.reading_after(lambda family=family: cables[family].send_all(GOOD[family]))
            assert reading.raw == GOOD[family] and said.readings() == [reading]
            kept_quiet = sum(fault.unsaid for fault in said.faults())
            with capsys.disabled():
                print(
                    f"\n{family}: {sent[family] / 1e6:.1f} MB of garbage in {MINUTE_S} s, no reading,"
                    f" {len(said.faults())} faults said, {kept_quiet} kept quiet; the next good frame was read"
                )
    finally:
        for link, _ in opened.values():
            link.stop()
        for cable in cables.values():
            cable.close()


class Post:
    """The program with its window, a record open on it, and sixteen instruments plugged."""

    def __init__(self, folder: Path, bench: dict[str, PluggedInstrument]) -> None:
        self.read: dict[str, list[Decimal]] = {number: [] for number in bench}
        self.recorded = 0
        self.workshop = Workshop(Workspace(folder), hasher=LIGHT_HASHER)
        self.workshop.open().result()
        self.workshop.found("Campagne").result()
        self.workshop.staff.enter_administrator("Banc", (Role.TRAINER,), "code-du-banc").result()
        register = [
            Instrument(number, "Micromètre", InstrumentKind.MICROMETER, family=one.family, decimals=3)
            for number, one in bench.items()
        ]
        self.workshop.means.enter(register, []).result()
        self.window = MainWindow(self.workshop, folder)
        self.window.resize(1920, 1080)
        self.window.show()
        self.until(lambda: not self.window.is_busy)
        callout = read_callout("400 ±400,0", standards())
        cotes = tuple(Characteristic(str(number), "Cote", callout, Means.MICROMETER) for number in range(1, 61))
        self.workshop.open_record(NewRecord(Part("Bloc", "BANC", "-", "-", "", "", cotes), 100)).result()
        self.until(lambda: self.window.releve.currentWidget() is self.window.measuring)
        self.workshop.subscribe(self._note)
        self.workshop.connect({number: one.port.url for number, one in bench.items()}).result()
        self.until(lambda: set(self.workshop.link_states().values()) == {LinkState.READY})

    def _note(self, event: Event) -> None:
        if isinstance(event, Indicated):
            self.read[event.instrument].append(event.quantity.value)
        elif isinstance(event, BoxRecorded):
            self.recorded += 1

    def until(self, done: Callable[[], bool], within: float = 60) -> None:
        end = time.monotonic() + within
        while not done() and time.monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def lag(self, done: Callable[[], bool]) -> list[float]:
        """By how many milliseconds a timer of 5 ms comes late, each time, until it is done."""
        late: list[float] = []
        clock, timer, loop = QElapsedTimer(), QTimer(), QEventLoop()
        timer.setTimerType(Qt.TimerType.PreciseTimer)

        def tick() -> None:
            late.append(max(0.0, clock.nsecsElapsed() / 1e6 - 5))
            clock.restart()
            if done():
                loop.quit()

        timer.timeout.connect(tick)
        clock.start()
        timer.start(5)
        loop.exec()
        timer.stop()
        return late

    def close(self) -> None:
        self.window.close()
        self.workshop.close()


def test_a_minute_of_sixteen_instruments_under_the_window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(offscreen=True)
    with collected_in_this_thread():
        _a_minute_of_sixteen_instruments(tmp_path, capsys)


def _a_minute_of_sixteen_instruments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench = {f"M-{n:02}": PluggedInstrument("mitutoyo-mux10" if n % 2 else "opto-rs") for n in range(16)}
    post = Post(tmp_path, bench)
    sent: dict[str, list[Decimal]] = {number: [] for number in bench}
    quiet_until = time.monotonic() + 5
    quiet = sorted(post.lag(lambda: time.monotonic() > quiet_until))
    begun = time.monotonic() + 1

    def push(number: str, place: int) -> None:
        for count in range(10 * MINUTE_S):
            time.sleep(max(0.0, begun + place / 80 + count / 10 - time.monotonic()))
            show(number, place, count)
            bench[number].port.press_data()

    def ask(number: str, place: int) -> None:
        for count in range(MINUTE_S):
            time.sleep(max(0.0, begun + place / 16 + count - time.monotonic()))
            show(number, place, count)
            post.workshop.request(number)

    def show(number: str, place: int, count: int) -> None:
        sent[number].append(value_of(place, count))
        bench[number].shows(sent[number][-1])

    threads = [
        threading.Thread(target=push if place < 8 else ask, args=(number, place)) for place, number in enumerate(bench)
    ]
    for thread in threads:
        thread.start()
    late = sorted(post.lag(lambda: not any(thread.is_alive() for thread in threads)))
    asked_to_read = sum(map(len, sent.values()))
    post.until(lambda: post.recorded >= asked_to_read)
    post.close()
    for one in bench.values():
        one.port.close()
    with capsys.disabled():
        print(
            f"\n16 instruments, 8 of which push 10 readings/s: {asked_to_read} readings in {MINUTE_S} s, all recorded;"
            f" the event loop of the window came late by {_figures(late)}, to compare with 100 ms;"
            f" just before, with nothing pushed, by {_figures(quiet)}"
        )
    assert post.read == sent
    assert post.recorded == asked_to_read


def _figures(late: list[float]) -> str:
    return (
        f"{statistics.median(late):.1f} ms (median), {late[int(len(late) * 0.99)]:.1f} ms (p99), {late[-1]:.1f} (worst)"
    )
