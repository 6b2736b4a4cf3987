"""The window looks at the bench while the recorder takes it down and sets it up again."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.services.bench import Bench
from metroapp.services.bench_plan import Known, plan_of
from metroapp.services.wedge import KEY as WEDGE
from metroapp.services.wire_tap import WireTap

TYPING = {
    f"K-{number}": Instrument(f"K-{number}", "Clavier", InstrumentKind.CALIPER, family=WEDGE, decimals=2)
    for number in range(30)
}
ADDRESSES = {
    number: f"keyboard://?prefix={'ABCDEFGHIJKLMNOPQRSTUVWXYZabcd'[place]}" for place, number in enumerate(TYPING)
}


def test_looking_at_a_bench_that_is_taken_down_breaks_nothing(tmp_path: Path) -> None:
    """Seen: the window read a dictionary that the recorder was emptying: RuntimeError, KeyError."""
    bench = Bench(lambda _number, _event: None, tmp_path)
    plan = plan_of(Known(TYPING), ADDRESSES)
    half = plan_of(Known(TYPING), {number: ADDRESSES[number] for number in list(ADDRESSES)[:15]})
    wrong: list[BaseException] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            try:
                assert len(bench.states()) in (0, 15, 30) and len(bench.wedges) in (0, 15, 30)
                assert not bench.recorded() and not bench.lately("K-1")
                bench.request("K-1")
                dict(bench.addresses)
            except BaseException as error:
                wrong.append(error)
                return

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    window = threading.Thread(target=look)
    window.start()
    try:
        for _ in range(200):
            bench.connect(plan)
            bench.connect(half)
            bench.close()
    finally:
        done.set()
        window.join()
        sys.setswitchinterval(before)
    assert not wrong


def test_what_is_refused_in_a_plan_takes_nothing_off_the_bench(tmp_path: Path) -> None:
    bench = Bench(lambda _number, _event: None, tmp_path)
    bench.connect(plan_of(Known(TYPING), ADDRESSES))
    with pytest.raises(Refusal) as refused:
        plan_of(Known(TYPING), {"K-1": "keyboard://?prefix=1"})
    assert refused.value.message.code == "wedge.mark" and len(bench.addresses) == 30


def test_a_recording_that_cannot_begin_does_not_end_the_one_that_runs(tmp_path: Path) -> None:
    """Seen: asking for a file in a folder that is not there ended the recording in silence."""
    tap = WireTap("sim://a", "mitutoyo-mux10")
    tap.record(tmp_path / "first.jsonl")
    with pytest.raises(OSError):
        tap.record(tmp_path / "nowhere" / "second.jsonl")
    assert tap.is_recording
    tap.heard(b"01A+0020.000\r")
    tap.end_recording()
    assert "30314100" not in (said := (tmp_path / "first.jsonl").read_text()) and b"01A+0020".hex() in said
