"""`metroapp stats` and `metroapp msa`: every figure by name, so that anyone can check them against their own data."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import Any

from metroapp.analysis.capability import Index, Tolerance
from metroapp.analysis.charts import Chart
from metroapp.analysis.gauge_study import Anova, Variation, analysis_of_variance, average_range, study_of
from metroapp.analysis.process_figures import Floors, ProcessFigures, process_figures
from metroapp.analysis.sample import Sample
from metroapp.cli import as_json
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.domain.statistical_terms import NELSON, WESTERN_ELECTRIC, ChartKind
from metroapp.services.measured_columns import numbers, read_columns
from metroapp.wording import statistics as words

_SETS = {"nelson": NELSON, "western-electric": WESTERN_ELECTRIC}
_OPERATOR, _PART, _TRIAL, _VALUE = "operator", "part", "trial", "value"


def show_statistics(arguments: argparse.Namespace) -> int:
    """`metroapp stats FILE.csv --column NAME`"""
    cells = read_columns(arguments.file, [arguments.column])[arguments.column]
    tolerance = _tolerance(arguments)
    try:
        sample = Sample.of(numbers(cells, arguments.column))
    except OverflowError as error:
        raise Refusal("stats.spread") from error
    found = process_figures(
        sample,
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
    print(words.TITLE.format(
        n=sample.n, mean=_shown(float(sample.mean)), stdev=_shown(sample.stdev),
        range=_shown(float(sample.maximum - sample.minimum)),
        min=_shown(float(sample.minimum)), max=_shown(float(sample.maximum)),
    ))  # fmt: skip
    for chart in (found.charts.location, found.charts.spread):
        print(_chart(chart))
    for name, index in found.indices.items():
        print(_index(name.capitalize(), index))
    for one in found.signals:
        print(words.SIGNAL.format(point=one.point, chart=one.chart, rule=words.RULE_OF_NUMBER[one.rule]))
    if not found.signals:
        print(words.NO_SIGNAL)


def _chart(chart: Chart) -> str:
    return words.CHART.format(
        name=chart.name, center=_shown(chart.centre), lcl=_shown(chart.lower), ucl=_shown(chart.upper)
    )


def _index(name: str, index: Index) -> str:
    if index.value is None or index.low is None or index.high is None:
        return words.NO_INDEX.format(name=name, reason=words.REASONS[index.reason] if index.reason else "")
    return words.INDEX.format(name=name, value=_shown(index.value), low=_shown(index.low), high=_shown(index.high))


def _shown(value: float) -> str:
    return f"{value:.6g}".replace(".", ",").replace("-", "−")


def show_study(arguments: argparse.Namespace) -> int:
    """`metroapp msa FILE.csv [--tolerance T]`"""
    columns = read_columns(arguments.file, [_OPERATOR, _PART, _TRIAL, _VALUE])
    tolerance = None if arguments.tolerance is None else parse_number(arguments.tolerance)
    if tolerance is not None and tolerance <= 0:
        raise Refusal("msa.tolerance")
    values: dict[tuple[str, str, str], float] = {}
    keys = zip(columns[_OPERATOR], columns[_PART], columns[_TRIAL], strict=True)
    for key, value in zip(keys, numbers(columns[_VALUE], _VALUE), strict=True):
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
    return 0


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
