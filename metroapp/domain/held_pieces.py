"""Which pieces the fiches de non-conformité keep from leaving, whatever the record where they are measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import Treatment


class Lot(NamedTuple):
    """What the header of a record says was made together: the reference of the part, the OF and the number of the lot.

    Two records are of one lot where they are of the same part, bear an OF or a lot number in common, and differ in
    neither: what is not written sets nothing apart. A record with neither OF nor lot number is a lot by itself. The
    revision of the drawing does not part a lot, which a cause reaches whatever the drawing says; a simulation does.
    """

    part: str
    work_order: str
    lot: str
    simulated: bool

    def is_of(self, other: Lot) -> bool:
        if (_plain(self.part), self.simulated) != (_plain(other.part), other.simulated):
            return False
        said = ((self.work_order, other.work_order), (self.lot, other.lot))
        both = [(_plain(mine), _plain(its)) for mine, its in said if _plain(mine) and _plain(its)]
        return bool(both) and all(mine == its for mine, its in both)


def _plain(text: str) -> str:
    """As two people write the same number."""
    return " ".join(text.split()).casefold()


Lots = Mapping[EntryId, Lot]  # by record


def held_back(sheets: Iterable[Nonconformity], record: EntryId) -> frozenset[int]:
    """The pieces of a record that an open sheet names, or that are pieces of it measured again: they can't be
    released."""
    concerned = (sheet for sheet in sheets if sheet.is_open)
    return frozenset(piece for sheet in concerned for where, piece in sheet.places if where == record)


def others_held(sheets: Iterable[Nonconformity], record: EntryId, lots: Lots) -> tuple[str, ...]:
    """The open sheets of a record, and of the other records of its lot, that do not say yet that their cause reaches
    no other piece."""
    concerned = (sheet for sheet in sheets if sheet.is_open and sheet.partial_release is None)
    return tuple(sheet.number for sheet in concerned if _are_one_lot(sheet.raised.record, record, lots))


def _are_one_lot(one: EntryId, other: EntryId, lots: Lots) -> bool:
    return one == other or (one in lots and other in lots and lots[one].is_of(lots[other]))


def last_treatment(sheets: Iterable[Nonconformity], record: EntryId, piece: int) -> Treatment | None:
    """What was decided last of a piece, on any sheet, closed and cancelled ones too."""
    found: list[tuple[int, Treatment]] = []
    for sheet in sheets:
        named, decision = sheet.places.get((record, piece)), sheet.decision
        line = None if named is None else sheet.line_of(named)
        if decision is not None and line is not None:
            found.append((decision.id.sequence, line.treatment))
    return max(found, key=lambda one: one[0])[1] if found else None
