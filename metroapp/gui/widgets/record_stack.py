"""The relevé, or the follow-up of the series in its place, made when it is first looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from metroapp.gui.desk import Desk
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services.events import (
    BoxRecorded,
    Declared,
    Event,
    PieceSorted,
    ProductionChanged,
    RecordClosed,
    RecordOpened,
)

if TYPE_CHECKING:
    from metroapp.gui.pages.follow_up import FollowUpPage

_FORMS = 470  # px: what the forms of the follow-up need; on a small screen they scroll


class RecordStack(QStackedWidget):
    """What was said of the record before the follow-up was made is said to it then, in one event."""

    def __init__(self, desk: Desk, releve: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._opened: RecordOpened | None = None  # as the record is now
        self.follow_up: FollowUpPage | None = None
        self.addWidget(releve)

    def minimumSizeHint(self) -> QSize:
        """Whatever the pages would like: the cards above keep their place on the smallest screen."""
        return QSize(200, 80)

    def take(self, event: Event) -> None:
        match event:
            case RecordOpened():
                self._opened = event
            case ProductionChanged() if self._opened is not None:
                self._opened = replace(self._opened, production=event)
            case BoxRecorded() | PieceSorted() if self._opened is not None:
                self._opened = replace(self._opened, sorting=event.sorting)
            case Declared(declaration) if self._opened is not None:
                self._opened = replace(self._opened, declared=(*self._opened.declared, declaration))
            case RecordClosed() if self._opened is not None:
                self._opened = replace(self._opened, closed=True)
        if self.follow_up is not None:
            self.follow_up.take(event)

    def show_presence(self) -> None:
        if self.follow_up is not None:
            self.follow_up.show_presence()

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed in the follow-up is not recorded."""
        return self.follow_up is not None and self.follow_up.has_unsaved

    @property
    def shows_follow_up(self) -> bool:
        return self.currentIndex() == 1

    def turn(self, follow_up: bool) -> None:
        """Show the follow-up, or the relevé again."""
        if follow_up and self.follow_up is None:
            from metroapp.gui.pages.follow_up import FollowUpPage

            self.follow_up = FollowUpPage(self._desk)
            self.follow_up.setMinimumHeight(_FORMS)
            within = self.follow_up.layout()
            assert within is not None
            within.setContentsMargins(0, 0, 0, 0)  # the page around has its own
            inside = QVBoxLayout()
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(self.follow_up)
            self.addWidget(Scrolled(inside))
            if self._opened is not None:
                self.follow_up.take(self._opened)
        self.setCurrentIndex(int(follow_up))
