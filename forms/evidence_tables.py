"""The facts of a fiche de preuves that are read in tables: instruments, deviations, agreement, what happened when."""

from __future__ import annotations

from collections.abc import Iterable

from forms.blocks import Align, Cell, Column, Table
from metroapp.domain.exam_agreement import Agreement, AgreementTable
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_means import MeansEvidence, MeansUsed
from metroapp.domain.exam_timeline import EntryKind, TimelineEntry
from metroapp.wording import documents
from metroapp.wording import evidence_sheet as words
from metroapp.wording import exam_evidence as facts
from metroapp.wording.exam_timeline import entry_line
from metroapp.wording.labels import label
from metroapp.wording.numbers import with_unit
from metroapp.wording.objections import objections

_COMPARED = (
    (words.FALSE_ACCEPT, Agreement.FALSE_ACCEPT),
    (words.FALSE_REJECT, Agreement.FALSE_REJECT),
    (words.OTHERWISE, Agreement.OTHERWISE),
    (words.UNDECIDED, Agreement.UNDECIDED),
    (words.INCOMPLETE, Agreement.INCOMPLETE),
    (words.UNDECLARED, Agreement.UNDECLARED),
    (words.NOT_COUNTED, Agreement.NOT_COUNTED),
)
_AGREED = (Agreement.BOTH_GOOD, Agreement.BOTH_BAD)


def means(one: CandidateEvidence) -> Table:
    """Each instrument used for each characteristic, beside what was declared and what was fit."""
    columns = (
        Column(documents.BALLOON, 7),
        Column(documents.CALLOUT, 15),
        Column(words.DECLARED, 17),
        Column(words.USED, 17),
        Column(words.VALUES, 8, Align.RIGHT),
        Column(words.FITNESS, 12),
        Column(words.REFUSAL, 32),
        Column(words.SUITED, 30),
    )
    rows = tuple(row for found in one.means for row in _means(found))
    return Table(words.MEANS, words.SHEET_MEANS, columns, rows)


def _means(found: MeansEvidence) -> Iterable[tuple[Cell, ...]]:
    """A row for each instrument; what is of the characteristic is said once."""
    numbers = [event.instrument for event in found.declared]
    before = [each for each in dict.fromkeys(numbers[:-1]) if each != numbers[-1]]
    declared = numbers[-1] if numbers else facts.NOTHING
    if before:
        declared = words.REPLACED.format(last=declared, before=", ".join(before))
    suited = facts.named([each.number for each in found.suited])
    if found.is_unproven:
        suited = words.UNPROVEN.format(means=suited)
    used: tuple[MeansUsed | None, ...] = found.used or (None,)
    for at, each in enumerate(used):
        said: tuple[Cell, ...] = (found.balloon, found.callout, declared) if at == 0 else ("", "", "")
        yield (*said, *_used(each), suited if at == 0 else "")


def _used(used: MeansUsed | None) -> tuple[Cell, ...]:
    if used is None:
        return facts.NOTHING, 0, "", ""
    name = used.instrument if used.is_declared else words.USED_UNDECLARED.format(instrument=used.instrument)
    fitness = words.NO_FITNESS if used.fitness is None else label(used.fitness)
    return name, used.values, fitness, objections(used.objections) if used.refusal is not None else ""


def accuracy(one: CandidateEvidence) -> Table:
    """Characteristic by characteristic, what counts."""
    columns = (
        Column(documents.BALLOON, 8),
        Column(documents.CALLOUT, 20),
        *(
            Column(title, 13, Align.RIGHT)
            for title in (
                words.COUNTED, words.LARGEST, words.MEAN, words.LARGEST_PERCENT, words.MEAN_PERCENT, words.INDICATIVE,
            )
        ),
    )  # fmt: skip
    rows = tuple(
        (
            each.balloon,
            each.callout,
            each.counted,
            facts.length(each.largest, each.unit),
            facts.length(each.mean, each.unit, is_signed=True),
            facts.percent(each.largest_percent),
            facts.percent(each.mean_percent),
            each.indicative,
        )
        for each in one.accuracy.by_characteristic
    )
    return Table(words.ACCURACY, words.SHEET_ACCURACY, columns, rows)


