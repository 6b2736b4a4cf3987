"""Reader of formulas: from the text of a part sheet to a checked program for a stack of values.

    formula  = [name [mark] "="] sum                  sum    = product {("+" | "-") product}
    product  = factor {("*" | "/") factor}            factor = {"-"} power
    power    = atom [("^" ["-"] integer) | "²" | "³"]
    atom     = number [mark] | name [mark] | "pi" | "(" sum ")" | function "(" argument {";" argument} ")"
    argument = sum | series                           series = name ".." name
    mark     = "mm" | "°" | after a number of degrees: "°" minutes "'" [seconds '"']

Units are checked here, once: a bare name is a length in millimetres, a bare number has no unit, and an angle is marked.
The program is postfix, so that computing it needs no recursion; the reader recurses at most `DEEPEST` times.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from metroapp.domain.message import Refusal

LONGEST = 300  # characters
DEEPEST = 30  # parentheses within parentheses
MOST_VARIABLES = 40
LARGEST_EXPONENT = 12

KNOWN_FUNCTIONS = (
    *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "racine", "abs"),
    *("min", "max", "moyenne", "étendue"),
)
_SYNONYMS = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "sqrt": "racine", "etendue": "étendue"}
FUNCTIONS = {name: name for name in KNOWN_FUNCTIONS} | _SYNONYMS
FUNCTIONS |= {"range": "étendue", "moy": "moyenne", "mean": "moyenne"}
_SEVERAL = KNOWN_FUNCTIONS[-4:]
_PI = ("pi", "π")

_SIGNS = {"×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-"} | {sign: sign for sign in "+-*/^();=,"}
_RAISED = {"²": Decimal(2), "³": Decimal(3)}
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_SERIES = re.compile(r"\.{2,3}|…")
_MM = re.compile(r"\s*mm")
_DEGREES = re.compile(r"\s*[°º˚]")
_MINUTES = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*['′’](?!['′’])")
_SECONDS = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*(?:[\"″”]|''|′′|’’)")
_INDEXED = re.compile(r"(.*?)([0-9]{1,6})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a value is: an angle, or millimetres to the power `length` (0: a pure number; a half after a root)."""

    length: int | Fraction = 0
    is_angle: bool = False


NUMBER = Dimension()
LENGTH = Dimension(1)
ANGLE = Dimension(0, True)


@dataclass(frozen=True, slots=True)
class Variable:
    """A reading that the formula needs: a length in millimetres or an angle in degrees."""

    name: str
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Step:
    """One operation on the stack: `number`, `reading`, `negate`, `^`, an operator or a function of `count` values.

    `found` is what was written (the name of a reading), `position` where (characters, from 1).
    """

    operation: str
    found: str
    position: int
    value: Decimal = Decimal(0)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Program:
    """A formula once read: its name (may be empty), its readings in order of appearance, its result, its steps."""

    name: str
    variables: tuple[Variable, ...]
    dimension: Dimension
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "number", "name", "series", "raised", "end", ".." or one of the signs
    text: str
    start: int
    stop: int
    value: Decimal = Decimal(0)
    unit: Dimension | None = None
    names: tuple[str, ...] = ()

    @property
    def position(self) -> int:
        return self.start + 1


@dataclass(frozen=True, slots=True)
class _Part:
    dimension: Dimension
    start: int
    stop: int


def parse(text: str) -> Program:
    """Read and check a formula; every error is a `Refusal` whose code starts with `formula.`."""
    if len(text) > LONGEST:
        raise Refusal("formula.too_long", longest=LONGEST)
    tokens = _tokens(text)
    if len(tokens) == 1:
        raise Refusal("formula.empty")
    head = tokens[0]
    titled = len(tokens) > 2 and head.kind == "name" and tokens[1].kind == "="
    if titled and head.text.casefold() in (*_PI, "mm"):
        raise Refusal("formula.unexpected", found=head.text, position=head.position)
    rest = tokens[2:] if titled else tokens[1:] if head.kind == "=" else tokens
    name = head.names[0] if titled else ""
    return _Parser(text, rest, name, head.unit if titled else None).program()


# Tokens


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found.append(_token(text, at))
        at = found[-1].stop
        if len(found) > 2 and [token.kind for token in found[-3:]] == ["name", "..", "name"]:
            found[-3:] = [_series(text, found[-3], found[-1])]
    return [*found, _Token("end", "", len(text), len(text))]


