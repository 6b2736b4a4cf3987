"""Each reading that waits is settled once: recorded, kept as not taken, or still there; whatever fails meanwhile."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from drivers import Reading
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Closing
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Means, Part
from metroapp.services import attribution, consultation
from metroapp.services.events import Refused
from metroapp.services.new_record import NewRecord
from tests.workbench import CALIPER, CAMILLE, CODES, MICROMETER, SIGNED_BY_CAMILLE, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
FIRST, SECOND, SHAFT_1 = BoxKey(1, "1"), BoxKey(2, "1"), BoxKey(1, "2")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "atelier")
    yield opened
    opened.close()


def begin(shop: Shop, tested: Part, pieces: int = 1, **options: object) -> None:
    shop.workshop.set_options(replace(RecordOptions(), **options)).result()  # type: ignore[arg-type]
    shop.workshop.open_record(NewRecord(tested, pieces)).result()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def proposed(shop: Shop) -> list[str]:
    shop.settle()
    return [str(one.quantity.value) for one in shop.workshop.staff.presence.waiting.proposed]


def held(shop: Shop) -> list[str]:
    shop.settle()
    return [str(one.quantity.value) for one in shop.workshop.staff.presence.waiting.offered]


def hold(shop: Shop, number: str, *values: str) -> None:
    shop.workshop.staff.lock().result()
    shop.read(number, *values)
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()


def refusals(shop: Shop) -> list[str]:
    shop.settle()
    return [event.refusal.code for event in shop.events if isinstance(event, Refused)]


def code_of(refusing: object) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()  # type: ignore[attr-defined]
    return refused.value.message.code


def full(*_given: object) -> None:
    raise Refusal("workspace.full", path=Path("atelier"))


def after_a_power_cut(shop: Shop, tmp_path: Path) -> Shop:
    shop.settle()
    left = tmp_path / "after"
    shutil.copytree(shop.workspace.root, left, ignore=shutil.ignore_patterns("*.lock", "backups"))
    again = Shop(left)
    again.workshop.resume(archived(shop).header.id).result()
    return again


# -- held, then proposed ----------------------------------------------------------------------------------------------


def test_a_held_reading_was_recorded_twice_when_the_disk_was_full(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    hold(shop, MICROMETER, "19.990")
    with monkeypatch.context() as disk:
        disk.setattr(shop.workshop._opened.state, "put", full)
        assert code_of(shop.workshop.take_held()) == "workspace.full"
    assert (held(shop), proposed(shop)) == (["19.990"], [])
    assert shop.workshop.take_held().result() == 1
    assert (held(shop), proposed(shop)) == ([], ["19.990"])
    assert len(shop.workshop._opened.state.under("waiting.")) == 1  # in its own line
    shop.workshop.gestures.take_proposed().result()
    assert code_of(shop.workshop.gestures.take_proposed()) == "proposal.none"


def test_held_readings_were_forgotten_when_a_sweep_refused_them(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(shop, part(LENGTH), pieces=2)
    hold(shop, CALIPER, "35.01", "35.02")

    def running() -> None:
        raise Refusal("sweep.running", instrument=MICROMETER)

    with monkeypatch.context() as sweep:
        sweep.setattr(shop.workshop._sweeping, "require_none", running)
        assert code_of(shop.workshop.take_held()) == "sweep.running"
    assert held(shop) == ["35.01", "35.02"] and shop.workshop.take_held().result() == 2


def test_a_held_reading_for_which_there_is_no_box_is_kept_as_not_taken(shop: Shop) -> None:
    begin(shop, part(LENGTH))
    hold(shop, CALIPER, "35.01", "35.02")
    assert shop.workshop.take_held().result() == 1
    assert held(shop) == [] and refusals(shop) == ["record.full"]
    assert [one.shown for one in archived(shop).dropped] == ["35,02\u00a0mm"]


def test_readings_held_and_proposed_have_one_limit(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metroapp.services.waiting_readings.MOST_WAITING", 2)
    begin(shop, part(LENGTH, SHAFT), pieces=3)
    shop.read(MICROMETER, "19.990")
    hold(shop, CALIPER, "35.01", "35.02")
    assert refusals(shop) == ["waiting.too_many"] and (held(shop), proposed(shop)) == (["35.01"], ["19.990"])


# -- a crash between two files ----------------------------------------------------------------------------------------


def test_two_equal_readings_of_one_chunk_were_taken_for_one(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3, cleaning=True)
    reading = Reading(Decimal("35.01"), "mm", b"01A35.01\r", shop.clock(), "1", ("unit_declared",))
    for _ in range(2):
        shop.workshop._on_link_event(CALIPER, reading)
    shop.workshop.gestures.prepare().result()
    shop.workshop.gestures.take_proposed().result()
    id = archived(shop).header.id
    shop.open(part(SHAFT))
    shop.workshop.resume(id).result()
    assert proposed(shop) == ["35.01"]
    shop.workshop.gestures.take_proposed().result()
    assert consultation.load(shop.workspace, id).sorting().conforming == 2


@pytest.mark.parametrize("way", ["take_proposed", "drop_proposed", "close"])
def test_a_reading_settled_just_before_a_power_cut_came_back(shop: Shop, tmp_path: Path, way: str) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.read(MICROMETER, "19.990")
    shop.workshop._opened.state.remove = full  # type: ignore[method-assign]
    settling: dict[str, Callable[[], object]] = {
        "take_proposed": lambda: shop.workshop.gestures.take_proposed().result(),
        "drop_proposed": lambda: shop.workshop.gestures.drop_proposed().result(),
        "close": lambda: shop.workshop.close_record(SIGNED_BY_CAMILLE).result(),
    }
    settling[way]()
    again = after_a_power_cut(shop, tmp_path)
    try:
        assert (proposed(again), held(again)) == ([], []) and not again.workshop._opened.state.under("waiting.")
        assert len(archived(again).dropped) == (0 if way == "take_proposed" else 1)
    finally:
        again.close()


def test_a_closing_that_failed_had_dropped_what_waited(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.read(MICROMETER, "19.990", "19.991")
    archive = shop.workshop._archive
    write = archive.write

    def no_room_for_the_closing(record: InspectionRecord, *operations: object) -> None:
        if any(isinstance(one, Closing) for one in operations):
            full()
        write(record, *operations)  # type: ignore[arg-type]

    with monkeypatch.context() as disk:
        disk.setattr(archive, "write", no_room_for_the_closing)
        assert code_of(shop.workshop.close_record(SIGNED_BY_CAMILLE)) == "workspace.full"
    assert proposed(shop) == ["19.990", "19.991"] and archived(shop).dropped == []
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    assert proposed(shop) == [] and len(archived(shop).dropped) == 2


# -- a damaged state.sqlite -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "becomes",
    ["{", "[]", '{"box": [1]}', '{"record": 5}', '{"record": "P1-5", "value": "NaN", "unit": "mm"}', "", "null"],
)
def test_an_unreadable_line_stops_nothing_is_said_and_is_written_over_by_no_other(shop: Shop, becomes: str) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=3)
    shop.read(MICROMETER, "19.990", "19.991")
    shop.workshop._opened.state.put("waiting.000000000002", becomes)
    shop.close()
    again = Shop(shop.workspace.root)
    try:
        again.resume_last().result()
        assert proposed(again) == ["19.990"] and refusals(again) == ["waiting.unreadable"]
        again.read(MICROMETER, "19.992")
        lines = again.workshop._opened.state.under("waiting.")
        assert list(lines) == [f"waiting.{number:012d}" for number in (1, 2, 3)]
        assert lines["waiting.000000000002"] == becomes
        again.open(part(LENGTH))
        assert refusals(again) == ["waiting.unreadable"]  # said once
    finally:
        again.close()


def test_a_line_with_a_box_that_its_record_does_not_have_is_offered_without_one(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.read(MICROMETER, "19.990")
    shop.close()
    with sqlite3.connect(shop.workspace.state) as connection:
        connection.execute(
            "UPDATE state SET value = replace(value, '[1, \"2\"', '[7, \"99\"') WHERE key LIKE 'waiting.%'"
        )
    connection.close()
    again = Shop(shop.workspace.root)
    try:
        again.resume_last().result()
        assert (proposed(again), held(again)) == ([], ["19.990"])
        assert again.workshop.take_held().result() == 1 and proposed(again) == ["19.990"]
    finally:
        again.close()


def test_a_damaged_state_file_kept_the_workshop_closed(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.close()
    shop.workspace.state.write_bytes(b"garbage" * 1000)
    again = Shop(shop.workspace.root)
    try:
        again.resume_last().result()
        said = again.last(Refused)
        assert isinstance(said, Refused) and said.refusal.code == "waiting.set_aside"
        assert Path(said.refusal.fields["path"]).read_bytes() == b"garbage" * 1000
        again.read(MICROMETER, "19.990")
        assert proposed(again) == ["19.990"]
    finally:
        again.close()


# -- our own fault ----------------------------------------------------------------------------------------------------


def test_a_defect_lost_the_reading_without_a_word(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(shop, part(LENGTH), pieces=2)

    def broken(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as defect:
        defect.setattr(attribution.values, "take", broken)
        shop.read(CALIPER, "35.01")
        assert held(shop) == ["35.01"] and refusals(shop) == ["reading.defect_held"]
        assert code_of(shop.workshop.take_held()) == "reading.defect_held" and held(shop) == ["35.01"]
    assert shop.workshop.take_held().result() == 1
    found = archived(shop).measurement(FIRST)
    assert found is not None and str(found.quantity.value if found.quantity else "") == "35.01"


def test_a_defect_after_the_commit_does_not_offer_the_reading_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(shop, part(LENGTH), pieces=2)
    take = attribution.values.take

    def broken(*given: object, **named: object) -> None:
        take(*given, **named)  # type: ignore[arg-type]
        raise ZeroDivisionError

    monkeypatch.setattr(attribution.values, "take", broken)
    shop.read(CALIPER, "35.01")
    assert held(shop) == [] and refusals(shop) == ["reading.defect"]
    assert archived(shop).measurement(FIRST) is not None
