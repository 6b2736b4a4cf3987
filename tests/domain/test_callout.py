"""Callouts as they are written on French drawings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.callout import Callout, Kind, Nature, Symbol, read_callout
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.services.reference import iso286


def read(text: str) -> Callout:
    return read_callout(text, iso286())


@pytest.mark.parametrize(
    ("text", "kind", "lower", "upper"),
    [
        ("Ø20 h7", Kind.DIAMETER, "19.979", "20.000"),
        ("ø20h7", Kind.DIAMETER, "19.979", "20.000"),
        ("⌀ 20 H7", Kind.DIAMETER, "20.000", "20.021"),
        ("diam 20 H7", Kind.DIAMETER, "20.000", "20.021"),
        ("20 h9", Kind.LENGTH, "19.948", "20.000"),
        ("35 ±0,1", Kind.LENGTH, "34.9", "35.1"),
        ("35±0.1", Kind.LENGTH, "34.9", "35.1"),
        ("35 +/- 0,1", Kind.LENGTH, "34.9", "35.1"),
        ("12 +0,05/-0,02", Kind.LENGTH, "11.98", "12.05"),
        ("12 +0,05 -0,02", Kind.LENGTH, "11.98", "12.05"),
        ("12 -0,02/+0,05", Kind.LENGTH, "11.98", "12.05"),
        ("8 0/-0,1", Kind.LENGTH, "7.9", "8.0"),
        ("8 0 -0,1", Kind.LENGTH, "7.9", "8.0"),
        ("8 -0,1/0", Kind.LENGTH, "7.9", "8.0"),
        ("3 +0,1/0", Kind.LENGTH, "3.0", "3.1"),
        ("25 +0,030/+0,010", Kind.LENGTH, "25.010", "25.030"),
        ("Ø9,5 0/-0,2", Kind.DIAMETER, "9.3", "9.5"),
        ("R2 ±0,5", Kind.RADIUS, "1.5", "2.5"),
        ("C1 ±0,2", Kind.CHAMFER, "0.8", "1.2"),
    ],
)
def test_sizes(text: str, kind: Kind, lower: str, upper: str) -> None:
    found = read(text)
    assert (found.kind, str(found.lower_limit), str(found.upper_limit), found.unit) == (kind, lower, upper, Unit.MM)


def test_the_letter_case_of_a_fit_proposes_the_nature() -> None:
    assert read("Ø20 h7").nature is Nature.EXTERNAL
    assert read("Ø20 H7").nature is Nature.INTERNAL
    assert read("35 ±0,1").nature is None


def test_roughness_is_bounded_above_only() -> None:
    found = read("Ra 1,6")
    assert (found.kind, found.lower_limit, found.upper_limit, found.unit) == (
        Kind.ROUGHNESS,
        None,
        Decimal("1.6"),
        Unit.UM,
    )


def test_a_thread_has_no_limit_of_its_own() -> None:
    found = read("M12x1,75-6g")
    assert (found.kind, found.lower_limit, found.upper_limit) == (Kind.THREAD, None, None)
    assert read("M8-6H").nature is Nature.INTERNAL


def test_geometry_in_words() -> None:
    run_out = read("battement 0,03 A-B")
    assert (run_out.symbol, run_out.datums, run_out.upper_limit) == (
        Symbol.CIRCULAR_RUN_OUT,
        ("A", "B"),
        Decimal("0.03"),
    )
    assert read("planéité 0,05").symbol is Symbol.FLATNESS
    assert read("localisation Ø0,1 A B").upper_limit == Decimal("0.1")
    assert read("battement total 0,05 A").symbol is Symbol.TOTAL_RUN_OUT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "callout.empty"),
        ("   ", "callout.empty"),
        ("bonjour", "callout.unreadable"),
        ("35", "callout.no_tolerance"),
        ("Ø20", "callout.no_tolerance"),
        ("12 +0,05/+0,05", "callout.contradictory"),
        ("0,1 ±0,2", "callout.contradictory"),
        ("Ø20 H99", "fit.unknown_class"),
        ("Ø20 t6", "fit.not_in_standard"),
        ("9999 H7", "fit.size_out_of_range"),
        ("battement 0,03", "callout.datum_missing"),
        ("planéité 0,05 A", "callout.datum_unexpected"),
        ("20 ±0,1 ±0,2", "callout.unreadable"),
        ("1.234.567 ±0,1", "callout.unreadable"),
        ("x" * 500, "callout.too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.message.code == code


@given(st.text(max_size=150))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except Refusal:
        return
    if found.lower_limit is not None and found.upper_limit is not None:
        assert found.lower_limit < found.upper_limit


@given(
    st.decimals(min_value=1, max_value=500, places=2),
    st.decimals(min_value="-0.9", max_value="0.9", places=3),
    st.decimals(min_value="-0.9", max_value="0.9", places=3),
)
def test_both_orders_of_two_deviations_read_the_same(nominal: Decimal, one: Decimal, other: Decimal) -> None:
    def written(first: Decimal, second: Decimal) -> str:
        return f"{nominal} {first:+f}/{second:+f}"

    if one == other:
        with pytest.raises(Refusal):
            read(written(one, other))
        return
    forward, backward = read(written(one, other)), read(written(other, one))
    assert (forward.lower_limit, forward.upper_limit) == (nominal + min(one, other), nominal + max(one, other))
    assert (forward.lower_limit, forward.upper_limit) == (backward.lower_limit, backward.upper_limit)
