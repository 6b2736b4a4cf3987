"""`metroapp chart`: the control charts that the workshop keeps, listed, read, printed; or the chart of a size, once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from forms.json_values import time
from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Refusal
from metroapp.services import control_charts
from metroapp.services.control_charts import AskedChart
from metroapp.services.documents import put
from metroapp.services.spc import chart_papers
from metroapp.services.spc.capability_said import capability_lines
from metroapp.services.spc.chart_capability import capability
from metroapp.services.spc.chart_notices import chart_notices
from metroapp.services.spc.chart_reading import ChartView, Limits, read_chart, read_charts
from metroapp.services.workspace import Workspace
from metroapp.wording import charts as words
from metroapp.wording import cli
from metroapp.wording.control_chart import NAMED_POINT


def chart(arguments: argparse.Namespace) -> int:
    """`metroapp chart --json`, `metroapp chart CC-2026-001 --pdf FILE`, `metroapp chart REFERENCE --balloon 1 --pdf
    FILE`"""
    workspace = workspace_of(arguments)
    if arguments.reference is None:
        return _list(workspace, is_json=arguments.json)
    if arguments.balloon is None:
        return _read(workspace, arguments)
    if arguments.pdf is None:
        raise Refusal("chart.where")
    size, samples = arguments.size or 0, min(arguments.samples, control_charts.MOST_SAMPLES)
    asked = AskedChart(arguments.reference, arguments.balloon, size, samples)
    return _written(control_charts.export(workspace, asked, arguments.pdf))


def _list(workspace: Workspace, *, is_json: bool) -> int:
    views = read_charts(workspace)
    if is_json:
        print(as_json.dump({"charts": [_head(view) for view in views]}))
        return 0
    for view in views:
        print(f"{_title(view)} · {words.state(view.state, len(view.recent))}")
    if not views:
        print(words.NONE_KEPT)
    return 0


def _read(workspace: Workspace, arguments: argparse.Namespace) -> int:
    number = arguments.reference
    for suffix, path in (("pdf", arguments.pdf), ("xlsx", arguments.xlsx)):
        if path is not None:
            _write(workspace, number, suffix, path)
    if arguments.pdf is not None or arguments.xlsx is not None:
        return 0
    view = read_chart(workspace, number)
    if arguments.json:
        print(as_json.dump(_facts(view)))
        return 0
    print(_title(view), words.state(view.state, len(view.recent)), *chart_notices(view), sep="\n")
    for one in view.named:
        print(NAMED_POINT.format(point=f"{words.NAMES[one.chart]} {one.point}", rules=words.rules(one.rules)))
    found = capability(view)
    for line in [] if found is None else capability_lines(found, view):
        print(f"{line.title} : {line.text}")
    return 0


def _write(workspace: Workspace, number: str, suffix: str, path: Path) -> None:
    _written(put(chart_papers.content(workspace, number, suffix), path))


def _title(view: ChartView) -> str:
    opened = view.chart.opened
    return words.TITLE.format(
        number=view.number, reference=opened.reference, balloon=opened.balloon, callout=view.series.callout.text
    )


def _head(view: ChartView) -> dict[str, Any]:
    opened = view.chart.opened
    return {
        "number": view.number,
        "reference": opened.reference,
        "balloon": opened.balloon,
        "machine": opened.machine,
        "chart": opened.kind.value,
        "subgroup": opened.subgroup,
        "simulated": opened.simulated,
        "open": view.chart.is_open,
        "state": view.state.value,
        "points": view.points,
        "values": len(view.series.values),
    }


def _facts(view: ChartView) -> dict[str, Any]:
    """Points from 1; numbers in full precision."""
    facts = _head(view) | {
        "callout": view.series.callout.text,
        "rules": [rule.value for rule in view.chart.rules],
        "left_over": view.left_over,
        "of_other_callouts": view.series.of_other_callouts,
        "of_other_kind": view.series.of_other_kind,
    }
    pair = view.pair
    if pair is None:
        return facts | {"stages": [], "signals": [], "journal": []}
    for drawn in (pair.location, pair.spread):
        facts[drawn.name] = {"first": drawn.first, "points": drawn.points.tolist()}
    facts["stages"] = [
        {
            "first": stage.first + 1,
            "last": stage.end,
            pair.location.name: _limits(stage.location),
            pair.spread.name: _limits(stage.spread),
            "stdev_within": stage.sigma,
            "frozen_at": None if stage.frozen is None else time(stage.frozen.at),
            "frozen_by": None if stage.frozen is None else stage.frozen.granted_by,
            "period": stage.period,
            "excluded": stage.excluded,
            "follows": stage.follows,
        }
        for stage in view.stages
    ]
    facts["signals"] = [
        {"chart": one.chart, "point": one.point, "rule": rule.number} for one in view.named for rule in one.rules
    ]
    facts["journal"] = [
        {"after_value": mark.before, "kind": mark.kind.value, "text": mark.text, "by": mark.by,
         "at": time(mark.at)}
        for mark in view.marks
    ]  # fmt: skip
    found = capability(view)
    if found is not None:
        for name, index in found.indices.items():
            facts |= {name: index.value, f"{name}_low": index.low, f"{name}_high": index.high}
        facts["reason"] = {name: one.reason.value for name, one in found.indices.items() if one.reason}
        facts["expected_ppm"] = found.ppm
        facts["drift"] = None if found.drift is None else {
            "slope": found.drift.slope, "low": found.drift.low, "high": found.drift.high,
            "proven": found.drift.is_proven, "exit_after": found.drift.exit_after,
            "earliest_exit": found.drift.earliest_exit, "pieces": found.drift_pieces,
        }  # fmt: skip
        facts["advice"] = found.advice.value
        facts["tool_life"] = {"now": found.life.now, "lives": found.life.lives, "known": found.life.is_known}
    return facts


def _limits(found: Limits) -> dict[str, float]:
    return {"center": found.centre, "lcl": found.lower, "ucl": found.upper}


def _written(path: Path) -> int:
    print(cli.WRITTEN.format(path=path))
    return 0
