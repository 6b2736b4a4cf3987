"""Where a reading goes: to the box expected, or on the screen with a box proposed, until one confirmation.

It is never guessed from the value: a reading goes to the box expected from an instrument that measures it; from any
other one, or before a gate, it waits for the next empty box that its instrument measures. A reading that is doubtful
waits too, with its doubt: only a person knows whether a digit was lost.
"""

from __future__ import annotations

from metroapp.domain.comparison import by_comparison
from metroapp.domain.measurement import BoxKey, Frame, Role
from metroapp.domain.plausibility import Doubt, doubt_about
from metroapp.domain.quantity import Quantity
from metroapp.domain.specification import Procedure
from metroapp.services import readings_needed as needed
from metroapp.services import values
from metroapp.services.inspection import Inspection
from metroapp.services.waiting import Waiting

LATE = "late"  # the flag of `drivers.Reading`


def accept(inspection: Inspection, quantity: Quantity, frame: Frame, *, simulated: bool) -> None:
    """A reading arrived: take it for the box expected, hold it with a proposed box, or refuse it with the reason.

    Refuses as `values.take` and `Proposals.add`.
    """
    elsewhere = _place_elsewhere(inspection, frame.instrument)
    box = elsewhere or inspection.expected_box
    doubt = None if box is None else _doubt(inspection, box, quantity, frame)
    if elsewhere is None and doubt is None:
        values.take(inspection, quantity, frame, simulated=simulated)
    else:
        inspection.proposals.add(Waiting(inspection.record.header.id, quantity, frame, simulated, box, doubt=doubt))


def _doubt(inspection: Inspection, box: BoxKey, quantity: Quantity, frame: Frame) -> Doubt | None:
    """What is doubtful in a reading for a box; None for one that is taken, or refused, as it is."""
    record, characteristic = inspection.record, inspection.record.characteristic(box.balloon)
    roles = inspection.roles(box)
    taken = len(inspection.awaited.taken) if box == inspection.expected_box else 0
    if record.closing is not None or not roles or not inspection.takes(box, frame.instrument):
        return None
    if LATE in frame.flags:
        return Doubt.LATE
    zero = record.zeros.get(box.balloon)
    value = quantity.to(needed.unit_of(characteristic, taken)).value
    match roles[taken]:
        case Role.READING | Role.REPEATED:
            return doubt_about(value, characteristic.callout)
        case Role.DEVIATION if zero is not None:
            size = by_comparison(zero.certified, zero.zero.quantity.value, value)
            return doubt_about(size, characteristic.callout)
        case _:
            return None


def _place_elsewhere(inspection: Inspection, number: str) -> BoxKey | None:
    """Where a reading of this instrument would go when it is not for the box expected, or not yet; else None."""
    record, box = inspection.record, inspection.expected_box
    if box is None or record.closing is not None or number not in record.instruments:
        return None
    fits = inspection.takes(box, number)
    if fits and inspection.gate(box) is None:
        return None
    waiting = inspection.proposals.by_box()
    zeroing = {found.balloon: found for found in reversed(waiting)}  # the box whose readings set its comparator

    def has_room(found: BoxKey) -> bool:
        wanted = len(inspection.roles(found))
        if found == box:
            wanted -= len(inspection.awaited.taken)
        elif zeroing.get(found.balloon, found) != found and _is_compared(inspection, found):
            wanted = 1
        return waiting[found] < wanted

    if fits and has_room(box):
        return box
    free = record.next_box(box, lambda found: inspection.takes(found, number) and has_room(found))
    return free or (box if fits else None)


def _is_compared(inspection: Inspection, box: BoxKey) -> bool:
    return inspection.record.characteristic(box.balloon).procedure_of(box.code) is Procedure.COMPARISON
