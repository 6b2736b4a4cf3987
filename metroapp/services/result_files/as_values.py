"""What the values of a file would be in the open record: line by line, where each goes, what disagrees, what is left
out and why. Nothing is recorded here, and nothing is guessed: what is only likely waits for somebody to say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Callout
from metroapp.domain.file_source import FileSource, file_of
from metroapp.domain.machine_results import Asks, Flaw, LeftOut
from metroapp.domain.means_objections import Objection
from metroapp.domain.measurement import BoxKey, Frame, Input, Measurement, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.plausibility import Doubt, doubt_about
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import BoxCode, Characteristic, Means, Procedure
from metroapp.domain.uncertainty import standard_uncertainty
from metroapp.services import readings_needed as needed
from metroapp.services.result_files.links import has_other_limits, has_other_nominal, linked_to
from metroapp.services.result_files.opened_file import OpenedResults
from metroapp.services.result_files.results import FileValue

if TYPE_CHECKING:
    from metroapp.services.inspection import Inspection


MOST_VALUES = 2000  # of one file: readings wait while they are recorded, some milliseconds each


@dataclass(frozen=True, slots=True)
class PlannedValue:
    """One value of the file. `left` is None for one that can be recorded, at once or (`asks`) once somebody said so."""

    said: FileValue
    box: BoxKey | None = None
    quantity: Quantity | None = None  # in the unit in which the record reads
    left: Flaw | LeftOut | None = None
    asks: tuple[Asks, ...] = ()
    doubt: Doubt | None = None
    objections: tuple[Objection, ...] = ()
    verdict: Verdict | None = None  # ours, of this value
    required: Callout | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it can be recorded without another word."""
        return self.left is None and not self.asks

    @property
    def differs(self) -> bool:
        """Whether the file calls it good and the record does not, or the reverse: the record decides."""
        return self.verdict is not None and self.said.meant is not None and self.verdict is not self.said.meant


@dataclass(frozen=True, slots=True)
class Plan:
    """Every line of a file, in its order. `pieces`: those that the file says by itself; `other_part`: the part that it
    names, where that is not the one of the record."""

    opened: OpenedResults
    instrument: str
    piece: int | None
    pieces: tuple[str, ...]
    values: tuple[PlannedValue, ...]
    other_part: str = ""

    @property
    def ready(self) -> tuple[PlannedValue, ...]:
        return tuple(one for one in self.values if one.is_ready)

    @property
    def asking(self) -> tuple[PlannedValue, ...]:
        return tuple(one for one in self.values if one.left is None and one.asks)

    @property
    def left_out(self) -> tuple[PlannedValue, ...]:
        return tuple(one for one in self.values if one.left is not None)


def plan(
    inspection: Inspection,
    opened: OpenedResults,
    instrument: str,
    piece: int | None,
    links: Mapping[str, str],
    elsewhere: list[str],
) -> Plan:
    """`links`: labels of the file that somebody linked to balloons; `elsewhere`: records that have its values.

    Refuses `results.too_many_values`, `results.other_piece` (the file says another one), `results.unknown_piece`,
    `results.unknown_link`, `results.taken_elsewhere`, `results.taken_for_other_piece`, `results.taken`: a file serves
    once.
    """
    record = inspection.record
    record.require_open()
    if len(opened.file.values) > MOST_VALUES:
        raise Refusal("results.too_many_values", file=opened.name, most=MOST_VALUES)
    others = tuple(one for one in elsewhere if one != record.header.number)
    if others:
        raise Refusal("results.taken_elsewhere", file=opened.name, records=others)
    balloons = {one.balloon.casefold(): one.balloon for one in record.characteristics}
    if wrong := [one for one in links.values() if one.casefold() not in balloons]:
        raise Refusal("results.unknown_link", balloon=wrong[0])
    linked = {label.casefold(): balloons[one.casefold()] for label, one in links.items()}
    pieces = _pieces(record, opened, piece)
    unsaid = LeftOut.NO_PIECE if piece is None and len(pieces) < 2 else LeftOut.SEVERAL_PIECES
    found = [
        _planned(inspection, opened, instrument, one, pieces.get(one.piece), linked, unsaid)
        for one in opened.file.values
    ]
    _require_not_taken(record, opened, piece, found)
    values = tuple(_as_a_whole(_once_a_box(found)))
    return Plan(opened, instrument, piece, _said_pieces(opened), values, _other_part(record, opened))


def machines(record: InspectionRecord) -> list[str]:
    """The measuring machines of the register."""
    kinds = Means.CMM.instrument_kinds
    return [one.number for one in record.instruments.values() if one.kind in kinds]


def machine(record: InspectionRecord, number: str = "") -> str:
    """The machine that measured: the one named, else the only one. Refuses `results.no_machine`,
    `results.which_machine`, `results.not_a_machine`."""
    known = machines(record)
    if number:
        for one in known:
            if one.casefold() == number.strip().casefold():
                return one
        raise Refusal("results.not_a_machine", instrument=number, known=tuple(known))
    if not known:
        raise Refusal("results.no_machine")
    if len(known) > 1:
        raise Refusal("results.which_machine", known=tuple(known))
    return known[0]


