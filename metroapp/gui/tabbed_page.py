"""A page of several trades: a tab for each, made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from metroapp.gui.desk import Desk
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.services.events import Event


class Tab(Protocol):
    """What the page asks of each tab, a widget."""

    def refresh(self) -> None: ...
    def show_presence(self) -> None: ...


@runtime_checkable
class LiveTab(Tab, Protocol):
    """A tab that follows what the bench records."""

    def follow(self, event: Event) -> None: ...


@runtime_checkable
class PartedTab(Tab, Protocol):
    """A tab of which several parts are looked at one at a time."""

    def show_part(self, part: int) -> None: ...


# Name, text, tip, and what makes the tab of a page (the libraries that it draws with are imported there).
KnownTab = tuple[str, str, str, Callable[[Desk, Any], Tab]]


class TabbedPage(QWidget):
    """The first tab is shown at first."""

    def __init__(self, title: str, known: Sequence[KnownTab], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known = tuple(known)
        self._tabs: dict[int, Tab] = {}
        self.stack = QStackedWidget()
        self.group = QButtonGroup(self)
        head = QLabel(title)
        head.setProperty("role", "title")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(head)
        top.addStretch(1)
        for place, (_, text, tip, _) in enumerate(self._known):
            button = filter_button(text, tip)
            self.group.addButton(button, place)
            top.addWidget(button)
            self.stack.addWidget(QWidget())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)
        self.group.idClicked.connect(self._show)
        self.group.button(0).setChecked(True)

    def tab(self, name: str) -> Tab:
        """A tab, made if need be."""
        return self._made(self._place(name))

    def show_tab(self, name: str, part: int = 0) -> None:
        """Show a tab, and of one that has several parts that one."""
        place = self._place(name)
        self.group.button(place).setChecked(True)
        self._show(place)
        shown = self._tabs[place]
        if isinstance(shown, PartedTab):
            shown.show_part(part)

    def refresh(self) -> None:
        """Read the tab shown anew."""
        self._show(max(self.group.checkedId(), 0))

    def show_presence(self) -> None:
        for tab in self._tabs.values():
            tab.show_presence()

    def read_again(self) -> None:
        """Something was written: the tab shown follows."""
        if self.stack.currentIndex() in self._tabs:
            self._tabs[self.stack.currentIndex()].refresh()

    def follow(self, event: Event) -> None:
        """Something was measured while a tab is looked at."""
        shown = self._tabs.get(self.stack.currentIndex())
        if self.isVisible() and isinstance(shown, LiveTab):
            shown.follow(event)

    def _show(self, place: int) -> None:
        tab = self._made(place)
        self.stack.setCurrentIndex(place)
        tab.refresh()

    def _place(self, name: str) -> int:
        return next(place for place, (known, *_) in enumerate(self._known) if known == name)

    def _made(self, place: int) -> Tab:
        if place not in self._tabs:
            made = self._tabs[place] = self._known[place][3](self._desk, self)
            kept = self.stack.widget(place)
            assert kept is not None
            self.stack.insertWidget(place, cast(QWidget, made))
            self.stack.removeWidget(kept)
            kept.deleteLater()
        return self._tabs[place]
