"""Which pieces the fiches de non-conformité keep from leaving, whatever the record where they are measured."""

from __future__ import annotations

from collections.abc import Iterable

from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity, Treatment


def held_back(sheets: Iterable[Nonconformity], record: EntryId) -> frozenset[int]:
    """The pieces of a record that an open sheet names, or that are pieces of it measured again: they can't be
    released."""
    concerned = (sheet for sheet in sheets if sheet.is_open)
    return frozenset(piece for sheet in concerned for where, piece in sheet.places if where == record)


def others_held(sheets: Iterable[Nonconformity], record: EntryId) -> tuple[str, ...]:
    """The open sheets of a record that do not say yet that their cause reaches no other piece."""
    concerned = (sheet for sheet in sheets if sheet.is_open and sheet.raised.record == record)
    return tuple(sheet.number for sheet in concerned if sheet.partial_release is None)


def last_treatment(sheets: Iterable[Nonconformity], record: EntryId, piece: int) -> Treatment | None:
    """What was decided last of a piece, on any sheet, closed and cancelled ones too."""
    found: list[tuple[int, Treatment]] = []
    for sheet in sheets:
        named, decision = sheet.places.get((record, piece)), sheet.decision
        line = None if named is None else sheet.line_of(named)
        if decision is not None and line is not None:
            found.append((decision.id.sequence, line.treatment))
    return max(found, key=lambda one: one[0])[1] if found else None
