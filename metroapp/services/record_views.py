"""A record as it is to be shown: frozen facts for the events."""

from __future__ import annotations

from metroapp.domain.examination import Aid
from metroapp.domain.justification import justify
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.services.bench_views import BoxView
from metroapp.services.events import ProductionChanged, RecordOpened


def require_verdict_said(record: InspectionRecord) -> None:
    """Refuse (`exam.verdict_kept`) what would tell a verdict that an examination keeps for the jury."""
    if not record.options.offers(Aid.VERDICT):
        raise Refusal("exam.verdict_kept")


def require_limits_said(record: InspectionRecord) -> None:
    """Refuse (`exam.limits_kept`) what would tell a limit where an examination says none."""
    options = record.options
    if not options.offers(Aid.LIMITS) and not options.offers(Aid.GAUGE):
        raise Refusal("exam.limits_kept")


def box_view(record: InspectionRecord, box: BoxKey) -> BoxView:
    """One box."""
    measurement = record.measurement(box)
    impossible = record.impossible(box)
    outside = zones = advice = None
    if measurement is not None:
        why = justify(record, measurement)
        outside, zones, advice = why.exceedance, why.zones, why.advice
    return BoxView(
        key=box,
        status=record.status(box),
        measurement=measurement,
        side=outside and outside[0],
        exceedance=outside and outside[1],
        count=len(record.history(box)),
        awaits_second=measurement is not None and record.awaits_second(box),
        impossible_reason=impossible.reason if impossible else "",
        bonus=record.bonus(box),
        advice=advice,
        zones=zones,
        is_void=measurement is not None and record.is_void(measurement),
        awaits_constant=measurement is not None and record.awaits_constant(measurement),
    )


def record_opened(record: InspectionRecord, *, resumed: bool, waiting: int = 0) -> RecordOpened:
    """The whole of it, as it is put on the bench, and how many readings have been waiting for it."""
    return RecordOpened(
        header=record.header,
        boxes=tuple(box_view(record, box) for box in record.boxes()),
        dispositions=tuple(record.disposition(piece) for piece in record.pieces),
        sorting=record.sorting(),
        concessions=tuple(record.concessions),
        closed=record.closing is not None,
        resumed=resumed,
        waiting=waiting,
        production=production_changed(record),
        approved=record.approval is not None,
        declared=tuple(record.declarations.events),
    )


def production_changed(record: InspectionRecord) -> ProductionChanged:
    """The follow-up of the series."""
    return ProductionChanged(tuple(record.production), record.follow_up, record.set_up, record.temperature)
