"""The code that a candidate is given: number, hyphen, secret (`07-4831`); spaces and case do not count."""

from __future__ import annotations

import re

_CODE = re.compile(r"\s*([^\W_]{1,8}?)\s*(?:[-–—_/.]|\s)\s*(.+)", re.DOTALL)


def split_code(text: str) -> tuple[str, str] | None:
    """The number and the secret, as they are compared; None for a text that is no code."""
    found = _CODE.fullmatch(text.strip())
    return None if found is None else (found[1].upper(), plain_secret(found[2]))


def plain_secret(text: str) -> str:
    """A secret as it is hashed and compared."""
    return "".join(text.split()).casefold()


def secret_typed(text: str, number: str) -> str:
    """The secret of a candidate who signs with it, or with their whole code."""
    found = split_code(text)
    return found[1] if found is not None and found[0].lstrip("0") == number.lstrip("0") else plain_secret(text)
