"""What is checked by eye, in words, and the states of edges of ISO 13715."""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.callout import Callout, Derivation, Kind, Rule
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Written
from metroapp.domain.notation.signs import NUMBER, unaccented

# The words of the list, without accents. A complement in words may follow: `aspect sans rayure`.
_WORDS = (
    "attribut", "visuel", "ebavurage", "ebavure", "ebavuree", "ebavures", "ebavurees", "ebavurer", "sans bavure",
    "sans bavures", "casser les angles", "angles casses", "angles vifs", "aspect",
    "marquage", "presence", "proprete", "etat de surface visuel",
)  # fmt: skip
_SAID_AN_ATTRIBUTE = re.compile(r"attribut ?[:-] ?(?P<what>.+)", re.IGNORECASE)
_COMPLEMENT = re.compile(r"[^0-9±Ø°<>≤≥]*")
_SIGNED = rf"(?:[+-] ?{NUMBER}|0(?:\.0+)?|±{NUMBER}|[+-])"
_EDGE = re.compile(
    rf"(?:(?:aretes?(?: (?:vives?|exterieures?|interieures?))?|edges?|iso 13715|[⌞⌟⌜⌝∟]) ?:? ?)+"
    rf"(?P<first>{_SIGNED})(?: ?[/; ] ?(?P<second>{_SIGNED}))?(?: ?mm)?"
)


def read_words(written: Written) -> Callout | None:
    """An attribute or an edge; None where the text begins with no word of the list."""
    plain = unaccented(written.tidy)
    if edge := _EDGE.fullmatch(plain):
        return _edge(written, edge)
    said = _SAID_AN_ATTRIBUTE.fullmatch(written.tidy)
    if said or written.context.is_attribute or _is_in_the_list(plain):
        return Callout(written.text, Kind.ATTRIBUTE, None, None, None, None, Derivation(Rule.OBSERVED))
    return None


def _is_in_the_list(plain: str) -> bool:
    for word in _WORDS:
        rest = plain.removeprefix(word)
        if rest != plain and rest[:1] in ("", " ", ":", ",") and _COMPLEMENT.fullmatch(rest):
            return True
    return False


def _edge(written: Written, found: re.Match[str]) -> Callout:
    """Deviations of an edge of undefined shape: minus takes material away, plus leaves some (ISO 13715:2017, 4)."""
    deviations: list[Decimal] = []
    for text in (found["first"], found["second"]):
        if text is None or text in ("+", "-"):
            continue
        value = Decimal(text.lstrip("±").replace(" ", ""))
        deviations += [-value, value] if text.startswith("±") else [value]
    if found["second"] and len(set(deviations)) != len(deviations):
        raise Refusal("callout.contradictory", callout=written.text)
    if deviations == [0]:
        raise Refusal("callout.contradictory", callout=written.text)
    lower = min([*deviations, Decimal(0)]) if len(deviations) == 1 else min(deviations, default=None)
    upper = max([*deviations, Decimal(0)]) if len(deviations) == 1 else max(deviations, default=None)
    return Callout(
        written.text,
        Kind.ATTRIBUTE,
        None,
        None,
        None,
        None,
        Derivation(Rule.EDGE, lower_deviation=lower, upper_deviation=upper),
    )
