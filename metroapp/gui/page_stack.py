"""The pages of the window, each made when it is first looked at: the window opens on the relevé alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from metroapp.gui.desk import Desk

if TYPE_CHECKING:
    from metroapp.gui.pages.about import AboutPage
    from metroapp.gui.pages.archives import ArchivesPage
    from metroapp.gui.pages.exams import ExamsPage
    from metroapp.gui.pages.instruments import InstrumentsPage
    from metroapp.gui.pages.means import MeansPage
    from metroapp.gui.pages.nonconformities import NonconformitiesPage
    from metroapp.gui.pages.parts import PartsPage
    from metroapp.gui.pages.settings import SettingsPage
    from metroapp.gui.pages.spc import SpcPage

RELEVE, PARTS, ARCHIVES, NONCONFORMITIES, SPC, INSTRUMENTS, MEANS, SETTINGS, EXAMS, ABOUT = range(10)
# By number, as the layout of the window is kept.
NAMES = (
    "releve", "parts", "archives", "nonconformities", "spc", "instruments", "means", "settings", "exams", "about",
)  # fmt: skip


class Page(Protocol):
    """What the window asks of each page."""

    def refresh(self) -> None: ...
    def show_presence(self) -> None: ...


class PageStack(QStackedWidget):
    """`made` says the number of a page that was just made, and the page."""

    made = Signal(int, object)

    def __init__(self, desk: Desk, releve: QWidget, *, simulated: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._simulated = simulated
        self._pages: dict[int, QWidget] = {}
        self.addWidget(releve)
        for _ in NAMES[1:]:
            self.addWidget(QWidget())

    @property
    def by_name(self) -> dict[str, QWidget]:
        """The pages that were made."""
        return {NAMES[number]: page for number, page in self._pages.items()}

    @property
    def name(self) -> str:
        """The name of the page shown."""
        return NAMES[self.currentIndex()]

    def has(self, number: int) -> bool:
        return number in self._pages

    def show_presence(self) -> None:
        """Somebody else is there: what they may do on the pages that were made."""
        for page in self._pages.values():
            page.show_presence()  # type: ignore[attr-defined]

    def refresh(self, number: int) -> None:
        """Make a page if need be, and have it read anew; the relevé follows its events."""
        makers: dict[int, Callable[[], Page]] = {
            PARTS: lambda: self.parts,
            ARCHIVES: lambda: self.archives,
            NONCONFORMITIES: lambda: self.nonconformities,
            SPC: lambda: self.spc,
            INSTRUMENTS: lambda: self.instruments,
            MEANS: lambda: self.means,
            SETTINGS: lambda: self.settings,
            EXAMS: lambda: self.exams,
            ABOUT: lambda: self.about,
        }
        if number in makers:
            makers[number]().refresh()

    def _page(self, number: int, make: Callable[[], QWidget]) -> QWidget:
        if number not in self._pages:
            page = self._pages[number] = make()
            kept = self.widget(number)
            assert kept is not None
            self.insertWidget(number, page)
            self.removeWidget(kept)
            kept.deleteLater()
            self.made.emit(number, page)
        return self._pages[number]

    @property
    def parts(self) -> PartsPage:
        from metroapp.gui.pages.parts import PartsPage

        return cast(PartsPage, self._page(PARTS, lambda: PartsPage(self._desk)))

    @property
    def archives(self) -> ArchivesPage:
        from metroapp.gui.pages.archives import ArchivesPage

        return cast(ArchivesPage, self._page(ARCHIVES, lambda: ArchivesPage(self._desk)))

    @property
    def nonconformities(self) -> NonconformitiesPage:
        from metroapp.gui.pages.nonconformities import NonconformitiesPage

        return cast(NonconformitiesPage, self._page(NONCONFORMITIES, lambda: NonconformitiesPage(self._desk)))

    @property
    def spc(self) -> SpcPage:
        from metroapp.gui.pages.spc import SpcPage

        return cast(SpcPage, self._page(SPC, lambda: SpcPage(self._desk)))

    @property
    def instruments(self) -> InstrumentsPage:
        from metroapp.gui.pages.instruments import InstrumentsPage

        def make() -> InstrumentsPage:
            return InstrumentsPage(self._desk, simulated=self._simulated)

        return cast(InstrumentsPage, self._page(INSTRUMENTS, make))

    @property
    def means(self) -> MeansPage:
        from metroapp.gui.pages.means import MeansPage

        return cast(MeansPage, self._page(MEANS, lambda: MeansPage(self._desk)))

    @property
    def settings(self) -> SettingsPage:
        from metroapp.gui.pages.settings import SettingsPage

        return cast(SettingsPage, self._page(SETTINGS, lambda: SettingsPage(self._desk)))

    @property
    def exams(self) -> ExamsPage:
        from metroapp.gui.pages.exams import ExamsPage

        return cast(ExamsPage, self._page(EXAMS, lambda: ExamsPage(self._desk)))

    @property
    def about(self) -> AboutPage:
        from metroapp.gui.pages.about import AboutPage

        return cast(AboutPage, self._page(ABOUT, lambda: AboutPage(self._desk)))
