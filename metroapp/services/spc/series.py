"""One characteristic as a series that statistics may take: values of one callout, real or simulated, never both.

What was measured under other limits is of another thing, and is left aside; how much is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from metroapp.analysis.capability import Tolerance
from metroapp.analysis.sample import Sample
from metroapp.domain.callout import Callout
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.production import ProductionEvent
from metroapp.domain.quantity import STORED_DECIMALS, Quantity
from metroapp.domain.value_series import SeriesRecord, SeriesValue, ValueSeries

if TYPE_CHECKING:
    from sqlalchemy import Connection

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Series:
    """Values in the order of measurement, in the reading unit of `callout`, that of the last record."""

    reference: str
    balloon: str
    machine: str  # empty: every machine
    simulated: bool
    callout: Callout
    records: tuple[SeriesRecord, ...]
    values: tuple[SeriesValue, ...]
    events: tuple[tuple[int, ProductionEvent], ...]
    of_other_callouts: int = 0  # values left aside
    of_other_kind: int = 0  # real ones beside a simulated series, or the other way round
    gone: Mapping[EntryId, int] = field(default_factory=dict)  # as `ValueSeries.gone`

    @cached_property
    def amounts(self) -> NDArray[np.int64]:
        """In 10⁻⁹ of the unit."""
        return np.fromiter((value.amount for value in self.values), dtype=np.int64, count=len(self.values))

    @cached_property
    def of_record(self) -> Places:
        return np.fromiter((value.record for value in self.values), dtype=np.intp, count=len(self.values))

    @cached_property
    def places(self) -> dict[EntryId, int]:
        return {value.id: place for place, value in enumerate(self.values)}

    @cached_property
    def of_posts(self) -> dict[str, tuple[Places, NDArray[np.int64]]]:
        """The places of the values of each post, and where their boxes were begun, both in order."""
        found: dict[str, list[int]] = {}
        for place, value in enumerate(self.values):
            found.setdefault(value.id.post, []).append(place)
        return {
            post: (np.array(places), np.array([self.values[place].begun for place in places]))
            for post, places in found.items()
        }

    @property
    def decimals(self) -> int:
        """The most that a value shows."""
        return max((value.decimals for value in self.values), default=0)

    @property
    def tolerance(self) -> Tolerance:
        lower, upper = (
            self.callout.in_reading_unit(limit) for limit in (self.callout.lower_limit, self.callout.upper_limit)
        )
        return Tolerance(None if lower is None else float(lower), None if upper is None else float(upper))

    def sample(self, places: Places | None = None) -> Sample:
        """Values as exact numbers; ValueError of none."""
        amounts = self.amounts if places is None else self.amounts[places]
        if not len(amounts):
            raise ValueError("an empty series")
        return Sample.of_amounts(amounts, STORED_DECIMALS)

    def decimal(self, value: SeriesValue) -> Decimal:
        """As it was shown, in the reading unit."""
        return Quantity.from_amount(value.amount, value.decimals, self.callout.reading_unit).value

    def begins_at(self, id: EntryId) -> int:
        """The place of a value, or of the first one after its box where nothing stands in it."""
        return self._around(id)[0]

    def ends_at(self, id: EntryId) -> int:
        """The place of a value, or of the last one before its box where nothing stands in it; -1 before all."""
        return self._around(id)[1]

    def _around(self, id: EntryId) -> tuple[int, int]:
        place = self.places.get(id)
        if place is not None:
            return place, place
        if id.post not in self.of_posts:
            return len(self.values), -1
        begun, (places, others) = self.gone.get(id, id.sequence), self.of_posts[id.post]
        after, past = (int(np.searchsorted(others, begun, side=side)) for side in ("left", "right"))
        first = int(places[after]) if after < len(places) else len(self.values)
        return first, int(places[past - 1]) if past else -1

    def record_of(self, value: SeriesValue) -> SeriesRecord:
        return self.records[value.record]


def read_series(
    connection: Connection, reference: str, balloon: str, machine: str = "", simulated: bool | None = None
) -> Series:
    """`simulated` None: the real values, or the simulated ones where there are no others.

    Refuses `chart.unknown`: no record of this part (and machine) has the characteristic.
    """
    from metroapp.archive.series import value_series

    found = value_series(connection, reference, balloon, machine)
    if not found.records:
        raise Refusal("chart.unknown", reference=reference, balloon=balloon)
    return one_kind(found, reference, balloon, machine, simulated)


def one_kind(found: ValueSeries, reference: str, balloon: str, machine: str, simulated: bool | None) -> Series:
    """The values of the callout of the last record that has some of the kind wanted."""
    if simulated is None:
        simulated = bool(found.values) and all(value.simulated for value in found.values)
    of_kind = [value for value in found.values if value.simulated is simulated]
    callout = found.records[max((value.record for value in of_kind), default=-1)].callout
    is_same = [_asks_the_same(record.callout, callout) for record in found.records]
    kept = tuple(value for value in of_kind if is_same[value.record])
    return Series(
        reference, balloon, machine, simulated, callout, found.records, kept, found.events,
        len(of_kind) - len(kept), len(found.values) - len(of_kind), found.gone,
    )  # fmt: skip


def _asks_the_same(one: Callout, other: Callout) -> bool:
    return (one.kind, one.unit, one.lower_limit, one.upper_limit) == (
        other.kind, other.unit, other.lower_limit, other.upper_limit
    )  # fmt: skip
