"""Numbers, sizes, dates and times as French papers print them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from metroapp.domain.quantity import Quantity, Unit, shortest

UNIT_SYMBOLS = {Unit.MM: "mm", Unit.UM: "µm", Unit.INCH: "in", Unit.DEG: "°", Unit.ARCSEC: "″"}
_ARCSEC_PER_ARCMIN, _ARCMIN_PER_DEGREE = 60, 60


def number(value: Decimal, decimals: int | None = None) -> str:
    """`12.340` → `12,340`. `decimals` pads with zeros up to that many decimals; it never cuts a digit."""
    text = f"{value:f}"
    if decimals is not None:
        exponent = value.as_tuple().exponent
        shown = -exponent if isinstance(exponent, int) else 0
        if shown < decimals:
            text = f"{value:.{decimals}f}"
    return text.replace(".", ",").replace("-", "−")


def signed(value: Decimal) -> str:
    """A deviation with its sign: `+0,021`, `−0,007`, `0`."""
    if value == 0:
        return "0"
    return ("+" if value > 0 else "") + number(value)


def significant(value: Decimal) -> str:
    """A number without its trailing zeros: `20.000` → `20`."""
    return number(shortest(value))


def angle(seconds: Decimal) -> str:
    """An angle given in seconds of arc, exactly: `29°30′`, `30′`, `1°0′7,2″`, `−1°`."""
    whole_minutes, rest = divmod(abs(seconds), _ARCSEC_PER_ARCMIN)
    degrees, minutes = divmod(int(whole_minutes), _ARCMIN_PER_DEGREE)
    parts = [f"{degrees}°" if degrees or not seconds else ""]
    parts += [f"{minutes}′" if minutes or (degrees and rest) else "", f"{significant(rest)}″" if rest else ""]
    text = "".join(parts)
    return f"−{text}" if seconds < 0 else text


def figures(value: Decimal, unit: Unit, decimals: int | None = None) -> str:
    """A value without its unit; an angle in seconds of arc in degrees, minutes and seconds."""
    return angle(value) if unit is Unit.ARCSEC else number(value, decimals)


def with_unit(value: Decimal, unit: Unit, decimals: int | None = None) -> str:
    """`0,021 mm`, `29°30′`."""
    if unit is Unit.ARCSEC:
        return angle(value)
    return f"{number(value, decimals)}\u00a0{UNIT_SYMBOLS[unit]}"


def quantity(value: Quantity) -> str:
    """`12,340 mm`, with a no-break space; `30,25°` without one."""
    if value.unit is Unit.DEG:
        return f"{number(value.value)}°"
    return f"{number(value.value)}\u00a0{UNIT_SYMBOLS[value.unit]}"


def day(value: date) -> str:
    """`24/11/2026`; a moment is given in local time."""
    if isinstance(value, datetime):
        value = value.astimezone()
    return f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """`24/11/2026 14:05` in local time."""
    return f"{value.astimezone():%d/%m/%Y %H:%M}"


def duration(value: timedelta) -> str:
    """`45 min`, `1 h 5 min`, `12 min 10 s`: whole seconds, down; a clock set back gives none."""
    minutes, seconds = divmod(max(0, int(value.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count}\u00a0{unit}" for count, unit in ((hours, "h"), (minutes, "min"), (seconds, "s")) if count]
    return " ".join(parts) or "0\u00a0min"


def moment_to_the_second(value: datetime) -> str:
    """`24/11/2026 14:05:09` in local time."""
    return f"{value.astimezone():%d/%m/%Y %H:%M:%S}"
