"""What a limit gauge is for, from what its line of the register says."""

from __future__ import annotations

import re
from functools import lru_cache

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.candidate import Candidate
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal

_THREAD = re.compile(r"\bM ?[0-9].*")


def candidate_of(instrument: Instrument) -> Candidate:
    """A line of the register as something that could be chosen."""
    return Candidate(instrument, marked_callout(instrument))


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
    threads = (_THREAD.search(text) for text in (model, designation))
    read = (_read(one[0]) for one in threads if one is not None)
    return next((one for one in read if one is not None and one.kind is Kind.THREAD), None)


def _read(text: str) -> Callout | None:
    from metroapp.domain.notation.reading import read_callout  # most instruments are no gauges
    from metroapp.services.reference import standards

    try:
        return read_callout(text, standards())
    except Refusal:
        return None
