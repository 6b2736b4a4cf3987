"""The relevé de contrôle: values in production, piece by piece, described from a record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from forms import releve_tables as tables
from forms.blocks import Block, Document, Notes, Signatures, Table, Visa
from forms.column_tables import column_acts
from forms.comparison_tables import comparisons, mountings, rechecks
from forms.examined_releve import examined_releve
from forms.geometric_methods import geometric_methods
from forms.gestures import added_pieces, dropped_readings, gestures, signers
from forms.justifications import justifications, rule_in_force
from forms.record_paper import header, is_simulated, paper
from forms.releve_grid import grid, legend, summary
from forms.releve_outcomes import outcomes
from forms.traces import roughness
from metroapp.domain.exam_session import ExamSession
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import SheetState
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.releve_kind import ReleveKind
from metroapp.domain.sorting import BoxStatus
from metroapp.wording import documents as words
from metroapp.wording import papers, temperatures
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, duration, moment

_NONE_ACCEPTED: Mapping[int, str] = {}


def releve(
    record: InspectionRecord,
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
    accepted: Mapping[int, str] = _NONE_ACCEPTED,
    kind: ReleveKind = ReleveKind.SERIES,
    sheets: Collection[Nonconformity] = (),
    session: ExamSession | None = None,
) -> Document:
    """Describe a record. `head` is the digest of the chain's last entry, in hexadecimal; `accepted`: its pieces
    accepted on an unaltered function, nonconforming by their measurements, each with the number of its fiche; `sheets`
    are those about its pieces, which a conclusion names; `session`: the one of an examination, whose relevé is the work
    of the candidate."""
    if record.options.examination is not None and kind is ReleveKind.SERIES:
        return examined_releve(record, session, workshop=workshop, head=head, issued_at=issued_at, program=program)
    shown = _pieces(record, kind)
    own = _own_fields(record, issued_at, shown)
    blocks: list[Block] = [header(record, own), grid(record, shown), Notes((legend(record),)), summary(record, shown)]
    if kind is ReleveKind.FIRST_PIECE:
        accepted = {piece: number for piece, number in accepted.items() if piece == 1}
        sheets = [one for one in sheets if (record.header.id, 1) in one.places]
    if accepted:
        said = (words.PIECE_BY_SHEET.format(piece=piece, number=number) for piece, number in accepted.items())
        blocks.append(Notes((words.ACCEPTED_ON_FUNCTION.format(pieces=" ; ".join(said)),)))
    named = [one for one in sheets if one.state is not SheetState.CANCELLED]
    if named:
        blocks.append(Notes((papers.sheets_of(record.header.id, named),)))
    if kind in _CONCLUDING:
        notes = (papers.OUTCOMES_NOTE,) if record.closing else (papers.PROVISIONAL, papers.OUTCOMES_NOTE)
        blocks += [outcomes(record, sheets, accepted), Notes(notes)]
    blocks.append(_signatures(record))
    found = (make(record) for make in _TABLES)
    if kind is ReleveKind.FIRST_PIECE:
        found = (_of_piece(table, 1) for table in found)
    blocks.extend(table for table in found if table.rows)
    title = papers.RELEVES[kind]
    if kind in _CONCLUDING and record.closing is None:
        title = papers.PROVISIONALLY.format(title=title)
    return paper(title, record, blocks, workshop=workshop, head=head, issued_at=issued_at, program=program)


_CONCLUDING = (ReleveKind.FINAL, ReleveKind.RECEPTION)


def _pieces(record: InspectionRecord, kind: ReleveKind) -> Sequence[int] | None:
    """The pieces that a kind of relevé shows, None for all: the first one, or those that somebody was to measure."""
    if kind is ReleveKind.FIRST_PIECE:
        return (1,)
    if kind is not ReleveKind.OPERATOR:
        return None
    found = [
        piece
        for piece in record.pieces
        if any(record.status(box) is not BoxStatus.NOT_PLANNED for box in record.boxes_of(piece))
    ]
    return None if len(found) in (0, len(record.pieces)) else found


def _of_piece(table: Table, piece: int) -> Table:
    """The rows of one piece, and those that are of none."""
    place = next((at for at, column in enumerate(table.columns) if column.title == words.PIECE_TITLE), None)
    if place is None:
        return table
    kept = [(row, at in table.bad) for at, row in enumerate(table.rows) if row[place] in (piece, "", None)]
    bad = frozenset(at for at, (_, is_bad) in enumerate(kept) if is_bad)
    return replace(table, rows=tuple(row for row, _ in kept), bad=bad)


def _own_fields(record: InspectionRecord, issued_at: datetime, shown: Sequence[int] | None) -> list[tuple[str, str]]:
    known, set_up = record.header, record.set_up
    pairs = [
        (papers.QUANTITIES, _quantities(record) if shown != (1,) else _one(record)),
        (papers.OPERATOR_AT, papers.AT_POST.format(name=known.operator, post=known.id.post)),
        (words.OPENED, moment(known.opened_at)),
        (words.CLOSED, moment(record.closing.at) if record.closing else words.STILL_OPEN),
        *_filling(record, issued_at),
    ]
    if set_up is not None and set_up.program:
        pairs.append((papers.PROGRAM, f"{set_up.program} – {set_up.program_revision or words.NOT_GIVEN}"))
    if is_simulated(record):
        pairs.append((words.ORIGIN_OF_DATA, words.SIMULATED_DATA))
    if record.temperature is not None:
        pairs.append((papers.TEMPERATURE, temperatures.degrees(record.temperature)))
    pairs.append((words.RULE, rule_in_force(record)))  # the longest one: last, where there is room
    return pairs


def _quantities(record: InspectionRecord) -> str:
    """Launched, as the follow-up says; inspected: those with a value. Nobody's guess fills in the first one."""
    launched = None if record.follow_up is None else record.follow_up.launched
    inspected = sum(
        any(record.measurement(box) is not None for box in record.boxes_of(piece)) for piece in record.pieces
    )
    said = words.NOT_GIVEN if launched is None else str(launched)
    return papers.QUANTITIES_OF.format(launched=said, inspected=inspected)


def _one(record: InspectionRecord) -> str:
    return papers.ONE_OF.format(piece=1, pieces=len(record.pieces))


def _filling(record: InspectionRecord, issued_at: datetime) -> list[tuple[str, str]]:
    """How the record was to be filled, and in what time; nothing of one that was not asked to be in any way."""
    options = record.options
    pairs = [] if options == PLAIN else [(words.FILLING_ORDER, label(options.order))]
    if options.minutes is not None:
        elapsed = (record.closing.at if record.closing else issued_at) - record.header.opened_at
        allotted = duration(timedelta(minutes=options.minutes))
        pairs.append((words.ALLOTTED, words.ALLOTTED_AND_ELAPSED.format(allotted=allotted, elapsed=duration(elapsed))))
    return pairs


def _signatures(record: InspectionRecord) -> Signatures:
    closing = record.closing
    name, date = (closing.by, day(closing.at)) if closing else (record.header.operator, "")
    signed = words.SIGNED if closing and closing.signed else ""
    return Signatures(
        (Visa(words.OPERATOR_FUNCTION, name, date, signed), *signers(record), Visa(words.QUALITY_FUNCTION, "", ""))
    )


_TABLES = (
    tables.nonconformities,
    tables.concessions,
    tables.impossible,
    tables.retakes,
    gestures,
    dropped_readings,
    added_pieces,
    roughness,
    mountings,
    comparisons,
    rechecks,
    column_acts,
    tables.limits,
    geometric_methods,
    justifications,
    tables.readings,
)
