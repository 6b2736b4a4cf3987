"""The same relevés under a real X server: what the offscreen platform lets pass, a server of the system may not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[2]
# One order of filling, touches and codes; the other orders, pedals and samples are filled offscreen.
_ONE_ORDER = "not Order.INSTRUMENT and not Order.CHARACTERISTIC and not pedals and not sampled"


def test_the_platform_is_the_one_asked_for(qapp: QApplication) -> None:
    assert qapp.platformName() == os.environ["QT_QPA_PLATFORM"]


@pytest.mark.tool("Xvfb")
def test_whole_releves_are_filled_under_a_real_x_server() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    asked = ["tests/gui/test_whole_releve.py", f"{__file__}::{test_the_platform_is_the_one_asked_for.__name__}"]
    pytest_there = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "-k", _ONE_ORDER, *asked]
    command = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1920x1080x24", *pytest_there]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "[100%]" in done.stdout and "test_ten_pieces_of_twelve" in done.stdout
