"""What a limit gauge is for, from what its line of the register says."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.candidate import Candidate
from metroapp.domain.instrument import Instrument
from metroapp.domain.means_objections import LEFT_HAND
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Characteristic

_THREAD = re.compile(r"\bM ?[0-9].*", re.IGNORECASE)
_LEFT = re.compile(r"(?<![A-Z])(?:LH|left|gauche)(?![A-Z])", re.IGNORECASE)
_BETWEEN = " -–.,;(/"  # what is left of a mark once its hand is taken out


def candidate_of(instrument: Instrument) -> Candidate:
    """A line of the register as something that could be chosen."""
    return Candidate(instrument, marked_callout(instrument))


def candidate_for(characteristic: Characteristic, instrument: Instrument) -> Candidate:
    """The same, for a characteristic that may have a method of its own, or say what a column probes."""
    found = candidate_of(instrument)
    if characteristic.method:
        return replace(found, method=characteristic.read_method)
    return found if characteristic.probing is None else replace(found, probing=characteristic.probing)


def marked_callout(instrument: Instrument) -> Callout | None:
    """The callout that a limit gauge is for; None where its line does not say, or for another kind of means."""
    if not instrument.kind.is_limit_gauge:
        return None
    return _marked(instrument.checks, instrument.model, instrument.designation)


@lru_cache(maxsize=512)
def _marked(checks: str, model: str, designation: str) -> Callout | None:
    """The callout written for it, else the thread that it is marked with."""
    found = _read(checks) if checks else None
    if found is not None:
        return found
    read = (_thread(text) for text in (checks, model, designation))
    return next((one for one in read if one is not None), None)


def _thread(text: str) -> Callout | None:
    """The thread that a text speaks of: what follows is the side of the gauge, its maker, a number.

    A left hand is said in many ways, and anywhere: one that was not understood would make a right-hand gauge of it.
    """
    bare, is_left = _LEFT.subn(" ", text)
    begun = _THREAD.search(bare)
    words = [] if begun is None else f"M{begun[0][1:]}".split()
    for count in range(len(words), 0, -1):
        found = _read(" ".join(words[:count]).rstrip(_BETWEEN))
        if found is not None and found.kind is Kind.THREAD:
            return replace(found, text=f"{found.text}-{LEFT_HAND}", modifiers=(LEFT_HAND,)) if is_left else found
    return None


def _read(text: str) -> Callout | None:
    from metroapp.domain.notation.reading import read_callout  # most instruments are no gauges
    from metroapp.services.reference import standards

    try:
        return read_callout(text, standards())
    except Refusal:
        return None
