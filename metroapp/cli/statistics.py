"""`metroapp stats` and `metroapp msa`: every figure by name, so that anyone can check them against their own data."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metroapp.analysis.capability import Index, Tolerance
from metroapp.analysis.charts import Signal
from metroapp.analysis.gauge_study import Anova, Variation, analysis_of_variance, average_range, study_of
from metroapp.analysis.process_figures import Floors, ProcessFigures, process_figures
from metroapp.analysis.sample import Sample
from metroapp.cli import as_json
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.domain.statistical_terms import NELSON, WESTERN_ELECTRIC, ChartKind
from metroapp.services.measured_columns import read_columns
from metroapp.wording import statistics as words
from metroapp.wording.numbers import number

_MOST_PLACES = 9
_SETS = {"nelson": NELSON, "western-electric": WESTERN_ELECTRIC}
_OPERATOR, _PART, _TRIAL, _VALUE = "operator", "part", "trial", "value"


def show_statistics(arguments: argparse.Namespace) -> int:
    """`metroapp stats FILE.csv --column NAME`"""
    tolerance = _tolerance(arguments)
    found = process_figures(
        Sample.of(read_columns(arguments.file, [arguments.column]).numbers(arguments.column)),
        tolerance,
        subgroup=arguments.subgroup,
        kind=None if arguments.chart is None else ChartKind(arguments.chart),
        rules=_SETS[arguments.rules],
        floors=Floors(arguments.least_machine, arguments.least_subgroups),
        level=float(parse_number(arguments.level)),
    )
    if arguments.json:
        print(as_json.dump(_facts(found, arguments.rules)))
    else:
        _say(found)
    return 0


def _tolerance(arguments: argparse.Namespace) -> Tolerance:
    lower, upper = (None if text in ("-", "–") else parse_number(text) for text in arguments.limits or ("-", "-"))
    if lower is not None and upper is not None and lower >= upper:
        raise Refusal("stats.limits")
    target = None if arguments.target is None else parse_number(arguments.target)
    return Tolerance(*(None if value is None else float(value) for value in (lower, upper, target)))


def _facts(found: ProcessFigures, rules: str) -> dict[str, Any]:
    sample = found.sample
    facts: dict[str, Any] = {
        "n": sample.n,
        "mean": float(sample.mean),
        "stdev": sample.stdev,
        "range": float(sample.maximum - sample.minimum),
        "min": float(sample.minimum),
        "max": float(sample.maximum),
        "autocorrelation_lag1": sample.autocorrelation,
        "subgroups": found.charts.subgroups,
        "left_over": found.left_over,
    }
    for name, index in found.indices.items():
        facts |= {name: index.value, f"{name}_low": index.low, f"{name}_high": index.high}
    facts["reason"] = {name: words.REASONS[one.reason] for name, one in found.indices.items() if one.reason}
    for chart in (found.charts.location, found.charts.spread):
        facts[chart.name] = {"center": chart.centre, "lcl": chart.lower, "ucl": chart.upper}
    facts["stdev_within"] = found.charts.sigma
    facts["rules"] = rules
    facts["signals"] = [{"chart": one.chart, "rule": one.rule, "point": one.point} for one in found.signals]
    return facts


def _say(found: ProcessFigures) -> None:
    sample = found.sample
    places = min(sample.decimals, _MOST_PLACES - 2) + 2  # of sizes: two more than those measured
    print(words.TITLE.format(
        n=sample.n, mean=_size(sample.mean, places), stdev=_shown(sample.stdev),
        range=_size(sample.maximum - sample.minimum, places),
        min=_size(sample.minimum, places), max=_size(sample.maximum, places),
    ))  # fmt: skip
    if found.left_over:
        print(words.LEFT_OVER.format(count=found.left_over))
    for chart in (found.charts.location, found.charts.spread):
        limits = {"center": chart.centre, "lcl": chart.lower, "ucl": chart.upper}
        shown = {name: _size(value, places) for name, value in limits.items()}
        print(words.CHART.format(name=words.CHARTS[chart.name], **shown))
    for name, index in found.indices.items():
        print(_index(name.capitalize(), index))
    for run in _runs(found.signals):
        first, last, said = run[0], run[-1], words.SIGNAL if len(run) == 1 else words.SIGNALS
        name, rule = words.CHARTS[first.chart], words.RULE_OF_NUMBER[first.rule]
        print(said.format(point=first.point, first=first.point, last=last.point, chart=name, rule=rule))
    if not found.signals:
        print(words.NO_SIGNAL)


def _runs(signals: Sequence[Signal]) -> list[list[Signal]]:
    """Signals of one rule at points that follow each other, together; in the order of their first points."""
    runs: list[list[Signal]] = []
    last: dict[tuple[str, int], list[Signal]] = {}
    for one in signals:
        run = last.get((one.chart, one.rule))
        if run is not None and run[-1].point + 1 == one.point:
            run.append(one)
        else:
            last[one.chart, one.rule] = [one]
            runs.append(last[one.chart, one.rule])
    return runs


def _index(name: str, index: Index) -> str:
    if index.value is None or index.low is None or index.high is None:
        return words.NO_INDEX.format(name=name, reason=words.REASONS[index.reason] if index.reason else "")
    return words.INDEX.format(name=name, value=_shown(index.value), low=_shown(index.low), high=_shown(index.high))


def _size(value: Fraction | float, places: int) -> str:
    return number(Decimal(f"{float(value):.{places}f}"))


def _shown(value: float) -> str:
    return number(Decimal(f"{value:.4g}"))


def show_study(arguments: argparse.Namespace) -> int:
    """`metroapp msa FILE.csv [--tolerance T]`"""
    columns = read_columns(arguments.file, [_OPERATOR, _PART, _TRIAL, _VALUE])
    tolerance = None if arguments.tolerance is None else parse_number(arguments.tolerance)
    if tolerance is not None and tolerance <= 0:
        raise Refusal("msa.tolerance")
    values: dict[tuple[str, str, str], float] = {}
    keys = zip(*(columns.cells[name] for name in (_OPERATOR, _PART, _TRIAL)), strict=True)
    for place, (key, value) in enumerate(zip(keys, columns.numbers(_VALUE), strict=True), 1):
        if not all(key):
            raise Refusal("msa.unnamed", place=place)
        if key in values:
            raise Refusal("msa.twice", operator=key[0], part=key[1], trial=key[2])
        values[key] = float(value)
    study = study_of(values)
    by_range, by_variance = average_range(study), analysis_of_variance(study)
    if arguments.json:
        print(as_json.dump({
            "average_range": _variation(by_range, tolerance),
            "anova": _variation(by_variance.variation, tolerance) | _table(by_variance),
        }))  # fmt: skip
        return 0
    for title, one in ((words.AVERAGE_RANGE, by_range), (words.ANOVA, by_variance.variation)):
        shown = {name: _shown(getattr(one, name)) for name in ("ev", "av", "grr", "pv", "tv")}
        percent = "–" if one.percent_grr is None else _shown(one.percent_grr)
        print(words.STUDY.format(method=title, percent=percent, ndc="–" if one.ndc is None else one.ndc, **shown))
        if tolerance is not None:
            print(words.STUDY_TOLERANCE.format(percent=_shown(one.percent_tolerance(float(tolerance)))))
    print(_interaction(by_variance))
    return 0


def _interaction(found: Anova) -> str:
    p = next((line.p for line in found.table if line.source == "interaction"), None)
    said = words.POOLED if found.pooled else words.INTERACTION
    return said.format(p="–" if p is None else _shown(p), interaction=_shown(found.interaction))


def _variation(found: Variation, tolerance: Decimal | None) -> dict[str, Any]:
    facts: dict[str, Any] = {name: getattr(found, name) for name in ("ev", "av", "grr", "pv", "tv")}
    facts |= {"percent_grr": found.percent_grr, "ndc": found.ndc}
    if tolerance is not None:
        facts["percent_tolerance"] = found.percent_tolerance(float(tolerance))
    return facts


def _table(found: Anova) -> dict[str, Any]:
    lines = [
        {"source": one.source, "df": one.df, "ss": one.ss, "ms": one.ms, "f": one.f, "p": one.p} for one in found.table
    ]
    return {"interaction": found.interaction, "interaction_pooled": found.pooled, "table": lines}
