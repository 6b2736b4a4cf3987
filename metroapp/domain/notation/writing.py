"""Writing a callout in one spelling: reading it again gives the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from metroapp.domain.callout import AcceptanceRule, Callout, Kind, Rule, Zone
from metroapp.domain.notation.modifiers import written
from metroapp.domain.notation.signs import SYMBOL_SIGNS
from metroapp.domain.quantity import ARCSEC_PER_DEGREE, Unit, shortest

_COUNT_BEFORE = re.compile(
    r"[0-9]{1,4} ?(?:[xX×✕✖⨯]|trous?|perçages?|alésages?|taraudages?|filetages?|fois) ?(?P<rest>.+)"
)
_COUNT_AFTER = re.compile(r"(?P<rest>.+?) ?\( ?[0-9]{1,4} ?[xX×✕✖⨯] ?\)")
_PREFIXES = {Kind.DIAMETER: "Ø", Kind.RADIUS: "R", Kind.CHAMFER: "C"}
_ZONES = {Zone.CYLINDRICAL: "Ø", Zone.SPHERICAL: "SØ", None: ""}
_RULES = {AcceptanceRule.MAXIMUM: " max", AcceptanceRule.SIXTEEN_PERCENT: " 16%", AcceptanceRule.MEDIAN: " Tmed"}


def write_callout(read: Callout) -> str:
    """One spelling of a callout. What is in words, or takes a general tolerance of geometry, stays as typed."""
    text = _WRITERS.get(read.kind, _size)(read)
    return text if read.multiplicity == 1 else f"{read.multiplicity}x {text}"


def without_multiplicity(text: str) -> str:
    """The text of one occurrence: `4x Ø6,6 H12` → `Ø6,6 H12`."""
    found = _COUNT_BEFORE.fullmatch(text) or _COUNT_AFTER.fullmatch(text)
    return found["rest"] if found else text


def write_number(value: Decimal) -> str:
    """A number as a French drawing writes it."""
    return f"{value:f}".replace(".", ",")


def write_deviations(lower: Decimal, upper: Decimal, figure: Callable[[Decimal], str] = write_number) -> str:
    """Two deviations: `±0,1`, `+0,05/-0,02`, `0/-0,1`. `figure` writes one without its sign."""
    if lower == -upper and upper > 0:
        return f"±{figure(upper)}"
    return "/".join(
        "0" if value == 0 else f"{'+' if value > 0 else '-'}{figure(abs(value))}" for value in (upper, lower)
    )


def write_angle(seconds: Decimal) -> str:
    """An angle (seconds of arc, not negative) in degrees, minutes and seconds: `1°30'`, `2'`, `0,5"`."""
    whole, rest = divmod(seconds, ARCSEC_PER_DEGREE)
    minutes, left = divmod(rest, 60)
    parts = (f"{whole:f}°" if whole else "", f"{minutes:f}'" if minutes or (whole and left) else "")
    return "".join(parts) + (f'{write_number(shortest(left))}"' if left or not seconds else "")


def with_degree(degree: str) -> Callable[[Decimal], str]:
    """Writes figures followed by `degree`, which is empty for lengths."""
    return lambda value: f"{write_number(value)}{degree}"


def _figure(value: Decimal, unit: Unit | None) -> str:
    """A figure in the unit of a callout; an angle in degrees, minutes and seconds."""
    if unit is not Unit.ARCSEC:
        return write_number(value)
    degrees, rest = divmod(value, ARCSEC_PER_DEGREE)
    minutes, seconds = divmod(rest, 60)
    text = f"{degrees:f}°" + (f"{minutes:f}'" if minutes or seconds else "")
    return text + (f'{write_number(shortest(seconds))}"' if seconds else "")


def _size(read: Callout) -> str:
    found, prefix = read.derivation, _PREFIXES.get(read.kind, "")
    angle = ""
    if read.chamfer_angle is not None:
        # What follows the size of a chamfer comes before its angle: `1 ±0,2 x 45°`.
        prefix, angle = "", f" x {write_number(shortest(read.chamfer_angle / ARCSEC_PER_DEGREE))}°"
    nominal = "" if read.nominal is None else prefix + _figure(read.nominal, read.unit)
    match found.rule:
        case Rule.FIT:
            text = f"{nominal} {found.fit}"
        case Rule.DEVIATIONS:
            assert found.upper_deviation is not None and found.lower_deviation is not None
            deviations = write_deviations(
                found.lower_deviation, found.upper_deviation, lambda value: _figure(value, read.unit)
            )
            text = f"{nominal} {deviations}"
        case Rule.LIMITS:
            assert read.upper_limit is not None and read.lower_limit is not None
            text = f"{prefix}{_figure(read.upper_limit, read.unit)} / {_figure(read.lower_limit, read.unit)}"
        case Rule.ONE_LIMIT:
            limit, word = (read.upper_limit, "max") if read.lower_limit is None else (read.lower_limit, "min")
            assert limit is not None
            text = f"{prefix}{_figure(limit, read.unit)} {word}"
        case _:  # a general tolerance, or none
            text = nominal
    return " ".join([text + angle, *(written(modifier) for modifier in read.modifiers)])


def _geometry(read: Callout) -> str:
    assert read.symbol is not None and read.upper_limit is not None
    if read.derivation.rule is Rule.GENERAL:
        return _as_typed(read)
    sign = SYMBOL_SIGNS[read.symbol][0]
    value = f"{_ZONES[read.zone]}{write_number(read.upper_limit)}"
    per = "".join(modifier for modifier in read.modifiers if modifier.startswith("/"))
    modifiers = [written(modifier) for modifier in read.modifiers if not modifier.startswith("/")]
    kept = read.datum_modifiers or ("",) * len(read.datums)
    datums = [name + "".join(_of_datum(kept_)) for name, kept_ in zip(read.datums, kept, strict=True)]
    return " ".join([sign, value + per.replace(".", ","), *modifiers, *datums])


def _of_datum(modifiers: str) -> str:
    if len(modifiers) > 1 and modifiers.isupper() and modifiers in ("CF", "PL", "SL", "PT", "LD", "MD"):
        return f"[{modifiers}]"
    return "".join(written(letter) for letter in modifiers)


def _texture(read: Callout) -> str:
    texture, parameter = read.texture, read.parameter or ""
    assert texture is not None
    count = "" if texture.sampling_lengths is None else f" n={texture.sampling_lengths}"
    settings = "".join(
        f" {name}={write_number(value)}"
        for name, value in (
            ("λs", texture.short_cut_off),
            ("λc", texture.cut_off),
            ("ln", texture.evaluation_length),
        )
        if value is not None
    )
    sides = [
        (side, limit, rule)
        for side, limit, rule in (
            ("U", read.upper_limit, texture.upper_rule),
            ("L", read.lower_limit, texture.lower_rule),
        )
        if limit is not None
    ]
    return " ".join(
        f"{side} {parameter} {write_number(limit)}{_RULES[rule] if rule else ''}{settings}{count}"
        for side, limit, rule in sides
    )


def _thread(read: Callout) -> str:
    assert read.nominal is not None and read.pitch is not None
    fit = f"-{read.derivation.fit}" if read.derivation.fit else ""
    return f"M{write_number(read.nominal)}x{write_number(read.pitch)}{fit}" + (" LH" if "LH" in read.modifiers else "")


def _as_typed(read: Callout) -> str:
    return without_multiplicity(read.text)


_WRITERS = {
    Kind.GEOMETRIC: _geometry,
    Kind.ROUGHNESS: _texture,
    Kind.THREAD: _thread,
    Kind.ATTRIBUTE: _as_typed,
    Kind.REFERENCE: _as_typed,
    Kind.EXACT: _as_typed,
}