def deviations(one: CandidateEvidence, sheet: str) -> Table:
    """Every value beside its reference."""
    right = Align.RIGHT
    columns = (
        Column(documents.PIECE_TITLE, 6),
        Column(documents.BALLOON, 8),
        Column(documents.VALUE, 12, right),
        Column(words.REFERENCE, 12, right),
        Column(words.REFERENCE_MEANS, 12),
        Column(words.DEVIATION, 12, right),
        Column(words.PERCENT, 9, right),
        Column(words.EXPANDED, 11, right),
        Column(words.TENTH, 10, right),
        Column(words.EN, 7, right),
        Column(documents.INSTRUMENT, 13),
        Column(words.FITNESS, 12),
        Column(words.STANDING, 24),
    )
    rows = tuple(
        (
            each.box.piece,
            each.box.balloon,
            with_unit(each.value, each.unit),
            with_unit(each.reference, each.unit),
            each.reference_instrument,
            facts.deviation(each),
            facts.signed_percent(each.percent),
            facts.length(each.reference_expanded, each.unit),
            facts.length(each.most, each.unit),
            facts.normalized_error(each.en),
            each.instrument,
            words.NO_FITNESS if each.fitness is None else label(each.fitness),
            facts.name(each.standing),
        )
        for each in one.accuracy.boxes
    )
    title = words.DEVIATIONS.format(phase=one.phase.title, record=one.accuracy.reference)
    return Table(title, sheet, columns, rows, annex=True)


def agreement(one: CandidateEvidence) -> Table:
    """How many declarations agree with the program, and with the reference."""
    columns = (
        Column(words.COMPARISON, 24),
        *(Column(title, 10, Align.RIGHT) for title in (words.COMPARED, words.AGREED, *(name for name, _ in _COMPARED))),
    )
    told = one.verdicts
    rows: list[tuple[Cell, ...]] = [
        (words.BOXES_PROGRAM, *_counts(told.boxes_with_program)),
        (words.PIECES_PROGRAM, *_counts(told.pieces_with_program)),
    ]
    if one.is_beside_reference:
        rows.append((words.BOXES_REFERENCE, *_counts(told.boxes_with_reference)))
        rows.append((words.PIECES_REFERENCE, *_counts(told.pieces_with_reference)))
    return Table(words.VERDICTS, words.SHEET_VERDICTS, columns, tuple(rows) if told.boxes or told.pieces else ())


def _counts(table: AgreementTable) -> tuple[int, ...]:
    return table.compared, table.agreed, *(table.count(which) for _, which in _COMPARED)


def different(one: CandidateEvidence) -> Table:
    """The declarations that do not agree, value by value then piece by piece."""
    columns = (
        Column(documents.PIECE_TITLE, 7),
        Column(documents.BALLOON, 14),
        Column(words.DECLARED, 16),
        Column(words.PROGRAM, 18),
        Column(words.REFERENCE, 18),
        Column(words.WITH, 44),
    )
    rows: list[tuple[Cell, ...]] = []
    for box in one.verdicts.boxes:
        if _differs(box.with_program, box.with_reference):
            title = f"{box.box.balloon} {label(box.box.code)}".strip()
            program, reference = (
                facts.NOTHING if verdict is None else label(verdict) for verdict in (box.program, box.reference)
            )
            said = _said(box.with_program, box.with_reference)
            rows.append((box.box.piece, title, facts.declared(box.declared), program, reference, said))
    for piece in one.verdicts.pieces:
        if _differs(piece.with_program, piece.with_reference):
            declared, reference = (
                facts.NOTHING if sort is None else label(sort) for sort in (piece.declared, piece.reference)
            )
            said = _said(piece.with_program, piece.with_reference)
            rows.append((piece.piece, documents.SORTING, declared, label(piece.program), reference, said))
    return Table(words.DIFFERENT, words.SHEET_DIFFERENT, columns, tuple(rows))


_DIFFERENT = (Agreement.FALSE_ACCEPT, Agreement.FALSE_REJECT, Agreement.OTHERWISE, Agreement.INCOMPLETE)


def _differs(*found: Agreement) -> bool:
    return any(one in _DIFFERENT for one in found)


def _said(program: Agreement, reference: Agreement) -> str:
    """The words of what differs; of both only where they are not the same."""
    found = [one for one in (program, reference) if one in _DIFFERENT]
    return " ; ".join(dict.fromkeys(map(facts.name, found)))


def timeline(one: CandidateEvidence, entries: Iterable[TimelineEntry]) -> Table:
    """What happened in a phase, in order: the acts of the session, and the first and the last value."""
    columns = (Column(words.WHEN, 18), Column(words.WHAT, 100))
    found = [entry for entry in entries if entry.phase == one.phase.key]
    values = [entry for entry in found if entry.kind is EntryKind.VALUE]
    named = {values[-1].id: words.LAST_VALUE, values[0].id: words.FIRST_VALUE} if values else {}
    rows = []
    for entry in found:
        if entry.kind is EntryKind.SESSION:
            rows.append((entry.at, entry_line(entry)))
        elif entry.id in named:
            rows.append((entry.at, named[entry.id]))
    return Table(words.TIMELINE, words.SHEET_TIMELINE, columns, tuple(rows))
