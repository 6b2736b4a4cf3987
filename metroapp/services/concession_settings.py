"""Whether this workshop lets a characteristic of safety be departed from, kept beside the archive."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

_log = logging.getLogger(__name__)

NAME = "concessions"  # what it is kept under


@dataclass(frozen=True, slots=True)
class ConcessionSettings:
    """A new workshop departs from no characteristic of safety."""

    safety_refused: bool = True


def to_text(settings: ConcessionSettings) -> str:
    return json.dumps({"safety_refused": settings.safety_refused})


def from_text(text: str) -> ConcessionSettings:
    """What was kept; nothing kept, or a damaged text, is how a new workshop does."""
    if not text:
        return ConcessionSettings()
    try:
        refused = json.loads(text)["safety_refused"]
    except (ValueError, KeyError, TypeError):
        _log.exception("the settings of dérogations cannot be read")
        return ConcessionSettings()
    return ConcessionSettings(refused is not False)  # anything else than a clear no keeps what is careful
