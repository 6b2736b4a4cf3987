"""The guided verification: its plan, its readings, its decision, and what an instrument may do afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep

import pytest

from drivers import LinkState
from drivers.simulators import Mux10Simulator, SimulatedInstrument
from drivers.simulators.pty_port import PtyPort
from metroapp.domain.instrument import InstrumentState
from metroapp.domain.measurement import Origin
from metroapp.domain.specification import Means
from metroapp.domain.verification import Check, Outcome, Point
from metroapp.domain.verification_acts import Decision, Limitation, Verification
from metroapp.services import consultation
from metroapp.services.events import BoxRecorded, MeansChanged
from metroapp.services.verification_session import Limits
from tests.services.verified_means import (
    TODAY,
    acts_of,
    code_of,
    deciding,
    means_of,
    read_all,
    refusals,
    room,
    shop_of_means,
    short_at_the_end,
    view,
)
from tests.workbench import CALIPER, DOMINIQUE, INDICATOR, MICROMETER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

D = Decimal
BACK = deciding(Decision.RETURN_TO_SERVICE, "")
PATIENCE_S = 20
LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = shop_of_means(tmp_path / "shop")
    yield opened
    opened.close()


# -- the plan and its standards ---------------------------------------------------------------------------------------


def test_the_points_of_a_caliper_are_proposed_on_the_standards_of_the_register(shop: Shop) -> None:
    found = room(shop).begin(CALIPER).result()
    points = [one.point for one in found.conclusion.points]
    assert [(point.check, point.nominal) for point in points[:3]] == [
        (Check.ZERO, D(0)), (Check.ERROR, D("37.5")), (Check.ERROR, D(75)),
    ]  # fmt: skip
    block = points[1].standard
    assert block is not None and block.identity.startswith("CE-09 cale(s) ") and block.uncertainty is not None
    assert block.due is not None and block.due >= TODAY
    ring = points[-1]
    assert (ring.check, ring.nominal) == (Check.INTERNAL_JAWS, D(25))
    assert ring.standard is not None and ring.standard.certified == D("25.0008")


def test_an_indicator_is_checked_by_differences_of_stacks(shop: Shop) -> None:
    found = room(shop).begin(INDICATOR).result()
    lowest, zero = found.conclusion.points[0].point, found.conclusion.points[5].point
    assert (lowest.nominal, zero.nominal) == (D("-6.25"), D(0))
    assert lowest.standard is not None and "zéro sur" in lowest.standard.identity
    assert abs(lowest.standard.certified - lowest.nominal) < D("0.001")
    assert zero.certified == 0


def test_a_standard_that_is_overdue_or_put_aside_does_not_serve(shop: Shop) -> None:
    ring = means_of(shop, "BE-10")
    shop.workshop.means.enter([replace(ring, due=date(2026, 11, 23))], []).result()
    room(shop).begin(CALIPER).result()
    assert not any(one.point.check is Check.INTERNAL_JAWS for one in view(shop).conclusion.points)
    room(shop).add_point(Point(Check.INTERNAL_JAWS, D(25))).result()
    place = len(view(shop).conclusion.points) - 1
    assert view(shop).conclusion.points[place].point.standard is None
    (offered,) = room(shop).offered(place).result()
    assert offered.standard is None and offered.why is not None and offered.why.code == "verification.standard_overdue"
    assert code_of(room(shop).put_on(place, "BE-10")) == "verification.standard_overdue"
    shop.workshop.means.enter([replace(ring, state=InstrumentState.PENDING)], []).result()
    assert code_of(room(shop).put_on(place, "BE-10")) == "verification.standard_refused"
    shop.workshop.means.enter([ring], []).result()
    assert room(shop).put_on(place, "BE-10").result().conclusion.points[place].point.standard is not None


def test_points_are_added_and_removed_but_not_under_a_reading(shop: Shop) -> None:
    count = len(room(shop).begin(CALIPER).result().conclusion.points)
    assert code_of(room(shop).add_point(Point(Check.ERROR, D(151)))) == "verification.point_above"
    assert len(room(shop).add_point(Point(Check.DEPTH_ROD, D(10))).result().conclusion.points) == count + 1
    shop.read(CALIPER, "0.00")
    assert code_of(room(shop).remove_point(0)) == "verification.point_read"
    assert len(room(shop).remove_point(1).result().conclusion.points) == count
    assert view(shop).expected == 1
    assert code_of(room(shop).remove_point(40)) == "verification.no_such_point"


def test_a_point_without_its_standard_takes_no_reading(shop: Shop) -> None:
    blocks = shop.workshop.means.register().result().blocks
    shop.workshop.means.enter([], [replace(one, due=date(2026, 11, 23)) for one in blocks]).result()
    room(shop).begin(MICROMETER).result()
    shop.read(MICROMETER, "0.000", "2.500")
    assert refusals(shop) == ["verification.standard_first"]
    assert view(shop).expected == 1


# -- what is read -----------------------------------------------------------------------------------------------------


def test_a_caliper_on_a_real_wire_is_verified_and_comes_back(shop: Shop, tmp_path: Path) -> None:
    caliper = SimulatedInstrument(D("0.01"), D(0), 1)
    port = PtyPort(Mux10Simulator({"1": caliper}), tmp_path / "caliper")
    try:
        shop.workshop.connect({CALIPER: f"{port.url}#1"}, remember=False).result()
        deadline = monotonic() + PATIENCE_S
        while shop.workshop.link_states().get(CALIPER) is not LinkState.READY:
            assert monotonic() < deadline
            sleep(0.005)
        room(shop).begin(CALIPER).result()
        while (awaited := view(shop).awaited) is not None:
            assert awaited.point.certified is not None
            before = sum(map(len, view(shop).indications))
            # The same frame at once is a doubled one: it never shows the same twice.
            caliper.present(awaited.point.certified + D("0.01") * (before % 2))
            port.press_data()
            while sum(map(len, view(shop).indications)) == before:
                assert monotonic() < deadline, shop.events[-3:]
                sleep(0.005)
    finally:
        port.close()
    made = room(shop).decide(BACK, SIGNED_BY_DOMINIQUE).result()
    assert made.conclusion.outcome is Outcome.CONFORMING and not made.simulated
    frame = made.indications[1][0].frame
    assert frame is not None and frame.raw.startswith(b"01A+00037.51") and frame.instrument == CALIPER
    kept = acts_of(shop)[-1]
    assert isinstance(kept, Verification) and kept == made
    assert kept.number == "V-P1-2026-0001" and kept.decided is not None
    assert (kept.by, kept.decided.by, kept.decided.signed) == ("Camille Martin", DOMINIQUE, True)
    means = means_of(shop)
    assert (means.state, means.verified, means.due) == (InstrumentState.IN_SERVICE, TODAY, date(2027, 11, 24))
    assert consultation.verify(shop.workspace).sound


def test_readings_of_the_others_go_where_they_always_go(shop: Shop) -> None:
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "Ø12 h7", Means.MICROMETER)))
    room(shop).begin(MICROMETER).result()
    shop.read(CALIPER, "35.02")
    shop.read(MICROMETER, "0.000")
    assert len(shop.all(BoxRecorded)) == 1
    assert len(view(shop).indications[0]) == 1
    room(shop).pause().result()
    shop.read(MICROMETER, "11.995")
    assert len(shop.all(BoxRecorded)) == 2


def test_what_is_read_beyond_the_last_point_is_not_taken(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop)
    shop.read(CALIPER, "25.00")
    assert refusals(shop) == ["verification.all_read"]


def test_a_doubtful_reading_is_not_taken(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.00", flags=("late",))
    assert refusals(shop) == ["verification.reading_doubtful"]
    assert not view(shop).can_undo


def test_the_last_reading_is_taken_back_and_stays_written(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    assert code_of(room(shop).undo()) == "verification.nothing_read"
    shop.read(CALIPER, "3.00")
    back = room(shop).undo().result()
    assert (back.expected, back.undone, back.can_undo) == (0, 1, False)
    read_all(shop)
    made = room(shop).decide(BACK, SIGNED_BY_DOMINIQUE).result()
    (undone,) = made.undone
    assert (undone.check, undone.indication.quantity.value) == (Check.ZERO, D("3.00"))


def test_typed_readings_are_said_to_be_typed(shop: Shop) -> None:
    room(shop).begin("R-06").result()
    for text in ("2,95", "2,98", "3,01", "2,96"):
        room(shop).type_reading(text).result()
    found = room(shop).type_reading("2,99").result()
    assert {one.origin for one in found.indications[0]} == {Origin.TYPED}
    assert any(note.code == "verification.typed" for note in found.conclusion.notes)
    assert found.conclusion.outcome is Outcome.NOT_CONCLUDED  # no permissible error in the register
    assert code_of(room(shop).type_reading("deux")) == "number.unreadable"


def test_limits_of_the_workshop_are_put_to_the_test(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop)
    found = room(shop).limit(Limits(repeatability=D("0.01"), hysteresis=D("0.01"))).result()
    assert found.conclusion.outcome is Outcome.NOT_CONCLUDED
    assert any(note.code == "verification.limit_not_tried" for note in found.conclusion.notes)
    assert room(shop).limit(Limits(repeatability=D("0.01"))).result().conclusion.outcome is Outcome.CONFORMING


def test_another_point_may_be_read_first(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    room(shop).expect(3).result()
    shop.read(CALIPER, "112.50")
    assert view(shop).expected == 4
    assert code_of(room(shop).expect(3)) == "verification.point_full"


# -- what is decided --------------------------------------------------------------------------------------------------


def test_a_failed_caliper_is_limited_and_refused_elsewhere(shop: Shop) -> None:
    before = means_of(shop).verified
    room(shop).begin(CALIPER).result()
    assert read_all(shop, shows=short_at_the_end).conclusion.outcome is Outcome.NONCONFORMING
    assert code_of(room(shop).decide(BACK, SIGNED_BY_DOMINIQUE)) == "verification.decision_not_allowed"
    left = deciding(Decision.LIMITATION, "becs usés", limitation=Limitation(D(0), D(75)))
    room(shop).decide(left, SIGNED_BY_DOMINIQUE).result()
    means = means_of(shop)
    assert (means.state, means.limited_lower, means.limited_upper) == (InstrumentState.LIMITED, D(0), D(75))
    assert means.verified == before  # the reverse search goes back to when it was last good
    assert shop.last(MeansChanged) == MeansChanged((CALIPER,))
    shop.open(part(characteristic("1", "120 ±0,1", Means.CALIPER)))
    shop.read(CALIPER, "120.00")
    assert refusals(shop)[-1:] == ["means.refused"]


@pytest.mark.parametrize(
    ("decided", "state"),
    [
        (deciding(Decision.ADJUSTMENT), InstrumentState.PENDING),
        (deciding(Decision.DOWNGRADE, use="traçage"), InstrumentState.LIMITED),
        (deciding(Decision.SCRAP), InstrumentState.WITHDRAWN),
    ],
)
def test_each_decision_leaves_its_state(shop: Shop, decided: object, state: InstrumentState) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop, shows=short_at_the_end)
    room(shop).decide(decided, SIGNED_BY_DOMINIQUE).result()  # type: ignore[arg-type]
    assert means_of(shop).state is state
    if state is InstrumentState.WITHDRAWN:
        assert code_of(room(shop).begin(CALIPER)) == "verification.withdrawn"


def test_giving_up_writes_what_was_read_and_puts_the_instrument_aside(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    assert room(shop).give_up().result() is None  # nothing was read
    assert acts_of(shop) == ()
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.05")
    made = room(shop).give_up().result()
    assert isinstance(made, Verification) and made.decided is None
    assert means_of(shop).state is InstrumentState.PENDING
    assert room(shop).view().result() is None


# -- one at a time ----------------------------------------------------------------------------------------------------


def test_one_verification_at_a_time(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    assert code_of(room(shop).begin(MICROMETER)) == "verification.running"
    assert code_of(room(shop).begin_daily(MICROMETER)) == "verification.running"
    room(shop).pause().result()
    room(shop).begin(MICROMETER).result()


def test_no_sweep_of_the_record_begins_beside_a_verification(shop: Shop) -> None:
    shop.open(part(characteristic("1", "battement circulaire 0,05 A", Means.DIAL_INDICATOR)))
    room(shop).begin(MICROMETER).result()
    assert code_of(shop.workshop.begin_sweep()) == "verification.running"


def test_an_instrument_not_verified_by_readings(shop: Shop) -> None:
    assert code_of(room(shop).begin("TF-08")) == "verification.kind"
    assert code_of(room(shop).begin("X-99")) == "means.unknown"
    assert code_of(room(shop).undo()) == "verification.none"


# -- what survives ----------------------------------------------------------------------------------------------------


def test_a_stop_in_the_middle_loses_no_reading(shop: Shop, tmp_path: Path) -> None:
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "3.00")
    room(shop).undo().result()
    shop.read(CALIPER, "0.01", "37.50")
    before = view(shop)
    shop.close()
    again = shop_of_means(tmp_path / "shop")
    try:
        assert room(again).view().result() is None  # its readings go to a record until somebody goes on
        found = room(again).begin(CALIPER).result()
        assert (found.indications, found.expected, found.undone) == (before.indications, 2, 1)
        read_all(again)
        room(again).decide(BACK, SIGNED_BY_DOMINIQUE).result()
        assert not any(map(len, room(again).begin(CALIPER).result().indications))
    finally:
        again.close()


def test_a_program_stopped_once_it_was_written_does_not_write_it_twice(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop)
    kept = shop.workshop._kept_texts.get(f"verifying.{CALIPER}")
    room(shop).decide(BACK, SIGNED_BY_DOMINIQUE).result()
    shop.workshop._kept_texts.put(f"verifying.{CALIPER}", kept)  # as the crash left it
    assert not any(map(len, room(shop).begin(CALIPER).result().indications))


def test_who_leaves_puts_the_verification_off(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.00")
    shop.workshop.staff.sign_out().result()
    assert room(shop).view().result() is None
    shop.sign_in("Camille Martin")
    assert room(shop).begin(CALIPER).result().expected == 1


def test_while_the_post_is_locked_nothing_is_read_in_anybodys_name(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "0.00")
    assert refusals(shop) == ["session.locked"]
    shop.workshop.staff.unlock("camille-1").result()
    shop.read(CALIPER, "0.00")
    assert view(shop).expected == 1
