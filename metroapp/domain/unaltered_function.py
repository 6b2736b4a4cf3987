"""The pieces accepted because their function is not altered, beyond a general tolerance (ISO 2768-1:1989, annex A).

By their measurements they stay nonconforming: they may go, with the number of their fiche, and are never said good.
"""

from __future__ import annotations

from collections.abc import Iterable

from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import PieceReinspected, SheetState, Treatment
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus

_SETTLED = frozenset({BoxStatus.NOT_PLANNED, BoxStatus.CONFORMING, BoxStatus.NONCONFORMING})


def accepting(sheets: Iterable[Nonconformity], record: InspectionRecord, piece: int) -> str:
    """The number of the closed fiche that accepts all the bad values of a piece as they are now; empty where none does.

    Only the fiche that decided last may: a later one decided otherwise. A value measured again since is not the one
    that was accepted, and a box still empty proves nothing.
    """
    states = {box: record.status(box) for box in record.boxes_of(piece)}
    measured = (record.measurement(box) for box, state in states.items() if state is BoxStatus.NONCONFORMING)
    bad = {found.id for found in measured if found is not None}
    if not bad or not _SETTLED.issuperset(states.values()):
        return ""
    place = (record.header.id, piece)
    last = _last_decided(sheets, place)
    return last.number if last is not None and bad <= _accepted(last, place) else ""


def accepted_pieces(sheets: Iterable[Nonconformity], record: InspectionRecord) -> dict[int, str]:
    """The pieces of a record that are so accepted, each with the number of its fiche."""
    known = [sheet for sheet in sheets if any(where == record.header.id for where, _ in sheet.places)]
    found = {piece: accepting(known, record, piece) for piece in record.pieces} if known else {}
    return {piece: number for piece, number in found.items() if number}


def _last_decided(sheets: Iterable[Nonconformity], place: tuple[EntryId, int]) -> Nonconformity | None:
    """The fiche that decided last of a piece; what is cancelled decides nothing."""
    found = [
        (sheet.decision.id.sequence, sheet)
        for sheet in sheets
        if sheet.decision is not None and sheet.state is not SheetState.CANCELLED and place in sheet.places
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _accepted(sheet: Nonconformity, place: tuple[EntryId, int]) -> set[EntryId]:
    """The measurements that a fiche accepts on a piece, as it is measured in a record."""
    named = sheet.places.get(place)
    line = None if named is None else sheet.line_of(named)
    if sheet.state is not SheetState.CLOSED or line is None:
        return set()
    if not line.treatment.needs_concession or line.concession.strip() or not line.function_unaltered:
        return set()
    if line.treatment is Treatment.REPAIR:  # what the repair gave, and not what was bad before it
        again = (act.after for act in sheet.acts if isinstance(act, PieceReinspected) and act.piece == named)
        return set().union(*again)
    return {one.measurement for one in sheet.raised.findings if one.box.piece == named}
