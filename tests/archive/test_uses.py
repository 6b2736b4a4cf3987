"""Reverse search: every value that a means gave or took part in, whatever the record, and no other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from metroapp.archive import uses
from metroapp.archive.store import Archive
from metroapp.domain.acceptance import Verdict
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.means_uses import MeansUses, UsedFor
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Observation, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.operations import ZeroSetting
from metroapp.domain.quantity import Quantity
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.specification import Means
from metroapp.services import means_uses
from metroapp.services.consultation import reading
from metroapp.services.sheets.days import beginning
from metroapp.services.workspace import Workspace
from tests.workbench import (
    CALIPER,
    CAMILLE,
    COLUMN,
    GAUGE_BLOCKS,
    INDICATOR,
    INSTRUMENTS,
    MICROMETER,
    SIGNED_BY_CAMILLE,
    Shop,
    characteristic,
    part,
)

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
COMPARED = characteristic("3", "20 ±0,02", Means.COMPARISON)
OTHER = characteristic("4", "10 ±0,02", Means.COMPARISON)

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ID = EntryId("P1", 0)  # given by the archive
BLOCKS = [replace(block, set="CE-09") for block in (*GAUGE_BLOCKS, replace(GAUGE_BLOCKS[0], serial="CE-2"))]
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def found(shop: Shop, number: str, since: datetime | None = None) -> MeansUses:
    shop.settle()
    return means_uses.find(shop.workspace, number, since)


def where(searched: MeansUses) -> list[tuple[str, int, str]]:
    return [(use.number, use.box.piece, use.box.balloon) for use in searched.uses]


def test_a_use_says_what_was_measured_where_when_and_by_whom(shop: Shop) -> None:
    shop.open(part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.02", "35.23")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    searched = found(shop, CALIPER)
    good, bad = searched.uses
    assert (good.number, good.reference, good.box) == ("P1-2026-0001", "ESSAI-01", BoxKey(1, "1"))
    assert (good.quantity, good.verdict) == (Quantity(Decimal("35.02")), Verdict.CONFORMING)
    assert (bad.verdict, bad.by, bad.used_for) == (Verdict.NONCONFORMING, CAMILLE, UsedFor.VALUE)
    assert bad.is_closed and not bad.is_replaced and not bad.simulated
    [record] = searched.records
    assert (record.number, record.pieces, record.values, record.is_closed) == ("P1-2026-0001", (1, 2), 2, True)


def test_only_the_values_of_that_means_are_found_in_all_records(shop: Shop) -> None:
    for _ in range(2):
        shop.open(part(LENGTH, SHAFT))
        shop.read(CALIPER, "35.02")
        shop.read(MICROMETER, "19.990")
    assert where(found(shop, CALIPER)) == [("P1-2026-0001", 1, "1"), ("P1-2026-0002", 1, "1")]
    assert where(found(shop, MICROMETER)) == [("P1-2026-0001", 1, "2"), ("P1-2026-0002", 1, "2")]
    assert [record.number for record in found(shop, MICROMETER).records] == ["P1-2026-0001", "P1-2026-0002"]


def test_a_means_that_nobody_used_has_none_and_an_unknown_one_is_refused(shop: Shop) -> None:
    searched = found(shop, COLUMN)
    assert (searched.uses, searched.records, searched.pieces) == ((), (), 0)
    with pytest.raises(Refusal) as refused:
        found(shop, "X-99")
    assert refused.value.message.code == "means.unknown"


def test_what_was_seen_with_a_gauge_is_found(shop: Shop) -> None:
    shop.open(part(characteristic("5", "M8-6H", Means.THREAD_PLUG)))
    shop.workshop.observe(Observation.PASSES).result()
    [use] = found(shop, "TF-08").uses
    assert (use.observation, use.quantity) == (Observation.PASSES, None)


def test_a_value_that_was_measured_again_is_still_found_and_says_so(shop: Shop) -> None:
    shop.open(part(LENGTH))
    shop.read(CALIPER, "35.23")
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    shop.read(CALIPER, "35.05")
    assert [(str(use.quantity and use.quantity.value), use.is_replaced) for use in found(shop, CALIPER).uses] == [
        ("35.23", True),
        ("35.05", False),
    ]


def test_a_value_that_was_cancelled_is_found_and_the_one_before_it_decides_again(shop: Shop) -> None:
    shop.open(part(LENGTH))
    shop.read(CALIPER, "35.02")
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    shop.read(CALIPER, "35.05")
    shop.workshop.gestures.undo().result()
    assert [use.is_replaced for use in found(shop, CALIPER).uses] == [False, True]


def test_a_value_counts_from_the_day_that_is_asked_for(shop: Shop) -> None:
    shop.open(part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.02")
    shop._now += timedelta(days=3)
    shop.read(CALIPER, "35.03")
    [_, later] = found(shop, CALIPER).uses
    assert where(found(shop, CALIPER, later.at)) == [("P1-2026-0001", 2, "1")]
    assert where(found(shop, CALIPER, later.at + timedelta(seconds=1))) == []


def test_the_last_good_verification_is_where_the_search_begins(shop: Shop) -> None:
    shop.open(part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.02")
    shop._now += timedelta(days=3)
    verified = shop._now.astimezone().date()
    caliper = replace(shop.workshop.instruments().result()[CALIPER], verified=verified)
    shop.workshop.means.enter([caliper], []).result()
    shop.read(CALIPER, "35.03")
    searched = shop.workshop.means.uses(CALIPER)
    assert searched.since == beginning(verified)
    assert where(searched) == [("P1-2026-0001", 2, "1")]
    assert len(shop.workshop.means.uses(CALIPER, datetime(2020, 1, 1, tzinfo=UTC)).uses) == 2


def test_a_verification_begins_with_its_day_in_local_time() -> None:
    began = beginning(date(2026, 11, 24))
    assert (began.day, began.hour, began.minute) == (24, 0, 0) and began.tzinfo is not None


def with_comparisons(path: Path) -> None:
    """One record: a comparator set on a stack for two balloons, then on another stack for one of them."""
    archive = Archive(path)
    archive.found_workshop("Atelier d'essai", AT)
    archive.register([Instrument("CE-09", "Jeu de cales", InstrumentKind.GAUGE_BLOCKS)], BLOCKS, AT, CAMILLE)
    archive.register(INSTRUMENTS, [], AT, CAMILLE)
    record = archive.open_record(RecordHeader(ID, "", part(COMPARED, OTHER), 2, CAMILLE, AT))
    zero = Input(Role.ZERO, Quantity(Decimal("0.000")), Frame(INDICATOR, b"+0.000\r", AT))

    def set_on(balloon: str, *blocks: str) -> None:
        archive.write(record, ZeroSetting(ID, balloon, INDICATOR, Decimal(20), blocks, zero, CAMILLE, AT))

    def read(piece: int, balloon: str, value: str, origin: Origin = Origin.COMPARISON) -> None:
        size, read = Quantity(Decimal(value)), Input(Role.DEVIATION, Quantity(Decimal(0)), zero.frame)
        given = (Input(Role.CERTIFIED, Quantity(Decimal(20))), zero, read)
        archive.write(
            record, Measurement(ID, BoxKey(piece, balloon), size, None, origin, INDICATOR, CAMILLE, AT, given)
        )

    set_on("3", "CE-20")
    read(1, "3", "20.001")
    set_on("4", "CE-10")
    read(1, "4", "10.001")
    set_on("3", "CE-10", "CE-8.5", "CE-1.5")
    read(2, "3", "20.002")
    read(2, "4", "10.002")
    read(2, "3", "20.003", Origin.INSTRUMENT)  # read directly: no zero takes part in it
    archive.close()


@pytest.mark.parametrize(
    ("number", "values"),
    [
        ("CE-20", ["20.001"]),
        ("CE-10", ["10.001", "20.002", "10.002"]),
        ("CE-8.5", ["20.002"]),
        ("CE-09", ["20.001", "10.001", "20.002", "10.002"]),
        ("CE-2", []),
    ],
)
def test_a_block_is_found_by_the_zeros_that_it_set(tmp_path: Path, number: str, values: list[str]) -> None:
    with_comparisons(tmp_path / "archive.sqlite")
    searched = means_uses.find(Workspace(tmp_path), number)
    assert [str(use.quantity and use.quantity.value) for use in searched.uses] == values
    assert {use.used_for for use in searched.uses} <= {UsedFor.ZERO}


def test_the_comparator_gave_the_values_whatever_it_was_set_on(tmp_path: Path) -> None:
    with_comparisons(tmp_path / "archive.sqlite")
    searched = means_uses.find(Workspace(tmp_path), INDICATOR)
    assert len(searched.uses) == 5 and {use.used_for for use in searched.uses} == {UsedFor.VALUE}


def test_a_block_says_its_size_and_its_set(tmp_path: Path) -> None:
    with_comparisons(tmp_path / "archive.sqlite")
    assert means_uses.find(Workspace(tmp_path), "CE-8.5").designation == "cale étalon 8,5 mm du jeu CE-09"


def test_the_instrument_of_one_reading_is_found_under_the_value_of_another(tmp_path: Path) -> None:
    """A value computed from two readings names one instrument, or none."""
    path = tmp_path / "archive.sqlite"
    archive = Archive(path)
    archive.register(INSTRUMENTS, [], AT, CAMILLE)
    record = archive.open_record(RecordHeader(ID, "", part(LENGTH), 1, CAMILLE, AT))
    given = tuple(
        Input(role, Quantity(Decimal(10)), Frame(number, b"", AT))
        for role, number in ((Role.PROBING_1, COLUMN), (Role.PROBING_2, COLUMN), (Role.VARIABLE, MICROMETER))
    )
    size = Quantity(Decimal("35.01"))
    archive.write(record, Measurement(ID, BoxKey(1, "1"), size, None, Origin.COMPUTED, COLUMN, CAMILLE, AT, given))
    archive.close()
    [use] = means_uses.find(Workspace(tmp_path), MICROMETER).uses
    assert use.used_for is UsedFor.READING
    [use] = means_uses.find(Workspace(tmp_path), COLUMN).uses
    assert use.used_for is UsedFor.VALUE


def test_the_values_and_the_readings_of_a_means_are_found_by_an_index(shop: Shop) -> None:
    shop.open(part(LENGTH))
    with reading(shop.workspace) as connection:
        for table in ("measurement", "measurement_input"):
            query = text(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE instrument = 'PC-01'")
            assert f"{table}_by_instrument" in str(connection.execute(query).all())


@pytest.mark.parametrize("version", [1, 2, 4])
def test_an_older_archive_is_searched_as_it_is(tmp_path: Path, version: int) -> None:
    shutil.copyfile(FIXTURES / f"version-{version}.sqlite", tmp_path / "archive.sqlite")
    with reading(Workspace(tmp_path)) as connection:
        query = text("SELECT instrument, count(*) FROM measurement WHERE instrument IS NOT NULL GROUP BY instrument")
        for number, count in connection.execute(query).all():
            assert len(uses.uses(connection, number)) >= count
