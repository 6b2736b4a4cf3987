"""One pedal for every instrument: the record decides which one is asked for its value."""

from __future__ import annotations

from collections.abc import Collection

from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.services.bench import Bench
from metroapp.services.bench_views import Expectation
from metroapp.services.inspection import Inspection


def instrument_to_ask(inspection: Inspection, bench: Bench) -> str:
    """The instrument of the bench that measures the box expected; of several, the one used last for its balloon.

    Refuses `ask.seen`, `ask.none_connected`, `ask.several`, and as `Inspection.require_expected`.
    """
    box, characteristic = inspection.require_expected()
    expectation = inspection.expectation()
    if expectation is None or expectation.role is None:
        raise Refusal("ask.seen", balloon=box.balloon)
    if not inspection.record.options.advises:  # which one is asked would tell
        return _declared(expectation, bench)
    wanted = [instrument.number for instrument in expectation.instruments]
    ready = [number for number in wanted if bench.can_be_asked(number)]
    if not ready:
        raise Refusal("ask.none_connected", balloon=box.balloon, means=characteristic.means)
    if len(ready) == 1:
        return ready[0]
    last = _used_last(inspection.record, box.balloon, ready)
    if last is None:
        raise Refusal("ask.several", balloon=box.balloon, instruments=tuple(ready))
    return last


def _declared(expectation: Expectation, bench: Bench) -> str:
    """The one in the hand of a candidate; refuses `exam.means_undeclared`, `exam.not_asked`."""
    number = expectation.typed_with
    if number is None:
        raise Refusal("exam.means_undeclared", balloon=expectation.box.balloon)
    if not bench.can_be_asked(number):
        raise Refusal("exam.not_asked", instrument=number)
    return number


def _used_last(record: InspectionRecord, balloon: str, among: Collection[str]) -> str | None:
    """The instrument of the latest measurement of a characteristic, cancelled or not."""
    boxes = (box for box in record.boxes() if box.balloon == balloon)
    measured = (one for box in boxes for one in record.history(box) if one.instrument in among)
    last = max(measured, key=lambda one: one.id.sequence, default=None)
    return None if last is None else last.instrument
