"""What the watch of the keys said, for the tests of scanners and of interfaces that type."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from metroapp.domain.message import Refusal
from metroapp.gui.key_bursts import KeyBursts


class Heard(QObject):
    """What was said, received in a QObject as the window does."""

    def __init__(self, watch: KeyBursts) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.scans: list[object] = []
        self.refusals: list[str] = []
        watch.typed.connect(self.line)
        watch.scanned.connect(self.scan)
        watch.refused.connect(self.refuse)

    @Slot(object)
    def line(self, line: str) -> None:
        self.lines.append(line)

    @Slot(object)
    def scan(self, scan: object) -> None:
        self.scans.append(scan)

    @Slot(object)
    def refuse(self, refusal: Refusal) -> None:
        self.refusals.append(refusal.message.code)

    @property
    def nothing(self) -> bool:
        return not (self.lines or self.scans or self.refusals)
