"""Formulas of computed characteristics: worked examples of the shop, units, refusals, and any text at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from metroapp.domain.formula import ANGLE, LENGTH, NUMBER, Dimension, Variable, read_formula
from metroapp.domain.message import Message, Refusal


def compute(text: str, **readings: str) -> str:
    """The value as text, without the zeros that pad it to nine decimals."""
    found = read_formula(text).value({name: Decimal(reading) for name, reading in readings.items()})
    assert found.as_tuple().exponent == -9
    return f"{found:f}".rstrip("0").rstrip(".")


def refused(text: str, **readings: str) -> Message:
    with pytest.raises(Refusal) as refusal:
        read_formula(text).value({name: Decimal(reading) for name, reading in readings.items()})
    return refusal.value.message


# Worked examples


def test_a_centre_distance_from_two_bores_and_a_wall() -> None:
    found = read_formula("entraxe = paroi + d1/2 + d2/2")
    assert (found.name, found.dimension, found.text) == ("entraxe", LENGTH, "entraxe = paroi + d1/2 + d2/2")
    assert found.variables == (Variable("paroi", LENGTH), Variable("d1", LENGTH), Variable("d2", LENGTH))
    # 12.34 + 10.02/2 + 8.011/2 = 12.34 + 5.01 + 4.0055
    assert compute(found.text, paroi="12.340", d1="10.02", d2="8.011") == "21.3555"


def test_the_angle_of_a_taper_from_two_diameters_and_their_distance() -> None:
    taper = "a = 2*arctan((D - d)/(2*L))"
    assert read_formula(taper).dimension == ANGLE
    # (30 − 20)/(2 × 50) = 0.1; arctan 0.1 = 5.710593137499642…°
    assert compute(taper, D="30", d="20", L="50") == "11.421186275"
    # (D − d)/(2L) = 1: the half-angle is 45° exactly
    assert compute(taper, D="30", d="20", L="5") == "90"


def test_a_sine_bar() -> None:
    height = read_formula("h = L*sin(alpha°)")
    assert height.variables == (Variable("L", LENGTH), Variable("alpha", ANGLE))
    assert compute("h = L*sin(alpha°)", L="100", alpha="30") == "50"
    assert compute("a = arcsin(h/L)", h="50", L="100") == "30"
    assert compute("h = L*sin(30°)", L="100") == "50"
    assert compute("h = 100 mm * sin(a° + 0°30')", a="29.5") == "50"


def test_a_dovetail_over_two_pins() -> None:
    # 60 + 10 (1 + 1/tan 30°) = 60 + 10 (1 + √3) = 60 + 10 × 2.7320508075688…
    assert compute("M = l + d*(1 + 1/tan(alpha°/2))", l="60", d="10", alpha="60") == "87.320508076"


def test_a_vee_over_a_pin() -> None:
    # Vee of 90°, pin of 20 resting below the apex height: h + d/2 (1 + 1/sin 45°) = 10 (1 + √2)
    assert compute("M = d/2 × (1 + 1 ÷ sin(alpha° ÷ 2))", d="20", alpha="90") == "24.142135624"


def test_the_mean_and_the_range_of_readings() -> None:
    readings = {"d1": "10.01", "d2": "10.02", "d3": "10.00", "d4": "10.03", "d5": "10.01"}
    assert compute("moyenne(d1..d5)", **readings) == "10.014"  # 50.07 / 5
    assert compute("étendue(d1..d5)", **readings) == "0.03"  # 10.03 − 10.00
    assert compute("max(d1..d5) − min(d1..d5)", **readings) == "0.03"
    assert [variable.name for variable in read_formula("moyenne(d1..d5)").variables] == ["d1", "d2", "d3", "d4", "d5"]


def test_the_position_deviation_of_a_bore() -> None:
    # 2 √(0.03² + 0.04²) = 2 × 0.05
    assert compute("ecart = 2*racine((x − 40 mm)² + (y − 25 mm)²)", x="40.03", y="24.96") == "0.1"


def test_a_third_is_computed_with_more_digits_than_it_is_shown() -> None:
    assert compute("d/3*3", d="10") == "10"
    assert compute("d/3", d="10") == "3.333333333"
    assert compute("d/2", d="0.000000001") == "0"  # half-even: 0.5 × 10⁻⁹ goes to the even neighbour
    assert compute("d/2", d="0.000000003") == "0.000000002"


# Notation


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("d - 2 mm - d + 2*d", "18"),
        ("d - (2 mm - d)", "18"),
        ("-d^2/d", "-10"),
        ("(-d)^2/d", "10"),
        ("d/2/5", "1"),
        ("d/2*5", "25"),
        ("2*-d", "-20"),
        ("d--d", "20"),
        ("d^3*d^-2", "10"),
        ("d*d^0", "10"),
        ("12,5*d", "125"),
        ("12.5*d", "125"),
        ("d·2", "20"),
        ("d×2÷4", "5"),
        ("d−4 mm", "6"),
        ("d−4mm", "6"),
        ("d mm − 4 mm", "6"),
        ("π*d", "31.415926536"),
        ("PI*d", "31.415926536"),
        ("= d", "10"),
        ("racine(d²)", "10"),
        ("SQRT(d^2)", "10"),
        ("abs(4 mm - d)", "6"),
        ("max(d; 12,5 mm; 3 mm)", "12.5"),
        ("min(d;12,5 mm)", "10"),
        ("Moy(d; 20 mm)", "15"),
        ("mean(d;20mm)", "15"),
        ("ÉTENDUE(d; 12 mm)", "2"),
        ("etendue(d; 12 mm)", "2"),
        ("range(d; 12 mm)", "2"),
        ("e\u0301tendue(d; 12 mm)", "2"),
        ("d*sin(30°)", "5"),
        ("d*sin(29°30' + 0°30')", "5"),
        ("d*cos(59°59'30\" + 0°0'30\")", "5"),
        ("d*cos(60º)", "5"),
        ("d*tan(45 °)", "10"),
        ("d*cos(360000060°)", "5"),
        ("d*sin(180°) + d", "10"),
        ("d*(45°/90°)", "5"),
        ("d*(pi/pi)", "10"),
        ("acos(d/(2*d))", "60"),
        ("arccos(-d/d)", "180"),
        ("asin(d/(2*d))", "30"),
        ("atan(-d/d)", "-45"),
        ("arctan(d/d)*2 + 0°30'", "90.5"),
    ],
)
def test_notation(text: str, value: str) -> None:
    assert compute(text, d="10") == value


def test_an_angle_marked_once_is_an_angle_everywhere() -> None:
    found = read_formula("a = beta + 2*beta° - 10°")
    assert (found.variables, found.dimension) == ((Variable("beta", ANGLE),), ANGLE)
    assert compute(found.text, beta="20.5") == "51.5"


def test_a_mark_at_either_end_of_a_series_marks_it_all() -> None:
    assert all(variable.dimension == ANGLE for variable in read_formula("moyenne(a1..a3°)").variables)
    assert all(variable.dimension == ANGLE for variable in read_formula("moyenne(a1°..a3)").variables)


def test_a_series_keeps_its_zeros_and_follows_the_others() -> None:
    found = read_formula("moyenne(z; d08…d11; 5 mm)")
    assert [variable.name for variable in found.variables] == ["z", "d08", "d09", "d10", "d11"]


def test_letters_of_the_drawing_are_names() -> None:
    names = [variable.name for variable in read_formula("α1 + Ø_2 + épaisseur + Dé + D").variables]
    assert names == ["α1", "Ø_2", "épaisseur", "Dé", "D"]


def test_a_decomposed_accent_names_the_same_reading() -> None:
    assert read_formula("e\u0301paisseur + d").variables[0].name == "\u00e9paisseur"


def test_a_name_may_say_its_unit() -> None:
    assert read_formula("a° = arctan(h/L)").name == "a"
    assert refused("a mm = arctan(h/L)").code == "formula.result_dimension"


def test_a_long_name_is_read_whole() -> None:
    name = "d" * 120
    assert compute(f"{name} + 1 mm", **{name: "2"}) == "3"


def test_the_root_of_a_length_is_half_a_length() -> None:
    assert compute("racine(d)*racine(e)", d="4", e="9") == "6"
    assert refused("racine(d)").code == "formula.result_dimension"
    assert Dimension(Fraction(1)) == LENGTH


def test_the_constants_are_three_dimensions() -> None:
    assert len({LENGTH, ANGLE, NUMBER}) == 3


# Refusals


@pytest.mark.parametrize(
    ("text", "code", "fields"),
    [
        ("", "formula.empty", {}),
        (" \u00a0\n", "formula.empty", {}),
        ("d" * 301, "formula.too_long", {"longest": 300}),
        ("d $ 2", "formula.unexpected", {"found": "$", "position": 3}),
        ("d + * e", "formula.unexpected", {"found": "*", "position": 5}),
        ("()", "formula.unexpected", {"found": ")", "position": 2}),
        ("d = e = f", "formula.unexpected", {"found": "=", "position": 7}),
        ("2*d = e", "formula.unexpected", {"found": "=", "position": 5}),
        ("d;e", "formula.unexpected", {"found": ";", "position": 2}),
        ("d1..d3", "formula.unexpected", {"found": "d1..d3", "position": 1}),
        ("max(d1..3)", "formula.unexpected", {"found": "..", "position": 7}),
        ("max(1 mm + d1..d3)", "formula.unexpected", {"found": "d1..d3", "position": 12}),
        ("sin + d", "formula.unexpected", {"found": "sin", "position": 1}),
        ("pi° + a°", "formula.unexpected", {"found": "pi", "position": 1}),
        ("mm = d", "formula.unexpected", {"found": "mm", "position": 1}),
        ("d*3'", "formula.unexpected", {"found": "'", "position": 4}),
        ("max(d, e)", "formula.comma", {"found": ",", "position": 6}),
        ("d +", "formula.incomplete", {"found": "d +", "position": 4}),
        ("x =", "formula.incomplete", {"found": "x =", "position": 4}),
        ("d^", "formula.incomplete", {"found": "d^", "position": 3}),
        ("2 d", "formula.end_expected", {"found": "d", "position": 3}),
        ("5 µm + d", "formula.end_expected", {"found": "µm", "position": 3}),
        ("2(d + e)", "formula.end_expected", {"found": "(", "position": 2}),
        ("(d e)", "formula.end_expected", {"found": "e", "position": 4}),
        ("2*(d + e", "formula.unclosed", {"found": "(", "position": 3}),
        ("max(d; e", "formula.unclosed", {"found": "(", "position": 4}),
        ("d + e)", "formula.unopened", {"found": ")", "position": 6}),
        ("ln(d/e)*d", "formula.unknown_function", {"name": "ln", "position": 1}),
        ("d + 5", "formula.units_mixed", {"left": "d", "right": "5", "found": "+", "position": 3}),
        ("d*alpha°", "formula.units_mixed", {"left": "d", "right": "alpha°", "found": "*", "position": 2}),
        ("a°*a", "formula.units_mixed", {"left": "a°", "right": "a", "found": "*", "position": 3}),
        ("1/a°", "formula.units_mixed", {"left": "1", "right": "a°", "found": "/", "position": 2}),
        ("a°/d", "formula.units_mixed", {"left": "a°", "right": "d", "found": "/", "position": 3}),
        ("max(d; 0)", "formula.units_mixed", {"left": "d", "right": "0", "found": "max", "position": 1}),
        ("d*e - d", "formula.units_mixed", {"left": "d*e", "right": "d", "found": "-", "position": 5}),
        ("L*sin(alpha)", "formula.angle_expected", {"function": "sin", "found": "alpha", "position": 7}),
        ("L*Cos(30)", "formula.angle_expected", {"function": "Cos", "found": "30", "position": 7}),
        ("arctan(d)", "formula.number_expected", {"function": "arctan", "found": "d", "position": 8}),
        ("racine(a°)", "formula.number_expected", {"function": "racine", "found": "a°", "position": 8}),
        ("(a°)^2", "formula.number_expected", {"function": "^", "found": "(a°)", "position": 1}),
        ("sin()", "formula.argument_count", {"name": "sin", "position": 1, "expected": "1", "given": 0}),
        ("sin(a°; b°)", "formula.argument_count", {"name": "sin", "position": 1, "expected": "1", "given": 2}),
        ("d + max(1,5)", "formula.argument_count", {"name": "max", "position": 5, "expected": "≥ 2", "given": 1}),
        ("d^e", "formula.exponent", {"found": "e", "position": 3, "largest": 12}),
        ("d^1,5", "formula.exponent", {"found": "1,5", "position": 3, "largest": 12}),
        ("d^(2)", "formula.exponent", {"found": "(", "position": 3, "largest": 12}),
        ("d^13", "formula.exponent", {"found": "13", "position": 3, "largest": 12}),
        ("d^2^3", "formula.exponent", {"found": "^", "position": 4, "largest": 12}),
        ("d*5 mm²", "formula.exponent", {"found": "²", "position": 7, "largest": 12}),
        ("max(d3..d1)", "formula.series", {"found": "d3..d1", "position": 5}),
        ("max(d1..e3)", "formula.series", {"found": "d1..e3", "position": 5}),
        ("max(d..e)", "formula.series", {"found": "d..e", "position": 5}),
        ("max(d01..d100)", "formula.series", {"found": "d01..d100", "position": 5}),
        ("d mm + d°", "formula.contradictory_unit", {"name": "d", "position": 8}),
        ("max(d1°..d3 mm)", "formula.contradictory_unit", {"name": "d1°..d3 mm", "position": 5}),
        ("a° + 10°60'", "formula.sexagesimal", {"found": "10°60'", "position": 6}),
        ("a° + 10,5°30'", "formula.sexagesimal", {"found": "10,5°30'", "position": 6}),
        ("d = d/2", "formula.circular", {"name": "d", "position": 5}),
        ("2*3 mm", "formula.no_variable", {"found": "2*3 mm", "position": 1}),
        ("d*e", "formula.result_dimension", {"found": "d*e", "position": 1}),
        ("x = sin(a°)", "formula.result_dimension", {"found": "sin(a°)", "position": 5}),
    ],
)
def test_what_is_refused_says_where(text: str, code: str, fields: dict[str, object]) -> None:
    message = refused(text)
    assert message.code == code
    assert {name: message.fields[name] for name in fields} == fields


def test_an_unknown_function_lists_those_that_are_known() -> None:
    known = refused("ln(d)").fields["known"]
    assert isinstance(known, tuple)
    assert {"sin", "racine", "moyenne", "étendue"} <= set(known)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 31 + "d" + ")" * 31,
        "abs(" * 31 + "d" + ")" * 31,
        "(" * 299,
        "max(d1..d41)",
        "max(d1..d999999)",
        "max(d1..d40; e)",
        "+".join(f"d{index}" for index in range(1, 42)),
    ],
)
def test_a_formula_too_complex_is_refused(text: str) -> None:
    message = refused(text)
    assert (message.code, message.fields["deepest"], message.fields["most"]) == ("formula.too_complex", 30, 40)


def test_the_limits_themselves_are_read() -> None:
    assert compute("(" * 30 + "d" + ")" * 30, d="1") == "1"
    assert len(read_formula("max(d1..d40)").variables) == 40
    assert compute("-" * 299 + "d", d="1") == "-1"
    assert compute("d" + "+d" * 149, d="1") == "150"
    assert compute("(d)" + "+d" * 148 + " ", d="1") == "149"


@pytest.mark.parametrize(
    ("text", "readings", "code", "fields"),
    [
        ("d*d/(e - d)", {"d": "2", "e": "2"}, "formula.division_by_zero", {"found": "/", "position": 4}),
        ("d^2*(d - e)^-1", {"d": "2", "e": "2"}, "formula.division_by_zero", {"found": "^", "position": 12}),
        ("d + e", {"d": "2"}, "formula.reading_missing", {"name": "e", "position": 5}),
        ("sqrt(d*(d - e))", {"d": "2", "e": "3"}, "formula.domain", {"function": "racine", "position": 1}),
        ("asin(d/e)", {"d": "3", "e": "2"}, "formula.domain", {"function": "arcsin", "position": 1}),
        ("acos(d/e)", {"d": "-3", "e": "2"}, "formula.domain", {"function": "arccos", "position": 1}),
        ("d*tan(a°)", {"d": "1", "a": "90"}, "formula.domain", {"function": "tan", "position": 3}),
        ("d*tan(a°)", {"d": "1", "a": "-270"}, "formula.domain", {"function": "tan", "position": 3}),
        ("d*1000000", {"d": "1000"}, "formula.out_of_bounds", {"found": "*", "position": 2}),
        ("d", {"d": "1e9"}, "formula.out_of_bounds", {"found": "d", "position": 1}),
        ("d", {"d": "NaN"}, "formula.out_of_bounds", {"found": "d", "position": 1}),
        ("d + e", {"d": "1", "e": "-Infinity"}, "formula.out_of_bounds", {"found": "e", "position": 5}),
        ("d", {"d": "999999999.9999999999"}, "formula.out_of_bounds", {"found": "d", "position": 1}),
        (
            "(((d^12)^12)^12)^12/(((d^12)^12)^12)^12*d",
            {"d": "900000000"},
            "formula.out_of_bounds",
            {"found": "^", "position": 13},
        ),
        (
            "(((d^12)^12)^12)^12/(((d^12)^12)^12)^12*d",
            {"d": "0.000000001"},
            "formula.out_of_bounds",
            {"found": "^", "position": 13},
        ),
    ],
)
def test_what_cannot_be_computed_is_refused(
    text: str, readings: dict[str, str], code: str, fields: dict[str, object]
) -> None:
    message = refused(text, **readings)
    assert message.code == code
    assert {name: message.fields[name] for name in fields} == fields


def test_a_null_result_has_no_sign() -> None:
    assert str(read_formula("-d").value({"d": Decimal(0)})) == "0E-9"


# Any text at all

PIECES = st.sampled_from(
    [
        *("d1", "d2", "alpha°", "L mm", "12,5", "5 mm", "60°30'", "pi", "e", "mm", "°", "'", "d1..d5", "..", " "),
        *("+", "-", "*", "/", "^", "^2", "²", "=", "(", ")", ";", ","),
        *("sin(", "arctan(", "racine(", "moyenne(", "étendue(", "abs("),
    ]
)
READINGS = st.decimals(-(10**6), 10**6, places=6, allow_nan=False)


def settle(text: str, reading: Decimal) -> None:
    """Read and compute: a value of at most nine decimals, or a refusal of formulas."""
    try:
        found = read_formula(text)
        value = found.value({variable.name: reading for variable in found.variables})
    except Refusal as refusal:
        assert refusal.message.code.startswith("formula.")
        position = refusal.message.fields.get("position", 1)
        assert 1 <= position <= len(text) + 1
    else:
        assert value.is_finite()
        assert value.as_tuple().exponent == -9
        assert 1 <= len(found.variables) <= 40
        assert found.dimension in (LENGTH, ANGLE)


@given(st.text(max_size=310), READINGS)
@example("d²" * 100, Decimal(1))
@example("−" * 300, Decimal(1))
@example("(" * 300, Decimal(1))
@example("\ud800", Decimal(1))
@example("9" * 300, Decimal(1))
@example("d^" + "9" * 290, Decimal(1))
@example("max(d1..d" + "9" * 280 + ")", Decimal(1))
@example("9" * 290 + "°59'", Decimal(1))
def test_any_text_is_read_or_refused(text: str, reading: Decimal) -> None:
    settle(text, reading)


@given(st.lists(PIECES, max_size=40), READINGS)
def test_any_pieces_of_a_formula_are_read_or_refused(pieces: list[str], reading: Decimal) -> None:
    settle("".join(pieces), reading)


def lengths() -> st.SearchStrategy[str]:
    """Formulas that give a length, each a sum, a mean, a root… of smaller ones."""
    return st.recursive(
        st.sampled_from(["d1", "d2", "L", "2,5 mm", "paroi mm"]),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", " − "]), inner).map("".join),
            st.tuples(inner, st.sampled_from(["*", "/", "×"]), st.sampled_from(["2", "1,5", "pi"])).map(
                lambda parts: f"({parts[0]}){parts[1]}{parts[2]}"
            ),
            st.tuples(inner, inner).map(lambda parts: f"étendue({parts[0]};{parts[1]})"),
            st.tuples(inner, inner).map(lambda parts: f"racine(({parts[0]})²+({parts[1]})^2)"),
            st.tuples(inner, st.sampled_from(["alpha°", "30°", "2*alpha°"])).map(
                lambda parts: f"({parts[0]})*sin({parts[1]})"
            ),
        ),
        max_leaves=6,
    )


@given(lengths(), st.fixed_dictionaries(dict.fromkeys(("d1", "d2", "L", "paroi", "alpha"), READINGS)))
def test_the_text_of_a_formula_read_again_is_the_same_formula(text: str, readings: dict[str, Decimal]) -> None:
    try:
        found = read_formula(text)
    except Refusal as refusal:
        assert refusal.message.code in ("formula.no_variable", "formula.too_long")
        return
    read_formula.cache_clear()
    again = read_formula(found.text)
    assert again == found
    assert again.value(readings) == found.value(readings)
    spaced = read_formula(f"x = ({text})")
    assert (spaced.variables, spaced.value(readings)) == (found.variables, found.value(readings))
