"""What the acts of a fiche must prove, from the values of the records: measured again, and covered by a dérogation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from metroapp.domain.callout import Rule
from metroapp.domain.concession_files import ConcessionFile, Moment
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import REDONE, PieceReinspected, Treatment, TreatmentLine
from metroapp.domain.piece_places import first_raised, in_order, is_gone, last_place, same_piece
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Criticality
from metroapp.services import covering

Load = Callable[[EntryId], InspectionRecord]
Late = Callable[[int], frozenset[str]]  # the dérogations *avant réalisation* that came after a piece of the sheet
NONE_LATE: frozenset[str] = frozenset()


def require_unknown(sheets: Iterable[Nonconformity], measurements: Iterable[EntryId]) -> None:
    """Refuse (`nonconformity.already_raised`) a value that an open sheet is about."""
    wanted = set(measurements)
    for sheet in sheets:
        same = [one.box for one in sheet.raised.findings if one.measurement in wanted]
        if sheet.is_open and same:
            raise Refusal(
                "nonconformity.already_raised", number=sheet.number, piece=same[0].piece, balloon=same[0].balloon
            )


def reinspection(
    sheet: Nonconformity, piece: int, measured: InspectionRecord, measured_as: int, load: Load,
    others: Iterable[Nonconformity], by: str, at: datetime, late: frozenset[str] = NONE_LATE,
) -> PieceReinspected:  # fmt: skip
    """A piece as it was measured again since it was to be reworked: every box that was bad has a later value.

    A repair may come before its decision, which names the dérogation of what it gave: its values are later than the
    sheet. `late`: the dérogations *avant réalisation* that came after the piece. Refuses
    `nonconformity.not_measured_again`, `.other_part`, `.own_piece`, `.another_piece`, `.simulated`, `piece.left`,
    `piece.left_elsewhere`, and as `Nonconformity.require_redone` and `InspectionRecord.require_box`.
    """
    line, decision, raised, known = sheet.require_redone(piece), sheet.decision, sheet.raised, tuple(others)
    assert decision is not None
    _require_same(sheet, piece, measured, measured_as, load, known)
    require_here(known, (raised.record, piece), load)
    since = raised.id if line.treatment is Treatment.REPAIR else decision.id
    bad = [finding for finding in raised.findings if finding.box.piece == piece]
    after = []
    for one in bad:
        box = one.box._replace(piece=measured_as)
        measured.require_box(box)
        found = measured.measurement(box)
        if found is None or found.id.sequence <= since.sequence:
            raise Refusal("nonconformity.not_measured_again", piece=piece, balloon=box.balloon)
        after.append(found.id)
    measured.require_present(measured_as)
    before = tuple(one.measurement for one in bad)
    return PieceReinspected(
        EntryId("", 0), sheet.number, piece, measured.header.id, measured_as, before, tuple(after),
        _is_good(measured, measured_as, line, late), by, at,
    )  # fmt: skip


def _require_same(
    sheet: Nonconformity, piece: int, measured: InspectionRecord, measured_as: int, load: Load,
    others: Iterable[Nonconformity],
) -> None:  # fmt: skip
    """Refuse what cannot be the same piece."""
    own, where = sheet.raised.record, measured.header.id
    if where == own and measured_as != piece:
        raise Refusal("nonconformity.own_piece", piece=piece)
    if covering.part_key(measured) != covering.part_key(load(own)):
        raise Refusal("nonconformity.other_part", record=measured.header.number)
    if where != own and covering.is_simulated(measured, measured_as) != covering.is_simulated(load(own), piece):
        raise Refusal("nonconformity.simulated", piece=piece, record=measured.header.number)
    if (where, measured_as) == (own, piece):
        return
    taken = {
        (one.raised.record, named)
        for one in others
        if where != one.raised.record and (named := one.places.get((where, measured_as))) is not None
    }
    if taken - {(own, piece)}:
        raise Refusal("nonconformity.another_piece", piece=measured_as, record=measured.header.number)


def require_here(sheets: tuple[Nonconformity, ...], place: tuple[EntryId, int], load: Load) -> None:
    """Refuse (`piece.left_elsewhere`) a piece that left from a place where it was measured."""
    for other, piece in sorted(same_piece(sheets, place)):
        record = load(other)
        left = record.left.get(piece)
        if left is not None and is_gone(sheets, place, left):
            raise Refusal(
                "piece.left_elsewhere",
                piece=place[1], departure=left.departure, record=record.header.number, measured_as=piece,
            )  # fmt: skip


def late_permits(
    sheets: Iterable[Nonconformity], files: Iterable[ConcessionFile], place: tuple[EntryId, int]
) -> frozenset[str]:
    """The dérogations *avant réalisation* activated once a fiche was about the piece of a place: it was made before
    them, wherever it is measured."""
    before = [one for one in files if one.request.moment is Moment.BEFORE_PRODUCTION]
    first = first_raised(sheets, place) if before else None
    if first is None:
        return NONE_LATE
    return frozenset(
        one.number for one in before if one.activation is not None and in_order(one.activation.id) > in_order(first)
    )


def _is_good(record: InspectionRecord, piece: int, line: TreatmentLine, late: frozenset[str] = NONE_LATE) -> bool:
    """Whether a piece reworked conforms, or one repaired is accepted by what its treatment names."""
    if record.disposition(piece) is Disposition.CONFORMING:
        return True
    if line.treatment is not Treatment.REPAIR or not covering.is_complete(record, piece):
        return False
    if line.concession.strip() in late:
        return False
    if line.concession.strip():
        return record.disposition(piece) is Disposition.CONCESSION and piece in record.standing(line.concession.strip())
    bad = (box.balloon for box in record.boxes_of(piece) if record.status(box) is BoxStatus.NONCONFORMING)
    return line.function_unaltered and all(_is_general(record, balloon) for balloon in bad)


def beyond_general_tolerance(record: InspectionRecord, sheet: Nonconformity) -> bool:
    """Whether what a sheet names is beyond a general tolerance alone: *fonction non altérée* may then be a ground
    (ISO 2768-1:1989, annex A)."""
    return all(_is_general(record, finding.box.balloon) for finding in sheet.raised.findings)


def _is_general(record: InspectionRecord, balloon: str) -> bool:
    return record.characteristic(balloon).callout.derivation.rule is Rule.GENERAL


def require_covered(
    sheet: Nonconformity, lines: Iterable[TreatmentLine], load: Load, *, safety_allowed: bool, at_the_end: bool = False,
    late: Late = lambda _piece: NONE_LATE,
) -> None:  # fmt: skip
    """Refuse a treatment that the values do not allow: `nonconformity.not_covered` (a piece that its dérogation does
    not cover, all of it; `late`: those that came after the piece), `nonconformity.not_general` (an unaltered function
    beyond another tolerance), `concession_file.safety` (an unaltered function on a characteristic of safety, where the
    workshop does not allow it).

    What is repaired is covered once it is: `at_the_end`, when the sheet is closed.
    """
    for line in lines:
        if not line.treatment.needs_concession:
            continue
        if line.concession.strip():
            if at_the_end or line.treatment is Treatment.USE_AS_IS:
                _require_cover(sheet, line, load, late)
            continue
        record = load(sheet.raised.record)
        if not beyond_general_tolerance(record, sheet):
            raise Refusal("nonconformity.not_general", treatment=line.treatment)
        if not safety_allowed:
            _require_no_safety(record, sheet, line)


def _require_no_safety(record: InspectionRecord, sheet: Nonconformity, line: TreatmentLine) -> None:
    """An unaltered function is decided as a dérogation is."""
    for one in sheet.raised.findings:
        is_safety = record.characteristic(one.box.balloon).criticality is Criticality.SAFETY
        if is_safety and one.box.piece in line.pieces:
            raise Refusal("concession_file.safety", balloon=one.box.balloon)


def _require_cover(sheet: Nonconformity, line: TreatmentLine, load: Load, late: Late) -> None:
    number = line.concession.strip()
    for piece in line.pieces:
        record, there = last_place([sheet], (sheet.raised.record, piece))
        if piece not in sheet.scrapped and not _covers(load(record), there, number, late(piece)):
            raise Refusal("nonconformity.not_covered", piece=piece, number=number)


def _covers(record: InspectionRecord, piece: int, number: str, late: frozenset[str]) -> bool:
    """Whether a dérogation covers a piece, all of it, or nothing of it is to be covered any more."""
    disposition = record.disposition(piece)
    is_covered = disposition is Disposition.CONCESSION and piece in record.standing(number) and number not in late
    return is_covered or disposition is Disposition.CONFORMING


def require_still_good(sheet: Nonconformity, load: Load, late: Late) -> None:
    """Refuse (`nonconformity.bad_again`) to close on a piece that was measured again since it was found good, and is
    good no more where it was measured last."""
    for line in () if sheet.decision is None else sheet.decision.lines:
        for piece in line.pieces if line.treatment in REDONE else ():
            id, there = last_place([sheet], (sheet.raised.record, piece))
            record = load(id)
            if piece not in sheet.scrapped and not _is_good(record, there, line, late(piece)):
                raise Refusal("nonconformity.bad_again", piece=piece, record=record.header.number)
