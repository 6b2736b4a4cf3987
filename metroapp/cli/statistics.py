"""`metroapp stats`: every figure by name, so that anyone can check them against their own data."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metroapp.analysis.capability import Cnomo, Index, Spread, Tolerance, cnomo
from metroapp.analysis.charts import Signal
from metroapp.analysis.percentiles import Fit, PercentilePerformance, percentile_performance
from metroapp.analysis.process_figures import Floors, ProcessFigures, process_figures
from metroapp.analysis.sample import Sample
from metroapp.analysis.small_shifts import Cusum, Ewma, Reference, cusum, ewma
from metroapp.cli import as_json
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.domain.statistical_terms import NELSON, WESTERN_ELECTRIC, ChartKind, Law, NoIndex
from metroapp.services.measured_columns import read_columns
from metroapp.wording import statistics as words
from metroapp.wording.numbers import number

_MOST_PLACES = 9
_SETS = {"nelson": NELSON, "western-electric": WESTERN_ELECTRIC}
_EWMA, _CUSUM = "ewma", "cusum"  # drawn beside the chart that is usual for the subgroups


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is added to the figures where it is asked for."""

    shift: Ewma | Cusum | None
    percentiles: PercentilePerformance | None
    cnomo: Cnomo | None
    customer: dict[str, Decimal | None]  # what the customer asks of CAM and of Cpk


def show_statistics(arguments: argparse.Namespace) -> int:
    """`metroapp stats FILE.csv --column NAME`"""
    tolerance, level = _tolerance(arguments), float(parse_number(arguments.level))
    sample = Sample.of(read_columns(arguments.file, [arguments.column]).numbers(arguments.column))
    found = process_figures(
        sample,
        tolerance,
        subgroup=arguments.subgroup,
        kind=None if arguments.chart in (None, _EWMA, _CUSUM) else ChartKind(arguments.chart),
        rules=_SETS[arguments.rules],
        floors=Floors(arguments.least_machine, arguments.least_subgroups),
        level=level,
    )
    percentiles = None
    if arguments.percentiles is not None or arguments.natural_zero:
        law = None if arguments.percentiles in (None, "auto") else Law(arguments.percentiles)
        percentiles = percentile_performance(
            sample, tolerance, law, from_zero=arguments.natural_zero, fewest=arguments.least_machine, level=level
        )
    customer = {"cam": _number(arguments.cnomo_cam), "cpk": _number(arguments.cnomo_cpk)}
    asked = _Asked(
        _shift(found, arguments),
        percentiles,
        _cnomo(found, tolerance) if arguments.cnomo or any(customer.values()) else None,
        customer,
    )
    if arguments.json:
        print(as_json.dump(_facts(found, arguments.rules) | _more_facts(found, asked)))
    else:
        _say(found)
        _say_more(asked, sample)
    return 0


def _number(text: str | None) -> Decimal | None:
    return None if text is None else parse_number(text)


def _shift(found: ProcessFigures, arguments: argparse.Namespace) -> Ewma | Cusum | None:
    if arguments.chart not in (_EWMA, _CUSUM):
        return None
    own = Reference.of(found.charts)
    centre, sigma = _number(arguments.center), _number(arguments.sigma)
    if sigma is not None and sigma <= 0:
        raise Refusal("stats.sigma")
    reference = Reference(own.centre if centre is None else float(centre), float(sigma or own.sigma))
    points = found.charts.location.points
    if arguments.chart == _EWMA:
        return ewma(points, reference, float(parse_number(arguments.weight)), float(parse_number(arguments.width)))
    return cusum(points, reference, float(parse_number(arguments.slack)), float(parse_number(arguments.interval)))


def _cnomo(found: ProcessFigures, tolerance: Tolerance) -> Cnomo:
    held = found.indices["cpk"].reason
    if held in (NoIndex.TOO_FEW, NoIndex.UNSTABLE):
        return Cnomo(reason=held)
    charts = found.charts
    return cnomo(tolerance, Spread(float(found.sample.mean), charts.sigma, charts.freedom, found.sample.n))


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


def _more_facts(found: ProcessFigures, asked: _Asked) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    shift = asked.shift
    if isinstance(shift, Ewma):
        facts[_EWMA] = {
            "center": shift.centre, "weight": shift.weight, "width": shift.width, "points": shift.points.tolist(),
            "lcl": shift.lower.tolist(), "ucl": shift.upper.tolist(),
        }  # fmt: skip
    elif shift is not None:
        facts[_CUSUM] = {
            "center": shift.centre, "slack": shift.slack, "interval": shift.interval, "began": shift.began,
            "above": shift.above.tolist(), "below": shift.below.tolist(),
        }  # fmt: skip
    if shift is not None:
        name = _EWMA if isinstance(shift, Ewma) else _CUSUM
        own = [{"chart": one.chart, "rule": one.rule, "point": one.point} for one in found.signals]
        facts["signals"] = own + [{"chart": name, "rule": 1, "point": point} for point in shift.out]
    if asked.percentiles is not None:
        facts["percentiles"] = _percentile_facts(asked.percentiles)
    if asked.cnomo is not None:
        one, customer = asked.cnomo, asked.customer
        facts["cnomo"] = {
            "cam": one.cam, "cpk": one.cpk, "reason": words.REASONS[one.reason] if one.reason else None,
            "asked_by_customer": {name: None if asked is None else float(asked) for name, asked in customer.items()},
        }  # fmt: skip
    return facts


