"""Which pieces may leave, shipped or scrapped, from the values of the records and from what the fiches say of them."""

from __future__ import annotations

from collections.abc import Iterable

from metroapp.domain.entered_text import require_text
from metroapp.domain.forgotten_pieces import forgotten
from metroapp.domain.held_pieces import Lots, held_back, last_treatment, others_held
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import GIVEN_UP, Treatment
from metroapp.domain.operations import Departure
from metroapp.domain.piece_places import Place, last_place
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.unaltered_function import accepting
from metroapp.services.sheet_proofs import Load, require_here


def require_may_leave(
    record: InspectionRecord, pieces: Iterable[int], departure: Departure, sheets: Iterable[Nonconformity], lots: Lots,
    load: Load, beside: Iterable[InspectionRecord] = (), reason: str = "",
) -> None:  # fmt: skip
    """Refuse to ship what is not good, what is to be scrapped or returned, what an open sheet names and what its cause
    may reach, and anything while a bad piece is forgotten beside it (`beside`: the other records of the lot with bad
    pieces); to scrap without a reason what is neither bad nor to be scrapped.

    A piece measured again in another record leaves once, from where it was measured last. What is accepted on an
    unaltered function may be shipped. Refuses `record.unknown_piece`, `piece.left`, `piece.left_elsewhere`,
    `piece.measured_elsewhere`, `piece.not_bad`, `piece.not_good`, `piece.given_up`, `piece.zero_unproven`,
    `piece.constant_unproven`, `piece.held_back`, `piece.others_held`, `piece.bad_unnamed`, `piece.bad_unnamed_beside`,
    and as `require_text`.
    """
    known = tuple(sheets)
    require_text(reason)
    for piece in pieces:
        if piece not in record.pieces:
            raise Refusal("record.unknown_piece", piece=piece)
        record.require_present(piece)
        _require_last(known, (record.header.id, piece), load)
        if departure is Departure.SCRAPPED:
            _require_to_scrap(record, piece, known, reason)
        else:
            _require_to_ship(record, piece, known, lots)
    if departure is Departure.SHIPPED:
        _require_none_forgotten(record, known, beside)


def _require_none_forgotten(
    record: InspectionRecord, sheets: tuple[Nonconformity, ...], beside: Iterable[InspectionRecord]
) -> None:
    bad = forgotten(sheets, record)
    if bad:
        raise Refusal("piece.bad_unnamed", pieces=bad)
    for other in beside:
        bad = forgotten(sheets, other)
        if bad:
            raise Refusal("piece.bad_unnamed_beside", record=other.header.number, pieces=bad)


def _require_last(sheets: tuple[Nonconformity, ...], place: Place, load: Load) -> None:
    require_here(sheets, place, load)
    last = last_place(sheets, place)
    is_closed = not any(sheet.is_open and place in sheet.places for sheet in sheets)
    if last != place and is_closed:
        raise Refusal(
            "piece.measured_elsewhere", piece=place[1], record=load(last[0]).header.number, measured_as=last[1]
        )  # fmt: skip


def _require_to_scrap(record: InspectionRecord, piece: int, sheets: tuple[Nonconformity, ...], reason: str) -> None:
    is_bad = any(record.status(box) is BoxStatus.NONCONFORMING for box in record.boxes_of(piece))
    is_decided = last_treatment(sheets, record.header.id, piece) is Treatment.SCRAP
    if not (is_bad or is_decided or reason.strip()):
        raise Refusal("piece.not_bad", piece=piece)


def _require_to_ship(record: InspectionRecord, piece: int, sheets: tuple[Nonconformity, ...], lots: Lots) -> None:
    id, decided = record.header.id, last_treatment(sheets, record.header.id, piece)
    is_good = record.disposition(piece) in (Disposition.CONFORMING, Disposition.CONCESSION)
    if not is_good and not accepting(sheets, record, piece):
        raise Refusal("piece.not_good", piece=piece, disposition=record.disposition(piece))
    if any(one.box.piece == piece for known_as in record.characteristics for one in record.unproven(known_as.balloon)):
        raise Refusal("piece.zero_unproven", piece=piece)
    if any(one.box.piece == piece for one in record.columns.unproven(record)):
        raise Refusal("piece.constant_unproven", piece=piece)
    if decided in GIVEN_UP:
        raise Refusal("piece.given_up", piece=piece, treatment=decided)
    if piece in held_back(sheets, id):
        raise Refusal("piece.held_back", piece=piece)
    unsaid = others_held(sheets, id, lots)
    if unsaid:
        raise Refusal("piece.others_held", piece=piece, sheets=unsaid)
