"""Who may open a port: on Unix, the group that owns it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

_USUAL = "dialout"  # of Debian and its family


def group_of(url: str) -> str:
    """The group to join to be allowed to open a port; the usual one where the port does not say, or names none that
    may read and write it."""
    if sys.platform == "win32":
        return ""
    try:
        group, mode = Path(url).group(), Path(url).stat().st_mode
    except (OSError, KeyError):
        return _USUAL
    allowed = mode & stat.S_IRGRP and mode & stat.S_IWGRP and group != "root"
    return group if allowed else _USUAL
