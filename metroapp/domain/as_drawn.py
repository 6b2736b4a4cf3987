"""A requirement as the drawing says it: without the figures that the program derives from it.

Ø20 h7 is on the drawing; 19,979 and 20 are not. Limits that are written there, and the bound of a geometrical tolerance
or of a texture, stay: they are the drawing.
"""

from __future__ import annotations

from dataclasses import replace

from metroapp.domain.callout import Callout, Derivation, Rule
from metroapp.domain.iso965 import DiameterLimits, ThreadLimits
from metroapp.domain.specification import Characteristic, Part


def part_as_drawn(part: Part) -> Part:
    """A part, each line of it as drawn."""
    return replace(part, characteristics=tuple(map(line_as_drawn, part.characteristics)))


def line_as_drawn(line: Characteristic) -> Characteristic:
    """A line, its requirement as drawn."""
    return replace(line, callout=callout_as_drawn(line.callout))


def callout_as_drawn(callout: Callout) -> Callout:
    """A callout without what was looked up in a table or computed."""
    found = callout.derivation
    match found.rule:
        case Rule.FIT | Rule.GENERAL:
            known = Derivation(found.rule, fit=found.fit, table=found.table)
            return replace(callout, lower_limit=None, upper_limit=None, derivation=known)
        case Rule.DEVIATIONS:  # which are written there
            known = replace(found, tolerance=None)
            return replace(callout, lower_limit=None, upper_limit=None, derivation=known)
    return callout if callout.thread is None else replace(callout, thread=_thread_as_drawn(callout.thread))


def _thread_as_drawn(thread: ThreadLimits) -> ThreadLimits:
    """Its class, its pitch and the diameters without tolerance: that it has limits decides which gauges there are."""
    diameters = (thread.pitch_diameter, thread.major_diameter, thread.minor_diameter)
    pitch, major, minor = (DiameterLimits(one.nominal, None, None) for one in diameters)
    return ThreadLimits(pitch, major, minor, thread.pitch, thread.thread_class)
