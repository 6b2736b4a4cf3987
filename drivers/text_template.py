"""What a technician writes to say how a frame is made: `Vx: {unit} {value}` is literal text with fields.

`{value}` is the number, with decimals; `{value:+9.3}` says that its sign is never absent, that it takes nine signs in
all (padding included) and has three decimals; `{value:.0}` has none. `{unit}` is a unit that the program knows,
`{channel}` a word, `{flag}` a tolerance mark that may be absent, `{space}` spaces or nothing, `{any}` signs to skip, up
to the text that follows. A brace is doubled.

The frame must match whole. Each field takes all it can and gives nothing back, so that reading is linear in the length
of the frame whatever was written; a template in which a field could swallow the digits of its neighbour is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from drivers.family import Value
from drivers.protocols import printed

LONGEST_TEMPLATE = 200
_LONGEST_TEXT = 1000
_MOST_PIECES = 40

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[^{}]+|.", re.DOTALL)
_FIELD = re.compile(r"unit|channel|flag|space|any|value(?::(\+)?([1-9][0-9]?)?(?:\.([0-9]))?)?")
_PADDED = re.compile(r" *+([+-]?) *+([0-9.,]+)")

MARKS: Mapping[str, str] = MappingProxyType(
    {"<": "below", "=": "within", ">": "above", "GO": "within", "+NG": "above", "-NG": "below"}
)
_UNITS = "|".join(re.escape(spelling) for spelling in sorted(printed.UNITS, key=len, reverse=True))
_EXPRESSIONS = {
    "unit": f"(?P<unit>(?i:(?>{_UNITS})))",
    "channel": r"(?P<channel>\w{1,32}+)",
    "flag": f"(?P<flag>(?>{'|'.join(re.escape(mark) for mark in MARKS)}))?+",
    "space": " *+",
}


class TemplateFlaw(StrEnum):
    """Why a template is refused."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNPRINTABLE = "unprintable"
    FIELD = "field"  # unknown, or a brace alone
    NO_VALUE = "no_value"
    TWICE = "twice"
    NEIGHBOURS = "neighbours"  # one of two neighbours could swallow a part of the other
    NOT_A_NUMBER = "not_a_number"  # what was pointed at
    MISMATCH = "mismatch"  # the template does not read the frame that it was made from


