"""Methods for a geometrical tolerance without a measuring machine: what each reads, what it gives, what it refuses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from metroapp.domain.callout import Symbol
from metroapp.domain.candidate import Candidate
from metroapp.domain.geometric_method import WAYS, GeometricMethod, Place, Way, require_fits, require_reads, v_factor
from metroapp.domain.geometric_method_text import EXAMPLES, proposed_for, read_method, write_method
from metroapp.domain.geometric_value import deciding_section, rounded_zone, value_of
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.quantity import Quantity
from metroapp.domain.specification import BoxCode, Characteristic, Means, Procedure
from metroapp.services.readings_needed import roles_of
from metroapp.services.reference import standards
from metroapp.wording.geometric_methods import gesture, growth_of, said_of
from metroapp.wording.sentences import sentence


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def code(text: str, symbol: Symbol = Symbol.FLATNESS) -> str:
    with pytest.raises(Refusal) as refused:
        require_fits(read_method(text), symbol)
    return refused.value.message.code


def test_every_symbol_says_its_methods_and_each_says_what_it_cannot_see() -> None:
    assert set(WAYS) == set(Symbol) and {way for ways in WAYS.values() for way in ways} == set(Way) == set(EXAMPLES)
    for symbol, ways in WAYS.items():
        for way, text in zip(ways, proposed_for(symbol), strict=True):
            method = read_method(text)
            require_fits(method, symbol)
            assert method.way is way and all(said_of(method, symbol)) and growth_of(method)
    assert WAYS[Symbol.LINE_PROFILE] == WAYS[Symbol.SURFACE_PROFILE] == ()


@pytest.mark.parametrize(
    "text",
    [
        *EXAMPLES.values(), "exploration 3 sections", "points 4 x 5 au pas de 12,5 x 20",
        "points 9 au pas de 10, 3 lignes", "points 9 au pas de 10, 3 lignes, moindres carrés",
        "points 3 x 3 au pas de 10 x 10, moindres carrés", "diamètres 6, 3 sections", "vé 120°, 5 lobes, 2 sections",
        "retournement 4 endroits", "coordonnées 30,5 ; -20 ; 8",
    ],
)  # fmt: skip
def test_a_method_is_written_as_it_is_read(text: str) -> None:
    assert write_method(read_method(text)) == text


def test_a_method_is_read_as_a_workshop_types_it() -> None:
    assert read_method("  POINTS 3 × 4, pas 20 ") == read_method("points 3 x 4 au pas de 20 x 20")
    assert read_method("Vé 90 3 lobes") == read_method("vé 90°, 3 lobes")


@pytest.mark.parametrize(
    ("text", "symbol", "wanted"),
    [
        ("au pif", Symbol.FLATNESS, "geometric_method.unknown"),
        ("points 1 x 9 au pas de 10", Symbol.FLATNESS, "geometric_method.in_line"),
        ("points 9 au pas de 10", Symbol.FLATNESS, "geometric_method.unfit"),  # a line where a plane is asked
        ("points 2 x 9 au pas de 10", Symbol.FLATNESS, "geometric_method.too_few"),
        ("points 4 au pas de 10", Symbol.STRAIGHTNESS, "geometric_method.too_few"),
        ("diamètres 2", Symbol.ROUNDNESS, "geometric_method.too_few"),
        ("points 20 x 20 au pas de 1", Symbol.FLATNESS, "geometric_method.too_many"),
        ("exploration 11 sections", Symbol.CIRCULAR_RUN_OUT, "geometric_method.too_many"),
        ("points 3 x 3 au pas de 0", Symbol.FLATNESS, "geometric_method.figure"),
        ("points 9 au pas de 0,001", Symbol.STRAIGHTNESS, "geometric_method.figure"),  # 8 µm long: never 10 µm wide
        ("vé 180°, 3 lobes", Symbol.ROUNDNESS, "geometric_method.figure"),
        ("vé 90°, 7 lobes", Symbol.ROUNDNESS, "geometric_method.v_blind"),
        ("exploration 3 sections", Symbol.TOTAL_RUN_OUT, "geometric_method.whole"),
        ("diamètres 4", Symbol.CYLINDRICITY, "geometric_method.one_section"),  # it was a roundness called cylindricity
        ("exploration", Symbol.SURFACE_PROFILE, "geometric_method.not_without_cmm"),
    ],
)
def test_what_sees_nothing_is_refused(text: str, symbol: Symbol, wanted: str) -> None:
    assert code(text, symbol) == wanted


@pytest.mark.parametrize(
    ("callout", "method", "wanted"),
    [
        ("rectitude Ø0,01", "points 9 au pas de 10", "geometric_method.axis"),
        ("⟂ Ø0,05 A", "équerre", "geometric_method.axis"),
        ("position Ø0,1 A", "coordonnées 30", "geometric_method.co_ordinates"),
        ("4x position Ø0,1 A", "coordonnées 30 ; 20", "geometric_method.one_place"),
    ],
)
def test_what_reads_something_else_is_refused(callout: str, method: str, wanted: str) -> None:
    with pytest.raises(Refusal) as refused:
        require_reads(read_method(method), read_callout(callout, standards()))
    assert refused.value.message.code == wanted and sentence(refused.value)


def test_the_arithmetic_of_the_workshop_to_the_digit() -> None:
    """ISO 1101:2017: a position, a coaxiality and a symmetry are twice what is off. Deviations of 0.03 and 0.04 make
    Ø0.100; an eccentricity of 0.02 reads 0.04 over a turn; an offset of 0.015 makes two heights differ by 0.030."""
    position = read_method("coordonnées 30 ; 20")
    assert value_of(position, Symbol.POSITION, decimals("30.03", "20.04")) == Decimal("0.1")
    assert value_of(position, Symbol.POSITION, decimals("29.97", "19.96")) == Decimal("0.1")
    assert value_of(read_method("coordonnées 30"), Symbol.POSITION, decimals("29.95")) == Decimal("0.1")
    coaxiality = read_method("excentration")
    assert value_of(coaxiality, Symbol.COAXIALITY, decimals("0.02", "-0.02")) == Decimal("0.04")
    symmetry = read_method("retournement 2 endroits")
    assert value_of(symmetry, Symbol.SYMMETRY, decimals("25.015", "25.001", "24.985", "25.003")) == Decimal("0.030")
    assert deciding_section(symmetry, Symbol.SYMMETRY, decimals("25.015", "25.001", "24.985", "25.003")) == 1


def test_the_worst_section_decides_and_a_cylinder_is_judged_on_all_of_them() -> None:
    runs = decimals("0.01", "-0.01", "0.03", "-0.02", "0.02", "0.02")
    sections = read_method("exploration 3 sections")
    assert value_of(sections, Symbol.CIRCULAR_RUN_OUT, runs) == Decimal("0.05")
    assert deciding_section(sections, Symbol.CIRCULAR_RUN_OUT, runs) == 2
    conical = decimals("20.000", "20.000", "20.000", "20.010", "20.010", "20.010")
    diameters = read_method("diamètres 3, 2 sections")
    assert value_of(diameters, Symbol.ROUNDNESS, conical) == 0
    assert value_of(diameters, Symbol.CYLINDRICITY, conical) == Decimal("0.005")
    assert deciding_section(diameters, Symbol.CYLINDRICITY, conical) is None


def test_three_lobes_escape_the_diameters_and_are_seen_twice_in_a_v_of_90_degrees() -> None:
    """A shaft of Ø20 with three lobes of 0.010 mm: its diameters are all equal; the V reads 0.020."""
    assert value_of(read_method("diamètres 4"), Symbol.ROUNDNESS, decimals(*["20.000"] * 4)) == 0
    assert value_of(read_method("vé 90°, 3 lobes"), Symbol.ROUNDNESS, decimals("0.012", "-0.008")) == Decimal("0.01")


# Factors of the summit method, symmetrical setting, as ISO 4292:1985 tabulates them (two decimals; nothing is seen of
# the lobes whose factor is 0).
FACTORS = {
    60: "0.00 3.00 0.00 0.00 3.00 0.00 0.00 3.00 0.00",
    72: "0.47 2.62 0.38 1.00 2.38 0.62 1.53 2.00 0.70",
    90: "1.00 2.00 0.41 2.00 1.00 0.00 2.41 0.00 1.00",
    108: "1.38 1.38 0.00 2.24 0.00 1.38 1.38 0.00 2.24",
    120: "1.58 1.00 0.42 2.00 0.15 2.00 0.42 1.00 1.58",
}


def test_the_factor_of_a_v_is_that_of_its_geometry() -> None:
    found = {
        angle: " ".join(str(round(v_factor(Decimal(angle), lobes), 2)) for lobes in range(2, 11)) for angle in FACTORS
    }
    assert found == FACTORS


def test_the_rows_of_a_grid_go_to_and_fro_and_a_piece_is_turned_over_once() -> None:
    grid = read_method("points 3 x 4 au pas de 20 x 25")
    assert [(grid.place(taken).row, grid.place(taken).column) for taken in (0, 3, 4, 7, 8)] == [
        (1, 1), (1, 4), (2, 4), (2, 1), (3, 1),
    ]  # fmt: skip
    assert {grid.place(taken) for taken in range(12)} == {Place(1, r, c) for r, c in product((1, 2, 3), (1, 2, 3, 4))}
    turned = GeometricMethod(Way.TURNED_OVER, sections=2)
    assert [turned.place(taken).section for taken in range(4)] == [1, 2, 1, 2]
    assert read_method("points 5 au pas de 10, 2 lignes").place(6) == Place(2, 0, 2)


def test_a_method_chooses_its_means_and_says_by_how_much_the_uncertainty_of_a_reading_grows() -> None:
    """√2·u for a difference of two readings, half of it for diameters, √2·u/F in a V, 2·u for a position and 2·√2·u for
    the zero of its column, from which both co-ordinates are read."""
    callout = read_callout("circularité 0,01", standards())
    found = {}
    for text, kind in (
        ("exploration", InstrumentKind.DIAL_INDICATOR), ("diamètres 4", InstrumentKind.MICROMETER),
        ("vé 90°, 3 lobes", InstrumentKind.DIAL_INDICATOR), ("coordonnées 30 ; 20", InstrumentKind.HEIGHT_GAUGE),
    ):  # fmt: skip
        instrument = Instrument("I-1", "", kind, uncertainty=Quantity(Decimal("0.001")))
        candidate = Candidate(instrument, method=read_method(text))
        assert candidate.procedure(callout) is Procedure.GEOMETRIC
        assert (
            Candidate(replace(instrument, kind=InstrumentKind.CMM), method=read_method(text)).procedure(callout) is None
        )
        grown = candidate.standard_uncertainty(callout, Procedure.GEOMETRIC)
        assert grown is not None
        found[text] = grown[0].quantize(Decimal("0.000001"))
    assert list(map(str, found.values())) == ["0.001414", "0.000707", "0.000707", "0.003464"]


def test_each_reading_of_each_method_is_asked_for_in_one_short_sentence() -> None:
    texts = (
        *EXAMPLES.values(),
        "retournement 2 endroits",
        "points 5 au pas de 10, 2 lignes",
        "diamètres 3, 2 sections",
    )
    callout = read_callout("circularité 0,01", standards())
    for text in texts:
        characteristic = Characteristic("1", "", callout, Means.DIAL_INDICATOR, method=text)
        roles = roles_of(characteristic, BoxCode.SINGLE)
        assert len(roles) == read_method(text).readings
        said = [
            gesture(characteristic, role, taken, "C-03", typed=typed)
            for taken, role in enumerate(roles)
            for typed in (False, True)
        ]
        assert all(one[0].isupper() and one.endswith(".") and len(one) < 120 for one in said)
        assert all(("DATA" in one) is (place % 2 == 0) for place, one in enumerate(said))
        if read_method(text).way not in (Way.SINE_BAR, Way.ECCENTRICITY, Way.SWEEP, Way.SQUARE, Way.SLIDE):
            assert len(set(said)) == len(said)  # no two readings are asked for alike


def test_a_value_that_is_not_exact_was_rounded_towards_acceptance() -> None:
    """It was half-even at 10⁻⁹: up, two decimals beyond the readings, and what is exact stays so."""
    position, root = read_method("coordonnées 0 ; 0"), decimals("0.000010001", "0.05")
    assert value_of(position, Symbol.POSITION, root) == Decimal("0.100000003")  # 0.1000000020…
    assert value_of(position, Symbol.POSITION, decimals("0.03", "0.02")) == Decimal("0.0722")  # 0.07211…
    exact, turned = read_method("vé 120°, 5 lobes"), decimals("0.010", "0")
    assert value_of(exact, Symbol.ROUNDNESS, turned) == Decimal("0.005")  # F = 2, but for its digits
    assert value_of(read_method("vé 90°, 8 lobes"), None, turned) == Decimal("0.00415")  # 0.010/(1 + √2) = 0.004142…


def test_a_sine_bar_of_100_at_30_degrees_stands_on_50() -> None:
    assert read_method("barre sinus 100, 30°").stack == Decimal("50.0000")


def test_a_zone_is_rounded_up_but_never_for_what_floating_point_adds() -> None:
    heights = decimals("0.001", "0.002")
    assert str(rounded_zone(Decimal(float("0.003")), heights)) == "0.00300"
    assert str(rounded_zone(Decimal("0.00300001"), heights)) == "0.00301"
    assert f"{rounded_zone(Decimal('0.0000001'), decimals('0.1234567')):f}" == "0.000000100"
