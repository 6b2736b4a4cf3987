"""The codes of candidates: made by the program, shown once, kept as any secret."""

from __future__ import annotations

from secrets import choice

from metroapp.domain.message import Refusal
from metroapp.domain.people import require_secret

_DIGITS = "0123456789"
_LONG = 4  # a keypad, gloves; tries are held back as those of any secret


def new_code() -> str:
    """Four digits that are no series of their own."""
    while True:
        code = "".join(choice(_DIGITS) for _ in range(_LONG))
        try:
            require_secret(code, "")
        except Refusal:
            continue
        return code


def sign_in_code(candidate: str, code: str) -> str:
    """What a candidate types at the post: `07-4831`."""
    return f"{candidate}-{code}"
