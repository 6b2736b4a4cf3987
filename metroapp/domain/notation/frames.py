"""Dimensions without a verdict: `(25,5)`, a reference (ISO 129-1:2018, 9.5), and `[40]`, theoretically exact
(ISO 1101:2017, 3.15)."""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.callout import Callout, Derivation, Kind, Rule
from metroapp.domain.notation.angle import read_exact_angle
from metroapp.domain.notation.context import Written
from metroapp.domain.notation.signs import NUMBER
from metroapp.domain.quantity import Unit

_CONTENT = r"(?P<content>[^()\[\]]+)"
_REFERENCE = re.compile(rf"\( ?{_CONTENT} ?\)|(?P<said>[^()\[\]]+?) ?(?:réf|ref)\.?", re.IGNORECASE)
_EXACT = re.compile(rf"\[ ?{_CONTENT} ?\]")
_DIMENSION = re.compile(rf"(?:[ØRC] ?)?(?P<nominal>{NUMBER})(?: ?mm)?")


def read_framed(written: Written) -> Callout | None:
    """A reference or theoretically exact dimension; None where the text is not framed."""
    for pattern, kind in ((_REFERENCE, Kind.REFERENCE), (_EXACT, Kind.EXACT)):
        found = pattern.fullmatch(written.tidy)
        if found is None:
            continue
        content = (found["content"] or found.groupdict().get("said") or "").strip()
        if dimension := _DIMENSION.fullmatch(content):
            return _callout(written, kind, Decimal(dimension["nominal"]), Unit.MM)
        angle = read_exact_angle(content)
        if angle is not None:
            return _callout(written, kind, angle, Unit.ARCSEC)
    return None


def _callout(written: Written, kind: Kind, nominal: Decimal, unit: Unit) -> Callout:
    return Callout(written.text, kind, nominal, None, None, unit, Derivation(Rule.NO_VERDICT))
