"""Every act of a session and every operation of a record is told to the jury in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from metroapp.domain.declarations import BoxDeclared
from metroapp.domain.means_choice import MeansChosen
from metroapp.domain.measurement import Measurement
from metroapp.domain.operations import Operation
from metroapp.domain.session_acts import PeopleNamed, SessionAct, SessionPrepared
from metroapp.wording.exam_labels import because
from metroapp.wording.exam_timeline import _SAID

ON_NO_TIME_LINE = {SessionPrepared, PeopleNamed}  # of the session, and of nobody in it
SAID_BY_THEMSELVES = {Measurement, BoxDeclared, MeansChosen}


def members(union: Any) -> Iterator[Any]:
    for one in get_args(union):
        yield from members(one) if get_args(one) else (one,)


def test_a_lost_reference_is_not_told_as_a_zero() -> None:
    told = {one for union in (Operation, SessionAct) for one in members(union)}
    assert told - SAID_BY_THEMSELVES - ON_NO_TIME_LINE == set(_SAID)


def test_a_suspension_without_a_reason_ends_with_no_colon() -> None:
    assert (because(""), because("copeau")) == ("", " : copeau")
