"""Angles: degrees, minutes and seconds of arc, exact in seconds."""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.callout import Callout, Derivation, Kind, Rule
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Written
from metroapp.domain.notation.signs import NUMBER
from metroapp.domain.notation.size import derivation_of, from_deviations, with_equal_decimals
from metroapp.domain.notation.tolerance import one_limit, read_tolerance
from metroapp.domain.quantity import ARCSEC_PER_DEGREE, Unit, shortest

_ARCSEC_PER_ARCMIN = Decimal(60)
_ANGLE = re.compile(
    rf"""(?P<degrees>{NUMBER}) ?°(?: ?(?P<minutes>{NUMBER}) ?')?(?: ?(?P<seconds>{NUMBER}) ?")?"""
    rf"""|(?P<minutes_only>{NUMBER}) ?'(?: ?(?P<seconds_after>{NUMBER}) ?")?|(?P<seconds_only>{NUMBER}) ?\""""
)
_HEAD = re.compile(rf"(?P<nominal>{NUMBER})(?P<rest>.*)")
_LIMIT_FIRST = re.compile(rf"(?:(?P<side>max|min)(?:i|imum|\.)?|(?P<sign>[≤≥])) ?(?P<nominal>{NUMBER})", re.IGNORECASE)
_SIXTY = 60
FULL_TURN = 360 * ARCSEC_PER_DEGREE
_BARE_NUMBER = re.compile(rf"(?<![0-9.]){NUMBER}(?![0-9.])")
_ZERO = re.compile(r"0(?:\.0+)?")


def seconds_of_arc(found: re.Match[str]) -> Decimal:
    """The angle of one match of degrees, minutes and seconds.

    Refuses `callout.sexagesimal` (60 minutes or seconds after a larger unit) and `callout.angle_too_large`.
    """
    degrees = Decimal(found["degrees"] or 0)
    minutes = Decimal(found["minutes"] or found["minutes_only"] or 0)
    seconds = Decimal(found["seconds"] or found["seconds_after"] or found["seconds_only"] or 0)
    after_degrees, after_minutes = found["degrees"] is not None, found["seconds_only"] is None
    if (after_degrees and minutes >= _SIXTY) or (after_minutes and seconds >= _SIXTY):
        raise Refusal("callout.sexagesimal", found=found[0])
    total = degrees * ARCSEC_PER_DEGREE + minutes * _ARCSEC_PER_ARCMIN + seconds
    if total > FULL_TURN:
        raise Refusal("callout.angle_too_large", callout=found[0])
    return shortest(total)


def read_angle(written: Written) -> Callout | None:
    """An angle (`30° ±0,5°`, `45°30' +10'/0`); None where the text does not begin with one."""
    text = written.tidy
    begin = _ANGLE.search(text)
    if begin is None or "°" not in text or "x" in text[: begin.start()]:
        return None
    without = _ANGLE.sub("", text)
    if any(not _ZERO.fullmatch(number) for number in _BARE_NUMBER.findall(without)):
        # A number without its mark beside an angle: degrees, minutes or millimetres, nobody can tell.
        raise Refusal("callout.angle_unit_missing", callout=written.text)
    in_seconds = _ANGLE.sub(lambda found: f"{seconds_of_arc(found):f}", text)
    if limit := _LIMIT_FIRST.fullmatch(in_seconds):
        side = limit["side"] or ("max" if limit["sign"] == "≤" else "min")
        tolerance = one_limit(Decimal(limit["nominal"]), side)
        return _callout(written, None, tolerance.lower, tolerance.upper, Derivation(tolerance.rule))
    head = _HEAD.fullmatch(in_seconds)
    if head is None:
        return None
    nominal = Decimal(head["nominal"])
    if not head["rest"]:
        general = written.context.general
        if general is None:
            raise Refusal("callout.no_tolerance", callout=written.text)
        derivation = derivation_of(general.angular(written.context.length))
        return from_deviations(written, Kind.ANGLE, nominal, derivation, unit=Unit.ARCSEC)
    found = read_tolerance(nominal, head["rest"], written.text, is_angle=True)
    if found is None:
        return None
    if found.rule is Rule.DEVIATIONS:
        assert found.lower is not None and found.upper is not None
        derivation = Derivation(Rule.DEVIATIONS, found.lower, found.upper, tolerance=found.upper - found.lower)
        return from_deviations(written, Kind.ANGLE, nominal, derivation, unit=Unit.ARCSEC)
    interval = None if found.lower is None or found.upper is None else found.upper - found.lower
    return _callout(written, None, found.lower, found.upper, Derivation(found.rule, tolerance=interval))


def _callout(
    written: Written, nominal: Decimal | None, lower: Decimal | None, upper: Decimal | None, derivation: Derivation
) -> Callout:
    return Callout(written.text, Kind.ANGLE, nominal, *with_equal_decimals(lower, upper), Unit.ARCSEC, derivation)


def read_exact_angle(text: str) -> Decimal | None:
    """An angle alone, in seconds of arc; None for anything else."""
    found = _ANGLE.fullmatch(text)
    return seconds_of_arc(found) if found else None
