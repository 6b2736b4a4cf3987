"""How a test opens a record that guides the operator, touches it and reads what was kept of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Means, Part
from metroapp.services import consultation
from metroapp.services.new_record import NewRecord
from tests.gui.bench_window import Bench
from tests.workbench import characteristic

REACTION = "arrêter la machine, prévenir le régleur"
LENGTH = replace(characteristic("1", "35 ±0,1", Means.CALIPER), reaction=REACTION)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
ROUGHNESS = characteristic("3", "Ra 1,6", Means.ROUGHNESS_TESTER)


def begin(bench: Bench, tested: Part, pieces: int = 2, *, minutes: int | None = None, **options: object) -> None:
    """Open a record with what the workshop asks for."""
    chosen = replace(RecordOptions(), **options)  # type: ignore[arg-type]
    bench.shop.workshop.set_options(chosen).result()
    bench.shop.workshop.open_record(NewRecord(tested, pieces, minutes=minutes)).result()
    bench.until_quiet()


def archived(bench: Bench) -> InspectionRecord:
    bench.shop.settle()
    return consultation.load(bench.shop.workspace, consultation.record_lines(bench.shop.workspace)[0].id)


def press(bench: Bench, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key through the window, as the system brings it: shortcuts first."""
    bench.window.activateWindow()
    QTest.keyClick(bench.window.windowHandle(), key, modifier)
    bench.until_quiet()


def touch(bench: Bench, button: object) -> None:
    """A finger on a button."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    bench.until_quiet()


def expected(bench: Bench) -> BoxKey | None:
    expectation = bench.page.expected.expectation
    return expectation.box if expectation else None
