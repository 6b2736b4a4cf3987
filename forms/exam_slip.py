"""The slip of a candidate: their code, their post, their phases. It proves nothing and is handed over once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from forms.blocks import Align, Barcode, Barcodes, Block, Column, Document, Fields, Notes, Sheet, Table
from metroapp.domain.exam_session import Candidate, ExamSession
from metroapp.wording import exam_slip as words
from metroapp.wording.numbers import day, duration


def exam_slips(
    session: ExamSession, codes: Mapping[str, str], *, workshop: str, issued_at: datetime, program: str
) -> Document:
    """A page for each candidate of `codes`, which gives what they type to sign in, by their numbers."""
    blocks: list[Block] = []
    for one in session.taking_part:
        if one.number in codes:
            blocks += _slip(session, one, codes[one.number])
    return Document(
        title=words.TITLE,
        number=session.number,
        workshop=workshop,
        program=program,
        head="",
        issued_at=issued_at,
        watermark="",
        blocks=tuple(blocks),
    )


def _slip(session: ExamSession, candidate: Candidate, code: str) -> list[Block]:
    entered, prepared = candidate.entered, session.prepared
    name = words.CANDIDATE_NAMED.format(candidate=entered.candidate, name=entered.operator)
    is_named = entered.operator not in ("", entered.candidate)
    rows = tuple(
        (
            one.phase.title, one.phase.machine or words.NOTHING, one.phase.operation or words.NOTHING,
            words.PART.format(reference=one.phase.reference, revision=one.phase.revision), one.phase.pieces,
            duration(one.allotted),
        )
        for one in candidate.phases.values()
    )  # fmt: skip
    facts = (
        (words.SESSION, prepared.title),
        (words.DAY, day(prepared.on)),
        (words.CANDIDATE, name if is_named else entered.candidate),
        (words.POST, entered.post or words.NOTHING),
        (words.WORK_ORDER, entered.work_order or words.NOTHING),
        (words.EXTRA, words.PERCENT.format(extra=entered.extra) if entered.extra else words.NOTHING),
    )
    return [
        Sheet(words.OF_CANDIDATE.format(candidate=entered.candidate), entered.candidate),
        Fields(facts),
        Barcodes(words.CODE, 1, (Barcode(code, code, None, words.CODE_SAID),)),
        Table(words.PHASES, words.PHASES, _COLUMNS, rows),
        Notes(words.NOTES),
    ]


_COLUMNS = (
    Column(words.PHASE, 30), Column(words.MACHINE, 24), Column(words.OPERATION, 16), Column(words.PART_TITLE, 26),
    Column(words.PIECES, 12, Align.RIGHT), Column(words.TIME, 16, Align.RIGHT),
)  # fmt: skip