def _percentile_facts(found: PercentilePerformance) -> dict[str, Any]:
    facts: dict[str, Any] = {"law": found.chosen.law.value if found.chosen else None}
    for name, index in (("pp", found.pp), ("ppk", found.ppk)):
        facts |= {name: index.value, f"{name}_low": index.low, f"{name}_high": index.high}
    facts["reason"] = {
        name: words.REASONS[one.reason] for name, one in (("pp", found.pp), ("ppk", found.ppk)) if one.reason
    }
    facts["tried"] = [_fit_facts(one) for one in found.tried]
    facts["impossible"] = {law.value: words.REASONS[reason] for law, reason in found.impossible.items()}
    return facts


def _fit_facts(fit: Fit) -> dict[str, Any]:
    low, middle, high = fit.percentiles
    return {
        "law": fit.law.value, "parameters": dict(fit.parameters), "x0135": low, "x50": middle, "x99865": high,
        "anderson_darling": fit.a2, "p": fit.p, "refused": fit.is_refused,
        "ppm_beyond": None if fit.beyond is None else 1e6 * fit.beyond,
    }  # fmt: skip


def _say_more(asked: _Asked, sample: Sample) -> None:
    if asked.shift is not None:
        _say_shift(asked.shift, _places(sample))
    found = asked.percentiles
    if found is not None:
        for one in found.tried:
            _say_fit(one, _places(sample), is_chosen=one is found.chosen)
        for law, reason in found.impossible.items():
            print(words.LAW_IMPOSSIBLE.format(law=words.LAWS[law], reason=words.REASONS[reason]))
        print(_index(words.PP_PERCENTILES, found.pp))
        print(_index(words.PPK_PERCENTILES, found.ppk))
    if asked.cnomo is not None:
        _say_cnomo(asked.cnomo, asked.customer)


def _say_shift(shift: Ewma | Cusum, places: int) -> None:
    if isinstance(shift, Ewma):
        limits = {"lcl": _size(float(shift.lower[-1]), places), "ucl": _size(float(shift.upper[-1]), places)}
        print(words.EWMA.format(weight=_shown(shift.weight), center=_size(shift.centre, places), **limits))
    else:
        shown = {"slack": _shown(shift.slack), "interval": _shown(shift.interval)}
        print(words.CUSUM.format(center=_size(shift.centre, places), **shown))
    if not shift.out:
        print(words.NO_SHIFT)
    elif isinstance(shift, Cusum):
        print(words.SHIFT_FROM.format(first=shift.out[0], count=len(shift.out), began=shift.began))
    else:
        print(words.SHIFT.format(first=shift.out[0], count=len(shift.out)))


def _say_fit(fit: Fit, places: int, *, is_chosen: bool) -> None:
    low, middle, high = (_size(one, places) for one in fit.percentiles)
    said = words.RANKS if fit.p is None else words.REFUSED_LAW if fit.is_refused else words.KEPT_LAW

    title = words.CHOSEN_LAW if is_chosen else words.OTHER_LAW
    print(
        title.format(
            law=words.LAWS[fit.law], low=low, middle=middle, high=high, said=said.format(p=words.p_value(fit.p))
        )
    )


def _say_cnomo(found: Cnomo, customer: dict[str, Decimal | None]) -> None:
    if found.cam is None or found.cpk is None:
        print(words.NO_CNOMO.format(reason=words.REASONS[found.reason] if found.reason else ""))
        return
    for name, value, asked in (
        (words.CNOMO_CAM, found.cam, customer["cam"]), (words.CNOMO_CPK, found.cpk, customer["cpk"]),
    ):  # fmt: skip
        if asked is None:
            print(words.CNOMO_INDEX.format(name=name, value=_shown(value)))
        else:
            said = words.CNOMO_REACHED if value >= float(asked) else words.CNOMO_NOT_REACHED
            print(said.format(name=name, value=_shown(value), asked=number(asked)))


def _places(sample: Sample) -> int:
    """Decimals of sizes: two more than those measured."""
    return min(sample.decimals, _MOST_PLACES - 2) + 2


def _say(found: ProcessFigures) -> None:
    sample = found.sample
    places = _places(sample)
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
    if index.value is not None and index.low is None:
        return words.BARE_INDEX.format(name=name, value=_shown(index.value))
    if index.value is None or index.low is None or index.high is None:
        return words.NO_INDEX.format(name=name, reason=words.REASONS[index.reason] if index.reason else "")
    return words.INDEX.format(name=name, value=_shown(index.value), low=_shown(index.low), high=_shown(index.high))


def _size(value: Fraction | float, places: int) -> str:
    return number(Decimal(f"{float(value):.{places}f}"))


def _shown(value: float) -> str:
    return number(Decimal(f"{value:.4g}"))
