"""When a post locks by itself: a setting of the post, kept beside the archive; it proves nothing."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from metroapp.domain.message import Refusal

_log = logging.getLogger(__name__)

LONGEST_MINUTES = 240
NAME = "lock"  # what it is kept under


@dataclass(frozen=True, slots=True)
class LockSettings:
    """After how long without a gesture the post locks. Refuses `lock.minutes_out_of_bounds`."""

    minutes: int = 10  # 0: never by itself
    while_measuring: bool = False  # also while a record is being filled

    def __post_init__(self) -> None:
        if not 0 <= self.minutes <= LONGEST_MINUTES:
            raise Refusal("lock.minutes_out_of_bounds", most=LONGEST_MINUTES)


def to_text(settings: LockSettings) -> str:
    return json.dumps({"minutes": settings.minutes, "while_measuring": settings.while_measuring})


def from_text(text: str) -> LockSettings:
    """What was kept; nothing kept, or a damaged text, is the setting of a new post."""
    if not text:
        return LockSettings()
    try:
        said = json.loads(text)
        return LockSettings(int(said["minutes"]), bool(said["while_measuring"]))
    except (ValueError, KeyError, TypeError, Refusal):
        _log.exception("the lock settings kept cannot be read")
        return LockSettings()
