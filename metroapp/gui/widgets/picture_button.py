"""A button of a dialog or a page: a word and its picture, which follows the look of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens


class PictureButton(QPushButton):
    """`pressed` is called by a click; Enter in a field beside does not press it. Without words its tip names it."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        picture: str,
        pressed: Callable[[], object],
        tip: str = "",
        *,
        is_accent: bool = False,
    ) -> None:
        super().__init__(f" {text}" if text else "")
        self._picture, self._is_accent = picture, is_accent
        self.setIconSize(QSize(20, 20))
        self.setAccessibleName(text or tip)
        self.setToolTip(tip)
        self.setAutoDefault(False)
        self.clicked.connect(lambda: pressed())
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        ink = tokens.on_accent if self._is_accent else tokens.accent
        self.setIcon(icon(self._picture, ink, tokens.soft))
