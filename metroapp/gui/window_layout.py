"""Puts the window back as it was left, and says how it is left now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from metroapp.gui.layout_memory import DEFAULT, Area, WindowLayout, from_text, placed, to_text
from metroapp.gui.theme import LOOKS, Theme


class LayoutKeeper:
    """The pages are given by name, as they are made; a splitter is known by its page and its place on it."""

    def __init__(self, window: QMainWindow, theme: Theme) -> None:
        self._window = window
        self._theme = theme
        self._first_look = theme.tokens.name  # that of the system: it is followed until another is chosen
        self._layout: WindowLayout = DEFAULT
        self.is_restored = False

    def restore(self, text: str, pages: Mapping[str, QWidget]) -> str:
        """Put back what was kept; gives the name of the page, empty where there was none."""
        self.is_restored = True
        self._layout = from_text(text)
        self._place()
        if self._layout.look in LOOKS:
            self._theme.use(LOOKS[self._layout.look])
        for name, page in pages.items():
            self.arrange(name, page)
        return self._layout.page

    def arrange(self, name: str, page: QWidget) -> None:
        """The splitters of a page, as they were left."""
        for key, splitter in _splitters(name, page):
            sizes = self._layout.splitters.get(key, ())
            if len(sizes) == splitter.count():
                splitter.setSizes(list(sizes))

    def text(self, shown: str, pages: Mapping[str, QWidget]) -> str:
        """How the window is now. What was kept of a page that was not looked at stays."""
        window, look = self._window, self._theme.tokens.name
        at = window.normalGeometry() if window.isMaximized() or window.isFullScreen() else window.geometry()
        kept = dict(self._layout.splitters)
        for name, page in pages.items():
            kept |= {key: tuple(splitter.sizes()) for key, splitter in _splitters(name, page) if any(splitter.sizes())}
        return to_text(
            WindowLayout(
                area=Area(at.x(), at.y(), at.width(), at.height()),
                is_maximised=window.isMaximized(),
                look=look if self._layout.look or look != self._first_look else "",
                page=shown,
                splitters=kept,
            )
        )

    def _place(self) -> None:
        layout, window = self._layout, self._window
        least = window.minimumSize()
        if layout.area is not None:
            area = placed(layout.area, _screens(), (least.width(), least.height()))
            if area is not None:
                window.setGeometry(QRect(*area))
        if layout.is_maximised:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _splitters(name: str, page: QWidget) -> Iterator[tuple[str, QSplitter]]:
    for place, splitter in enumerate(page.findChildren(QSplitter)):
        yield f"{name}.{place}", splitter


def _screens() -> list[Area]:
    found = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    return [Area(one.x(), one.y(), one.width(), one.height()) for one in found]
