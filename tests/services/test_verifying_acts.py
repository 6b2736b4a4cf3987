"""What is never a verification: the daily check, the certificate of a laboratory, an adjustment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.instrument import InstrumentState
from metroapp.domain.means_acts import StateChanged
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.domain.verification import Outcome
from metroapp.domain.verification_acts import Adjustment, CalibratedValue, Calibration, Decision, Verification
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
from tests.workbench import CALIPER, MICROMETER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

D = Decimal
LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))
VALUES = (CalibratedValue(D(50), D("0.003"), D("0.002")), CalibratedValue(D(100), D("-0.004"), D("0.002")))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = shop_of_means(tmp_path / "shop")
    yield opened
    opened.close()


# -- the daily check --------------------------------------------------------------------------------------------------


def test_a_good_daily_check_is_written_and_changes_nothing(shop: Shop) -> None:
    before = means_of(shop)
    room(shop).begin_daily(CALIPER).result()
    shop.read(CALIPER, "0.01")
    done = room(shop).record_check().result()
    assert (done.outcome, done.error) == (Outcome.CONFORMING, D("0.01"))
    assert acts_of(shop) == (done,)
    assert means_of(shop) == before
    assert room(shop).view().result() is None


def test_a_bad_daily_check_has_the_instrument_refused(shop: Shop) -> None:
    room(shop).begin_daily(CALIPER, 1).result()
    assert view(shop).conclusion.points[0].point.standard is not None
    shop.read(CALIPER, "75.05")
    assert room(shop).record_check().result().outcome is Outcome.NONCONFORMING
    assert means_of(shop).state is InstrumentState.TO_VERIFY
    shop.open(LENGTH)
    shop.read(CALIPER, "35.00")
    assert refusals(shop) == ["means.refused"]
    room(shop).begin_daily(CALIPER).result()
    shop.read(CALIPER, "0.00")
    room(shop).record_check().result()
    assert means_of(shop).state is InstrumentState.TO_VERIFY  # only a verification brings it back


def test_a_bad_reading_that_was_taken_back_stays_written(shop: Shop) -> None:
    room(shop).begin_daily(CALIPER).result()
    shop.read(CALIPER, "0.04")
    room(shop).undo().result()
    shop.read(CALIPER, "0.00")
    done = room(shop).record_check().result()
    assert [one.indication.quantity.value for one in done.undone] == [D("0.04")]


def test_an_operator_checks_but_does_not_verify(shop: Shop) -> None:
    shop.sign_in("Dominique Leroy")
    shop.workshop.staff.enter("Andréa", (Role.OPERATOR,), "le-code-9").result()
    shop.workshop.staff.sign_in("Andréa", "le-code-9").result()
    assert code_of(room(shop).begin(CALIPER)) == "person.not_allowed"
    room(shop).begin_daily(CALIPER).result()
    shop.read(CALIPER, "0.00")
    assert room(shop).record_check().result().by == "Andréa"


def test_a_check_that_can_say_nothing_is_not_begun(shop: Shop) -> None:
    assert code_of(room(shop).begin_daily("R-06")) == "verification.daily_no_limit"
    room(shop).begin_daily(CALIPER).result()
    assert code_of(room(shop).record_check()) == "verification.nothing_read"
    assert code_of(room(shop).decide(deciding(Decision.SCRAP), SIGNED_BY_DOMINIQUE)) == "verification.none"


def test_a_daily_check_survives_a_stop(shop: Shop, tmp_path: Path) -> None:
    room(shop).begin_daily(CALIPER).result()
    shop.read(CALIPER, "0.04")
    shop.close()
    again = shop_of_means(tmp_path / "shop")
    try:
        room(again).begin_daily(CALIPER).result()
        assert room(again).record_check().result().outcome is Outcome.NONCONFORMING
    finally:
        again.close()


@pytest.mark.parametrize(("number", "nominal"), [("PC-01", "60"), ("H-04", "60"), ("C-03", "3"), ("M-05", "30")])
def test_the_length_is_that_of_one_block(shop: Shop, number: str, nominal: str) -> None:
    (found,) = room(shop).begin_daily(number, 1).result().conclusion.points
    assert found.point.nominal == D(nominal) and found.point.standard is not None


def test_without_blocks_only_the_zero_is_checked(shop: Shop) -> None:
    blocks = shop.workshop.means.register().result().blocks
    shop.workshop.means.enter([], [replace(one, due=date(2026, 11, 23)) for one in blocks]).result()
    assert code_of(room(shop).begin_daily(CALIPER, 1)) == "verification.daily_no_standard"
    room(shop).begin_daily(CALIPER).result()


def test_what_was_read_yesterday_is_not_the_check_of_today(shop: Shop) -> None:
    room(shop).begin_daily(CALIPER).result()
    shop.read(CALIPER, "0.04")
    room(shop).pause().result()
    shop._now += timedelta(days=1)
    found = room(shop).begin_daily(CALIPER).result()
    assert (found.can_undo, found.undone) == (False, 1)
    shop.read(CALIPER, "0.00")
    done = room(shop).record_check().result()
    assert (done.outcome, len(done.undone), done.on) == (Outcome.CONFORMING, 1, date(2026, 11, 25))


# -- the certificate of a laboratory ----------------------------------------------------------------------------------


def test_a_calibration_gives_values_and_releases_nothing(shop: Shop) -> None:
    shop.workshop.means.change_state(CALIPER, InstrumentState.PENDING, "à l'étalonnage").result()
    done = room(shop).record_calibration(CALIPER, "LNE 26-1187", "LNE", date(2026, 11, 20), VALUES).result()
    assert acts_of(shop)[-1] == done and done.values == VALUES
    assert means_of(shop).state is InstrumentState.PENDING
    back = room(shop).record_calibration(
        CALIPER, "LNE 26-1187", "LNE", date(2026, 11, 20), VALUES, back_because="erreurs dans l'EMT"
    )
    assert code_of(back) == "calibration.comes_back_by_verification"
    assert code_of(room(shop).record_calibration(CALIPER, "A", "LNE", TODAY, ())) == "calibration.no_value"
    assert code_of(room(shop).record_calibration(CALIPER, "", "LNE", TODAY, VALUES)) == "certificate.number_missing"


def test_a_standard_comes_back_with_its_certificate_and_what_was_concluded_from_it(shop: Shop, tmp_path: Path) -> None:
    shop.workshop.means.change_state("BE-10", InstrumentState.PENDING, "à l'étalonnage").result()
    document = tmp_path / "certificat.pdf"
    document.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    filed = shop.workshop.means.file_certificate("BE-10", document, "LNE 26-1190", TODAY, "LNE").result()
    room(shop).record_calibration(
        "BE-10", "LNE 26-1190", "LNE", TODAY, (CalibratedValue(D(25), D("0.0008")),), back_because="dans sa classe"
    ).result()
    calibration, back = acts_of(shop, "BE-10")[-2:]
    assert isinstance(calibration, Calibration) and calibration.digest == filed.digest
    assert isinstance(back, StateChanged) and back.state is InstrumentState.IN_SERVICE
    ring = means_of(shop, "BE-10")
    assert (ring.state, ring.verified, ring.due) == (InstrumentState.IN_SERVICE, TODAY, date(2029, 11, 24))


# -- an adjustment ----------------------------------------------------------------------------------------------------


def test_an_adjusted_instrument_is_verified_before_it_serves(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop, shows=short_at_the_end)
    room(shop).decide(deciding(Decision.ADJUSTMENT, "becs usés"), SIGNED_BY_DOMINIQUE).result()
    done = room(shop).record_adjustment(CALIPER, "becs rectifiés").result()
    assert done.after == "V-P1-2026-0001"
    assert means_of(shop).state is InstrumentState.TO_VERIFY
    room(shop).begin(CALIPER).result()
    read_all(shop)
    room(shop).decide(deciding(Decision.RETURN_TO_SERVICE), SIGNED_BY_DOMINIQUE).result()
    assert means_of(shop).state is InstrumentState.IN_SERVICE
    assert [type(act) for act in acts_of(shop)] == [Verification, Adjustment, Verification]


def test_nothing_is_adjusted_in_the_middle_of_a_verification(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "0.03")
    assert code_of(room(shop).record_adjustment(CALIPER, "vis reprise")) == "verification.unfinished"
    room(shop).pause().result()
    assert code_of(room(shop).record_adjustment(CALIPER, "vis reprise")) == "verification.unfinished"
    assert code_of(room(shop).record_adjustment(MICROMETER, " ")) == "record.reason_missing"


def test_a_scrapped_instrument_stays_so(shop: Shop) -> None:
    means = replace(means_of(shop), state=InstrumentState.WITHDRAWN)
    shop.workshop.means.enter([means], []).result()
    assert code_of(room(shop).record_adjustment(CALIPER, "vis reprise")) == "verification.withdrawn"
    assert code_of(room(shop).begin_daily(CALIPER)) == "verification.withdrawn"
    assert not any(isinstance(act, DailyCheck) for act in acts_of(shop))