def source(opened: OpenedResults, one: FileValue) -> FileSource:
    """Where a value of the file stands."""
    return FileSource(opened.digest, opened.name, one.line)


def measurement(inspection: Inspection, plan: Plan, planned: PlannedValue, reason: str = "") -> Measurement:
    """The value as it would be recorded now. A machine gives its results as such, at 20 °C: they are not corrected."""
    box, quantity, record = planned.box, planned.quantity, inspection.record
    assert box is not None and quantity is not None
    frame = _frame(inspection, plan.opened, plan.instrument, planned.said)
    inputs = (Input(Role.READING, quantity, frame),)
    last = record.measurement(box)
    characteristic = record.characteristic(box.balloon)
    return Measurement(
        id=inspection.next_id,
        box=box,
        quantity=quantity,
        observation=None,
        origin=Origin.FILE,
        instrument=plan.instrument,
        by=inspection.operator,
        at=inspection.now(),
        inputs=inputs,
        reason=reason,
        replaces=None if last is None else last.id,
        uncertainty=standard_uncertainty(characteristic, inputs, plan.instrument, record.instruments),
    )


def _frame(inspection: Inspection, opened: OpenedResults, instrument: str, one: FileValue) -> Frame:
    return Frame(instrument, one.raw.encode(), inspection.now(), source(opened, one).flags)


# -- pieces and boxes -------------------------------------------------------------------------------------------------


def _said_pieces(opened: OpenedResults) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.piece for one in opened.file.values if one.piece_is_said and one.flaw is None))


def _pieces(record: InspectionRecord, opened: OpenedResults, piece: int | None) -> dict[str, int | None]:
    """The pieces of the record by what the file calls them.

    What is no number of a piece of the record, a serial number for one, is the piece that somebody said, where the file
    has no other; several unnumbered ones are nobody's.
    """
    if piece is not None and piece not in record.pieces:
        raise Refusal("results.unknown_piece", piece=piece, pieces=len(record.pieces))
    said = _said_pieces(opened)
    names = {one.piece for one in opened.file.values if one.flaw is None}
    if len(names) > 1 or said:
        numbered = {name: int(name) for name in said if name.isascii() and name.isdigit() and len(name) < 10}
        inside = {name: number if number in record.pieces else None for name, number in numbered.items()}
        if piece is not None and (other := [name for name, one in inside.items() if one not in (piece, None)]):
            raise Refusal("results.other_piece", piece=piece, said=tuple(other))
        only = piece if len(names) == 1 else None
        return {name: inside.get(name) or only for name in names}
    return dict.fromkeys(names, piece)


def _planned(
    inspection: Inspection,
    opened: OpenedResults,
    instrument: str,
    said: FileValue,
    piece: int | None,
    linked: Mapping[str, str],
    unsaid: LeftOut,
) -> PlannedValue:
    if said.flaw is not None:
        return PlannedValue(said, left=said.flaw)
    if said.characteristic.is_observed:
        return PlannedValue(said, left=LeftOut.SEEN)
    if said.value is None:
        return PlannedValue(said, left=Flaw.EMPTY)
    record = inspection.record
    characteristic, is_sure = linked_to(record, said.characteristic, linked)
    if characteristic is None:
        return PlannedValue(said, left=LeftOut.UNLINKED)
    found = PlannedValue(said, required=characteristic.callout)
    if piece is None:
        return replace(found, left=LeftOut.OTHER_PIECE if said.piece_is_said else unsaid)
    box = BoxKey(piece, characteristic.balloon)
    found = replace(found, box=box)
    if BoxCode.SINGLE not in characteristic.boxes:
        return replace(found, left=LeftOut.SEEN)
    left, against = _hindrance(inspection, characteristic, box, instrument)
    if left is not None:
        return replace(found, left=left, objections=against)
    return _measured(inspection, opened, found, characteristic, instrument, is_sure=is_sure)


def _hindrance(
    inspection: Inspection, characteristic: Characteristic, box: BoxKey, instrument: str
) -> tuple[LeftOut | None, tuple[Objection, ...]]:
    """What stops any value of the machine for this box now."""
    record = inspection.record
    match characteristic.procedure_of(box.code):
        case Procedure.OBSERVATION:
            return LeftOut.SEEN, ()
        case Procedure.DIRECT:
            pass
        case _:
            return LeftOut.PROCEDURE, ()
    if box.piece in record.left:
        return LeftOut.GONE, ()
    if record.gate(box, answered=True) is not None:
        return LeftOut.GATE, ()
    standing = inspection.means.standing(box, instrument)
    fits = any(one.number == instrument for one in inspection.means.fitting(box))
    if not fits or (standing and record.options.assists):
        return LeftOut.MEANS, standing
    return None, ()


