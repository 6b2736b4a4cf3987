"""The one door to translation: French is the source language, other languages come as gettext catalogues."""

from __future__ import annotations

import gettext as _gettext
from importlib.resources import files

_TRANSLATIONS = _gettext.translation("metroapp", str(files("resources") / "translations"), fallback=True)


def gettext(text: str) -> str:
    """The text in the language of the program. Call it with a literal string only: extraction sees nothing else."""
    return _TRANSLATIONS.gettext(text)
