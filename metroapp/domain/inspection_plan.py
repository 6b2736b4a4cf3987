"""Which boxes are expected, in which order, and what a bad sample adds to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import BoxKey
from metroapp.domain.record_options import Order, RecordOptions
from metroapp.domain.specification import Characteristic

if TYPE_CHECKING:
    from metroapp.domain.record import InspectionRecord


def boxes_in_order(
    characteristics: tuple[Characteristic, ...], pieces: range, options: RecordOptions
) -> Iterator[BoxKey]:
    """Every box in the order of inspection; where the first piece is signed before the others, it comes first."""
    groups = [characteristics]
    if options.order is Order.CHARACTERISTIC:
        groups = [(one,) for one in characteristics]
    elif options.order is Order.INSTRUMENT:
        means = dict.fromkeys(one.means for one in characteristics)
        groups = [tuple(one for one in characteristics if one.means is wanted) for wanted in means]
    runs = [pieces[:1], pieces[1:]] if options.approval is not None else [pieces]
    for run in runs:
        for group in groups:
            for piece in run:
                for characteristic in group:
                    for code in characteristic.boxes:
                        yield BoxKey(piece, characteristic.balloon, code)


def widened(record: InspectionRecord, characteristic: Characteristic) -> frozenset[int]:
    """The pieces not sampled around each bad sample, back to the last good check and on to the next one.

    Between two checks of which one is bad, nothing says on which piece it began.
    """
    checks = {
        piece: worst for piece in record.pieces if (worst := _worst_verdict(record, characteristic, piece)) is not None
    }
    good = [piece for piece, verdict in checks.items() if verdict is Verdict.CONFORMING]
    found: set[int] = set()
    for piece, verdict in checks.items():
        if verdict is Verdict.NONCONFORMING:
            before = max((one for one in good if one < piece), default=0)
            after = min((one for one in good if one > piece), default=record.header.pieces + 1)
            found.update(range(before + 1, after))
    return frozenset(piece for piece in found if not characteristic.sampling.plans(piece, record.header.pieces))


def _worst_verdict(record: InspectionRecord, characteristic: Characteristic, piece: int) -> Verdict | None:
    verdicts = {record.verdict(BoxKey(piece, characteristic.balloon, code)) for code in characteristic.boxes}
    for verdict in (Verdict.NONCONFORMING, Verdict.UNDECIDED, Verdict.CONFORMING):
        if verdict in verdicts:
            return verdict
    return None
