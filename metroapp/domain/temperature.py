"""A length brought back to 20 °C (ISO 1), for the part and for the scale it was read on, with the uncertainty of it.

A part at t has grown by α·(t − 20); what a scale reads has shrunk by as much as the scale has grown. To the first
order, as in JCGM 100:2008, H.1.1: L₂₀ = L·(1 − α·(t − 20) + αₛ·(tₛ − 20)). Nothing corrects a value unless somebody
asks for it, and the raw value stays beside. Lengths in any one unit, temperatures in °C, coefficients in 1/K; exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum

from metroapp.domain.budget import Component, Distribution, Evaluation, Source
from metroapp.domain.message import Refusal

REFERENCE_TEMPERATURE = Decimal(20)  # °C, ISO 1:2022
COLDEST, HOTTEST = Decimal(0), Decimal(50)  # °C: beyond, a workshop thermometer is misread, or α is another

_MILLIONTH = Decimal("1e-6")
_DEGREE, _PER_KELVIN = "°C", "1/K"


class Material(Enum):
    """What parts, scales and gauge blocks are made of; the coefficients are in `thermal_expansion.csv`."""

    GAUGE_BLOCK_STEEL = "gauge_block_steel"
    STEEL = "steel"
    AUSTENITIC_STAINLESS_STEEL = "austenitic_stainless_steel"
    HARDENABLE_STAINLESS_STEEL = "hardenable_stainless_steel"
    CAST_IRON = "cast_iron"
    ALUMINIUM_ALLOY = "aluminium_alloy"
    COPPER = "copper"
    BRASS = "brass"
    BRONZE = "bronze"
    TITANIUM_ALLOY = "titanium_alloy"
    INVAR = "invar"


@dataclass(frozen=True, slots=True)
class Expansion:
    """Coefficient of linear thermal expansion α near 20 °C, and the half-width of what it may be (1/K).

    Refuses `temperature.coefficient`: negative, or larger than that of any solid a workshop measures.
    """

    coefficient: Decimal
    half_width: Decimal

    def __post_init__(self) -> None:
        for one in (self.coefficient, self.half_width):
            if not (one.is_finite() and 0 <= one <= Decimal("1e-3")):
                raise Refusal("temperature.coefficient", coefficient=one)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> dict[Material, Expansion]:
        """The table `thermal_expansion.csv`, in millionths by kelvin."""
        return {
            Material(row["material"]): cls(
                Decimal(row["alpha_e6_per_k"]) * _MILLIONTH, Decimal(row["half_width_e6_per_k"]) * _MILLIONTH
            )
            for row in rows
        }


@dataclass(frozen=True, slots=True)
class Temperature:
    """A temperature (°C) and the half-width of what it may be. Refuses `temperature.outside` and `.half_width`."""

    value: Decimal
    half_width: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not (self.value.is_finite() and COLDEST <= self.value <= HOTTEST):
            raise Refusal("temperature.outside", temperature=self.value, coldest=COLDEST, hottest=HOTTEST)
        if not (self.half_width.is_finite() and 0 <= self.half_width <= HOTTEST - COLDEST):
            raise Refusal("temperature.half_width", half_width=self.half_width)

    @property
    def deviation(self) -> Decimal:
        """θ, how far from 20 °C (K)."""
        return self.value - REFERENCE_TEMPERATURE


@dataclass(frozen=True, slots=True)
class Scale:
    """What the length was read on: its expansion, and how much warmer the part was than it (K, ± half-width).

    `apart`: part and scale were each read, independently, and the half-width is that of the scale's own temperature.
    """

    expansion: Expansion
    difference: Decimal = Decimal(0)
    half_width: Decimal = Decimal(0)
    apart: bool = False

    def __post_init__(self) -> None:
        """Refuses `temperature.half_width` and a scale whose temperature is `temperature.outside`, with the part's."""
        if not (self.half_width.is_finite() and 0 <= self.half_width <= HOTTEST - COLDEST):
            raise Refusal("temperature.half_width", half_width=self.half_width)


@dataclass(frozen=True, slots=True)
class LengthAt20:
    """A length read at a temperature, brought back to 20 °C. Without a scale, the reading is right at 20 °C already,
    as that of a scale that does not expand."""

    raw: Decimal
    part: Expansion
    temperature: Temperature
    scale: Scale | None = None

    def __post_init__(self) -> None:
        if self.scale is not None:
            Temperature(self.temperature.value - self.scale.difference)

    @property
    def correction(self) -> Decimal:
        """What is added to the raw length, in its unit."""
        with localcontext(prec=50):
            return -self.raw * (self.part.coefficient * self.temperature.deviation - self._of_scale)

    @property
    def corrected(self) -> Decimal:
        """L₂₀"""
        with localcontext(prec=50):
            return self.raw + self.correction

    def components(self) -> tuple[Component, ...]:
        """What the correction brings to a budget, rectangular, without correlation: one thermometer, one difference.

        With the terms of second order, which are all there is of α at 20 °C (JCGM 100:2008, 5.1.2 note, H.1.7).
        """
        theta, width = self.temperature.deviation, self.temperature.half_width
        with localcontext(prec=50):
            alpha, scale = self.part.coefficient, self.scale
            of_scale = Decimal(0) if scale is None else scale.expansion.coefficient
            together = Decimal(0) if scale is not None and scale.apart else of_scale
            found = [
                _limits(Source.PART_EXPANSION, self.part.half_width, -self.raw * theta, _PER_KELVIN),
                _limits(Source.TEMPERATURE, width, -self.raw * (alpha - together), _DEGREE),
                _product(self.part.half_width, width, -self.raw),
            ]
            if scale is not None:
                at = theta - scale.difference
                found += [
                    _limits(Source.SCALE_EXPANSION, scale.expansion.half_width, self.raw * at, _PER_KELVIN),
                    _limits(Source.TEMPERATURE_DIFFERENCE, scale.half_width, -self.raw * of_scale, _DEGREE),
                    _product(scale.expansion.half_width, Decimal(0) if scale.apart else width, self.raw),
                    _product(scale.expansion.half_width, scale.half_width, -self.raw),
                ]
        return tuple(one for one in found if one.variance)

    @property
    def _of_scale(self) -> Decimal:
        if self.scale is None:
            return Decimal(0)
        return self.scale.expansion.coefficient * (self.temperature.deviation - self.scale.difference)


def _limits(source: Source, half_width: Decimal, sensitivity: Decimal, unit: str) -> Component:
    return Component("", Evaluation.B, half_width, Distribution.RECTANGULAR, sensitivity, None, unit, source=source)


def _product(first: Decimal, second: Decimal, sensitivity: Decimal) -> Component:
    """u(x)·u(y) of two rectangular quantities: (a/√3)·(b/√3) = a·b/3."""
    source = Source.EXPANSION_BY_TEMPERATURE
    return Component("", Evaluation.B, first * second / 3, Distribution.STANDARD, sensitivity, source=source)
