"""What follows a nominal size: deviations, a second limit, `max` or `min`. The same grammar for lengths and angles.

Numbers are plain decimals in the unit of the nominal. Where a dash could be a sign or a range, the spacing and the
magnitude must say the same thing, or the callout is refused: nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from metroapp.domain.callout import Rule
from metroapp.domain.message import Refusal
from metroapp.domain.notation.signs import NUMBER
from metroapp.domain.quantity import decimals_of

_DEVIATION = rf"(?:[+-] ?{NUMBER}|0(?:\.0{{1,6}})?)"
_SIGNED = rf"[+-] ?{NUMBER}"
_PREFIX = r"(?:(?P<prefix>[ØRC]) ?)?"

_SYMMETRICAL = re.compile(rf" ?± ?(?P<deviation>{NUMBER})")
_TWO_DEVIATIONS = re.compile(
    rf" ?(?P<first>{_DEVIATION})(?: ?[/;] ?|, | )(?P<second>{_DEVIATION})| ?(?P<first2>{_SIGNED})(?P<second2>{_SIGNED})"
)
_ONE_DEVIATION = re.compile(rf"(?P<before> ?)(?P<sign>[+-])(?P<after> ?)(?P<number>{NUMBER})")
_SECOND_LIMIT = re.compile(rf" ?(?P<separator>[/;…]|\.\.|à| ) ?{_PREFIX}(?P<number>{NUMBER})")
_RANGE_WITH_PREFIX = re.compile(rf" ?- ?(?P<prefix>[ØRC]) ?(?P<number>{NUMBER})")
_ONE_LIMIT = re.compile(r" ?(?P<side>max|min)(?:i|imum|\.)?", re.IGNORECASE)
_BOTH_NAMED = re.compile(
    rf" ?(?P<side>max|min)(?:i|imum|\.)? ?[/;]? ?(?:[ØRC] ?)?(?P<number>{NUMBER}) ?(?P<other>max|min)(?:i|imum|\.)?",
    re.IGNORECASE,
)

_LEAST_RATIO_WHEN_SAID = Decimal("0.1")  # of two limits parted by a sign that can only part limits
_LEAST_RATIO = Decimal("0.5")  # of a dash, which could be a sign
_LEAST_RATIO_BLANK = Decimal("0.9")  # of a blank, which could be a comma lost
_INCH_FRACTION = re.compile(r"/(?:2|4|8|16|32|64)")
_LARGE = 3  # mm: a whole number of at least this, and more than a twentieth of the size, may be micrometres
_LARGE_SHARE = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Deviations from the nominal (`DEVIATIONS`), or limits (`LIMITS`, `ONE_LIMIT`)."""

    rule: Rule
    lower: Decimal | None
    upper: Decimal | None


def read_tolerance(
    nominal: Decimal, rest: str, text: str, *, prefix: str | None = None, is_angle: bool = False
) -> Tolerance | None:
    """What `rest` says of `nominal`, written with `prefix`; None where it is no notation of a tolerance.

    Refuses `callout.contradictory` (both deviations or both limits equal), `callout.ambiguous` and
    `callout.perhaps_micrometres`.
    """
    found = _read(nominal, rest, text, prefix)
    if found is not None and found.rule is Rule.DEVIATIONS and not is_angle:
        _refuse_micrometres(nominal, found, text)
    return found


