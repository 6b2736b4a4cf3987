"""What one moment of a conversation brings: what to report, and what to send."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from drivers.family import Message
from drivers.reading import LinkEvent


@dataclass(slots=True)
class Turn:
    """`now` is the time of day, for what is reported; `at` the monotonic clock in seconds, for what is waited for."""

    now: datetime
    at: float
    events: list[LinkEvent] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
