"""Eight instruments under a window that repaints: from the last byte to the recorder thread; the cost of an idle bench.

The instruments are in a process of their own, on pseudo-terminals, and say when they wrote; the clock is the same for
every process. Beside the shipped link, bare `os.read` loops on the same kind of terminal, pushed at the same rate in
the same run: one in a process of its own, one in a thread under the same window. The idle bench is eight open ports
where nobody measures, beside eight threads blocked in `os.read`. Medians over the rounds are printed; nothing is
asserted.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import pty
import random
import select
import statistics
import tempfile
import threading
import time
import tty
from collections.abc import Callable, Iterator
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from drivers import Address, Link, LinkEvent, LinkState, Reading, StateChange
from metroapp.app import prepare
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Role
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.gui.window import MainWindow
from metroapp.services.events import BoxRecorded, Event, Indicated
from metroapp.services.new_record import NewRecord
from metroapp.services.reference import standards
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace

INSTRUMENTS = [f"M-{number:02}" for number in range(1, 9)]
RATES = (2, 10)  # readings a second of each instrument: hands, then continuous outputs
PIECES = 100
WIRE_MS = 9 * 11 / 4800 * 1000  # `+020.000` CR on a 4800 7E2 wire
LIMIT_MS = 20
END = "+999.999"

_fresh = multiprocessing.get_context("spawn")
Arrival = tuple[str, int]  # the value, and the nanoseconds of the clock


class Stamped(Workshop):
    """The workshop, which notes when a link handed over each reading."""

    handed: list[tuple[str, str, int]]

    def _on_link_event(self, number: str, event: LinkEvent) -> None:
        if isinstance(event, Reading):
            self.handed.append((number, f"{event.value:+08.3f}", time.perf_counter_ns()))
        super()._on_link_event(number, event)


def _value(count: int) -> str:
    """Like no other for eight seconds, and in the tolerance."""
    return f"{Decimal(19_900 + count % 200) / 1000:+08.3f}"


# -- the instruments, in a process of their own ------------------------------------------------------------------------


def _instruments(orders: Connection, count: int) -> None:
    """Terminals that answer `UNI?`. An order, of seconds and rate, makes them push; what they sent is the answer."""
    masters, names, kept = [], [], []
    for _ in range(count):
        master, slave = pty.openpty()
        tty.setraw(slave)
        masters.append(master)
        names.append(os.ttyname(slave))
        kept.append(slave)
    orders.send(names)
    draw = random.Random(7)
    while True:
        ready, _, _ = select.select([*masters, orders], [], [])
        _answer(masters, ready)
        if orders in ready:
            seconds, rate = orders.recv()
            if not seconds:
                return
            orders.send(_push(masters, seconds, rate, draw))


def _answer(masters: list[int], ready: list[Any]) -> None:
    for master in masters:
        if master in ready and b"UNI?" in os.read(master, 4096):
            os.write(master, b"MM\r")


def _push(masters: list[int], seconds: float, rate: float, draw: random.Random) -> list[list[Arrival]]:
    sent: list[list[Arrival]] = [[] for _ in masters]
    begun = time.perf_counter()
    dates = sorted(
        (begun + (tick + draw.random()) / rate, port)
        for port in range(len(masters))
        for tick in range(int(seconds * rate))
    )
    for date, port in dates:
        while (left := date - time.perf_counter()) > 0:
            _answer(masters, select.select(masters, [], [], left)[0])
        value = _value(len(sent[port]))
        sent[port].append((value, time.perf_counter_ns()))
        os.write(masters[port], f"{value}\r".encode())
    for master in masters[-2:]:  # of the bare loops: to the program it would be one more reading
        os.write(master, f"{END}\r".encode())
    return sent


class Wires:
    """The other ends of the terminals."""

    def __init__(self, count: int) -> None:
        self._orders, theirs = _fresh.Pipe()
        self._process = _fresh.Process(target=_instruments, args=(theirs, count), daemon=True)
        self._process.start()
        self.names: list[str] = self._orders.recv()

    def push(self, seconds: float, rate: float) -> None:
        self._orders.send((seconds, rate))

    def is_done(self) -> bool:
        return self._orders.poll()

    def sent(self) -> list[list[Arrival]]:
        found: list[list[Arrival]] = self._orders.recv()
        return found

    def close(self) -> None:
        self._orders.send((0, 0))
        self._process.join()


# -- who reads them ----------------------------------------------------------------------------------------------------


def _read_bare(name: str) -> list[Arrival]:
    """The barest loop: what arrived, and when, until the end is said."""
    found: list[Arrival] = []
    line = os.open(name, os.O_RDWR | os.O_NOCTTY)
    try:
        received = b""
        while True:
            while not received.endswith(b"\r"):
                received += os.read(line, 64)
            now = time.perf_counter_ns()
            for frame in received.decode().split():
                if frame == END:
                    return found
                found.append((frame, now))
            received = b""
    finally:
        os.close(line)


def _read_bare_apart(answers: Connection, name: str) -> None:
    while True:
        answers.recv()
        answers.send("ready")
        answers.send(_read_bare(name))


class Shop:
    """The program, its window and a record on it."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        self.workshop = Stamped(Workspace(folder / "workspace"))
        self.workshop.handed = []
        self.workshop.open().result()
        self.workshop.found("Banc d'essai").result()
        self.workshop.staff.enter_administrator("Banc", (Role.TRAINER,), "code-du-banc").result()
        register = [
            Instrument(number, "Micromètre", InstrumentKind.MICROMETER, family="opto-rs", decimals=3)
            for number in INSTRUMENTS
        ]
        self.workshop.means.enter(register, []).result()
        self.window = MainWindow(self.workshop, folder)
        self.window.resize(1920, 1080)
        self.window.show()
        self.until(lambda: not self.window.is_busy)
        self.recorded = 0
        self.arrived: dict[str, list[Arrival]] = {number: [] for number in INSTRUMENTS}
        self.workshop.subscribe(self._note)  # called in the recorder thread
        self.workshop.connect(dict(zip(INSTRUMENTS, names, strict=True))).result()
        self.until(lambda: set(self.workshop.link_states().values()) == {LinkState.READY})
        self.begin_record()
        self.until(lambda: self.window.releve.currentWidget() is self.window.measuring)
        self._painting = QTimer()
        self._painting.timeout.connect(self.window.centralWidget().update)
        self.painted = 0
        self._painting.timeout.connect(self._count)
        self._painting.start(33)

    def begin_record(self) -> None:
        read = read_callout("20 ±0,5", standards())
        cotes = tuple(Characteristic(str(number), "Cote", read, Means.MICROMETER) for number in range(1, 25))
        self.workshop.open_record(NewRecord(Part("Bloc", "BANC", "-", "-", "", "", cotes), PIECES)).result()

    def begin_round(self) -> None:
        self.begin_record()
        self.workshop.handed.clear()
        for arrived in self.arrived.values():
            arrived.clear()

    def _count(self) -> None:
        self.painted += 1

    def _note(self, event: Event) -> None:
        if isinstance(event, Indicated):
            value = f"{event.quantity.value:+08.3f}"
            self.arrived[event.instrument].append((value, time.perf_counter_ns()))
        elif isinstance(event, BoxRecorded):
            self.recorded += 1

    def until(self, done: Callable[[], bool]) -> None:
        """Run the event loop as the program does: asleep while nothing happens."""
        loop, timer = QEventLoop(), QTimer()

        def look() -> None:
            if done():
                loop.quit()

        timer.timeout.connect(look)
        timer.start(20)
        loop.exec()
        timer.stop()

    def spin(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def close(self) -> None:
        self._painting.stop()
        self.window.close()
        self.workshop.close()


def _latencies(sent: list[Arrival], arrived: list[Arrival]) -> list[float]:
    """Milliseconds from the last byte to the arrival, each; raises AssertionError where one was lost."""
    assert [value for value, _ in sent] == [value for value, _ in arrived], "a reading was lost"
    return [(there - here) / 1e6 for (_, here), (_, there) in zip(sent, arrived, strict=True)]


def latency(rounds: int, seconds: float) -> dict[tuple[float, str], list[list[float]]]:
    """Milliseconds of every reading, by rate and reader, then by round."""
    wires = Wires(len(INSTRUMENTS) + 2)
    *ours, apart, within = wires.names
    answers, theirs = _fresh.Pipe()
    reader = _fresh.Process(target=_read_bare_apart, args=(theirs, apart), daemon=True)
    reader.start()
    times: dict[tuple[float, str], list[list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder), ours)
        for rate in [rate for _ in range(rounds) for rate in RATES]:
            shop.begin_round()
            answers.send("read")
            answers.recv()
            found: list[list[Arrival]] = []
            bare = threading.Thread(target=lambda into=found: into.append(_read_bare(within)))
            bare.start()
            shop.spin(1000)
            wires.push(seconds, rate)
            shop.until(wires.is_done)
            sent = wires.sent()
            shop.spin(1000)
            bare.join()
            handed = {
                number: [(value, at) for who, value, at in shop.workshop.handed if who == number]
                for number in INSTRUMENTS
            }
            for title, arrived in (("handed over by the link", handed), ("recorder thread", shop.arrived)):
                by_instrument = zip(INSTRUMENTS, sent, strict=False)
                each = [one for number, said in by_instrument for one in _latencies(said, arrived[number])]
                times.setdefault((rate, title), []).append(each)
            times.setdefault((rate, "bare thread"), []).append(_latencies(sent[-1], found[0]))
            times.setdefault((rate, "bare process"), []).append(_latencies(sent[-2], answers.recv()))
        print(f"the window was repainted {shop.painted} times, {shop.recorded} readings were recorded\n")
        shop.close()
    reader.terminate()
    wires.close()
    return times


# -- idle --------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _linked(names: list[str]) -> Iterator[None]:
    ready = threading.Semaphore(0)

    def note(event: LinkEvent) -> None:
        if isinstance(event, StateChange) and event.state is LinkState.READY:
            ready.release()

    links = [Link(Address(name, ("opto-rs", "mitutoyo-mux10")[n % 2]), note) for n, name in enumerate(names)]
    for link in links:
        link.start()
    for _ in links:
        ready.acquire()
    yield
    for link in links:
        link.halt()
    for link in links:
        link.stop()


@contextlib.contextmanager
def _blocked(names: list[str]) -> Iterator[None]:
    ends = [pty.openpty() for _ in names]
    threads = [threading.Thread(target=os.read, args=(slave, 64), daemon=True) for _, slave in ends]
    for thread in threads:
        thread.start()
    yield
    for master, _ in ends:
        os.write(master, b"\r")
    for thread in threads:
        thread.join()
    for end in (end for both in ends for end in both):
        os.close(end)


def idle(rounds: int, seconds: float) -> dict[str, list[float]]:
    """Percentage of one core that eight quiet ports take, by reader, then by round."""
    wires = Wires(len(INSTRUMENTS))
    shares: dict[str, list[float]] = {"link": [], "bare": []}
    for _ in range(rounds):
        for who, opened in (("link", _linked), ("bare", _blocked)):
            with opened(wires.names):
                time.sleep(1)
                begun, at = time.process_time(), time.monotonic()
                time.sleep(seconds)
                shares[who].append((time.process_time() - begun) / (time.monotonic() - at) * 100)
    wires.close()
    return shares


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each round")
    arguments = parser.parse_args()
    shares = idle(3, max(10.0, arguments.seconds))
    print(f"{'an idle bench of 8 ports, % of a core':<46}{'median':>9}")
    for who, title in (("link", "8 links"), ("bare", "8 threads blocked in os.read")):
        print(f"{title:<46}{statistics.median(shares[who]):>9.3f}")
    prepare(offscreen=True)
    times = latency(arguments.rounds, arguments.seconds)
    print(f"{'milliseconds, from the last byte of a frame':<46}{'p50':>9}{'p99':>9}{'worst':>9}")
    for rate in RATES:
        print(f"8 instruments × {rate} readings/s, {arguments.rounds} rounds of {arguments.seconds:g} s")
        for who, title in (
            ("recorder thread", "reading in the recorder thread"),
            ("handed over by the link", "of which until the link hands it over"),
            ("bare thread", "bare os.read, a thread under the same window"),
            ("bare process", "bare os.read, a process of its own"),
        ):
            each = times[rate, who]
            middle, high = (statistics.median(_percentile(one, share) for one in each) for share in (0.5, 0.99))
            print(f"  {title:<44}{middle:>9.2f}{high:>9.2f}{max(map(max, each)):>9.2f}")
    print(f"\nthe limit: {LIMIT_MS} ms at p99; 9 characters take {WIRE_MS:.1f} ms on a 4800 7E2 wire")


if __name__ == "__main__":
    main()
