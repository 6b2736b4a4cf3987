"""Cut-offs of ISO 4288 and ISO 21920-3, and the rules that count the measurements of a surface."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.callout import Callout, TextureStandard
from metroapp.domain.cutoff import Basis, Trace, propose
from metroapp.domain.decision import requirement_of
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.specification import Characteristic, Means
from metroapp.domain.texture_rules import deciding, judged_by, readings_wanted
from metroapp.services.reference import cut_offs, standards

OLD, NEW = TextureStandard.ISO_4288, TextureStandard.ISO_21920


def asked(text: str, standard: TextureStandard = OLD) -> Callout:
    drawn = read_callout(text, standards())
    return judged_by(Characteristic("1", "x", drawn, Means.ROUGHNESS_TESTER), standard).callout


@pytest.mark.parametrize(
    ("text", "standard", "spacing", "cut_off", "length"),
    [
        # ISO 4288:1996, tables 1 to 3, as public tables print them: data/standards/README.md
        ("Ra 0,02", OLD, None, "0.08", "0.40"),
        ("Ra 0,1", OLD, None, "0.25", "1.25"),
        ("Ra 2", OLD, None, "0.8", "4.0"),
        ("Ra 3,2", OLD, None, "2.5", "12.5"),
        ("Ra 12,5", OLD, None, "8", "40"),
        ("Rz 6,3", OLD, None, "0.8", "4.0"),
        ("Rz 12,5", OLD, None, "2.5", "12.5"),
        ("Ra 3,2", OLD, "0.2", "0.8", "4.0"),
        ("Ra 3,2", OLD, "0.4", "0.8", "4.0"),
        ("Ra 3,2", OLD, "0.41", "2.5", "12.5"),
        # ISO 21920-3:2021, setting classes, by the limit on the drawing
        ("Rz 12,5", NEW, None, "0.8", "4.0"),
        ("Rz 25", NEW, "0.2", "2.5", "12.5"),
        ("Ra 12,5", NEW, None, "8", "40"),
        # the drawing prevails
        ("-0,8/Ra 3,2", OLD, "1", "0.8", "4.0"),
        ("Ra 3,2 n=3", OLD, None, "2.5", "7.5"),
        ("Ra 3,2 ln=4", NEW, None, "2.5", "4"),
    ],
)
def test_the_trace_proposed(
    text: str, standard: TextureStandard, spacing: str | None, cut_off: str, length: str
) -> None:
    found = propose(asked(text), standard, cut_offs(), None if spacing is None else Decimal(spacing))
    assert found is not None and found.trace.is_as(Trace(Decimal(cut_off), None, Decimal(length)))
    if text.startswith("-"):
        assert found.basis is Basis.DRAWING


def test_the_signs_of_a_drawing_name_its_standard() -> None:
    texture = asked("Rz 12,5 Tmax").texture
    assert texture is not None and (texture.standard, texture.named) == (NEW, NEW)
    callout = asked("Ra 1 Tmed")
    assert readings_wanted(callout, [Decimal("1.4")]) == 3
    assert deciding(callout, [Decimal(one) for one in ("1.4", "0.6", "0.9")]) == Decimal("0.9")


def test_nothing_is_proposed_beyond_the_tables_and_no_trace_is_impossible() -> None:
    assert propose(asked("Ra 100"), OLD, cut_offs()) is None
    assert propose(asked("Rt 12,5"), NEW, cut_offs()) is None  # a limit of its own, not that of Rz
    for cut_off, count, length in (("0", 5, None), ("0.8", 0, None), ("0.8", 21, None), ("0.8", None, None)):
        with pytest.raises(Refusal):
            Trace(Decimal(cut_off), count, length)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 20), min_size=12, max_size=12), st.sampled_from(["Ra 1", "Ra 1 max", "U Ra 1 L Ra 0,3"]))
def test_the_value_that_decides_conforms_where_the_rule_accepts(tenths: list[int], text: str) -> None:
    callout, values = asked(text), [Decimal(one) / 10 for one in tenths]
    taken = 1
    while readings_wanted(callout, values[:taken]) > taken:
        taken += 1
    read = values[:taken]
    above, below = sum(one > 1 for one in read), sum(one < Decimal("0.3") for one in read)
    if text == "Ra 1 max":
        accepted = not above
    else:
        allowed = {1: 0, 3: 0, 6: 1, 12: 2}.get(taken, 0)
        accepted = above <= allowed and (below <= allowed or text == "Ra 1")
    required, value = requirement_of(callout), deciding(callout, read)
    assert value in read
    lower = required.lower is None or value >= required.lower
    assert (lower and required.upper is not None and value <= required.upper) is accepted
