"""What several tests of the services stand on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from drivers.simulators import OptoSimulator, SimulatedInstrument
from drivers.simulators.pty_port import PtyPort
from tests.services.turning import Turning
from tests.workbench import Shop


@pytest.fixture
def turning(tmp_path: Path) -> Iterator[Turning]:
    shop = Shop(tmp_path / "shop")
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    made = Turning(shop, instrument, PtyPort(OptoSimulator(instrument), tmp_path / "comparator"))
    yield made
    shop.close()
    made.port.close()
