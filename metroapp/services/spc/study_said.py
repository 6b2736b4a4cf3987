"""What the result of a study says, for the window and for its paper: one sentence, bars, tables, and what to look at.

Thresholds are those in common use (AIAG MSA: R&R 10 and 30 %, ndc 5, κ 0.40 and 0.75; Cg 1.33): they grade, quality
concludes.
"""

from __future__ import annotations

from collections.abc import Sequence

from metroapp.analysis.agreement import GOOD_ABOVE, POOR_UNDER, Agreement, Judge, Share
from metroapp.analysis.capability import Index
from metroapp.analysis.gauge_study import Variation
from metroapp.analysis.reference_studies import Type1
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.studies import Study
from metroapp.services.spc.study_figures import Grade, SaidBar, SaidBars, SaidTable, StudySaid
from metroapp.services.spc.study_results import CrossedResult, LinearityResult, result_of
from metroapp.wording import statistics as statistics_words
from metroapp.wording import studies as words
from metroapp.wording.numbers import UNIT_SYMBOLS, number
from metroapp.wording.sentences import sentence

_FEWEST_CATEGORIES = 5
_CG = 1.33
_PROVEN = 0.05
_MOST_NAMED = 6  # ranges out of their limit


def say(study: Study, means: Instrument | None) -> StudySaid:
    """In words; a study that could not be computed says why."""
    unit = "" if means is None else UNIT_SYMBOLS[means.kind.reading_unit]
    try:
        found = result_of(study, means)
    except Refusal as refusal:
        return StudySaid(sentence(refusal), Grade.NONE)
    match found:
        case CrossedResult():
            return _crossed(found, unit)
        case Type1():
            return _type1(study, found, unit)
        case LinearityResult():
            return _linearity(study, found, unit)
        case Agreement():
            return _agreement(found)


# -- crossed ----------------------------------------------------------------------------------------------------------


def _crossed(found: CrossedResult, unit: str) -> StudySaid:
    variation, interaction = found.anova.variation, found.anova.interaction
    percent = variation.percent_grr if found.tolerance is None else variation.percent_tolerance(found.tolerance)
    notes = []
    grade = Grade.NONE
    headline = words.NO_VARIATION
    if percent is not None and variation.tv > 0:
        grade = Grade.GOOD if percent < 10 else Grade.FAIR if percent <= 30 else Grade.BAD
        headline = words.grade(percent, found.tolerance is not None)
        if grade is not Grade.GOOD:
            is_equipment = variation.ev >= max(variation.av, interaction)
            cause = words.FROM_EQUIPMENT if is_equipment else words.FROM_OPERATORS
            notes.append(words.LARGEST.format(cause=cause))
    if variation.ndc is not None and variation.ndc < _FEWEST_CATEGORIES:
        notes.append(words.FEW_CATEGORIES.format(ndc=variation.ndc))
    out = [words.OUT_RANGE.format(operator=one.operator, piece=one.piece) for one in found.ranges if one.is_out]
    if out:
        more = ["…"] if len(out) > _MOST_NAMED else []
        notes.append(words.OUT_RANGES.format(places=" ; ".join(out[:_MOST_NAMED] + more)))
    said = words.POOLED if found.anova.pooled else words.INTERACTION.format(value=words.shown(interaction))
    return StudySaid(
        headline, grade, (*notes, said, words.CUSTOM), _parts(found, grade), (_figures(found, unit), _anova(found)),
        found.ranges, found.limit, unit,
    )  # fmt: skip


def _parts(found: CrossedResult, grade: Grade) -> SaidBars | None:
    """Of the total standard deviation; squares add up, these do not."""
    one, interaction = found.anova.variation, found.anova.interaction
    if one.tv == 0:
        return None
    parts = [(words.EV, one.ev), (words.AV, one.av), (words.INT, interaction), (words.GRR, one.grr), (words.PV, one.pv)]
    bars = [
        SaidBar(name, 100 * value / one.tv, words.PERCENT.format(value=words.shown(100 * value / one.tv, 3)))
        for name, value in parts
        if value or name is not words.INT
    ]
    if found.tolerance is not None:
        percent = one.percent_tolerance(found.tolerance)
        figure = words.PERCENT.format(value=words.shown(percent, 3))
        bars.append(SaidBar(words.GRR_OF_TOLERANCE, percent, figure, grade))
    return SaidBars(words.VARIATIONS, tuple(bars), marks=(10, 30))


