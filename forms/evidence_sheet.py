"""The fiche de preuves of one candidate: the facts for each criterion, for the jury alone. No score: the jury decides.

Whatever the program cannot see has a box left to the jury.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from forms import evidence_tables as tables
from forms.blocks import Block, Cell, Column, Document, Fields, Notes, Sheet, Signatures, Table, Visa
from metroapp.domain.exam_criteria import Criterion, FactKind
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_session import ExamSession
from metroapp.domain.exam_timeline import TimelineEntry
from metroapp.domain.people import Role
from metroapp.wording import documents, exam_papers
from metroapp.wording import evidence_sheet as words
from metroapp.wording import exam_evidence as said
from metroapp.wording.exam_facts import facts
from metroapp.wording.numbers import day, moment

PAPER = "preuves"  # as `forms.identity` names it
_LINES, _SAFETY_LINES = 2, 4  # left to the pen
_IN_TABLES = (FactKind.MEANS, FactKind.ACCURACY, FactKind.VERDICTS)


def evidence_sheet(
    evidence: Sequence[CandidateEvidence],
    session: ExamSession,
    entries: Iterable[TimelineEntry],
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """Describe the evidence of one candidate, phase by phase; `entries` are those of their time line."""
    first, entries = evidence[0], tuple(entries)
    blocks: list[Block] = [_cover(evidence, session), Notes(tuple(_notes(first)))]
    for place, one in enumerate(evidence):
        if place:
            title = words.PHASE_TITLE.format(title=one.phase.title)
            blocks.append(Sheet(title, words.PHASE_SHEET.format(number=place + 1)))
        blocks += [_phase(one), *_of_phase(one, place + 1, entries)]
    jury = session.people(Role.JURY) or ("", "")
    blocks += [
        _lines(words.REMARK, words.SHEET_REMARK, _SAFETY_LINES),
        Signatures(tuple(Visa(words.JURY_MEMBER, name, "") for name in jury)),
    ]
    for place, one in enumerate(evidence, start=1):
        blocks += _filled(tables.deviations(one, f"{words.SHEET_DEVIATIONS} {place}"))
    return Document(
        title=words.TITLE,
        number=words.NUMBER.format(session=first.session, candidate=first.candidate),
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=documents.SIMULATION if any(one.simulated for one in evidence) else "",
        blocks=tuple(blocks),
        paper=PAPER,
        of=words.NUMBER.format(session=first.session, candidate=first.candidate),
    )


def _filled(*given: Table) -> list[Table]:
    """The tables that say something."""
    return [table for table in given if table.rows]


def _cover(evidence: Sequence[CandidateEvidence], session: ExamSession) -> Fields:
    first = evidence[0]
    pairs = (
        (exam_papers.SESSION, exam_papers.SESSION_TITLED.format(number=first.session, title=first.title)),
        (words.DATE, day(first.on)),
        (exam_papers.CANDIDATE, exam_papers.CANDIDATE_NAMED.format(number=first.candidate, name=first.operator)),
        (exam_papers.POST, first.post),
        (words.WORK_ORDER, first.dossier.work_order),
        (words.PHASES, ", ".join(one.phase.title for one in evidence)),
        (words.JURY, ", ".join(session.people(Role.JURY))),
        (words.SUPERVISORS, ", ".join(session.people(Role.SUPERVISOR))),
        (exam_papers.AIDS, exam_papers.aids(first.aids)),
        (words.CRITERIA, f"{first.criteria.title}, {words.DATED.format(day=day(first.criteria.dated))}"),
    )
    return Fields(tuple((title, value or documents.NOT_GIVEN) for title, value in pairs))


def _notes(one: CandidateEvidence) -> Iterator[str]:
    yield said.NOTE
    if one.simulated:
        yield words.SIMULATED
    if one.withdrawn is not None:
        yield words.WITHDRAWN.format(at=moment(one.withdrawn.at), reason=one.withdrawn.reason)
    yield words.SOURCE.format(source=one.criteria.source)
    if not all(criterion.confirmed for criterion in one.criteria.criteria):
        yield words.UNCONFIRMED.format(said=said.UNCONFIRMED)


def _phase(one: CandidateEvidence) -> Fields:
    change, time = one.modification, one.time
    taken = exam_papers.allotted_and_taken(time.allotted, time.taken, ended=one.state.is_over)
    pairs = (
        (exam_papers.PHASE, one.phase.title),
        (words.RECORD, one.record),
        (words.STATE, said.state(one)),
        (documents.REFERENCE, one.phase.reference),
        (documents.DRAWING, f"{one.phase.drawing} – {one.phase.revision}"),
        (exam_papers.ALLOTTED, "" if time.started is None else taken),
        (documents.OPENED, "" if time.started is None else moment(time.started)),
        (documents.CLOSED, "" if time.ended is None else moment(time.ended)),
        (
            words.MODIFICATION,
            words.NONE
            if change is None
            else words.MODIFIED.format(mark=change.mark, after=change.after, reason=change.reason),
        ),
    )
    return Fields(tuple((title, value or documents.NOT_GIVEN) for title, value in pairs))


def _of_phase(one: CandidateEvidence, place: int, entries: Sequence[TimelineEntry]) -> Iterator[Block]:
    """Criterion by criterion; of a phase that was not begun, that it was not."""
    if not one.record:
        yield Notes((said.NO_RECORD,))
        yield _lines(words.REMARK, f"{place} {words.SHEET_REMARK}", _LINES)
    else:
        yield from _criteria(one, place)
    yield from _filled(tables.timeline(one, entries))


def _criteria(one: CandidateEvidence, place: int) -> Iterator[Block]:
    for number, criterion in enumerate(one.criteria.criteria, start=1):
        form = words.CRITERION if criterion.confirmed else words.CRITERION_UNCONFIRMED
        title, sheet = form.format(number=number, title=criterion.title), f"{place}.{number}"
        if criterion.facts == (FactKind.JURY,):
            yield _lines(title, sheet, _SAFETY_LINES, words.SAFETY)
            continue
        yield _facts(one, criterion, title, sheet)
        yield from _filled(*_shown(one, criterion))
        yield from _beside(one, criterion)
        remark = words.OBSERVED if FactKind.JURY in criterion.facts else words.REMARK
        yield _lines(remark, f"{sheet} {words.SHEET_REMARK}", _LINES)


def _facts(one: CandidateEvidence, criterion: Criterion, title: str, sheet: str) -> Table:
    """The criterion, and what is said of it in words: nothing of what a table shows."""
    kinds = [kind for kind in criterion.facts if kind is not FactKind.JURY]  # the jury has a box
    sentences = [sentence for kind in kinds for sentence in _sentences(one, kind)]
    rows: tuple[tuple[Cell, ...], ...] = tuple((sentence,) for sentence in dict.fromkeys(sentences))
    return Table(title, sheet, (Column(words.FACTS if rows else "", 10),), rows)


def _sentences(one: CandidateEvidence, kind: FactKind) -> tuple[str, ...]:
    if kind not in _IN_TABLES:
        return facts(one, kind)
    if kind is not FactKind.ACCURACY:
        return ()
    told, found = one.accuracy, [said.reference_sentence(one.accuracy.state, one.accuracy.reference)]
    if told.unreferenced:
        found.append(words.UNREFERENCED.format(boxes=said.boxes(told.unreferenced)))
    if told.other_specification:
        found.append(words.OTHER_LIMITS.format(boxes=said.boxes(told.other_specification)))
    return tuple(found)


def _shown(one: CandidateEvidence, criterion: Criterion) -> Iterator[Table]:
    for kind in criterion.facts:
        match kind:
            case FactKind.MEANS:
                yield tables.means(one)
            case FactKind.ACCURACY:
                yield tables.accuracy(one)
            case FactKind.VERDICTS:
                yield tables.agreement(one)
                yield tables.different(one)


def _beside(one: CandidateEvidence, criterion: Criterion) -> Iterator[Notes]:
    if FactKind.ACCURACY in criterion.facts and one.accuracy.boxes:
        yield Notes((words.EN_NOTE,))


def _lines(title: str, sheet: str, count: int, beneath: str = "") -> Table:
    """Room for the pen."""
    columns = (Column(beneath, 10),)
    return Table(title, sheet, columns, (("",),) * count, by_hand=True)
