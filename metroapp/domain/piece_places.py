"""Where one piece is measured: in the record of its fiche, and as a piece of other records once it was reworked.

What a cancelled fiche says was said by mistake, and links nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import Origin, PieceReinspected, SheetState
from metroapp.domain.operations import Departure, PieceLeft

Place = tuple[EntryId, int]  # a record, and a piece of it


def same_piece(sheets: Iterable[Nonconformity], place: Place) -> frozenset[Place]:
    """Every place where the fiches say that the piece of a place is measured, with it."""
    groups = [group for sheet in sheets if _links(sheet) for group in _groups(sheet)]
    found, grown = frozenset({place}), True
    while grown:
        more = found.union(*(group for group in groups if group & found))
        found, grown = more, more != found
    return found


def last_place(sheets: Iterable[Nonconformity], place: Place) -> Place:
    """Where the piece of a place was measured last, by what the fiches say."""
    known = tuple(sheets)
    same = same_piece(known, place)
    again = (act for sheet in known if _links(sheet) for act in sheet.acts if isinstance(act, PieceReinspected))
    found = [act for act in again if (act.record, act.measured_as) in same]
    last = max(found, key=lambda act: in_order(act.id), default=None)
    return place if last is None else (last.record, last.measured_as)


def is_gone(sheets: Iterable[Nonconformity], place: Place, left: PieceLeft) -> bool:
    """Whether the piece of a place, which left so from there, is not here any more: what a customer sends back is."""
    if left.departure is Departure.SCRAPPED:
        return True
    known = tuple(sheets)
    same = same_piece(known, place)
    back = (one.raised for one in known if _links(one) and one.raised.origin is Origin.CUSTOMER)
    return not any(
        in_order(raised.id) > in_order(left.id)
        for raised in back
        if any((raised.record, finding.box.piece) in same for finding in raised.findings)
    )


def first_raised(sheets: Iterable[Nonconformity], place: Place) -> EntryId | None:
    """Where the journal first speaks of a fiche about the piece of a place; None where none is."""
    known = [sheet for sheet in sheets if _links(sheet)]
    same = same_piece(known, place)
    return min((one.raised.id for one in known if same & one.places.keys()), key=in_order, default=None)


def _links(sheet: Nonconformity) -> bool:
    return sheet.state is not SheetState.CANCELLED


def _groups(sheet: Nonconformity) -> list[set[Place]]:
    found: dict[int, set[Place]] = {}
    for place, piece in sheet.places.items():
        found.setdefault(piece, set()).add(place)
    return [group for group in found.values() if len(group) > 1]


def in_order(id: EntryId) -> tuple[int, str]:
    """What sorts as the journal does."""
    return id.sequence, id.post
