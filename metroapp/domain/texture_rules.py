"""The 16 % rule and the maximum rule: how many measurements of a surface are asked for, and which of them decides.

16 % rule: accepted at once where the first value is at most 70 % of the upper limit; else where none of the first
three, at most one of the first six or at most two of the first twelve exceeds it (the summaries of ISO 4288:1996 by two
makers, Mitutoyo and Jenoptik; the text of the standard was not at hand: UNCONFIRMED). A lower limit takes the same
steps, counted below it, without the 70 %; with two limits every value counts for both. Maximum rule: one value beyond
the limit refuses; three places by ISO 4288, one by ISO 21920-3 (UNCONFIRMED). Median rule of ISO 21920-1: the median of
three (their number is UNCONFIRMED).

The value of the box is the measurement that decides: with k exceedings allowed, the (k + 1)-th highest. It conforms
exactly where the rule accepts, so that `metroapp.domain.decision` judges it as any other value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from metroapp.domain.callout import AcceptanceRule, Callout, Kind, Texture, TextureStandard
from metroapp.domain.quantity import rounded
from metroapp.domain.specification import Characteristic

AT_ONCE = Decimal("0.7")  # of the upper limit
STEPS = ((3, 0), (6, 1), (12, 2))  # values, exceedings allowed among them
MOST_EXCEEDINGS = 2
_PLACES = {TextureStandard.ISO_4288: 3, TextureStandard.ISO_21920: 1}  # of the maximum rule
_MEDIAN_OF = 3
_DEFAULT = {
    TextureStandard.ISO_4288: AcceptanceRule.SIXTEEN_PERCENT,
    TextureStandard.ISO_21920: AcceptanceRule.MAXIMUM,
}


def judged_by(characteristic: Characteristic, standard: TextureStandard | None) -> Characteristic:
    """A roughness as a record judges it: with the rule that the standard sets where the drawing writes none.

    The standard that the drawing names by its signs prevails. Without one nothing is added: one value decides.
    """
    callout = characteristic.callout
    if standard is None or characteristic.kind is not Kind.ROUGHNESS or callout.texture is None:
        return characteristic
    said = callout.texture
    standard = said.named or standard
    rule = _DEFAULT[standard]
    texture = replace(said, standard=standard, upper_rule=said.upper_rule or rule, lower_rule=said.lower_rule or rule)
    return replace(characteristic, callout=replace(callout, texture=texture))


@dataclass(frozen=True, slots=True)
class Count:
    """How the values of a surface stand to one limit."""

    values: int
    exceeding: int
    allowed: int
    limit: Decimal
    rule: AcceptanceRule
    is_upper: bool
    at_once: bool  # the only value is so far from the limit that no other is asked for


def counts(callout: Callout, values: Sequence[Decimal]) -> tuple[Count, ...]:
    """The upper limit, then the lower one, where a rule judges them; values in the unit of the callout."""
    found: list[Count] = []
    for limit, rule, is_upper in _sides(callout):
        exceeding = sum(value > limit if is_upper else value < limit for value in values)
        at_once = len(values) == 1 and rule is AcceptanceRule.SIXTEEN_PERCENT
        at_once = at_once and is_upper and values[0] <= AT_ONCE * limit
        found.append(Count(len(values), exceeding, _allowed(rule, len(values)), limit, rule, is_upper, at_once))
    return tuple(found)


def readings_wanted(callout: Callout, values: Sequence[Decimal]) -> int:
    """How many values the rule asks for, once `values` are there: as many as there are where it can be decided."""
    texture = callout.texture
    if not values or texture is None or texture.standard is None:
        return max(1, len(values))
    found = [_wanted(count, texture.standard) for count in counts(callout, values)]
    if None in found:  # refused already
        return len(values)
    return max((wanted for wanted in found if wanted is not None), default=len(values))


def deciding(callout: Callout, values: Sequence[Decimal]) -> Decimal:
    """The value that decides: the one nearest to being refused, of those that the two limits let decide."""
    found: list[tuple[Decimal, Decimal]] = []  # how far inside, value
    for limit, rule, is_upper in _sides(callout):
        if rule is AcceptanceRule.MEDIAN:
            value = rounded(median(values))
        else:
            value = sorted(values, reverse=is_upper)[_allowed(rule, len(values))]
        found.append((limit - value if is_upper else value - limit, value))
    return min(found)[1]


def _sides(callout: Callout) -> list[tuple[Decimal, AcceptanceRule, bool]]:
    texture = callout.texture or Texture()
    sides = (
        (callout.upper_limit, texture.upper_rule, True),
        (callout.lower_limit, texture.lower_rule, False),
    )
    return [(limit, rule or AcceptanceRule.MAXIMUM, is_upper) for limit, rule, is_upper in sides if limit is not None]


def _allowed(rule: AcceptanceRule, values: int) -> int:
    if rule is not AcceptanceRule.SIXTEEN_PERCENT:
        return 0
    return max((allowed for least, allowed in STEPS if values >= least), default=0)


def _wanted(count: Count, standard: TextureStandard) -> int | None:
    """None once the limit refuses, whatever comes."""
    if count.rule is AcceptanceRule.MAXIMUM:
        return None if count.exceeding else _PLACES[standard]
    if count.rule is AcceptanceRule.MEDIAN:
        return _MEDIAN_OF
    if count.exceeding > MOST_EXCEEDINGS:
        return None
    if count.at_once:
        return 1
    for least, allowed in STEPS:
        if count.values < least or count.exceeding <= allowed:
            return least
    return STEPS[-1][0]
