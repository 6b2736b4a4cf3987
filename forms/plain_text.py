"""Text in files where a line, or a control character, has a meaning: what somebody typed never gains one."""

from __future__ import annotations


def one_line(text: str, longest: int | None = None) -> str:
    """A text on one line, without a control or an invisible character; cut at `longest` characters."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:longest].rstrip()
