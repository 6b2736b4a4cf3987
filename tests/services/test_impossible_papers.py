"""A follow-up or a set-up sheet that cannot be: refused in words, with nothing recorded of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.archive.summary import summary
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.production import EventKind, FollowUp, SetUpSheet, ToolLine
from metroapp.domain.specification import Means
from metroapp.services import consultation
from tests.workbench import CALIPER, Shop, characteristic, part

OF_NOBODY = (EntryId("", 0), "", datetime.min.replace(tzinfo=UTC))
GOOD_TOOL = ToolLine("T1", gauge_x=Decimal("12.5"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    made.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    yield made
    made.close()


def entries(shop: Shop) -> int:
    with consultation.reading(shop.workspace) as connection:
        return summary(connection).entries


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (
            SetUpSheet(*OF_NOBODY, tools=(GOOD_TOOL, ToolLine("T2", gauge_z=Decimal("Infinity")))),
            "set_up.length_out_of_bounds",
        ),
        (SetUpSheet(*OF_NOBODY, tools=(ToolLine("T2", nose_radius=Decimal("NaN")),)), "set_up.length_out_of_bounds"),
        (SetUpSheet(*OF_NOBODY, program="O2001 \ud800"), "text.unreadable"),
        (FollowUp(*OF_NOBODY, launched=10**40), "follow_up.too_many_pieces"),
        (FollowUp(*OF_NOBODY, launched=5, comment="\udc00"), "text.unreadable"),
        (FollowUp(*OF_NOBODY, launched=5, comment="x" * 100_000), "text.too_long"),
    ],
)
def test_what_no_archive_can_keep_is_refused_whole(shop: Shop, paper: FollowUp | SetUpSheet, code: str) -> None:
    gestures, before = shop.workshop.gestures, entries(shop)
    asked = gestures.fill_follow_up(paper) if isinstance(paper, FollowUp) else gestures.fill_set_up(paper)
    with pytest.raises(Refusal) as refused:
        asked.result()
    assert refused.value.message.code == code
    assert entries(shop) == before
    shop.read(CALIPER, "35.02")  # the work goes on
    [line] = consultation.record_lines(shop.workspace)
    record = consultation.load(shop.workspace, line.id)
    assert (record.follow_up, record.set_up, record.sorting().conforming) == (None, None, 1)


@pytest.mark.parametrize("text", ["outil cassé \ud800", "x" * 1001])
def test_an_event_at_the_machine_that_no_file_can_hold_is_refused(shop: Shop, text: str) -> None:
    with pytest.raises(Refusal, match=r"text\."):
        shop.workshop.gestures.note(EventKind.INCIDENT, text).result()
