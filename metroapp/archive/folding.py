"""How texts are compared where records are looked for: without accents or capitals."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 3  # signs of a word that the trigrams know
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def folded(said: str) -> str:
    """Without accents or capitals."""
    if said.isascii():
        return said.lower()
    decomposed = unicodedata.normalize("NFKD", said.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def short_words(said: str) -> set[str]:
    """The words of a folded text that are too short for trigrams, between blanks or between other signs: `of` and `12`
    of `OF-12`."""
    words = {*said.split(), *_BETWEEN_WORDS.split(said)}
    return {word for word in words if 0 < len(word) < SHORTEST}
