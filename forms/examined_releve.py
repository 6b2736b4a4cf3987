"""The relevé of a record of an examination: the work of the candidate, the same paper for everybody.

The verdict of the program and what it thinks of the instruments are not on it unless the session let the candidate
know: they are on the fiche de preuves, for the jury.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from forms import releve_tables as tables
from forms.blocks import (
    Block,
    Column,
    Document,
    InspectionGrid,
    InspectionLine,
    Notes,
    Result,
    Signatures,
    Summary,
    Table,
    Visa,
)
from forms.column_tables import column_acts
from forms.comparison_tables import comparisons, mountings, rechecks
from forms.exam_tables import declarations, declared_means, modification, times
from forms.geometric_methods import geometric_methods
from forms.gestures import dropped_readings, gestures
from forms.justifications import justifications
from forms.record_paper import header, is_simulated, paper
from forms.releve_grid import grid, legend, summary
from forms.traces import roughness
from metroapp.domain.declarations import BoxDeclared, DoubtNoted, MeansDeclared, PieceDeclared
from metroapp.domain.exam_session import CandidatePhase, ExamSession
from metroapp.domain.examination import Aid, Examination
from metroapp.domain.examined import declared_disposition, declared_status, keeps_verdict
from metroapp.domain.means_choice import MeansChosen
from metroapp.domain.measurement import BoxKey
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.wording import documents, papers
from metroapp.wording import exam_papers as words
from metroapp.wording.numbers import day, duration, moment
from metroapp.wording.textures import PROPOSED_BY, RULE

_TOLD_ELSEWHERE = (MeansDeclared, BoxDeclared, PieceDeclared, SpecificationModified)
_FOR_JURY = (MeansChosen, DoubtNoted)


def examined_releve(
    record: InspectionRecord,
    session: ExamSession | None,
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """Describe a record of an examination. `session` is the one that it was filled in; None where only the record is
    at hand: the paper then says what the record alone knows."""
    about = record.options.examination
    assert about is not None
    is_known = session is not None and about.candidate in session.candidates
    phase = session.of(about.candidate, about.phase) if session is not None and is_known else None
    fields = list(_own_fields(record, about, session, phase, issued_at))
    blocks: list[Block] = [header(record, fields), *_values(record), _signatures(record, phase)]
    blocks += [Notes(tuple(lines)) for lines in (_closing_notes(phase),) if lines]
    blocks += [table for table in _tables(record, phase) if table.rows]
    return paper(words.TITLE, record, blocks, workshop=workshop, head=head, issued_at=issued_at, program=program)


# -- who, when, and by which specification ----------------------------------------------------------------------------


def _own_fields(
    record: InspectionRecord,
    about: Examination,
    session: ExamSession | None,
    phase: CandidatePhase | None,
    issued_at: datetime,
) -> Iterator[tuple[str, str]]:
    known = record.header
    titled = words.SESSION_TITLED
    yield (
        words.SESSION,
        about.session if session is None else titled.format(number=about.session, title=session.prepared.title),
    )
    yield words.CANDIDATE, words.CANDIDATE_NAMED.format(number=about.candidate, name=known.operator)
    yield words.PHASE, about.phase if phase is None else phase.phase.title
    yield words.POST, known.id.post
    yield documents.OPENED, moment(known.opened_at)
    yield documents.CLOSED, moment(record.closing.at) if record.closing else documents.STILL_OPEN
    if phase is not None:
        allotted, taken = phase.allotted, phase.elapsed(issued_at)
        if phase.ended is not None:  # as it was signed
            allotted, taken = timedelta(seconds=phase.ended.allotted), timedelta(seconds=phase.ended.elapsed)
        yield words.ALLOTTED, words.allotted_and_taken(allotted, taken, ended=phase.state.is_over)
        if phase.extra:
            yield words.EXTRA, words.EXTRA_SAID.format(percent=phase.extra)
        yield words.SUSPENDED, _suspended(phase, issued_at)
    yield words.AIDS, words.aids(about.aids)
    set_up = record.set_up
    if set_up is not None and set_up.program:
        revision = set_up.program_revision or documents.NOT_GIVEN
        yield papers.PROGRAM, words.SESSION_TITLED.format(number=set_up.program, title=revision)
    if is_simulated(record):
        yield documents.ORIGIN_OF_DATA, documents.SIMULATED_DATA
    yield words.SPECIFICATION, specification(record)


def _suspended(phase: CandidatePhase, issued_at: datetime) -> str:
    if not phase.suspensions:
        return words.NEVER
    return words.SUSPENDED_SAID.format(count=len(phase.suspensions), total=duration(phase.suspended(issued_at)))


def specification(record: InspectionRecord) -> str:
    """`Pièces 1 à 3 : indice A · Pièces 4 à 6 : indice A, modification M1`."""
    event, revision = record.modification, record.part.revision
    if event is None:
        return words.REVISION_OF.format(pieces=words.pieces(record.pieces), revision=revision)
    before, after = range(1, event.after + 1), range(event.after + 1, record.header.pieces + 1)
    said = words.REVISION_MODIFIED.format(pieces=words.pieces(after), revision=revision, mark=event.mark)
    if not before:
        return said
    first = words.REVISION_OF.format(pieces=words.pieces(before), revision=revision)
    return words.SPECIFICATIONS.format(before=first, after=said)


# -- the values, as the candidate judges them -------------------------------------------------------------------------


def _values(record: InspectionRecord) -> Iterator[Block]:
    if keeps_verdict(record):
        shows_limits = record.options.offers(Aid.LIMITS)
        yield declared_grid(record, limits=shows_limits)
        said = words.LEGEND_DECLARED_LIMITS if shows_limits else words.LEGEND_DECLARED
        lines, counts = [said, legend(record, words.LEGEND_MARKS)], _declared_summary(record)
    else:
        yield grid(record)
        lines, counts = [legend(record)], summary(record)
    event = record.modification
    if event is not None:
        after = words.pieces(range(event.after + 1, record.header.pieces + 1)).lower()
        lines.append(words.LEGEND_OF_MODIFICATION.format(mark=event.mark, pieces=after))
    yield Notes(tuple(lines))
    yield counts


def declared_grid(record: InspectionRecord, *, limits: bool) -> InspectionGrid:
    """The values with the C and NC of the candidate, and their sorting."""
    drawn = grid(record)
    boxes = iter([(one, code) for one in record.characteristics for code in one.boxes])
    lines = []
    for line, (characteristic, code) in zip(drawn.lines, boxes, strict=True):
        results = tuple(
            _declared(record, BoxKey(piece, characteristic.balloon, code), result)
            for piece, result in zip(record.pieces, line.results, strict=True)
        )
        lines.append(_without_limits(replace(line, results=results), limits=limits))
    sorting = tuple(declared_disposition(record, piece) for piece in record.pieces)
    return replace(drawn, lines=tuple(lines), dispositions=sorting, conceded=(), declared=True)


def _declared(record: InspectionRecord, box: BoxKey, shown: Result) -> Result:
    marks = shown.marks.replace(documents.BONUS_MARK, "")
    return Result(declared_status(record, box), shown.number, shown.word, marks=marks, is_void=shown.is_void)


def _without_limits(line: InspectionLine, *, limits: bool) -> InspectionLine:
    return line if limits else replace(line, lower=None, upper=None, middle=None, expected="")


def _declared_summary(record: InspectionRecord) -> Summary:
    sorted_as = Counter(declared_disposition(record, piece) for piece in record.pieces)
    states = Counter(declared_status(record, box) for box in record.boxes())
    measured = sum(states[one] for one in (BoxStatus.CONFORMING, BoxStatus.NONCONFORMING, BoxStatus.TAKEN))
    return Summary(
        words.SUMMARY,
        (
            (documents.SUMMARY_PIECES, sorted_as.total(), None),
            (documents.SUMMARY_CONFORMING, sorted_as[Disposition.CONFORMING], Disposition.CONFORMING),
            (documents.SUMMARY_NONCONFORMING, sorted_as[Disposition.NONCONFORMING], Disposition.NONCONFORMING),
            (documents.SUMMARY_CONCESSION, sorted_as[Disposition.CONCESSION], Disposition.CONCESSION),
            (documents.SUMMARY_UNSORTED, sorted_as[Disposition.UNSORTED], Disposition.UNSORTED),
        ),
        (
            (words.MEASURED, measured, ()),
            (words.DECLARED_BAD, states[BoxStatus.NONCONFORMING], ()),
            (words.UNDECLARED, states[BoxStatus.TAKEN], ()),
            (words.UNMEASURED, states[BoxStatus.NOT_MEASURED] + states[BoxStatus.IMPOSSIBLE], ()),
        ),
    )


# -- who signs, and what follows --------------------------------------------------------------------------------------


def _signatures(record: InspectionRecord, phase: CandidatePhase | None) -> Signatures:
    closing, signed = record.closing, None if phase is None else phase.countersigned
    name, date = (closing.by, day(closing.at)) if closing else (record.header.operator, "")
    candidate = Visa(words.VISA_CANDIDATE, name, date, documents.SIGNED if closing and closing.signed else "")
    if signed is None:
        return Signatures((candidate, Visa(words.VISA_SUPERVISOR, "", "")))
    return Signatures((candidate, Visa(words.VISA_SUPERVISOR, signed.granted_by, day(signed.at), documents.SIGNED)))


def _closing_notes(phase: CandidatePhase | None) -> list[str]:
    if phase is None:
        return []
    ended, signed = phase.ended, phase.countersigned
    said = [] if ended is None else [words.left(ended.empty, ended.undeclared, ended.unsorted)]
    said += [words.REMARK.format(remark=signed.remark)] if signed is not None and signed.remark else []
    return list(filter(None, said))


def _tables(record: InspectionRecord, phase: CandidatePhase | None) -> Iterator[Table]:
    """What the candidate did; what the program decides of it only where they were told."""
    told = not keeps_verdict(record)
    yield modification(record)
    if phase is not None:
        yield times(phase)
    yield declared_means(record)
    if told:
        yield tables.nonconformities(record)
    yield tables.impossible(record)
    yield tables.retakes(record, of_means=False)
    yield gestures(record, without=(*_TOLD_ELSEWHERE, *_FOR_JURY))
    yield dropped_readings(record)
    yield roughness(record) if told else _without(roughness(record), RULE, PROPOSED_BY)
    for make in (mountings, comparisons, rechecks, column_acts):
        yield make(record)
    if record.options.offers(Aid.LIMITS):
        yield tables.limits(record)
    if record.options.offers(Aid.HOW_TO):
        yield geometric_methods(record)
    yield declarations(record)
    if told:
        yield justifications(record)
    yield tables.readings(record, decided=told)


def _without(table: Table, *titles: str) -> Table:
    """A table without some of its columns."""
    kept = [at for at, column in enumerate(table.columns) if column.title not in titles]
    columns: tuple[Column, ...] = tuple(table.columns[at] for at in kept)
    return replace(table, columns=columns, rows=tuple(tuple(row[at] for at in kept) for row in table.rows))
