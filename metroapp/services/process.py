"""The machine that makes the demonstration's pieces: seeded, mostly good, drifting with tool wear, some bad.

It gives true sizes; the simulated instruments then add their own resolution and repeatability.
"""

from __future__ import annotations

import random
from decimal import Decimal

from metroapp.domain.callout import Kind, Nature
from metroapp.domain.decision import expected_observation
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Characteristic, Part

_MICRON = Decimal("0.0001")
_BAD_OBSERVATION = {
    Observation.PASSES: Observation.DOES_NOT_PASS,
    Observation.DOES_NOT_PASS: Observation.PASSES,
    Observation.CONFORMING: Observation.NONCONFORMING,
}


class Process:
    """One batch of a part. The same seed makes the same pieces, whatever the order in which they are measured."""

    def __init__(self, part: Part, pieces: int, seed: int) -> None:
        self._seed = seed
        self._pieces = pieces
        draw = random.Random(f"{seed}/{part.reference}")
        everywhere = [found for found in part.inspected if found.sampling.every == 1 and not found.sampling.first]
        sizes = [found.balloon for found in everywhere if found.kind.is_size] or [""]
        self._worn = draw.choice(sizes)  # the size that the worn tool makes: it leaves its limits near the end
        self._slip_balloon = draw.choice([balloon for balloon in sizes if balloon != self._worn] or sizes)
        self._slip_piece = draw.randint(1, pieces)  # one piece badly clamped

    def size(self, characteristic: Characteristic, piece: int) -> Decimal:
        """True value of a size or of a geometrical deviation (mm), of a roughness (µm) or of an angle (degrees)."""
        value = characteristic.callout.in_reading_unit(self._size(characteristic, piece))
        assert value is not None
        return value

    def readings(self, characteristic: Characteristic, piece: int) -> tuple[Decimal, ...]:
        """True readings of a computed characteristic, in the order of its formula, that give about its true value."""
        size, formula = self.size(characteristic, piece), characteristic.read_formula
        others = len(formula.variables) - 1
        found: list[tuple[Decimal, tuple[Decimal, ...]]] = []
        # Of a sum the first takes what the others leave; of an offset that is doubled, half; of a sine, 1/2 and not 1,
        # which the noise of the instruments would exceed.
        for first, other in ((size - 1, Decimal(1)), (size, Decimal(1)), (size / 2, Decimal(0)), (size / 2, size)):
            given = (first, *[other] * others)
            try:
                value = formula.value(dict(zip((variable.name for variable in formula.variables), given, strict=True)))
            except Refusal:
                continue  # a division by zero, an arcsine of 2
            if first > 0:
                found.append((abs(value - size), given))
        return min(found)[1] if found else (size,) * (others + 1)

    def _size(self, characteristic: Characteristic, piece: int) -> Decimal:
        """The same in the unit of the callout."""
        draw = self._draw(characteristic, piece)
        callout = characteristic.callout
        if callout.mid_limit is None or callout.tolerance_interval is None:
            share = _decimal(draw.triangular(0.35, 0.95, 0.6))
            if callout.upper_limit is not None:
                return _micron(callout.upper_limit * share)
            assert callout.lower_limit is not None
            return _micron(callout.lower_limit / share)
        interval = callout.tolerance_interval
        place = _decimal(draw.gauss(0, 0.09))
        # Tool wear: a shaft grows and a bore shrinks.
        towards = -1 if characteristic.nature in (Nature.INTERNAL, Nature.DEPTH) else 1
        wear = Decimal(piece) / Decimal(max(self._pieces, 2))
        if characteristic.balloon == self._worn:
            place += towards * (wear * Decimal("0.75") - Decimal("0.12"))
        else:
            place += towards * wear * Decimal("0.15")
        if characteristic.balloon == self._slip_balloon and piece == self._slip_piece:
            place += Decimal("0.8") * (1 if draw.random() < 0.5 else -1)
        return _micron(callout.mid_limit + interval * place)

    def observation(self, characteristic: Characteristic, box: BoxKey) -> Observation:
        """What a gauge or the eye finds; a burr is left now and then."""
        good = expected_observation(box.code)
        rare = 0.04 if characteristic.kind is Kind.ATTRIBUTE else 0.01
        return _BAD_OBSERVATION[good] if self._draw(characteristic, box.piece).random() < rare else good

    def draw(self, characteristic: Characteristic, piece: int, what: str) -> random.Random:
        """A generator of its own for one question about one characteristic of one piece."""
        return random.Random(f"{self._seed}/{characteristic.balloon}/{piece}/{what}")

    def _draw(self, characteristic: Characteristic, piece: int) -> random.Random:
        return self.draw(characteristic, piece, "value")


def _decimal(value: float) -> Decimal:
    """A random factor as an exact decimal: floats choose the pieces, they never measure them."""
    return Decimal(f"{value:.6f}")


def _micron(value: Decimal) -> Decimal:
    return value.quantize(_MICRON)
