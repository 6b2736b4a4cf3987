"""The relevé de contrôle: values in production, piece by piece, described from a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from forms import releve_tables as tables
from forms.blocks import Block, Document, Notes, Signatures, Visa
from forms.comparison_tables import comparisons, mountings, rechecks
from forms.gestures import added_pieces, dropped_readings, gestures, signers
from forms.justifications import justifications, rule_in_force
from forms.record_paper import header, is_simulated, paper
from forms.releve_grid import grid, legend, summary
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.wording import documents as words
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
) -> Document:
    """Describe a record. `head` is the digest of the chain's last entry, in hexadecimal; `accepted`: its pieces
    accepted on an unaltered function, nonconforming by their measurements, each with the number of its fiche."""
    blocks: list[Block] = [header(record, _own_fields(record, issued_at)), grid(record), Notes((legend(record),))]
    blocks.append(summary(record))
    if accepted:
        said = (words.PIECE_BY_SHEET.format(piece=piece, number=number) for piece, number in accepted.items())
        blocks.append(Notes((words.ACCEPTED_ON_FUNCTION.format(pieces=" ; ".join(said)),)))
    blocks.append(_signatures(record))
    blocks.extend(table for table in (make(record) for make in _TABLES) if table.rows)
    return paper(words.RELEVE, record, blocks, workshop=workshop, head=head, issued_at=issued_at, program=program)


def _own_fields(record: InspectionRecord, issued_at: datetime) -> list[tuple[str, str]]:
    known = record.header
    pairs = [
        (words.PIECES, str(known.pieces)),
        (words.OPERATOR, known.operator),
        (words.OPENED, moment(known.opened_at)),
        (words.CLOSED, moment(record.closing.at) if record.closing else words.STILL_OPEN),
        *_filling(record, issued_at),
    ]
    if is_simulated(record):
        pairs.append((words.ORIGIN_OF_DATA, words.SIMULATED_DATA))
    pairs.append((words.RULE, rule_in_force(record)))  # the longest one: last, where there is room
    return pairs


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
    mountings,
    comparisons,
    rechecks,
    tables.limits,
    justifications,
    tables.readings,
)
