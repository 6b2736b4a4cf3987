"""From the last byte of a frame to the recorder thread, and to the durable commit; against the barest possible loop.

Both sides are measured in turn in the same run, on pseudo-terminals: a bare `os.read` loop followed by one sqlite3
insert in WAL with `synchronous=FULL`, and the shipped link, recorder and archive. Medians and 99th percentiles are
printed; nothing is asserted. The time that the frame itself spends on the wire is printed beside: no program can
spare it.
"""

from __future__ import annotations

import argparse
import itertools
import os
import pty
import queue
import sqlite3
import statistics
import tempfile
import threading
import time
import tty
from decimal import Decimal
from pathlib import Path

from drivers import Address, Link, LinkEvent, LinkState, Reading, StateChange
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Role
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.services.events import BoxRecorded, Indicated
from metroapp.services.new_record import MOST_PIECES, NewRecord
from metroapp.services.reference import standards
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace

FRAMES = (b"+0000012.34\r", b"+0000012.35\r")  # 12 characters; the same one at once again would be a bounce
WIRE_MS = 12 * 11 / 4800 * 1000  # 7 data bits, parity, two stop bits and a start bit at 4800 baud


class Bare:
    """os.read, then one insert."""

    def __init__(self, folder: Path) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self._database = sqlite3.connect(folder / "bare.sqlite", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute("CREATE TABLE reading (amount INTEGER, raw BLOB)")
        self._done: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()
        self._frames = itertools.cycle(FRAMES)
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            raw = b""
            while not raw.endswith(b"\r"):
                raw += os.read(self._slave, 64)
            read = time.perf_counter_ns()
            self._database.execute("INSERT INTO reading VALUES (?, ?)", (int(Decimal("12.345").scaleb(9)), raw))
            self._done.put((read, time.perf_counter_ns()))

    def measure(self) -> tuple[int, int]:
        """Nanoseconds from the last byte to the reading, and to the commit."""
        begun = time.perf_counter_ns()
        os.write(self._master, next(self._frames))
        read, committed = self._done.get(timeout=10)
        return read - begun, committed - begun


class Shipped:
    """The link, the recorder and the archive of the program."""

    def __init__(self, folder: Path) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self._workshop = Workshop(Workspace(folder / "workspace"))
        self._workshop.open().result()
        caliper = Instrument("PC-01", "Pied à coulisse", InstrumentKind.CALIPER, family="opto-rs")
        self._workshop.found("Banc d'essai").result()
        self._workshop.staff.enter_administrator("Banc", (Role.TRAINER,), "code-du-banc").result()
        self._workshop.means.enter([caliper], []).result()
        self._seen: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self._workshop.subscribe(self._note)
        self._left = 0
        self._frames = itertools.cycle(FRAMES)
        ready = threading.Event()

        def on_event(event: LinkEvent) -> None:
            if isinstance(event, StateChange) and event.state is LinkState.READY:
                ready.set()
            if isinstance(event, Reading):
                self._workshop._on_link_event("PC-01", event)

        # Trusting: nobody answers `UNI?` on this bare terminal.
        self._link = Link(Address(os.ttyname(self._slave), "opto-rs", trusting=True), on_event)
        self._link.start()
        ready.wait(10)

    def _note(self, event: object) -> None:
        now = time.perf_counter_ns()
        if isinstance(event, Indicated):
            self._seen.put(("read", now))
        elif isinstance(event, BoxRecorded):
            self._seen.put(("recorded", now))

    def _open(self) -> None:
        read = read_callout("12 ±0,5", standards())
        part = Part("Cale", "BANC", "-", "-", "", "", (Characteristic("1", "Cale", read, Means.CALIPER),))
        self._workshop.open_record(NewRecord(part, MOST_PIECES)).result()
        self._left = MOST_PIECES

    def measure(self) -> tuple[int, int]:
        """Nanoseconds from the last byte to the reading in the recorder thread, and to the durable commit."""
        if not self._left:
            self._open()
        self._left -= 1
        begun = time.perf_counter_ns()
        os.write(self._master, next(self._frames))
        read = self._seen.get(timeout=10)
        recorded = self._seen.get(timeout=10)
        assert (read[0], recorded[0]) == ("read", "recorded")
        return read[1] - begun, recorded[1] - begun

    def close(self) -> None:
        self._link.stop()
        self._workshop.close()


def _percentile(values: list[int], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readings", type=int, default=2000)
    count = parser.parse_args().readings
    with tempfile.TemporaryDirectory() as name:
        bare, shipped = Bare(Path(name)), Shipped(Path(name))
        times: dict[str, list[int]] = {"bare read": [], "bare commit": [], "ours read": [], "ours commit": []}
        for round_ in range(count + 20):
            for who, side in (("bare", bare), ("ours", shipped)):
                read, committed = side.measure()
                if round_ >= 20:
                    times[f"{who} read"].append(read)
                    times[f"{who} commit"].append(committed)
                time.sleep(0.001)
        shipped.close()
    print(f"{count} readings a side, interleaved; 12 characters take {WIRE_MS:.1f} ms on a 4800 7E2 wire\n")
    print(f"{'':>24}{'median ms':>12}{'p99 ms':>10}")
    for title, values in times.items():
        print(f"{title:>24}{statistics.median(values) / 1e6:>12.3f}{_percentile(values, 0.99):>10.3f}")
    for what in ("read", "commit"):
        ours, theirs = times[f"ours {what}"], times[f"bare {what}"]
        ratio = statistics.median(ours) / statistics.median(theirs)
        beyond = _percentile(ours, 0.99) - _percentile(theirs, 0.99)
        print(f"\n{what}: median {ratio:.2f} times bare, p99 {beyond:+.2f} ms against bare")


if __name__ == "__main__":
    main()
