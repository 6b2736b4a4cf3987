"""The figures of the evidence, by which candidates are put side by side: counts, deviations, times; none is a mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum

from metroapp.domain.exam_agreement import Agreement, AgreementTable
from metroapp.domain.exam_criteria import Criterion, FactKind
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.suitability import Fitness

Value = int | Decimal | timedelta | None  # None: nothing to say


class Figure(Enum):
    """One figure of the evidence, by which candidates are put side by side."""

    MEANS_USED = "means_used"  # couples of a characteristic and an instrument
    MEANS_FIT = "means_fit"
    MEANS_ACCEPTED = "means_accepted"
    MEANS_UNKNOWN = "means_unknown"
    MEANS_UNFIT = "means_unfit"
    MEANS_REFUSABLE = "means_refusable"  # that the program would have refused
    MEANS_UNDECLARED = "means_undeclared"
    DEVIATIONS_COUNTED = "deviations_counted"
    DEVIATIONS_INDICATIVE = "deviations_indicative"
    LARGEST_DEVIATION = "largest_deviation"  # % of IT
    MEAN_DEVIATION = "mean_deviation"  # % of IT
    LARGEST_EN = "largest_en"
    VALUES_COMPARED = "values_compared"  # with the verdict of the program
    VALUES_AGREED = "values_agreed"
    FALSE_ACCEPTS = "false_accepts"
    FALSE_REJECTS = "false_rejects"
    VALUES_UNDECIDED = "values_undecided"
    REFERENCE_COMPARED = "reference_compared"
    REFERENCE_AGREED = "reference_agreed"
    REFERENCE_FALSE_ACCEPTS = "reference_false_accepts"
    REFERENCE_FALSE_REJECTS = "reference_false_rejects"
    PIECES_COMPARED = "pieces_compared"
    PIECES_AGREED = "pieces_agreed"
    PIECES_FALSE_ACCEPTS = "pieces_false_accepts"
    PIECES_FALSE_REJECTS = "pieces_false_rejects"
    PIECES_INCOMPLETE = "pieces_incomplete"
    PIECES_REFERENCE_COMPARED = "pieces_reference_compared"
    PIECES_REFERENCE_AGREED = "pieces_reference_agreed"
    PIECES_REFERENCE_FALSE_ACCEPTS = "pieces_reference_false_accepts"
    PIECES_REFERENCE_FALSE_REJECTS = "pieces_reference_false_rejects"
    SET_UP_FILLED = "set_up_filled"
    SET_UP_BLANK = "set_up_blank"
    FOLLOW_UP_FILLED = "follow_up_filled"
    FOLLOW_UP_BLANK = "follow_up_blank"
    PRODUCTION_EVENTS = "production_events"
    BOXES_PLANNED = "boxes_planned"
    BOXES_MEASURED = "boxes_measured"
    BOXES_EMPTY = "boxes_empty"
    BOXES_IMPOSSIBLE = "boxes_impossible"
    BOXES_UNDECLARED = "boxes_undeclared"
    PIECES_UNSORTED = "pieces_unsorted"
    BOXES_RETAKEN = "boxes_retaken"
    VALUES_CANCELLED = "values_cancelled"
    VALUES_TYPED = "values_typed"
    DOUBTS = "doubts"
    READINGS_DROPPED = "readings_dropped"
    PAPERS_REQUIRED = "papers_required"
    PAPERS_MISSING = "papers_missing"
    TIME_ALLOTTED = "time_allotted"
    TIME_TAKEN = "time_taken"
    TIME_OVERRUN = "time_overrun"
    TIME_SUSPENSIONS = "time_suspensions"
    TIME_INTERRUPTIONS = "time_interruptions"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of several candidates, in their order."""

    figure: Figure
    values: tuple[Value, ...]


_Of = Callable[[CandidateEvidence], Value]


def _means(*which: Fitness) -> _Of:
    return lambda one: sum(used.fitness in which for found in one.means for used in found.used)


def _counts(table: Callable[[CandidateEvidence], AgreementTable], *which: Agreement) -> _Of:
    return lambda one: table(one).count(*which)


def _program(one: CandidateEvidence) -> AgreementTable:
    return one.verdicts.boxes_with_program


def _reference(one: CandidateEvidence) -> AgreementTable:
    return one.verdicts.boxes_with_reference


def _pieces(one: CandidateEvidence) -> AgreementTable:
    return one.verdicts.pieces_with_program


def _pieces_reference(one: CandidateEvidence) -> AgreementTable:
    return one.verdicts.pieces_with_reference


