"""The grid of the relevé, its legend and its summary: values piece by piece, as the record decides them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from forms.blocks import InspectionGrid, InspectionLine, Result, Summary
from forms.justifications import can_hold, guard_of
from metroapp.domain.decision import exceedance, expected_observation
from metroapp.domain.measurement import BoxKey, Measurement, Origin, Role
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition, Sorting
from metroapp.domain.specification import BoxCode, Characteristic, Criticality, Procedure
from metroapp.wording import documents as words
from metroapp.wording.derivations import drawn, unit_of
from metroapp.wording.labels import label
from metroapp.wording.labels import means as means_label
from metroapp.wording.labels import sampling as sampling_label

_ORIGIN_MARKS = {Origin.TYPED: "s", Origin.COMPARISON: "c", Origin.COMPUTED: "k", Origin.FILE: words.FILE_MARK}


def grid(record: InspectionRecord, pieces: Sequence[int] | None = None, *, by_hand: bool = False) -> InspectionGrid:
    """The boxes of the pieces, line by line, and their sorting; of all of them where none are named."""
    shown: Sequence[int] = record.pieces if pieces is None else pieces
    return InspectionGrid(
        lines=tuple(
            _line(record, characteristic, code, shown)
            for characteristic in record.characteristics
            for code in characteristic.boxes
        ),
        dispositions=tuple(record.disposition(piece) for piece in shown),
        conceded=tuple((piece, balloon) for piece in shown for balloon in sorted(record.granted(piece))),
        pieces=() if pieces is None else tuple(pieces),
        by_hand=by_hand,
    )


def _line(
    record: InspectionRecord, characteristic: Characteristic, code: BoxCode, pieces: Sequence[int]
) -> InspectionLine:
    callout = characteristic.callout
    boxes = [BoxKey(piece, characteristic.balloon, code) for piece in pieces]
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
        criticality="" if characteristic.criticality is Criticality.ORDINARY else label(characteristic.criticality),
    )


def _result(record: InspectionRecord, characteristic: Characteristic, box: BoxKey) -> Result:
    status, found = record.status(box), record.measurement(box)
    if found is None:
        observed = characteristic.procedure_of(box.code) is Procedure.OBSERVATION
        return Result(status) if observed else Result(status, guard=guard_of(record, characteristic, box))
    awaits_second, is_void = record.awaits_second(box), record.is_void(found)
    marks = _ORIGIN_MARKS.get(found.origin, "") + ("²" if len(record.history(box)) > 1 else "")
    awaits_constant = record.awaits_constant(found)
    marks += words.VOID_MARK if is_void else words.AWAITS_SECOND_MARK if awaits_second else ""
    marks += words.AWAITS_CONSTANT_MARK if awaits_constant else ""
    if found.observation is not None:
        return Result(status, word=label(found.observation), marks=marks, awaits_second=awaits_second)
    assert found.quantity is not None
    bonus = record.bonus(box)
    outside = exceedance(found.quantity, characteristic.callout, bonus)
    marks += words.BONUS_MARK if bonus.value else ""
    marks += words.AT_20_MARK if _is_corrected(found) else ""
    # In the unit of the limits, beside which it is read; the annex keeps the unit that was shown.
    shown = found.quantity.to(characteristic.callout.reading_unit)
    return Result(
        status,
        number=shown.value,
        side=outside[0] if outside else None,
        marks=marks,
        bonus=bonus,
        guard=guard_of(record, characteristic, box),
        awaits_second=awaits_second or awaits_constant,
        is_void=is_void,
    )


def legend(record: InspectionRecord, said: str = words.LEGEND) -> str:
    """What the marks beside the values mean, after those that `said` names."""
    void = record.void_boxes()
    if any(record.awaits_second(box) and box not in void for box in record.boxes()):
        said = words.LEGEND_SECOND.format(legend=said)
    if any(_is_corrected(found) for box in record.boxes() if (found := record.measurement(box)) is not None):
        said = words.LEGEND_AT_20.format(legend=said)
    if any(found.origin is Origin.FILE for box in record.boxes() for found in record.history(box)):
        said = words.LEGEND_FILE.format(legend=said)
    if record.columns.unproven(record):
        said = words.LEGEND_CONSTANT.format(legend=said)
    of_column = any(True for _ in record.columns.void_boxes(record))
    text = words.LEGEND_VOID_CONSTANT if of_column else words.LEGEND_VOID
    return text.format(legend=said) if void else said


def _is_corrected(found: Measurement) -> bool:
    """Whether it was brought back to 20 °C: what was read is in the annex, with the correction."""
    return any(given.role is Role.CORRECTION for given in found.inputs)


def summary(record: InspectionRecord, pieces: Sequence[int] | None = None) -> Summary:
    """The sorting of the lot, or of these pieces of it, and how many boxes were checked."""
    sorting = record.sorting() if pieces is None else Sorting.of(Counter(map(record.disposition, pieces)))
    wanted = record.boxes() if pieces is None else (box for piece in pieces for box in record.boxes_of(piece))
    states = Counter(record.status(box) for box in wanted)
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
