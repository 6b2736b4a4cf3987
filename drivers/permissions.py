"""Who may open a port: on Unix, the group that owns it."""

from __future__ import annotations

import sys
from pathlib import Path

_USUAL = "dialout"  # of Debian and its family


def group_of(url: str) -> str:
    """The group to join to be allowed to open a port; the usual one where the port does not say."""
    if sys.platform == "win32":
        return ""
    try:
        return Path(url).group()
    except (OSError, KeyError):
        return _USUAL
