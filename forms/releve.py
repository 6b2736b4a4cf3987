"""The relevé de contrôle: values in production, piece by piece, described from a record."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from forms.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Fields,
    InspectionGrid,
    InspectionLine,
    Notes,
    Result,
    Signatures,
    Summary,
    Table,
    Visa,
)
from forms.gestures import added_pieces, dropped_readings, gestures, remarks, signers
from forms.justifications import can_hold, guard_of, justifications, rule_in_force
from forms.measurements import in_time, measurements, value_and_unit
from metroapp.domain.decision import exceedance, expected_observation
from metroapp.domain.measurement import BoxKey, Measurement, Origin
from metroapp.domain.record import BoxStatus, Disposition, InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import BoxCode, Characteristic, Procedure
from metroapp.wording import documents as words
from metroapp.wording.derivations import derivation, drawn, unit_of
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.labels import label
from metroapp.wording.labels import means as means_label
from metroapp.wording.labels import sampling as sampling_label
from metroapp.wording.numbers import day, duration, moment, number, with_unit

_ORIGIN_MARKS = {Origin.TYPED: "s", Origin.COMPARISON: "c", Origin.COMPUTED: "k"}


def releve(record: InspectionRecord, *, workshop: str, head: str, issued_at: datetime, program: str) -> Document:
    """Describe a record. `head` is the digest of the chain's last entry, in hexadecimal."""
    blocks: list[Block] = [_header(record, issued_at), _grid(record), Notes((_legend(record),))]
    blocks.extend((_summary(record), _signatures(record)))
    blocks.extend(table for table in (make(record) for make in _TABLES) if table.rows)
    return Document(
        title=words.RELEVE,
        number=record.header.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=words.SIMULATION if _is_simulated(record) else "",
        blocks=tuple(blocks),
    )


def _is_simulated(record: InspectionRecord) -> bool:
    return record.header.simulated or any(found.simulated for found in measurements(record))


def _legend(record: InspectionRecord) -> str:
    awaited = any(record.awaits_second(box) for box in record.boxes())
    return words.LEGEND_SECOND.format(legend=words.LEGEND) if awaited else words.LEGEND


def _header(record: InspectionRecord, issued_at: datetime) -> Fields:
    header, part = record.header, record.part
    closed = moment(record.closing.at) if record.closing else words.STILL_OPEN
    pairs = [
        (words.DESIGNATION, part.designation),
        (words.REFERENCE, part.reference),
        (words.DRAWING, f"{part.drawing} – {part.revision}"),
        (words.MATERIAL, part.material),
        (words.CUSTOMER, part.customer),
        (words.WORK_ORDER, header.work_order),
        (words.LOT, header.lot),
        (words.OPERATION, header.operation),
        (words.MACHINE, header.machine),
        (words.PIECES, str(header.pieces)),
        (words.OPERATOR, header.operator),
        (words.OPENED, moment(header.opened_at)),
        (words.CLOSED, closed),
        *_filling(record, issued_at),
    ]
    if _is_simulated(record):
        pairs.append((words.ORIGIN_OF_DATA, words.SIMULATED_DATA))
    pairs.append((words.RULE, rule_in_force(record)))  # the longest one: last, where there is room
    return Fields(tuple((title, value or words.NOT_GIVEN) for title, value in pairs))


def _filling(record: InspectionRecord, issued_at: datetime) -> list[tuple[str, str]]:
    """How the record was to be filled, and in what time; nothing of one that was not asked to be in any way."""
    options = record.options
    pairs = [] if options == PLAIN else [(words.FILLING_ORDER, label(options.order))]
    if options.minutes is not None:
        elapsed = (record.closing.at if record.closing else issued_at) - record.header.opened_at
        allotted = duration(timedelta(minutes=options.minutes))
        pairs.append((words.ALLOTTED, words.ALLOTTED_AND_ELAPSED.format(allotted=allotted, elapsed=duration(elapsed))))
    return pairs


def _grid(record: InspectionRecord) -> InspectionGrid:
    return InspectionGrid(
        lines=tuple(
            _line(record, characteristic, code)
            for characteristic in record.characteristics
            for code in characteristic.boxes
        ),
        dispositions=tuple(record.disposition(piece) for piece in record.pieces),
        conceded=tuple(
            (concession.piece, balloon) for concession in record.concessions for balloon in concession.balloons
        ),
    )


