"""The campaigns of survival: short in `make test`, at full length in `make soak`. Each gives what went wrong."""

from __future__ import annotations

import random
import threading
import time
from decimal import Decimal

from drivers import Fault, FaultCode, Link, LinkState, Reading
from tests.drivers.cables import BareCable, PluggedInstrument, Said, linked


def pull_and_plug(one: PluggedInstrument, url: str, times: int, wrong: list[str], seed: int = 7) -> None:
    """Push a value, pull the cable at any byte of the next frame, plug it elsewhere; again and again."""
    draw = random.Random(seed)
    link, said = linked(url, one.family, decimals=3)
    pushed: list[Decimal] = []
    try:
        for number in range(times):
            said.state(LinkState.READY)
            pushed.append(Decimal(10_000 + number) / 1000)
            one.shows(pushed[-1])
            one.port.press_data()
            read = said.reading()
            if read.value != pushed[-1]:
                wrong.append(f"{number}: {read.value} instead of {pushed[-1]}")
            one.shows(Decimal(500_000 + number) / 1000)
            frame = one.frame()
            one.port.send(frame[: draw.randint(0, len(frame) - 1)])
            one.replug_elsewhere()
        said.state(LinkState.READY)
    except Exception as error:
        wrong.append(f"{len(pushed)}: {error!r}")
    finally:
        link.stop()
        one.port.close()
    said.drain()
    if [reading.value for reading in said.readings()] != pushed:
        wrong.append(f"{len(said.readings())} readings for {len(pushed)} pushed")
    lost = [fault for fault in said.faults() if fault.code is FaultCode.LOST]
    if one.moves * 2 < times:
        wrong.append(f"only {one.moves} other names in {times} plugs")
    if len(lost) != times:
        wrong.append(f"{len(lost)} losses for {times} unplugs")


def garbage(cable: BareCable, seconds: float, seed: int = 7) -> tuple[float, int]:
    """Any bytes, as fast as the line takes them; the seconds that it took, and how many bytes that was."""
    draw = random.Random(seed)
    begun, sent = time.monotonic(), 0
    while time.monotonic() - begun < seconds:
        cable.send_all(draw.randbytes(4096))
        sent += 4096
    return time.monotonic() - begun, sent


def push_at_once(*, pushing: int, asked: int, each: int, per_second: float) -> list[str]:
    """Instruments that push at a rate while others are asked; every value is told apart from every other."""
    bench = [PluggedInstrument("mitutoyo-mux10" if n % 2 else "opto-rs") for n in range(pushing + asked)]
    opened = [linked(one.port.url, one.family, decimals=3) for one in bench]
    sent: list[list[Decimal]] = [[] for _ in bench]
    try:
        for _, said in opened:
            said.state(LinkState.READY)
        begun = time.monotonic()
        threads = [
            threading.Thread(
                target=_push, args=(bench[n], sent[n], n, each, begun + n / pushing / per_second, per_second)
            )
            for n in range(pushing)
        ]
        threads += [
            threading.Thread(target=_ask, args=(bench[n], opened[n], sent[n], n, each))
            for n in range(pushing, pushing + asked)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [line for n in range(len(bench)) for line in _compared(n, sent[n], opened[n][1])]
    finally:
        for link, _ in opened:
            link.halt()
        for link, _ in opened:
            link.stop()
        for one in bench:
            one.port.close()


def value_of(number: int, count: int) -> Decimal:
    """A value that only one instrument shows, once."""
    return Decimal(number * 40_000 + count) / 1000


def _push(one: PluggedInstrument, sent: list[Decimal], number: int, times: int, at: float, per_second: float) -> None:
    for count in range(times):
        time.sleep(max(0.0, at + count / per_second - time.monotonic()))
        sent.append(value_of(number, count))
        one.shows(sent[-1])
        one.port.press_data()


def _ask(one: PluggedInstrument, opened: tuple[Link, Said], sent: list[Decimal], number: int, times: int) -> None:
    link, said = opened
    for count in range(times):
        sent.append(value_of(number, count))
        one.shows(sent[-1])
        link.request()
        said.until(lambda event: isinstance(event, Reading | Fault))


def _compared(number: int, sent: list[Decimal], said: Said) -> list[str]:
    """What an instrument showed, against what was read."""
    deadline = time.monotonic() + 10
    while len(said.readings()) < len(sent) and time.monotonic() < deadline:
        said.drain()
        time.sleep(0.01)
    said.drain()
    found = [f"instrument {number}: {fault}" for fault in said.faults()]
    read = [reading.value for reading in said.readings()]
    if read != sent:
        found.append(f"instrument {number}: {len(read)} readings for {len(sent)} values")
    return found
