"""Qt in French: its own translation, and the few words that are missing in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from metroapp.wording.qt import MISSING


class _Missing(QTranslator):
    """Asked after the translation of Qt, for what that one does not know."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, text: str, _comment: Any = None, _count: int = -1) -> str | None:
        return MISSING.get(text)


def speak_french(application: QCoreApplication) -> None:
    """Install both; the last one installed is asked first."""
    missing = _Missing(application)
    application.installTranslator(missing)
    own = QTranslator(application)
    if own.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(own)
