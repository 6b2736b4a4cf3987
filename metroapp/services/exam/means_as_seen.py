"""What is said of a means without the figures that the program derives from the drawing: an interval of tolerance, the
middle of limits, one of them."""

from __future__ import annotations

from dataclasses import replace

from metroapp.domain.means_objections import Ground, Objection
from metroapp.domain.message import Message
from metroapp.domain.suitability import Suitability

_COARSE, _RANGE = Message("exam.means_coarse"), Message("exam.means_range")
# What says the same without its figures; a means that is fine enough needs no reason.
_WITHOUT_FIGURES: dict[str, Message | None] = {
    "suitability.resolution": _COARSE,
    "suitability.uncertainty_large": _COARSE,
    "suitability.uncertainty_small": None,
    "suitability.below_range": _RANGE,
    "suitability.above_range": _RANGE,
    "suitability.limited": _RANGE,
    "suitability.range_ends": Message("exam.means_range_ends"),
    "suitability.course": Message("exam.means_course"),
}


def advised_as_drawn(one: Suitability) -> Suitability:
    """How fit an instrument is, without the ratio IT/U."""
    said: list[Message] = []
    for reason in one.reasons:
        bare = _WITHOUT_FIGURES.get(reason.code, reason)
        if bare is not None and bare not in said:
            said.append(bare)
    return replace(one, interval=None, reasons=tuple(said))


def refused_as_drawn(message: Message) -> Message:
    """A refusal whose objections give no size."""
    if message.code != "means.refused":
        return message
    said = tuple(map(_without_size, message.fields["objections"]))
    return Message(message.code, {**message.fields, "objections": said})


def _without_size(one: Objection) -> Objection:
    """What a limited means is left with is its range."""
    if one.size is None:
        return one
    ground = Ground.COURSE if one.ground is Ground.COURSE else Ground.RANGE
    return replace(one, ground=ground, size=None, end=None, text="")
