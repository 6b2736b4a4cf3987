"""The sort of each piece of a record, as the archive holds it."""

from __future__ import annotations

from dataclasses import dataclass

from metroapp.domain.measurement import EntryId
from metroapp.domain.piece_sorts import PieceSort, piece_sorts
from metroapp.services.consultation import reading
from metroapp.services.exam.for_jury import require_told
from metroapp.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SortedRecord:
    """A record by its number, and its pieces in order."""

    id: EntryId
    number: str
    pieces: tuple[PieceSort, ...]


def sorted_record(workspace: Workspace, id: EntryId) -> SortedRecord:
    """Refuses `record.absent`, and `exam.paper_for_jury` as `require_told`."""
    from metroapp.archive import queries  # on first use: never before the window paints

    with reading(workspace) as connection:
        record, sheets = queries.load_record(connection, id), tuple(queries.sheets(connection).values())
        lots = queries.lots(connection, [id, *(one.raised.record for one in sheets if one.is_open)])
    require_told(workspace, record)
    return SortedRecord(id, record.header.number, piece_sorts(record, sheets, lots))
