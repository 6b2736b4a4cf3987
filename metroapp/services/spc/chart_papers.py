"""The carte de contrôle of a chart that the workshop keeps: its last points, its limits, its journal; and its workbook.

The paper proves what it says as the others do: it is made again from the archive as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from forms.blocks import Document
from forms.control_chart import Drawn, Taken, control_chart, taken_of
from forms.to_pdf import render
from forms.xlsx_kept_chart import WorkbookChart, WorkbookPoint, kept_chart_workbook
from metroapp import __version__
from metroapp.domain.control_chart import ChartLimits, ControlLimits
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.statistical_terms import RunRule
from metroapp.domain.work_order_file import safe_name
from metroapp.services.consultation import reading
from metroapp.services.documents import put
from metroapp.services.reference import chart_constants
from metroapp.services.spc.capability_said import capability_lines
from metroapp.services.spc.chart_capability import capability
from metroapp.services.spc.chart_notices import chart_notices
from metroapp.services.spc.chart_reading import ChartView, Limits, chart_view, read_chart
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import charts as chart_words
from metroapp.wording import control_chart as words

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAPER = "carte-suivie"  # as `forms.identity` names it
MOST_POINTS = 100
_MOST_NAMED = 40


def _now() -> datetime:
    return datetime.now(UTC)


def describe(workspace: Workspace, number: str, issued_at: datetime) -> Document:
    """The last points of the limits in force. Refuses `chart.absent`, `chart.too_few_subgroups`."""
    from metroapp.archive import heads, queries, sealed

    with reading(workspace) as connection:
        view = chart_view(connection, number)
        drawn = _drawn(connection, view)
        program, name = f"metroapp {__version__}", queries.workshop_name(connection)
        document = control_chart(
            drawn, chart_constants(), workshop=name, head=heads.all_printed(connection), issued_at=issued_at,
            program=program,
        )  # fmt: skip
        proof = sealed.of_records(connection, number, list({one.record.header.id: None for one in drawn.found}))
    return replace(document, paper=PAPER, of=number, sealed=proof, logo=logo_of(workspace))


def export(
    workspace: Workspace,
    number: str,
    suffix: str,
    folder: Path | None = None,
    clock: Callable[[], datetime] = _now,
) -> Path:
    """Write the paper (`pdf`) or the workbook (`xlsx`), in the folder of exports unless said; refuses as `describe` and
    `documents.put`."""
    path = (folder or workspace.exports) / f"{safe_name(f'carte-{number}')}.{suffix}"
    return put(content(workspace, number, suffix, clock), path)


def content(workspace: Workspace, number: str, suffix: str, clock: Callable[[], datetime] = _now) -> bytes:
    """The bytes of the paper (`pdf`) or of the workbook (`xlsx`); refuses as `describe`."""
    if suffix == "pdf":
        return render(describe(workspace, number, clock()))
    view = read_chart(workspace, number)
    _require_points(view)
    return kept_chart_workbook(workbook_of(view))


def _require_points(view: ChartView) -> None:
    if view.pair is None:
        raise Refusal("chart.too_few_subgroups", count=view.points, least=2)


def _drawn(connection: Connection, view: ChartView) -> Drawn:
    _require_points(view)
    stage, pair, chart = view.stage, view.pair, view.chart
    assert stage is not None and pair is not None
    last = view.points
    first = max(stage.first, last - MOST_POINTS) + 1
    found = _taken(connection, view, first)
    skipped = pair.spread.first - 1
    spreads = [
        None if point <= skipped else Fraction(float(pair.spread.points[point - 1 - skipped]))
        for point in range(first, last + 1)
    ]
    bounds = ChartLimits(
        _limits(view, stage.location, pair.location.name, first), _limits(view, stage.spread, pair.spread.name, first)
    )
    notes = [words.LIMITS_IN_USE, *chart_notices(view)]
    if first > stage.first + 1:
        notes.append(words.LAST_POINTS.format(count=len(found), all=last))
    named = [one for one in view.named if one.point >= first and one.rules != (RunRule.BEYOND_LIMITS,)]
    if named:
        said = [
            words.NAMED_POINT.format(point=one.point, rules=chart_words.rules(one.rules)) for one in named[:_MOST_NAMED]
        ]
        notes.append(words.NAMED.format(points=" ; ".join(said)))
    return Drawn(
        chart.opened.kind, chart.opened.subgroup, found, spreads, bounds, tuple(notes), tuple(_journal(view)),
        first, chart.number,
    )  # fmt: skip


def _limits(view: ChartView, limits: Limits, name: str, first: int) -> ControlLimits:
    out = frozenset(
        one.point - first + 1
        for one in view.named
        if one.chart == name and one.point >= first and RunRule.BEYOND_LIMITS in one.rules
    )
    return ControlLimits(Fraction(limits.lower), Fraction(limits.centre), Fraction(limits.upper), out)


def _taken(connection: Connection, view: ChartView, first: int) -> list[Taken]:
    from metroapp.archive import queries

    records: dict[EntryId, InspectionRecord] = {}
    found, balloon = [], view.chart.opened.balloon
    for members in view.members[first - 1 :]:
        values = [view.series.values[place] for place in members]
        id = view.series.record_of(values[0]).id
        if id not in records:
            records[id] = queries.load_record(connection, id)
        measured = [records[id].measurement(BoxKey(value.piece, balloon)) for value in values]
        found.append(taken_of(records[id], [one for one in measured if one is not None], balloon))
    return found


def _journal(view: ChartView) -> list[tuple[datetime, str, str]]:
    """What was decided and noted; what the records say of the machine is in their own logbook."""
    chart = view.chart
    lines = [
        (mark.at, f"{chart_words.kind_of_mark(mark.kind)} · {mark.text}".rstrip(" ·"), mark.by)
        for mark in view.marks
        if not mark.is_of_record
    ]
    lines += [(act.at, words.FROZEN.format(reason=act.reason), act.granted_by) for act in chart.frozen]
    if chart.closed is not None:
        lines.append((chart.closed.at, f"{chart_words.CLOSED} · {chart.closed.reason}", chart.closed.by))
    return sorted(lines, key=lambda line: line[0])


def workbook_of(view: ChartView) -> WorkbookChart:
    """The points of the chart as a workbook draws them."""
    series, pair = view.series, view.pair
    assert pair is not None
    limits: dict[int, tuple[Limits, Limits]] = {}
    for stage in view.stages:
        limits |= dict.fromkeys(range(stage.first + 1, stage.end + 1), (stage.location, stage.spread))
    begin = max(0, view.points - WorkbookChart.MOST)
    points = []
    for point in range(begin + 1, view.points + 1):
        values = [series.values[place] for place in view.members[point - 1]]
        location, spread = limits[point]
        named = [one for name in (pair.location.name, pair.spread.name) if (one := view.by_point.get((name, point)))]
        points.append(WorkbookPoint(
            point, series.record_of(values[0]).number, values[0].piece, values[-1].at,
            tuple(series.decimal(value) for value in values),
            (location.lower, location.centre, location.upper), (spread.lower, spread.centre, spread.upper),
            " ; ".join(chart_words.rules(one.rules) for one in named),
        ))  # fmt: skip
    found = capability(view)
    lines = [] if found is None else capability_lines(found, view)
    opened = view.chart.opened
    title = chart_words.TITLE.format(
        number=view.number, reference=opened.reference, balloon=opened.balloon, callout=series.callout.text
    )
    return WorkbookChart(
        title, opened.kind, tuple(points), tuple(_journal(view)), tuple(chart_notices(view)),
        tuple((line.title, line.text) for line in lines), simulated=series.simulated,
    )  # fmt: skip
