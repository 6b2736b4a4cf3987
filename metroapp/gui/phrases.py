"""From the facts of the record to the words shown: boxes, values, verdicts. The words are in `metroapp.wording`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, Measurement, Observation, Role
from metroapp.domain.quantity import Unit
from metroapp.domain.sorting import BoxStatus, Sorting
from metroapp.services.bench_views import BoxView, Expectation
from metroapp.wording import columns, comparing, gestures, labels
from metroapp.wording import window as words
from metroapp.wording.derivations import drawn
from metroapp.wording.labels import label
from metroapp.wording.numbers import figures, number, quantity, with_unit

_VERDICTS = {
    BoxStatus.CONFORMING: words.CONFORMING,
    BoxStatus.NONCONFORMING: words.NONCONFORMING,
    BoxStatus.IMPOSSIBLE: words.IMPOSSIBLE,
    BoxStatus.UNDECIDED: words.UNDECIDED,
}
_SIDES = {"above": words.ABOVE, "below": words.BELOW}
_OBSERVED = {
    Observation.PASSES: words.PASSES,
    Observation.DOES_NOT_PASS: words.DOES_NOT_PASS,
    Observation.NOT_DEMONSTRATED: words.NOT_DEMONSTRATED,
}


def balloon_of(box: BoxKey) -> str:
    """`7`, or `9 ENTRE` for a gauge."""
    return f"{box.balloon} {label(box.code)}".strip()


def box_name(box: BoxKey) -> str:
    """`Pièce 3 · repère 7`."""
    return words.BOX.format(piece=box.piece, balloon=balloon_of(box))


def value_of(measurement: Measurement) -> str:
    """The digits, or the word of an observation; empty where the verdict says it all."""
    if measurement.quantity is not None:
        return number(measurement.quantity.value)
    assert measurement.observation is not None
    return _OBSERVED.get(measurement.observation, "")


def verdict_of(box: BoxView) -> str:
    return _VERDICTS.get(box.status, "")


def detail_of(box: BoxView, unit: Unit | None) -> str:
    """By how much a value is out, or that it is in; empty for an observation. `unit` is that of the callout."""
    if box.is_void:
        return columns.TAKE_AGAIN if _uses_constant(box) else comparing.TAKE_AGAIN
    if box.awaits_constant and box.status is BoxStatus.UNDECIDED:
        return columns.AWAITED
    if box.awaits_second:
        return gestures.SECOND_DETAIL
    if box.status is BoxStatus.UNDECIDED:
        return _not_proven(box)
    if box.side is not None and box.exceedance is not None and unit is not None:
        return _SIDES[box.side.value].format(by=with_unit(box.exceedance, unit))
    if box.impossible_reason:
        return box.impossible_reason
    if box.status is BoxStatus.CONFORMING and box.measurement is not None and box.measurement.quantity is not None:
        return words.INSIDE_BONUS.format(by=with_unit(box.bonus.value, Unit.MM)) if box.bonus.value else words.INSIDE
    return ""


def _uses_constant(box: BoxView) -> bool:
    return box.measurement is not None and any(one.role is Role.PROBE_CONSTANT for one in box.measurement.inputs)


def _not_proven(box: BoxView) -> str:
    if box.measurement is None or box.measurement.quantity is None:
        return ""
    if box.zones is None:
        return words.UNCERTAINTY_FIRST
    if box.bonus.value is None:
        return words.SIZE_FIRST
    return words.IN_THE_ZONE if box.zones.reason is None else words.NO_ACCEPTANCE


def counts_of(sorting: Sorting) -> str:
    """`3 conformes · 1 non conformes · …`; what is held only where there is some."""
    return words.CLOSING_SUMMARY.format(
        conforming=sorting.conforming,
        nonconforming=sorting.nonconforming,
        held=words.CLOSING_HELD.format(held=sorting.held) if sorting.held else "",
        concession=sorting.concession,
        unsorted=sorting.unsorted,
    )


def instruments_of(instruments: Iterable[Instrument]) -> str:
    """`M-02 ou M-05`."""
    return words.OR.join(instrument.number for instrument in instruments) or words.NO_INSTRUMENT


def named_instruments(expectation: Expectation) -> tuple[Instrument, ...]:
    """The instruments named to the operator: the one in the hand, else those that fit; none where they choose."""
    held = tuple(one for one in expectation.instruments if one.number == expectation.in_hand)
    if held:
        return held
    return expectation.instruments if expectation.assists else ()


def means_of(expectation: Expectation) -> str:
    """`micromètre M-02`; empty where the choice is the candidate's to make."""
    if not expectation.assists and not expectation.instruments:
        return ""
    means = labels.means(expectation.characteristic, expectation.box.code)
    named = named_instruments(expectation)
    return f"{means} {instruments_of(named)}" if named else means


def box_in_words(expectation: Expectation) -> str:
    """`Pièce 3 · repère 7 · Ø20 h7 · micromètre M-02`; an attribute has no callout, it has its designation."""
    characteristic = expectation.characteristic
    attribute = characteristic.kind is Kind.ATTRIBUTE
    said = characteristic.designation if attribute else drawn(characteristic.callout)
    return words.BOX_NAMED.format(box=box_name(expectation.box), said=said, means=means_of(expectation)).rstrip(" ·")


_MOST_RECEIVED = 4  # those that came last: a grid has more than a line can show


def received_of(expectation: Expectation, most: int = _MOST_RECEIVED) -> str:
    last = expectation.received[-most:]
    before = ("…",) if len(last) < len(expectation.received) else ()
    return words.ALREADY.format(values=" ; ".join((*before, *map(quantity, last))))


def limit(value: Decimal | None, callout: Callout) -> str:
    """A limit of a callout, in figures; a dash where there is none."""
    return "–" if value is None or callout.unit is None else figures(value, callout.unit, callout.decimals)