def _token(text: str, start: int) -> _Token:
    sign = text[start]
    if series := _SERIES.match(text, start):
        return _Token("..", series[0], start, series.end())
    if number := _NUMBER.match(text, start):
        return _quantity(text, start, number)
    if _is_letter(sign):
        stop = start + 1
        while stop < len(text) and _continues(text[stop]):
            stop += 1
        name = unicodedata.normalize("NFC", text[start:stop])
        unit, end = _mark(text, stop)
        return _Token("name", text[start:stop], start, end, unit=unit, names=(name,))
    if sign in _RAISED:
        return _Token("raised", sign, start, start + 1, _RAISED[sign])
    if sign not in _SIGNS:
        raise Refusal("formula.unexpected", found=sign, position=start + 1)
    if sign == ",":
        raise Refusal("formula.comma", found=sign, position=start + 1)
    return _Token(_SIGNS[sign], sign, start, start + 1)


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign).startswith("L") and sign not in "ºª"


def _continues(sign: str) -> bool:
    return _is_letter(sign) or sign == "_" or "0" <= sign <= "9" or unicodedata.category(sign).startswith("M")


def _mark(text: str, at: int) -> tuple[Dimension | None, int]:
    if degrees := _DEGREES.match(text, at):
        return ANGLE, degrees.end()
    millimetres = _MM.match(text, at)
    if millimetres and not (millimetres.end() < len(text) and _continues(text[millimetres.end()])):
        return LENGTH, millimetres.end()
    return None, at


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "."))


def _quantity(text: str, start: int, number: re.Match[str]) -> _Token:
    """A number and its mark; minutes and seconds of arc become decimal degrees."""
    value = _decimal(number[0])
    unit, stop = _mark(text, number.end())
    if unit == ANGLE and (minutes := _MINUTES.match(text, stop)):
        stop = minutes.end()
        parts = [number[0], minutes[1]]
        if seconds := _SECONDS.match(text, stop):
            stop = seconds.end()
            parts.append(seconds[1])
        if any(_decimal(part) >= 60 for part in parts[1:]) or not all(part.isdigit() for part in parts[:-1]):
            raise Refusal("formula.sexagesimal", found=_short(text[start:stop]), position=start + 1)
        with localcontext(Context(prec=50)):
            value += sum(_decimal(part) / 60**power for power, part in enumerate(parts) if power)
    return _Token("number", number[0], start, stop, value, unit)


def _series(text: str, first: _Token, last: _Token) -> _Token:
    """`d1..d5`: the names from d1 to d5 (`d01..d12` keeps its zeros). A mark at either end marks them all."""
    written = _short(text[first.start : last.stop])
    low, high = _INDEXED.fullmatch(first.names[0]), _INDEXED.fullmatch(last.names[0])
    if not low or not high or low[1] != high[1] or int(low[2]) > int(high[2]):
        raise Refusal("formula.series", found=written, position=first.position)
    width = len(low[2]) if low[2].startswith("0") else 0
    if width and len(high[2]) != width:
        raise Refusal("formula.series", found=written, position=first.position)
    if int(high[2]) - int(low[2]) >= MOST_VARIABLES:
        raise _too_complex(written, first.position)
    if first.unit and last.unit and first.unit != last.unit:
        raise Refusal("formula.contradictory_unit", name=written, position=first.position)
    names = tuple(f"{low[1]}{index:0{width}d}" for index in range(int(low[2]), int(high[2]) + 1))
    return _Token("series", written, first.start, last.stop, unit=first.unit or last.unit, names=names)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _too_complex(found: str, position: int) -> Refusal:
    return Refusal("formula.too_complex", found=found, position=position, deepest=DEEPEST, most=MOST_VARIABLES)


# Grammar


