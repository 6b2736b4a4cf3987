"""Several instruments on one port: each has its channel, and no value is given to two of them."""

from __future__ import annotations

import queue
from pathlib import Path

import pytest

from drivers import LinkEvent, LinkState, Reading, StateChange
from drivers.simulators import Mux10Simulator, register
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.services.bench import Bench
from metroapp.services.bench_plan import Known, plan_of
from tests.drivers.wires import gauge


def _register(family: str) -> dict[str, Instrument]:
    return {
        number: Instrument(number, "Pied à coulisse", InstrumentKind.CALIPER, family=family, decimals=3)
        for number in ("PC-01", "PC-02")
    }


@pytest.mark.parametrize(
    ("family", "addresses", "code"),
    [
        ("mitutoyo-mux10", {"PC-01": "COM3", "PC-02": "COM3#2"}, "bench.no_channel"),
        ("mitutoyo-uwave", {"PC-01": "COM3"}, "bench.no_channel"),
        ("mitutoyo-mux10", {"PC-01": "COM3#12"}, "bench.no_such_channel"),
        ("mitutoyo-mux10", {"PC-01": "COM3#2", "PC-02": "COM3#2"}, "bench.one_channel_twice"),
    ],
)
def test_instruments_that_could_not_be_told_apart_are_refused_before_a_port_is_opened(
    family: str, addresses: dict[str, str], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        plan_of(Known(_register(family)), addresses)
    assert refused.value.message.code == code


def test_a_value_of_a_multiplexer_is_given_to_one_instrument_and_its_loss_to_both(tmp_path: Path) -> None:
    port = register("shared-port", Mux10Simulator({"1": gauge("1.000"), "2": gauge("2.000"), "3": gauge("3.000")}))
    heard: queue.Queue[tuple[str, LinkEvent]] = queue.Queue()
    bench = Bench(lambda number, event: heard.put((number, event)), tmp_path)
    addresses = {"PC-01": f"{port.url}#1", "PC-02": f"{port.url}#2"}
    bench.connect(plan_of(Known(_register("mitutoyo-mux10")), addresses))
    try:
        read: list[tuple[str, str]] = []
        ready: set[str] = set()
        while len(ready) < len(addresses):
            number, event = heard.get(timeout=10)
            if isinstance(event, StateChange) and event.state is LinkState.READY:
                ready.add(number)
        for channel in ("3", "2", "1"):
            port.press_data(channel)
        while len(read) < len(addresses):
            number, event = heard.get(timeout=10)
            if isinstance(event, Reading):
                read.append((number, str(event.value)))
        assert read == [("PC-02", "2.000"), ("PC-01", "1.000")]
        port.unplug()
        lost: set[str] = set()
        while len(lost) < len(addresses):
            number, event = heard.get(timeout=10)
            assert not isinstance(event, Reading)
            if isinstance(event, StateChange) and event.state is LinkState.LOST:
                lost.add(number)
    finally:
        bench.close()
        port.close()
