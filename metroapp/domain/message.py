"""What the program has to say, without its words.

The domain and the services name the fact (`code`) and its particulars (`fields`); `metroapp.wording` owns the
French sentence. A refusal is a message that stops what was asked and leaves everything as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """A fact to be worded: `code` is stable, `fields` are the values that the sentence names."""

    code: str
    fields: dict[str, Any] = field(default_factory=dict)


class Refusal(Exception):
    """What was asked cannot be done, for a reason that the user can act upon."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code, fields)
        self.message = Message(code, fields)
