"""The page of the examination sessions: prepared, supervised, read by the jury; each tab for whoever has its right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.tabbed_page import KnownTab, Tab, TabbedPage
from metroapp.wording import exam_jury
from metroapp.wording import exam_sessions as words


def _prepare(desk: Desk, _page: ExamsPage) -> Tab:
    from metroapp.gui.exam.prepare_tab import PrepareTab

    return PrepareTab(desk)


def _supervise(desk: Desk, _page: ExamsPage) -> Tab:
    from metroapp.gui.exam.supervise_tab import SuperviseTab

    return SuperviseTab(desk)


def _jury(desk: Desk, _page: ExamsPage) -> Tab:
    from metroapp.gui.exam.jury_tab import JuryTab

    return JuryTab(desk)


# As `gui.pages.spc.TABS`.
TABS: tuple[KnownTab, ...] = (
    ("prepare", words.PREPARE, words.PREPARE_TIP, _prepare),
    ("supervise", words.SUPERVISE, words.SUPERVISE_TIP, _supervise),
    ("jury", exam_jury.TAB, exam_jury.TAB_TIP, _jury),
)
RIGHTS = {"prepare": Action.PREPARE_SESSION, "supervise": Action.SUPERVISE, "jury": Action.READ_EVIDENCE}


class ExamsPage(TabbedPage):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(words.TITLE, TABS, desk, parent)
        self.show_presence()

    def show_presence(self) -> None:
        """The tabs of whoever is there; one of theirs is shown."""
        super().show_presence()
        for place, (name, *_) in enumerate(TABS):
            self.group.button(place).setVisible(self._desk.who.may(RIGHTS[name]))
        theirs = [place for place in range(len(TABS)) if not self.group.button(place).isHidden()]
        if theirs and self.group.checkedId() not in theirs:
            self.group.button(theirs[0]).setChecked(True)
            if self.isVisible():
                self.refresh()

    def refresh(self) -> None:
        """Read the tab shown anew, where it is one of whoever is there."""
        if not self.group.button(max(self.group.checkedId(), 0)).isHidden():
            super().refresh()
