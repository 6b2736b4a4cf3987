"""Every way by which a value of a height column was said good without its zero or its constant, and a reading lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from drivers import LinkState, StateChange
from forms.column_tables import column_acts
from metroapp.archive.connection import open_for_reading
from metroapp.archive.history import past_values
from metroapp.archive.production_counts import Basis, CountedRecord, first_pieces
from metroapp.archive.void_values import unproven_values, void_values
from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Nature
from metroapp.domain.column_acts import ConstantVerified, PlateZero, ReferenceLost
from metroapp.domain.column_checks import ColumnChecks
from metroapp.domain.measurement import BoxKey, EntryId, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Departure
from metroapp.domain.quantity import Quantity
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Means
from metroapp.services.piece_departures import require_may_leave
from metroapp.wording import documents as words
from metroapp.wording.sentences import sentence
from tests.services.test_height_column import BORE, DRIFTED, FIRST, GAUGE, GOOD, HEIGHT, POSITION, Bench
from tests.workbench import CALIPER, COLUMN, INSTRUMENTS, Shop, characteristic, part

DIAMETER = replace(characteristic("9", "Ø20 ±0,1", Means.CALIPER, nature=Nature.EXTERNAL), readings=3)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as found:
        work()
    assert sentence(found.value.message)
    return found.value.message.code


def lose_link(shop: Shop) -> None:
    shop.workshop._on_link_event(COLUMN, StateChange(LinkState.LOST, datetime.now(UTC)))
    shop.settle()


def test_a_value_typed_before_the_zero_or_the_constant_was_good(shop: Shop) -> None:
    """Seen: 16,010 typed on a column that nobody had set to zero made a conforming piece, and the record closed."""
    bench = Bench(shop, BORE, HEIGHT)
    typed = shop.workshop.type_value
    assert refused(typed("16,010", "lue sur l'afficheur").result) == "column.plate_expected"
    bench.zero()
    assert refused(typed("16,010", "lue sur l'afficheur").result) == "column.gauge_expected"
    bench.read(*GOOD)
    # Seen: the page asked for the first probing, and the height typed for it was recorded as a diameter.
    typed("20,000", "lue sur l'afficheur").result()
    assert bench.awaits == (1, "1", Role.PROBING_2)
    bench.read("31.014")
    typed("25", "lue sur l'afficheur").result()
    bore, height = bench.found(1, "1"), bench.found(1, "2")
    assert (bore.origin, height.origin) == (Origin.TYPED, Origin.TYPED) and bore.reason == "lue sur l'afficheur"
    assert bore.quantity is not None and str(bore.quantity.value) == "16.010"
    assert [one.role for one in height.inputs] == [Role.PROBING_1, Role.PLATE]
    assert bore.uncertainty is not None and str(bore.uncertainty.quantity.value) == "0.006665084"
    assert height.uncertainty is not None and str(height.uncertainty.quantity.value) == "0.004242641"
    assert bench.record.status(FIRST) is BoxStatus.UNDECIDED and bench.closing() == "column.constant_unproven"
    bench.read(*DRIFTED)
    assert bench.record.void_boxes() == [FIRST]


def test_a_column_without_a_cable_is_proven_by_what_is_typed(shop: Shop) -> None:
    bench = Bench(shop, BORE)
    without = replace(INSTRUMENTS[3], family=None, uncertainty=Quantity(Decimal("0.003")))
    shop.workshop.means.enter([without], []).result()
    shop.open(part(BORE))

    def typed(*values: str) -> None:
        for value in values:
            shop.workshop.type_value(value, "pas de câble").result()

    assert refused(lambda: typed("3", "3")) == "column.zero_not_shown"  # seen: `3` had a step of a millimetre
    typed("0", "-0,001", "10,000")
    shop.read(COLUMN, "17.704")  # sent all the same: one gauge is not probed in two ways
    assert bench.refused == "column.begun_otherwise" and bench.awaits == (1, "1", Role.GAUGE_1)
    typed("10,000", "17,704", "20,000", "31,014")
    assert bench.record.status(FIRST) is BoxStatus.UNDECIDED
    typed("10,000", "17,704")
    zero, before, after = bench.record.columns.acts
    assert isinstance(zero, PlateZero) and all(one.frame is None for one in zero.readings)
    assert isinstance(before, ConstantVerified) and isinstance(after, ConstantVerified)
    assert bench.record.disposition(1) is Disposition.CONFORMING and bench.closing() == ""
    assert [row[2] for row in column_acts(bench.record).rows[:2]] == ["0 ; −0,001 (tapé)", "10,000 ; 17,704 (tapé)"]


def test_twice_one_face_of_a_gauge_as_long_as_the_ball_proved_its_constant(shop: Shop) -> None:
    """Seen: on a gauge of 5,000 mm, no distance at all is 5,000 mm from what it is, and the ball has 4,996 mm."""
    bench = Bench(shop, BORE)
    shop.workshop.means.enter([replace(GAUGE, certified=Quantity(Decimal("5.000")))], []).result()
    bench.zero()
    bench.read("10.000", "10.000")
    assert bench.refused == "column.gauge_not_probed" and bench.awaits == (1, "1", Role.GAUGE_1)
    bench.read("10.000", "19.996")
    assert bench.awaits == (1, "1", Role.PROBING_1)


def test_a_ball_changed_after_the_series_proved_what_the_one_before_had_measured(shop: Shop) -> None:
    bench = Bench(shop, BORE, HEIGHT, pieces=2)
    bench.zero()
    bench.read(*GOOD, "20.000", "31.014", "25.000", "20.000")
    shop.workshop.gestures.change_ball().result()
    record = bench.record
    assert bench.refused == "column.ball_changed" and bench.awaits == (1, "1", Role.PLATE)
    assert record.void_boxes() == [FIRST] and record.status(BoxKey(1, "2")) is BoxStatus.CONFORMING
    assert [one.raw for one in record.dropped] == [b"01A20.000\r"]
    lost = record.columns.acts[-1]
    assert isinstance(lost, ReferenceLost) and record.columns.taken_back(lost) == (FIRST,)
    assert words.PROBED_AGAIN_ONE.format(pieces="1") in str(column_acts(record).rows[-1][8])
    with open_for_reading(shop.workspace.archive).connect() as connection:
        assert len(void_values(connection)) == 1
    bench.zero()
    assert bench.awaits == (1, "1", Role.GAUGE_1)  # not only the plate: it is another ball
    bench.read(*GOOD, "20.000", "31.014")
    assert bench.awaits == (2, "1", Role.PROBING_1)


def test_two_columns_of_which_no_zero_is_asked_went_from_gauge_to_gauge_for_ever(shop: Shop) -> None:
    shop.workshop.means.enter([replace(INSTRUMENTS[3], number="H-05")], []).result()
    bench = Bench(shop, BORE, checks=ColumnChecks(zero_readings=0))
    bench.read(*GOOD)
    assert bench.awaits == (1, "1", Role.PROBING_1)
    shop.read("H-05", "20.000")  # of which no constant was found
    assert bench.refused == "column.constant_missing"
    bench.read("20.000")
    lose_link(shop)  # seen: where no zero is asked for, two heights on either side of a cut made a bore
    assert bench.refused == "column.reference_lost" and bench.awaits == (1, "1", Role.PROBING_1)
    bench.read("20.000", "31.014")
    assert str(bench.found(1, "1").quantity.value) == "16.010"  # type: ignore[union-attr]


def test_a_column_that_lost_its_reference_took_the_readings_of_the_caliper_with_it(shop: Shop) -> None:
    """Seen: two of three readings of a caliper were gone, and nothing of them was kept."""
    bench = Bench(shop, HEIGHT, DIAMETER, POSITION)
    bench.zero()
    bench.read("25.000")
    shop.read(CALIPER, "20.00", "20.01")
    lose_link(shop)
    assert bench.refused == "column.reference_lost" and bench.expected is not None
    assert [str(one.value) for one in bench.expected.received] == ["20.00", "20.01"]
    shop.read(CALIPER, "20.02")
    bench.zero()
    shop.workshop.type_value("30,03", "lue sur l'afficheur").result()
    lose_link(shop)  # the other height would come from another zero: the one typed is kept as not taken
    assert bench.awaits == (1, "4", Role.PLATE)
    assert [one.shown.startswith("30,03") for one in bench.record.dropped] == [True]


def test_a_height_of_before_the_reference_was_lost_waited_and_was_taken_with_the_next_zero(shop: Shop) -> None:
    bench = Bench(shop, HEIGHT)
    bench.zero()
    bench.read("95.000")  # far from 25: asked about
    lose_link(shop)
    bench.zero()
    assert bench.awaits == (1, "2", Role.PROBING_1) and [one.raw for one in bench.record.dropped] == [b"01A95.000\r"]
    assert refused(shop.workshop.gestures.take_proposed().result) == "proposal.none"
    bench.read("95.000")
    shop.workshop.gestures.touch_plate().result()
    bench.zero()
    assert refused(shop.workshop.gestures.take_proposed().result) == "proposal.none"


def test_a_value_whose_constant_is_not_proven_was_good_in_the_lists(shop: Shop) -> None:
    bench = Bench(shop, BORE)
    bench.zero()
    bench.read(*GOOD, "20.000", "31.014")
    record = bench.record
    opened = CountedRecord(
        record.header.id, record.header.number, record.part.reference, "", 1, record.header.opened_at
    )

    def said() -> tuple[set[EntryId], Verdict, bool | None]:
        with open_for_reading(shop.workspace.archive).connect() as connection:
            (past,) = past_values(connection, record.part.reference, "1").values
            (first,) = first_pieces(connection, [opened], Basis.of(connection, (), simulated=True))
            return unproven_values(connection), past.verdict, first.is_good

    (waiting,) = [record.measurement(FIRST)]
    assert waiting is not None
    assert said() == ({waiting.id}, Verdict.UNDECIDED, None)
    bench.read(*GOOD)
    assert said() == (set(), Verdict.CONFORMING, True)


def test_a_bad_bore_under_derogation_left_before_its_constant_was_proven(shop: Shop) -> None:
    bench = Bench(shop, BORE)
    bench.zero()
    bench.read(*GOOD, "20.000", "31.040")
    shop.concede(1)

    def leave() -> None:
        require_may_leave(bench.record, [1], Departure.SHIPPED, [], {}, lambda _id: bench.record)

    assert bench.record.disposition(1) is Disposition.CONCESSION and refused(leave) == "piece.constant_unproven"
    bench.read(*GOOD)
    leave()


def test_a_size_whose_constant_is_not_proven_gave_its_bonus(shop: Shop) -> None:
    place = replace(characteristic("2", "⌖ Ø0,1 Ⓜ A", Means.CMM), size_balloon="1")
    bench = Bench(shop, BORE, place)
    bench.zero()
    bench.read(*GOOD, "20.000", "31.014")  # 16.010: a bonus of 0.010, once it is proven
    shop.workshop.type_value("0,105", "lue sur le rapport").result()
    box = BoxKey(1, "2")
    assert bench.record.status(box) is BoxStatus.UNDECIDED
    with open_for_reading(shop.workspace.archive).connect() as connection:
        assert len(unproven_values(connection)) == 2
    shop.workshop.gestures.verify_constant().result()
    assert bench.awaits == (1, "1", Role.GAUGE_1)
    bench.read(*GOOD)
    assert bench.record.bonus(box).value == Decimal("0.010") and bench.record.status(box) is BoxStatus.CONFORMING
    shop.workshop.retake(box, "reposée").result()
    shop.workshop.type_value("0,099", "lue sur le rapport").result()
    shop.workshop.retake(FIRST, "reposée").result()
    bench.read("20.000", "31.014")
    assert bench.record.status(box) is BoxStatus.CONFORMING  # it needs no bonus
