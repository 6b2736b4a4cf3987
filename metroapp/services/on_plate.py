"""The height column in a record: its zero on the plate, its probe constant on a certified gauge, its reference lost.

The arithmetic is `metroapp.domain.probing` and `metroapp.domain.column_checks`; what is touched, and when, is
`metroapp.services.columns`.
"""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.column_acts import ColumnAct, ConstantVerified, PlateZero, ReferenceLoss, ReferenceLost
from metroapp.domain.column_checks import FARTHEST_CONSTANT, constant_uncertainty, plate_zero
from metroapp.domain.entered_text import require_reason
from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.measurement import BoxKey, Input, Role
from metroapp.domain.message import Message, Refusal
from metroapp.domain.probing import constant_of
from metroapp.domain.quantity import Unit
from metroapp.domain.reading_step import digit_of
from metroapp.services.column_at_hand import gauges, require_gauge
from metroapp.services.events import ConstantRecorded, PlateZeroRecorded, Refused
from metroapp.services.inspection import Inspection
from metroapp.services.not_taken import drop
from metroapp.services.rechecked import go_on

Touched = PlateZero | ConstantVerified


# -- what is touched before a piece -----------------------------------------------------------------------------------


def require_ready(inspection: Inspection, box: BoxKey, number: str) -> None:
    """Refuse (`column.zero_missing`, `column.constant_missing`) a probing of a piece by a column without its zero, or
    whose constant was not found on its gauge."""
    record, columns = inspection.record, inspection.columns
    probing = record.characteristic(box.balloon).read_by_column
    if probing is None or record.instruments[number].kind is not InstrumentKind.HEIGHT_GAUGE:
        return
    if not columns.is_zeroed(record, number):
        raise Refusal("column.zero_missing", instrument=number)
    if not columns.is_verified(record, number, probing):
        raise Refusal("column.constant_missing", instrument=number)


def made_of(inspection: Inspection, number: str, readings: tuple[Input, ...], simulated: bool) -> Touched | None:
    """What the readings on the plate, or on a gauge, make; None while one more is needed.

    Refuses `column.no_gauge`, `column.gauge_not_probed`, and as `plate_zero`.
    """
    match readings[-1].role:
        case Role.PLATE if len(readings) >= inspection.record.options.column.zero_readings:
            return _zero(inspection, number, readings, simulated)
        case Role.GAUGE_1:
            require_gauge(inspection)
        case Role.GAUGE_2:
            return _verified(inspection, number, readings, simulated)
    return None


def _zero(inspection: Inspection, number: str, readings: tuple[Input, ...], simulated: bool) -> PlateZero:
    median = plate_zero([one.quantity.value for one in readings], _limit(inspection, number, readings[0]))
    zero = next(one for one in readings if one.quantity.value == median)
    return PlateZero(inspection.next_id, number, zero, readings, inspection.operator, inspection.now(), simulated)


def _verified(inspection: Inspection, number: str, readings: tuple[Input, ...], simulated: bool) -> ConstantVerified:
    gauge, column = require_gauge(inspection), inspection.record.instruments[number]
    assert gauge.certified is not None
    certified, expected = gauge.certified.to(Unit.MM).value, column.probe_constant or Decimal(0)
    first, second = (one.quantity.value for one in readings)
    found = constant_of(first, second, certified)
    # Twice the same face of a gauge as long as the ball is wide would show just the constant that is expected.
    is_one_face = abs(second - first) <= FARTHEST_CONSTANT
    if is_one_face or not -FARTHEST_CONSTANT <= found - expected <= FARTHEST_CONSTANT:
        raise Refusal("column.gauge_not_probed", gauge=gauge.number, found=found, expected=expected, instrument=number)
    limit, u = _limit(inspection, number, readings[0]), column.standard_uncertainty
    of_gauge = None if gauge.uncertainty is None else gauge.uncertainty.to(Unit.MM).value
    return ConstantVerified(
        id=inspection.next_id,
        instrument=number,
        gauge=gauge.number,
        certified=certified,
        expected=expected,
        limit=limit,
        readings=readings,
        constant=found,
        by=inspection.operator,
        at=inspection.now(),
        uncertainty=None if u is None else constant_uncertainty(u.to(Unit.MM).value, of_gauge, limit),
        simulated=simulated,
    )


def _limit(inspection: Inspection, number: str, shown: Input) -> Decimal:
    # What is typed may leave out figures that were shown: `10` is not to the millimetre.
    digit = digit_of(inspection.record.instruments[number], None if shown.frame is None else shown.quantity)
    return inspection.record.options.column.limit * digit


