"""The formula of a computed characteristic: its value from several readings, exactly, in decimals.

A part sheet writes `entraxe = paroi + d1/2 + d2/2`: the readings are lengths in millimetres, or angles in degrees where
they are marked (`alpha°`); the result is a length in millimetres or an angle in degrees. The notation and its units are
those of `metroapp.domain.formula_reader`; whatever the text, it is read or refused (`formula.…`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    Underflow,
    localcontext,
)
from functools import lru_cache

from metroapp.domain import trigonometry
from metroapp.domain.formula_reader import ANGLE, LENGTH, NUMBER, Dimension, Step, Variable, parse
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import LARGEST, rounded

__all__ = ["ANGLE", "LENGTH", "NUMBER", "Dimension", "Formula", "Variable", "read_formula"]

_LOST = (Overflow, Underflow, InvalidOperation, DivisionByZero)
_CONTEXT = Context(prec=50, rounding=ROUND_HALF_EVEN, Emin=-9999, Emax=9999, traps=list(_LOST))
_ANGLE_STEP = Decimal("1e-40")  # of a degree: arcsin(1/2) is 30°, not 30° less the last digit of π

_CIRCULAR = {"sin": trigonometry.sin, "cos": trigonometry.cos, "tan": trigonometry.tan}
_INVERSE = {"arcsin": trigonometry.asin, "arccos": trigonometry.acos, "arctan": trigonometry.atan}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula once read.

    `text` is the text as written; `name` is what stands left of `=`, empty when nothing does; `variables` are the
    readings it needs, in order of first appearance; `dimension` is that of its result, a length or an angle.
    """

    text: str
    name: str
    variables: tuple[Variable, ...]
    dimension: Dimension
    steps: tuple[Step, ...]

    def value(self, readings: Mapping[str, Decimal]) -> Decimal:
        """The result in millimetres or degrees, rounded half-even at 10⁻⁹, from readings in millimetres or degrees.

        Computed with 50 significant digits. Readings that the formula does not name are ignored. Refuses a missing
        reading (`formula.reading_missing`), a division by zero (`formula.division_by_zero`), an argument where a
        function has no value (`formula.domain`) and what exceeds 10⁹ on the way in or at the end, or the computation
        in between (`formula.out_of_bounds`).
        """
        stack: list[Decimal] = []
        with localcontext(_CONTEXT):
            for step in self.steps:
                try:
                    _compute(step, stack, readings)
                except _LOST:
                    raise _out_of_bounds(step) from None
            result = stack.pop()
            if abs(result) < LARGEST and abs(rounded(result)) < LARGEST:
                return rounded(result) + 0  # a zero has no sign
        raise _out_of_bounds(self.steps[-1])


@lru_cache(maxsize=512)
def read_formula(text: str) -> Formula:
    """Read a formula as a part sheet writes it.

    Refuses, with the position of what is wrong (`formula.…`), any text that is not a formula whose units agree, that
    reads at least one variable and that gives a length or an angle.
    """
    program = parse(text)
    return Formula(text, program.name, program.variables, program.dimension, program.steps)


def _out_of_bounds(step: Step) -> Refusal:
    return Refusal("formula.out_of_bounds", found=step.found, position=step.position)


def _compute(step: Step, stack: list[Decimal], readings: Mapping[str, Decimal]) -> None:
    """Carry out one step: take its values from the stack, leave its result there."""
    match step.operation:
        case "number":
            stack.append(+step.value)
        case "pi":
            stack.append(trigonometry.pi())
        case "reading":
            stack.append(_reading(step, readings))
        case "negate":
            stack.append(-stack.pop())
        case "^":
            stack.append(_power(step, stack.pop()))
        case "+" | "-" | "*" | "/":
            right, left = stack.pop(), stack.pop()
            stack.append(_operation(step, left, right))
        case _:
            values = stack[-step.count :]
            del stack[-step.count :]
            stack.append(_function(step, values))


def _reading(step: Step, readings: Mapping[str, Decimal]) -> Decimal:
    value = readings.get(step.found)
    if value is None:
        raise Refusal("formula.reading_missing", name=step.found, position=step.position)
    if not value.is_finite() or value.copy_abs() >= LARGEST:
        raise _out_of_bounds(step)
    return +value


def _operation(step: Step, left: Decimal, right: Decimal) -> Decimal:
    match step.operation:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    if right == 0:
        raise Refusal("formula.division_by_zero", found=step.found, position=step.position)
    return left / right


def _power(step: Step, base: Decimal) -> Decimal:
    if step.count == 0:
        return Decimal(1)
    if base == 0 and step.count < 0:
        raise Refusal("formula.division_by_zero", found=step.found, position=step.position)
    return base**step.count


def _function(step: Step, values: list[Decimal]) -> Decimal:
    """A function of values in millimetres, degrees or pure numbers; an angle is given in degrees."""
    value = values[0]
    match step.operation:
        case "abs":
            return abs(value)
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "moyenne":
            return sum(values, Decimal(0)) / len(values)
        case "étendue":
            return max(values) - min(values)
    try:
        if step.operation in _CIRCULAR:
            return _CIRCULAR[step.operation](value % 360 * trigonometry.pi() / 180)
        if step.operation in _INVERSE:
            return (_INVERSE[step.operation](value) * 180 / trigonometry.pi()).quantize(_ANGLE_STEP)
        return trigonometry.sqrt(value)
    except Refusal:
        raise Refusal("formula.domain", function=step.operation, found=step.found, position=step.position) from None
