"""Linear sizes and angles, as they are written on French drawings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.callout import Kind, Nature, Rule
from metroapp.domain.decision import exceedance
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Context
from metroapp.domain.notation.writing import without_multiplicity
from metroapp.domain.quantity import Quantity, Unit
from metroapp.services.reference import standards
from tests.domain.notation.reading import general, read, refusal, untexted


@pytest.mark.parametrize(
    ("text", "kind", "lower", "upper"),
    [
        ("Ø20 h7", Kind.DIAMETER, "19.979", "20.000"),
        ("ø20h7", Kind.DIAMETER, "19.979", "20.000"),
        ("⌀ 20 H7", Kind.DIAMETER, "20.000", "20.021"),
        ("φ20 H7", Kind.DIAMETER, "20.000", "20.021"),
        ("diam 20 H7", Kind.DIAMETER, "20.000", "20.021"),
        ("diam. 20 H7", Kind.DIAMETER, "20.000", "20.021"),
        ("Diamètre 20 H7", Kind.DIAMETER, "20.000", "20.021"),
        ("20 h9", Kind.LENGTH, "19.948", "20.000"),
        ("35 js13", Kind.LENGTH, "34.805", "35.195"),
        ("35 Js13", Kind.LENGTH, "34.805", "35.195"),
        ("Ø20 H7 (+0,021/0)", Kind.DIAMETER, "20.000", "20.021"),
        ("Ø20 H7 (20,021 / 20,000)", Kind.DIAMETER, "20.000", "20.021"),
        ("35 ±0,1", Kind.LENGTH, "34.9", "35.1"),
        ("35±0.1", Kind.LENGTH, "34.9", "35.1"),
        ("35 +/- 0,1", Kind.LENGTH, "34.9", "35.1"),
        ("35 +-0,1", Kind.LENGTH, "34.9", "35.1"),
        ("35,00 ±0,1", Kind.LENGTH, "34.90", "35.10"),
        ("35 ±,1", Kind.LENGTH, "34.9", "35.1"),
        ("35 ±0,1 mm", Kind.LENGTH, "34.9", "35.1"),
        ("12 +0,05/-0,02", Kind.LENGTH, "11.98", "12.05"),
        ("12 +0,05 -0,02", Kind.LENGTH, "11.98", "12.05"),
        ("12 +0,05;-0,02", Kind.LENGTH, "11.98", "12.05"),
        ("12+0,05-0,02", Kind.LENGTH, "11.98", "12.05"),
        ("12 -0,02/+0,05", Kind.LENGTH, "11.98", "12.05"),
        ("12\n+0,05\n-0,02", Kind.LENGTH, "11.98", "12.05"),
        ("12\n-0,02\n+0,05", Kind.LENGTH, "11.98", "12.05"),
        ("12 \u2212 0,02 / + 0,05", Kind.LENGTH, "11.98", "12.05"),
        ("25 -0,007 -0,020", Kind.LENGTH, "24.980", "24.993"),
        ("25 +0,030/+0,010", Kind.LENGTH, "25.010", "25.030"),
        ("8 0/-0,1", Kind.LENGTH, "7.9", "8.0"),
        ("8 (0/-0,1)", Kind.LENGTH, "7.9", "8.0"),
        ("8 (±0,1)", Kind.LENGTH, "7.9", "8.1"),
        ("SØ8 ±0,1", Kind.DIAMETER, "7.9", "8.1"),
        ("20 +1 0", Kind.LENGTH, "20", "21"),
        ("20 +21,0/0", Kind.LENGTH, "20.0", "41.0"),
        ("Ø20 C11", Kind.DIAMETER, "20.110", "20.240"),
        ("Ø12 R7", Kind.DIAMETER, "11.966", "11.984"),
        ("Ø20 H 7", Kind.DIAMETER, "20.000", "20.021"),
        ("Ø20H7 +0,021/0", Kind.DIAMETER, "20.000", "20.021"),
        ("min 20 max 25", Kind.LENGTH, "20", "25"),
        ("20 mini / 25 maxi", Kind.LENGTH, "20", "25"),
        ("de 20 à 25", Kind.LENGTH, "20", "25"),
        ("20 +0,1, -0,2", Kind.LENGTH, "19.8", "20.1"),
        ("1±0,2x45°", Kind.CHAMFER, "0.8", "1.2"),
        ("0,5 +0,2/0 x 45°", Kind.CHAMFER, "0.5", "0.7"),
        ("chanfrein 1x45° ±0,2", Kind.CHAMFER, "0.8", "1.2"),
        ("rayon 0,5 ±0,1", Kind.RADIUS, "0.4", "0.6"),
        ("congé R2 ±0,5", Kind.RADIUS, "1.5", "2.5"),
        ("□20 h9", Kind.LENGTH, "19.948", "20.000"),
        ("SR8 ±0,1", Kind.RADIUS, "7.9", "8.1"),
        ("8 0 -0,1", Kind.LENGTH, "7.9", "8.0"),
        ("8 -0,1/0", Kind.LENGTH, "7.9", "8.0"),
        ("8 -0/-0,1", Kind.LENGTH, "7.9", "8.0"),
        ("8 -0,1", Kind.LENGTH, "7.9", "8.0"),
        ("3 +0,1/0", Kind.LENGTH, "3.0", "3.1"),
        ("3 +0,1", Kind.LENGTH, "3.0", "3.1"),
        ("Ø9,5 0/-0,2", Kind.DIAMETER, "9.3", "9.5"),
        ("16,00 / 15,50", Kind.LENGTH, "15.50", "16.00"),
        ("15,50/16,00", Kind.LENGTH, "15.50", "16.00"),
        ("16,00;15,50", Kind.LENGTH, "15.50", "16.00"),
        ("16,00 15,50", Kind.LENGTH, "15.50", "16.00"),
        ("16,00\n15,50", Kind.LENGTH, "15.50", "16.00"),
        ("15,5 - 16", Kind.LENGTH, "15.5", "16.0"),
        ("15,5–16", Kind.LENGTH, "15.5", "16.0"),
        ("Ø16 / Ø15,5", Kind.DIAMETER, "15.5", "16.0"),
        ("Ø15,5 - Ø16", Kind.DIAMETER, "15.5", "16.0"),
        ("R2 ±0,5", Kind.RADIUS, "1.5", "2.5"),
        ("C1 ±0,2", Kind.CHAMFER, "0.8", "1.2"),
        ("1x45° ±0,2", Kind.CHAMFER, "0.8", "1.2"),
        ("2x45° ±0,1", Kind.CHAMFER, "1.9", "2.1"),
    ],
)
def test_both_limits(text: str, kind: Kind, lower: str, upper: str) -> None:
    found = read(text)
    assert (found.kind, str(found.lower_limit), str(found.upper_limit), found.unit) == (kind, lower, upper, Unit.MM)


@pytest.mark.parametrize(
    ("text", "kind", "lower", "upper"),
    [
        ("12 max", Kind.LENGTH, None, "12"),
        ("12 maxi", Kind.LENGTH, None, "12"),
        ("R0,5 max.", Kind.RADIUS, None, "0.5"),
        ("max R0,5", Kind.RADIUS, None, "0.5"),
        ("≤ 12", Kind.LENGTH, None, "12"),
        ("Ø5 min", Kind.DIAMETER, "5", None),
        ("mini 5", Kind.LENGTH, "5", None),
    ],
)
def test_a_single_limit_leaves_the_other_unset(text: str, kind: Kind, lower: str | None, upper: str | None) -> None:
    found = read(text)
    assert (found.kind, found.nominal) == (kind, None)
    assert found.lower_limit == (None if lower is None else Decimal(lower))
    assert found.upper_limit == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize(("text", "nominal"), [("C1", "1"), ("1x45°", "1"), ("R0,15", "0.15"), ("0,5 × 45°", "0.5")])
def test_a_bare_radius_or_chamfer_is_read_without_limits(text: str, nominal: str) -> None:
    found = read(text)
    assert (found.nominal, found.has_limits, found.derivation.rule) == (Decimal(nominal), False, Rule.NO_TOLERANCE)


@pytest.mark.parametrize(
    ("text", "kind", "nominal", "unit"),
    [
        ("(25,5)", Kind.REFERENCE, "25.5", Unit.MM),
        ("(Ø25,5)", Kind.REFERENCE, "25.5", Unit.MM),
        ("25,5 réf.", Kind.REFERENCE, "25.5", Unit.MM),
        ("(30°)", Kind.REFERENCE, "108000", Unit.ARCSEC),
        ("[40]", Kind.EXACT, "40", Unit.MM),
        ("[Ø40]", Kind.EXACT, "40", Unit.MM),
        ("[22°30']", Kind.EXACT, "81000", Unit.ARCSEC),
    ],
)
def test_dimensions_without_a_verdict(text: str, kind: Kind, nominal: str, unit: Unit) -> None:
    found = read(text)
    assert (found.kind, found.nominal, found.unit, found.has_limits) == (kind, Decimal(nominal), unit, False)
    assert not found.kind.has_verdict


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("30° ±0,5°", "106200", "109800"),
        ("45° ±30'", "160200", "163800"),
        ("45° ±30′", "160200", "163800"),
        ("45° +1°/-0°30'", "160200", "165600"),
        ("45°20' +10'/0", "163200", "163800"),
        ('45°20\'30" ±5"', "163225", "163235"),
        ("29°30' / 30°30'", "106200", "109800"),
        ("30° max", None, "108000"),
    ],
)
def test_angles_are_exact_in_seconds_of_arc(text: str, lower: str | None, upper: str | None) -> None:
    found = read(text)
    assert (found.kind, found.unit, found.reading_unit) == (Kind.ANGLE, Unit.ARCSEC, Unit.DEG)
    assert found.lower_limit == (None if lower is None else Decimal(lower))
    assert found.upper_limit == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    ("text", "count", "one"),
    [
        ("4x Ø6,6 H12", 4, "Ø6,6 H12"),
        ("4 X Ø6,6 H12", 4, "Ø6,6 H12"),
        ("2×R0,15", 2, "R0,15"),
        ("2x 1x45°", 2, "1x45°"),
        ("3x120° ±1°", 3, "120° ±1°"),
        ("4 trous Ø6,6 H12", 4, "Ø6,6 H12"),
        ("Ø6,6 H12 (4x)", 4, "Ø6,6 H12"),
        ("3x 12 +0,1/0", 3, "12 +0,1/0"),
        ("2x M8-6H", 2, "M8-6H"),
        ("4x ⌖ Ø0,1 A B", 4, "⌖ Ø0,1 A B"),
        ("2x [40]", 2, "[40]"),
    ],
)
def test_multiplicity(text: str, count: int, one: str) -> None:
    found = read(text)
    assert found.multiplicity == count
    alone = read(one)
    assert alone.multiplicity == 1
    assert without_multiplicity(text) == one
    assert (found.kind, found.nominal, found.lower_limit, found.upper_limit) == (
        alone.kind,
        alone.nominal,
        alone.lower_limit,
        alone.upper_limit,
    )


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("Ø20 h7 Ⓔ", ("E",)),
        ("Ø20 h7 (E)", ("E",)),
        ("Ø20 ±0,1 (LP)(SA)", ("LP", "SA")),
        ("Ø20 h7 (GX) CF", ("GX", "CF")),
        ("Ø20 h7 (GG)", ("GG",)),
        ("12 ±0,1 (GN) Ⓔ", ("GN", "E")),
    ],
)
def test_size_modifiers(text: str, modifiers: tuple[str, ...]) -> None:
    assert read(text).modifiers == modifiers


def test_the_letter_case_of_a_fit_proposes_the_nature() -> None:
    assert read("Ø20 h7").nature is Nature.EXTERNAL
    assert read("Ø20 H7").nature is Nature.INTERNAL
    assert read("35 ±0,1").nature is None


def test_a_pair_asks_which_member_and_the_nature_of_the_sheet_answers() -> None:
    assert refusal("Ø40 H7/g6") == "fit.member_to_choose"
    assert str(read("Ø40 H7/g6", Context(nature=Nature.INTERNAL)).upper_limit) == "40.025"
    assert str(read("Ø40 H7/g6", Context(nature=Nature.EXTERNAL)).lower_limit) == "39.975"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "callout.empty"),
        ("  \n ", "callout.empty"),
        ("x" * 500, "callout.too_long"),
        ("bonjour", "callout.unreadable"),
        ("35", "callout.no_tolerance"),
        ("Ø20", "callout.no_tolerance"),
        ("30°", "callout.no_tolerance"),
        ("12 +0,05/+0,05", "callout.contradictory"),
        ("12 ±0", "callout.zero_interval"),
        ("16 / 16,00", "callout.contradictory"),
        ("0,1 ±0,2", "callout.limit_negative"),
        ("Ø40 H7/G6", "callout.contradictory"),
        ("Ø20 H99", "fit.unknown_class"),
        ("Ø20 jS7", "fit.unknown_class"),
        ("Ø20 t6", "fit.not_in_standard"),
        ("9999 H7", "fit.size_out_of_range"),
        ("Ø20 H7 (+0,025/0)", "fit.contradicted"),
        ("20 ±0,1 ±0,2", "callout.unreadable"),
        ("1.234.567 ±0,1", "callout.unreadable"),
        ("12 0,05 0,02", "callout.unreadable"),
        ("R5 H7", "callout.unreadable"),
        ("Ø20 h7 Ⓜ", "callout.modifier_misplaced"),
        ("Ø20 ±0,1 (SX)(SN)", "callout.modifiers_contradict"),
        ("Ø20 h7 (SR)", "callout.range_without_maximum"),
        ("N7", "callout.roughness_grade"),
        ("c1", "callout.capital"),
        ("30°75' ±10'", "callout.sexagesimal"),
        ("[99999°]", "callout.angle_too_large"),
        ("60° / 500°", "callout.angle_too_large"),
        # what could be read in two ways
        ("4 Ø6,6", "callout.multiplicity_unsaid"),
        ("4-Ø5", "callout.multiplicity_unsaid"),
        ("2 R1,5", "callout.multiplicity_unsaid"),
        ("20 Ø18", "callout.multiplicity_unsaid"),
        ("4 M6", "callout.ambiguous"),
        ("10 5", "callout.ambiguous"),
        ("1/4", "callout.ambiguous"),
        ("3/8", "callout.ambiguous"),
        ("20x30", "callout.ambiguous"),
        ("1x45", "callout.ambiguous"),
        ("4x90°", "callout.ambiguous"),
        ("2x45° ±0,5°", "callout.ambiguous"),
        ("20 +21 0", "callout.perhaps_micrometres"),
        ("100 -40 -70", "callout.perhaps_micrometres"),
        ("40 ±8", "callout.perhaps_micrometres"),
        ("8-0,1", "callout.ambiguous"),
        ("8 - 0,1", "callout.ambiguous"),
        ("10 -6", "callout.ambiguous"),
        ("20 0,1", "callout.ambiguous"),
        ("20 / 0,1", "callout.ambiguous"),
        # a tolerance without a nominal
        ("±0,1", "callout.nominal_missing"),
        ("+0,05/-0,02", "callout.nominal_missing"),
        ("H7", "callout.nominal_missing"),
        ("4x ±0,1", "callout.nominal_missing"),
        # units
        ("35 mm ±50 µm", "callout.unit_other"),
        ("1 in ±0,01", "callout.unit_other"),
        ('1" ±0,01', "callout.unit_other"),
        ("3,5 cm ±0,1", "callout.unit_other"),
        ("30° ±0,5", "callout.angle_unit_missing"),
        ("30° ±0,5 mm", "callout.angle_unit_missing"),
        ("400° ±1°", "callout.angle_too_large"),
        # look-alikes
        ("Ø20 \u041d7", "callout.look_alike"),  # Cyrillic
        ("\u0664\u0665 ±0,1", "callout.look_alike"),  # Arabic digits
        ("\uff13\uff15 ±0,1", "callout.look_alike"),  # full-width digits
        ("0x Ø6 H12", "callout.multiplicity"),
        ("5000x Ø6 H12", "callout.multiplicity"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, code: str) -> None:
    assert refusal(text) == code


_figures = st.decimals(min_value=1, max_value=500, places=2)
_deviations = st.decimals(min_value="-0.9", max_value="0.9", places=3)


@given(_figures, _deviations, _deviations, st.sampled_from("/; \n"), st.booleans())
def test_two_deviations_in_either_order_with_any_separator(
    nominal: Decimal, one: Decimal, other: Decimal, separator: str, comma: bool
) -> None:
    text = f"{nominal} {one:+f}{separator}{other:+f}"
    text = text.replace(".", ",") if comma else text
    if one == other:
        assert refusal(text) == ("callout.contradictory" if one else "callout.zero_interval")
        return
    found = read(text)
    assert (found.lower_limit, found.upper_limit) == (nominal + min(one, other), nominal + max(one, other))


@given(_figures, st.decimals(min_value="0.001", max_value="0.9", places=3))
def test_a_limit_is_given_with_all_its_decimals(nominal: Decimal, deviation: Decimal) -> None:
    found = read(f"{nominal} ±{deviation}")
    assert f"{found.lower_limit:f}" == f"{nominal - deviation:.3f}"
    assert found.tolerance_interval == 2 * deviation


@pytest.mark.parametrize(
    ("text", "declaration", "length", "lower", "upper", "table"),
    [
        ("35", "ISO 2768-mK", None, "34.7", "35.3", "ISO 2768-m"),
        ("0,5", "ISO 2768-m", None, "0.4", "0.6", "ISO 2768-m"),
        ("3", "ISO 2768-f", None, "2.95", "3.05", "ISO 2768-f"),
        ("3,001", "ISO 2768-m", None, "2.901", "3.101", "ISO 2768-m"),
        ("Ø120", "ISO 2768-c", None, "119.2", "120.8", "ISO 2768-c"),
        ("R5", "ISO 2768-mK", None, "4.5", "5.5", "ISO 2768-m"),
        ("C1", "ISO 2768-mK", None, "0.8", "1.2", "ISO 2768-m"),
        ("1x45°", "ISO 2768-vL", None, "0.6", "1.4", "ISO 2768-v"),
        ("R50", "ISO 2768-mK", None, "49", "51", "ISO 2768-m"),
        ("30°", "ISO 2768-mK", "25", "106200", "109800", "ISO 2768-m"),
        ("30°", "ISO 2768-mK", "10", "104400", "111600", "ISO 2768-m"),
        ("35", "±0,1 ; ±0,5°", None, "34.9", "35.1", "±0,1 ; ±0,5°"),
        ("30°", "±0,1 ; ±0,5°", None, "106200", "109800", "±0,1 ; ±0,5°"),
    ],
)
def test_a_bare_dimension_takes_the_general_tolerance(
    text: str, declaration: str, length: str | None, lower: str, upper: str, table: str
) -> None:
    found = read(text, general(declaration, length))
    assert (found.lower_limit, found.upper_limit) == (Decimal(lower), Decimal(upper))
    assert (found.derivation.rule, found.derivation.table) == (Rule.GENERAL, table)


def test_a_dimension_with_its_own_tolerance_keeps_it() -> None:
    assert untexted(read("35 ±0,1", general("ISO 2768-mK"))) == untexted(read("35 ±0,1"))


@pytest.mark.parametrize(
    ("text", "declaration", "length", "code"),
    [
        ("0,499", "ISO 2768-m", None, "general.size_out_of_range"),
        ("R0,15", "ISO 2768-m", None, "general.size_out_of_range"),
        ("2", "ISO 2768-v", None, "general.size_out_of_range"),
        ("3000", "ISO 2768-f", None, "general.size_out_of_range"),
        ("4001", "ISO 2768-m", None, "general.size_out_of_range"),
        ("30°", "ISO 2768-m", None, "general.shorter_side_missing"),
        ("30°", "±0,1", None, "general.no_angle"),
        ("35", "ISO 2768-K", None, "general.no_linear_class"),
        ("35", "ISO 22081", None, "general.surface_profile"),
        ("R5", "ISO 22081 : 0,2 A B C", None, "general.surface_profile"),
    ],
)
def test_what_a_general_tolerance_does_not_give(text: str, declaration: str, length: str | None, code: str) -> None:
    assert refusal(text, general(declaration, length)) == code


@pytest.mark.parametrize("letter", sorted(standards().iso286.letters))
def test_a_fit_reads_the_same_with_and_without_a_space(letter: str) -> None:
    """Seen: `Ø20 C11` was read as two limits, because C is a chamfer too."""
    tables = standards().iso286
    for grade in ("5", "6", "7", "8", "9", "10", "11", "12"):
        for size in ("8", "20", "90"):
            try:
                found = tables.limits(Decimal(size), tables.tolerance_class(f"{letter}{grade}"))
            except Refusal as refused:
                assert refusal(f"Ø{size} {letter}{grade}") == refused.message.code
                continue
            for text in (f"Ø{size} {letter}{grade}", f"Ø{size}{letter}{grade}", f"Ø {size} {letter} {grade}"):
                assert read(text).derivation.lower_deviation == found.lower_deviation, text


def test_a_value_on_the_limit_that_is_printed_conforms() -> None:
    """Seen: 30°40' is printed 30,666666667°, and that value was found 0,0000012″ too large."""
    callout = read("30°30' +10'/0")
    assert exceedance(Quantity(Decimal("30.666666667"), Unit.DEG), callout) is None
    assert exceedance(Quantity(Decimal("30.666666668"), Unit.DEG), callout) is not None


def test_the_suffix_e_puts_the_envelope_on_every_feature_of_size() -> None:
    context = general("ISO 2768-mK-E")
    assert read("Ø20 h7", context).has_envelope and read("Ø20", context).has_envelope
    assert not read("35", context).has_envelope  # neither external nor internal: perhaps a step
    assert not read("R5", context).has_envelope
