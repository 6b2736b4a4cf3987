"""Where neither the limits nor the bar are offered, no figure that the program derives from the drawing reaches the
window of the candidate; what advises, plays and decides goes on knowing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from metroapp.domain.as_drawn import callout_as_drawn, part_as_drawn
from metroapp.domain.callout import Callout
from metroapp.domain.examination import Aid, Examination
from metroapp.domain.general_tolerances import read_general_tolerances
from metroapp.domain.means_objections import Ground, Objection
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Message
from metroapp.domain.notation.context import Context
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Signature
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from metroapp.services.demonstration import Hand, SimulatedBench
from metroapp.services.events import Expected, MeansAdvised, RecordOpened, Refused
from metroapp.services.exam.as_seen import as_seen, refusal_seen
from metroapp.services.reference import standards
from metroapp.wording import advised_means as words
from metroapp.wording.derivations import drawn
from metroapp.wording.objections import objections
from tests.services import examined
from tests.services.examined import SECRETS, name_of
from tests.workbench import CALIPER, INSTRUMENTS, MICROMETER, Shop, characteristic, part

SHEET = part(
    characteristic("1", "Ø20 h7", Means.MICROMETER),
    characteristic("2", "35 ±0,1", Means.CALIPER),
    characteristic("3", "M8-6H", Means.THREAD_PLUG),
    characteristic("4", "12,03/12,07", Means.CALIPER),
    characteristic("5", "Ra 1,6", Means.ROUGHNESS_TESTER),
)
NUMBER, PHASE = "SE-2026-001", "tournage"
DERIVED = {*map(Decimal, ("19.979", "-0.021", "0.021", "34.9", "35.1", "0.2", "6.912", "7.348"))}
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
    drawn_alone, with_limits = found
    assert [(one.instrument, one.fitness) for one in drawn_alone.ranked] == [
        (one.instrument, one.fitness) for one in with_limits.ranked
    ]
    assert drawn_alone.balloon == with_limits.balloon == "1"


def test_the_means_advised_told_the_interval_of_tolerance(shop: Shop) -> None:
    """IT/U and « L'échelon de 0,01 mm dépasse IT/10 = 0,0021 mm », of a callout whose limits are not said."""
    known = {one.number: one for one in INSTRUMENTS}
    fine = replace(known[MICROMETER], resolution=Decimal("0.001"), uncertainty=Quantity(Decimal("0.001"), Unit.MM))
    coarse = replace(known[CALIPER], resolution=Decimal("0.01"), uncertainty=Quantity(Decimal("0.02"), Unit.MM))
    shop.workshop.means.enter([fine, coarse], []).result()
    begin(shop, Aid.EXPECTED_MEANS)
    shop.settle()
    ranked = next(one for one in shop.all(MeansAdvised)[::-1] if one.ranked).ranked
    assert not told(shop) & (DERIVED | {Decimal("0.0021")})
    assert not any(one.ratio or one.interval for one in ranked)
    assert any("dépasse ce que permet cette tolérance" in words.reasons(one) for one in ranked)
    assert not any("IT" in words.head(one) + words.reasons(one) for one in ranked)


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        (Ground.RANGE, "cette cote est hors de son étendue"),
        (Ground.LIMITATION, "cette cote est hors de son étendue"),
        (Ground.COURSE, "course trop courte pour cette cote"),
    ],
)
def test_the_refusal_of_a_means_told_the_middle_of_the_limits(ground: Ground, said: str) -> None:
    """Ø25 f7 under a micrometer from 25 to 50 mm: « 24,9695 mm est hors de son étendue »."""
    wrong = Objection(ground, size=Decimal("24.9695"), end=Decimal(25))
    late = Objection(Ground.OVERDUE, due=date(2026, 1, 1))
    refusal = Message("means.refused", {"instrument": MICROMETER, "balloon": "1", "objections": (wrong, late)})
    silent, telling = (
        replace(PLAIN, examination=Examination(NUMBER, "07", PHASE, aids))
        for aids in ((Aid.EXPECTED_MEANS, Aid.MEANS_REFUSAL), (Aid.EXPECTED_MEANS, Aid.MEANS_REFUSAL, Aid.LIMITS))
    )
    seen = as_seen(Refused(refusal), silent)
    assert isinstance(seen, Refused) and seen.refusal == refusal_seen(refusal, silent)
    assert objections(seen.refusal.fields["objections"]) == f"{said}, échu depuis le 01/01/2026"
    assert as_seen(Refused(refusal), telling) == Refused(refusal) and refusal_seen(refusal, telling) == refusal


@pytest.mark.parametrize("aids", [(Aid.VERDICT,), (Aid.VERDICT, Aid.LIMITS), (Aid.VERDICT, Aid.GAUGE)])
def test_why_a_value_has_its_verdict_told_limits_that_were_not_said(shop: Shop, aids: tuple[Aid, ...]) -> None:
    """A box touched once the phase is over shows why: the limits with the verdict."""
    begin(shop, *aids)
    shop.read(MICROMETER, "19.990")
    if len(aids) > 1:
        assert shop.workshop.justify(BoxKey(1, "1")).result().requirement is not None
    else:
        assert examined.code_of(lambda: shop.workshop.justify(BoxKey(1, "1"))) == "exam.limits_kept"


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
