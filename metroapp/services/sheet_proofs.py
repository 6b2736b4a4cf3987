"""What the acts of a fiche must prove, from the values of the records: measured again, covered by what lets it go, and
what may leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from metroapp.domain.callout import Rule
from metroapp.domain.held_pieces import Lots, forgotten, held_back, last_treatment, others_held
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import GIVEN_UP, PieceReinspected, Treatment, TreatmentLine
from metroapp.domain.operations import Departure
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Criticality
from metroapp.domain.unaltered_function import accepting
from metroapp.services import covering

Load = Callable[[EntryId], InspectionRecord]


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
    others: Iterable[Nonconformity], by: str, at: datetime,
) -> PieceReinspected:  # fmt: skip
    """A piece as it was measured again since it was to be reworked: every box that was bad has a later value.

    A repair may come before its decision, which names the dérogation of what it gave: its values are later than the
    sheet. Refuses `nonconformity.not_measured_again`, `.other_part`, `.own_piece`, `.another_piece`, `piece.left`, and
    as `Nonconformity.require_redone` and `InspectionRecord.require_box`.
    """
    line, decision, raised = sheet.require_redone(piece), sheet.decision, sheet.raised
    assert decision is not None
    _require_same(sheet, piece, measured, measured_as, load, others)
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
        _is_good(measured, measured_as, line), by, at,
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
    taken = {
        (one.raised.record, named)
        for one in others
        if where != one.raised.record and (named := one.places.get((where, measured_as))) is not None
    }
    if taken - {(own, piece)}:
        raise Refusal("nonconformity.another_piece", piece=measured_as, record=measured.header.number)


def _is_good(record: InspectionRecord, piece: int, line: TreatmentLine) -> bool:
    """Whether a piece reworked conforms, or one repaired is accepted by what its treatment names."""
    if record.disposition(piece) is Disposition.CONFORMING:
        return True
    if line.treatment is not Treatment.REPAIR or not covering.is_complete(record, piece):
        return False
    if line.concession:
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
    sheet: Nonconformity, lines: Iterable[TreatmentLine], load: Load, *, safety_allowed: bool, at_the_end: bool = False
) -> None:
    """Refuse a treatment that the values do not allow: `nonconformity.not_covered` (a piece that its dérogation does
    not cover), `nonconformity.not_general` (an unaltered function beyond another tolerance), `concession_file.safety`
    (an unaltered function on a characteristic of safety, where the workshop does not allow it).

    What is repaired is covered once it is: `at_the_end`, when the sheet is closed.
    """
    for line in lines:
        if not line.treatment.needs_concession:
            continue
        if line.concession.strip():
            if at_the_end or line.treatment is Treatment.USE_AS_IS:
                _require_cover(sheet, line, load)
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


def _require_cover(sheet: Nonconformity, line: TreatmentLine, load: Load) -> None:
    number = line.concession.strip()
    for piece in line.pieces:
        places = [place for place, named in sheet.places.items() if named == piece]
        kept = piece in sheet.scrapped or any(_covers(load(record), there, number) for record, there in places)
        if not kept:
            raise Refusal("nonconformity.not_covered", piece=piece, number=number)


def _covers(record: InspectionRecord, piece: int, number: str) -> bool:
    """Whether a dérogation covers a piece, or nothing of it is to be covered any more."""
    return piece in record.standing(number) or record.disposition(piece) is Disposition.CONFORMING


def require_may_leave(
    record: InspectionRecord, pieces: Iterable[int], departure: Departure, sheets: Iterable[Nonconformity], lots: Lots
) -> None:
    """Refuse to ship what is not good, what is to be scrapped or returned, what an open sheet names and what its cause
    may reach, and anything while a bad piece is forgotten beside it; to scrap what is neither bad nor to be scrapped.

    What is accepted on an unaltered function may be shipped. Refuses `record.unknown_piece`, `piece.left`,
    `piece.not_bad`, `piece.not_good`, `piece.given_up`, `piece.zero_unproven`, `piece.held_back`, `piece.others_held`,
    `piece.bad_unnamed`.
    """
    known = tuple(sheets)
    for piece in pieces:
        if piece not in record.pieces:
            raise Refusal("record.unknown_piece", piece=piece)
        record.require_present(piece)
        if departure is Departure.SCRAPPED:
            _require_to_scrap(record, piece, known)
        else:
            _require_to_ship(record, piece, known, lots)
    bad = forgotten(known, record) if departure is Departure.SHIPPED else ()
    if bad:
        raise Refusal("piece.bad_unnamed", pieces=bad)


def _require_to_scrap(record: InspectionRecord, piece: int, sheets: tuple[Nonconformity, ...]) -> None:
    is_bad = any(record.status(box) is BoxStatus.NONCONFORMING for box in record.boxes_of(piece))
    if not is_bad and last_treatment(sheets, record.header.id, piece) is not Treatment.SCRAP:
        raise Refusal("piece.not_bad", piece=piece)


def _require_to_ship(record: InspectionRecord, piece: int, sheets: tuple[Nonconformity, ...], lots: Lots) -> None:
    id, decided = record.header.id, last_treatment(sheets, record.header.id, piece)
    is_good = record.disposition(piece) in (Disposition.CONFORMING, Disposition.CONCESSION)
    if not is_good and not accepting(sheets, record, piece):
        raise Refusal("piece.not_good", piece=piece, disposition=record.disposition(piece))
    if any(one.box.piece == piece for known_as in record.characteristics for one in record.unproven(known_as.balloon)):
        raise Refusal("piece.zero_unproven", piece=piece)
    if decided in GIVEN_UP:
        raise Refusal("piece.given_up", piece=piece, treatment=decided)
    if piece in held_back(sheets, id):
        raise Refusal("piece.held_back", piece=piece)
    unsaid = others_held(sheets, id, lots)
    if unsaid:
        raise Refusal("piece.others_held", piece=piece, sheets=unsaid)
