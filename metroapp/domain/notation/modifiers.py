"""Specification modifiers written after a size (ISO 14405-1:2016, tables 1 to 3) or after a geometrical tolerance."""

from __future__ import annotations

import re

_IN_PARENTHESES = (
    "LP", "LS", "GG", "GX", "GN", "GC", "CC", "CA", "CV", "SX", "SN", "SA", "SM", "SD", "SR",
)  # fmt: skip
_OF_SIZES = re.compile(
    rf"(?P<rest>.*?) ?(?:\( ?(?P<framed>{'|'.join(_IN_PARENTHESES)}|E|F) ?\)|(?<![A-Z])(?P<word>CF|CT|SCS|ACS|ALS|UF))"
)
_OF_GEOMETRY = re.compile(
    r" ?(?:\( ?(?P<framed>M|L|R|P|F|T) ?\)(?P<projected>(?<=P\))[0-9.]+)?|(?P<word>CZ|SZ|CF|UZ|UF|OZ)(?![A-Z]))"
)
_OF_DATUMS = re.compile(r"\( ?(?P<framed>M|L|R|F) ?\)|\[ ?(?P<word>CF|PL|SL|PT|LD|MD) ?\]")


# What decides a size: the drawing may give one of them (ISO 14405-1 allows one for each limit, which is not read).
_DECIDING = frozenset(_IN_PARENTHESES) - {"LP", "LS"}
_EXCLUSIVE = (frozenset({"M", "L"}), frozenset({"CZ", "SZ"}), _DECIDING)


def contradict(modifiers: tuple[str, ...]) -> bool:
    """Whether two modifiers say opposite things."""
    return any(len(group & set(modifiers)) > 1 for group in _EXCLUSIVE)


def take_from_size(text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a size without its trailing modifiers, and those, in the order written."""
    taken: list[str] = []
    while found := _OF_SIZES.fullmatch(text):
        taken.insert(0, found["framed"] or found["word"])
        text = found["rest"].rstrip()
    return text, tuple(dict.fromkeys(taken))


def take_from_geometry(text: str) -> tuple[str, tuple[str, ...]]:
    """What follows the value of a geometrical tolerance, without the modifiers at its beginning."""
    taken: list[str] = []
    while found := _OF_GEOMETRY.match(text):
        taken.append((found["framed"] or found["word"]) + (found["projected"] or ""))
        text = text[found.end() :]
    return text, tuple(dict.fromkeys(taken))


def take_from_datum(text: str) -> tuple[str, tuple[str, ...]]:
    """One datum of the frame without its modifiers: `A(M)` is datum A at maximum material."""
    taken = [found["framed"] or found["word"] for found in _OF_DATUMS.finditer(text)]
    return _OF_DATUMS.sub("", text).strip(), tuple(taken)


def written(modifier: str) -> str:
    """A modifier as on the drawing: Ⓔ, (SA), CZ."""
    if modifier in _IN_PARENTHESES:
        return f"({modifier})"
    if len(modifier) == 1 or modifier[0] == "P":
        return chr(ord("Ⓐ") + ord(modifier[0]) - ord("A")) + modifier[1:]
    return modifier
