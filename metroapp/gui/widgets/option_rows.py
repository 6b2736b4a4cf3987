"""The rows of the choices of a workshop: a tick or a control, each with one small sentence about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.gui.widgets.choice import Tick

_UNDER_TICK = 34  # px: beside the box of a tick


def add_heading(layout: QVBoxLayout, text: str) -> None:
    heading = QLabel(text)
    heading.setProperty("role", "heading")
    layout.addWidget(heading)


def add_ticks(layout: QVBoxLayout, rows: Iterable[tuple[Tick, str]]) -> None:
    for tick, said in rows:
        layout.addWidget(tick)
        layout.addWidget(small(said, _UNDER_TICK))


def add_controls(layout: QVBoxLayout, rows: Iterable[tuple[str, QWidget, str]]) -> None:
    """Its name on the left, the control on the right, the sentence under both."""
    for name, control, said in rows:
        line = QHBoxLayout()
        text = QLabel(name)
        text.setBuddy(control)
        line.addWidget(text, 1)
        line.addWidget(control)
        layout.addSpacing(5)
        layout.addLayout(line)
        layout.addWidget(small(said))


def small(text: str, inset: int = 0) -> QLabel:
    said = QLabel(text)
    said.setWordWrap(True)
    said.setProperty("role", "small")
    said.setContentsMargins(inset, 0, 0, 2)
    return said
