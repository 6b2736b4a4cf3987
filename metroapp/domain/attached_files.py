"""What a fiche, a dérogation or a means names of a file that the workspace keeps: its name, its digest, its suffix."""

from __future__ import annotations

import re

from metroapp.domain.entered_text import LONGEST_TEXT, require_text
from metroapp.domain.message import Refusal

_DIGEST, _SUFFIX = re.compile(r"[0-9a-f]{64}"), re.compile(r"\.[a-z]{3,4}")
_SHOWN = 40  # signs of a name that is too long


def require_name(name: str) -> None:
    """Refuse `document.name`, a name that is empty, too long, or a path; and as `require_text`."""
    if not name.strip() or len(name) > LONGEST_TEXT or {"/", "\\"} & set(name):
        shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
        raise Refusal("document.name", file=shown, most=LONGEST_TEXT)
    require_text(name)


def require_kept(name: str, digest: str, suffix: str) -> None:
    """Refuse `nonconformity.no_file`, what is not a file of the workspace, and as `require_name`."""
    require_name(name)
    if not (_DIGEST.fullmatch(digest) and _SUFFIX.fullmatch(suffix)):
        raise Refusal("nonconformity.no_file")
