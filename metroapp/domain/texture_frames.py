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
_BESIDE = ("filter", "profile", "standard")
_FLAG = re.compile(r"([a-z_]+)=(.+)")


def told(frame: Frame) -> dict[str, str]:
    """What is said of a result beside its value."""
    return {found[1]: found[2] for flag in frame.flags if (found := _FLAG.fullmatch(flag)) is not None}


def parameter_of(frame: Frame) -> str:
    """The parameter of a result: `Ra`; empty where the frame does not say."""
    return told(frame).get(_PARAMETER, "")


def results_of(frame: Frame) -> tuple[str, ...]:
    """Every parameter that the same measurement gave."""
    return tuple(filter(None, told(frame).get(_RESULTS, "").split("|")))


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
