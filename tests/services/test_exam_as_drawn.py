"""Where neither the limits nor the bar are offered, no figure that the program derives from the drawing reaches the
window of the candidate; what advises, plays and decides goes on knowing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from metroapp.domain.as_drawn import callout_as_drawn, part_as_drawn
from metroapp.domain.callout import Callout
from metroapp.domain.examination import Aid
from metroapp.domain.general_tolerances import read_general_tolerances
from metroapp.domain.measurement import BoxKey
from metroapp.domain.notation.context import Context
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Signature
from metroapp.domain.specification import Means
from metroapp.services.demonstration import Hand, SimulatedBench
from metroapp.services.events import Expected, MeansAdvised, RecordOpened
from metroapp.services.reference import standards
from metroapp.wording.derivations import drawn
from tests.services import examined
from tests.services.examined import SECRETS, name_of
from tests.workbench import CALIPER, MICROMETER, Shop, characteristic, part

SHEET = part(
    characteristic("1", "Ø20 h7", Means.MICROMETER),
    characteristic("2", "35 ±0,1", Means.CALIPER),
    characteristic("3", "M8-6H", Means.THREAD_PLUG),
    characteristic("4", "12,03/12,07", Means.CALIPER),
    characteristic("5", "Ra 1,6", Means.ROUGHNESS_TESTER),
)
NUMBER, PHASE = "SE-2026-001", "tournage"
DERIVED = {*map(Decimal, ("19.979", "-0.021", "0.021", "34.9", "35.1", "6.912", "7.348"))}
DRAWN = {*map(Decimal, ("12.03", "12.07", "1.6"))}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    shop.workshop.save_draft(SHEET).result()
    shop.workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(shop)
    yield shop
    shop.close()


def begin(shop: Shop, *aids: Aid, number: str = NUMBER) -> object:
    """Candidate 07 begins; what the window is given at once."""
    examined.open_session(shop, number, examined.phase(SHEET, PHASE), aids=aids)
    examined.come_in(shop)
    shop.events.clear()
    return shop.workshop.candidate.begin(PHASE).result()


def figures(said: object) -> Iterator[Decimal]:
    """Every exact figure in what is said, wherever it is."""
    if isinstance(said, Decimal):
        yield said
    elif isinstance(said, (tuple, list)):
        for one in said:
            yield from figures(one)
    elif isinstance(said, dict):
        yield from figures(list(said.items()))
    elif is_dataclass(said) and not isinstance(said, type):
        for field in fields(said):
            yield from figures(getattr(said, field.name))


def told(shop: Shop) -> set[Decimal]:
    shop.settle()
    return {figure for event in shop.events for figure in figures(event)}


@pytest.mark.parametrize("aids", [(), (Aid.VERDICT,), (Aid.HOW_TO, Aid.SOUND, Aid.PLAUSIBILITY, Aid.MEANS_REFUSAL)])
def test_the_window_was_told_the_limits_that_it_did_not_show(shop: Shop, aids: tuple[Aid, ...]) -> None:
    begun = begin(shop, *aids)
    shop.read(MICROMETER, "19.990")
    shop.read(CALIPER, "35.00")
    shop.workshop.go_to(BoxKey(2, "1")).result()
    shop.workshop.candidate.end(Signature(name_of("07"), SECRETS["07"])).result()
    found = told(shop)
    assert not found & DERIVED and not {*figures(begun)} & DERIVED
    assert found >= DRAWN  # what is written on the drawing is the drawing
    opened = next(one for one in shop.events if isinstance(one, RecordOpened))
    assert opened.header.part == part_as_drawn(SHEET) != SHEET
    assert [one.callout.text for one in opened.header.part.characteristics] == [
        "Ø20 h7", "35 ±0,1", "M8-6H", "12,03/12,07", "Ra 1,6",
    ]  # fmt: skip
    assert [len(one.boxes) for one in opened.header.inspected] == [len(one.boxes) for one in SHEET.inspected]


@pytest.mark.parametrize("aid", [Aid.LIMITS, Aid.GAUGE])
def test_the_limits_and_the_bar_between_them_have_their_figures(shop: Shop, aid: Aid) -> None:
    begun = begin(shop, aid)
    assert told(shop) >= {Decimal("19.979"), Decimal("35.1")} and {*figures(begun)} >= {Decimal("19.979")}


def test_what_is_advised_is_found_with_the_limits_that_are_not_said(shop: Shop) -> None:
    found = []
    for number, aids in (("SE-2026-001", ()), ("SE-2026-002", (Aid.LIMITS,))):
        begin(shop, Aid.EXPECTED_MEANS, *aids, number=number)
        shop.settle()
        found.append(next(one for one in shop.all(MeansAdvised)[::-1] if one.ranked))
        examined.close_session(shop, number)
    assert found[0] == found[1] and found[0].balloon == "1"


def test_the_simulated_hand_makes_pieces_of_an_examination_without_limits(shop: Shop) -> None:
    hand = Hand(shop.workshop, cast(SimulatedBench, None), 1)
    begin(shop)
    shop.workshop.candidate.declare_means("1", MICROMETER).result()
    expected = shop.last(Expected)
    assert isinstance(expected, Expected) and expected.expectation is not None
    assert not expected.expectation.characteristic.callout.has_limits
    hand.do_next(expected.expectation)
    shop.settle()
    assert shop.workshop._inspection is not None
    assert shop.workshop._inspection.record.measurement(BoxKey(1, "1")) is not None


def general(text: str) -> Callout:
    found = read_general_tolerances("ISO 2768-mK", standards().general)
    return read_callout(text, standards(), Context(general=found, length=Decimal(50)))


def test_a_general_tolerance_is_named_and_not_looked_up() -> None:
    size, flat = general("35"), general("planéité")
    assert size.has_limits and flat.upper_limit is not None
    assert not callout_as_drawn(size).has_limits and callout_as_drawn(size).nominal == 35
    seen = callout_as_drawn(flat)
    assert seen.upper_limit is None and str(flat.upper_limit).replace(".", ",") not in drawn(seen)
    assert drawn(seen).endswith("ISO 2768-K")
