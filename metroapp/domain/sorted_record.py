"""How the pieces of a closed record were sorted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from metroapp.domain.measurement import EntryId


@dataclass(frozen=True, slots=True)
class SortedRecord:
    """`bad_pieces` of `sorted` ones: nonconforming, those under dérogation among them; `bad_values` that stand."""

    id: EntryId
    number: str
    opened_at: datetime
    sorted: int
    bad_pieces: int
    bad_values: int
    simulated: bool
