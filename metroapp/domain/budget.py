"""The uncertainty budget of a result, combined as the GUM does (JCGM 100:2008, clauses 4 to 6 and annex G).

Every component has the standard uncertainty u(x) that its distribution gives, and contributes c·u(x) to the result, in
the unit of the result. Square roots have twelve significant digits; nothing else is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, localcontext
from enum import Enum
from functools import cached_property

from metroapp.domain.message import Refusal
from metroapp.domain.quantity import shortest
from metroapp.domain.student import coverage_factor

USUAL_LEVEL = Decimal("95.45")  # percent: k = 2 for a normal distribution

_DIGITS = 50
_PUBLISHED = Context(prec=12, rounding=ROUND_HALF_EVEN)
_NOTHING = Decimal("1e-30")  # of u²: what is left where components cancel exactly is what roots have rounded
_ENDLESS = 10**6  # degrees of freedom from which k has the decimals of infinitely many
_FIGURES = 2  # significant figures of an uncertainty that is shown (7.2.6)


class Evaluation(Enum):
    """How a standard uncertainty was found (4.2, 4.3)."""

    A = "A"  # by statistics on observations
    B = "B"  # by any other knowledge


class Distribution(Enum):
    """What the value of a component is: a standard uncertainty, or the half-width a of limits ± a."""

    NORMAL = "normal"  # standard uncertainty, or U of a certificate with its k
    STANDARD = "standard"  # standard uncertainty, whatever its distribution
    RECTANGULAR = "rectangular"  # a / √3 (4.3.7)
    TRIANGULAR = "triangular"  # a / √6 (4.3.9)
    U_SHAPED = "u-shaped"  # a / √2, arc sine, of a cyclic variation (H.1.3.4)


class Source(Enum):
    """Where a component comes from."""

    GIVEN = "given"
    RESOLUTION = "resolution"
    PERMISSIBLE_ERROR = "permissible_error"
    REPEATABILITY = "repeatability"
    ZERO = "zero"
    BLOCKS = "blocks"
    PART_EXPANSION = "part_expansion"
    SCALE_EXPANSION = "scale_expansion"
    TEMPERATURE = "temperature"
    TEMPERATURE_DIFFERENCE = "temperature_difference"
    EXPANSION_BY_TEMPERATURE = "expansion_by_temperature"


_SQUARED_DIVISORS = {
    Distribution.NORMAL: 1,
    Distribution.STANDARD: 1,
    Distribution.RECTANGULAR: 3,
    Distribution.TRIANGULAR: 6,
    Distribution.U_SHAPED: 2,
}


@dataclass(frozen=True, slots=True)
class Component:
    """One line of a budget. `dof`: degrees of freedom, None for infinitely many (G.4.3); `unit`: of the value, shown.

    `coverage` divides the value: the k of a certificate that gives U. Refuses `budget.value_negative`,
    `budget.dof_too_small` (less than 1), `budget.coverage_too_small` (less than 1), `number.not_finite`.
    """

    name: str
    evaluation: Evaluation
    value: Decimal
    distribution: Distribution
    sensitivity: Decimal = Decimal(1)
    dof: Decimal | None = None
    unit: str = ""
    coverage: Decimal = Decimal(1)
    source: Source = Source.GIVEN

    def __post_init__(self) -> None:
        if not all(one.is_finite() for one in (self.value, self.sensitivity, self.coverage, self.dof or Decimal(1))):
            raise Refusal("number.not_finite")
        if self.value < 0:
            raise Refusal("budget.value_negative", value=self.value)
        if self.dof is not None and self.dof < 1:
            raise Refusal("budget.dof_too_small", dof=self.dof)
        if self.coverage < 1:
            raise Refusal("budget.coverage_too_small", coverage=self.coverage)

    @property
    def standard(self) -> Decimal:
        """u(x), in the unit of the value."""
        return _root(self._squared(self.value))

    @property
    def contribution(self) -> Decimal:
        """|c|·u(x), in the unit of the result."""
        return _root(self.variance)

    @property
    def variance(self) -> Decimal:
        """(c·u(x))²"""
        with localcontext(prec=_DIGITS):
            return self._squared(self.value * self.sensitivity)

    def _squared(self, value: Decimal) -> Decimal:
        with localcontext(prec=_DIGITS):
            return value**2 / _SQUARED_DIVISORS[self.distribution] / self.coverage**2


@dataclass(frozen=True, slots=True)
class Correlation:
    """The correlation coefficient of two components, by their place in the budget (5.2.2)."""

    first: int
    second: int
    coefficient: Decimal


@dataclass(frozen=True)
class Budget:
    """Components that are independent but for the correlations stated, and the level of confidence (percent).

    Refuses `budget.empty`, `budget.zero` (no component contributes), `budget.correlation` (not between −1 and 1, or
    not of two components), `budget.correlation_dof` (the formula of Welch and Satterthwaite holds for independent
    components only) and `budget.correlation_impossible`.
    """

    components: tuple[Component, ...]
    level: Decimal = USUAL_LEVEL
    correlations: tuple[Correlation, ...] = ()

    def __post_init__(self) -> None:
        if not self.components:
            raise Refusal("budget.empty")
        places = range(len(self.components))
        for one in self.correlations:
            valid = one.first in places and one.second in places and one.first != one.second
            if not valid or not -1 <= one.coefficient <= 1:
                raise Refusal("budget.correlation", coefficient=one.coefficient)
            if any(self.components[place].dof is not None for place in (one.first, one.second)):
                raise Refusal("budget.correlation_dof")
        linked = {place for one in self.correlations for place in (one.first, one.second)}
        with localcontext(prec=_DIGITS):
            together = sum((self.components[place].variance for place in linked), self.covariance)
            if together < -self._variance * _NOTHING:
                raise Refusal("budget.correlation_impossible")
        if self.standard_uncertainty == 0:
            raise Refusal("budget.zero")

    @cached_property
    def covariance(self) -> Decimal:
        """What the correlations add to u²: 2·Σ cᵢ·cⱼ·u(xᵢ)·u(xⱼ)·r(xᵢ, xⱼ) (equation 16)."""
        with localcontext(prec=_DIGITS):
            total = Decimal(0)
            for one in self.correlations:
                pair = self.components[one.first], self.components[one.second]
                product = (pair[0].variance * pair[1].variance).sqrt()
                opposed = (pair[0].sensitivity < 0) != (pair[1].sensitivity < 0)
                total += 2 * one.coefficient * (-product if opposed else product)
            return total

    @cached_property
    def _variance(self) -> Decimal:
        with localcontext(prec=_DIGITS):
            return sum((component.variance for component in self.components), Decimal(0))

    @cached_property
    def standard_uncertainty(self) -> Decimal:
        """u, the combined standard uncertainty (5.1.2, 5.2.2)."""
        with localcontext(prec=_DIGITS):
            left = self._variance + self.covariance
            return _root(left) if left > self._variance * _NOTHING else Decimal(0)

    @cached_property
    def effective_dof(self) -> Decimal | None:
        """Effective degrees of freedom by Welch and Satterthwaite (G.4.1, G.2b); None for infinitely many."""
        with localcontext(prec=_DIGITS):
            weighted = sum(
                (one.variance**2 / one.dof for one in self.components if one.dof is not None and one.variance),
                Decimal(0),
            )
            square = (self._variance + self.covariance) ** 2
            return shortest(_PUBLISHED.plus(square / weighted)) if weighted * _ENDLESS > square else None

    @property
    def dof(self) -> int | None:
        """The effective degrees of freedom, truncated to the next lower integer (G.4.1)."""
        found = self.effective_dof
        return None if found is None else int(found.to_integral_value(rounding=ROUND_FLOOR))

    @cached_property
    def coverage_factor(self) -> Decimal:
        """k = t_p(ν) for the level of this budget (G.3.4, table G.2)."""
        return coverage_factor(self.level, self.dof)

    @property
    def expanded(self) -> Decimal:
        """U = k·u (6.2.1), exact."""
        with localcontext(prec=_DIGITS):
            return shortest(self.coverage_factor * self.standard_uncertainty)

    def share(self, component: Component) -> Decimal:
        """What a component makes of u², in percent; with the covariance they are 100."""
        with localcontext(prec=_DIGITS):
            return 100 * component.variance / (self._variance + self.covariance)


def shown(uncertainty: Decimal) -> Decimal:
    """Two significant figures, to the nearest (7.2.6): how u is shown, never what is computed with."""
    return _to_figures(uncertainty, ROUND_HALF_EVEN)


def shown_expanded(uncertainty: Decimal) -> Decimal:
    """Two significant figures, upwards (7.2.6, ISO 14253-1): how U is shown, so that no interval is narrowed."""
    return _to_figures(uncertainty, ROUND_CEILING)


def _to_figures(value: Decimal, rounding: str) -> Decimal:
    if value == 0:
        return Decimal(0)
    with localcontext(prec=_DIGITS):
        found = value.quantize(Decimal(1).scaleb(value.adjusted() - _FIGURES + 1), rounding=rounding)
        # 99,5 rounds to 1,0·10²: one figure less behind the comma.
        if found.adjusted() > value.adjusted():
            found = found.quantize(Decimal(1).scaleb(found.adjusted() - _FIGURES + 1))
        exponent = found.as_tuple().exponent
        return found.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else found


def _root(square: Decimal) -> Decimal:
    with localcontext(prec=_DIGITS):
        return shortest(_PUBLISHED.plus(square.sqrt()))
