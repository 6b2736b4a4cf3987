"""A scanner is told from a hand, whatever has the focus; its burst lands nowhere, and a hand loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from metroapp.gui.key_bursts import CUT_MS, HOLD_MS, KeyBursts
from metroapp.services.commands import Command, CommandScan, WorkOrderScan
from metroapp.services.wedge import GAP_MS
from tests.gui.heard_keys import Heard


class Post(QWidget):
    """A window with a text field, a button and a shortcut on a letter."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("C")
        self.shortcuts = 0
        self.clicks = 0
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        shortcut = QShortcut(QKeySequence("N"), self)
        shortcut.activated.connect(self._shortcut)
        self.button.clicked.connect(self._click)

    def _shortcut(self) -> None:
        self.shortcuts += 1

    def _click(self) -> None:
        self.clicks += 1


class Bench:
    def __init__(self, qtbot: QtBot) -> None:
        self.watch = KeyBursts()
        self.heard = Heard(self.watch)
        self.post = Post()
        qtbot.addWidget(self.post)
        self.post.show()
        self.post.activateWindow()
        qtbot.waitUntil(self.post.isActiveWindow)
        self.post.field.setFocus()

    def type(self, text: str, gap_ms: int = 0, end: Qt.Key | None = None) -> None:
        """Keys through the window, as the system brings them: shortcuts first, then the widget with the focus."""
        handle = self.post.windowHandle()
        for key in (*text, *([end] if end is not None else [])):
            QTest.qWait(gap_ms)
            QTest.keyClick(handle, key)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.watch.stop()


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_burst_is_one_scan_and_lands_in_no_field(bench: Bench, end: Qt.Key) -> None:
    bench.type("MA+ANNULER", end=end)
    assert bench.heard.scans == [CommandScan(Command.UNDO)]
    assert bench.post.field.text() == ""
    assert bench.post.field.hasFocus()


def test_a_burst_sets_off_no_shortcut_and_no_button(bench: Bench) -> None:
    bench.post.button.setFocus()
    bench.type("MA+OF+N 118", end=Qt.Key.Key_Return)
    assert bench.heard.scans == [WorkOrderScan("N 118")]
    assert (bench.post.shortcuts, bench.post.clicks) == (0, 0)
    bench.type("N")
    assert bench.post.shortcuts == 1


def test_a_scanner_presses_shift_for_its_capitals(bench: Bench) -> None:
    handle = bench.post.windowHandle()
    for sign in "MA+NC":
        QTest.keyClick(handle, sign, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    assert bench.heard.scans == [CommandScan(Command.NONCONFORMING)]
    assert bench.post.field.text() == ""


def test_scans_follow_each_other(bench: Bench) -> None:
    for _ in range(3):
        bench.type("MA+OK", end=Qt.Key.Key_Return)
    assert bench.heard.scans == [CommandScan(Command.GOOD)] * 3
    assert bench.post.field.text() == ""


def test_keys_given_to_a_widget_directly_are_taken_as_well(bench: Bench) -> None:
    QTest.keyClicks(bench.post.field, "MA+NC")
    QTest.keyClick(bench.post.field, Qt.Key.Key_Return)
    assert bench.heard.scans == [CommandScan(Command.NONCONFORMING)]
    assert bench.post.field.text() == ""


@pytest.mark.parametrize("text", ["Mammouth 12,5", "MA+ANNULER", "MMAA", ",5?", "mesure MA, MA+", "nnoonn"])
def test_typing_is_never_swallowed(bench: Bench, qtbot: QtBot, text: str) -> None:
    bench.type(text, GAP_MS + 60)
    qtbot.waitUntil(lambda: bench.post.field.text() == text, timeout=10 * HOLD_MS)
    assert (bench.heard.scans, bench.heard.refusals) == ([], [])


def test_a_fast_hand_keeps_the_order_of_its_keys(bench: Bench, qtbot: QtBot) -> None:
    bench.type("Marie MAMA", GAP_MS // 2)
    qtbot.waitUntil(lambda: bench.post.field.text() == "Marie MAMA", timeout=10 * HOLD_MS)
    assert bench.heard.scans == []


def test_a_lone_key_of_the_prefix_is_given_back_by_itself(bench: Bench, qtbot: QtBot) -> None:
    bench.type("M")
    assert bench.post.field.text() == ""
    qtbot.waitUntil(lambda: bench.post.field.text() == "M", timeout=10 * HOLD_MS)


def test_a_scan_without_its_end_is_refused_and_swallowed(bench: Bench, qtbot: QtBot) -> None:
    bench.type("MA+OF+2026")
    qtbot.waitUntil(lambda: bench.heard.refusals == ["scan.cut"], timeout=10 * CUT_MS)
    assert bench.post.field.text() == ""


def test_a_code_that_is_not_ours_after_the_prefix_is_refused(bench: Bench) -> None:
    bench.type("MA+BIDULE", end=Qt.Key.Key_Return)
    assert bench.heard.refusals == ["scan.unknown"]
    bench.type("?Q+QNNULER", end=Qt.Key.Key_Return)
    assert bench.heard.refusals == ["scan.unknown", "scan.keyboard"]
    assert bench.post.field.text() == ""


def test_another_barcode_stays_what_a_keyboard_types(bench: Bench) -> None:
    bench.type("3760012345678")
    assert bench.post.field.text() == "3760012345678"
    assert (bench.heard.scans, bench.heard.refusals) == ([], [])


def test_a_burst_too_long_is_refused_and_bounded(bench: Bench) -> None:
    bench.type("MA+OF+" + "1" * 500, end=Qt.Key.Key_Return)
    assert bench.heard.refusals == ["scan.unknown"]
    assert bench.post.field.text() == ""


def test_a_receiver_that_is_gone_loses_its_held_key_quietly(bench: Bench, qtbot: QtBot) -> None:
    extra = QLineEdit()
    QTest.keyClick(extra, "M")
    extra.deleteLater()
    del extra
    qtbot.wait(2 * HOLD_MS)
    bench.type("MA+OK", end=Qt.Key.Key_Return)
    assert bench.heard.scans == [CommandScan(Command.GOOD)]


def test_after_stop_it_watches_no_more(bench: Bench) -> None:
    bench.watch.stop()
    bench.type("MA+OK")
    assert bench.post.field.text() == "MA+OK"
