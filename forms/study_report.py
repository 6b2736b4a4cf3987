"""The study of a measuring system on paper: its plan, what it says, its conclusion, and every reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forms.blocks import Align, Amount, Bars, Block, Cell, Column, Document, Fields, Notes, Signatures, Table, Visa
from metroapp.domain.measurement import Origin
from metroapp.domain.studies import Study
from metroapp.domain.study_acts import StudyAbandoned, StudyConcluded, StudyKind, StudyReading
from metroapp.wording import documents
from metroapp.wording import studies as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, day, moment, number


@dataclass(frozen=True, slots=True)
class StudyFigures:
    """What the readings say, in words; nothing of a study that is not finished."""

    headline: str
    stability: str  # what is known of the instrument, empty where nothing is
    bars: Bars | None
    tables: Sequence[Table]
    notes: Sequence[str]


def study_report(
    study: Study, figures: StudyFigures | None, *, workshop: str, head: str, issued_at: datetime, program: str
) -> Document:
    """Describe a study. `head` is the digest of the chain's last entry, in hexadecimal."""
    blocks: list[Block] = [_header(study)]
    if figures is None:
        blocks.append(Notes((words.UNFINISHED,)))
    else:
        blocks.append(Fields(((words.RESULTS, figures.headline),)))
        blocks += [Fields(((words.STABILITY, figures.stability),))] if figures.stability else []
        blocks += [figures.bars] if figures.bars is not None else []
        blocks += figures.tables
        blocks.append(Notes(tuple(figures.notes)))
    ending = study.ending
    if isinstance(ending, StudyConcluded):
        said = words.FIT if ending.is_fit else words.UNFIT
        blocks.append(Fields(((words.CONCLUSION, f"{said} : {ending.reason}"),)))
    elif isinstance(ending, StudyAbandoned):
        blocks.append(Fields(((words.STATE, words.ABANDONED_BY.format(name=ending.by, reason=ending.reason)),)))
    blocks.append(_visas(study))
    if study.is_told:
        blocks.append(_readings(study))
    return Document(
        title=words.PAPER_TITLE,
        number=study.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=documents.SIMULATION if study.is_simulated else "",
        blocks=tuple(blocks),
    )


def _header(study: Study) -> Fields:
    opened = study.opened
    pairs = [
        (words.NUMBER, study.number),
        (words.KIND, words.KINDS[study.kind]),
        (words.SUBJECT, opened.subject),
        (words.INSTRUMENT, opened.instrument or words.EYE),
        (words.DESIGN, words.design(study)),
    ]
    if opened.tolerance is not None:
        pairs.append((words.TOLERANCE, number(opened.tolerance)))
    if opened.reference is not None:
        pairs.append((words.REFERENCE, number(opened.reference)))
    if opened.references:
        pairs.append((words.REFERENCES, " ; ".join(map(number, opened.references))))
    pairs += [
        (words.OPENED_BY, f"{day(opened.at)}, {opened.by}"),
        (words.STATE, words.STATES[study.state]),
        (words.ORDER, words.order(study)),
        (words.OPERATORS, ", ".join(opened.operators)),
    ]
    if study.is_told and words.truth(study):
        pairs.append((words.TRUTH, words.truth(study)))
    return Fields(tuple(pairs))


def _visas(study: Study) -> Signatures:
    opened, ending = study.opened, study.ending
    boxes = [Visa(words.OPENER, opened.by, day(opened.at))]
    if isinstance(ending, StudyConcluded):
        boxes.append(Visa(words.QUALITY, ending.granted_by, day(ending.at), documents.SIGNED))
    else:
        boxes.append(Visa(words.QUALITY, "", ""))
    return Signatures(tuple(boxes))


def _readings(study: Study) -> Table:
    """Those taken back too, with why."""
    why = {reading.id: act.reason for reading, act in study.cancelled}
    taken = [act for act in study.acts if isinstance(act, StudyReading)]
    rows = tuple(
        (
            place, one.operator, one.piece, one.trial, _value(one), _origin(study, one), moment(one.at),
            words.TAKEN_BACK_BECAUSE.format(reason=why[one.id]) if one.id in why else "",
        )
        for place, one in enumerate(taken, 1)
    )  # fmt: skip
    weights = (8, 30, 10, 10, 20, 20, 26, 40)
    right = (Align.RIGHT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT)
    columns = tuple(Column(*one) for one in zip(words.READING_COLUMNS, weights, right, strict=True))
    return Table(words.READINGS, words.SHEET_READINGS, columns, rows, annex=True)


def _value(one: StudyReading) -> Cell:
    if one.value is None:
        return words.JUDGED_GOOD if one.is_good else words.JUDGED_BAD
    return Amount(one.value.value, UNIT_SYMBOLS[one.value.unit])


def _origin(study: Study, one: StudyReading) -> str:
    if study.kind is StudyKind.ATTRIBUTE:
        return label(Origin.OBSERVED)
    return words.SIMULATED if one.simulated else label(one.origin)
