"""Every act of a session and every operation of a record is told to the jury in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args

from metroapp.domain.declarations import BoxDeclared
from metroapp.domain.exam_timeline import EntryKind, TimelineEntry
from metroapp.domain.means_choice import MeansChosen
from metroapp.domain.measurement import EntryId, Measurement
from metroapp.domain.operations import Operation
from metroapp.domain.session_acts import CandidateWithdrawn
from metroapp.wording.exam_labels import because
from metroapp.wording.exam_timeline import _SAID, entry_line

SAID_BY_THEMSELVES = {Measurement, BoxDeclared, MeansChosen}


def members(union: Any) -> Iterator[Any]:
    for one in get_args(union):
        yield from members(one) if get_args(one) else (one,)


def test_a_lost_reference_is_not_told_as_a_zero() -> None:
    """The acts of a session are told one by one: the checker of types misses the one that would be left."""
    assert set(members(Operation)) - SAID_BY_THEMSELVES == set(_SAID)


def test_a_suspension_without_a_reason_ends_with_no_colon() -> None:
    assert (because(""), because("copeau")) == ("", " : copeau")


def test_a_withdrawal_of_before_says_no_signer() -> None:
    at = datetime(2026, 11, 28, tzinfo=UTC)
    of_before = CandidateWithdrawn(EntryId("P1", 2), "SE-2026-001", "07", "absent", "Camille", at)
    for act, said in (
        (of_before, "candidat retiré : absent"),
        (replace(of_before, granted_by="Sam"), "candidat retiré par Sam : absent"),
    ):
        assert entry_line(TimelineEntry(act.id, at, EntryKind.SESSION, act, "")) == said
