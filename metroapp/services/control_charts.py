"""The carte de contrôle of one characteristic, from what the archive holds of the last records of its part."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from forms.blocks import Document
from forms.control_chart import Drawn, control_chart, taken, values_of
from metroapp import __version__
from metroapp.analysis.charts import charts
from metroapp.analysis.sample import Sample
from metroapp.domain.control_chart import (
    ENOUGH_SUBGROUPS,
    LEAST_SUBGROUPS,
    SMALLEST,
    ChartLimits,
    ControlLimits,
    Subgroup,
    require_size,
)
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.statistical_terms import ChartKind, RunRule
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.formats import Format
from metroapp.services.reference import chart_constants
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import control_chart as words

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAPER = "carte"  # as `forms.identity` names it
USUAL_SIZE, USUAL_SAMPLES = 5, 20
MOST_SAMPLES = 100
_MOST_RECORDS = 200


@dataclass(frozen=True, slots=True)
class AskedChart:
    """Which chart: of a balloon of a part, the last `samples` subgroups of `size` values.

    `size` 0: as many values as the smallest record has, five at most, fewer where that makes a chart.
    """

    reference: str
    balloon: str
    size: int = 0
    samples: int = USUAL_SAMPLES


def _now() -> datetime:
    return datetime.now(UTC)


def describe(workspace: Workspace, asked: AskedChart, issued_at: datetime) -> Document:
    """The chart as a document.

    Only records with the callout of the last one are read: under another, the values are of another thing. Refuses
    `chart.unknown` (no record of that reference measured such a balloon), and as `limits` and `require_size`.
    """
    from metroapp.archive import heads, queries, sealed

    if asked.size:
        require_size(asked.size)
    with reading(workspace) as connection:
        records = _records(connection, asked)
        if not records:
            raise Refusal("chart.unknown", reference=asked.reference, balloon=asked.balloon)
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
        size = asked.size or _size(records, asked.balloon)
        program = f"metroapp {__version__}"
        document = control_chart(
            drawn_from(records, asked, size), chart_constants(), workshop=name, head=head, issued_at=issued_at,
            program=program,
        )  # fmt: skip
        of = of_chart(asked)
        proof = sealed.of_records(connection, of, [one.header.id for one in records])
    return replace(document, paper=PAPER, of=of, sealed=proof, logo=logo_of(workspace))


def limits_of(groups: Sequence[Subgroup]) -> ChartLimits:
    """The limits that subgroups of one size give, and the points beyond them. Refuses `chart.too_few_subgroups`,
    `chart.size`."""
    if len(groups) < LEAST_SUBGROUPS:
        raise Refusal("chart.too_few_subgroups", count=len(groups), least=LEAST_SUBGROUPS)
    size = require_size(len(groups[0].values))
    pair = charts(Sample.of([value for group in groups for value in group.values]), size, ChartKind.RANGE)
    out = pair.signals((RunRule.BEYOND_LIMITS,))
    means, ranges = (
        ControlLimits(
            Fraction(chart.lower), Fraction(chart.centre), Fraction(chart.upper),
            frozenset(one.point for one in out if one.chart == chart.name),
        )
        for chart in (pair.location, pair.spread)
    )  # fmt: skip
    return ChartLimits(means, ranges)


def drawn_from(records: Sequence[InspectionRecord], asked: AskedChart, size: int) -> Drawn:
    found, left_over = taken(records, asked.balloon, size)
    found = found[-asked.samples :]
    groups = [one.group for one in found]
    notes = [words.LIMITS_FROM_VALUES.format(count=len(found))]
    notes += [words.FEW.format(enough=ENOUGH_SUBGROUPS)] if len(found) < ENOUGH_SUBGROUPS else []
    notes += [said] if (said := words.not_used(left_over, size)) else []
    spreads = [Fraction(group.range) for group in groups]
    return Drawn(ChartKind.RANGE, size, found, spreads, limits_of(groups), tuple(notes))


def export(workspace: Workspace, asked: AskedChart, path: Path, clock: Callable[[], datetime] = _now) -> Path:
    """Write it at `path` as a PDF; refuses as `describe` and `documents.write`."""
    return write(describe(workspace, asked, clock()), Format.PDF, path)


def of_chart(asked: AskedChart) -> str:
    """What a chart is of, as its identity says it."""
    return json.dumps(astuple(asked), ensure_ascii=False)


def read_asked(of: str) -> AskedChart:
    """Read it back; refuses `chart.unknown` what is no such thing."""
    try:
        reference, balloon, size, samples = json.loads(of)
        if isinstance(reference, str) and isinstance(balloon, str) and type(size) is type(samples) is int:
            return AskedChart(reference, balloon, size, min(max(1, samples), MOST_SAMPLES))
    except (ValueError, TypeError):
        pass
    raise Refusal("chart.unknown", reference=of[:80], balloon="")


def _records(connection: Connection, asked: AskedChart) -> list[InspectionRecord]:
    """Those that the last subgroups come from, the first one first."""
    from metroapp.archive import history, queries

    found: list[InspectionRecord] = []
    callout, values, wanted = None, 0, asked.samples * (asked.size or USUAL_SIZE)
    before, seen = None, 0
    while seen < _MOST_RECORDS:
        page = history.past_values(connection, asked.reference, asked.balloon, before)
        measured = {one.record.id for one in page.values if not one.is_void}
        for line in page.records:
            seen += 1
            callout = callout or line.callout
            if line.id not in measured or line.callout != callout:
                continue
            record = queries.load_record(connection, line.id)
            found.append(record)
            values += len(values_of(record, asked.balloon)) // (asked.size or 1) * (asked.size or 1)
            if values >= wanted:
                return found[::-1]
        before = page.earlier
        if before is None:
            break
    return found[::-1]


def _size(records: list[InspectionRecord], balloon: str) -> int:
    """As many values as the record with the fewest has; fewer where that makes too few subgroups."""
    counts = [count for record in records if (count := len(values_of(record, balloon))) >= SMALLEST]
    largest = min(USUAL_SIZE, min(counts, default=SMALLEST))
    sizes = range(largest, SMALLEST - 1, -1)
    return next((size for size in sizes if sum(count // size for count in counts) >= LEAST_SUBGROUPS), SMALLEST)
