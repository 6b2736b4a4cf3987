"""A decision rule as it is typed in a part sheet, in the editor, in the settings and on the command line.

`simple`, `iso14253-1`, `iso14253-1-U`, or `guard 0,005`: a guard band of one's own in the unit of the limits. Limits of
an angle are in seconds of arc: nobody would type them so, and a number without its unit is then in degrees.
"""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.notation.writing import write_angle, write_number
from metroapp.domain.quantity import Quantity, Unit, parse_number
from metroapp.domain.quantity_text import read_quantity

GENERAL_NAMES = tuple(name.value for name in RuleName if name is not RuleName.GUARD)
_EXAMPLE = "guard 0,005"
_GUARD = re.compile(r"(?:guard(?: band)?|(?:bande de )?garde)(?![a-z]) ?[:=]? ?(?P<band>.*)", re.IGNORECASE)
_NAMES = {
    "simple": RuleName.SIMPLE,
    "acceptationsimple": RuleName.SIMPLE,
    "simpleacceptance": RuleName.SIMPLE,
    "iso14253-1": RuleName.ISO_14253_1,
    "iso14253-1-u": RuleName.ISO_14253_1_U,
    "iso14253-1u": RuleName.ISO_14253_1_U,
    "iso14253-1(u)": RuleName.ISO_14253_1_U,
}
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def read_rule(text: str, unit: Unit | None = None) -> DecisionRule:
    """The rule that a text says. `unit` is that of the limits; without one, a guard band is a plain number.

    Refuses `decision.rule_unknown`, as `DecisionRule`, and for a guard band as `read_quantity` and `Quantity.to`.
    """
    tidied = " ".join(text.split())
    guard = _GUARD.fullmatch(tidied)
    if guard is not None:
        band = guard["band"]
        return DecisionRule(RuleName.GUARD, _read_band(band, unit) if band else None)
    return DecisionRule(_named(tidied, (*GENERAL_NAMES, _EXAMPLE)))


def read_general_rule(text: str) -> DecisionRule | None:
    """The rule of a part or of a workshop; None for an empty text, which leaves the choice to the larger of them.

    Refuses `decision.rule_unknown` and `decision.guard_by_characteristic`.
    """
    tidied = " ".join(text.split())
    if not tidied:
        return None
    if _GUARD.fullmatch(tidied):
        raise Refusal("decision.guard_by_characteristic")
    return DecisionRule(_named(tidied, GENERAL_NAMES))


def write_rule(rule: DecisionRule | None, unit: Unit | None = None) -> str:
    """The text that `read_rule` gives back with the same unit of the limits; empty where there is no rule."""
    if rule is None:
        return ""
    if rule.guard is None:
        return rule.name.value
    return f"{rule.name.value} {_angle(rule.guard) if unit is Unit.ARCSEC else write_number(rule.guard)}"


def _named(text: str, known: tuple[str, ...]) -> RuleName:
    name = _NAMES.get("".join(text.split()).translate(_HYPHENS).casefold())
    if name is None:
        raise Refusal("decision.rule_unknown", text=text, known=known)
    return name


def _read_band(text: str, unit: Unit | None) -> Decimal:
    if unit is None:
        return parse_number(text)
    return read_quantity(text, Unit.DEG if unit is Unit.ARCSEC else unit).to(unit).value


def _angle(seconds: Decimal) -> str:
    """Decimal degrees where they are exact, as they were typed; else minutes and seconds."""
    degrees = Quantity(seconds, Unit.ARCSEC).to(Unit.DEG)
    exact = degrees.to(Unit.ARCSEC).value == seconds
    return f"{write_number(degrees.value.normalize())}°" if exact else write_angle(seconds)
