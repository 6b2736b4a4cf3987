"""What a verification proves: no real instrument by simulation, no range without points; a bad reading is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.instrument import InstrumentState
from metroapp.domain.means_acts import StateChanged
from metroapp.domain.verification import Indication
from metroapp.domain.verification_acts import Decision
from metroapp.domain.verification_conclusion import evaluate
from metroapp.services.workspace import Workspace
from tests.services.verified_means import (
    TODAY,
    acts_of,
    code_of,
    deciding,
    means_of,
    read_all,
    room,
    shop_of_means,
    view,
)
from tests.workbench import CALIPER, SIGNED_BY_DOMINIQUE, Shop

BACK = deciding(Decision.RETURN_TO_SERVICE, "")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = shop_of_means(tmp_path / "shop")
    yield opened
    opened.close()


def test_simulated_readings_never_put_a_real_caliper_back(shop: Shop) -> None:
    bench = shop.workshop._bench
    bench.simulated = frozenset({CALIPER})
    room(shop).begin(CALIPER).result()
    read_all(shop)
    bench.simulated = frozenset()  # the cable of the real one is plugged
    assert code_of(room(shop).decide(BACK, SIGNED_BY_DOMINIQUE)) == "verification.only_simulated"
    bench.simulated = frozenset({CALIPER})
    assert room(shop).decide(BACK, SIGNED_BY_DOMINIQUE).result().simulated  # of a simulated workshop, and says so


@pytest.mark.parametrize("daily", [False, True])
def test_a_failed_caliper_is_put_aside_when_the_program_opens_again(tmp_path: Path, daily: bool) -> None:
    """Seen: the program was stopped in the middle of a verification that had failed, and the caliper measured again."""
    shop = shop_of_means(tmp_path)
    (room(shop).begin_daily(CALIPER) if daily else room(shop).begin(CALIPER)).result()
    awaited = view(shop).awaited
    assert awaited is not None
    shop.read(CALIPER, str((awaited.point.nominal + Decimal("0.50")).quantize(Decimal("0.01"))))
    assert means_of(shop).state is InstrumentState.IN_SERVICE
    shop.close()  # neither paused nor decided, as when the power fails
    again = Shop(tmp_path)
    assert means_of(again).state is InstrumentState.TO_VERIFY
    last = acts_of(again)[-1]
    assert isinstance(last, StateChanged) and last.by == "Camille Martin"
    again.close()
    once_more = Shop(tmp_path)
    assert sum(isinstance(act, StateChanged) for act in acts_of(once_more)) == 1
    once_more.close()
    assert Workspace(tmp_path).archive.is_file()


def test_a_good_verification_under_way_changes_nothing_when_the_program_opens_again(tmp_path: Path) -> None:
    shop = shop_of_means(tmp_path)
    room(shop).begin(CALIPER).result()
    awaited = view(shop).awaited
    assert awaited is not None
    shop.read(CALIPER, str(awaited.point.nominal.quantize(Decimal("0.01"))))
    shop.close()
    again = Shop(tmp_path)
    assert means_of(again).state is InstrumentState.IN_SERVICE
    again.close()


def test_a_range_without_points_in_its_middle_is_proven_in_part(shop: Shop) -> None:
    room(shop).begin(CALIPER).result()
    read_all(shop)
    made = room(shop).decide(BACK, SIGNED_BY_DOMINIQUE).result()
    assert not made.conclusion.proves_part_only
    sizes = sorted(point.nominal for point in made.points)
    ends = [place for place, point in enumerate(made.points) if point.nominal in (sizes[0], sizes[-1])]
    points = [made.points[place] for place in ends]
    taken: list[tuple[Indication, ...]] = [made.indications[place] for place in ends]
    found = evaluate(replace(made.means), points, taken, on=TODAY)
    assert found.proves_part_only
    assert "verification.gap_in_range" in [note.code for note in found.notes]
