"""A text that somebody entered: of what no file and no journal could keep, nothing is taken."""

from __future__ import annotations

import unicodedata

from metroapp.domain.message import Refusal

LONGEST_TEXT, LONGEST_COMMENT = 200, 1000  # signs


def text_refusal(text: str, most: int) -> Refusal | None:
    """Why a text cannot be kept: `text.unreadable` (half a sign, or the sign of no text: no file or no server holds
    it), `text.too_long`; None for one that can."""
    if len(text) > most:
        return Refusal("text.too_long", most=most)
    if any("\ud800" <= sign <= "\udfff" or sign == "\0" for sign in text):
        return Refusal("text.unreadable")
    return None


def require_text(*texts: str, most: int = LONGEST_TEXT) -> None:
    """Refuse the first text that cannot be kept, as `text_refusal`."""
    for text in texts:
        refusal = text_refusal(text, most)
        if refusal is not None:
            raise refusal


def one_line(text: str) -> str:
    """A text on one line of signs that can be shown: others would move the cursor of a terminal, or hide a name.

    A letter and its accent are one sign, however they were typed: two numbers that look the same are the same.
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", text))
    return " ".join(shown.split())


def require_reason(text: str) -> str:
    """The reason that somebody gave, as it is kept; refuses `record.reason_missing`, and as `text_refusal`."""
    require_text(text, most=LONGEST_COMMENT)
    if not text.strip():
        raise Refusal("record.reason_missing")
    return text.strip()
