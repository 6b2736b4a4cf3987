"""Lots accepted on samples: what to draw, the result, and the severity that follows from the history."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from forms.to_text import to_text
from metroapp.domain.message import Refusal
from metroapp.domain.sampling_plans import InspectionLevel, Severity
from metroapp.services.document_check import Outcome, check
from metroapp.services.formats import Format
from metroapp.services.spc import sampling_paper
from metroapp.services.spc.sampling_room import NewLot
from tests.workbench import SIGNED_BY_DOMINIQUE, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.close()


def lot(name: str, number: str = "PE-2026-001", size: int = 500) -> NewLot:
    return NewLot("AX-1, Fonderie Petit", name, size, Decimal("1.0"), number=number)


def test_lots_follow_each_other_and_the_severity_with_them(shop: Shop, tmp_path: Path) -> None:
    """ISO 2859-1: 500 pieces at AQL 1.0, level II: 50, 1/2; tightened after two refused of five: 80, 1/2; normal after
    five accepted in a row; discontinued after five refused, and resumed tightened."""
    room = shop.workshop.samplings
    first = room.present(lot("L1", "")).result()
    assert first.number == "PE-2026-001"
    drawn = first.waiting
    assert drawn is not None and (drawn.letter, drawn.sample, drawn.accept, drawn.reject) == ("H", 50, 1, 2)
    with pytest.raises(Refusal, match="lot_waiting"):
        room.present(lot("L2")).result()
    with pytest.raises(Refusal, match="more_than_sample"):
        room.judge(first.number, 51).result()
    assert room.judge(first.number, 1).result().lots[0][1].is_accepted  # type: ignore[union-attr]
    with pytest.raises(Refusal, match="lot_accepted"):
        room.present(lot("L1")).result()
    with pytest.raises(Refusal, match="other_series"):
        room.present(NewLot("AX-1", "L2", 500, Decimal("2.5"), number=first.number, level=InspectionLevel.II)).result()
    number = 1

    def inspect(*bad: int) -> Severity:
        nonlocal number
        for count in bad:
            number += 1
            room.present(lot(f"L{number}")).result()
            found = room.judge("PE-2026-001", count).result()
        return found.severity

    assert inspect(3) is Severity.NORMAL
    room.present(lot("L2")).result()  # refused, sorted by its supplier and presented again: it counts no more
    assert room.judge("PE-2026-001", 4).result().severity is Severity.NORMAL
    assert inspect(2) is Severity.TIGHTENED
    tightened = room.present(lot("L4")).result().waiting
    assert tightened is not None and (tightened.sample, tightened.accept) == (80, 1)
    assert tightened.severity is Severity.TIGHTENED
    number = 4
    room.judge("PE-2026-001", 0).result()
    assert inspect(1, 0, 0) is Severity.TIGHTENED
    assert inspect(0) is Severity.NORMAL
    assert inspect(2, 2) is Severity.TIGHTENED
    with pytest.raises(Refusal, match="not_discontinued"):
        room.resume("PE-2026-001", "action", SIGNED_BY_DOMINIQUE).result()
    assert inspect(2, 2, 2, 0, 2, 2) is Severity.DISCONTINUED
    with pytest.raises(Refusal, match="discontinued"):
        room.present(lot("L99")).result()
    resumed = room.resume("PE-2026-001", "moule refait", SIGNED_BY_DOMINIQUE).result()
    assert resumed.severity is Severity.TIGHTENED
    assert room.series().result()[0].lots == resumed.lots and len(resumed.lots) == 17
    said = to_text(sampling_paper.describe(shop.workspace, first.number, shop.clock()))
    for part_said in ("moule refait", "présenté à nouveau", "renforcé", "Fonderie Petit", "refusé"):
        assert part_said in said
    path = sampling_paper.export(shop.workspace, first.number, Format.XLSX, tmp_path / "lots.xlsx", shop.clock)
    assert check(shop.workspace, path).outcome is Outcome.EXACT


def test_a_result_mistyped_is_cancelled_and_no_longer_makes_the_next_lots_tightened(shop: Shop) -> None:
    room, number = shop.workshop.samplings, "PE-2026-001"
    for name, bad in (("L1", 3), ("L2", 5)):
        room.present(lot(name, "" if name == "L1" else number)).result()
        found = room.judge(number, bad).result()
    assert found.severity is Severity.TIGHTENED
    found = room.cancel(number, "0 non conforme, 5 saisi", SIGNED_BY_DOMINIQUE).result()
    assert found.severity is Severity.NORMAL and len(found.lots) == 2
    waits = room.present(lot("L2")).result()  # it was not presented before: it counts
    assert waits.waiting is not None and not waits.is_presented_again(waits.waiting)
    assert room.cancel(number, "mauvais lot", SIGNED_BY_DOMINIQUE).result().waiting is None
    room.cancel(number, "mauvaise série", SIGNED_BY_DOMINIQUE).result()
    with pytest.raises(Refusal, match="none_to_cancel"):
        room.cancel(number, "encore", SIGNED_BY_DOMINIQUE).result()
    said = to_text(sampling_paper.describe(shop.workspace, number, shop.clock()))
    assert "0 accepté(s), 0 refusé(s)" in said and "0 non conforme, 5 saisi" in said
    assert room.present(lot("L1")).result().waiting is not None


def test_a_small_lot_is_inspected_whole(shop: Shop) -> None:
    severity, plan = shop.workshop.samplings.plan(lot("P1", "", size=40)).result()
    assert severity is Severity.NORMAL and not plan.is_whole_lot
    assert shop.workshop.samplings.plan(lot("P1", "", size=10)).result()[1].is_whole_lot
    presented = shop.workshop.samplings.present(NewLot("AX-1", "L1", 100, Decimal("100"))).result()
    assert presented.waiting is not None  # nonconformities of 100 pieces: a piece may have several
    judged = shop.workshop.samplings.judge(presented.number, presented.waiting.sample + 1).result()
    assert judged.waiting is None
    with pytest.raises(Refusal, match="aql"):
        shop.workshop.samplings.plan(NewLot("a", "b", 100, Decimal("1.7"))).result()
