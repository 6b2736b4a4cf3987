"""From what just happened to what the result card shows."""

from __future__ import annotations

from metroapp.domain.measurement import Origin
from metroapp.domain.record import BoxStatus, RecordHeader, Sorting
from metroapp.domain.specification import Characteristic
from metroapp.gui.phrases import box_name, detail_of, unit_of, value_of, verdict_of
from metroapp.gui.widgets.result_card import Face
from metroapp.services.events import BoxView, Expectation, Indicated, ZeroRecorded
from metroapp.wording import window as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, number


def live(indicated: Indicated) -> Face:
    """An indication, not recorded (yet)."""
    return Face(
        title=words.LIVE_FROM.format(instrument=indicated.instrument),
        value=number(indicated.quantity.value),
        unit=UNIT_SYMBOLS[indicated.quantity.unit],
    )


def zero(recorded: ZeroRecorded) -> Face:
    return Face(
        title=words.ZERO_TITLE.format(balloon=recorded.balloon),
        value=number(recorded.zero.value),
        unit=UNIT_SYMBOLS[recorded.zero.unit],
        detail=words.ZERO_DETAIL.format(certified=number(recorded.certified)),
        is_step=True,
    )


def partial(expectation: Expectation) -> Face:
    """The first of two probings is there."""
    last = expectation.received[-1]
    return Face(
        title=words.PARTIAL_TITLE.format(box=box_name(expectation.box)),
        value=number(last.value),
        unit=UNIT_SYMBOLS[last.unit],
        detail=words.PARTIAL_DETAIL,
        is_step=True,
    )


def closed(header: RecordHeader, sorting: Sorting) -> Face:
    """The record is signed: the last verdict would be taken for that of the lot."""
    return Face(
        title=words.RECORD_CLOSED,
        box=header.number,
        value=str(sorting.conforming),
        unit=words.PIECES_CONFORMING.format(pieces=sorting.pieces),
        detail=words.CLOSING_SUMMARY.format(
            conforming=sorting.conforming,
            nonconforming=sorting.nonconforming,
            concession=sorting.concession,
            unsorted=sorting.unsorted,
        ),
        is_step=True,
    )


def result(view: BoxView, characteristic: Characteristic) -> Face:
    """A box was recorded, durably."""
    measurement = view.measurement
    if measurement is None:
        return Face(
            box=box_name(view.key),
            status=BoxStatus.IMPOSSIBLE,
            verdict=verdict_of(view),
            detail=view.impossible_reason,
        )
    unit = unit_of(characteristic) if measurement.quantity is not None else ""
    details = [detail_of(view, unit)]
    if measurement.origin is Origin.TYPED:
        details.append(words.TYPED_MARK)
    if view.count > 1:
        details.append(words.RETAKEN_MARK.format(count=view.count))
    if measurement.observation is not None:
        gauge = f"{label(view.key.code)} {label(measurement.observation)}"
        details.insert(0, gauge if label(view.key.code) else characteristic.designation)
    observed = measurement.quantity is None
    return Face(
        box=box_name(view.key),
        value="" if observed else value_of(measurement),
        unit=unit,
        status=view.status,
        verdict=verdict_of(view),
        detail=" · ".join(text for text in details if text),
        recorded=words.RECORDED_AT.format(at=f"{measurement.at.astimezone():%H:%M:%S}"),
        callout=characteristic.callout,
        number=None if measurement.quantity is None else measurement.quantity.value,
    )