class TemplateRefused(ValueError):
    """A template that cannot be used; `detail` is the field or the text at fault."""

    def __init__(self, flaw: TemplateFlaw, detail: str = "") -> None:
        super().__init__(f"{flaw}: {detail}")
        self.flaw = flaw
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Field:
    """A field; the three facts are those of `{value}`."""

    name: str
    signed: bool = False
    width: int | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was found good: see `template`."""

    text: str
    pieces: tuple[str | Field, ...]

    def read(self, text: str) -> Value | None:
        """The value of a frame or of a line; None when it does not match whole."""
        found = _compiled(self).fullmatch(text) if len(text) <= _LONGEST_TEXT else None
        if found is None:
            return None
        value = _number(found["value"], self.value)
        if value is None:
            return None
        bearing = found.groupdict()
        unit, flag = bearing.get("unit"), bearing.get("flag")
        flags = (MARKS[flag],) if flag else ()
        return Value(value, printed.unit(unit) if unit else None, bearing.get("channel"), flags)

    @property
    def value(self) -> Field:
        return next(piece for piece in self.pieces if isinstance(piece, Field) and piece.name == "value")

    def write(self, value: Decimal, unit: str, channel: str | None = None) -> str:
        """The frame that an instrument of this make sends for a value."""
        said = {"unit": unit, "channel": channel or "1", "flag": "", "space": " ", "any": ""}
        return "".join(
            piece if isinstance(piece, str) else _digits(value, piece) if piece.name == "value" else said[piece.name]
            for piece in self.pieces
        )


@lru_cache(maxsize=64)
def template(text: str) -> Template:
    """Read a template; raises TemplateRefused."""
    if not text:
        raise TemplateRefused(TemplateFlaw.EMPTY)
    if len(text) > LONGEST_TEMPLATE:
        raise TemplateRefused(TemplateFlaw.TOO_LONG, str(len(text)))
    if not all(sign.isprintable() or sign == "\t" for sign in text):
        raise TemplateRefused(TemplateFlaw.UNPRINTABLE)
    pieces = _pieces(text)
    if len(pieces) > _MOST_PIECES:
        raise TemplateRefused(TemplateFlaw.TOO_LONG, str(len(pieces)))
    names = [piece.name for piece in pieces if isinstance(piece, Field)]
    for name in ("value", "unit", "channel", "flag"):
        if names.count(name) > 1:
            raise TemplateRefused(TemplateFlaw.TWICE, name)
    if "value" not in names:
        raise TemplateRefused(TemplateFlaw.NO_VALUE)
    for index in range(len(pieces)):
        _check_neighbours(pieces, index)
    return Template(text, tuple(pieces))


def _pieces(text: str) -> list[str | Field]:
    pieces: list[str | Field] = []
    for token in _TOKEN.finditer(text):
        spelling = token[1]
        if spelling is None:
            literal = token[0][0] if token[0] in ("{{", "}}") else token[0]
            if literal == token[0] and literal in "{}":
                raise TemplateRefused(TemplateFlaw.FIELD, literal)
            if pieces and isinstance(pieces[-1], str):
                literal = pieces.pop() + literal  # type: ignore[operator]  # it was just seen to be text
            pieces.append(literal)
            continue
        found = _FIELD.fullmatch(spelling)
        if found is None:
            raise TemplateRefused(TemplateFlaw.FIELD, spelling)
        width, decimals = (int(digits) if digits else None for digits in (found[2], found[3]))
        pieces.append(Field(spelling.partition(":")[0], bool(found[1]), width, decimals))
    return pieces


def _check_neighbours(pieces: list[str | Field], index: int) -> None:
    """Refuse a field whose end could not be told from the beginning of what follows it."""
    field = pieces[index]
    if isinstance(field, str):
        return
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    match field.name:
        case "any":
            good = following is None or isinstance(following, str)
        case "channel":
            good = not (isinstance(following, str) and _is_word(following[0]))
            good = good and not (isinstance(following, Field) and following.name == "unit")
        case "space":
            good = not (isinstance(following, str) and following[0] == " ")
            # Its padding would be swallowed.
            good = good and not (isinstance(following, Field) and following.width and not following.signed)
        case "value":
            good = _stands_clear(field, _beyond(pieces, index, -1), _beyond(pieces, index, 1))
        case _:
            good = True
    if not good:
        raise TemplateRefused(TemplateFlaw.NEIGHBOURS, field.name)


def _stands_clear(value: Field, before: str | Field | None, after: str | Field | None) -> bool:
    """Whether neither neighbour of the value can be taken for digits of it, nor the value for a part of them."""
    for neighbour in (before, after):
        if isinstance(neighbour, Field) and neighbour.name in ("channel", "any"):
            return False
    if isinstance(before, str) and value.width is None and before[-1] in "0123456789+-":
        return False
    if isinstance(after, str) and value.width is None:
        return after[0] not in ("0123456789.," if value.decimals == 0 else "0123456789")
    return True


def _beyond(pieces: list[str | Field], index: int, step: int) -> str | Field | None:
    """The neighbour on one side; spaces that may be absent do not separate."""
    index += step
    while 0 <= index < len(pieces):
        piece = pieces[index]
        if isinstance(piece, str) or piece.name != "space":
            return piece
        index += step
    return None


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@lru_cache(maxsize=64)
def _compiled(read: Template) -> re.Pattern[str]:
    """Every repetition is possessive: nothing is ever tried twice."""
    parts: list[str] = []
    for index, piece in enumerate(read.pieces):
        if isinstance(piece, str):
            parts.append(re.escape(piece))
        elif piece.name == "any":
            following = read.pieces[index + 1] if index + 1 < len(read.pieces) else ""
            stop = re.escape(following[0]) if isinstance(following, str) and following else ""
            parts.append(f"[^{stop}]*+" if stop else "(?s:.*+)")
        elif piece.name == "value":
            parts.append(f"(?P<value>{_value_expression(piece)})")
        else:
            parts.append(_EXPRESSIONS[piece.name])
    return re.compile("".join(parts))


def _value_expression(field: Field) -> str:
    if field.width is not None:
        return f"[+-][ 0-9.,]{{{field.width - 1}}}" if field.signed else f"[ 0-9.,+-]{{{field.width}}}"
    sign = "[+-]" if field.signed else "[+-]?+"
    if field.decimals == 0:
        return sign + "[0-9]{1,12}+(?![.,]?[0-9])"
    decimals = "{1,9}+" if field.decimals is None else f"{{{field.decimals}}}(?![0-9])"
    # `.5` may be the rest of `1.5`, unless a sign shows that nothing is lost.
    whole = "{0,12}+" if field.signed else "{1,12}+"
    return f"{sign}[0-9]{whole}[.,][0-9]{decimals}"


def _number(text: str, field: Field) -> Decimal | None:
    found = _PADDED.fullmatch(text)
    if found is None:
        return None
    point = max(found[2].find("."), found[2].find(","))
    decimals = len(found[2]) - point - 1 if point >= 0 else 0
    wanted = decimals > 0 if field.decimals is None else decimals == field.decimals
    return printed.number(found[1] + found[2]) if wanted else None


def _digits(value: Decimal, field: Field) -> str:
    exponent = value.as_tuple().exponent
    shown = max(1, -exponent) if isinstance(exponent, int) else 1
    digits = f"{abs(value):.{shown if field.decimals is None else field.decimals}f}"
    sign = "-" if value < 0 else "+" if field.signed else ""
    if field.width is None:
        return sign + digits
    # A value too long loses its first digits, as on the wire.
    room = max(1, field.width - len(sign))
    return (sign + digits.rjust(room, "0")[-room:]) if field.signed else (sign + digits[-room:]).rjust(field.width)