FIGURES: dict[FactKind, dict[Figure, _Of]] = {
    FactKind.MEANS: {
        Figure.MEANS_USED: lambda one: sum(len(found.used) for found in one.means),
        Figure.MEANS_FIT: _means(Fitness.GOOD),
        Figure.MEANS_ACCEPTED: _means(Fitness.ACCEPTED),
        Figure.MEANS_UNKNOWN: _means(Fitness.UNKNOWN),
        Figure.MEANS_UNFIT: _means(Fitness.UNFIT),
        Figure.MEANS_REFUSABLE: lambda one: sum(used.refusal is not None for found in one.means for used in found.used),
        Figure.MEANS_UNDECLARED: lambda one: sum(found.is_measured_undeclared for found in one.means),
    },
    FactKind.ACCURACY: {
        Figure.DEVIATIONS_COUNTED: lambda one: len(one.accuracy.counted),
        Figure.DEVIATIONS_INDICATIVE: lambda one: len(one.accuracy.boxes) - len(one.accuracy.counted),
        Figure.LARGEST_DEVIATION: lambda one: one.accuracy.largest_percent,
        Figure.MEAN_DEVIATION: lambda one: one.accuracy.mean_percent,
        Figure.LARGEST_EN: lambda one: one.accuracy.largest_en,
    },
    FactKind.VERDICTS: {
        Figure.VALUES_COMPARED: lambda one: _program(one).compared,
        Figure.VALUES_AGREED: lambda one: _program(one).agreed,
        Figure.FALSE_ACCEPTS: _counts(_program, Agreement.FALSE_ACCEPT),
        Figure.FALSE_REJECTS: _counts(_program, Agreement.FALSE_REJECT),
        Figure.VALUES_UNDECIDED: _counts(_program, Agreement.UNDECIDED),
        Figure.REFERENCE_COMPARED: lambda one: _reference(one).compared,
        Figure.REFERENCE_AGREED: lambda one: _reference(one).agreed,
        Figure.REFERENCE_FALSE_ACCEPTS: _counts(_reference, Agreement.FALSE_ACCEPT),
        Figure.REFERENCE_FALSE_REJECTS: _counts(_reference, Agreement.FALSE_REJECT),
        Figure.PIECES_COMPARED: lambda one: _pieces(one).compared,
        Figure.PIECES_AGREED: lambda one: _pieces(one).agreed,
        Figure.PIECES_FALSE_ACCEPTS: _counts(_pieces, Agreement.FALSE_ACCEPT),
        Figure.PIECES_FALSE_REJECTS: _counts(_pieces, Agreement.FALSE_REJECT),
        Figure.PIECES_INCOMPLETE: _counts(_pieces, Agreement.INCOMPLETE),
        Figure.PIECES_REFERENCE_COMPARED: lambda one: _pieces_reference(one).compared,
        Figure.PIECES_REFERENCE_AGREED: lambda one: _pieces_reference(one).agreed,
        Figure.PIECES_REFERENCE_FALSE_ACCEPTS: _counts(_pieces_reference, Agreement.FALSE_ACCEPT),
        Figure.PIECES_REFERENCE_FALSE_REJECTS: _counts(_pieces_reference, Agreement.FALSE_REJECT),
    },
    FactKind.PRODUCTION: {
        Figure.SET_UP_FILLED: lambda one: len(one.production.set_up.filled),
        Figure.SET_UP_BLANK: lambda one: len(one.production.set_up.blank),
        Figure.FOLLOW_UP_FILLED: lambda one: len(one.production.follow_up.filled),
        Figure.FOLLOW_UP_BLANK: lambda one: len(one.production.follow_up.blank),
        Figure.PRODUCTION_EVENTS: lambda one: len(one.production.events),
    },
    FactKind.RECORDING: {
        Figure.BOXES_PLANNED: lambda one: one.recording.planned,
        Figure.BOXES_MEASURED: lambda one: one.recording.measured,
        Figure.BOXES_EMPTY: lambda one: len(one.recording.empty),
        Figure.BOXES_IMPOSSIBLE: lambda one: len(one.recording.impossible),
        Figure.BOXES_UNDECLARED: lambda one: len(one.recording.undeclared),
        Figure.PIECES_UNSORTED: lambda one: len(one.recording.unsorted),
        Figure.BOXES_RETAKEN: lambda one: len(one.recording.retaken),
        Figure.VALUES_CANCELLED: lambda one: len(one.recording.cancelled),
        Figure.VALUES_TYPED: lambda one: len(one.recording.typed),
        Figure.DOUBTS: lambda one: len(one.recording.doubts),
        Figure.READINGS_DROPPED: lambda one: len(one.recording.dropped),
    },
    FactKind.DOSSIER: {
        Figure.PAPERS_REQUIRED: lambda one: len(one.dossier.required),
        Figure.PAPERS_MISSING: lambda one: None if one.dossier.missing is None else len(one.dossier.missing),
    },
    FactKind.TIME: {
        Figure.TIME_ALLOTTED: lambda one: one.time.allotted,
        Figure.TIME_TAKEN: lambda one: one.time.taken,
        Figure.TIME_OVERRUN: lambda one: one.time.overrun,
        Figure.TIME_SUSPENSIONS: lambda one: len(one.time.suspensions),
        Figure.TIME_INTERRUPTIONS: lambda one: len(one.time.interruptions),
    },
    FactKind.JURY: {},
}


_OF_NO_RECORD = (Figure.TIME_ALLOTTED, Figure.PAPERS_REQUIRED, Figure.PAPERS_MISSING)  # known of a phase not begun


def figures(one: CandidateEvidence, kind: FactKind) -> dict[Figure, Value]:
    """The figures of one candidate for one kind of facts, in order: of a phase not begun none that a record gives."""
    return {figure: _value(one, figure, of) for figure, of in FIGURES[kind].items()}


def _value(one: CandidateEvidence, figure: Figure, of: _Of) -> Value:
    return of(one) if one.record or figure in _OF_NO_RECORD else None


def side_by_side(evidence: Sequence[CandidateEvidence]) -> tuple[tuple[Criterion, tuple[FigureRow, ...]], ...]:
    """The candidates of one phase, criterion by criterion: the same figures in columns, in the order given."""
    if not evidence:
        return ()
    return tuple(
        (
            criterion,
            tuple(
                FigureRow(figure, tuple(_value(one, figure, of) for one in evidence))
                for kind in criterion.facts
                for figure, of in FIGURES[kind].items()
            ),
        )
        for criterion in evidence[0].criteria.criteria
    )
