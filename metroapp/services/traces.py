"""How a roughness is traced for the record on the bench: what is agreed, what is declared, what a tester says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from metroapp.domain.callout import Callout, Kind, TextureStandard
from metroapp.domain.cutoff import Proposal, Trace, TraceSource, propose
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Operation, TraceDeclared, TraceRecorded
from metroapp.domain.specification import Characteristic, Means, Procedure
from metroapp.domain.texture_frames import facts_of, parameter_of, results_of, trace_told
from metroapp.domain.texture_rules import Count, counts

if TYPE_CHECKING:
    from metroapp.domain.cutoff import CutOffTables
    from metroapp.domain.measurement import Frame, Input, Measurement
    from metroapp.domain.record import InspectionRecord
    from metroapp.services.inspection import Inspection


@dataclass(frozen=True, slots=True)
class TraceView:
    """What is to be shown before a roughness is measured."""

    balloon: str  # of the drawing: one setting serves all its occurrences
    parameter: str
    standard: TextureStandard
    proposal: Proposal | None  # None where no table goes so far
    declared: TraceDeclared | None  # how the tester is said to be set
    counts: tuple[Count, ...] = ()  # of the values taken so far

    @property
    def trace(self) -> Trace | None:
        """What the tester is to be set to."""
        if self.declared is not None:
            return self.declared.trace
        return None if self.proposal is None else self.proposal.trace


def _tables() -> CutOffTables:
    from metroapp.services.reference import cut_offs  # the window opens without the tables of the standards

    return cut_offs()


def _standard(characteristic: Characteristic) -> TextureStandard | None:
    """The one by which the record judges it."""
    texture = characteristic.callout.texture
    return None if texture is None else texture.standard


def is_traced(characteristic: Characteristic) -> bool:
    """Whether a tester measures it."""
    return characteristic.kind is Kind.ROUGHNESS and characteristic.means is Means.ROUGHNESS_TESTER


def view_of(record: InspectionRecord, box: BoxKey, taken: list[Input]) -> TraceView | None:
    """None for anything but a roughness to be traced, or where the record follows no standard."""
    characteristic = record.characteristic(box.balloon)
    callout, standard = characteristic.callout, _standard(characteristic)
    if not is_traced(characteristic) or standard is None or callout.unit is None:
        return None
    declared = record.traces.declared(characteristic.drawn_balloon)
    values = [given.quantity.to(callout.unit).value for given in taken]
    found = counts(callout, values) if values and characteristic.procedure is Procedure.TRACES else ()
    return TraceView(
        characteristic.drawn_balloon,
        callout.parameter or "",
        standard,
        _proposal(characteristic, declared),
        declared,
        found,
    )


def proposed(callout: Callout, standard: TextureStandard, spacing: Decimal | None) -> Proposal | None:
    """What would be proposed for a callout with this spacing; refuses (`texture.spacing`) one beyond the table."""
    if spacing is not None and _tables().trace(TextureStandard.ISO_4288, "RSm", spacing) is None:
        raise Refusal("texture.spacing", spacing=spacing)
    return propose(callout, standard, _tables(), spacing)


def wants(characteristic: Characteristic, parameter: str) -> bool:
    """Whether a result of this parameter may be of a characteristic; an empty one may be of any."""
    return not parameter or characteristic.kind is not Kind.ROUGHNESS or characteristic.callout.parameter == parameter


def is_beside(inspection: Inspection, frame: Frame) -> bool:
    """Whether a result comes with another one that is wanted: one measurement gives several parameters.

    Refuses (`texture.other_parameter`) a result where the record wants none of its measurement.
    """
    parameter, box, record = parameter_of(frame), inspection.expected_box, inspection.record
    if not parameter or record.closing is not None or frame.instrument not in record.instruments:
        return False
    expected = None if box is None else record.characteristic(box.balloon)
    if expected is not None and is_traced(expected):
        if expected.callout.parameter == parameter:
            return False
        if expected.callout.parameter in results_of(frame):
            return True
    if _is_of_last(inspection, frame):
        return True
    wanted = [one for one in record.characteristics if is_traced(one)]
    asked = {one.callout.parameter for one in wanted}
    if parameter in asked or not wanted:
        return False
    if asked.intersection(results_of(frame)):
        return True
    shown = expected if expected is not None and is_traced(expected) else wanted[0]
    raise _other_parameter(shown, frame, parameter)


def _is_of_last(inspection: Inspection, frame: Frame) -> bool:
    """Whether the measurement of a result gave the value recorded or taken last."""
    last = inspection.record.last_live
    taken = inspection.awaited.taken or (() if last is None else last.inputs)
    known = taken[-1].frame if taken else None
    return known is not None and (known.instrument, known.received_at) == (frame.instrument, frame.received_at)


def require_as_agreed(inspection: Inspection, box: BoxKey, frame: Frame) -> None:
    """Refuse a result of another parameter (`texture.other_parameter`), or traced otherwise than agreed
    (`texture.other_trace`) where the program assists; elsewhere the record says it."""
    record = inspection.record
    characteristic, parameter, trace = record.characteristic(box.balloon), parameter_of(frame), trace_told(frame)
    if characteristic.kind is not Kind.ROUGHNESS:
        return
    if not wants(characteristic, parameter):
        raise _other_parameter(characteristic, frame, parameter)
    view = view_of(record, box, [])
    wanted = None if view is None else view.trace
    if trace is None or wanted is None or trace.is_as(wanted) or not record.options.assists:
        return
    raise Refusal(
        "texture.other_trace",
        instrument=frame.instrument,
        balloon=box.balloon,
        cut_off=trace.cut_off,
        length=trace.length,
        wanted=wanted.cut_off,
        wanted_length=wanted.length,
    )


def declare(inspection: Inspection, balloon: str, trace: Trace, spacing: Decimal | None) -> None:
    """Note how the tester is set for a characteristic.

    Refuses `texture.not_traced`, `texture.no_standard`, `texture.spacing`, `texture.drawn`.
    """
    record = inspection.record
    record.require_open()
    found = next((one for one in record.characteristics if balloon in (one.balloon, one.drawn_balloon)), None)
    if found is None or not is_traced(found):
        raise Refusal("texture.not_traced", balloon=balloon)
    standard, drawn = _standard(found), found.callout.texture
    if standard is None:
        raise Refusal("texture.no_standard", number=record.header.number)
    proposed(found.callout, standard, spacing)
    if drawn is not None and drawn.cut_off is not None and drawn.cut_off != trace.cut_off:
        raise Refusal("texture.drawn", balloon=balloon, callout=found.callout.text, cut_off=drawn.cut_off)
    drawn_balloon = found.drawn_balloon
    said = TraceDeclared(inspection.next_id, drawn_balloon, trace, inspection.operator, inspection.now(), spacing)
    proposal = _proposal(found, said)
    inspection.write(said, *(_declared_late(one, said, proposal) for one in _untold(record, drawn_balloon)))
    inspection.publish_expected()


def recorded(inspection: Inspection, found: Measurement) -> list[Operation]:
    """How a roughness was traced, to be written with its value: as its tester says, else as it was declared."""
    record = inspection.record
    characteristic = record.characteristic(found.box.balloon)
    frames = [given.frame for given in found.inputs if given.frame is not None]
    said = next((frame for frame in frames if trace_told(frame) is not None), None)
    if not is_traced(characteristic) or (_standard(characteristic) is None and said is None):
        return []
    declared = record.traces.declared(characteristic.drawn_balloon)
    trace = trace_told(said) if said is not None else None if declared is None else declared.trace
    source = TraceSource.UNKNOWN if trace is None else TraceSource.TESTER if said else TraceSource.DECLARED
    return [
        TraceRecorded(
            inspection.next_id,
            found.id,
            characteristic.callout.parameter or "",
            source,
            trace,
            _proposal(characteristic, declared),
            found.by,
            found.at,
            () if said is None else facts_of(said),
        )
    ]


def _untold(record: InspectionRecord, drawn_balloon: str) -> list[TraceRecorded]:
    """What was recorded of the values of a characteristic before anybody said how they were traced."""
    balloons = [one.balloon for one in record.characteristics if one.drawn_balloon == drawn_balloon]
    live = (one for balloon in balloons for piece in record.pieces for one in record.live(BoxKey(piece, balloon)))
    known = (record.traces.of(one.id) for one in live)
    return [one for one in known if one is not None and one.source is TraceSource.UNKNOWN]


def _declared_late(before: TraceRecorded, said: TraceDeclared, proposal: Proposal | None) -> TraceRecorded:
    """What is declared once the value is there: both stay in the journal."""
    source = TraceSource.DECLARED
    return replace(before, id=said.id, source=source, trace=said.trace, proposal=proposal, by=said.by, at=said.at)


def _proposal(characteristic: Characteristic, declared: TraceDeclared | None) -> Proposal | None:
    """What the tester is to be set to: by the drawing and the standard of the record, with the spacing declared."""
    standard = _standard(characteristic)
    if standard is None:
        return None
    spacing = None if declared is None else declared.spacing
    return propose(characteristic.callout, standard, _tables(), spacing)


def _other_parameter(wanted: Characteristic, frame: Frame, parameter: str) -> Refusal:
    return Refusal(
        "texture.other_parameter",
        instrument=frame.instrument,
        parameter=parameter,
        balloon=wanted.balloon,
        wanted=wanted.callout.parameter or "",
    )
