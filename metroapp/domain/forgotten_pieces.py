"""The bad pieces that no fiche de non-conformité takes care of, by their measurements as they are now."""

from __future__ import annotations

from collections.abc import Iterable

from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import PieceReinspected, SheetState, Treatment
from metroapp.domain.piece_places import Place, last_place
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.unaltered_function import accepting


def forgotten(sheets: Iterable[Nonconformity], record: InspectionRecord) -> tuple[int, ...]:
    """The nonconforming pieces of a record that are still there and that no fiche takes care of.

    An open fiche does; a cancelled one does not; a closed one does while the bad values are those that it treated, and
    what it decided holds: neither a rework that is bad again, nor an acceptance that covers the piece no more.
    """
    known = tuple(sheets)
    return tuple(
        piece
        for piece in record.pieces
        if piece not in record.left
        and record.disposition(piece) is Disposition.NONCONFORMING
        and not _is_cared_for(known, record, piece)
    )


def _is_cared_for(sheets: tuple[Nonconformity, ...], record: InspectionRecord, piece: int) -> bool:
    place = (record.header.id, piece)
    naming = [one for one in sheets if place in one.places and one.state is not SheetState.CANCELLED]
    if any(one.is_open for one in naming):
        return True
    bad = _bad(record, piece)
    decided = [one for one in naming if one.decision is not None]
    last = max(decided, key=_decided_at, default=None)
    if last is None or not bad <= _treated(naming, place):
        return False
    if last_place(sheets, place) != place:  # what became of it is seen there
        return True
    line = last.line_of(last.places[place])
    if line is None or line.treatment is Treatment.REWORK:
        return False
    return not line.treatment.needs_concession or bool(accepting(sheets, record, piece))


def _decided_at(sheet: Nonconformity) -> int:
    assert sheet.decision is not None
    return sheet.decision.id.sequence


def _bad(record: InspectionRecord, piece: int) -> set[EntryId]:
    boxes = (box for box in record.boxes_of(piece) if record.status(box) is BoxStatus.NONCONFORMING)
    return {found.id for box in boxes if (found := record.measurement(box)) is not None}


def _treated(sheets: Iterable[Nonconformity], place: Place) -> set[EntryId]:
    """The measurements that fiches know of a piece, before and after what was done of it."""
    found: set[EntryId] = set()
    for sheet in sheets:
        named = sheet.places[place]
        found |= {one.measurement for one in sheet.raised.findings if one.box.piece == named}
        again = (act.after for act in sheet.acts if isinstance(act, PieceReinspected) and act.piece == named)
        found = found.union(*again)
    return found