def record(inspection: Inspection, made: Touched) -> None:
    """Write what was touched, say it, and expect what comes next. Refuses as `Inspection.write`."""
    if isinstance(made, PlateZero):
        inspection.write(made)
        inspection.columns.zero_again.discard(made.instrument)
        inspection.publish(PlateZeroRecorded(made))
        inspection.begin_again()
        return
    found = inspection.record
    waiting = [one.box for one in found.columns.unproven(found) if one.instrument == made.instrument]
    inspection.changing_all((made,), waiting)
    inspection.columns.constant_again.discard(made.instrument)
    again = [box for box in found.columns.taken_back(made) if box in found.void_boxes()]
    inspection.publish(ConstantRecorded(made, tuple(sorted({box.piece for box in again}))))
    if inspection.awaited.rechecks or again:
        go_on(inspection, again)
    else:
        inspection.begin_again()


# -- what is asked for ------------------------------------------------------------------------------------------------


def ask_zero(inspection: Inspection) -> None:
    """Have the plate touched again before the next piece. Refuses `column.not_expected`."""
    numbers = _require_columns(inspection)
    inspection.abandon()
    _leave_waiting(inspection, numbers)
    inspection.columns.zero_again |= numbers & inspection.record.columns.zeros.keys()
    inspection.begin_again()


def ask_constant(inspection: Inspection) -> None:
    """Have the probe constant found on its gauge now: what was measured with it is then proven, or taken back.

    Refuses `column.not_expected` where nothing waits for it and no column is expected.
    """
    inspection.record.require_open()
    unproven = inspection.record.columns.unproven(inspection.record)
    if unproven:
        inspection.abandon()
        inspection.expect_recheck(unproven[-1].box)
        return
    numbers = _require_columns(inspection)
    inspection.abandon()
    inspection.columns.constant_again |= numbers & inspection.record.columns.constants.keys()
    inspection.begin_again()


def choose_gauge(inspection: Inspection, number: str) -> None:
    """Take this gauge for the probe constant. Refuses `column.no_such_gauge`."""
    inspection.record.require_open()
    if number not in [one.number for one in gauges(inspection)]:
        raise Refusal("column.no_such_gauge", gauge=number)
    inspection.abandon()
    inspection.columns.gauge = number
    if inspection.awaited.rechecks:
        inspection.publish_expected()
    else:
        inspection.begin_again()


def lose_constant(inspection: Inspection, reason: str) -> None:
    """The probe constant cannot be found on its gauge any more: what was measured with it is to be taken again.

    Refuses `column.nothing_unproven`, and as `require_reason`.
    """
    inspection.record.require_open()
    reason = require_reason(reason)
    unproven = inspection.record.columns.unproven(inspection.record)
    if not unproven or unproven[-1].instrument is None:
        raise Refusal("column.nothing_unproven")
    number = unproven[-1].instrument
    before = inspection.record.columns.constants[number]
    inspection.abandon()
    record(
        inspection,
        ConstantVerified(
            inspection.next_id, number, before.gauge, before.certified, before.expected, before.limit, (), None,
            inspection.operator, inspection.now(), reason,
        ),
    )  # fmt: skip


def declare_lost(inspection: Inspection) -> None:
    """Whoever measures says that the column was moved, or switched off. Refuses `column.not_expected`,
    `column.zero_missing`."""
    numbers = sorted(_require_columns(inspection))
    number = inspection.columns.instrument(inspection.record, numbers)
    if number is None:
        raise Refusal("column.zero_missing", instrument=", ".join(numbers))
    lose_reference(inspection, number, ReferenceLoss.DECLARED)


def change_ball(inspection: Inspection) -> None:
    """Whoever measures says that the column has another ball: nothing proves any more what was measured with the one
    before, unless its constant was found again. Refuses `column.not_expected`, `column.zero_missing`."""
    numbers, record = sorted(_require_columns(inspection)), inspection.record
    used = [one.instrument for one in record.columns.unproven(record) if one.instrument in numbers]
    known = (inspection.columns.instrument(record, numbers), *used, *(numbers if len(numbers) == 1 else ()))
    number = next(filter(None, known), None)
    if number is None:
        raise Refusal("column.zero_missing", instrument=", ".join(numbers))
    lose_reference(inspection, number, ReferenceLoss.BALL)


