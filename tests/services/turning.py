"""A piece that turns under a comparator on a real pseudo-terminal, for the tests of sweeps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from decimal import Decimal
from time import monotonic, sleep

import pytest

from drivers import Fault, FaultCode, LinkState, Reading
from drivers.simulators import SimulatedInstrument
from drivers.simulators.pty_port import PtyPort
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.events import Refused, SweepEnded, SweepOffered, SweepProgress
from tests.workbench import INDICATOR, Shop, characteristic, part

RUN_OUT = characteristic("1", "battement circulaire 0,05 A", Means.DIAL_INDICATOR)
NEXT_RUN_OUT = characteristic("2", "battement total 0,1 A", Means.DIAL_INDICATOR)
LENGTH = characteristic("3", "35 ±0,1", Means.CALIPER)
HEIGHT = characteristic("4", "12 ±0,1", Means.HEIGHT_GAUGE)
BORE = characteristic("5", "Ø20 H7", Means.COMPARISON)
PATIENCE_S = 20
BOX = BoxKey(1, "1")


class Turning:
    """A shop whose comparator stands on a piece that turns."""

    def __init__(self, shop: Shop, instrument: SimulatedInstrument, port: PtyPort) -> None:
        self.shop = shop
        self.workshop = shop.workshop
        self.instrument = instrument
        self.port = port
        self.face = port.face
        self.face.rate = 200.0

    def connect(self, number: str = INDICATOR) -> None:
        self.workshop.connect({number: self.port.url}, remember=False).result()
        self.until(lambda: self.workshop.link_states().get(number) is LinkState.READY)
        self.shop.settle()

    def until(self, so: Callable[[], bool]) -> None:
        deadline = monotonic() + PATIENCE_S
        while not so():
            assert monotonic() < deadline, self.shop.events[-5:]
            sleep(0.005)

    def sweep(self, count: int, number: str | None = None) -> None:
        """Begin a sweep and wait for so many samples."""
        before = len(self.progress)
        self.workshop.begin_sweep(number).result()
        self.until(lambda: any(one.count >= count for one in self.progress[before:]))

    @property
    def progress(self) -> list[SweepProgress]:
        return [event for event in self.shop.events if isinstance(event, SweepProgress)]

    @property
    def offered(self) -> tuple[str, ...]:
        self.shop.settle()
        found = [event for event in self.shop.events if isinstance(event, SweepOffered)]
        return found[-1].instruments if found else ()

    @property
    def ended(self) -> list[SweepEnded]:
        self.shop.settle()
        return [event for event in self.shop.events if isinstance(event, SweepEnded)]


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def code_of(refusing: Future[None]) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()
    return refused.value.message.code


def refusals(shop: Shop) -> list[str]:
    shop.settle()
    return [event.refusal.code for event in shop.events if isinstance(event, Refused)]


def pressed(turning: Turning, value: str, at: datetime | None = None) -> None:
    """A frame that is no part of a continuous output, as DATA sends it."""
    raw = f"+{value}\r".encode()
    moment = datetime.now(UTC) if at is None else at
    reading = Reading(Decimal(value), "mm", raw, moment, None, ("unit_declared",))
    turning.workshop._on_link_event(INDICATOR, reading)
    turning.shop.settle()


def fails(turning: Turning, code: FaultCode, detail: str = "", unsaid: int = 0) -> None:
    turning.workshop._on_link_event(INDICATOR, Fault(code, b"?\r", datetime.now(UTC), None, detail, unsaid))
    turning.shop.settle()


def begun(turning: Turning, *parts: object, run_out: str = "0.04") -> None:
    turning.connect()
    turning.shop.open(part(*parts or (RUN_OUT, LENGTH)))  # type: ignore[arg-type]
    turning.instrument.turn(Decimal(run_out))


# -- the whole way ----------------------------------------------------------------------------------------------------
