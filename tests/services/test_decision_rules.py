"""The decision rule of a record, from the workshop, the part or the characteristic, and what it does to a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision_rule import SIMPLE, DecisionRule, RuleName
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Means
from metroapp.domain.uncertainty import UncertaintySource
from metroapp.services import consultation
from tests.workbench import (
    CALIPER,
    COLUMN,
    DOMINIQUE,
    INDICATOR,
    INSTRUMENTS,
    MICROMETER,
    Shop,
    characteristic,
    part,
)

ISO = DecisionRule(RuleName.ISO_14253_1)
SHAFT = characteristic("1", "Ø20 ±0,010", Means.MICROMETER)  # T = 20 µm: with u = 2 µm, g = 3,3 µm
U = {CALIPER: "0.012", MICROMETER: "0.002", INDICATOR: "0.001", COLUMN: "0.003"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    opened.workshop.means.enter([known(instrument) for instrument in INSTRUMENTS], []).result()
    yield opened
    opened.close()


def known(instrument: Instrument, s: str | None = None) -> Instrument:
    """The instrument with the uncertainty of its kind."""
    if instrument.number not in U:
        return instrument
    u = Quantity(Decimal(U[instrument.number]))
    return replace(instrument, uncertainty=u, repeatability=None if s is None else Quantity(Decimal(s)))


def decided_by(shop: Shop, rule: DecisionRule) -> None:
    shop.workshop.set_rule(rule).result()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def verdicts(shop: Shop) -> list[BoxStatus]:
    record = archived(shop)
    return [record.status(box) for box in record.boxes()]


def test_by_default_nothing_is_said_of_the_uncertainty(shop: Shop) -> None:
    shop.open(part(SHAFT), pieces=2)
    shop.read(MICROMETER, "20.010", "20.011")
    assert archived(shop).header.rule == SIMPLE
    assert verdicts(shop) == [BoxStatus.CONFORMING, BoxStatus.NONCONFORMING]


def test_three_zones_and_the_pieces_that_follow(shop: Shop) -> None:
    decided_by(shop, ISO)
    shop.open(part(SHAFT), pieces=4)
    shop.read(MICROMETER, "20.006", "20.007", "20.013", "20.014")
    assert verdicts(shop) == [
        BoxStatus.CONFORMING,
        BoxStatus.UNDECIDED,
        BoxStatus.UNDECIDED,
        BoxStatus.NONCONFORMING,
    ]
    record = archived(shop)
    assert [record.disposition(piece) for piece in record.pieces] == [
        Disposition.CONFORMING,
        Disposition.HELD,
        Disposition.HELD,
        Disposition.NONCONFORMING,
    ]
    sorting = record.sorting()
    assert (sorting.conforming, sorting.held, sorting.nonconforming, sorting.unsorted) == (1, 2, 1, 0)
    line = consultation.record_lines(shop.workspace)[0]
    assert (line.conforming, line.held, line.nonconforming) == (1, 2, 1)
    assert consultation.verify(shop.workspace).sound


def test_a_piece_with_an_undecided_value_is_never_good_and_unsorted_until_measured(shop: Shop) -> None:
    decided_by(shop, ISO)
    shop.open(part(SHAFT, characteristic("2", "35 ±0,5", Means.CALIPER)))
    shop.read(MICROMETER, "20.009")
    assert archived(shop).disposition(1) is Disposition.UNSORTED
    shop.read(CALIPER, "35.00")
    assert archived(shop).disposition(1) is Disposition.HELD


def test_the_rule_of_the_characteristic_then_of_the_part_then_of_the_workshop(shop: Shop) -> None:
    decided_by(shop, ISO)
    guarded = replace(SHAFT, balloon="2", rule=DecisionRule(RuleName.GUARD, Decimal("0.008")))
    whole = replace(part(SHAFT, guarded), rule=DecisionRule(RuleName.ISO_14253_1_U))
    shop.open(whole)
    shop.read(MICROMETER, "20.0065", "20.003")
    record = archived(shop)
    rules = [record.rule(given).name for given in record.characteristics]
    assert rules == [RuleName.ISO_14253_1_U, RuleName.GUARD] and record.header.rule == ISO
    assert verdicts(shop) == [BoxStatus.UNDECIDED, BoxStatus.UNDECIDED]  # g = 4 µm, then 8 µm


def test_a_rule_chosen_later_changes_no_record(shop: Shop) -> None:
    shop.open(part(SHAFT))
    decided_by(shop, ISO)
    shop.read(MICROMETER, "20.009")
    assert verdicts(shop) == [BoxStatus.CONFORMING]
    shop.close()


def test_a_guard_band_is_no_rule_of_a_workshop_nor_of_a_part(shop: Shop) -> None:
    guard = DecisionRule(RuleName.GUARD, Decimal("0.01"))
    for asked in (
        lambda: shop.workshop.set_rule(guard).result(),
        lambda: shop.open(replace(part(SHAFT), rule=guard)),
    ):
        with pytest.raises(Refusal) as refused:
            asked()
        assert refused.value.message.code == "decision.guard_by_characteristic"
    assert shop.workshop.rule().result() == SIMPLE


def test_without_an_uncertainty_nothing_is_proven(shop: Shop) -> None:
    shop.workshop.means.enter(INSTRUMENTS, []).result()  # the register forgets them
    decided_by(shop, ISO)
    shop.open(part(SHAFT), pieces=2)
    shop.read(MICROMETER, "20.000", "20.400")
    assert verdicts(shop) == [BoxStatus.UNDECIDED, BoxStatus.UNDECIDED]
    assert archived(shop).measurement(BoxKey(1, "1")).uncertainty is None  # type: ignore[union-attr]


def test_the_uncertainty_is_written_with_the_value(shop: Shop) -> None:
    shop.open(part(SHAFT))
    shop.read(MICROMETER, "20.000")
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.uncertainty is not None
    assert found.uncertainty.quantity == Quantity(Decimal("0.002"), Unit.MM)
    assert found.uncertainty.source is UncertaintySource.INSTRUMENT


def test_the_uncertainty_of_the_characteristic_prevails(shop: Shop) -> None:
    decided_by(shop, ISO)
    shop.open(part(replace(SHAFT, uncertainty=Quantity(Decimal("0.0005")))))
    shop.read(MICROMETER, "20.009")
    assert verdicts(shop) == [BoxStatus.CONFORMING]


@pytest.mark.parametrize(
    ("given", "number", "readings", "u"),
    [
        # two readings of one instrument, independent: u·√2, rounded up at 10⁻⁹
        (characteristic("1", "⏥0,05", Means.DIAL_INDICATOR), INDICATOR, ("0.020", "0.005"), "0.001414214"),
        (characteristic("1", "Ø20 H7", Means.HEIGHT_GAUGE), COLUMN, ("24.500", "39.510"), "0.004242641"),
        # the zero, the reading, and a block without a certificate nor a grade: 0.6 µm/√3 (ISO 3650, grade 2, 20 mm)
        (characteristic("1", "Ø20 h7", Means.COMPARISON), INDICATOR, ("0.000", "-0.010"), "0.001456023"),
        # a formula, by the differences that ± u makes: A − B/2
        (
            characteristic("1", "15 ±0,1", Means.CALIPER, formula="A - B/2"), CALIPER, ("20.00", "10.00"),
            "0.013416408",
        ),
    ],
)  # fmt: skip
def test_a_value_made_of_several_readings(
    shop: Shop, given: object, number: str, readings: tuple[str, ...], u: str
) -> None:
    shop.open(part(given))  # type: ignore[arg-type]
    shop.read(number, *readings)
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.uncertainty is not None
    assert (str(found.uncertainty.quantity.value), found.uncertainty.source) == (u, UncertaintySource.PROPAGATED)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("29°30'3\"", BoxStatus.CONFORMING),  # exactly on the limit of acceptance, which no decimals in degrees say
        ("29°30'2\"", BoxStatus.UNDECIDED),
        ("29°29'57\"", BoxStatus.UNDECIDED),  # exactly on the limit of rejection
        ("29°29'56\"", BoxStatus.NONCONFORMING),
        ("30°29'57\"", BoxStatus.CONFORMING),
    ],
)
def test_an_angle_exactly_on_a_limit_of_acceptance_conforms(shop: Shop, typed: str, status: BoxStatus) -> None:
    guard = DecisionRule(RuleName.GUARD, Decimal(3))  # seconds of arc
    shop.open(part(characteristic("1", "30° ±0,5°", Means.PROTRACTOR, rule=guard)))
    shop.workshop.type_value(typed, "rapporteur sans câble").result()
    assert verdicts(shop) == [status]


# -- more readings, only where they prove something ------------------------------------------------------------------


def test_where_repeatability_dominates_a_mean_may_decide(shop: Shop) -> None:
    shop.workshop.means.enter([known(instrument, s="0.0018") for instrument in INSTRUMENTS[1:2]], []).result()
    decided_by(shop, ISO)
    shop.open(part(SHAFT))
    shop.read(MICROMETER, "20.007")
    shop.workshop.average(BoxKey(1, "1"), 4).result()
    shop.read(MICROMETER, "20.007", "20.008", "20.006", "20.007")
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.quantity == Quantity(Decimal("20.007"))
    assert [given.role for given in found.inputs] == [Role.REPEATED] * 4 and found.origin is Origin.COMPUTED
    # u² = 0,002² − 0,0018² + 0,0018²/4 = 1,57 µm²: g = 1,65 · 1,253 = 2,07 µm
    assert found.uncertainty is not None and str(found.uncertainty.quantity.value) == "0.001252997"
    assert verdicts(shop) == [BoxStatus.CONFORMING]
    assert found.reason == "moyenne de 4 lectures au même endroit"
    assert archived(shop).history(BoxKey(1, "1"))[0].quantity == Quantity(Decimal("20.007"))


def test_a_doubtful_value_repeated_for_its_mean_still_asked_for_an_answer(shop: Shop) -> None:
    """Its readings waited behind the question; undone in the middle, a single one was recorded as the mean."""
    shop.workshop.means.enter([known(instrument, s="0.0018") for instrument in INSTRUMENTS[1:2]], []).result()
    shop.workshop.set_options(replace(PLAIN, asks=True)).result()
    decided_by(shop, ISO)
    shop.open(part(SHAFT))
    shop.read(MICROMETER, "20.007")
    shop.workshop.average(BoxKey(1, "1"), 4).result()
    shop.read(MICROMETER, "20.001", "20.001")
    shop.workshop.gestures.undo().result()
    shop.read(MICROMETER, "19.999", "19.998", "19.999")
    assert len(archived(shop).history(BoxKey(1, "1"))) == 1
    shop.read(MICROMETER, "20.000")
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.reason == "moyenne de 4 lectures au même endroit"
    assert [given.role for given in found.inputs] == [Role.REPEATED] * 4


def test_elsewhere_a_mean_is_refused_with_another_way_out(shop: Shop) -> None:
    decided_by(shop, ISO)
    shop.open(part(SHAFT), pieces=2)
    shop.read(MICROMETER, "20.007", "20.020")
    for piece in (1, 2):  # no repeatability known; nonconforming
        with pytest.raises(Refusal) as refused:
            shop.workshop.average(BoxKey(piece, "1"), 4).result()
        assert refused.value.message.code == "repeat.not_useful"
    with pytest.raises(Refusal) as refused:
        shop.workshop.average(BoxKey(1, "1"), 21).result()
    assert refused.value.message.code == "repeat.count_out_of_bounds"


def test_the_first_piece_that_a_concession_covers_and_a_held_one(shop: Shop) -> None:
    """A concession releases what is proven bad; what is proven neither way stays held."""
    decided_by(shop, ISO)
    shop.open(part(SHAFT, replace(SHAFT, balloon="2")))
    shop.read(MICROMETER, "20.030", "20.009")
    shop.concede(1)
    assert archived(shop).disposition(1) is Disposition.HELD
    with pytest.raises(Refusal) as refused:
        shop.demand(1, ("2",))
    assert refused.value.message.code == "concession_file.nothing_named"
    assert archived(shop).decide(archived(shop).measurement(BoxKey(1, "2"))) is Verdict.UNDECIDED  # type: ignore[arg-type]


def test_who_chose_the_rule_is_in_the_journal(shop: Shop) -> None:
    shop.sign_in(DOMINIQUE)
    decided_by(shop, ISO)
    report = consultation.verify(shop.workspace)
    assert report.sound and shop.workshop.rule().result() == ISO
