"""What a part must have before it is measured, wherever it comes from."""

from __future__ import annotations

from typing import Any

import pytest

from metroapp.domain.callout import Nature
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Characteristic, Means, fitting_means
from tests.workbench import characteristic, part

HOLE = characteristic("1", "Ø6,6 H12", Means.CALIPER)


def refusal_of(*lines: Characteristic) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        part(*lines).require_complete()
    return refused.value.message.code, refused.value.message.fields


def straight(size: str, callout: str = "rectitude Ø0,01 Ⓜ") -> Characteristic:
    return characteristic("9", callout, Means.DIAL_INDICATOR, size_balloon=size)


@pytest.mark.parametrize(
    ("callout", "means", "facts"),
    [
        ("Ø20 h6", Means.COMPARISON, {}),
        ("35 ±0,1", Means.HEIGHT_GAUGE, {"nature": Nature.STEP}),
        ("planéité 0,05", Means.DIAL_INDICATOR, {}),
        ("35 ±0,1", Means.CALIPER, {"formula": "a + b"}),
        ("M8-6H", Means.THREAD_PLUG, {}),
        ("attribut", Means.VISUAL, {}),
    ],
)
def test_three_readings_asked_for_were_one_reading_taken(callout: str, means: Means, facts: dict[str, Any]) -> None:
    asked = characteristic("4", callout, means, readings=3, **facts)
    assert refusal_of(asked) == ("part.readings_direct_only", {"balloon": "4"})


@pytest.mark.parametrize(("callout", "means"), [("8 ±0,05", Means.MICROMETER), ("Ra 1,6", Means.ROUGHNESS_TESTER)])
def test_a_direct_reading_is_repeated(callout: str, means: Means) -> None:
    part(characteristic("1", callout, means, readings=3)).require_complete()


@pytest.mark.parametrize(
    ("lines", "repeated"),
    [
        ((HOLE, HOLE), "1"),
        ((characteristic("7", "4x Ø6,6 H12", Means.CALIPER), characteristic("7.2", "Ra 1,6", Means.CALIPER)), "7.2"),
        ((characteristic("7", "4x Ø6,6 H12", Means.CALIPER), characteristic("7", "8 ±0,1", Means.CALIPER)), "7"),
    ],
)
def test_a_repeated_balloon_opened_a_record_that_mixed_its_boxes(
    lines: tuple[Characteristic, ...], repeated: str
) -> None:
    assert refusal_of(*lines) == ("part.balloon_repeated", {"balloon": repeated})


@pytest.mark.parametrize(
    "size",
    [
        characteristic("2", "Ø20 h7", Means.MICROMETER),  # another balloon
        characteristic("1", "planéité 0,1", Means.DIAL_INDICATOR),
        characteristic("1", "35 ±0,1", Means.CALIPER, nature=Nature.STEP),
        characteristic("1", "35 max", Means.CALIPER, nature=Nature.EXTERNAL),
        characteristic("1", "(25,5)", Means.TO_CHOOSE),
        characteristic("1", "2x Ø6,6 H12", Means.CALIPER),  # whose two sizes are 1.1 and 1.2
    ],
    ids=lambda size: size.callout.text,
)
def test_a_link_to_no_size_was_a_key_error_at_the_bench(size: Characteristic) -> None:
    assert refusal_of(size, straight("1")) == ("part.link_broken", {"balloon": "9", "size": "1"})


def test_a_link_reaches_the_size_of_its_own_occurrence_or_the_only_one() -> None:
    part(HOLE, straight("1")).require_complete()
    part(HOLE, straight("1", "2x rectitude Ø0,01 Ⓜ")).require_complete()
    pair = characteristic("1", "2x Ø6,6 H12", Means.CALIPER)
    part(pair, straight("1", "2x rectitude Ø0,01 Ⓜ")).require_complete()
    assert refusal_of(pair, straight("1", "3x rectitude Ø0,01 Ⓜ"))[0] == "part.link_broken"


@pytest.mark.parametrize("callout", ["Ø20 h7", "35 ±0,1", "30° ±1°", "R2 max", "2x45° ±0,5", "position Ø0,1 A"])
def test_a_coordinate_measuring_machine_measures_every_geometry(callout: str) -> None:
    asked = characteristic("1", callout, Means.CMM)
    assert Means.CMM in fitting_means(asked.kind)
    part(asked).require_complete()


def test_an_angle_may_be_computed_from_a_sine_bar() -> None:
    assert Means.HEIGHT_GAUGE in fitting_means(characteristic("1", "30° ±1°", Means.PROTRACTOR).kind, computed=True)
