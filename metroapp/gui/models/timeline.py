"""The life of one record, operation by operation: made in the worker, from the record as archived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from metroapp.domain.acceptance import Verdict
from metroapp.domain.column_acts import ConstantVerified, PlateZero, ReferenceLost
from metroapp.domain.correction_proof import ProvenOffset
from metroapp.domain.file_source import file_of
from metroapp.domain.measurement import EntryId, Input, Measurement
from metroapp.domain.operations import TraceDeclared
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.tool_register import ToolRegister
from metroapp.gui.models.rows import Column, Row
from metroapp.gui.phrases import box_name
from metroapp.wording import columns, comparing, gestures, piece_sorts, results_taken, sweeps, textures
from metroapp.wording import corrections as corrected
from metroapp.wording import window as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import number, quantity
from metroapp.wording.objections import objections

if TYPE_CHECKING:
    from metroapp.archive.signatures import PostSignature

VERDICT_COLUMN = 3
COLUMNS = (
    Column(words.AT, width=84),
    Column(words.WHAT, width=222),
    Column(words.VALUE, width=130),
    Column(words.VERDICT, width=154),
    Column(words.INSTRUMENT, width=100),
    Column(words.ORIGIN, width=112),
    Column(words.WHO, width=136),
    Column(words.RAW),
)
_GLYPHS = {
    Verdict.CONFORMING: ("✓", "good"),
    Verdict.NONCONFORMING: ("✗", "bad"),
    Verdict.UNDECIDED: ("?", "warn"),
}


def timeline(
    record: InspectionRecord,
    signatures: Iterable[PostSignature] = (),
    corrections: Iterable[tuple[ToolRegister, Iterable[ProvenOffset]]] = (),
) -> list[Row]:
    """Every operation, every signature of the post, and what was typed in the registers of tools meanwhile, in the
    order of the journal."""
    rows = [*_rows(record), *map(_signed, signatures)]
    rows += [_corrected(register, one) for register, proven in corrections for one in proven]
    return [row for _, row in sorted(rows, key=lambda found: found[0].sequence)]


def _signed(signature: PostSignature) -> tuple[EntryId, Row]:
    said = words.POST_SIGNATURE_DETAIL.format(entries=signature.entries, key=signature.fingerprint)
    what = words.POST_SIGNATURE.format(post=signature.id.post)
    return signature.id, _row(signature.at, what, "", "", "", "", "", said)


def _corrected(register: ToolRegister, one: ProvenOffset) -> tuple[EntryId, Row]:
    """A correction, with what the next pieces say of it."""
    act, what = one.act, corrected.line(register)
    said = " ; ".join(filter(None, map(corrected.proof, one.proofs)))
    typed, outcome = corrected.as_typed(act.amount), corrected.OUTCOMES[one.outcome]
    return act.id, _row(act.at, what, typed, outcome, "", "", act.by, said)


def _rows(record: InspectionRecord) -> Iterator[tuple[EntryId, Row]]:
    for box in record.boxes():
        for measurement in record.history(box):
            yield measurement.id, _measured(record, measurement)
    for declared in record.declared_impossible:
        what, said = box_name(declared.box), label(BoxStatus.IMPOSSIBLE)
        yield declared.id, _row(declared.at, what, declared.reason, said, "", "", declared.by)
    for zero in record.zero_settings:
        what = words.ZERO_LINE.format(balloon=zero.balloon)
        value = quantity(zero.zero.quantity)
        yield (
            zero.id,
            _row(
                zero.at,
                what,
                value,
                "",
                zero.instrument,
                words.ON_STACK.format(certified=number(zero.certified)),
                zero.by,
                _raw(zero.zero),
            ),
        )
    yield from _comparators(record)
    yield from _columns(record)
    for trace in record.traces.events:
        if isinstance(trace, TraceDeclared):
            what = textures.DECLARED_OF.format(balloon=trace.balloon)
            yield trace.id, _row(trace.at, what, "", "", "", "", trace.by, textures.declared_words(trace))
    for granted in record.concessions:
        what = words.CONCESSION_DONE.format(piece=granted.piece, number=granted.number)
        why = words.CONCESSION_WHY.format(
            balloons=", ".join(granted.balloons), reason=granted.reason, granted_by=granted.granted_by
        )
        yield granted.id, _row(granted.at, what, "", "", "", "", granted.by, why)
    granted_by_id = {granted.id: granted for granted in record.concessions}
    for ended in record.ended_concessions:
        granted = granted_by_id[ended.concession]
        what = words.CONCESSION_ENDED.format(piece=granted.piece, number=granted.number)
        yield ended.id, _row(ended.at, what, "", "", "", "", ended.by, ended.reason)
    for gone in record.left.values():
        yield gone.id, _row(gone.at, piece_sorts.left(gone.piece, gone.departure), "", "", "", "", gone.by)
    yield from _gestures(record)
    if record.closing is not None:
        yield record.closing.id, _row(record.closing.at, words.CLOSING_LINE, "", "", "", "", record.closing.by)


def _comparators(record: InspectionRecord) -> Iterator[tuple[EntryId, Row]]:
    """Mountings proven and zeros read once more, with what these took back."""
    for proven in record.mountings_proven:
        what = comparing.PROVEN_LINE.format(balloon=proven.balloon)
        raw = "  ".join(map(_raw, proven.readings))
        said = comparing.mounting(proven.mounting)
        yield proven.id, _row(proven.at, what, said, "", proven.instrument, "", proven.by, raw)
    for found in record.rechecks:
        line = comparing.RECHECKED_LINE
        if found.has_drifted:
            line = comparing.LOST_LINE if found.reading is None else comparing.DRIFTED_LINE
        what, raw = line.format(balloon=found.balloon), "" if found.reading is None else _raw(found.reading)
        value = comparing.drift(found.drift) or found.reason
        yield found.id, _row(found.at, what, value, "", found.instrument, "", found.by, raw)


def _columns(record: InspectionRecord) -> Iterator[tuple[EntryId, Row]]:
    """Zeros on the plate, constants on their gauges, references lost."""
    for act in record.columns.acts:
        what, value, raw = columns.ZERO_LINE, "", ""
        match act:
            case PlateZero():
                value, raw = quantity(act.zero.quantity), "  ".join(map(_raw, act.readings))
            case ReferenceLost():
                what = columns.LOST_LINE.format(cause=label(act.cause))
            case ConstantVerified():
                what, raw = columns.verified_line(act), "  ".join(map(_raw, act.readings))
                value = act.reason if act.constant is None else number(act.constant)
        yield act.id, _row(act.at, what, value, "", act.instrument, "", act.by, raw)


def _gestures(record: InspectionRecord) -> Iterator[tuple[EntryId, Row]]:
    """What was done beside the values; each points at the value it is about."""
    boxes = {found.id: box_name(box) for box in record.boxes() for found in record.history(box)}
    for id, undone in record.cancelled.items():
        yield undone.id, _row(undone.at, gestures.CANCELLED_LINE.format(box=boxes[id]), "", "", "", "", undone.by)
    for id, confirmed in record.confirmed.items():
        what = gestures.CONFIRMED_LINE.format(box=boxes[id])
        yield confirmed.id, _row(confirmed.at, what, "", "", "", "", confirmed.by)
    for id, call in record.calls.items():
        yield call.id, _row(call.at, gestures.CALLED_LINE.format(box=boxes[id]), "", "", "", "", call.by)
    for id, visa in record.visas.items():
        why = gestures.VISA_BY.format(name=visa.granted_by)
        yield visa.id, _row(visa.at, gestures.VISA_LINE.format(box=boxes[id]), "", "", "", "", visa.by, why)
    if record.preparation is not None:
        done = record.preparation
        yield done.id, _row(done.at, gestures.PREPARED_LINE, "", "", "", "", done.by)
    for signed in record.approvals:
        why = gestures.APPROVED_BY.format(name=signed.granted_by)
        yield signed.id, _row(signed.at, gestures.APPROVED_LINE, "", "", "", "", signed.by, why)
    yield from _means(record, boxes)
    for swept in record.sweeps:
        what = sweeps.TIMELINE.format(box=boxes[swept.measurement])
        sweep = swept.sweep
        yield (
            swept.id,
            _row(swept.at, what, sweeps.extremes(sweep), "", sweep.instrument, "", swept.by, sweeps.detail(sweep)),
        )
    for taken in record.result_files:
        what = results_taken.TIMELINE.format(file=taken.file)
        yield taken.id, _row(taken.at, what, "", "", taken.instrument, "", taken.by, taken.digest)
    for dropped in record.dropped:
        what = gestures.DROPPED_LINE
        if dropped.box is not None:
            what = gestures.DROPPED_FROM.format(box=box_name(dropped.box))
        raw = repr(dropped.raw)[2:-1]
        yield dropped.id, _row(dropped.at, what, dropped.shown, "", dropped.instrument, "", dropped.by, raw)
    yield from _production(record)


def _means(record: InspectionRecord, boxes: dict[EntryId, str]) -> Iterator[tuple[EntryId, Row]]:
    """The means first used, with their fitness and what was said against them; those allowed, and why."""
    for chosen in record.means.chosen:
        what = gestures.MEANS_CHOSEN_LINE.format(box=boxes[chosen.measurement])
        fit = "" if chosen.fitness is None else label(chosen.fitness)
        against = objections(chosen.objections)
        yield chosen.id, _row(chosen.at, what, "", fit, chosen.instrument, "", chosen.by, against)
    for allowed in record.means.allowed:
        what = gestures.MEANS_ALLOWED_LINE.format(balloon=allowed.balloon)
        why = gestures.MEANS_ALLOWED_WHY.format(
            objections=objections(allowed.objections), reason=allowed.reason, name=allowed.granted_by
        )
        yield allowed.id, _row(allowed.at, what, "", "", allowed.instrument, "", allowed.by, why)


def _production(record: InspectionRecord) -> Iterator[tuple[EntryId, Row]]:
    """What happened at the machine, and the papers as last filled in."""
    for event in record.production:
        what = gestures.EVENT_LINE.format(kind=label(event.kind), after=event.after)
        yield event.id, _row(event.at, what, event.tool, "", "", "", event.by, event.text)
    for paper, what in ((record.follow_up, gestures.FOLLOW_UP_LINE), (record.set_up, gestures.SET_UP_LINE)):
        if paper is not None:
            yield paper.id, _row(paper.at, what, "", "", "", "", paper.by, paper.comment)


def _measured(record: InspectionRecord, measurement: Measurement) -> Row:
    what = box_name(measurement.box)
    if measurement.replaces is not None:
        what = words.RETAKE_LINE.format(box=what)
    if measurement.id in record.cancelled:
        what = gestures.CANCELLED_MARK.format(box=what)
    verdict = record.verdict_of(measurement)
    glyph, tint = _GLYPHS[verdict]
    value = (
        quantity(measurement.quantity) if measurement.quantity is not None else label(measurement.observation)  # type: ignore[arg-type]
    )
    origin = label(measurement.origin)
    if (source := file_of(measurement)) is not None:
        origin = words.WHY.format(what=origin, reason=results_taken.source_line(source))
    if measurement.reason:
        origin = words.WHY.format(what=origin, reason=measurement.reason)
    raw = "  ".join(text for text in map(_raw, measurement.inputs) if text)
    texts = (
        f"{measurement.at.astimezone():%H:%M:%S}",
        what,
        value,
        f"{glyph} {label(verdict)}",
        measurement.instrument or "",
        origin,
        measurement.by,
        raw,
    )
    return Row(texts, measurement, (VERDICT_COLUMN, tint))


def _row(
    at: datetime, what: str, value: str, verdict: str, instrument: str, origin: str, by: str, raw: str = ""
) -> Row:
    return Row((f"{at.astimezone():%H:%M:%S}", what, value, verdict, instrument, origin, by, raw))


def _raw(given: Input) -> str:
    """The frame as received, unprintable bytes escaped."""
    return repr(given.frame.raw)[2:-1] if given.frame is not None else ""