def _line(record: InspectionRecord, characteristic: Characteristic, code: BoxCode) -> InspectionLine:
    callout = characteristic.callout
    boxes = [BoxKey(piece, characteristic.balloon, code) for piece in record.pieces]
    used = dict.fromkeys(found.instrument for box in boxes for found in record.history(box) if found.instrument)
    observed = characteristic.procedure_of(code) is Procedure.OBSERVATION
    return InspectionLine(
        balloon=characteristic.balloon,
        gauge=label(code),
        designation=characteristic.designation,
        callout=drawn(callout),
        beneath=label(callout.symbol) if callout.symbol else label(code),
        lower=None if observed else callout.in_reading_unit(callout.lower_limit),
        upper=None if observed else callout.in_reading_unit(callout.upper_limit),
        middle=None if observed else callout.in_reading_unit(callout.mid_limit),
        unit="" if observed else unit_of(callout),
        means=means_label(characteristic, code),
        instruments=", ".join(used),
        sampling=sampling_label(characteristic.sampling),
        expected=label(expected_observation(code)) if observed else "",
        results=tuple(_result(record, characteristic, box) for box in boxes),
    )


def _result(record: InspectionRecord, characteristic: Characteristic, box: BoxKey) -> Result:
    status, found = record.status(box), record.measurement(box)
    if found is None:
        observed = characteristic.procedure_of(box.code) is Procedure.OBSERVATION
        return Result(status) if observed else Result(status, guard=guard_of(record, characteristic, box))
    awaits_second = record.awaits_second(box)
    marks = _ORIGIN_MARKS.get(found.origin, "") + ("²" if len(record.history(box)) > 1 else "")
    marks += words.AWAITS_SECOND_MARK if awaits_second else ""
    if found.observation is not None:
        return Result(status, word=label(found.observation), marks=marks, awaits_second=awaits_second)
    assert found.quantity is not None
    bonus = record.bonus(box)
    outside = exceedance(found.quantity, characteristic.callout, bonus)
    marks += words.BONUS_MARK if bonus.value else ""
    # In the unit of the limits, beside which it is read; the annex keeps the unit that was shown.
    shown = found.quantity.to(characteristic.callout.reading_unit)
    return Result(
        status,
        number=shown.value,
        side=outside[0] if outside else None,
        marks=marks,
        bonus=bonus,
        guard=guard_of(record, characteristic, box),
        awaits_second=awaits_second,
    )


def _summary(record: InspectionRecord) -> Summary:
    sorting = record.sorting()
    states = Counter(record.status(box) for box in record.boxes())
    checks = (
        (words.CHECKED, (BoxStatus.CONFORMING, BoxStatus.NONCONFORMING, BoxStatus.UNDECIDED)),
        (words.CHECKED_NONCONFORMING, (BoxStatus.NONCONFORMING,)),
        (words.UNCHECKED, (BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE)),
        (words.UNDECIDED, (BoxStatus.UNDECIDED,)),
    )
    held = ((words.SUMMARY_HELD, sorting.held, Disposition.HELD),) if can_hold(record) else ()
    return Summary(
        words.SUMMARY,
        (
            (words.SUMMARY_PIECES, sorting.pieces, None),
            (words.SUMMARY_CONFORMING, sorting.conforming, Disposition.CONFORMING),
            (words.SUMMARY_NONCONFORMING, sorting.nonconforming, Disposition.NONCONFORMING),
            *held,
            (words.SUMMARY_CONCESSION, sorting.concession, Disposition.CONCESSION),
            (words.SUMMARY_UNSORTED, sorting.unsorted, Disposition.UNSORTED),
        ),
        tuple(
            (title, sum(states[state] for state in counted), counted)
            for title, counted in checks
            if counted != (BoxStatus.UNDECIDED,) or states[BoxStatus.UNDECIDED]
        ),
    )


def _nonconformities(record: InspectionRecord) -> Table:
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
                _by_how_much(record, found),
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


def _by_how_much(record: InspectionRecord, found: Measurement) -> str:
    callout = record.characteristic(found.box.balloon).callout
    if found.observation is not None:
        expected = label(expected_observation(found.box.code))
        return words.OBSERVED.format(word=label(found.observation), expected=expected)
    assert found.quantity is not None
    outside = exceedance(found.quantity, callout, record.bonus(found.box))
    assert outside is not None and callout.unit is not None
    side, by = outside
    sentence = words.ABOVE if side.value == "above" else words.BELOW
    return sentence.format(by=with_unit(by, callout.unit))


