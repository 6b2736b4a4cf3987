"""The budget of one reading of an instrument, from what its register says of it. Everything in one unit of length.

Maximum permissible errors already hold the digital step they were checked with: it is not counted twice. Of the
repeatability and of the step, the larger: a spread smaller than the step cannot be seen, one that is larger holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from metroapp.domain.budget import Component, Distribution, Evaluation, Source
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import rounded, shortest


@dataclass(frozen=True, slots=True)
class PermissibleError:
    """Maximum permissible errors ± (a + b·L), b in the unit of a by unit of L. Refuses `budget.value_negative`."""

    constant: Decimal
    per_length: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        for one in (self.constant, self.per_length):
            if one < 0:
                raise Refusal("budget.value_negative", value=one)

    def at(self, length: Decimal) -> Decimal:
        """The half-width for a length, rounded at 10⁻⁹ where it grows: L/300 has no last decimal."""
        if self.per_length == 0:
            return self.constant
        return shortest(rounded(self.constant + self.per_length * length))


@dataclass(frozen=True, slots=True)
class Repeatability:
    """Experimental standard deviation s of one reading, found with n observations (JCGM 100:2008, 4.2.2).

    Refuses `budget.observations` (fewer than two) and `budget.value_negative`.
    """

    deviation: Decimal
    observations: int

    def __post_init__(self) -> None:
        if self.observations < 2:
            raise Refusal("budget.observations", observations=self.observations)
        if self.deviation < 0:
            raise Refusal("budget.value_negative", value=self.deviation)


def budget_of_instrument(
    *,
    resolution: Decimal | None = None,
    permissible_error: Decimal | None = None,
    error_holds_resolution: bool = True,
    repeatability: Repeatability | None = None,
    readings: int = 1,
    blocks: tuple[Decimal, ...] = (),
    by_comparison: bool = False,
    temperature: tuple[Component, ...] = (),
) -> tuple[Component, ...]:
    """The components of the mean of `readings`, or of a comparison: the zero and the reading each once, and the blocks.

    The permissible error (half-width, at the length measured) counts once: that of an indicator is the error of a
    difference. `blocks` are standard uncertainties; `temperature` is what `LengthAt20.components` gives. Refuses
    `budget.empty` where the register says nothing, `budget.observations` for no reading, and as `Component`.
    """
    if readings < 1:
        raise Refusal("budget.observations", observations=readings)
    found: list[Component] = []
    if permissible_error is not None:
        found.append(_limits(permissible_error, Source.PERMISSIBLE_ERROR))
    held = permissible_error is not None and error_holds_resolution
    reading = _larger(repeatability, resolution, readings)
    if reading is not None and not (held and reading.source is Source.RESOLUTION):
        found.append(reading)
    zero = _larger(repeatability, resolution, 1) if by_comparison else None
    if zero is not None and not (held and zero.source is Source.RESOLUTION):
        found.append(replace(zero, source=Source.ZERO))
    if blocks:
        found.append(blocks_together(blocks))
    found += temperature
    if not found:
        raise Refusal("budget.empty")
    return tuple(found)


def blocks_together(uncertainties: tuple[Decimal, ...]) -> Component:
    """The standard uncertainties of the blocks of a stack, added: one laboratory certified them all, and a correlation
    of 1 makes a linear sum (JCGM 100:2008, 5.2.2 note 1). Refuses as `Component`."""
    for one in uncertainties:
        if one < 0:
            raise Refusal("budget.value_negative", value=one)
    total = sum(uncertainties, Decimal(0))
    return Component("", Evaluation.B, total, Distribution.STANDARD, source=Source.BLOCKS)


def _larger(repeatability: Repeatability | None, resolution: Decimal | None, readings: int) -> Component | None:
    """Half a step is rectangular: q/2/√3 = q/√12 (F.2.2.1); a mean of m readings has s/√m, a step stays (4.2.3)."""
    step = None if resolution is None else _limits(resolution / 2, Source.RESOLUTION)
    if repeatability is None:
        return step
    with localcontext(prec=50):
        spread = Component(
            "",
            Evaluation.A,
            (repeatability.deviation**2 / readings).sqrt(),
            Distribution.NORMAL,
            dof=Decimal(repeatability.observations - 1),
            source=Source.REPEATABILITY,
        )
    return step if step is not None and step.variance > spread.variance else spread


def _limits(half_width: Decimal, source: Source) -> Component:
    return Component("", Evaluation.B, half_width, Distribution.RECTANGULAR, source=source)
