"""A list with what narrows it above, and the panel of the line that is chosen beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QSplitter, QVBoxLayout, QWidget


def filter_button(text: str, tip: str) -> QPushButton:
    """One way of narrowing a list; `tip` says it in full."""
    button = QPushButton(text)
    button.setObjectName("tight")
    button.setCheckable(True)
    button.setAccessibleName(tip)
    button.setToolTip(tip)
    return button


def list_beside_panel(
    narrowed: QLayout, table: QWidget, nothing: QWidget, panel: QWidget, shares: tuple[int, int]
) -> QSplitter:
    """`nothing` says why the list is empty; `shares` are those of the list and of the panel."""
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(table)
    left = QWidget()
    beside = QVBoxLayout(left)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.setSpacing(8)
    beside.addLayout(narrowed)
    beside.addWidget(card, 1)
    beside.addWidget(nothing)
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(12)
    splitter.addWidget(left)
    splitter.addWidget(panel)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 0)
    splitter.setSizes(list(shares))
    splitter.setChildrenCollapsible(False)
    return splitter
