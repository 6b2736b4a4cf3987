"""Every text that somebody enters: half a sign or an endless one is refused at once, wherever it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metroapp.domain.concession_files import Classification, ConcessionRequested, Moment, WidenedLimits
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.production import EventKind
from metroapp.domain.specification import Means
from metroapp.services.events import Expected
from metroapp.services.new_record import NewRecord
from metroapp.services.workshop import Workshop
from tests.workbench import CALIPER, Shop, characteristic, part

TESTED = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "Ø20 h7", Means.MICROMETER))
FIRST = BoxKey(1, "1")
ASKED = ConcessionRequested(
    EntryId("", 0), "", Moment.BEFORE_PRODUCTION, (TESTED.reference, TESTED.drawing, TESTED.revision),
    (WidenedLimits("1", None, Decimal("35.4")),), 3, None, (), "outil usé", "aucune", Classification.MINOR, False, "",
    datetime(2026, 11, 24, tzinfo=UTC),
)  # fmt: skip
Enter = Callable[[Workshop, str], Future[Any]]
ENTERED: dict[str, Enter] = {
    "reason of a value typed": lambda workshop, text: workshop.type_value("19,99", text),
    "reason of a retake": lambda workshop, text: workshop.retake(FIRST, text),
    "reason of an impossible box": lambda workshop, text: workshop.declare_impossible(text),
    "reason of a dérogation": lambda workshop, text: workshop.treatment.request(replace(ASKED, reason=text)),
    "what a dérogation leads to": lambda workshop, text: workshop.treatment.request(replace(ASKED, consequences=text)),
    "event at the machine": lambda workshop, text: workshop.gestures.note(EventKind.STOP, text),
    "tool of an event": lambda workshop, text: workshop.gestures.note(EventKind.TOOL_CHANGE, "usé", text),
    "work order": lambda workshop, text: workshop.open_record(NewRecord(TESTED, 1, work_order=text)),
    "lot": lambda workshop, text: workshop.open_record(NewRecord(TESTED, 1, lot=text)),
    "operation": lambda workshop, text: workshop.open_record(NewRecord(TESTED, 1, operation=text)),
    "machine": lambda workshop, text: workshop.open_record(NewRecord(TESTED, 1, machine=text)),
    "what is being written": lambda workshop, text: workshop.keep("suivi", text),
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    opened.open(TESTED)
    opened.read(CALIPER, "35.30")
    yield opened
    opened.close()


@pytest.mark.parametrize("where", ENTERED)
@pytest.mark.parametrize(("text", "code"), [("x\ud800", "text.unreadable"), ("x" * 5_000_000, "text.too_long")])
def test_what_cannot_be_kept_is_refused_where_it_is_entered(shop: Shop, where: str, text: str, code: str) -> None:
    """Seen: a retake with half a sign was accepted, and every reading after it was lost to a traceback."""
    with pytest.raises(Refusal) as refused:
        ENTERED[where](shop.workshop, text).result()
    assert refused.value.message.code == code
    expected = shop.last(Expected)
    assert isinstance(expected, Expected) and expected.expectation is not None
    assert expected.expectation.box == BoxKey(1, "2")
