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
from metroapp.domain.quantity import parse_number
from metroapp.domain.specification import Characteristic, Means, Procedure
from metroapp.domain.texture_frames import facts_of, parameter_of, results_of, standard_of_its_own, trace_told
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


def spacing_given(text: str) -> Decimal:
    """The feed typed for a periodic profile; refuses `texture.spacing_missing`, and as `parse_number`."""
    if not text.strip():
        raise Refusal("texture.spacing_missing")
    return parse_number(text)


def wants(characteristic: Characteristic, parameter: str) -> bool:
    """Whether a result of this parameter may be of a characteristic; an empty one may be of any."""
    return not parameter or characteristic.kind is not Kind.ROUGHNESS or characteristic.callout.parameter == parameter


def is_beside(inspection: Inspection, frame: Frame) -> bool:
    """Whether a result comes with another one that is wanted: one measurement gives several parameters, and fills one
    box. The next box that wants one of them may be of another surface.

    Refuses (`texture.other_parameter`) a result where the record wants none of its measurement.
    """
    parameter, box, record = parameter_of(frame), inspection.expected_box, inspection.record
    if not parameter or record.closing is not None or frame.instrument not in record.instruments:
        return False
    if _is_of_last(inspection, frame):
        return True
    expected = None if box is None else record.characteristic(box.balloon)
    if expected is not None and is_traced(expected):
        if expected.callout.parameter == parameter:
            return False
        if expected.callout.parameter in results_of(frame):
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
    """Whether the measurement of a result gave the value recorded or taken last, of another parameter."""
    last = inspection.record.last_live
    taken = inspection.awaited.taken or (() if last is None else last.inputs)
    known = taken[-1].frame if taken else None
    if known is None or parameter_of(known) == parameter_of(frame):
        return False
    return (known.instrument, known.received_at) == (frame.instrument, frame.received_at)


def require_as_agreed(inspection: Inspection, box: BoxKey, frame: Frame) -> None:
    """Refuse a result of another parameter (`texture.other_parameter`, `texture.other_meaning`), or traced otherwise
    than agreed, or than those before it (`texture.other_trace`), where the program assists; elsewhere the record says
    it."""
    record = inspection.record
    characteristic, parameter, trace = record.characteristic(box.balloon), parameter_of(frame), trace_told(frame)
    if characteristic.kind is not Kind.ROUGHNESS:
        return
    if not wants(characteristic, parameter):
        raise _other_parameter(characteristic, frame, parameter)
    if standard := standard_of_its_own(frame):
        raise Refusal(
            "texture.other_meaning",
            instrument=frame.instrument,
            standard=standard.upper(),
            parameter=parameter,
            balloon=box.balloon,
        )
    view = view_of(record, box, [])
    wanted = None if view is None else view.trace or _told_before(inspection.awaited.taken)
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

    The measurements taken so far of a surface that were traced otherwise are kept as not taken: it is begun again.
    Refuses `texture.not_traced`, `texture.no_standard`, `texture.spacing`, and `texture.drawn` where the program
    assists.
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
    imposed = None if drawn is None or not record.options.assists else drawn.cut_off
    if imposed is not None and imposed != trace.cut_off:
        raise Refusal("texture.drawn", balloon=balloon, callout=found.callout.text, cut_off=imposed)
    drawn_balloon = found.drawn_balloon
    said = TraceDeclared(inspection.next_id, drawn_balloon, trace, inspection.operator, inspection.now(), spacing)
    proposal = _proposal(found, said)
    begins_again = _is_traced_otherwise(inspection, said)
    untold = _untold(record, drawn_balloon)
    inspection.write(said, *(_declared_late(one, before, said, proposal) for one, before in untold))
    if begins_again:
        inspection.abandon()
    inspection.publish_expected()


def recorded(inspection: Inspection, found: Measurement) -> list[Operation]:
    """How a roughness was traced, to be written with its value: as its tester says, else as it was declared."""
    record = inspection.record
    characteristic = record.characteristic(found.box.balloon)
    told = _told(found)
    said = next((given.frame for given, trace in zip(found.inputs, told, strict=True) if trace is not None), None)
    if not is_traced(characteristic) or (_standard(characteristic) is None and said is None):
        return []
    declared = record.traces.declared(characteristic.drawn_balloon)
    source, trace = _source(told, None if declared is None else declared.trace)
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


def _source(told: list[Trace | None], declared: Trace | None) -> tuple[TraceSource, Trace | None]:
    """Who says how a value was traced, of what its tester `told` of each measurement: one of them that is known is
    nothing of the others."""
    traces = [one or declared for one in told or [None]]
    known = [one for one in traces if one is not None]
    if any(not one.is_as(known[0]) for one in known):
        return TraceSource.MIXED, None
    if len(known) < len(traces):
        return TraceSource.UNKNOWN, None
    return TraceSource.TESTER if told and None not in told else TraceSource.DECLARED, traces[0]


def _told_before(taken: list[Input]) -> Trace | None:
    """What the tester said of the first of the measurements taken so far that it said anything of."""
    told = (trace_told(given.frame) for given in taken if given.frame is not None)
    return next((trace for trace in told if trace is not None), None)


def _is_traced_otherwise(inspection: Inspection, said: TraceDeclared) -> bool:
    """Whether a measurement taken so far, of the surface that is waited for, was traced otherwise than is now `said`:
    as its tester says, else as was declared before."""
    record, box = inspection.record, inspection.expected_box
    if box is None or record.characteristic(box.balloon).drawn_balloon != said.balloon:
        return False
    before = record.traces.declared(said.balloon)
    for given in inspection.awaited.taken:
        trace = None if given.frame is None else trace_told(given.frame)
        trace = trace or (None if before is None else before.trace)
        if trace is not None and not trace.is_as(said.trace):
            return True
    return False


def _untold(record: InspectionRecord, drawn_balloon: str) -> list[tuple[Measurement, TraceRecorded]]:
    """What was recorded of the values of a characteristic before anybody said how they were traced."""
    balloons = [one.balloon for one in record.characteristics if one.drawn_balloon == drawn_balloon]
    live = (one for balloon in balloons for piece in record.pieces for one in record.live(BoxKey(piece, balloon)))
    known = ((one, record.traces.of(one.id)) for one in live)
    return [(one, told) for one, told in known if told is not None and told.source is TraceSource.UNKNOWN]


def _declared_late(
    found: Measurement, before: TraceRecorded, said: TraceDeclared, proposal: Proposal | None
) -> TraceRecorded:
    """What is declared once the value is there: both stay in the journal."""
    source, trace = _source(_told(found), said.trace)
    return replace(before, id=said.id, source=source, trace=trace, proposal=proposal, by=said.by, at=said.at)


def _told(found: Measurement) -> list[Trace | None]:
    """What the tester said of each measurement under a value."""
    return [None if given.frame is None else trace_told(given.frame) for given in found.inputs]


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
