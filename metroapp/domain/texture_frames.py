"""What a roughness tester says of a measurement beside its value: parameter, cut-off, evaluation length.

The flags are those of `drivers.protocols.surftest`; they are sealed with the frame that they came with.
"""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.cutoff import Trace
from metroapp.domain.measurement import Frame
from metroapp.domain.message import Refusal

_PARAMETER, _RESULTS, _CUT_OFF, _COUNT, _LENGTH = "parameter", "results", "lambda_c", "n", "length"
_STANDARD = "standard"
_BESIDE = ("filter", "profile", _STANDARD)
# By standard of the tester, what it calls by the name of something else: a ten-point height, and a mean of the heights
# (Mitutoyo 99MBB765A, 23.5.3 and 23.5.16). Rmax of the drawing is Rz1max of ISO 4287:1997 (23.5.15).
_NAMED_OTHERWISE = {("jis1982", "Rz"), ("jis1994", "Rz"), ("jis1982", "Rmax")}
_SAME_AS = {"Rz1max": "Rmax"}
_FLAG = re.compile(r"([a-z_]+)=(.+)")


def told(frame: Frame) -> dict[str, str]:
    """What is said of a result beside its value."""
    return {found[1]: found[2] for flag in frame.flags if (found := _FLAG.fullmatch(flag)) is not None}


def parameter_of(frame: Frame) -> str:
    """The parameter of a result, as a drawing calls it: `Ra`; empty where the frame does not say."""
    name = told(frame).get(_PARAMETER, "")
    return _SAME_AS.get(name, name)


def standard_of_its_own(frame: Frame) -> str:
    """The standard that gives the name of a result another meaning than a drawing does; empty where none does."""
    said = told(frame)
    standard = said.get(_STANDARD, "")
    return standard if (standard, said.get(_PARAMETER, "")) in _NAMED_OTHERWISE else ""


def results_of(frame: Frame) -> tuple[str, ...]:
    """Every parameter that the same measurement gave."""
    return tuple(_SAME_AS.get(name, name) for name in told(frame).get(_RESULTS, "").split("|") if name)


def facts_of(frame: Frame) -> tuple[tuple[str, str], ...]:
    """Filter, profile and standard that the tester was set to."""
    return tuple((name, said) for name, said in told(frame).items() if name in _BESIDE)


def trace_told(frame: Frame) -> Trace | None:
    """The trace that a tester says; None where it says none, or one that cannot be."""
    said = told(frame)
    if _CUT_OFF not in said or (_COUNT not in said and _LENGTH not in said):
        return None
    try:
        cut_off = Decimal(said[_CUT_OFF])
        if _COUNT in said:
            return Trace(cut_off, int(said[_COUNT]))
        return Trace(cut_off, None, Decimal(said[_LENGTH]))
    except (ArithmeticError, ValueError, Refusal):
        return None