def _measured(
    inspection: Inspection,
    opened: OpenedResults,
    found: PlannedValue,
    characteristic: Characteristic,
    instrument: str,
    *,
    is_sure: bool,
) -> PlannedValue:
    """With its value in the unit of the record, its verdict, and what somebody must say yes to."""
    said, box, record, callout = found.said, found.box, inspection.record, characteristic.callout
    assert box is not None and said.value is not None
    unit = said.characteristic.unit
    if unit is None:
        return replace(found, left=LeftOut.UNIT)
    try:
        quantity = Quantity(said.value, unit).to(callout.reading_unit)
        needed.require_possible(characteristic, quantity.value)
    except Refusal as refusal:
        is_negative = refusal.message.code == "reading.negative_size"
        return replace(found, left=LeftOut.NEGATIVE if is_negative else LeftOut.UNIT)
    found = replace(found, quantity=quantity)
    live = record.live(box)
    if any(one.origin is Origin.FILE and (at := file_of(one)) and at.digest == opened.digest for one in live):
        return replace(found, left=LeftOut.TAKEN)
    doubt = doubt_about(quantity.value, callout)
    asks = [Asks.LINK] if not is_sure else []
    asks += [Asks.NOMINAL] if has_other_nominal(callout, said.characteristic) else []
    asks += [Asks.LIMITS] if has_other_limits(callout, said.characteristic) else []
    asks += [Asks.PIECE] if said.piece_is_said and said.piece != str(box.piece) else []
    asks += [Asks.PART] if _other_part(record, opened) else []
    asks += [Asks.DOUBT] if doubt is not None else []
    again = inspection.awaited.box == box and bool(inspection.awaited.reason)
    asks += [Asks.MEASURED] if live and not again and not record.is_void(live[-1]) else []
    asks += [Asks.IMPOSSIBLE] if record.impossible(box) is not None else []
    provisional = measurement(inspection, Plan(opened, instrument, box.piece, (), ()), found)
    verdict = record.decide(provisional)
    asks += [Asks.OPINION] if (verdict, said.meant) == (Verdict.CONFORMING, Verdict.NONCONFORMING) else []
    return replace(found, asks=tuple(asks), doubt=doubt, verdict=verdict)


def _other_part(record: InspectionRecord, opened: OpenedResults) -> str:
    """The part that the file names; empty where it names none, or the one of the record."""
    said = opened.file.header.get("part", "").strip()
    return "" if said.casefold() == record.header.part.reference.strip().casefold() else said


# -- the file as a whole ----------------------------------------------------------------------------------------------


def _as_a_whole(found: list[PlannedValue]) -> list[PlannedValue]:
    """What a line cannot say alone: a file read by the wrong column has only nominal sizes, one of another part or unit
    is mostly not as the record."""
    kept = [one for one in found if one.left is None]
    sizes = [one for one in kept if one.required is not None and one.required.nominal]
    is_exact = len(sizes) > 1 and all(map(_is_nominal, sizes))
    strange = [one for one in kept if {Asks.NOMINAL, Asks.DOUBT} & set(one.asks)]
    is_strange = len(kept) > 1 and 2 * len(strange) >= len(kept)
    also = (*([Asks.EXACT] if is_exact else []), *([Asks.FILE] if is_strange else []))
    return [replace(one, asks=(*one.asks, *also)) if also and one.left is None else one for one in found]


def _is_nominal(one: PlannedValue) -> bool:
    assert one.required is not None and one.quantity is not None
    return one.quantity.value == one.required.in_reading_unit(one.required.nominal)


# -- once -------------------------------------------------------------------------------------------------------------


def _once_a_box(found: list[PlannedValue]) -> list[PlannedValue]:
    """Of lines that say the same value of the same box, the first one; of lines that say several, none."""
    sizes: dict[BoxKey, set[Quantity | None]] = {}
    for one in found:
        if one.left is None and one.box is not None:
            sizes.setdefault(one.box, set()).add(one.quantity)
    kept, seen = list[PlannedValue](), set[BoxKey]()
    for one in found:
        if one.left is not None or one.box is None:
            kept.append(one)
            continue
        left = LeftOut.TWICE if len(sizes[one.box]) > 1 else LeftOut.SAME_LINE if one.box in seen else None
        kept.append(replace(one, left=left))
        seen.add(one.box)
    return kept


def _require_not_taken(
    record: InspectionRecord, opened: OpenedResults, piece: int | None, found: list[PlannedValue]
) -> None:
    before = sorted({box.piece for box in _taken_from(record, opened.digest)})
    if not before:
        return
    if piece is not None and piece not in before and not _said_pieces(opened):
        raise Refusal("results.taken_for_other_piece", file=opened.name, piece=piece, before=tuple(before))
    if not any(one.left in (None, LeftOut.NO_PIECE) for one in found):
        raise Refusal("results.taken", file=opened.name, number=record.header.number, pieces=tuple(before))


def _taken_from(record: InspectionRecord, digest: str) -> list[BoxKey]:
    return [
        box
        for box in record.boxes()
        for one in record.live(box)
        if one.origin is Origin.FILE and (at := file_of(one)) is not None and at.digest == digest
    ]