def _figures(found: CrossedResult, unit: str) -> SaidTable:
    both = (found.average_range, found.anova.variation)
    rows: list[tuple[str | float, ...]] = [
        (name, *(float(getattr(one, field)) for one in both))
        for name, field in (
            (words.EV, "ev"), (words.AV, "av"), (words.GRR, "grr"), (words.PV, "pv"), (words.TV, "tv"),
        )
    ]  # fmt: skip
    rows.append((words.PERCENT_GRR, *(_percent(one.percent_grr) for one in both)))
    if found.tolerance is not None:
        rows.append((words.PERCENT_TOLERANCE, *(_percent(one.percent_tolerance(found.tolerance)) for one in both)))
    rows.append((words.NDC, *(_whole(one) for one in both)))
    return SaidTable(words.RESULTS, (words.QUANTITY.format(unit=unit), *words.METHODS), tuple(rows))


def _anova(found: CrossedResult) -> SaidTable:
    rows = tuple(
        (
            words.SOURCES[one.source], one.df, one.ss, *("" if value is None else value for value in (one.ms, one.f)),
            "" if one.p is None else statistics_words.p_value(one.p),
        )
        for one in found.anova.table
    )  # fmt: skip
    return SaidTable(words.ANOVA, words.ANOVA_COLUMNS, rows)


def _percent(value: float | None) -> str | float:
    return "–" if value is None else value


def _whole(variation: Variation) -> str | float:
    return "–" if variation.ndc is None else variation.ndc


# -- type 1 -----------------------------------------------------------------------------------------------------------


def _type1(study: Study, found: Type1, unit: str) -> StudySaid:
    cg, cgk = found.cg.value, found.cgk.value
    reason = found.cg.reason
    if cg is None or cgk is None:
        said = statistics_words.REASONS[reason] if reason else ""
        headline, grade, bars = words.TYPE_1_NONE.format(reason=said), Grade.NONE, None
    else:
        is_good = min(cg, cgk) >= _CG
        name, worst = ("Cg", cg) if cg < _CG else ("Cgk", cgk)
        headline = words.TYPE_1_GOOD if is_good else words.TYPE_1_BAD.format(name=name, value=words.shown(worst, 3))
        grade = Grade.GOOD if is_good else Grade.BAD
        bars = SaidBars(words.CG_BARS, (_cg(words.CG, found.cg), _cg(words.CGK, found.cgk)), full=2 * _CG, marks=(_CG,))
    bias, reference = found.bias, study.opened.reference
    rows: list[tuple[str | float, ...]] = [
        (words.REFERENCE, "" if reference is None else float(reference)),
        (words.MEAN, found.mean),
        (words.STDEV, found.stdev),
        (words.BIAS, bias.mean),
        (
            words.BIAS_INTERVAL,
            words.FROM_TO.format(low=words.shown(found.interval.low), high=words.shown(found.interval.high)),
        ),
    ]
    notes = [words.CUSTOM]
    if bias.p is not None and bias.p < _PROVEN:
        notes.insert(0, words.BIAS_PROVEN.format(p=statistics_words.p_value(bias.p)))
    table = SaidTable(words.RESULTS, (words.SIZE.format(unit=unit), words.VALUE), tuple(rows))
    return StudySaid(headline, grade, tuple(notes), bars, (table,), unit=unit)


def _cg(name: str, index: Index) -> SaidBar:
    value = index.value or 0.0
    return SaidBar(name, max(0.0, value), words.shown(value, 3), Grade.GOOD if value >= _CG else Grade.BAD)


# -- linearity --------------------------------------------------------------------------------------------------------