def _concessions(record: InspectionRecord) -> Table:
    columns = (
        Column(words.CONCESSION_NUMBER, 16),
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOONS, 10),
        Column(words.REASON, 34),
        Column(words.GRANTED_BY, 16),
        Column(words.RECORDED_BY, 16),
        Column(words.DATE, 14),
    )
    rows = tuple(
        (
            granted.number,
            granted.piece,
            ", ".join(granted.balloons),
            granted.reason,
            words.GRANTED_AND_SIGNED.format(name=granted.granted_by) if granted.signed else granted.granted_by,
            granted.by,
            granted.at,
        )
        for granted in record.concessions
    )
    return Table(words.CONCESSIONS, words.SHEET_CONCESSIONS, columns, rows)


def _impossible(record: InspectionRecord) -> Table:
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


def _retakes(record: InspectionRecord) -> Table:
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
                (box.piece, title, order, *value_and_unit(found), remarks(record, found), found.by, found.at)
                for order, found in enumerate(history, start=1)
            )
    return Table(words.RETAKES, words.SHEET_RETAKES, columns, tuple(rows))


def _comparisons(record: InspectionRecord) -> Table:
    columns = (
        Column(words.BALLOON, 8),
        Column(words.INSTRUMENT, 12),
        Column(words.CERTIFIED, 18, Align.RIGHT),
        Column(words.BLOCKS, 34),
        Column(words.ZERO, 14, Align.RIGHT),
        Column(words.BY, 16),
        Column(words.DATE, 14),
    )
    rows = tuple(
        (
            zero.balloon,
            zero.instrument,
            zero.certified,
            ", ".join(zero.blocks),
            zero.zero.quantity.value,
            zero.by,
            zero.at,
        )
        for zero in record.zero_settings
    )
    return Table(words.COMPARISONS, words.SHEET_COMPARISONS, columns, rows)


def _signatures(record: InspectionRecord) -> Signatures:
    closing = record.closing
    name, date = (closing.by, day(closing.at)) if closing else (record.header.operator, "")
    signed = words.SIGNED if closing and closing.signed else ""
    return Signatures(
        (Visa(words.OPERATOR_FUNCTION, name, date, signed), *signers(record), Visa(words.QUALITY_FUNCTION, "", ""))
    )


def _limits(record: InspectionRecord) -> Table:
    """Where each limit comes from: the reader need not believe."""
    columns = (Column(words.BALLOON, 6), Column(words.CHARACTERISTIC, 24), Column(words.DERIVATION, 90))
    rows = tuple((given.balloon, given.designation, derivation(given.callout)) for given in record.part.characteristics)
    return Table(words.LIMITS, words.SHEET_LIMITS, columns, rows, annex=True)


def _readings(record: InspectionRecord) -> Table:
    columns = (
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOON, 12),
        Column(words.VALUE, 11, Align.RIGHT),
        Column(words.UNIT, 6),
        Column(words.VERDICT, 11),
        Column(words.ORIGIN, 10),
        Column(words.INSTRUMENT, 11),
        Column(words.AT, 15),
        Column(words.BY, 13),
        Column(words.REASON, 14),
        Column(words.INPUTS, 30),
        Column(words.FRAMES, 30),
    )
    rows = tuple(_reading(record, found) for found in in_time(record))
    return Table(words.READINGS, words.READINGS, columns, rows, annex=True)


def _reading(record: InspectionRecord, found: Measurement) -> tuple[Cell, ...]:
    characteristic = record.characteristic(found.box.balloon)
    bonus = record.bonus(found.box).value
    said = [f"{label(given.role)} {number(given.quantity.value)}" for given in found.inputs]
    said = said if len(said) > 1 else []
    if found.extremes is not None:
        least, most = (number(extreme.value) for extreme in found.extremes)
        said.insert(0, words.EXTREMES.format(least=least, most=most))
    if bonus:
        said.append(words.BONUS.format(by=number(bonus)))
    return (
        found.box.piece,
        balloon_label(characteristic, found.box.code),
        *value_and_unit(found),
        label(record.decide(found)),
        label(found.origin),
        found.instrument or "",
        found.at,
        found.by,
        remarks(record, found),
        " ; ".join(said),
        " ".join(given.frame.raw.hex() for given in found.inputs if given.frame),
    )


_TABLES = (
    _nonconformities,
    _concessions,
    _impossible,
    _retakes,
    gestures,
    dropped_readings,
    added_pieces,
    _comparisons,
    _limits,
    justifications,
    _readings,
)
