"""In which order the boxes of a record are expected."""

from __future__ import annotations

from collections.abc import Iterator

from metroapp.domain.measurement import BoxKey
from metroapp.domain.record_options import Order, RecordOptions
from metroapp.domain.specification import Characteristic


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
