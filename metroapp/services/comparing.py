"""Inspection by comparison, in a record: the mounting proven, the zero set and read once more, the signed value.

The arithmetic is `metroapp.domain.comparison`; what is expected, and when, is `metroapp.services.comparators`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from metroapp.domain.comparing import Displacement
from metroapp.domain.comparison import DIRECT, LEAST_DIGITS, Mounting, by_comparison, prove_mounting, zero_of
from metroapp.domain.entered_text import require_reason
from metroapp.domain.measurement import BoxKey, Input, Role
from metroapp.domain.message import Refusal
from metroapp.domain.operations import MountingProven, ZeroRechecked, ZeroSetting
from metroapp.domain.quantity import Quantity, parse_number, rounded, shortest
from metroapp.domain.reading_step import digit_of
from metroapp.domain.specification import Procedure
from metroapp.domain.zero_watch import is_read_otherwise
from metroapp.services import zeros_in_the_way
from metroapp.services.displacements import finest_digit
from metroapp.services.events import MountingRecorded, RecheckRecorded, ZeroRecorded
from metroapp.services.inspection import Inspection
from metroapp.services.not_taken import drop
from metroapp.services.rechecked import go_on
from metroapp.wording import measuring as words

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

OnStack = MountingProven | ZeroSetting | ZeroRechecked


# -- what is read on a stack ------------------------------------------------------------------------------------------


def require_ready(inspection: Inspection, box: BoxKey, number: str, role: Role) -> None:
    """Refuse a reading for which something is missing: `comparison.displacement_missing`, `zero.recheck_first`, and as
    `Stacks.stack_for` for a zero."""
    if role in (Role.BEFORE_MOVE, Role.ZERO) and (zero := zeros_in_the_way.in_the_way(inspection, box, number)):
        inspection.expect_recheck(inspection.record.unproven(zero.balloon)[-1].box)
        raise Refusal(
            "zero.recheck_first", balloon=box.balloon, instrument=number, other=zero.balloon, blocks=zero.blocks
        )
    if role in (Role.BEFORE_MOVE, Role.AFTER_MOVE) and box.balloon not in inspection.comparators.displacements:
        raise Refusal("comparison.displacement_missing", balloon=box.balloon)
    if role is Role.ZERO:
        inspection.stacks.stack_for(inspection.record.characteristic(box.balloon))


def made_of(
    inspection: Inspection, box: BoxKey, number: str, readings: tuple[Input, ...], simulated: bool
) -> OnStack | None:
    """What the readings taken on a stack make; None while one more is needed.

    Refuses `comparison.stack_changed`, `zero.recheck_simulated`, and as `prove_mounting`, `zero_of` and
    `Stacks.require_serving`.
    """
    if readings[-1].role is Role.ZERO:
        _require_stack_shown(inspection, box)
    match readings[-1].role:
        case Role.AFTER_MOVE:
            return _proven(inspection, box.balloon, number, readings, simulated)
        case Role.ZERO if len(readings) >= inspection.record.options.comparing.zero_readings:
            return _set(inspection, box.balloon, number, readings, simulated)
        case Role.RECHECK:
            return _rechecked(inspection, box.balloon, readings[-1], simulated)
        case _:
            return None


def _proven(
    inspection: Inspection, balloon: str, number: str, readings: tuple[Input, ...], simulated: bool
) -> MountingProven:
    moved = inspection.comparators.displacements[balloon]
    before, after = (one.quantity for one in readings)
    digit = digit_of(inspection.record.instruments[number], before)
    return MountingProven(
        id=inspection.next_id,
        balloon=balloon,
        instrument=number,
        displacement=moved.size,
        declared=moved.factor,
        readings=readings,
        mounting=prove_mounting([(before.value, after.value)], moved.size, digit, moved.factor),
        by=inspection.operator,
        at=inspection.now(),
        simulated=simulated,
    )


def _set(
    inspection: Inspection, balloon: str, number: str, readings: tuple[Input, ...], simulated: bool
) -> ZeroSetting:
    record = inspection.record
    stack, proven = inspection.stacks.stack_for(record.characteristic(balloon)), record.mountings.get(balloon)
    zero = readings[0]
    if len(readings) > 1:
        digit = digit_of(record.instruments[number], zero.quantity)
        median = zero_of([one.quantity.value for one in readings], digit)
        zero = next(one for one in readings if one.quantity.value == median)
    return ZeroSetting(
        id=inspection.next_id,
        balloon=balloon,
        instrument=number,
        certified=shortest(rounded(stack.certified)),
        blocks=stack.blocks,
        zero=zero,
        by=inspection.operator,
        at=inspection.now(),
        simulated=simulated or (proven is not None and proven.simulated),
        zeros=readings,
        mounting=DIRECT if proven is None else proven.mounting,
        uncertainty=stack.uncertainty,
    )


def _require_stack_shown(inspection: Inspection, box: BoxKey) -> None:
    """Refuse (`comparison.stack_changed`) a zero on a stack that is not the one on the screen any more."""
    shown, now = inspection.awaited.stack, inspection.stacks.stack_for(inspection.record.characteristic(box.balloon))
    if shown != now:
        inspection.publish_expected()
        raise Refusal("comparison.stack_changed", balloon=box.balloon, blocks=now.blocks)


def _require_proving(inspection: Inspection, zero: ZeroSetting, *, simulated: bool) -> None:
    """Refuse (`zero.recheck_simulated`) a simulated re-check of what was found with a real instrument, and as
    `Stacks.require_serving`."""
    inspection.stacks.require_serving(zero)
    is_real = not zero.simulated or any(not one.simulated for one in inspection.record.unproven(zero.balloon))
    if simulated and is_real:
        raise Refusal("zero.recheck_simulated", balloon=zero.balloon, instrument=zero.instrument)


def _rechecked(
    inspection: Inspection, balloon: str, reading: Input | None, simulated: bool, reason: str = ""
) -> ZeroRechecked:
    record = inspection.record
    zero = record.zeros[balloon]
    if reading is not None:
        _require_proving(inspection, zero, simulated=simulated)
    return ZeroRechecked(
        id=inspection.next_id,
        balloon=balloon,
        instrument=zero.instrument,
        zero=zero.zero.quantity.value,
        limit=record.drift_limit(zero),
        reading=reading,
        by=inspection.operator,
        at=inspection.now(),
        reason=reason,
        simulated=simulated or zero.simulated,
    )


def record(inspection: Inspection, made: OnStack) -> None:
    """Write what was read on a stack, say it, and expect what comes next. Refuses as `Inspection.write`."""
    match made:
        case MountingProven():
            inspection.write(made)
            _drop_deviations(inspection, made.balloon, made.readings)
            inspection.comparators.mounting_is_proven(made.balloon)
            inspection.publish(MountingRecorded(made))
            inspection.begin_again()
        case ZeroSetting():
            is_watched = inspection.record.options.comparing.rechecks
            ended = _read_otherwise(inspection, made) if is_watched else []
            inspection.changing_all((made,), _unproven_boxes(inspection, made.balloon) if is_watched else ())
            _drop_deviations(inspection, made.balloon, made.readings)
            inspection.comparators.zero_is_set(made.balloon)
            inspection.publish(ZeroRecorded(made.balloon, made.certified, made.zero.quantity))
            inspection.begin_again()
            reason = words.READ_OTHERWISE.format(instrument=made.instrument, balloon=made.balloon)
            for balloon in ended:
                record(inspection, _rechecked(inspection, balloon, None, False, reason))
        case ZeroRechecked():
            _record_recheck(inspection, made)


def _read_otherwise(inspection: Inspection, made: ZeroSetting) -> list[str]:
    """The characteristics whose zero a new one shows to have drifted: it was set on the very same blocks."""
    found = inspection.record
    others = [one for one in found.zeros.values() if one.balloon != made.balloon]
    return [one.balloon for one in others if is_read_otherwise(one, made, found.drift_limit(made))]


def _drop_deviations(inspection: Inspection, balloon: str, readings: tuple[Input, ...]) -> None:
    """What waits as a deviation and was read before these readings on the stack is of another zero than the one that
    serves now: it is kept as not taken."""
    last = max((one.frame.received_at for one in readings if one.frame is not None), default=None)
    of_balloon = [
        one
        for one in inspection.waiting.proposed
        if one.role is Role.DEVIATION and one.box is not None and one.box.balloon == balloon
    ]
    drop(inspection, *(one for one in of_balloon if last is None or one.frame.received_at < last))


def _record_recheck(inspection: Inspection, made: ZeroRechecked) -> None:
    before = _unproven_boxes(inspection, made.balloon) if made.has_drifted else ()
    inspection.changing_all((made,), before)
    if made.has_drifted:
        _drop_deviations(inspection, made.balloon, () if made.reading is None else (made.reading,))
    again = [box for box in before if box in inspection.record.void_boxes()]
    inspection.publish(RecheckRecorded(made, tuple(sorted({box.piece for box in again}))))
    go_on(inspection, again)


def _unproven_boxes(inspection: Inspection, balloon: str) -> tuple[BoxKey, ...]:
    return tuple(dict.fromkeys(one.box for one in inspection.record.unproven(balloon)))


# -- the value --------------------------------------------------------------------------------------------------------


def size_of(zero: ZeroSetting, deviation: Quantity) -> Decimal:
    """The size of a piece, mm: the certified length of the stack and the signed deviation from it."""
    found = by_comparison(zero.certified, zero.zero.quantity.value, deviation.value, zero.mounting)
    return shortest(rounded(found))


def inputs_of(zero: ZeroSetting, deviation: Input) -> tuple[Input, ...]:
    """What a value is made of; how the indicator is mounted where it does not simply follow the size."""
    mounting = () if zero.mounting == DIRECT else (Input(Role.MOUNTING, Quantity(_signed(zero.mounting))),)
    return (Input(Role.CERTIFIED, Quantity(zero.certified)), *mounting, zero.zero, deviation)


def _signed(mounting: Mounting) -> Decimal:
    return mounting.sign * mounting.factor


# -- what is asked for ------------------------------------------------------------------------------------------------


def declare_displacement(inspection: Inspection, size: str, factor: str) -> None:
    """Say the known displacement (mm, signed) that proves the mounting expected, and the factor; empty: to be found.

    Refuses `comparison.displacement_unexpected`, `comparison.mounting_not_displaced`, and as `parse_number` and
    `Mounting`.
    """
    box, _ = inspection.require_expected()
    if Role.BEFORE_MOVE not in inspection.roles(box):
        raise Refusal("comparison.displacement_unexpected", balloon=box.balloon)
    moved = Displacement(parse_number(size), parse_number(factor) if factor.strip() else None)
    Mounting(1, Decimal(1) if moved.factor is None else moved.factor)
    least = LEAST_DIGITS * finest_digit(inspection.fitting(box))
    if -least < moved.size < least:
        raise Refusal("comparison.mounting_not_displaced", displacement=moved.size, digits=LEAST_DIGITS)
    inspection.comparators.displacements[box.balloon] = moved
    inspection.keep_expected()
    inspection.publish_expected()


def ask_recheck(inspection: Inspection, balloon: str | None = None) -> None:
    """Have the zero of a characteristic read once more now: the one expected, by default.

    Refuses `zero.not_compared`, `zero.not_set`, and as `Inspection.require_passed`.
    """
    balloon = _balloon(inspection, balloon)
    if balloon not in inspection.record.zeros:
        raise Refusal("zero.not_set", balloon=balloon)
    box = inspection.awaited.box
    inspection.abandon()
    if box is not None and box.balloon == balloon:
        inspection.expect_recheck(box)
        return
    boxes = [one for one in inspection.record.boxes() if one.balloon == balloon]
    measured = [one for one in boxes if inspection.record.measurement(one) is not None]
    inspection.expect_recheck((measured or boxes)[-1])


def ask_zero(inspection: Inspection, balloon: str | None = None, *, mounting: bool = False) -> None:
    """Have the comparator of a characteristic set anew, after a re-check of the zero where one is due; `mounting`: it
    was mounted anew, which is to be proven first. Refuses `zero.not_compared`."""
    balloon = _balloon(inspection, balloon)
    inspection.abandon()
    comparators = inspection.comparators
    comparators.zero_again.add(balloon)
    if mounting:
        comparators.mounting_again.add(balloon)
        comparators.displacements.pop(balloon, None)
    _ask_anew(inspection)


def _ask_anew(inspection: Inspection) -> None:
    """What a comparator is to be set up for changed: the box expected is begun again with it."""
    if inspection.awaited.rechecks:
        _leave_recheck(inspection)
    else:
        inspection.begin_again()


def _leave_recheck(inspection: Inspection) -> bool:
    """A re-check is not made now: what was expected before it is, or what the record says by itself. Whether that is
    something else than a re-check."""
    if inspection.awaited.then is not None:
        inspection.begin_again(inspection.awaited.then)
    else:
        inspection.expect_next()
    return not inspection.awaited.rechecks


def lose_zero(inspection: Inspection, balloon: str | None, reason: str) -> None:
    """A zero cannot be read once more: every value since the last good one is to be taken again.

    Refuses `zero.not_compared`, `zero.not_set`, and as `require_reason`.
    """
    balloon = _balloon(inspection, balloon)
    reason = require_reason(reason)
    if balloon not in inspection.record.zeros:
        raise Refusal("zero.not_set", balloon=balloon)
    inspection.abandon()
    record(inspection, _rechecked(inspection, balloon, None, False, reason))


def lose_zeros_set_elsewhere(inspection: Inspection, archive: Archive) -> None:
    """A record comes back, or something was done to a comparator that it has: another record may have had it meanwhile,
    on other blocks or mounted otherwise, or it was adjusted or verified. What was not read once more before that cannot
    be any more; nor is a mounting that it left known any more.

    Refuses as `Inspection.write`.
    """
    found = inspection.record
    if found.closing is not None:
        return
    for balloon in tuple(dict.fromkeys((*found.mountings, *found.zeros))):
        changed = _lose_mounting(inspection, archive, balloon)
        zero = found.zeros.get(balloon)
        ended = None if zero is None else archive.set_elsewhere(found.header.id, zero, found.drift_limit(zero))
        if zero is not None and ended is not None and found.options.comparing.rechecks:
            inspection.abandon()
            reason = words.ENDED[ended.end].format(instrument=zero.instrument, number=ended.number)
            record(inspection, _rechecked(inspection, balloon, None, False, reason))
        elif ended is not None and balloon not in inspection.comparators.zero_again:
            inspection.comparators.zero_again.add(balloon)
            changed = True
        if changed:
            inspection.abandon()
            _ask_anew(inspection)


def _lose_mounting(inspection: Inspection, archive: Archive, balloon: str) -> bool:
    """Have the mounting of a characteristic proven anew where its comparator left it outside this record; whether it is
    asked for from now on. A workshop that proves none is asked for one only where another record proved one."""
    found, again = inspection.record, inspection.comparators.mounting_again
    proven = found.mountings.get(balloon)
    last = proven or found.zeros[balloon]
    is_asked = proven is not None or found.options.comparing.proves_mounting
    of = found.header.id, last.instrument, last.id.sequence
    if balloon in again or not archive.is_mounted_elsewhere(*of, acts=is_asked):
        return False
    again.add(balloon)
    inspection.comparators.displacements.pop(balloon, None)
    return True


def _balloon(inspection: Inspection, balloon: str | None) -> str:
    """The characteristic that is meant; refuses `zero.not_compared`."""
    inspection.record.require_open()
    box = inspection.awaited.box
    found = balloon if balloon is not None else None if box is None else box.balloon
    compared = {one.balloon for one in inspection.record.characteristics if one.procedure is Procedure.COMPARISON}
    if found not in compared:
        raise Refusal("zero.not_compared", balloon=found or "–")
    return found


def undo(inspection: Inspection) -> bool:
    """Take back what was read last on a stack, if that is what was done last: its readings stay in the record.

    Refuses `undo.recheck`: what a re-check proved, or took back, stays; `undo.zero_elsewhere`: what was read last is
    not of the characteristic on the screen, and to take back an older value instead would surprise.
    """
    record, comparators = inspection.record, inspection.comparators
    if inspection.awaited.rechecks and record.next_box() is not None and _leave_recheck(inspection):
        return True  # it was only asked for
    box = inspection.awaited.box
    done: list[OnStack] = [*record.zero_settings, *record.mountings_proven, *record.rechecks]
    last, value = max(done, key=lambda one: one.id.sequence, default=None), record.last_live
    if last is None or box is None:
        return False
    if value is not None and value.id.sequence > last.id.sequence:
        return False
    if isinstance(last, ZeroRechecked):
        raise Refusal("undo.recheck", balloon=last.balloon)
    again = comparators.mounting_again if isinstance(last, MountingProven) else comparators.zero_again
    if last.balloon in again:
        return False
    if last.balloon != box.balloon:
        raise Refusal("undo.zero_elsewhere", balloon=last.balloon)
    again.add(last.balloon)
    inspection.begin_again()
    return True


def require_rechecked(inspection: Inspection) -> None:
    """Refuse (`zero.recheck_missing`) to end a record whose zeros were not read once more after the last value."""
    if awaited := inspection.last_recheck():
        assert awaited.box is not None
        balloon = awaited.box.balloon
        pieces = tuple(sorted({one.box.piece for one in inspection.record.unproven(balloon)}))
        raise Refusal("zero.recheck_missing", balloon=balloon, pieces=pieces)
