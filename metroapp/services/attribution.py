"""Where a reading goes: to the box expected, or on the screen with a box proposed, until one confirmation.

It is never guessed from the value: a reading goes to the box expected from an instrument that measures it; from any
other one, or before a gate, it waits for the next empty box that its instrument measures. A reading that is doubtful
waits too, with its doubt: only a person knows whether a digit was lost. So does what comes behind a reading that waits
for the box expected: the same piece measured again, or the next one? Whoever drops the first one is asked about the
second for the same box; whoever records it sends the others on to the next boxes, in their order.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace

from metroapp.domain.examination import Aid
from metroapp.domain.measurement import BoxKey, Frame, Input, Role
from metroapp.domain.message import Refusal
from metroapp.domain.plausibility import Doubt, doubt_about
from metroapp.domain.quantity import Quantity
from metroapp.domain.record_options import Gate
from metroapp.domain.texture_frames import parameter_of
from metroapp.services import comparing, traces, values
from metroapp.services import readings_needed as needed
from metroapp.services.columns import ON_PLATE
from metroapp.services.comparators import ON_STACK
from metroapp.services.inspection import Inspection
from metroapp.services.probed import probed
from metroapp.services.waiting import Waiting

LATE, SHORT = "late", "short"  # flags of `drivers.Reading`
_log = logging.getLogger(__name__)


def accept(inspection: Inspection, quantity: Quantity, frame: Frame, *, simulated: bool) -> None:
    """A reading arrived: take it for the box expected, propose a box for it, or refuse it with the reason.

    Refuses as `values.take` and `WaitingReadings.add`.
    """
    if traces.is_beside(inspection, frame):
        return
    one = Waiting(inspection.record.header.id, quantity, frame, simulated)
    placed, doubt = _placed(inspection, one)
    if placed is None:
        values.take(inspection, quantity, frame, simulated=simulated, doubt=doubt)
    else:
        inspection.waiting.add(placed)


def accept_held(inspection: Inspection, held: Waiting) -> None:
    """A reading that was held, as if it arrived now; refuses as `values.take` and `WaitingReadings.change`: it goes on
    waiting."""
    if traces.is_beside(inspection, held.frame):
        inspection.waiting.settled(held)
        return
    placed, doubt = _placed(inspection, held)
    if placed is None:
        values.take(inspection, held.quantity, held.marked_frame, simulated=held.simulated, doubt=doubt)
        inspection.waiting.settled(held)
    else:
        inspection.waiting.change(held, placed)


def send_on(inspection: Inspection, recorded: Waiting) -> None:
    """What came behind a reading just recorded, and was asked about for the same box, goes on to the next boxes."""
    instrument, number = recorded.instrument, recorded.number
    behind = [one for one in _by_arrival(inspection) if one.instrument == instrument and one.number > number]
    if not any(one.box == recorded.box and not _is_wanted(inspection, one) for one in behind):
        return
    moving = set(behind)
    for one in behind:
        found = _free_step(inspection, one, moving)
        moving.discard(one)
        if found is None:
            continue
        try:
            inspection.waiting.change(one, _for_step(inspection, one, *found))
        except Refusal:
            _log.exception("a reading that waits is not proposed for another box")
            return


# -- for which box, and as what ---------------------------------------------------------------------------------------


def _placed(inspection: Inspection, one: Waiting) -> tuple[Waiting | None, Doubt | None]:
    """The reading with the box proposed for it; None where it is taken, or refused, for the box expected: then what is
    doubtful in it and not asked about."""
    box, number = inspection.expected_box, one.instrument
    if box is None or inspection.record.closing is not None or number not in inspection.record.instruments:
        return None, None
    is_asked_about = any(other.box == box for other in inspection.waiting.proposed)
    gate, takes = inspection.gate(box), inspection.takes(box, number, parameter_of(one.frame))
    if takes and gate is Gate.DATUM:
        return None, None  # read before the piece was on its datums, it is of nothing: refused, and not asked about
    if takes and gate is None and not is_asked_about:
        placed = _for_step(inspection, one, box, len(inspection.awaited.taken))
        asks = placed.doubt is not None and inspection.record.options.offers(Aid.PLAUSIBILITY)
        return (placed, None) if asks else (None, placed.doubt)
    if not takes and not inspection.record.options.offers(Aid.EXPECTED_MEANS):
        return None, None  # the box that it would be proposed for is the one that it is expected for
    found = _free_step(inspection, one)
    return None if found is None else _for_step(inspection, one, *found), None


def _free_step(inspection: Inspection, arrived: Waiting, moving: Collection[Waiting] = ()) -> tuple[BoxKey, int] | None:
    """The first elementary reading from its instrument that nothing waits for: its box and its place there.

    `moving` are those that are being sent on. Where there is none, the last one of the box expected, if it fits.
    """
    record, expected = inspection.record, inspection.expected_box
    if expected is None:
        return None
    waiting = [one for one in _by_arrival(inspection) if one not in moving]
    number, parameter = arrived.instrument, parameter_of(arrived.frame)

    def free(box: BoxKey) -> list[int]:
        if not inspection.takes(box, number, parameter) or _lies_elsewhere(inspection, box):
            return []
        return _free_steps(inspection, box, waiting)

    if steps := free(expected):
        return expected, steps[0]
    box = record.next_box(expected, lambda found: bool(free(found)))
    if box is not None:
        return box, free(box)[0]
    is_wanted = inspection.takes(expected, number, parameter) and not _lies_elsewhere(inspection, expected)
    return (expected, len(inspection.roles(expected)) - 1) if is_wanted else None


def _lies_elsewhere(inspection: Inspection, box: BoxKey) -> bool:
    """Whether its piece is still to be set on its datums: nothing that is read now is of that box."""
    record = inspection.record
    return record.datums.asks(record.characteristic(box.balloon), box, record.history(box))


def _free_steps(inspection: Inspection, box: BoxKey, waiting: list[Waiting]) -> list[int]:
    """The elementary readings of a box that no reading waits for; a doubtful one may not be the one."""
    roles = inspection.roles(box)
    free = list(range(_begun(inspection, box), len(roles)))
    if any(one.role in ON_STACK and one.box != box and one.box and one.box.balloon == box.balloon for one in waiting):
        free = [step for step in free if roles[step] not in ON_STACK]  # one zero serves all the pieces
    if any(one.role in ON_PLATE and one.box != box for one in waiting):
        free = [step for step in free if roles[step] not in ON_PLATE]  # and all that a column probes
    for one in waiting:
        if one.box == box and one.doubt is None:
            found = (step for step in free if _purpose(inspection, box, step) == (one.role, one.variable))
            taken = next(found, None)
            free = [step for step in free if step != taken]
    return free


def _for_step(inspection: Inspection, one: Waiting, box: BoxKey, step: int) -> Waiting:
    """A reading proposed for one elementary reading of a box; where it is measured again, with why."""
    again = box == inspection.expected_box and bool(inspection.awaited.reason)
    last = inspection.record.measurement(box)
    role, variable = _purpose(inspection, box, step)
    return replace(
        one,
        person=None,
        box=box,
        role=role,
        variable=variable,
        reason=inspection.awaited.reason if again else "",
        repeated=inspection.awaited.repeated if again else 0,
        replaces=last.id if again and last is not None else None,
        doubt=_doubt(inspection, one, box, step),
    )


def _purpose(inspection: Inspection, box: BoxKey, step: int) -> tuple[Role, str]:
    roles = inspection.roles(box)
    return roles[step], needed.variable_name(inspection.record.characteristic(box.balloon), roles, step)


def _is_wanted(inspection: Inspection, one: Waiting) -> bool:
    """Whether its box still wants what it is for."""
    box = one.box
    if box is None or (box != inspection.expected_box and inspection.record.measurement(box) is not None):
        return False
    steps = range(_begun(inspection, box), len(inspection.roles(box)))
    return any(_purpose(inspection, box, step) == (one.role, one.variable) for step in steps)


def _begun(inspection: Inspection, box: BoxKey) -> int:
    """How many of its elementary readings are there."""
    return len(inspection.awaited.taken) if box == inspection.expected_box else 0


def _by_arrival(inspection: Inspection) -> list[Waiting]:
    return sorted(inspection.waiting.proposed, key=lambda one: one.number)


def _doubt(inspection: Inspection, one: Waiting, box: BoxKey, step: int) -> Doubt | None:
    """What is doubtful in a reading for one elementary reading of a box."""
    characteristic = inspection.record.characteristic(box.balloon)
    if LATE in one.frame.flags:
        return Doubt.LATE
    if SHORT in one.frame.flags:
        return Doubt.DIGIT_LOST
    zero = inspection.record.zeros.get(box.balloon)
    roles = inspection.roles(box)
    value = one.quantity.to(needed.unit_of(characteristic, roles, step)).value
    match inspection.roles(box)[step]:
        case Role.READING | Role.REPEATED:
            return doubt_about(value, characteristic.callout)
        case Role.DEVIATION if zero is not None:
            return doubt_about(comparing.size_of(zero, Quantity(value)), characteristic.callout)
        case Role.PROBING_1 | Role.PROBING_2 | Role.PROBING_3 | Role.PROBING_4:
            return _doubt_about_heights(inspection, one, box, step)
        case Role.MINIMUM if box == inspection.expected_box and step == len(inspection.awaited.taken):
            return Doubt.SAME if inspection.awaited.taken[-1].quantity.value == value else None
        case Role.POINT if box == inspection.expected_box and step == len(inspection.awaited.taken) == len(roles) - 1:
            return Doubt.SAME if all(one.quantity.value == value for one in inspection.awaited.taken) else None
        case _:
            return None


def _doubt_about_heights(inspection: Inspection, one: Waiting, box: BoxKey, step: int) -> Doubt | None:
    """What is doubtful in the last height of a value, the others being there: twice the same face where a bore is asked
    is far from its size."""
    taken = inspection.awaited.taken
    if box != inspection.expected_box or step != len(taken) or step + 1 < len(inspection.roles(box)):
        return None
    characteristic = inspection.record.characteristic(box.balloon)
    roles = inspection.roles(box)
    last = Input(roles[step], one.quantity.to(needed.unit_of(characteristic, roles, step)))
    try:
        value = probed(inspection.record, box, one.instrument, (*taken, last)).quantity.value
    except Refusal:
        return None  # it will be refused
    return doubt_about(value, characteristic.callout)
