"""What was seen to go wrong in guided verifications, and must not again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import metroapp.domain.verification_acts as acts
from metroapp.domain.instrument import InstrumentState
from metroapp.domain.specification import Means
from metroapp.domain.verification import Outcome
from metroapp.domain.verification_acts import CalibratedValue, Decision, Limitation
from metroapp.services.events import BoxRecorded
from metroapp.services.verification_session import Limits
from tests.services.verified_means import (
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
from tests.workbench import CALIPER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

D = Decimal
BACK = deciding(Decision.RETURN_TO_SERVICE, "")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = shop_of_means(tmp_path / "shop")
    yield opened
    opened.close()


def test_a_later_rule_leaves_the_history_readable(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop, shows=short_at_the_end)
    room(shop).decide(deciding(Decision.DOWNGRADE, use="traçage"), SIGNED_BY_DOMINIQUE).result()
    monkeypatch.setitem(acts._ALLOWED, Outcome.NONCONFORMING, (Decision.SCRAP,))
    assert len(acts_of(shop)) == 1


def test_a_caliper_withdrawn_in_the_middle_stays_so(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop)
    shop.workshop.means.change_state(CALIPER, InstrumentState.WITHDRAWN, "cassé").result()
    assert code_of(room(shop).decide(BACK, SIGNED_BY_DOMINIQUE)) == "verification.withdrawn"
    room(shop).give_up().result()
    assert means_of(shop).state is InstrumentState.WITHDRAWN


def test_a_standard_put_aside_in_the_middle_takes_no_reading(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.00")
    shop.workshop.means.change_state("CE-09", InstrumentState.TO_VERIFY, "tombé").result()
    shop.read(CALIPER, "37.50")
    assert refusals(shop) == ["verification.standard_refused"]


def test_a_verification_begun_too_long_ago_is_read_again(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.00")
    room(shop).pause().result()
    shop._now += timedelta(days=8)
    found = room(shop).begin(CALIPER).result()
    assert (found.can_undo, found.undone) == (False, 1)


def test_a_verification_over_two_days_says_both(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.00")
    room(shop).pause().result()
    shop._now += timedelta(days=1)
    room(shop).begin(CALIPER).result()
    read_all(shop)
    made = room(shop).decide(BACK, SIGNED_BY_DOMINIQUE).result()
    assert (made.since, made.on) == (date(2026, 11, 24), date(2026, 11, 25))


def test_a_downgraded_caliper_is_refused_and_nothing_read_decides_nothing(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    down = deciding(Decision.DOWNGRADE, use="traçage")
    assert code_of(room(shop).decide(down, SIGNED_BY_DOMINIQUE)) == "verification.nothing_read"
    due = means_of(shop).due
    shop.read(CALIPER, "0.00")
    room(shop).decide(down, SIGNED_BY_DOMINIQUE).result()
    assert means_of(shop).due == due
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    shop.read(CALIPER, "35.02")
    assert not shop.all(BoxRecorded)


def test_a_limitation_holds_two_good_points(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop, shows=short_at_the_end)
    left = deciding(Decision.LIMITATION, limitation=Limitation(D("40"), D("74")))
    assert code_of(room(shop).decide(left, SIGNED_BY_DOMINIQUE)) == "verification.limitation_unproven"


def test_the_same_typed_zero_two_days_running_is_kept(shop: Shop) -> None:
    for _day in range(2):
        room(shop).begin_daily(CALIPER).result()
        room(shop).type_reading("0,00").result()
        room(shop).pause().result()
        assert room(shop).begin_daily(CALIPER).result().indications[0]
        room(shop).record_check().result()
        shop._now += timedelta(days=1)


def test_a_bad_caliper_put_off_is_refused(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.50")
    room(shop).pause().result()
    assert means_of(shop).state is InstrumentState.TO_VERIFY


def test_a_range_changed_in_the_middle_loses_no_reading(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop)
    shop.workshop.means.enter([replace(means_of(shop), range_upper=D(100))], []).result()
    room(shop).pause().result()
    assert any(room(shop).begin(CALIPER).result().indications)
    assert code_of(room(shop).decide(BACK, SIGNED_BY_DOMINIQUE)) == "verification.register_changed"
    assert room(shop).give_up().result() is not None


def test_nothing_comes_back_without_a_due_date(shop: Shop) -> None:
    shop.workshop.means.enter([replace(means_of(shop), interval_months=None)], []).result()
    room(shop).begin(CALIPER).result()
    read_all(shop)
    assert code_of(room(shop).decide(BACK, SIGNED_BY_DOMINIQUE)) == "verification.next_due_missing"
    far = replace(BACK, next_due=date(9999, 1, 1))
    assert code_of(room(shop).decide(far, SIGNED_BY_DOMINIQUE)) == "verification.next_due_far"


def test_a_check_read_before_an_adjustment_is_recorded_first(shop: Shop) -> None:
    room(shop).begin_daily(CALIPER).result()
    shop.read(CALIPER, "0.00")
    room(shop).pause().result()
    assert code_of(room(shop).record_adjustment(CALIPER, "becs rectifiés")) == "verification.unfinished"


def test_an_older_certificate_and_a_negative_uncertainty(shop: Shop) -> None:
    bad = (CalibratedValue(D(25), D("0.001"), D("-0.002")),)
    assert code_of(room(shop).record_calibration("BE-10", "C-1", "LNE", date(2026, 11, 1), bad)) == (
        "calibration.uncertainty"
    )
    good = (CalibratedValue(D(25), D("0.001")),)
    late = room(shop).record_calibration("BE-10", "C-0", "LNE", date(2025, 1, 2), good, back_because="bon")
    assert code_of(late) == "calibration.older"


def test_a_limit_is_not_widened_after_its_points_are_read(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop)
    assert code_of(room(shop).limit(Limits(other_faces=D(10)))) == "verification.limit_after_reading"
    assert view(shop).limits == Limits()


def bad_check_put_off(shop: Shop) -> None:
    room(shop).begin_daily(CALIPER).result()
    awaited = view(shop).awaited
    assert awaited is not None
    shop.read(CALIPER, str((awaited.point.nominal + D("0.50")).quantize(D("0.01"))))
    room(shop).pause().result()
    assert means_of(shop).state is InstrumentState.TO_VERIFY


@pytest.mark.parametrize("is_cut", [False, True], ids=["closed", "power cut"])
def test_a_caliper_verified_good_was_put_aside_again_at_every_opening(tmp_path: Path, is_cut: bool) -> None:
    shop = shop_of_means(tmp_path)
    bad_check_put_off(shop)
    before = shop.workshop._kept_texts.under("checking.")
    room(shop).begin(CALIPER).result()
    read_all(shop)
    made = room(shop).decide(BACK, SIGNED_BY_DOMINIQUE).result()
    assert [str(one.indication.quantity.value) for one in made.undone] == ["0.50"]  # the bad one stays written
    state = shop.workshop._kept_texts
    assert not state.under("checking.") and not state.under("verifying.")
    for key, text in before.items() if is_cut else ():
        state.put(key, text)  # as where the power failed before it was removed
    shop.close()
    again = Shop(tmp_path)
    assert means_of(again).state is InstrumentState.IN_SERVICE
    room(again).record_adjustment(CALIPER, "becs rectifiés").result()  # no check is left unfinished
    again.close()


def test_a_bad_check_after_a_good_verification_puts_its_caliper_aside_at_the_next_opening(tmp_path: Path) -> None:
    shop = shop_of_means(tmp_path)
    room(shop).begin(CALIPER).result()
    read_all(shop)
    room(shop).decide(BACK, SIGNED_BY_DOMINIQUE).result()
    room(shop).begin_daily(CALIPER).result()
    awaited = view(shop).awaited
    assert awaited is not None
    shop.read(CALIPER, str((awaited.point.nominal + D("0.50")).quantize(D("0.01"))))
    shop.close()
    again = Shop(tmp_path)
    assert means_of(again).state is InstrumentState.TO_VERIFY
    again.close()


def test_a_failed_verification_of_a_means_that_is_not_registered_any_more_lets_the_workspace_open(
    tmp_path: Path,
) -> None:
    """An archive taken from a copy made before the means was entered, beside a state of after."""
    shop = shop_of_means(tmp_path)
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.50")
    state = shop.workshop._kept_texts
    state.put("verifying.PC-99", state.get(f"verifying.{CALIPER}").replace(CALIPER, "PC-99"))
    shop.close()
    again = Shop(tmp_path)
    assert "PC-99" not in again.workshop.instruments().result()
    assert means_of(again).state is InstrumentState.TO_VERIFY
    again.close()


def test_simulated_readings_may_decide_what_puts_nothing_back(shop: Shop) -> None:
    bench = shop.workshop._bench
    bench.simulated = frozenset({CALIPER})
    room(shop).begin(CALIPER).result()
    read_all(shop)
    bench.simulated = frozenset()
    assert code_of(room(shop).decide(BACK, SIGNED_BY_DOMINIQUE)) == "verification.only_simulated"
    room(shop).decide(deciding(Decision.ADJUSTMENT), SIGNED_BY_DOMINIQUE).result()
    assert means_of(shop).state is InstrumentState.PENDING
