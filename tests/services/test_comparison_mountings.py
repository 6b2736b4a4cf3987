"""How a comparator is mounted: proven by a known displacement before the zero, and kept with every value."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from forms import comparison_tables
from metroapp.domain import comparing as domain_comparing
from metroapp.domain import zero_watch
from metroapp.domain.comparing import Comparing
from metroapp.domain.comparison import Mounting
from metroapp.domain.instrument import GaugeBlock
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.specification import Means
from metroapp.services import comparators, comparing, displacements, stacks
from metroapp.services.events import MountingRecorded
from tests.services.comparisons import GUIDED, Comparator
from tests.workbench import INSTRUMENTS, characteristic, part

Opened = Callable[..., Comparator]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made: list[Comparator] = []

    def open_one(comparing: Comparing = GUIDED, pieces: int = 3) -> Comparator:
        made.append(Comparator.opened(tmp_path / "shop", comparing, pieces=pieces))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


def code(future: Future[None]) -> str:
    with pytest.raises(Refusal) as refused:
        future.result()
    return refused.value.message.code


def test_the_displacement_comes_first(opened: Opened) -> None:
    bench = opened()
    assert bench.awaits == (1, "1", Role.BEFORE_MOVE)
    bench.read("0.000")
    assert bench.refused == "comparison.displacement_missing" and bench.awaits == (1, "1", Role.BEFORE_MOVE)


def test_a_direct_indicator_is_proven_then_set_then_read(opened: Opened) -> None:
    bench = opened()
    bench.prove()
    assert bench.awaits == (1, "1", Role.ZERO)
    proven = bench.record.mountings["1"]
    assert (proven.mounting, proven.displacement, proven.declared) == (Mounting(), Decimal("0.100"), Decimal(1))
    assert [one.role for one in proven.readings] == [Role.BEFORE_MOVE, Role.AFTER_MOVE]
    said = bench.shop.last(MountingRecorded)
    assert isinstance(said, MountingRecorded) and said.proven == proven
    bench.zero()
    bench.read("-0.010")
    found = bench.record.measurement(BoxKey(1, "1"))
    assert found is not None and bench.size(1) == "19.99012"
    assert [given.role for given in found.inputs] == [Role.CERTIFIED, Role.ZERO, Role.DEVIATION]


def test_an_inverse_indicator_gives_the_size_the_other_way(opened: Opened) -> None:
    """Most bore gauges: a smaller bore makes the indication grow. Stack 20.00012, reading +0.012: 19.98812."""
    bench = opened()
    bench.prove("0.000", "-0.100")
    bench.zero("0.000", "0.000", "0.000")
    bench.read("0.012")
    assert bench.size(1) == "19.98812"
    found = bench.record.measurement(BoxKey(1, "1"))
    assert found is not None
    assert [(given.role, str(given.quantity.value)) for given in found.inputs] == [
        (Role.CERTIFIED, "20.00012"), (Role.MOUNTING, "-1"), (Role.ZERO, "0.000"), (Role.DEVIATION, "0.012"),
    ]  # fmt: skip


def test_a_lever_is_declared_then_proven_and_multiplies_what_is_shown(opened: Opened) -> None:
    bench = opened()
    bench.prove("0.000", "0.200", factor="0,5")
    bench.zero("0.002", "0.002", "0.002")
    bench.read("-0.018")
    assert bench.record.zeros["1"].mounting == Mounting(1, Decimal("0.5"))
    assert bench.size(1) == "19.99012"


def test_a_factor_that_is_not_declared_is_found(opened: Opened) -> None:
    bench = opened()
    bench.prove("0.100", "-0.150", factor="")
    assert bench.record.mountings["1"].mounting == Mounting(-1, Decimal("0.4"))


def test_a_declared_factor_that_is_not_proven_is_refused_and_nothing_is_recorded_as_good(opened: Opened) -> None:
    bench = opened()
    bench.prove("0.000", "0.050")
    assert bench.refused == "comparison.factor_not_proven"
    record = bench.record
    assert record.mountings == {} and [one.shown for one in record.dropped] == ["0,000\u00a0mm", "0,050\u00a0mm"]
    assert bench.awaits == (1, "1", Role.BEFORE_MOVE)
    bench.read("0.000", "0.100")
    assert bench.awaits == (1, "1", Role.ZERO)


@pytest.mark.parametrize(
    ("moved", "factor", "refusal"),
    [
        ("0,009", "1", "comparison.mounting_not_displaced"),  # fewer than ten digits of 0.001 mm
        ("-0,009", "1", "comparison.mounting_not_displaced"),
        ("0", "1", "comparison.mounting_not_displaced"),
        ("0,1", "-1", "comparison.factor_not_positive"),
        ("0,1", "0", "comparison.factor_not_positive"),
        ("un dixième", "1", "number.unreadable"),
    ],
)
def test_a_displacement_that_proves_nothing_is_refused(opened: Opened, moved: str, factor: str, refusal: str) -> None:
    bench = opened()
    assert code(bench.shop.workshop.gestures.declare_displacement(moved, factor)) == refusal
    assert bench.awaits == (1, "1", Role.BEFORE_MOVE)


def test_an_indicator_that_does_not_follow_proves_nothing(opened: Opened) -> None:
    bench = opened()
    bench.prove("0.000", "0.002")
    assert bench.refused == "comparison.mounting_not_displaced" and bench.record.mountings == {}


def test_no_displacement_is_expected_once_the_mounting_is_proven(opened: Opened) -> None:
    bench = opened()
    bench.prove()
    declared = bench.shop.workshop.gestures.declare_displacement("0,2")
    assert code(declared) == "comparison.displacement_unexpected"


def test_a_negative_displacement_is_towards_smaller_sizes(opened: Opened) -> None:
    bench = opened()
    bench.prove("0.000", "0.100", moved="-0,100")
    assert bench.record.mountings["1"].mounting == Mounting(-1)


def test_the_smallest_step_of_the_blocks_that_is_easy_to_read_is_proposed(opened: Opened) -> None:
    bench = opened()
    assert bench.expected is not None and bench.expected.displacement is not None
    proposed = bench.expected.displacement
    assert proposed.blocks == ("CE-8.5", "CE-10") and not proposed.declared
    assert proposed.displacement.size == Decimal("1.49994")  # of the certified lengths
    extra = [GaugeBlock(Decimal(size), Decimal(0), f"CE-{size}") for size in ("1.005", "1.01", "1.03", "1.031")]
    bench.shop.workshop.means.enter([], extra).result()
    bench.shop.resume_last().result()
    assert bench.expected is not None and bench.expected.displacement is not None
    assert bench.expected.displacement.blocks == ("CE-1.01", "CE-1.03")  # twenty digits of 0.001 mm
    bench.shop.workshop.gestures.declare_displacement("0,05").result()
    assert bench.expected is not None and bench.expected.displacement is not None
    assert bench.expected.displacement.declared


def test_the_zero_is_taken_with_the_instrument_that_was_proven(opened: Opened) -> None:
    other = replace(next(one for one in INSTRUMENTS if one.number == "C-03"), number="C-04")
    bench = opened()
    bench.shop.workshop.means.enter([other], []).result()
    bench.shop.open(bench.record.part, 1)
    bench.prove()
    bench.shop.read("C-04", "0.000")
    assert bench.refused == "reading.begun_with_other"


def test_a_comparator_mounted_anew_is_proven_anew_after_a_last_look_at_its_zero(opened: Opened) -> None:
    bench = opened(pieces=2)
    bench.prove()
    bench.zero()
    bench.read("-0.010")
    bench.shop.workshop.gestures.set_zero(mounting=True).result()
    assert bench.awaits == (2, "1", Role.RECHECK)
    bench.read("0.000")
    assert bench.awaits == (2, "1", Role.BEFORE_MOVE)
    bench.prove("0.000", "-0.100")
    bench.zero("0.000", "0.000", "0.000")
    bench.read("0.010")
    assert [bench.size(piece) for piece in (1, 2)] == ["19.99012", "19.99012"]
    assert len(bench.record.mountings_proven) == 2 and bench.record.void_boxes() == []


def test_an_undone_proof_is_asked_again(opened: Opened) -> None:
    bench = opened()
    bench.prove()
    bench.shop.workshop.gestures.undo().result()
    assert bench.awaits == (1, "1", Role.BEFORE_MOVE)
    bench.prove("0.000", "-0.100")
    bench.zero()
    assert bench.record.zeros["1"].mounting == Mounting(-1)


def test_a_workshop_that_asks_for_no_proof_may_still_make_one(opened: Opened) -> None:
    bench = opened(replace(GUIDED, proves_mounting=False))
    assert bench.awaits == (1, "1", Role.ZERO)
    bench.shop.workshop.gestures.set_zero(mounting=True).result()
    bench.prove("0.000", "-0.100")
    bench.zero("0.000", "0.000", "0.000")
    bench.read("0.012")
    assert bench.size(1) == "19.98812"


def test_the_factor_multiplies_the_uncertainty_of_the_zero_and_of_the_reading(opened: Opened) -> None:
    """JCGM 100:2008, 5.1.2, for c + s·k·(r − z): √(2·(0.5·1.2 µm)² + (0.1 µm + 0.1 µm)² + (0.01 µm)²) = 0.8718 µm, the
    uncertainties of the two blocks added linearly (5.2.2), one wrung joint; rounded up at 10⁻⁹ mm."""
    bench = opened()
    indicator = next(one for one in INSTRUMENTS if one.number == "C-03")
    known = replace(indicator, uncertainty=Quantity(Decimal("0.0012")))
    blocks = [
        GaugeBlock(Decimal(size), Decimal(0), f"CE-{size}", uncertainty=Decimal("0.1"))
        for size in ("20", "10", "8.5", "1.5")
    ]
    bench.shop.workshop.means.enter([known], blocks).result()
    bench.shop.open(part(characteristic("1", "Ø11,5 h6", Means.COMPARISON)), 1)
    bench.prove("0.000", "0.200", factor="0,5")
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.010")
    assert bench.record.zeros["1"].blocks == ("CE-10", "CE-1.5")
    found = bench.record.measurement(BoxKey(1, "1"))
    assert found is not None and found.uncertainty is not None
    assert str(found.uncertainty.quantity.value) == "0.000871838"


# -- the program stops ------------------------------------------------------------------------------------------------


def test_half_a_proof_and_its_displacement_come_back_after_a_power_cut(opened: Opened, tmp_path: Path) -> None:
    first = opened()
    first.shop.workshop.gestures.declare_displacement("0,100", "").result()
    first.read("0.000")
    again = first.after_a_power_cut(tmp_path / "again")
    try:
        assert again.awaits == (1, "1", Role.AFTER_MOVE)
        again.read("-0.200")
        assert again.record.mountings["1"].mounting == Mounting(-1, Decimal("0.5"))
        assert again.awaits == (1, "1", Role.ZERO)
    finally:
        again.close()


@pytest.mark.parametrize(
    "module", [domain_comparing, zero_watch, comparing, comparators, displacements, stacks, comparison_tables]
)
def test_no_magnitude_is_taken_on_the_way_from_the_blocks_to_the_paper(module: ModuleType) -> None:
    names = {node.id for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Name)}
    assert "abs" not in names
