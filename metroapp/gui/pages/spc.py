"""The page that masters the process: a tab for each of its trades, made when it is first looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from metroapp.gui.desk import Desk
from metroapp.gui.tabbed_page import KnownTab, Tab, TabbedPage
from metroapp.wording import charts, corrections, production_report, samplings, studies
from metroapp.wording import spc as words


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


TABS: tuple[KnownTab, ...] = (
    ("charts", charts.TAB, charts.TAB_TIP, _charts),
    ("offsets", corrections.TAB, corrections.TAB_TIP, _offsets),
    ("studies", studies.TAB, studies.TAB_TIP, _studies),
    ("samplings", samplings.TAB, samplings.TAB_TIP, _samplings),
    ("follow_up", production_report.TAB, production_report.TAB_TIP, _follow_up),
)
ONLY_READ = ("charts", "follow_up")  # tabs that ask nothing of a workshop but its archive


class SpcPage(TabbedPage):
    """`record_asked` carries the id of a record to be shown in the archives. `names`: of its tabs; all of them unless
    said."""

    record_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, names: Sequence[str] = ()) -> None:
        known = tuple(tab for tab in TABS if not names or tab[0] in names)
        super().__init__(words.TITLE, known, desk, parent)
