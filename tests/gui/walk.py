"""Walks through what a page shows: its widgets, where they are, what is cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)

from metroapp.gui.widgets.record_head import ElidedLabel
from tests.gui.bench_window import Bench

_CLOSED = (QAbstractItemView, QComboBox, QLineEdit, QAbstractSpinBox)  # what is inside them is Qt's own
_TURNS = 6


def settle(bench: Bench, width: int, height: int) -> None:
    """The window at a size, laid out until nothing moves: some sizes follow from others."""
    bench.window.resize(width, height)
    for _ in range(_TURNS):
        bench.window.grab()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()


def shown(root: QWidget) -> Iterator[QWidget]:
    """What is visible under `root`, without what is inside Qt's own widgets."""
    for child in root.children():
        if not isinstance(child, QWidget) or child.isHidden() or child.isWindow():
            continue
        yield child
        if not isinstance(child, _CLOSED):
            yield from shown(child)


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, (QAbstractButton, QLabel)) else ""
    owner = widget.parentWidget()
    said = widget.accessibleName() or text or widget.objectName()
    return f"{type(widget).__name__} {said[:50]!r} in {type(owner).__name__ if owner else ''}"


def outside(root: QWidget) -> list[str]:
    """What is not wholly inside its parent; the content of a scroll area may be larger than what shows it."""
    found = []
    for widget in shown(root):
        parent = widget.parentWidget()
        assert parent is not None
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.widget() is widget and widget.width() > parent.width() + 1:
            found.append(f"{name_of(area)} shows {parent.width()} px of {widget.width()}")
        if isinstance(area, QScrollArea) or isinstance(parent, QAbstractScrollArea):
            continue
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            found.append(f"{name_of(widget)}: {widget.geometry().getRect()} in {parent.rect().getRect()}")
    return found


def overlapping(root: QWidget) -> list[str]:
    """Controls and texts that lie on one another."""
    found = []
    for parent in (root, *shown(root)):
        if isinstance(parent, (QStackedWidget, QAbstractScrollArea, *_CLOSED)):
            continue
        inside = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and not (child.isHidden() or child.isWindow() or isinstance(child, QSplitterHandle))
        ]
        for one, other in combinations(inside, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1:
                found.append(f"{name_of(one)} on {name_of(other)}: {common.getRect()}")
    return found


def cut(root: QWidget) -> list[str]:
    """Buttons and labels smaller than their text."""
    found = []
    for widget in shown(root):
        if isinstance(widget, ElidedLabel):
            continue  # says the rest in its tip
        if isinstance(widget, (QPushButton, QLabel)) and not widget.text():
            continue
        if isinstance(widget, QPushButton) or (isinstance(widget, QLabel) and not widget.wordWrap()):
            wanted = widget.sizeHint()
        elif isinstance(widget, QLabel):
            wanted = QRect(0, 0, 0, widget.heightForWidth(widget.width())).size()
        elif isinstance(widget, (QLineEdit, QComboBox)):
            wanted = QRect(0, 0, 0, widget.sizeHint().height()).size()
        else:
            continue
        if widget.width() < wanted.width() - 2 or widget.height() < wanted.height() - 2:
            found.append(f"{name_of(widget)}: {widget.size().toTuple()} for {wanted.toTuple()}")
    return found


def on_window(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
