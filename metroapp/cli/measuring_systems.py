"""`metroapp msa`: what a file says of a measuring system, by the columns that it has.

`operator, part, trial, value`: repeatability and reproducibility; `operator, part, trial, answer` (and `reference`):
attributes; `reference, value`: bias and linearity; `occasion, value`: stability; `value` with `--reference`: type 1.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from metroapp.analysis.agreement import Agreement, Judge, Share, agreement
from metroapp.analysis.gauge_study import Anova, Variation, analysis_of_variance, average_range, study_of
from metroapp.analysis.linearity import Bias, bias, linearity
from metroapp.analysis.reference_studies import FEWEST_OCCASIONS, Type1, stability, type1
from metroapp.cli import as_json
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.services.measured_columns import MeasuredColumns, read_columns, read_titles
from metroapp.wording import measuring_systems as words
from metroapp.wording import statistics as statistics_words
from metroapp.wording.numbers import number, signed

_OPERATOR, _PART, _TRIAL, _VALUE = "operator", "part", "trial", "value"
_ANSWER, _REFERENCE, _OCCASION = "answer", "reference", "occasion"
_CROSSED = (_OPERATOR, _PART, _TRIAL)
_PROVEN = 0.05  # p under which a bias is more than chance
_Given = TypeVar("_Given")


def show_study(arguments: argparse.Namespace) -> int:
    """`metroapp msa FILE.csv [--tolerance T] [--reference R] [--good ANSWER]`"""
    titles = set(read_titles(arguments.file))
    tolerance, reference = (
        None if text is None else parse_number(text) for text in (arguments.tolerance, arguments.reference)
    )
    if tolerance is not None and tolerance <= 0:
        raise Refusal("msa.tolerance")
    if reference is not None and (_PART in titles or _REFERENCE in titles):
        raise Refusal("msa.one_reference")
    studies: tuple[tuple[set[str], Callable[[argparse.Namespace, Decimal | None, Decimal | None], int]], ...] = (
        ({*_CROSSED, _ANSWER}, _show_attributes),
        ({*_CROSSED, _VALUE}, _show_crossed),
        ({_REFERENCE, _VALUE}, _show_linearity),
        ({_OCCASION, _VALUE}, _show_stability),
    )
    for columns, show in studies:
        if columns <= titles:
            return show(arguments, tolerance, reference)
    if _VALUE in titles and reference is not None:
        return _show_type1(arguments, tolerance, reference)
    if _VALUE in titles and not {_OPERATOR, _PART, _TRIAL} & titles:
        raise Refusal("msa.no_reference")
    return _show_crossed(arguments, tolerance, reference)  # whose missing column is named


def _keyed(columns: MeasuredColumns, given: Sequence[_Given]) -> dict[tuple[str, str, str], _Given]:
    """What is in a column, by operator, part and trial. Refuses `msa.unnamed` and `msa.twice`."""
    found: dict[tuple[str, str, str], _Given] = {}
    keys = zip(*(columns.cells[name] for name in _CROSSED), strict=True)
    for place, (key, value) in enumerate(zip(keys, given, strict=True), 1):
        if not all(key):
            raise Refusal("msa.unnamed", place=place)
        if key in found:
            raise Refusal("msa.twice", operator=key[0], part=key[1], trial=key[2])
        found[key] = value
    return found


def _show_crossed(arguments: argparse.Namespace, tolerance: Decimal | None, _: Decimal | None) -> int:
    columns = read_columns(arguments.file, [*_CROSSED, _VALUE])
    study = study_of({key: float(value) for key, value in _keyed(columns, columns.numbers(_VALUE)).items()})
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
    return said.format(p=statistics_words.p_value(p), interaction=_shown(found.interaction))


def _variation(found: Variation, tolerance: Decimal | None) -> dict[str, Any]:
    facts: dict[str, Any] = {name: getattr(found, name) for name in ("ev", "av", "grr", "pv", "tv")}
    facts |= {"percent_grr": found.percent_grr, "ndc": found.ndc}
    facts["reason"] = {name: words.NO_VARIATION for name in ("percent_grr", "ndc") if facts[name] is None}
    if tolerance is not None:
        facts["percent_tolerance"] = found.percent_tolerance(float(tolerance))
    return facts


def _table(found: Anova) -> dict[str, Any]:
    lines = [
        {"source": one.source, "df": one.df, "ss": one.ss, "ms": one.ms, "f": one.f, "p": one.p} for one in found.table
    ]
    return {"interaction": found.interaction, "interaction_pooled": found.pooled, "table": lines}


def _show_attributes(arguments: argparse.Namespace, _: Decimal | None, __: Decimal | None) -> int:
    has_reference = _REFERENCE in read_titles(arguments.file)
    columns = read_columns(arguments.file, [*_CROSSED, _ANSWER, *([_REFERENCE] if has_reference else [])])
    answers = [one.casefold() for one in columns.cells[_ANSWER]]
    if "" in answers:  # no answer is not one more answer
        raise Refusal("msa.no_answer", place=answers.index("") + 1)
    good = None if arguments.good is None else arguments.good.strip().casefold()
    found = agreement(_keyed(columns, answers), _known(columns) if has_reference else None, good)
    if arguments.json:
        print(as_json.dump({"attributes": _agreement(found)}))
        return 0
    for judge in found.judges:
        print(_judge(judge))
    for (one, other), kappa in found.pairs.items():
        print(words.PAIR.format(one=one, other=other, kappa=_kappa(kappa)))
    print(words.TOGETHER.format(
        kappa=_kappa(found.kappa), alike=found.unanimous.count, of=found.unanimous.of,
        percent=_shown(found.unanimous.percent),
    ))  # fmt: skip
    if found.all_right is not None:
        print(words.ALL_RIGHT.format(count=found.all_right.count, of=found.all_right.of))
    return 0


def _known(columns: MeasuredColumns) -> dict[str, str]:
    """What each part is. Refuses `msa.no_part_reference` and `msa.two_references`."""
    found: dict[str, str] = {}
    given = zip(columns.cells[_PART], columns.cells[_REFERENCE], strict=True)
    for place, (part, reference) in enumerate(given, 1):
        one = reference.casefold()
        if not one:
            raise Refusal("msa.no_part_reference", place=place, part=part)
        if found.setdefault(part, one) != one:
            raise Refusal("msa.two_references", part=part)
    return found


def _judge(judge: Judge) -> str:
    parts = [words.JUDGE.format(name=judge.name, alike=judge.repeated.count, of=judge.repeated.of)]
    if judge.right is not None:
        shown = {"right": judge.right.count, "of": judge.right.of, "kappa": _kappa(judge.kappa_reference)}
        parts.append(words.JUDGE_RIGHT.format(**shown))
    if judge.missed is not None:
        parts.append(words.JUDGE_MISSED.format(percent=_shown(judge.missed.percent)))
    if judge.false_alarms is not None:
        parts.append(words.JUDGE_ALARMS.format(percent=_shown(judge.false_alarms.percent)))
    return " · ".join(parts)


def _kappa(value: float | None) -> str:
    return "–" if value is None else _shown(value)


def _agreement(found: Agreement) -> dict[str, Any]:
    return {
        "operators": [
            {
                "name": one.name, "repeated": _share(one.repeated), "kappa_within": one.kappa_within,
                "right": _share(one.right), "kappa_reference": one.kappa_reference, "missed": _share(one.missed),
                "false_alarms": _share(one.false_alarms),
            }
            for one in found.judges
        ],
        "pairs": [{"one": one, "other": other, "kappa": kappa} for (one, other), kappa in found.pairs.items()],
        "kappa": found.kappa, "unanimous": _share(found.unanimous), "all_right": _share(found.all_right),
    }  # fmt: skip


def _share(found: Share | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"count": found.count, "of": found.of, "percent": found.percent, "low": found.low, "high": found.high}


def _show_linearity(arguments: argparse.Namespace, _: Decimal | None, __: Decimal | None) -> int:
    columns = read_columns(arguments.file, [_REFERENCE, _VALUE])
    pairs = list(zip(columns.numbers(_REFERENCE), columns.numbers(_VALUE), strict=True))
    line = linearity([float(one) for one, _ in pairs], [float(value) for _, value in pairs])
    groups: dict[Decimal, list[float]] = {}
    for one, value in pairs:
        groups.setdefault(one, []).append(float(value - one))
    biases = {one: bias(away, 0.0) for one, away in groups.items() if len(away) > 1}
    if arguments.json:
        print(as_json.dump({
            "linearity": {
                "slope": line.slope, "intercept": line.intercept, "r_squared": line.r_squared,
                "p_slope": line.p_slope, "p_intercept": line.p_intercept, "s": line.s,
            },
            "bias": [{"reference": float(one)} | _bias(found) for one, found in biases.items()],
        }))  # fmt: skip
        return 0
    for one, found in biases.items():
        print(words.BIAS.format(reference=number(one), bias=_signed(found.mean), said=_proof(found)))
    slope, p = _signed(line.slope), statistics_words.p_value(line.p_slope)
    r2 = "–" if line.r_squared is None else _shown(line.r_squared)
    print(words.LINEARITY.format(slope=slope, intercept=_signed(line.intercept), r2=r2, p=p))
    return 0


def _bias(found: Bias) -> dict[str, Any]:
    return {"mean": found.mean, "stdev": found.stdev, "t": found.t, "p": found.p}


def _proof(found: Bias) -> str:
    if found.p is None:
        return words.BIAS_BARE
    return (words.BIAS_PROVEN if found.p < _PROVEN else words.BIAS_NOT_PROVEN).format(
        p=statistics_words.p_value(found.p)
    )


def _signed(value: float) -> str:
    return signed(Decimal(f"{value:.4g}"))


def _show_stability(arguments: argparse.Namespace, _: Decimal | None, __: Decimal | None) -> int:
    columns = read_columns(arguments.file, [_OCCASION, _VALUE])
    occasions: dict[str, list[Decimal]] = {}
    for occasion, value in zip(columns.cells[_OCCASION], columns.numbers(_VALUE), strict=True):
        occasions.setdefault(occasion, []).append(value)
    found = stability(occasions)
    pair, trend = found.charts, found.drift
    few = words.FEW_OCCASIONS.format(count=pair.subgroups, least=FEWEST_OCCASIONS)
    if arguments.json:
        facts: dict[str, Any] = {"occasions": pair.subgroups, "stable": found.is_stable, "stdev_within": pair.sigma}
        facts["reason"] = None if found.is_stable is not None else few
        for chart in (pair.location, pair.spread):
            facts[chart.name] = {"center": chart.centre, "lcl": chart.lower, "ucl": chart.upper}
        facts["signals"] = [{"chart": one.chart, "rule": one.rule, "point": one.point} for one in found.signals]
        facts["drift"] = trend and {"slope": trend.slope, "low": trend.low, "high": trend.high}
        print(as_json.dump({"stability": facts}))
        return 0
    said = few if found.is_stable is None else words.STABLE if found.is_stable else words.UNSTABLE
    print(said.format(count=pair.subgroups))
    if trend is not None and trend.is_proven:
        print(words.DRIFTS.format(slope=_signed(trend.slope), low=_signed(trend.low), high=_signed(trend.high)))
    return 0


def _show_type1(arguments: argparse.Namespace, tolerance: Decimal | None, reference: Decimal) -> int:
    values = read_columns(arguments.file, [_VALUE]).numbers(_VALUE)
    share, width = (float(parse_number(text)) for text in (arguments.share, arguments.width))
    found = type1(values, reference, tolerance, share=share, width=width)
    if arguments.json:
        print(as_json.dump({"type1": _type1(found)}))
        return 0
    print(words.TYPE1.format(n=found.n, mean=_shown_size(found.mean, values), stdev=_shown(found.stdev)))
    print(words.BIAS.format(reference=number(reference), bias=_signed(found.bias.mean), said=_proof(found.bias)))
    for name, index in ((words.CG, found.cg), (words.CGK, found.cgk)):
        if index.value is None:
            reason = statistics_words.REASONS[index.reason] if index.reason else ""
            print(statistics_words.NO_INDEX.format(name=name, reason=reason))
        else:
            print(statistics_words.BARE_INDEX.format(name=name, value=_shown(index.value)))
    return 0


def _type1(found: Type1) -> dict[str, Any]:
    reasons = {name: one.reason for name, one in (("cg", found.cg), ("cgk", found.cgk)) if one.reason}
    return {
        "n": found.n, "mean": found.mean, "stdev": found.stdev, "cg": found.cg.value, "cgk": found.cgk.value,
        "bias": _bias(found.bias) | {"low": found.interval.low, "high": found.interval.high},
        "reason": {name: statistics_words.REASONS[reason] for name, reason in reasons.items()},
    }  # fmt: skip


def _shown_size(value: float, values: Sequence[Decimal]) -> str:
    places = max(-exponent for one in values if isinstance(exponent := one.as_tuple().exponent, int))
    return number(Decimal(f"{value:.{max(0, min(places, 7)) + 2}f}"))


def _shown(value: float) -> str:
    return number(Decimal(f"{value:.4g}"))
