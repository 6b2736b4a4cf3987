"""What the readings of a study say of its measuring system, once every one is there: before, nobody is told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metroapp.analysis.agreement import Agreement, agreement
from metroapp.analysis.chart_factors import factors
from metroapp.analysis.gauge_study import Anova, Variation, analysis_of_variance, average_range, study_of
from metroapp.analysis.linearity import Bias, Linearity, bias, linearity
from metroapp.analysis.reference_studies import Type1, type1
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.studies import Study, Turn
from metroapp.domain.study_acts import StudyKind
from metroapp.services.spc.study_figures import RangeOf

GOOD, BAD = "bonne", "mauvaise"  # the answers of an attribute study, as they are kept apart


@dataclass(frozen=True, slots=True)
class CrossedResult:
    """Repeatability and reproducibility, both ways; every range, and the limit of them."""

    average_range: Variation
    anova: Anova
    tolerance: float | None
    ranges: tuple[RangeOf, ...]
    limit: float


@dataclass(frozen=True, slots=True)
class LinearityResult:
    """The bias on each standard, and the straight line through all of it."""

    line: Linearity
    biases: tuple[tuple[Decimal, Bias], ...]


Result = CrossedResult | Type1 | LinearityResult | Agreement


def result_of(study: Study, means: Instrument | None) -> Result:
    """Refuses `study.incomplete`, and as the computations."""
    left = len(study.turns) - len(study.readings)
    if left:
        raise Refusal("study.incomplete", number=study.number, left=left)
    match study.kind:
        case StudyKind.CROSSED:
            return _crossed(study, means)
        case StudyKind.TYPE_1:
            assert study.opened.reference is not None
            values = [_value(study, turn, means) for turn in study.readings]
            return type1(values, study.opened.reference, study.opened.tolerance)
        case StudyKind.LINEARITY:
            return _linearity(study, means)
        case StudyKind.ATTRIBUTE:
            return _attribute(study)


def _value(study: Study, turn: Turn, means: Instrument | None) -> Decimal:
    reading = study.readings[turn]
    assert reading.value is not None
    return (reading.value if means is None else reading.value.to(means.kind.reading_unit)).value


def _crossed(study: Study, means: Instrument | None) -> CrossedResult:
    values = {
        (turn.operator, str(turn.piece), str(turn.trial)): float(_value(study, turn, means)) for turn in study.turns
    }
    table = study_of(values)
    found: dict[tuple[str, int], list[Decimal]] = {}
    for turn in study.turns:
        found.setdefault((turn.operator, turn.piece), []).append(_value(study, turn, means))
    ranges = {key: float(max(given) - min(given)) for key, given in found.items()}
    limit = factors(study.opened.trials).upper_range * sum(ranges.values()) / len(ranges)
    tolerance = study.opened.tolerance
    return CrossedResult(
        average_range(table), analysis_of_variance(table), None if tolerance is None else float(tolerance),
        tuple(
            RangeOf(operator, piece, ranges[operator, piece], ranges[operator, piece] > limit * (1 + 1e-9))
            for operator in study.opened.operators
            for piece in range(1, study.opened.pieces + 1)
        ),
        limit,
    )  # fmt: skip


def _linearity(study: Study, means: Instrument | None) -> LinearityResult:
    found: dict[Decimal, list[Decimal]] = {one: [] for one in study.opened.references}
    for turn in study.turns:
        found[study.opened.references[turn.piece - 1]].append(_value(study, turn, means))
    pairs = [(float(one), float(value)) for one, values in found.items() for value in values]
    line = linearity([one for one, _ in pairs], [value for _, value in pairs])
    biases = [(one, bias([float(value - one) for value in values], 0.0)) for one, values in found.items()]
    return LinearityResult(line, tuple(sorted(biases, key=lambda one: one[0])))


def _attribute(study: Study) -> Agreement:
    answers = {
        (turn.operator, str(turn.piece), str(turn.trial)): GOOD if reading.is_good else BAD
        for turn, reading in study.readings.items()
    }
    known = study.known_pieces
    if len(known) < study.opened.pieces:
        return agreement(answers)
    reference = {str(piece): GOOD if good else BAD for piece, good in known.items()}
    return agreement(answers, reference, GOOD if GOOD in {*answers.values(), *reference.values()} else None)
