"""Numbers, sizes, dates and times as French papers print them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from metroapp.domain.quantity import Quantity, Unit

UNIT_SYMBOLS = {Unit.MM: "mm", Unit.UM: "µm", Unit.INCH: "in", Unit.DEG: "°"}


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
    return number(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())


def quantity(value: Quantity) -> str:
    """`12,340 mm`, with a no-break space."""
    return f"{number(value.value)}\u00a0{UNIT_SYMBOLS[value.unit]}"


def day(value: date) -> str:
    """`24/11/2026`; a moment is given in local time."""
    if isinstance(value, datetime):
        value = value.astimezone()
    return f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """`24/11/2026 14:05` in local time."""
    return f"{value.astimezone():%d/%m/%Y %H:%M}"


def moment_to_the_second(value: datetime) -> str:
    """`24/11/2026 14:05:09` in local time."""
    return f"{value.astimezone():%d/%m/%Y %H:%M:%S}"
