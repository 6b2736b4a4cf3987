"""What the window is told of a record of an examination: the verdict, the doubt and the expected means stay unsaid
unless the session lets the program say them. What is recorded is the same.

The callouts of the part are there whatever the switches: they are the drawing, which the candidate has. What follows
from them goes with the limits: zones, bonus, and the figures that the program derives from a callout, which its bar
alone needs besides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from metroapp.domain.as_drawn import line_as_drawn, part_as_drawn
from metroapp.domain.decision import NO_BONUS
from metroapp.domain.declarations import DoubtNoted
from metroapp.domain.examination import Aid
from metroapp.domain.means_objections import Objection
from metroapp.domain.message import Message
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition, Sorting
from metroapp.services import events
from metroapp.services.bench_views import BoxView, Expectation
from metroapp.services.exam.means_as_seen import advised_as_drawn, refused_as_drawn

_VERDICTS = (BoxStatus.CONFORMING, BoxStatus.NONCONFORMING, BoxStatus.UNDECIDED)
_TELLS_KIND = ("reading.other_instrument", "means.other_kind", "means.unable")


def as_seen(event: events.Event, options: RecordOptions) -> events.Event | None:
    """An event about a record opened with these options, without what the candidate is not told; None: it is
    not said."""
    for aid, without in _WITHOUT.items():
        if not options.offers(aid):
            seen = without(event)
            if seen is None:
                return None
            event = seen
    return event if _tells_limits(options) else _as_drawn(event)


def header_seen(header: RecordHeader) -> RecordHeader:
    """The head of a record, as `as_seen` tells it."""
    return header if _tells_limits(header.options) else replace(header, part=part_as_drawn(header.part))


def refusal_seen(message: Message, options: RecordOptions) -> Message:
    """The same for what is refused: why an instrument is not taken may tell which one is expected, or a limit."""
    seen = message if options.offers(Aid.EXPECTED_MEANS) else _without_kind(message)
    return seen if _tells_limits(options) else refused_as_drawn(seen)


# -- verdicts ---------------------------------------------------------------------------------------------------------


def _without_verdict(event: Any) -> Any:
    match event:
        case events.RecordOpened():
            return replace(
                event,
                boxes=tuple(map(_box_without_verdict, event.boxes)),
                dispositions=(Disposition.UNSORTED,) * len(event.dispositions),
                sorting=_unsorted(event.sorting),
                concessions=(),
            )
        case events.BoxRecorded():
            return events.BoxRecorded(_box_without_verdict(event.box), Disposition.UNSORTED, _unsorted(event.sorting))
        case events.RecordClosed():
            return replace(event, sorting=_unsorted(event.sorting))
        case events.Asked():
            return events.Asked(None)
        case events.SortProposed() | events.PieceSorted():
            return None
        case events.Expected(expectation) if expectation is not None and expectation.traced is not None:
            return replace(event, expectation=_without_counts(expectation))
        case events.SweepBegun(expectation) if expectation.traced is not None:
            return replace(event, expectation=_without_counts(expectation))
    return event


def _box_without_verdict(view: BoxView) -> BoxView:
    return replace(
        view,
        status=BoxStatus.TAKEN if view.status in _VERDICTS else view.status,
        side=None,
        exceedance=None,
        awaits_second=False,
        awaits_constant=False,  # only what would be good awaits it
        bonus=NO_BONUS,
        advice=None,
        zones=None,
    )


def _unsorted(sorting: Sorting) -> Sorting:
    return Sorting(sorting.pieces, 0, 0, 0, sorting.pieces)


def _without_counts(expectation: Expectation) -> Expectation:
    """How many values of a roughness are beyond the limit is a verdict."""
    return replace(expectation, traced=expectation.traced and replace(expectation.traced, counts=()))


# -- limits -----------------------------------------------------------------------------------------------------------


def _without_limits(event: Any) -> Any:
    match event:
        case events.RecordOpened():
            return replace(event, boxes=tuple(map(_box_without_limits, event.boxes)))
        case events.BoxRecorded():
            return replace(event, box=_box_without_limits(event.box))
        case events.Asked(box) if box is not None:
            return replace(event, box=_box_without_limits(box))
    return event


def _box_without_limits(view: BoxView) -> BoxView:
    return replace(view, bonus=NO_BONUS, zones=None, side=None, exceedance=None)  # a value and its exceedance give one


def _tells_limits(options: RecordOptions) -> bool:
    """Whether the window needs them, to say them or to draw its bar between them."""
    return options.offers(Aid.LIMITS) or options.offers(Aid.GAUGE)


def _as_drawn(event: Any) -> Any:
    """What bears the requirements of the part, without what is derived from them."""
    match event:
        case events.RecordOpened() | events.RecordClosed():
            return replace(event, header=replace(event.header, part=part_as_drawn(event.header.part)))
        case events.Expected(expectation) if expectation is not None:
            return replace(event, expectation=_line_as_drawn(expectation))
        case events.SweepBegun(expectation):
            return replace(event, expectation=_line_as_drawn(expectation))
        case events.MeansAdvised(_, ranked):
            return replace(event, ranked=tuple(map(advised_as_drawn, ranked)))
        case events.Refused(refusal):
            return replace(event, refusal=refused_as_drawn(refusal))
    return event


def _line_as_drawn(expectation: Expectation) -> Expectation:
    return replace(expectation, characteristic=line_as_drawn(expectation.characteristic))


# -- means ------------------------------------------------------------------------------------------------------------


def _without_expected_means(event: Any) -> Any:
    match event:
        case events.Expected(expectation) if expectation is not None:
            return replace(event, expectation=_without_instruments(expectation))
        case events.SweepBegun(expectation):
            return replace(event, expectation=_without_instruments(expectation))
        case events.MeansAdvised():
            return events.MeansAdvised("", ())
        case events.Refused():
            return replace(event, refusal=_without_kind(event.refusal))
    return event


def _without_instruments(expectation: Expectation) -> Expectation:
    """The stack of a comparison, the gauge of a constant and the way to trace stay: they are of the procedure."""
    return replace(expectation, instruments=(), assists=False)


def _without_kind(message: Message) -> Message:
    """A refusal that does not say which kind of instrument the sheet asks for."""
    fields = message.fields
    if message.code in _TELLS_KIND:
        return Message("exam.means_not_for", {"instrument": fields["instrument"], "balloon": fields["balloon"]})
    if message.code == "sweep.no_instrument":
        return Message("exam.no_sweep", {"balloon": fields["balloon"]})
    if message.code != "means.refused":
        return message
    told: list[Objection] = [one for one in fields["objections"] if not one.ground.is_other_kind]
    if not told:
        return Message("exam.means_not_for", {"instrument": fields["instrument"], "balloon": fields["balloon"]})
    return Message(message.code, {**fields, "objections": tuple(told)})


# -- doubts -----------------------------------------------------------------------------------------------------------


def _without_doubt(event: Any) -> Any:
    match event:
        case events.RecordOpened():
            return replace(event, declared=tuple(one for one in event.declared if not isinstance(one, DoubtNoted)))
        case events.ProposalsChanged():
            return replace(event, proposals=tuple(replace(one, doubt=None) for one in event.proposals))
    return event


# The gauge bar, the picture of the gesture and the sound are of the window alone: it asks the options of the record.
_WITHOUT: dict[Aid, Callable[[Any], Any]] = {
    Aid.VERDICT: _without_verdict,
    Aid.LIMITS: _without_limits,
    Aid.EXPECTED_MEANS: _without_expected_means,
    Aid.PLAUSIBILITY: _without_doubt,
}
