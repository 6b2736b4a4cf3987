"""The tables that follow the grid of the relevé: what was not good, not measured or measured again, and the annexes."""

from __future__ import annotations

from forms.blocks import Align, Cell, Column, Table
from forms.gestures import remarks
from forms.measurements import by_how_much, in_time, value_and_unit
from metroapp.domain.measurement import Measurement
from metroapp.domain.operations import ConcessionEnded
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.wording import documents as words
from metroapp.wording.derivations import derivation
from metroapp.wording.geometric_methods import in_line, reading_name
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, number


def nonconformities(record: InspectionRecord) -> Table:
    """Values out of their limits, and by how much."""
    rows = []
    for box in record.boxes():
        found = record.measurement(box)
        if found is None or record.status(box) is not BoxStatus.NONCONFORMING:
            continue
        characteristic = record.characteristic(box.balloon)
        rows.append(
            (
                box.piece,
                balloon_label(characteristic, box.code),
                characteristic.designation,
                characteristic.callout.text,
                *value_and_unit(found),
                by_how_much(record, found),
            )
        )
    columns = (
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOON, 12),
        Column(words.CHARACTERISTIC, 30),
        Column(words.CALLOUT, 16),
        Column(words.VALUE, 12, Align.RIGHT),
        Column(words.UNIT, 6),
        Column(words.EXCEEDANCE, 30),
    )
    return Table(words.NONCONFORMITIES, words.NONCONFORMITIES, columns, tuple(rows))


def concessions(record: InspectionRecord) -> Table:
    """Pieces accepted *en dérogation*."""
    columns = (
        Column(words.CONCESSION_NUMBER, 16),
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOONS, 10),
        Column(words.REASON, 34),
        Column(words.GRANTED_BY, 16),
        Column(words.RECORDED_BY, 16),
        Column(words.DATE, 14),
    )
    ended = {one.concession: one for one in record.ended_concessions}
    rows = tuple(
        (
            granted.number,
            granted.piece,
            ", ".join(granted.balloons),
            _still_standing(granted.reason, ended.get(granted.id)),
            words.GRANTED_AND_SIGNED.format(name=granted.granted_by) if granted.signed else granted.granted_by,
            granted.by,
            granted.at,
        )
        for granted in record.concessions
    )
    return Table(words.CONCESSIONS, words.SHEET_CONCESSIONS, columns, rows)


def _still_standing(reason: str, ended: ConcessionEnded | None) -> str:
    return reason if ended is None else words.WITHDRAWN_SINCE.format(reason=reason, day=day(ended.at))


def impossible(record: InspectionRecord) -> Table:
    """Boxes that cannot be measured, with the reason."""
    columns = (
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOON, 12),
        Column(words.REASON, 60),
        Column(words.BY, 16),
        Column(words.DATE, 14),
    )
    rows = tuple(
        (
            one.box.piece,
            balloon_label(record.characteristic(one.box.balloon), one.box.code),
            one.reason,
            one.by,
            one.at,
        )
        for one in record.declared_impossible
    )
    return Table(words.IMPOSSIBLE, words.SHEET_IMPOSSIBLE, columns, rows)


def retakes(record: InspectionRecord, *, of_means: bool = True) -> Table:
    """Every value of the boxes that have more than one, or a cancelled one; `of_means` as for `remarks`."""
    columns = (
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOON, 12),
        Column(words.ORDER, 6),
        Column(words.VALUE, 12, Align.RIGHT),
        Column(words.UNIT, 6),
        Column(words.REASON, 40),
        Column(words.BY, 16),
        Column(words.DATE, 14),
    )
    rows: list[tuple[Cell, ...]] = []
    for box in record.boxes():
        history = record.history(box)
        if len(history) > 1 or any(found.id in record.cancelled for found in history):
            title = balloon_label(record.characteristic(box.balloon), box.code)
            rows.extend(
                (
                    box.piece,
                    title,
                    order,
                    *value_and_unit(found),
                    remarks(record, found, of_means=of_means),
                    found.by,
                    found.at,
                )
                for order, found in enumerate(history, start=1)
            )
    return Table(words.RETAKES, words.SHEET_RETAKES, columns, tuple(rows))


def limits(record: InspectionRecord) -> Table:
    """Where each limit comes from: the reader need not believe."""
    columns = (Column(words.BALLOON, 6), Column(words.CHARACTERISTIC, 24), Column(words.DERIVATION, 90))
    rows = tuple((given.balloon, given.designation, derivation(given.callout)) for given in record.part.characteristics)
    return Table(words.LIMITS, words.SHEET_LIMITS, columns, rows, annex=True)


def readings(record: InspectionRecord, *, decided: bool = True) -> Table:
    """Every value in the order of the journal, with what was read and the bytes received; what the program decides of
    it and of its means only where the reader is to know (`decided`)."""
    columns = (
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOON, 12),
        Column(words.VALUE, 11, Align.RIGHT),
        Column(words.UNIT, 6),
        *((Column(words.VERDICT, 11),) if decided else ()),
        Column(words.ORIGIN, 10),
        Column(words.INSTRUMENT, 11),
        Column(words.AT, 15),
        Column(words.BY, 13),
        Column(words.REASON, 14),
        Column(words.INPUTS, 30),
        Column(words.FRAMES, 30),
    )
    rows = tuple(_reading(record, found, decided=decided) for found in in_time(record))
    return Table(words.READINGS, words.READINGS, columns, rows, annex=True)


def _reading(record: InspectionRecord, found: Measurement, *, decided: bool) -> tuple[Cell, ...]:
    characteristic = record.characteristic(found.box.balloon)
    bonus = record.bonus(found.box).value
    said = [
        f"{reading_name(characteristic, place, given.role)} {number(given.quantity.value)}"
        for place, given in enumerate(found.inputs)
    ]
    said = said if len(said) > 1 else []
    if how := in_line(characteristic, found):
        said.insert(0, how)
    if found.extremes is not None:
        least, most = (number(extreme.value) for extreme in found.extremes)
        said.insert(0, words.EXTREMES.format(least=least, most=most))
    if bonus and decided:
        said.append(words.BONUS.format(by=number(bonus)))
    return (
        found.box.piece,
        balloon_label(characteristic, found.box.code),
        *value_and_unit(found),
        *((label(record.verdict_of(found)),) if decided else ()),
        label(found.origin),
        found.instrument or "",
        found.at,
        found.by,
        remarks(record, found, of_means=decided),
        " ; ".join(said),
        " ".join(given.frame.raw.hex() for given in found.inputs if given.frame),
    )