def lose_reference(inspection: Inspection, number: str, cause: ReferenceLoss) -> None:
    """A column lost what it counts from: its probings of the box expected are kept as not taken, and the plate is to be
    touched before it measures again. Nothing is done of one that had no zero, and has begun nothing. Refuses as
    `Inspection.write`."""
    found = inspection.record
    known = found.instruments.get(number)
    if found.closing is not None or known is None or known.kind is not InstrumentKind.HEIGHT_GAUGE:
        return
    is_begun = number in _used(inspection)
    if number not in found.columns.zeros and not is_begun and cause is not ReferenceLoss.BALL:
        return
    if is_begun:
        inspection.abandon()
    _leave_waiting(inspection, {number})
    changes_ball = cause is ReferenceLoss.BALL
    waiting = [one.box for one in found.columns.unproven(found) if changes_ball and one.instrument == number]
    lost = ReferenceLost(inspection.next_id, number, cause, inspection.operator, inspection.now())
    inspection.changing_all((lost,), waiting)
    again = [box for box in found.columns.taken_back(lost) if box in found.void_boxes()]
    if again:
        pieces = tuple(sorted({box.piece for box in again}))
        inspection.publish(Refused(Message("column.ball_changed", {"instrument": number, "pieces": pieces})))
        go_on(inspection, again)
        return
    inspection.publish(Refused(Message("column.reference_lost", {"instrument": number, "cause": cause})))
    _begin_anew(inspection)


def distrust(inspection: Inspection) -> None:
    """A record comes back on the bench: nothing says that its columns were left as they were."""
    zeros = set(inspection.record.columns.zeros)
    if inspection.record.closing is not None or zeros <= inspection.columns.zero_again:
        return
    if zeros & _used(inspection):
        inspection.abandon()
    _leave_waiting(inspection, zeros)
    inspection.columns.zero_again |= zeros
    _begin_anew(inspection)


def _used(inspection: Inspection) -> set[str]:
    """With what the readings of the box expected were taken so far."""
    return {one.frame.instrument for one in inspection.awaited.taken if one.frame is not None}


def _leave_waiting(inspection: Inspection, numbers: set[str]) -> None:
    """What these columns sent and nobody confirmed was counted from the zero before: it is kept as not taken."""
    waiting = inspection.waiting.of(inspection.record.header.id)
    drop(inspection, *(one for one in waiting if one.instrument in numbers))


def _begin_anew(inspection: Inspection) -> None:
    """The plate may come first now. What another instrument has begun goes on; a value of which a part was typed, and
    the rest is to come from the column, is begun again, and that part kept as not taken."""
    box, taken = inspection.awaited.box, tuple(one.role for one in inspection.awaited.taken)
    if box is not None and taken != inspection.roles(box)[: len(taken)]:
        inspection.abandon()
    if inspection.awaited.taken:
        inspection.publish_expected()
    else:
        inspection.begin_again()


def _require_columns(inspection: Inspection) -> set[str]:
    """The columns that may fill the box expected; refuses `column.not_expected`."""
    inspection.record.require_open()
    box = inspection.awaited.box
    if box is None or inspection.record.characteristic(box.balloon).read_by_column is None:
        raise Refusal("column.not_expected")
    return {one.number for one in inspection.means.fitting(box)}


def undo(inspection: Inspection) -> bool:
    """Take back the zero on the plate, if that is what was done last: its readings stay in the record.

    Refuses `undo.constant`: what a verification proved, or took back, stays.
    """
    found = inspection.record
    last: ColumnAct | None = found.columns.acts[-1] if found.columns.acts else None
    others = [one.id.sequence for one in found.zero_settings]
    others += [one.id.sequence for one in found.mountings_proven] + [one.id.sequence for one in found.rechecks]
    others += [found.last_live.id.sequence] if found.last_live is not None else []
    if last is None or any(sequence > last.id.sequence for sequence in others):
        return False
    match last:
        case ConstantVerified():
            raise Refusal("undo.constant", instrument=last.instrument)
        case PlateZero() if last.instrument not in inspection.columns.zero_again:
            _leave_waiting(inspection, {last.instrument})
            inspection.columns.zero_again.add(last.instrument)
            inspection.begin_again()
            return True
    return False


def require_verified(inspection: Inspection) -> None:
    """Refuse (`column.constant_unproven`) to end a record whose probe constant was not found again after the last value
    that uses it."""
    if unproven := inspection.record.columns.unproven(inspection.record):
        pieces = tuple(sorted({one.box.piece for one in unproven}))
        raise Refusal("column.constant_unproven", instrument=unproven[-1].instrument or "", pieces=pieces)
