"""Which column is to probe a box, what it touches first, and on which gauge its constant is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.message import Refusal
from metroapp.services.columns import GAUGE
from metroapp.wording import measuring as words

if TYPE_CHECKING:
    from metroapp.services.inspection import Inspection

_KINDS = (InstrumentKind.PROBE_GAUGE, InstrumentKind.SETTING_RING)  # in the order in which they are taken


def before(inspection: Inspection, box: BoxKey) -> tuple[Role, ...]:
    """What a column touches before it probes a box; nothing where no column does."""
    probing = inspection.record.characteristic(box.balloon).read_by_column
    if probing is None:
        return ()
    numbers = [one.number for one in inspection.means.fitting(box)]
    return inspection.columns.before(inspection.record, numbers, probing)


def number(inspection: Inspection, box: BoxKey) -> str | None:
    """The column that is to be used: the one whose constant is to be found again, else the one whose zero serves."""
    if inspection.awaited.rechecks and box == inspection.awaited.box:
        found = inspection.record.measurement(box)
        return None if found is None else found.instrument
    return inspection.columns.instrument(inspection.record, [one.number for one in inspection.means.fitting(box)])


def gauges(inspection: Inspection) -> list[Instrument]:
    """The certified gauges of the register that serve today, those made for it first."""
    found = [one for one in inspection.means.standards(_KINDS) if one.certified is not None]
    return sorted(found, key=lambda one: (_KINDS.index(one.kind), one.number))


def gauge(inspection: Inspection, role: Role | None) -> Instrument | None:
    """The gauge of a gesture; None where none is touched, or none serves."""
    if role not in GAUGE:
        return None
    found = gauges(inspection)
    chosen = (one for one in found if one.number == inspection.columns.gauge)
    return next(chosen, found[0] if found else None)


def require_gauge(inspection: Inspection) -> Instrument:
    """Refuse (`column.no_gauge`) to find a constant without a gauge that serves."""
    found = gauge(inspection, Role.GAUGE_1)
    if found is None:
        raise Refusal("column.no_gauge")
    return found


def why_again(inspection: Inspection, box: BoxKey) -> str:
    """Why the value of a box is to be taken again: what it refers to has drifted."""
    last = inspection.record.measurement(box)
    is_of_column = last is not None and inspection.record.columns.is_void(last.id)
    return words.CONSTANT_DRIFTED if is_of_column else words.ZERO_DRIFTED
