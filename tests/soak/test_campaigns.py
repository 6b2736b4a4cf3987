"""Long campaigns, behind `make soak`: kills at random moments, cables pulled again and again."""

from __future__ import annotations

import queue
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from drivers import Address, Link, LinkEvent, LinkState, Reading, StateChange
from drivers.simulators import SimulatedInstrument, simulator_for
from drivers.simulators.pty_port import PtyPort
from metroapp.domain.measurement import BoxKey
from metroapp.services import consultation
from metroapp.services.workspace import Workspace
from tests.services.test_workspace import KILLED, ROOT
from tests.workbench import Shop

pytestmark = pytest.mark.soak

KILLS = 60
CYCLES = 150


def test_a_campaign_of_kills_loses_no_recorded_reading(tmp_path: Path) -> None:
    """Each program opens a new record and is killed at a random moment; every value said to be recorded is there."""
    draw = random.Random(20261124)
    for round_ in range(KILLS):
        program = KILLED.format(root=str(ROOT), path=str(tmp_path))
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(draw.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        said = max([1, *map(int, process.stdout.read().split())])
        process.wait()
        process.stdout.close()
        lines = consultation.record_lines(Workspace(tmp_path))
        assert len(lines) == round_ + 1
        record = consultation.load(Workspace(tmp_path), lines[0].id)
        recorded = [piece for piece in record.pieces if record.measurement(BoxKey(piece, "1"))]
        assert recorded == list(range(1, len(recorded) + 1)) and len(recorded) >= said
    assert consultation.verify(Workspace(tmp_path)).sound
    Shop(tmp_path).close()


def test_a_cable_pulled_again_and_again_never_gives_a_wrong_value(tmp_path: Path) -> None:
    draw = random.Random(7)
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    port = PtyPort(simulator_for("mitutoyo-mux10", instrument), tmp_path / "ttySOAK")
    events: queue.Queue[LinkEvent] = queue.Queue()
    link = Link(Address(port.url, "mitutoyo-mux10", decimals=3), events.put)
    link.start()
    shown = {Decimal(0)}
    try:
        for cycle in range(CYCLES):
            while not (isinstance(event := events.get(timeout=20), StateChange) and event.state is LinkState.READY):
                assert not isinstance(event, Reading) or event.value in shown
            instrument.present(Decimal(10 + cycle) / 8)
            shown.add(instrument.display())
            port.press_data()
            while not isinstance(event := events.get(timeout=20), Reading):
                pass
            assert event.value == instrument.display()
            port.send(b"01A+0012.345\r"[: draw.randint(1, 12)])
            port.unplug()
            port.replug()
    finally:
        link.stop()
        port.close()
