"""A commit that fails, on a disk that does not even give back what was committed before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.events import Expected, RecordOpened, Refused
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def codes(shop: Shop) -> list[str]:
    return [event.refusal.code for event in shop.all(Refused) if isinstance(event, Refused)]


def test_a_value_that_was_not_written_is_nowhere_even_if_the_record_cannot_be_read_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: the value stayed in the projection, and the next one went on from it."""
    shop.open(part(LENGTH), pieces=2)
    archive = shop.workshop._archive

    def refuse(*_given: Any) -> None:
        raise Refusal("workspace.disk_error")

    def fail(*_given: Any) -> None:
        raise OSError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(archive._journal, "append_together", refuse)
        broken.setattr(archive, "load", fail)
        shop.read(CALIPER, "35.01")
        assert codes(shop) == ["workspace.disk_error"]  # the refusal that happened, not the one after it
        shop.read(CALIPER, "35.02")
        with pytest.raises(Refusal) as refused:
            shop.workshop.justify(BoxKey(1, "1")).result()
        assert refused.value.message.code == "record.unreadable"
        assert sentence(refused.value).startswith("Le relevé P1-")
        assert codes(shop)[1] == "record.unreadable"
    shop.events.clear()
    shop.read(CALIPER, "35.03")
    record = consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)
    assert [str(one.quantity.value) for one in record.history(BoxKey(1, "1")) if one.quantity] == ["35.03"]
    assert any(isinstance(event, RecordOpened) for event in shop.events)  # what is true is shown again
    expected = shop.last(Expected)
    assert isinstance(expected, Expected) and expected.expectation is not None
    assert expected.expectation.box == BoxKey(2, "1")