def _linearity(study: Study, found: LinearityResult, unit: str) -> StudySaid:
    line = found.line
    proven = [_is_proven(line.p_slope), _is_proven(line.p_intercept)]
    headline, grade = words.LINEARITY_GOOD, Grade.GOOD
    if proven[0]:
        headline, grade = words.LINEARITY_BAD.format(slope=words.shown(line.slope)), Grade.BAD
    elif proven[1] or any(_is_proven(one.p) for _, one in found.biases):
        headline, grade = words.LINEARITY_FAIR, Grade.FAIR
    tolerance = study.opened.tolerance
    widest = max(abs(one.mean) for _, one in found.biases)
    full = float(tolerance) if tolerance is not None else widest or 1.0
    bars = tuple(
        SaidBar(
            words.STANDARD_OF.format(size=number(size)), abs(one.mean), words.signed_shown(one.mean),
            Grade.BAD if _is_proven(one.p) else Grade.GOOD,
        )
        for size, one in found.biases
    )  # fmt: skip
    title = words.BIAS_BARS if tolerance is None else words.BIAS_BARS_OF_TOLERANCE
    rows: list[tuple[str | float, ...]] = [
        (words.STANDARD_OF.format(size=number(size)), one.mean, one.stdev, statistics_words.p_value(one.p))
        for size, one in found.biases
    ]
    rows.append((words.SLOPE, line.slope, "", statistics_words.p_value(line.p_slope)))
    rows.append((words.INTERCEPT, line.intercept, "", statistics_words.p_value(line.p_intercept)))
    table = SaidTable(words.RESULTS, (words.SIZE.format(unit=unit), *words.LINEARITY_COLUMNS), tuple(rows))
    explained = () if line.r_squared is None else (words.R_SQUARED.format(value=words.shown(line.r_squared, 3)),)
    notes = (*explained, words.BIAS_COLOUR)
    return StudySaid(headline, grade, notes, SaidBars(title, bars, full), (table,), unit=unit)


def _is_proven(p: float | None) -> bool:
    return p is not None and p < _PROVEN


# -- attributes -------------------------------------------------------------------------------------------------------


def _agreement(found: Agreement) -> StudySaid:
    has_truth = found.all_right is not None
    marks = [(words.TOGETHER, found.kappa)] if found.kappa is not None else []
    if has_truth:
        marks += [
            (words.AGAINST_TRUTH.format(name=one.name), one.kappa_reference)
            for one in found.judges
            if one.kappa_reference is not None
        ]
    if not marks:
        headline, grade = words.ATTRIBUTE_ONE, Grade.NONE
    else:
        name, kappa = min(marks, key=lambda one: one[1])
        grade = Grade.GOOD if kappa > GOOD_ABOVE else Grade.FAIR if kappa >= POOR_UNDER else Grade.BAD
        said = {
            Grade.GOOD: words.ATTRIBUTE_GOOD, Grade.FAIR: words.ATTRIBUTE_FAIR, Grade.BAD: words.ATTRIBUTE_BAD,
        }[grade]  # fmt: skip
        headline = said.format(kappa=words.shown(kappa, 2))
        if len(marks) > 1:
            headline = f"{headline} {words.WORST_JUDGE.format(name=name)}"
    shares = [(one.name, one.right if has_truth and one.right is not None else one.repeated) for one in found.judges]
    bars = SaidBars(
        words.RIGHT_BARS if has_truth else words.AGREED_BARS,
        tuple(SaidBar(name, share.percent, _count(share), _of_share(share)) for name, share in shares),
    )
    table = SaidTable(words.JUDGES, words.JUDGE_COLUMNS, tuple(map(_judge, found.judges)))
    notes = () if has_truth else (words.NO_TRUTH,)
    return StudySaid(headline, grade, (*notes, words.CUSTOM), bars, (table,))


def _of_share(share: Share) -> Grade:
    return Grade.GOOD if share.percent >= 90 else Grade.FAIR if share.percent >= 80 else Grade.BAD


def _count(share: Share | None) -> str:
    return "–" if share is None else words.COUNT_OF.format(count=share.count, of=share.of)


def _judge(one: Judge) -> tuple[str, ...]:
    kappa = "–" if one.kappa_reference is None else words.shown(one.kappa_reference, 2)
    shares: Sequence[Share | None] = (one.missed, one.false_alarms)
    said = ("–" if share is None else words.PERCENT.format(value=words.shown(share.percent, 3)) for share in shares)
    return (one.name, _count(one.repeated), _count(one.right), kappa, *said)
