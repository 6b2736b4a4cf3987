"""How a command ends."""

from __future__ import annotations

DONE, TIMED_OUT, REFUSED = 0, 1, 2


class Refused(Exception):
    """What was asked cannot be done; the text is the sentence to show."""
