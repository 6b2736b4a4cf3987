"""The page that masters the process: a tab for each of its trades, made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from metroapp.gui.desk import Desk
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.services.events import Event
from metroapp.wording import charts, corrections, production_report, samplings, studies
from metroapp.wording import spc as words


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


Maker = Callable[[Desk, "SpcPage"], Tab]


def _charts(desk: Desk, page: SpcPage) -> Tab:
    from metroapp.gui.spc.charts_tab import ChartsTab

    return ChartsTab(desk, page)


def _follow_up(desk: Desk, page: SpcPage) -> Tab:
    from metroapp.gui.spc.follow_up_tab import FollowUpTab

    return FollowUpTab(desk, page)


def _studies(desk: Desk, _page: SpcPage) -> Tab:
    from metroapp.gui.spc.studies_tab import StudiesTab

    return StudiesTab(desk)


def _samplings(desk: Desk, _page: SpcPage) -> Tab:
    from metroapp.gui.spc.sampling_tab import SamplingTab

    return SamplingTab(desk)


def _offsets(desk: Desk, page: SpcPage) -> Tab:
    from metroapp.gui.spc.offsets_tab import OffsetsTab

    return OffsetsTab(desk, page)


# Name, text, tip, and what makes the tab; the libraries that it draws with are imported there.
TABS: tuple[tuple[str, str, str, Maker], ...] = (
    ("charts", charts.TAB, charts.TAB_TIP, _charts),
    ("offsets", corrections.TAB, corrections.TAB_TIP, _offsets),
    ("studies", studies.TAB, studies.TAB_TIP, _studies),
    ("samplings", samplings.TAB, samplings.TAB_TIP, _samplings),
    ("follow_up", production_report.TAB, production_report.TAB_TIP, _follow_up),
)
ONLY_READ = ("charts", "follow_up")  # tabs that ask nothing of a workshop but its archive


class SpcPage(QWidget):
    """`record_asked` carries the id of a record to be shown in the archives. `names`: of its tabs; all of them unless
    said."""

    record_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, names: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known = tuple(tab for tab in TABS if not names or tab[0] in names)
        self._tabs: dict[int, Tab] = {}
        self.stack = QStackedWidget()
        self.group = QButtonGroup(self)
        title = QLabel(words.TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title)
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

    def read_process(self) -> None:
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
