"""PySide6 6.12 drops a reference to True at each emit and to None at each void call: the pin must keep that away."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

_SLACK = 200  # other threads and the garbage collector move a few


class Emitter(QObject):
    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.said.connect(self.hear)

    def hear(self, _value: object) -> None:
        self.heard += 1


def test_emits_and_void_calls_leave_the_references_alone(qtbot: QtBot) -> None:
    emitter, label = Emitter(), QLabel()
    qtbot.addWidget(label)
    true_before, none_before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(5_000):
        emitter.said.emit(True)
    for _ in range(20_000):
        label.update()
    assert emitter.heard == 5_000
    assert abs(sys.getrefcount(True) - true_before) < _SLACK
    assert abs(sys.getrefcount(None) - none_before) < _SLACK
