"""A measured quantity: an exact decimal number, the digits that were shown, and a unit.

`12.340 mm` and `12.34 mm` are the same size but not the same reading. Storage keeps both facts: `amount`, an integer
of 10⁻⁹ of the unit, which can be compared and counted exactly, and `decimals`, the number of figures shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import Enum

from metroapp.domain.message import Refusal

STORED_DECIMALS = 9
LARGEST = Decimal(10) ** 9  # of the unit: a kilometre in millimetres, and still a 64-bit amount

_NUMBER = re.compile(r"[+\-−]?[0-9]{1,12}(?:[.,][0-9]{1,12})?")
_MM_PER_INCH = Decimal("25.4")
_UM_PER_MM = Decimal(1000)
ARCSEC_PER_DEGREE = Decimal(3600)


class Unit(Enum):
    """Units of the values kept in a record."""

    MM = "mm"
    UM = "um"
    INCH = "in"
    DEG = "deg"
    ARCSEC = "arcsec"


def parse_number(text: str) -> Decimal:
    """Read a number typed with a comma or a dot; keep its decimals.

    Refuses (`number.unreadable`) anything that is not one plain number: empty, text, NaN, exponents, two separators.
    """
    cleaned = text.strip().replace("\u202f", "").replace("\u00a0", "")
    if not _NUMBER.fullmatch(cleaned):
        raise Refusal("number.unreadable", text=text.strip())
    value = Decimal(cleaned.replace(",", ".").replace("−", "-"))
    if abs(value) >= LARGEST or -_exponent(value) > STORED_DECIMALS:
        raise Refusal("number.out_of_bounds", text=text.strip())
    return value


def decimals_of(value: Decimal) -> int:
    """Number of decimals that a finite number shows (never negative)."""
    return max(0, -_exponent(value))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise Refusal("number.not_finite")
    return exponent


def shortest(value: Decimal) -> Decimal:
    """The same number without the zeros that say nothing: `50.000` → `50`, never `5E+1`."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def rounded(value: Decimal) -> Decimal:
    """A computed value, rounded half-even at 10⁻⁹ of its unit (its inputs are kept beside it)."""
    with localcontext(prec=40):
        return value.quantize(Decimal(1).scaleb(-STORED_DECIMALS), rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A finite decimal value and its unit; the exponent of the value is the number of decimals shown."""

    value: Decimal
    unit: Unit = Unit.MM

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise Refusal("number.not_finite")
        if abs(self.value) >= LARGEST or self.decimals > STORED_DECIMALS:
            raise Refusal("number.out_of_bounds", text=str(self.value))

    @property
    def decimals(self) -> int:
        """Number of decimals shown (never negative)."""
        return decimals_of(self.value)

    @property
    def amount(self) -> int:
        """The value as an integer number of 10⁻⁹ of the unit."""
        return int(self.value.scaleb(STORED_DECIMALS))

    @classmethod
    def from_amount(cls, amount: int, decimals: int, unit: Unit) -> Quantity:
        """The quantity that was stored as (`amount`, `decimals`, `unit`)."""
        with localcontext(prec=40):
            value = Decimal(amount).scaleb(-STORED_DECIMALS).quantize(Decimal(1).scaleb(-decimals))
        return cls(value, unit)

    def to(self, unit: Unit) -> Quantity:
        """The same length in another unit of length, exactly (1 in = 25.4 mm), or an angle in seconds of arc.

        Refuses (`unit.not_comparable`) what is not a length, or not an angle, on both sides.
        """
        if unit is self.unit:
            return self
        if (self.unit, unit) == (Unit.DEG, Unit.ARCSEC):
            return Quantity(self.value * ARCSEC_PER_DEGREE, unit)
        if (self.unit, unit) == (Unit.ARCSEC, Unit.DEG):
            return Quantity(rounded(self.value / ARCSEC_PER_DEGREE), unit)
        lengths = {Unit.MM: Decimal(1), Unit.UM: 1 / _UM_PER_MM, Unit.INCH: _MM_PER_INCH}
        if self.unit not in lengths or unit not in lengths:
            raise Refusal("unit.not_comparable", unit=self.unit, expected=unit)
        with localcontext(prec=40):
            if unit is Unit.UM:
                return Quantity(self.value * lengths[self.unit] * _UM_PER_MM, unit)
            if unit is Unit.INCH:
                return Quantity(rounded(self.value * lengths[self.unit] / _MM_PER_INCH), unit)
            return Quantity(self.value * lengths[self.unit], unit)
