"""A contact on a modem line: pressed once however it bounces, survives its cable, and frees its port at once."""

from __future__ import annotations

import os
import queue
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from drivers import Cause, LinkState, StateChange
from drivers.contact import ContactWatch, Debounce, Line
from drivers.simulators import SimulatedInstrument, register, simulator_for
from drivers.simulators.port import InProcessPort

PATIENCE_S = 15
FAST_S = 0.002


class Bench:
    """A port with a contact, and the watch that looks at it."""

    def __init__(self, line: Line = Line.CTS, plugged: bool = True) -> None:
        face = simulator_for("opto-rs", SimulatedInstrument(Decimal("0.001"), Decimal(0), 1))
        self.port: InProcessPort = register("contact", face)
        if not plugged:
            self.port.unplug()
        self.line = line
        self.presses: queue.Queue[None] = queue.Queue()
        self.changes: queue.Queue[StateChange] = queue.Queue()
        self.watch = ContactWatch(self.port.url, line, lambda: self.presses.put(None), self.changes.put, every=FAST_S)

    def until(self, state: LinkState, cause: Cause | None = None) -> None:
        while True:
            change = self.changes.get(timeout=PATIENCE_S)
            if (change.state, change.cause) == (state, cause):
                return

    def begin(self) -> None:
        self.watch.start()
        self.until(LinkState.READY)
        self.rest()

    def rest(self) -> None:
        """Several looks go by."""
        time.sleep(20 * FAST_S)

    def hold(self, on: bool) -> None:
        self.port.set_line("cd" if self.line is Line.DCD else self.line.value, on=on)

    def press(self) -> None:
        self.hold(True)
        self.presses.get(timeout=PATIENCE_S)
        self.hold(False)
        self.rest()


@pytest.fixture
def made() -> Iterator[Callable[..., Bench]]:
    benches: list[Bench] = []

    def make(*given: Line, **options: bool) -> Bench:
        benches.append(Bench(*given, **options))
        return benches[-1]

    yield make
    for bench in benches:
        bench.watch.stop()
        bench.port.close()


def presses(looks: str) -> int:
    contact = Debounce()
    return sum(contact.look(look == "1") for look in looks)


@pytest.mark.parametrize(
    ("looks", "wanted"),
    [
        ("00110011", 2),
        ("0011", 1),
        ("001", 0),  # one look is not a state
        ("0010100111111", 1),  # it bounces, then holds
        ("00110101011", 1),  # it bounces while it is held
        ("1111", 0),  # closed when the port was opened: nobody pressed it now
        ("11110011", 1),
        ("", 0),
    ],
)
def test_two_equal_looks_make_a_state(looks: str, wanted: int) -> None:
    assert presses(looks) == wanted


@pytest.mark.parametrize("line", Line)
def test_a_press_is_said_once_on_each_line(made: Callable[..., Bench], line: Line) -> None:
    bench = made(line)
    bench.begin()
    bench.press()
    bench.press()
    assert bench.presses.empty()


def test_a_contact_held_is_one_press(made: Callable[..., Bench]) -> None:
    bench = made()
    bench.begin()
    bench.hold(True)
    bench.presses.get(timeout=PATIENCE_S)
    bench.rest()
    assert bench.presses.empty()


def test_a_port_that_is_missing_is_waited_for(made: Callable[..., Bench]) -> None:
    bench = made(plugged=False)
    bench.watch.start()
    bench.until(LinkState.ABSENT, Cause.UNUSABLE)  # how a simulated port is missing
    bench.port.replug()
    bench.until(LinkState.READY)
    bench.rest()
    bench.press()


def test_a_cable_pulled_and_plugged_again_goes_on(made: Callable[..., Bench]) -> None:
    bench = made()
    bench.begin()
    bench.hold(True)
    bench.presses.get(timeout=PATIENCE_S)
    bench.port.unplug()
    bench.until(LinkState.LOST, Cause.UNPLUGGED)
    bench.port.replug()
    bench.until(LinkState.READY)
    bench.rest()
    assert bench.presses.empty()
    bench.press()


def test_a_port_without_modem_lines_says_so(made: Callable[..., Bench]) -> None:
    bench = made()
    bench.port.without_lines()
    bench.watch.start()
    bench.until(LinkState.ABSENT, Cause.NO_LINES)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_pseudo_terminal_has_no_modem_lines() -> None:
    far, near = os.openpty()
    changes: queue.Queue[StateChange] = queue.Queue()
    watch = ContactWatch(os.ttyname(near), Line.CTS, lambda: None, changes.put)
    watch.start()
    try:
        found = [changes.get(timeout=PATIENCE_S).cause for _ in range(2)]
        assert found == [None, Cause.NO_LINES]
    finally:
        watch.stop()
        os.close(near)
        os.close(far)


def test_a_listener_that_fails_does_not_end_the_watch(
    made: Callable[..., Bench], caplog: pytest.LogCaptureFixture
) -> None:
    bench = made()
    told: queue.Queue[int] = queue.Queue()

    def fail() -> None:
        told.put(1)
        raise RuntimeError("defect")

    bench.watch = ContactWatch(bench.port.url, Line.CTS, fail, bench.changes.put, every=FAST_S)
    bench.begin()
    bench.hold(True)
    told.get(timeout=PATIENCE_S)
    bench.until(LinkState.LOST, Cause.DEFECT)
    bench.hold(False)
    bench.until(LinkState.READY)
    assert "defect" in caplog.text


def test_stopped_it_says_nothing_more(made: Callable[..., Bench]) -> None:
    bench = made()
    bench.begin()
    bench.watch.stop()
    bench.hold(True)
    bench.rest()
    assert bench.presses.empty()
    bench.watch.stop()