def _read(nominal: Decimal, rest: str, text: str, prefix: str | None) -> Tolerance | None:
    if found := _SYMMETRICAL.fullmatch(rest):
        deviation = Decimal(found["deviation"])
        return _deviations(-deviation, deviation, text)
    if found := _TWO_DEVIATIONS.fullmatch(rest):
        return _deviations(
            _number(found["first"] or found["first2"]), _number(found["second"] or found["second2"]), text
        )
    if found := _ONE_DEVIATION.fullmatch(rest):
        return _one_signed_number(nominal, found, text)
    if (found := _SECOND_LIMIT.fullmatch(rest)) and found["prefix"] in (None, prefix):
        if prefix is None and nominal == nominal.to_integral_value() and _INCH_FRACTION.fullmatch(rest):
            raise Refusal("callout.ambiguous", callout=text)
        said = found["separator"] != " " or found["prefix"] is not None
        return _limits(nominal, Decimal(found["number"]), _LEAST_RATIO_WHEN_SAID if said else _LEAST_RATIO_BLANK, text)
    if (found := _RANGE_WITH_PREFIX.fullmatch(rest)) and found["prefix"] == prefix:
        return _limits(nominal, Decimal(found["number"]), _LEAST_RATIO_WHEN_SAID, text)
    if (found := _BOTH_NAMED.fullmatch(rest)) and found["side"].casefold() != found["other"].casefold():
        return _named(nominal, found["side"], Decimal(found["number"]), text)
    if found := _ONE_LIMIT.fullmatch(rest):
        return one_limit(nominal, found["side"])
    return None


def _named(first: Decimal, side: str, second: Decimal, text: str) -> Tolerance:
    """`20 mini / 25 maxi`: each limit says which one it is."""
    lower, upper = (first, second) if side.casefold() == "min" else (second, first)
    if lower >= upper:
        raise Refusal("callout.contradictory", callout=text)
    return Tolerance(Rule.LIMITS, lower, upper)


def one_limit(value: Decimal, side: str) -> Tolerance:
    """A single limit, by the word `max` or `min`."""
    if side.casefold() == "max":
        return Tolerance(Rule.ONE_LIMIT, None, value)
    return Tolerance(Rule.ONE_LIMIT, value, None)


def _number(text: str) -> Decimal:
    value = Decimal(text.replace(" ", ""))
    return value or abs(value)  # -0 is 0


def _deviations(first: Decimal, second: Decimal, text: str) -> Tolerance:
    if first == second == 0:
        raise Refusal("callout.zero_interval", callout=text)
    if first == second:
        raise Refusal("callout.contradictory", callout=text)
    return Tolerance(Rule.DEVIATIONS, min(first, second), max(first, second))


def _refuse_micrometres(nominal: Decimal, found: Tolerance, text: str) -> None:
    """`20 +21 0` is how a table gives 21 µm: a whole number that is large for the size must say its decimals."""
    assert found.lower is not None and found.upper is not None
    given = [abs(value) for value in (found.lower, found.upper) if value]
    largest = max(given)
    is_whole = all(decimals_of(value) == 0 for value in given)
    if is_whole and largest >= _LARGE and largest > nominal * _LARGE_SHARE:
        raise Refusal("callout.perhaps_micrometres", callout=text)


def _limits(first: Decimal, second: Decimal, least_ratio: Decimal, text: str) -> Tolerance:
    lower, upper = min(first, second), max(first, second)
    if lower == upper:
        raise Refusal("callout.contradictory", callout=text)
    if lower < upper * least_ratio:
        raise Refusal("callout.ambiguous", callout=text)
    return Tolerance(Rule.LIMITS, lower, upper)


def _one_signed_number(nominal: Decimal, found: re.Match[str], text: str) -> Tolerance:
    """`8 -0,1` is a deviation and `16 - 15,5` a range: spacing and magnitude must agree on it."""
    number = Decimal(found["number"])
    if found["sign"] == "+":
        return _deviations(Decimal(0), number, text)
    looks_like_a_deviation = bool(found["before"]) and not found["after"]
    is_small = number < nominal * _LEAST_RATIO
    is_large = number > nominal * _LEAST_RATIO
    if looks_like_a_deviation and is_small:
        return _deviations(-number, Decimal(0), text)
    if not looks_like_a_deviation and is_large:
        return _limits(nominal, number, _LEAST_RATIO, text)
    raise Refusal("callout.ambiguous", callout=text)
