"""The tables that a relevé of an examination has and no other one: the modification, the time, what was declared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from forms.blocks import Cell, Column, Table
from forms.measurements import measured, value_and_unit
from metroapp.domain.declarations import BoxDeclared, DoubtNoted, MeansDeclared, PieceDeclared
from metroapp.domain.exam_session import CandidatePhase
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic
from metroapp.wording import documents
from metroapp.wording import exam_papers as words
from metroapp.wording.derivations import drawn
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.labels import label
from metroapp.wording.numbers import duration


def modification(record: InspectionRecord) -> Table:
    """What the jury asked for: each line as it was and as it is since, for which pieces, why, and who entered it."""
    columns = (
        Column(words.MARK, 10),
        Column(documents.BALLOON, 8),
        Column(documents.CHARACTERISTIC, 26),
        Column(words.BEFORE, 18),
        Column(words.AFTER, 18),
        Column(words.FOR_PIECES, 16),
        Column(words.REASON, 34),
        Column(words.ENTERED_BY, 20),
        Column(documents.DATE, 14),
    )
    event = record.modification
    if event is None:
        return Table(words.MODIFICATION, words.SHEET_MODIFICATION, columns, ())
    after = words.pieces(range(event.after + 1, record.header.pieces + 1))
    signed = documents.GRANTED_AND_SIGNED.format(name=event.granted_by)
    given = {one.balloon: one for one in record.part.characteristics}
    rows = []
    for old, new in _changes(record, given, event.mark):
        one = new or old
        assert one is not None
        was = words.ADDED if old is None else drawn(old.callout)
        now = words.REMOVED if new is None else drawn(new.callout)
        said: tuple[Cell, ...] = (event.mark, one.drawn_balloon, one.designation, was, now, after)
        rows.append((*said, event.reason, signed, event.at))
    return Table(words.MODIFICATION, words.SHEET_MODIFICATION, columns, tuple(rows))


def _changes(
    record: InspectionRecord, given: dict[str, Characteristic], mark: str
) -> Iterator[tuple[Characteristic | None, Characteristic | None]]:
    """The lines that differ, before and after; None where there is none."""
    limited = {one.drawn_balloon for one in record.characteristics if record.pieces_of(one.balloon) != record.pieces}
    for balloon, one in given.items():
        if balloon.endswith(f" {mark}"):
            yield given.get(balloon.removesuffix(f" {mark}")), one
        elif balloon in limited and f"{balloon} {mark}" not in given:
            yield one, None


def times(phase: CandidatePhase) -> Table:
    """What stopped the time of the candidate, what was given to them, and what happened to the post by itself."""
    columns = (
        Column(words.WHAT, 30),
        Column(words.FROM, 16),
        Column(words.TO, 16),
        Column(words.LASTED, 14),
        Column(words.REASON, 44),
        Column(words.DECIDED_BY, 30),
    )
    found: list[tuple[datetime, tuple[Cell, ...]]] = []
    until = phase.left_at if phase.ended is None else phase.ended.at
    for one, resumed in phase.suspensions:
        to = until if resumed is None else resumed.at
        lasted = words.STILL_SUSPENDED if to is None else duration(to - one.at)
        what = words.SUSPENSION.format(cause=label(one.cause))
        signed = documents.GRANTED_AND_SIGNED.format(name=one.granted_by)
        found.append((one.at, (what, one.at, to, lasted, one.reason, signed)))
    for given in phase.granted:
        signed = documents.GRANTED_AND_SIGNED.format(name=given.granted_by)
        lasted = duration(timedelta(seconds=given.seconds))
        found.append((given.at, (words.GRANTED, given.at, None, lasted, given.reason, signed)))
    for away in phase.interruptions:
        lasted = duration(timedelta(seconds=away.seconds))
        found.append((away.at, (label(away.interruption), None, away.at, lasted, "", "")))
    rows = tuple(row for _, row in sorted(found, key=lambda each: each[0]))
    return Table(words.TIMES, words.SHEET_TIMES, columns, rows)


def declared_means(record: InspectionRecord) -> Table:
    """The instrument that the candidate chose for each characteristic, and those that they chose before."""
    columns = (
        Column(documents.BALLOON, 8),
        Column(documents.CHARACTERISTIC, 34),
        Column(documents.CALLOUT, 18),
        Column(words.DECLARED, 60),
        Column(documents.AT, 16),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in record.characteristics:
        said = [
            event
            for event in record.declarations.events
            if isinstance(event, MeansDeclared) and event.balloon == one.balloon
        ]
        if said:
            named = [_means(record, event.instrument) for event in said]
            last = named[-1]
            before = ", ".join(dict.fromkeys(each for each in named[:-1] if each != last))
            text = words.DECLARED_AGAIN.format(instrument=last, before=before) if before else last
            rows.append((one.balloon, one.designation, drawn(one.callout), text, said[-1].at))
    return Table(words.DECLARED_MEANS, words.SHEET_DECLARED_MEANS, columns, tuple(rows))


def _means(record: InspectionRecord, number: str) -> str:
    known = record.instruments.get(number)
    return number if known is None else words.NAMED_MEANS.format(number=number, name=known.designation)


def declarations(record: InspectionRecord) -> Table:
    """Everything that the candidate declared, in the order of the journal."""
    columns = (
        Column(words.DECLARATION, 50),
        Column(documents.PIECE_TITLE, 6),
        Column(documents.BALLOON, 12),
        Column(documents.VALUE, 12),
        Column(documents.UNIT, 6),
        Column(documents.AT, 18),
    )
    rows = tuple(row for event in record.declarations.events if (row := _declaration(record, event)) is not None)
    return Table(words.DECLARATIONS, words.SHEET_DECLARATIONS, columns, rows, annex=True)


def _declaration(
    record: InspectionRecord, event: MeansDeclared | BoxDeclared | PieceDeclared | DoubtNoted
) -> tuple[Cell, ...] | None:
    match event:
        case MeansDeclared():
            said = words.MEANS_DECLARED.format(instrument=_means(record, event.instrument))
            return said, None, event.balloon, None, None, event.at
        case BoxDeclared():
            box, found = event.box, measured(record, event.box, event.about)
            title = balloon_label(record.characteristic(box.balloon), box.code)
            said = words.DECLARED_GOOD if event.is_conforming else words.DECLARED_NC
            if record.measurement(box) != found:
                said = words.SINCE_REPLACED.format(said=said)
            return said, box.piece, title, *(("", "") if found is None else value_and_unit(found)), event.at
        case PieceDeclared():
            return words.SORTED_AS.format(disposition=label(event.disposition)), event.piece, None, None, None, event.at
        case DoubtNoted():
            return None  # for the jury
