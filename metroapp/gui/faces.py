"""From what just happened to what the result card shows."""

from __future__ import annotations

from metroapp.domain.examination import Aid
from metroapp.domain.measurement import Measurement, Origin, Role
from metroapp.domain.quantity import Unit
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.sorting import BoxStatus, Sorting
from metroapp.domain.specification import Characteristic
from metroapp.gui.gestures import why_more
from metroapp.gui.phrases import box_name, counts_of, detail_of, value_of, verdict_of
from metroapp.gui.widgets.result_card import Face
from metroapp.services.bench_views import BoxView, Expectation
from metroapp.services.events import (
    ConstantRecorded,
    Indicated,
    MountingRecorded,
    PlateZeroRecorded,
    RecheckRecorded,
    ZeroRecorded,
)
from metroapp.wording import columns, comparing, gestures, textures
from metroapp.wording import window as words
from metroapp.wording.derivations import unit_of
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, number, signed


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


def proven(recorded: MountingRecorded) -> Face:
    """How a comparator is mounted, as a known displacement said."""
    mounting = recorded.proven.mounting
    return Face(
        title=comparing.PROVEN_TITLE.format(balloon=recorded.proven.balloon),
        value=signed(mounting.sign * mounting.factor),
        detail=comparing.PROVEN_DETAIL.format(mounting=comparing.mounting(mounting)),
        is_step=True,
    )


def rechecked(recorded: RecheckRecorded) -> Face:
    """A zero read once more: how far it went, and the pieces to be taken again."""
    recheck = recorded.recheck
    return Face(
        title=comparing.rechecked_title(recheck),
        value="–" if recheck.drift is None else signed(recheck.drift),
        unit=UNIT_SYMBOLS[Unit.MM],
        detail=comparing.rechecked(recheck, recorded.pieces),
        is_step=True,
    )


def plate_zero(recorded: PlateZeroRecorded) -> Face:
    """A column has its zero."""
    shown = recorded.zero.zero.quantity
    return Face(
        title=columns.ZERO_TITLE.format(instrument=recorded.zero.instrument),
        value=number(shown.value),
        unit=UNIT_SYMBOLS[shown.unit],
        detail=columns.ZERO_DETAIL,
        is_step=True,
    )


def constant(recorded: ConstantRecorded) -> Face:
    """A probe constant found on its gauge, and the pieces to be taken again."""
    verified = recorded.verified
    return Face(
        title=columns.verified_title(verified),
        value="–" if verified.constant is None else number(verified.constant),
        unit=UNIT_SYMBOLS[Unit.MM],
        detail=columns.verified(verified, recorded.pieces),
        is_step=True,
    )


def partial(expectation: Expectation) -> Face:
    """Some of the readings that a box needs are there."""
    last = expectation.received[-1]
    detail = words.PARTIAL_DETAIL.format(step=expectation.step - 1, steps=expectation.steps)
    if expectation.role is Role.AFTER_MOVE:
        detail = comparing.BEFORE_RECEIVED
    elif expectation.role is Role.GAUGE_2:
        detail = columns.GAUGE_RECEIVED
    elif expectation.role is Role.PLATE:
        ordinal = comparing.ordinal(expectation.place - 1)
        detail = columns.ZERO_RECEIVED.format(ordinal=ordinal, places=expectation.places)
    elif expectation.role is Role.ZERO:
        ordinal = comparing.ordinal(expectation.place - 1)
        detail = comparing.ZERO_RECEIVED.format(ordinal=ordinal, places=expectation.places)
    detail = textures.received(detail, why_more(expectation))
    return Face(
        title=words.PARTIAL_TITLE.format(box=box_name(expectation.box)),
        value=number(last.value),
        unit=UNIT_SYMBOLS[last.unit],
        detail=detail,
        is_step=True,
    )


def closed(header: RecordHeader, sorting: Sorting) -> Face:
    """The record is signed: the last verdict would be taken for that of the lot."""
    return Face(
        title=words.RECORD_CLOSED,
        box=header.number,
        value=str(sorting.conforming),
        unit=words.PIECES_CONFORMING.format(pieces=sorting.pieces),
        detail=counts_of(sorting),
        is_step=True,
    )


def undone(before: BoxView, now: BoxView) -> Face:
    """The last reading of a box was taken back: it is kept, and decides nothing."""
    measurement = before.measurement
    quantity = measurement.quantity if measurement is not None else None
    return Face(
        title=gestures.UNDONE_TITLE,
        box=box_name(before.key),
        value="" if measurement is None else value_of(measurement) or label(measurement.observation),  # type: ignore[arg-type]
        unit="" if quantity is None else UNIT_SYMBOLS[quantity.unit],
        detail=gestures.UNDONE_DETAIL if now.measurement is None else gestures.UNDONE_BEFORE,
        is_step=True,
    )


def result(view: BoxView, characteristic: Characteristic, options: RecordOptions = PLAIN) -> Face:
    """A box was recorded, durably; an examination says of it what its `options` let it."""
    measurement = view.measurement
    if measurement is None:
        return Face(
            box=box_name(view.key),
            status=BoxStatus.IMPOSSIBLE,
            verdict=verdict_of(view),
            detail=view.impossible_reason,
        )
    callout, quantity = characteristic.callout, measurement.quantity
    details = [detail_of(view, callout.unit)]
    counted = "" if view.status is BoxStatus.TAKEN else textures.rule_in_short(callout, measurement)
    if counted:
        is_good = view.status is BoxStatus.CONFORMING
        details = [counted] if is_good else [*details, counted]  # where it is, some may be beyond the limit
    elif measurement.extremes is not None:
        least, most = (number(extreme.value) for extreme in measurement.extremes)
        details.append(words.EXTREMES.format(least=least, most=most))
    if measurement.origin is Origin.TYPED:
        details.append(words.TYPED_MARK)
    if view.count > 1:
        details.append(words.RETAKEN_MARK.format(count=view.count))
    if measurement.observation is not None:
        gauge = f"{label(view.key.code)} {label(measurement.observation)}"
        details.insert(0, gauge if label(view.key.code) else characteristic.designation)
    return Face(
        box=box_name(view.key),
        value=_value_seen(view, measurement),
        unit=unit_of(callout) if quantity is not None else "",
        status=view.status,
        verdict=verdict_of(view),
        detail=" · ".join(text for text in details if text),
        recorded=words.RECORDED_AT.format(at=f"{measurement.at.astimezone():%H:%M:%S}"),
        callout=callout if options.offers(Aid.GAUGE) else None,
        shows_limits=options.offers(Aid.LIMITS),
        zones=view.zones,
        number=None if quantity is None else quantity.to(callout.unit or quantity.unit).value,
    )


def _value_seen(view: BoxView, measurement: Measurement) -> str:
    """The digits; of what was seen its word, where no verdict says it."""
    if measurement.quantity is not None:
        return value_of(measurement)
    assert measurement.observation is not None
    return label(measurement.observation) if view.status is BoxStatus.TAKEN else ""