class _Parser:
    def __init__(self, text: str, tokens: list[_Token], name: str, expected: Dimension | None) -> None:
        self.text = text
        self.tokens = tokens
        self.name = name
        self.expected = expected
        self.at = 0
        self.depth = 0
        self.steps: list[Step] = []
        self.variables: dict[str, Variable] = {}
        self.marks: dict[str, Dimension] = {}
        for token in tokens:
            for marked in token.names if token.unit else ():
                if self.marks.setdefault(marked, token.unit or LENGTH) != token.unit:
                    raise Refusal("formula.contradictory_unit", name=marked, position=token.position)

    def program(self) -> Program:
        result = self.sum()
        if self.token.kind == ")":
            raise Refusal("formula.unopened", found=self.token.text, position=self.token.position)
        if self.token.kind != "end":
            raise self.not_finished()
        if not self.variables:
            raise Refusal("formula.no_variable", found=self.excerpt(result), position=result.start + 1)
        accepted = (LENGTH, ANGLE) if self.expected is None else (self.expected,)
        if result.dimension not in accepted:
            raise Refusal("formula.result_dimension", found=self.excerpt(result), position=result.start + 1)
        return Program(self.name, tuple(self.variables.values()), result.dimension, tuple(self.steps))

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def excerpt(self, part: _Part) -> str:
        return _short(self.text[part.start : part.stop])

    def unexpected(self) -> Refusal:
        if self.token.kind == "end":
            before = self.text.rstrip()
            return Refusal("formula.incomplete", found=_short(before[-40:]), position=len(before) + 1)
        return Refusal("formula.unexpected", found=_short(self.token.text), position=self.token.position)

    def not_finished(self) -> Refusal:
        """What follows a whole value, and is neither an operator nor what closes it."""
        if self.token.kind in ("name", "number", "series", "("):
            return Refusal("formula.end_expected", found=_short(self.token.text), position=self.token.position)
        return self.unexpected()

    def emit(self, operation: str, token: _Token, *, value: Decimal = Decimal(0), count: int = 0) -> None:
        self.steps.append(Step(operation, _short(token.text), token.position, value, count))

    def sum(self) -> _Part:
        left = self.product()
        while self.token.kind in ("+", "-"):
            sign = self.take()
            right = self.product()
            if left.dimension != right.dimension:
                raise self.mixed(left, right, sign)
            self.emit(sign.kind, sign)
            left = _Part(left.dimension, left.start, right.stop)
        return left

    def product(self) -> _Part:
        left = self.factor()
        while self.token.kind in ("*", "/"):
            sign = self.take()
            right = self.factor()
            dimension = _combined(left.dimension, right.dimension, 1 if sign.kind == "*" else -1)
            if dimension is None:
                raise self.mixed(left, right, sign)
            self.emit(sign.kind, sign)
            left = _Part(dimension, left.start, right.stop)
        return left

    def mixed(self, left: _Part, right: _Part, sign: _Token) -> Refusal:
        return Refusal(
            "formula.units_mixed",
            left=self.excerpt(left),
            right=self.excerpt(right),
            found=sign.text,
            position=sign.position,
        )

    def factor(self) -> _Part:
        signs = []
        while self.token.kind == "-":
            signs.append(self.take())
        part = self.power()
        if len(signs) % 2:
            self.emit("negate", signs[0])
        return _Part(part.dimension, signs[0].start, part.stop) if signs else part

    def power(self) -> _Part:
        first = self.token
        base = self.atom()
        sign = self.token
        if sign.kind not in ("^", "raised"):
            return base
        if first.stop == base.stop and first.unit:
            raise self.bad_exponent(sign)  # 5 mm² is an area or a square of 5 mm: (5 mm)^2 says which
        self.take()
        exponent = int(sign.value)
        if sign.kind == "^":
            negative = self.token.kind == "-"
            self.at += negative
            literal = self.token
            if literal.kind == "end":
                raise self.unexpected()
            small = len(literal.text) <= 3 and literal.text.isdigit()
            if literal.kind != "number" or literal.unit or not small or literal.value > LARGEST_EXPONENT:
                raise self.bad_exponent(literal)
            self.take()
            exponent = -int(literal.value) if negative else int(literal.value)
        if self.token.kind in ("^", "raised"):
            raise self.bad_exponent(self.token)
        if base.dimension.is_angle:
            raise self.not_a_number(sign.text, base)
        self.emit("^", sign, count=exponent)
        return _Part(Dimension(base.dimension.length * exponent), base.start, self.tokens[self.at - 1].stop)

    def bad_exponent(self, token: _Token) -> Refusal:
        return Refusal("formula.exponent", found=_short(token.text), position=token.position, largest=LARGEST_EXPONENT)

    def not_a_number(self, function: str, part: _Part) -> Refusal:
        return Refusal("formula.number_expected", function=function, found=self.excerpt(part), position=part.start + 1)

    def atom(self) -> _Part:
        token = self.token
        following = self.tokens[self.at + 1].kind if token.kind == "name" and not token.unit else ""
        folded = token.names[0].casefold() if token.kind == "name" else ""
        if following == "(":
            return self.call(self.take(), folded)
        if token.kind == "(":
            self.enter(self.take())
            inside = self.sum()
            return _Part(inside.dimension, token.start, self.leave(token).stop)
        if token.kind == "number":
            self.take()
            self.emit("number", token, value=token.value)
            return _Part(token.unit or NUMBER, token.start, token.stop)
        if token.kind != "name" or folded in FUNCTIONS or folded == "mm" or (folded in _PI and token.unit):
            raise self.unexpected()
        self.take()
        if folded in _PI:
            self.emit("pi", token)
            return _Part(NUMBER, token.start, token.stop)
        return self.reading(token, token.names[0])

    def enter(self, opening: _Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _too_complex(opening.text, opening.position)

    def leave(self, opening: _Token) -> _Token:
        if self.token.kind == "end":
            raise Refusal("formula.unclosed", found=opening.text, position=opening.position)
        if self.token.kind != ")":
            raise self.not_finished()
        self.depth -= 1
        return self.take()

    def reading(self, token: _Token, name: str) -> _Part:
        if name == self.name:
            raise Refusal("formula.circular", name=_short(name), position=token.position)
        dimension = self.marks.get(name, LENGTH)
        self.variables.setdefault(name, Variable(name, dimension))
        if len(self.variables) > MOST_VARIABLES:
            raise _too_complex(_short(token.text), token.position)
        self.steps.append(Step("reading", name, token.position))
        return _Part(dimension, token.start, token.stop)

    def call(self, token: _Token, folded: str) -> _Part:
        if folded not in FUNCTIONS:
            raise Refusal(
                "formula.unknown_function", name=_short(token.text), position=token.position, known=KNOWN_FUNCTIONS
            )
        function = FUNCTIONS[folded]
        opening = self.take()
        self.enter(opening)
        given = [] if self.token.kind == ")" else self.argument()
        while self.token.kind == ";":
            self.take()
            given += self.argument()
        stop = self.leave(opening).stop
        several = function in _SEVERAL
        if (len(given) < 2) if several else (len(given) != 1):
            raise Refusal(
                "formula.argument_count",
                name=token.text,
                position=token.position,
                expected="≥ 2" if several else "1",
                given=len(given),
            )
        dimension = self.checked(function, token, given)
        self.emit(function, token, count=len(given))
        return _Part(dimension, token.start, stop)

    def argument(self) -> list[_Part]:
        if self.token.kind == "series":
            token = self.take()
            return [self.reading(token, name) for name in token.names]
        return [self.sum()]

    def checked(self, function: str, token: _Token, given: list[_Part]) -> Dimension:
        """The dimension that a function gives, once its arguments are of the dimensions that it takes."""
        first = given[0]
        if function in ("sin", "cos", "tan"):
            if first.dimension != ANGLE:
                found = self.excerpt(first)
                raise Refusal("formula.angle_expected", function=token.text, found=found, position=first.start + 1)
            return NUMBER
        if function in ("arcsin", "arccos", "arctan"):
            if first.dimension != NUMBER:
                raise self.not_a_number(token.text, first)
            return ANGLE
        if function == "racine":
            if first.dimension.is_angle:
                raise self.not_a_number(token.text, first)
            half = Fraction(first.dimension.length) / 2
            return Dimension(half.numerator if half.denominator == 1 else half)
        for other in given[1:]:
            if other.dimension != first.dimension:
                raise self.mixed(first, other, token)
        return first.dimension


def _combined(left: Dimension, right: Dimension, power: int) -> Dimension | None:
    """Dimension of left × right (power 1) or left ÷ right (power −1); None where an angle has no meaning."""
    if left.is_angle and right.is_angle:
        return NUMBER if power < 0 else None
    if right.is_angle:
        return ANGLE if left == NUMBER and power > 0 else None
    if left.is_angle:
        return ANGLE if right == NUMBER else None
    return Dimension(left.length + power * right.length)
