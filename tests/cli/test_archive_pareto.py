"""`metroapp archive pareto`: which characteristics are bad most often, counting only what still decides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.cli import main
from metroapp.domain.measurement import BoxKey
from metroapp.domain.pareto import BadCount, pareto
from metroapp.domain.specification import Means
from metroapp.services import consultation
from tests.workbench import CALIPER, Shop, characteristic, part

TESTED = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "50 ±0,2", Means.CALIPER))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Three pieces: balloon 1 is bad twice, balloon 2 once; a bad value taken again and good counts no more."""
    made = Shop(tmp_path / "atelier")
    made.open(TESTED, pieces=3)
    made.read(CALIPER, "35.30", "50.00", "35.40", "50.50", "35.20", "50.10")
    made.workshop.retake(BoxKey(3, "1"), "mal posée").result()
    made.read(CALIPER, "35.01")
    made.settle()
    yield made
    made.close()


def test_what_still_decides_is_counted_the_most_frequent_first(shop: Shop) -> None:
    found = pareto(consultation.bad_counts(shop.workspace))
    assert [(line.count.balloon, line.count.values, line.count.records) for line in found] == [("1", 2, 1), ("2", 1, 1)]
    assert [(line.share, line.cumulated) for line in found] == [
        (Decimal("66.7"), Decimal("66.7")),
        (Decimal("33.3"), Decimal("100.0")),
    ]


def test_each_record_counts_once_and_a_simulated_one_never(shop: Shop) -> None:
    shop.open(TESTED, pieces=1)
    shop.read(CALIPER, "35.30", "50.00")
    shop.workshop._bench.simulated = frozenset({CALIPER})
    shop.open(TESTED, pieces=1)
    shop.read(CALIPER, "35.30", "50.50")
    shop.settle()
    found = consultation.bad_counts(shop.workspace)
    assert sorted((one.balloon, one.values, one.records) for one in found) == [("1", 3, 2), ("2", 1, 1)]


def test_of_a_period_and_of_a_part(shop: Shop) -> None:
    day = datetime(2026, 11, 24, tzinfo=UTC)
    assert len(consultation.bad_counts(shop.workspace, since=day)) == 2
    assert consultation.bad_counts(shop.workspace, until=day) == []
    assert len(consultation.bad_counts(shop.workspace, part=TESTED.reference.lower())) == 2
    assert consultation.bad_counts(shop.workspace, part="AUTRE") == []


def test_the_command(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = ["--workspace", str(shop.workspace.root)]
    assert main(["archive", "pareto", *workspace]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("2 NC dans 1 relevés  66,7 %  cumul 66,7 %") and len(lines) == 2
    assert main(["archive", "pareto", "--json", "--du", "24/11/2026", *workspace]) == 0
    assert json.loads(capsys.readouterr().out)[1]["cumulated"] == "100.0"
    assert main(["archive", "pareto", "--part", "AUTRE", *workspace]) == 0
    assert "Aucune valeur non conforme" in capsys.readouterr().out
    assert main(["archive", "pareto", "--du", "hier", *workspace]) == 2


def test_shares_are_of_the_counts_and_end_at_a_hundred() -> None:
    thirds = pareto(BadCount("REF", str(balloon), 1, 1) for balloon in range(3))
    assert [line.cumulated for line in thirds] == [Decimal("33.3"), Decimal("66.7"), Decimal("100.0")]
    assert pareto([]) == []
