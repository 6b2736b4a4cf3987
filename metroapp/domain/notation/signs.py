"""One spelling for the signs that drawings, keyboards and spreadsheets vary.

Signs that can only mean one thing are brought to one spelling. A letter of another alphabet that only looks like
ours is refused by name: what it stands for would be a guess.
"""

from __future__ import annotations

import re
import unicodedata

from metroapp.domain.callout import Symbol
from metroapp.domain.message import Refusal

NUMBER = r"(?:[0-9]{1,7}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"

# ISO 1101 signs: the one we write first, then those that fonts and keyboards put in its place.
SYMBOL_SIGNS: dict[Symbol, str] = {
    Symbol.STRAIGHTNESS: "⏤",
    Symbol.FLATNESS: "⏥▱",
    Symbol.ROUNDNESS: "○◯",
    Symbol.CYLINDRICITY: "⌭",
    Symbol.LINE_PROFILE: "⌒",
    Symbol.SURFACE_PROFILE: "⌓",
    Symbol.PARALLELISM: "∥⫽",
    Symbol.PERPENDICULARITY: "⟂⊥",
    Symbol.ANGULARITY: "∠",
    Symbol.POSITION: "⌖⊕",
    Symbol.COAXIALITY: "◎",
    Symbol.SYMMETRY: "⌯",
    Symbol.CIRCULAR_RUN_OUT: "↗",
    Symbol.TOTAL_RUN_OUT: "⌰",
}

_ONE_SPELLING = str.maketrans(
    {
        **dict.fromkeys("ø⌀φΦ∅", "Ø"),
        **dict.fromkeys("×✕✖⨯", "x"),
        **dict.fromkeys("−–‒—―‐‑", "-"),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("’‘´`′", "'"),
        **dict.fromkeys("″“”", '"'),
        **dict.fromkeys("μ", "µ"),
        "⧸": "/",
        "⁄": "/",
        "∕": "/",
        "﹢": "+",
        "＋": "+",
        "…": " … ",
        "\u200b": "",
        "\ufeff": "",
        "\u00ad": "",
    }
)
_CIRCLED_A = 0x24B6
_CIRCLED = re.compile("[Ⓐ-Ⓩ]")
_KNOWN_FOREIGN = frozenset("µΩλ")
# Words that stand for the sign before a dimension, or only name what the callout says by itself.
_PREFIX_WORDS = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)
    for pattern, sign in (
        (r"\b(?:diam(?:ètre|etre)?|dia)\b\.? ?:? ?(?=[0-9.])", "Ø"),
        (r"\b(?:rayon|congé|conge)\b ?:? ?R? ?(?=[0-9.])", "R"),
        (r"\b(?:chanfrein|chf|ch)\b\.? ?:? ?(?=[0-9.][^x]*x)", ""),
        (r"\b(?:chanfrein|chf|ch)\b\.? ?:? ?C? ?(?=[0-9.])", "C"),
        (r"^rugosité ?:? ?(?=R[a-z])", ""),
    )
)
_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])|(?<![0-9]),(?=[0-9])")


def tidy(text: str) -> str:
    """The text with one spelling of each sign, single spaces and decimal dots.

    Refuses `callout.look_alike` for a letter or a digit that is not of our alphabet.
    """
    composed = unicodedata.normalize("NFC", text).translate(_ONE_SPELLING)
    composed = _CIRCLED.sub(lambda found: f"({chr(ord(found[0]) - _CIRCLED_A + ord('A'))})", composed)
    for character in composed:
        if not _is_ours(character):
            raise Refusal("callout.look_alike", character=character, name=_alphabet(character), callout=text.strip())
    spaced = " ".join(composed.split())
    spaced = _DECIMAL_COMMA.sub(".", spaced).replace("''", '"')
    spaced = re.sub(r"\+ ?/? ?-(?= ?[0-9.])", "±", spaced)
    for word, sign in _PREFIX_WORDS:
        spaced = word.sub(sign, spaced)
    return spaced


def _is_ours(character: str) -> bool:
    if character.isascii() or character in _KNOWN_FOREIGN:
        return True
    category = unicodedata.category(character)
    if category == "Nd":  # the digits of other scripts: Python would read them, an operator would not
        return False
    return not category.startswith("L") or unicodedata.name(character, "").startswith("LATIN")


def _alphabet(character: str) -> str:
    """First word of the Unicode name: CYRILLIC, GREEK, FULLWIDTH…"""
    return unicodedata.name(character, "?").split()[0].capitalize()


def unaccented(text: str) -> str:
    """Lower case without accents: how words of drawings are compared."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
