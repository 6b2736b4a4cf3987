"""The share of bad pieces of a part, record after record: p and np; its bad values, c and u (ISO 7870-2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metroapp.analysis.attribute_charts import CountChart, count_chart, number_chart, proportion_chart, rate_chart
from metroapp.domain.chart_terms import CountKind
from metroapp.domain.message import Refusal
from metroapp.domain.sorted_record import SortedRecord
from metroapp.services.consultation import reading
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, eq=False, slots=True)
class CountView:
    """A chart of what is counted, a point for each record; `kinds` that its records allow."""

    kind: CountKind
    records: tuple[SortedRecord, ...]
    chart: CountChart
    kinds: tuple[CountKind, ...]


def read_counts(workspace: Workspace, reference: str, kind: CountKind, *, simulated: bool) -> CountView:
    """The closed records of a part, all real or all simulated; np and c want records of one size, else p and u stand
    for them. Refuses `chart.no_counts`."""
    from metroapp.archive.sorted_records import sorted_records

    with reading(workspace) as connection:
        records = tuple(one for one in sorted_records(connection, reference) if one.simulated is simulated)
    if len(records) < 2:
        raise Refusal("chart.no_counts")
    is_even = len({one.sorted for one in records}) == 1
    kinds = tuple(CountKind) if is_even else (CountKind.SHARE, CountKind.RATE)
    if kind not in kinds:
        kind = CountKind.SHARE if kind is CountKind.NUMBER else CountKind.RATE
    return CountView(kind, records, _chart(kind, records), kinds)


def _chart(kind: CountKind, records: Sequence[SortedRecord]) -> CountChart:
    sizes = [one.sorted for one in records]
    pieces, values = [one.bad_pieces for one in records], [one.bad_values for one in records]
    match kind:
        case CountKind.SHARE:
            return proportion_chart(pieces, sizes)
        case CountKind.NUMBER:
            return number_chart(pieces, sizes[0])
        case CountKind.COUNT:
            return count_chart(values)
        case CountKind.RATE:
            return rate_chart(values, sizes)
