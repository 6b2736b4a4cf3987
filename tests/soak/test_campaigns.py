"""Long campaigns, behind `make soak`: kills at random moments."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey
from metroapp.services import consultation
from metroapp.services.workspace import Workspace
from tests.services.test_workspace import KILLED, ROOT
from tests.workbench import Shop

pytestmark = pytest.mark.soak

KILLS = 60


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
