"""The codes of candidates: number, hyphen, secret (`07-4831`). Made by the program, shown once, kept as any secret;
spaces and case do not count."""

from __future__ import annotations

import re
from secrets import choice

from metroapp.domain.message import Refusal
from metroapp.domain.people import require_secret

_CODE = re.compile(r"\s*([^\W_]{1,8}?)\s*(?:[-–—_/.]|\s)\s*(.+)", re.DOTALL)
_DIGITS = "0123456789"
_LONG = 4  # a keypad, gloves; tries are held back as those of any secret


def new_code() -> str:
    """A secret: four digits that are no series of their own."""
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


def split_code(text: str) -> tuple[str, str] | None:
    """The number and the secret, as they are compared; None for a text that is no code."""
    found = _CODE.fullmatch(text.strip())
    return None if found is None else (found[1].upper(), plain_secret(found[2]))


def plain_secret(text: str) -> str:
    """A secret as it is hashed and compared."""
    return "".join(text.split()).casefold()


def secret_of_code(text: str) -> str:
    """The secret of a code, or what was typed alone; whose it is, is known."""
    found = split_code(text)
    return text if found is None else found[1]


def secret_typed(text: str, number: str) -> str:
    """The secret of a candidate who signs with it, or with their whole code."""
    found = split_code(text)
    return found[1] if found is not None and found[0].lstrip("0") == number.lstrip("0") else plain_secret(text)
