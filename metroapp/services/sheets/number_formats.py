"""Numbers of a workbook as their author sees them, with the decimals and the words of their format.

Digits are never dropped: a number that has more than its format shows is given whole, to the 15 significant digits
that Excel itself keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_PLACEHOLDERS = "0#?"
_LITERAL_SIGNS = " +-()±Ø°µ≤≥<>=:\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a number format: the words around the digits, and the decimals always shown."""

    before: str
    after: str
    decimals: int
    percent: bool
    has_digits: bool


def shown(value: int | float | Decimal, number_format: str) -> str:
    """A number with a decimal comma: `16` in `0.00` is `16,00`, `0.021` in `+0.000` is `+0,021`."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    sections = _sections(number_format)
    if not sections:
        return _digits(exact, 0)
    section = sections[0]
    if exact < 0 and len(sections) > 1:
        section, exact = sections[1], -exact
    elif exact == 0 and len(sections) > 2:
        section = sections[2]
    if not section.has_digits:
        return f"{section.before}{section.after}".strip()
    sign, exact = ("-", -exact) if exact < 0 else ("", exact)
    if section.percent:
        exact *= 100
    return f"{sign}{section.before}{_digits(exact, section.decimals)}{section.after}".strip()


def _digits(value: Decimal, decimals: int) -> str:
    whole = f"{value.normalize():f}" if value else "0"
    missing = decimals - len(whole.partition(".")[2])
    if missing > 0:
        whole += "0" * missing if "." in whole else "." + "0" * missing
    return whole.replace(".", ",")


@lru_cache(maxsize=256)
def _sections(number_format: str) -> tuple[_Section, ...]:
    """The parts of a format; none for one that is not made of plain digits (General, fractions, exponents)."""
    found: list[_Section] = []
    for text in _split(number_format):
        section = _section(text)
        if section is None:
            return ()
        found.append(section)
    return tuple(found[:3])


def _split(number_format: str) -> list[str]:
    parts, quoted, escaped = [""], False, False
    for sign in number_format:
        if sign == ";" and not quoted and not escaped:
            parts.append("")
            continue
        escaped = sign == "\\" and not escaped
        if sign == '"':
            quoted = not quoted
        parts[-1] += sign
    return parts


def _section(text: str) -> _Section | None:
    before, after, digits, percent = "", "", "", False
    position = 0
    while position < len(text):
        sign, taken, literal = text[position], 1, ""
        match sign:
            case '"':
                end = text.find('"', position + 1)
                if end < 0:
                    return None
                literal, taken = text[position + 1 : end], end + 1 - position
            case "\\":
                literal, taken = text[position + 1 : position + 2], 2
            case "_" | "*":
                taken = 2
            case "[":
                end = text.find("]", position)
                if end < 0:
                    return None
                taken = end + 1 - position
            case "%":
                literal, percent = "%", True
            case "." | "," | "0" | "#" | "?":
                if after:
                    return None
                digits += sign
            case _ if sign in _LITERAL_SIGNS:
                literal = sign
            case _:
                return None
        if digits:
            after += literal
        else:
            before += literal
        position += taken
    return _Section(
        before, after, digits.partition(".")[2].count("0"), percent, any(s in digits for s in _PLACEHOLDERS)
    )
