"""What was measured of one characteristic in all its records, in the order in which the boxes were first measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from metroapp.domain.callout import Callout
from metroapp.domain.measurement import EntryId
from metroapp.domain.production import ProductionEvent


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """A record where the characteristic is, and the callout that it was opened with."""

    id: EntryId
    number: str
    revision: str
    work_order: str
    lot: str
    machine: str
    opened_at: datetime
    callout: Callout

    @property
    def limits(self) -> tuple[Decimal | None, Decimal | None]:
        """In the unit in which values are read."""
        callout = self.callout
        return callout.in_reading_unit(callout.lower_limit), callout.in_reading_unit(callout.upper_limit)


class SeriesValue(NamedTuple):
    """One value that stands, of the record `record` of the series; `amount` in 10⁻⁹ of the unit of the callout, `at` in
    microseconds since 1970 UTC, `begun`: the sequence of the first measurement of its box."""

    id: EntryId
    record: int
    piece: int
    amount: int
    decimals: int
    instrument: str | None
    simulated: bool
    by: str
    at: int
    begun: int


@dataclass(frozen=True, slots=True)
class ValueSeries:
    """Records in the order of opening, values in that of measurement, and what happened at the machine meanwhile, each
    event with its record. `gone`: values that stand no more, with the first measurement of their box."""

    records: tuple[SeriesRecord, ...]
    values: tuple[SeriesValue, ...]
    events: tuple[tuple[int, ProductionEvent], ...]
    gone: Mapping[EntryId, int] = field(default_factory=dict)
