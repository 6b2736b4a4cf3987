"""What a record holds beside its values, as JSON: how it is filled, who confirmed and signed what, the series."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol

from forms.json_values import code, decimal, time
from metroapp.domain.declarations import BoxDeclared, Declaration, DoubtNoted, MeansDeclared, PieceDeclared
from metroapp.domain.examination import Examination
from metroapp.domain.means_choice import MeansAllowed, MeansChosen
from metroapp.domain.means_objections import Objection
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.operations import (
    Approval,
    Call,
    DroppedReading,
    ResultsTaken,
    SweepRecorded,
    TemperatureTaken,
    TraceDeclared,
    Visa,
)
from metroapp.domain.production import FollowUp, ProductionEvent, SetUpSheet, ToolLine
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions


def gestures(shown: InspectionRecord) -> dict[str, Any]:
    """The keys of a record that its gestures add; a list in the order of the journal, null for what was not done."""
    return {
        "options": _options(shown.options),
        "calls": [_call(one) for one in sorted(shown.calls.values(), key=lambda call: call.id.sequence)],
        "visas": [_visa(one) for one in sorted(shown.visas.values(), key=lambda visa: visa.id.sequence)],
        "dropped_readings": [_dropped(one) for one in shown.dropped],
        "sweeps": [_sweep(one) for one in shown.sweeps],
        "ended_concessions": [
            {"concession": str(one.concession), "reason": one.reason, **_stamp(one)} for one in shown.ended_concessions
        ],
        "left": [
            {"piece": one.piece, "departure": code(one.departure), **_stamp(one)}
            for one in sorted(shown.left.values(), key=lambda left: left.id.sequence)
        ],
        "result_files": [_results(one) for one in shown.result_files],
        "temperatures": [_temperature(one) for one in shown.temperatures],
        "traces_declared": [_trace(one) for one in shown.traces.events if isinstance(one, TraceDeclared)],
        "means_chosen": [_chosen(one) for one in shown.means.chosen],
        "means_allowed": [_allowed(one) for one in shown.means.allowed],
        "production_events": [_production_event(one) for one in shown.production],
        "follow_up": None if shown.follow_up is None else _follow_up(shown.follow_up),
        "set_up": None if shown.set_up is None else _set_up(shown.set_up),
        "preparation": None if shown.preparation is None else _stamp(shown.preparation),
        "datums_set": [
            {"piece": one.box.piece, "balloon": one.box.balloon, "datums": list(one.datums), **_stamp(one)}
            for one in shown.datums.declared
        ],
        "approval": None if shown.approval is None else _approval(shown.approval),
        "approvals": [_approval(one) for one in shown.approvals],  # all; `approval` is the one that still stands
        "declarations": [_declaration(one) for one in shown.declarations.events],
        "modification": None if shown.modification is None else _modification(shown.modification),
    }


def of_reading(shown: InspectionRecord, id: EntryId) -> dict[str, Any]:
    """What was done about one reading: a cancelled one is kept, and never decides."""
    return {"cancelled": id in shown.cancelled, "confirmed": id in shown.confirmed}


def _options(options: RecordOptions) -> dict[str, Any]:
    return {
        "order": code(options.order),
        "cleaning": options.cleaning,
        "approval": code(options.approval),
        "asks": options.asks,
        "concordant": options.concordant,
        "widens": options.widens,
        "minutes": options.minutes,
        "comparing": asdict(options.comparing),
        "column": asdict(options.column),
        "assists": options.assists,
        "offers_corrections": options.offers_corrections,
        "texture_standard": code(options.texture),
        "examination": None if options.examination is None else _examination(options.examination),
    }


def _examination(of: Examination) -> dict[str, Any]:
    return {
        "session": of.session,
        "candidate": of.candidate,
        "phase": of.phase,
        "aids": [code(aid) for aid in of.aids],
    }


def _declaration(said: Declaration) -> dict[str, Any]:
    """`kind` says which of the others are there: means, box, piece, doubt."""
    match said:
        case MeansDeclared():
            return {"kind": "means", "balloon": said.balloon, "instrument": said.instrument, **_stamp(said)}
        case BoxDeclared():
            about = {"reading": str(said.about), "conforming": said.is_conforming}
            return {"kind": "box", **_box(said.box), **about, **_stamp(said)}
        case PieceDeclared():
            return {"kind": "piece", "piece": said.piece, "disposition": code(said.disposition), **_stamp(said)}
        case DoubtNoted():
            return {"kind": "doubt", "reading": str(said.measurement), "doubt": code(said.doubt), **_stamp(said)}


def _modification(event: SpecificationModified) -> dict[str, Any]:
    """The characteristics of the record say both specifications: those after it bear its mark."""
    return {
        "mark": event.mark,
        "after": event.after,
        "reason": event.reason,
        "granted_by": event.granted_by,
        **_stamp(event),
    }


def _call(call: Call) -> dict[str, Any]:
    return {"reading": str(call.about), **_stamp(call)}


def _visa(visa: Visa) -> dict[str, Any]:
    return {"reading": str(visa.accepts), "granted_by": visa.granted_by, **_stamp(visa)}


def _approval(approval: Approval) -> dict[str, Any]:
    return {"granted_by": approval.granted_by, **_stamp(approval)}


def _dropped(dropped: DroppedReading) -> dict[str, Any]:
    """`piece`, `balloon` and `box` say where it would have gone: all null for a reading that had no box yet."""
    return {
        "instrument": dropped.instrument,
        "shown": dropped.shown,
        "raw": dropped.raw.hex(),
        **_box(dropped.box),
        **_stamp(dropped),
    }


def _results(taken: ResultsTaken) -> dict[str, Any]:
    """A file whose values were taken; `profile` is how its lines were read, null for a format that says it itself."""
    return {
        "file": taken.file,
        "sha256": taken.digest,
        "format": taken.format,
        "instrument": taken.instrument,
        "profile": taken.profile or None,
        **_stamp(taken),
    }


def _temperature(taken: TemperatureTaken) -> dict[str, Any]:
    """Degrees Celsius; `corrects`: the lengths measured after it were brought back to 20 °C."""
    return {
        "part": str(taken.part),
        "room": str(taken.room),
        "half_width": str(taken.half_width),
        "material": code(taken.material),
        "corrects": taken.corrects,
        **_stamp(taken),
    }


def _trace(declared: TraceDeclared) -> dict[str, Any]:
    """How the roughness tester was said to be set, millimetres; `spacing` of a periodic profile, or the feed."""
    return {
        "balloon": declared.balloon,
        "cut_off": decimal(declared.trace.cut_off),
        "sampling_lengths": declared.trace.sampling_lengths,
        "evaluation_length": decimal(declared.trace.length),
        "spacing": decimal(declared.spacing),
        **_stamp(declared),
    }


def _sweep(recorded: SweepRecorded) -> dict[str, Any]:
    """`gives` is what its reading took of it; `values` and `at_ms` are its samples, ms since the first one."""
    sweep = recorded.sweep
    return {
        "reading": str(recorded.measurement),
        "gives": code(recorded.gives),
        "instrument": sweep.instrument,
        "unit": code(sweep.unit),
        "count": sweep.count,
        "duration_ms": sweep.duration,
        "maximum": decimal(sweep.maximum),
        "minimum": decimal(sweep.minimum),
        "difference": decimal(sweep.difference),
        "mean": decimal(sweep.mean),
        "values": [decimal(value) for value in sweep.values],
        "at_ms": list(sweep.offsets),
        **_stamp(recorded),
    }


def _chosen(chosen: MeansChosen) -> dict[str, Any]:
    """`reading` is the first value that it gave so; `refused_for` what was said against it, allowed or not."""
    return {
        "reading": str(chosen.measurement),
        "balloon": chosen.balloon,
        "instrument": chosen.instrument,
        "fit": code(chosen.fitness),
        "refused_for": [_objection(one) for one in chosen.objections],
        **_stamp(chosen),
    }


def _allowed(allowed: MeansAllowed) -> dict[str, Any]:
    return {
        "balloon": allowed.balloon,
        "instrument": allowed.instrument,
        "refused_for": [_objection(one) for one in allowed.objections],
        "reason": allowed.reason,
        "granted_by": allowed.granted_by,
        **_stamp(allowed),
    }


def _objection(said: Objection) -> dict[str, Any]:
    """Sizes in millimetres."""
    return {
        "ground": code(said.ground),
        "due": None if said.due is None else said.due.isoformat(),
        "means": code(said.means),
        "size": decimal(said.size),
        "end": decimal(said.end),
        "text": said.text or None,
    }


def _box(box: BoxKey | None) -> dict[str, Any]:
    if box is None:
        return {"piece": None, "balloon": None, "box": None}
    return {"piece": box.piece, "balloon": box.balloon, "box": box.code.value or None}


def _production_event(event: ProductionEvent) -> dict[str, Any]:
    return {
        "kind": code(event.kind),
        "after": event.after,
        "tool": event.tool or None,
        "text": event.text or None,
        **_stamp(event),
    }


def _follow_up(filled: FollowUp) -> dict[str, Any]:
    return {
        "launched": filled.launched,
        "good": filled.good,
        "nonconforming": filled.nonconforming,
        "scrap": filled.scrap,
        "set_up_minutes": filled.set_up_minutes,
        "machining_minutes": filled.machining_minutes,
        "comment": filled.comment or None,
        **_stamp(filled),
    }


def _set_up(sheet: SetUpSheet) -> dict[str, Any]:
    """Tool geometry in millimetres, as the machine shows it."""
    return {
        "program": sheet.program or None,
        "program_revision": sheet.program_revision or None,
        "origins": sheet.origins or None,
        "clamping": sheet.clamping or None,
        "comment": sheet.comment or None,
        "tools": [_tool(tool) for tool in sheet.tools],
        **_stamp(sheet),
    }


def _tool(line: ToolLine) -> dict[str, Any]:
    return {
        "tool": line.tool,
        "offset": line.offset or None,
        "designation": line.designation or None,
        "gauge_x": decimal(line.gauge_x),
        "gauge_z": decimal(line.gauge_z),
        "nose_radius": decimal(line.nose_radius),
    }


class Stamped(Protocol):
    """What somebody did at some time."""

    @property
    def by(self) -> str: ...

    @property
    def at(self) -> datetime: ...


def _stamp(event: Stamped) -> dict[str, Any]:
    return {"by": event.by, "at": time(event.at)}
