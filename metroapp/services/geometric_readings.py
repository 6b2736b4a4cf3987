"""The value that the readings of a geometric method give: exact arithmetic, or the minimum zone of their points."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING

from metroapp.domain.geometric_method import GeometricMethod, Way
from metroapp.domain.geometric_value import rounded_zone, value_of
from metroapp.domain.measurement import Input
from metroapp.domain.message import Message
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import Characteristic, Procedure
from metroapp.services.events import Refused

if TYPE_CHECKING:
    from metroapp.services.inspection import Inspection

_ANALYSIS = "metroapp.analysis.form"


def by_method(characteristic: Characteristic, inputs: Sequence[Input]) -> Quantity:
    """The value of a characteristic from all the readings of its method, in their order. Refuses as
    `metroapp.analysis.form.minimum_zone`."""
    method = characteristic.read_method
    readings = [given.quantity.to(Unit.MM).value for given in inputs]
    if method.way.is_zone:
        return Quantity(zone_of(method, readings))
    return Quantity(value_of(method, characteristic.callout.symbol, readings))


def load_ahead(characteristic: Characteristic) -> None:
    """At the first point, load what the last one will need: nobody waits a second for it with a piece in hand."""
    if characteristic.read_method.way.is_zone and _ANALYSIS not in sys.modules:
        threading.Thread(target=import_module, args=(_ANALYSIS,), name="analysis", daemon=True).start()


def lose_setting(inspection: Inspection, number: str) -> None:
    """An instrument lost count, or its link: whoever plugs it in again may have moved it, and what a method has read
    with it so far and what it would read next do not go together. Those readings are kept as not taken. Refuses as
    `Inspection.write`."""
    if inspection.awaited.begun_with == number and _is_compared(inspection):
        inspection.abandon()
        inspection.publish(Refused(Message("geometric_method.setting_lost", {"instrument": number})))


def distrust(inspection: Inspection) -> None:
    """A record comes back on the bench: nothing says that the piece lies, and the instrument stands, as they were left.
    What was begun is kept as not taken, and the piece is to be set on its datums again. Refuses as `Inspection.write`.
    """
    if inspection.record.closing is not None:
        return
    lay = inspection.record.datums.doubt()
    if _is_compared(inspection) and inspection.abandon():
        inspection.publish(Refused(Message("geometric_method.left", {})))
    elif lay:
        inspection.publish_expected()


def _is_compared(inspection: Inspection) -> bool:
    """Whether the readings of the box expected are only worth together: maximum − minimum, or a method of such."""
    box = inspection.awaited.box
    if box is None or not inspection.awaited.taken:
        return False
    characteristic = inspection.record.characteristic(box.balloon)
    match characteristic.procedure_of(box.code):
        case Procedure.SWEEP:
            return True
        case Procedure.GEOMETRIC:
            return characteristic.read_method.compares
    return False


def take_back_last(inspection: Inspection) -> bool:
    """Take the last reading of a method back: it is kept as not taken, and asked for again; those before it stay.
    Whether there was one: a sweep is taken back with all of them. Refuses as `Inspection.write`."""
    awaited = inspection.awaited
    if awaited.box is None or not awaited.taken or awaited.sweeps:
        return False
    if inspection.record.characteristic(awaited.box.balloon).procedure is not Procedure.GEOMETRIC:
        return False
    *before, last = awaited.taken
    inspection.awaited = replace(awaited, taken=[last])
    try:
        inspection.write(*inspection.left_over())
    except Exception:
        inspection.awaited = awaited
        raise
    because = awaited.typed_because if last.frame is not None else awaited.typed_because[:-1]
    inspection.awaited = replace(awaited, taken=before, typed_because=because)
    inspection.keep_expected()
    inspection.publish_expected()
    return True


def zone_of(method: GeometricMethod, heights: Sequence[Decimal]) -> Decimal:
    """The width of the zone of a grid, or of the worst of several lines, mm; rounded as `rounded_zone`. It is the
    narrowest one, unless the method says least squares."""
    import numpy as np  # most records have no points to compute from

    from metroapp.analysis.form import least_squares, minimum_zone

    # The heights are differences: what they have in common is taken out while they are exact.
    above = [float(height - heights[0]) for height in heights]
    widths = []
    for start in range(0, len(above), method.per_section):
        places = [method.place(taken) for taken in range(start, start + method.per_section)]
        across = [(place.column - 1) * float(method.step or 1) for place in places]
        columns = [across]
        if method.way is Way.GRID:
            columns.append([(place.row - 1) * float(method.row_step or 1) for place in places])
        points = np.column_stack([*columns, above[start : start + method.per_section]])
        widths.append((least_squares if method.by_squares else minimum_zone)(points).value)
    return rounded_zone(Decimal(max(widths)), heights)
