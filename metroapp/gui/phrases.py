"""From the facts of the record to the words shown: boxes, values, verdicts. The words are in `metroapp.wording`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, Measurement, Observation
from metroapp.domain.record import BoxStatus
from metroapp.domain.specification import Characteristic
from metroapp.services.events import BoxView, Expectation
from metroapp.wording import window as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, number, quantity

_VERDICTS = {
    BoxStatus.CONFORMING: words.CONFORMING,
    BoxStatus.NONCONFORMING: words.NONCONFORMING,
    BoxStatus.IMPOSSIBLE: words.IMPOSSIBLE,
}
_SIDES = {"above": words.ABOVE, "below": words.BELOW}
_OBSERVED = {Observation.PASSES: words.PASSES, Observation.DOES_NOT_PASS: words.DOES_NOT_PASS}


def balloon_of(box: BoxKey) -> str:
    """`7`, or `9 ENTRE` for a gauge."""
    return f"{box.balloon} {label(box.code)}".strip()


def box_name(box: BoxKey) -> str:
    """`Pièce 3 · repère 7`."""
    return words.BOX.format(piece=box.piece, balloon=balloon_of(box))


def unit_of(characteristic: Characteristic) -> str:
    unit = characteristic.callout.unit
    return UNIT_SYMBOLS[unit] if unit is not None else ""


def value_of(measurement: Measurement) -> str:
    """The digits, or the word of an observation; empty where the verdict says it all."""
    if measurement.quantity is not None:
        return number(measurement.quantity.value)
    assert measurement.observation is not None
    return _OBSERVED.get(measurement.observation, "")


def verdict_of(box: BoxView) -> str:
    return _VERDICTS.get(box.status, "")


def detail_of(box: BoxView, unit: str) -> str:
    """By how much a value is out, or that it is in; empty for an observation."""
    if box.side is not None and box.exceedance is not None:
        return _SIDES[box.side.value].format(by=number(box.exceedance), unit=unit)
    if box.impossible_reason:
        return box.impossible_reason
    if box.status is BoxStatus.CONFORMING and box.measurement is not None and box.measurement.quantity is not None:
        return words.INSIDE
    return ""


def instruments_of(instruments: Iterable[Instrument]) -> str:
    """`M-02 ou M-05`."""
    return words.OR.join(instrument.number for instrument in instruments) or words.NO_INSTRUMENT


def means_of(expectation: Expectation) -> str:
    """`comparaison · C-03`."""
    means = label(expectation.characteristic.means)
    return f"{means} · {instruments_of(expectation.instruments)}" if expectation.instruments else means


def received_of(expectation: Expectation) -> str:
    return words.ALREADY.format(values=" ; ".join(quantity(taken) for taken in expectation.received))


def limit(value: Decimal | None, decimals: int) -> str:
    return "–" if value is None else number(value, decimals)
