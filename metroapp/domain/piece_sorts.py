"""What became of each piece of a record, or what can still be made of it: its sorting, its fate, what lets it go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from metroapp.domain.fate import Fate, proposed
from metroapp.domain.held_pieces import Lots, held_back, last_treatment, others_held
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import GIVEN_UP, Treatment
from metroapp.domain.operations import Departure
from metroapp.domain.piece_places import last_place
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import Disposition
from metroapp.domain.unaltered_function import accepted_pieces


class Sort(Enum):
    """The *sort* of a piece, in one word."""

    CONFORMING = "conforming"
    CONCESSION = "concession"
    FUNCTION_UNALTERED = "function_unaltered"  # nonconforming, and accepted so
    REWORKABLE = "reworkable"  # nonconforming: metal remains
    TO_SCRAP = "to_scrap"  # nonconforming: none does
    NONCONFORMING = "nonconforming"  # somebody is to say
    HELD = "held"
    UNSORTED = "unsorted"
    SHIPPED = "shipped"
    SCRAPPED = "scrapped"


@dataclass(frozen=True, slots=True)
class PieceSort:
    """One piece; `numbers`: of the dérogation or of the fiche that accepts it, kept once it is gone; `kept_by`: of the
    open fiches for which a piece that could go stays; `decided`: what was decided last of it; `is_elsewhere`: it was
    measured again in another record, which it leaves from; `is_in_doubt`: it was shipped, and is not known to be good
    any more."""

    piece: int
    sort: Sort
    numbers: tuple[str, ...] = ()
    kept_by: tuple[str, ...] = ()
    decided: Treatment | None = None
    is_elsewhere: bool = False
    is_in_doubt: bool = False

    @property
    def may_be_shipped(self) -> bool:
        """Whether nothing known of it alone keeps it."""
        is_kept = bool(self.kept_by) or self.is_elsewhere or self.decided in GIVEN_UP
        return self.sort in _RELEASABLE and not is_kept


_OF_DISPOSITION = {
    Disposition.CONFORMING: Sort.CONFORMING,
    Disposition.CONCESSION: Sort.CONCESSION,
    Disposition.HELD: Sort.HELD,
    Disposition.UNSORTED: Sort.UNSORTED,
}
_OF_FATE = {Fate.REWORKABLE: Sort.REWORKABLE, Fate.SCRAP: Sort.TO_SCRAP}
_OF_DEPARTURE = {Departure.SHIPPED: Sort.SHIPPED, Departure.SCRAPPED: Sort.SCRAPPED}
_RELEASABLE = (Sort.CONFORMING, Sort.CONCESSION, Sort.FUNCTION_UNALTERED)


def piece_sorts(record: InspectionRecord, sheets: Iterable[Nonconformity], lots: Lots) -> tuple[PieceSort, ...]:
    """The sort of every piece of a record; what is proposed of a bad one is never imposed."""
    known, id = tuple(sheets), record.header.id
    named = {piece for one in known for where, piece in one.places if where == id}
    elsewhere = {piece for piece in named if last_place(known, (id, piece)) != (id, piece)}
    held, unsaid, accepted = held_back(known, id), others_held(known, id, lots), accepted_pieces(known, record)

    def of(piece: int) -> PieceSort:
        conceded = (record.conceded(box) for box in record.boxes_of(piece))
        numbers = tuple(dict.fromkeys(one.number for one in conceded if one is not None))
        disposition = record.disposition(piece)
        if disposition is Disposition.NONCONFORMING:
            numbers = (accepted[piece],) if piece in accepted else ()
        if piece in record.left:
            gone = _OF_DEPARTURE[record.left[piece].departure]
            is_known = piece in accepted or disposition in (Disposition.CONFORMING, Disposition.CONCESSION)
            return PieceSort(piece, gone, numbers, is_in_doubt=gone is Sort.SHIPPED and not is_known)
        if piece in accepted:
            found = Sort.FUNCTION_UNALTERED
        elif disposition is Disposition.NONCONFORMING:
            fate = proposed(record, piece)
            found = Sort.NONCONFORMING if fate is None else _OF_FATE.get(fate, Sort.NONCONFORMING)
        else:
            found = _OF_DISPOSITION[disposition]
        decided = last_treatment(known, id, piece)
        if found not in _RELEASABLE:
            return PieceSort(piece, found, decided=decided, is_elsewhere=piece in elsewhere)
        naming = tuple(one.number for one in known if one.is_open and (id, piece) in one.places)
        kept_by = naming if piece in held else unsaid
        return PieceSort(piece, found, numbers, kept_by, decided, piece in elsewhere)

    return tuple(of(piece) for piece in record.pieces)
