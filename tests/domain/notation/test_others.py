"""Geometry, texture, threads, edges and attributes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metroapp.domain.callout import AcceptanceRule, Kind, Nature, Rule, Symbol, Zone
from metroapp.domain.notation.context import Context
from metroapp.domain.notation.signs import SYMBOL_SIGNS
from metroapp.domain.quantity import Unit
from metroapp.wording.derivations import drawn
from tests.domain.notation.reading import general, read, refusal


@pytest.mark.parametrize(
    ("text", "symbol", "zone", "limit", "modifiers", "datums"),
    [
        ("planéité 0,02", Symbol.FLATNESS, None, "0.02", (), ()),
        ("PLANEITE 0.02", Symbol.FLATNESS, None, "0.02", (), ()),
        ("flatness 0.02", Symbol.FLATNESS, None, "0.02", (), ()),
        ("total runout 0.05 A-B", Symbol.TOTAL_RUN_OUT, None, "0.05", (), ("A-B",)),
        ("⏥ 0,02", Symbol.FLATNESS, None, "0.02", (), ()),
        ("battement 0,03 A-B", Symbol.CIRCULAR_RUN_OUT, None, "0.03", (), ("A-B",)),
        ("battement 0,03 A - B", Symbol.CIRCULAR_RUN_OUT, None, "0.03", (), ("A-B",)),
        ("planéité : 0,02", Symbol.FLATNESS, None, "0.02", (), ()),
        ("planéité 0,02 max", Symbol.FLATNESS, None, "0.02", (), ()),
        ("planéité ≤ 0,02", Symbol.FLATNESS, None, "0.02", (), ()),
        ("⊕ Ø0,1 A", Symbol.POSITION, Zone.CYLINDRICAL, "0.1", (), ("A",)),
        ("↗↗ 0,02 A", Symbol.TOTAL_RUN_OUT, None, "0.02", (), ("A",)),
        ("battement 0,03 A-B-C", Symbol.CIRCULAR_RUN_OUT, None, "0.03", (), ("A-B-C",)),
        ("battement circulaire radial 0,03 A", Symbol.CIRCULAR_RUN_OUT, None, "0.03", (), ("A",)),
        ("// 0,05 / A", Symbol.PARALLELISM, None, "0.05", (), ("A",)),
        ("position Ø0,1 A, B, C", Symbol.POSITION, Zone.CYLINDRICAL, "0.1", (), ("A", "B", "C")),
        ("battement circulaire 0,03 A B", Symbol.CIRCULAR_RUN_OUT, None, "0.03", (), ("A", "B")),
        ("battement total 0,05 A", Symbol.TOTAL_RUN_OUT, None, "0.05", (), ("A",)),
        ("position Ø0,1 M A B C", Symbol.POSITION, Zone.CYLINDRICAL, "0.1", ("M",), ("A", "B", "C")),
        ("position Ø0,1 Ⓜ A B C", Symbol.POSITION, Zone.CYLINDRICAL, "0.1", ("M",), ("A", "B", "C")),
        ("⌖ Ø0,1Ⓛ|A|B", Symbol.POSITION, Zone.CYLINDRICAL, "0.1", ("L",), ("A", "B")),
        ("[⌖ | SØ0,1 | A | B | C]", Symbol.POSITION, Zone.SPHERICAL, "0.1", (), ("A", "B", "C")),
        ("localisation 0,2 CZ", Symbol.POSITION, None, "0.2", ("CZ",), ()),
        ("rectitude Ø0,01", Symbol.STRAIGHTNESS, Zone.CYLINDRICAL, "0.01", (), ()),
        ("planéité 0,1/100", Symbol.FLATNESS, None, "0.1", ("/100",), ()),
        ("circularité 0,005", Symbol.ROUNDNESS, None, "0.005", (), ()),
        ("cylindricité 0,01", Symbol.CYLINDRICITY, None, "0.01", (), ()),
        ("// 0,05 A", Symbol.PARALLELISM, None, "0.05", (), ("A",)),
        ("perpendicularité Ø0 Ⓜ A", Symbol.PERPENDICULARITY, Zone.CYLINDRICAL, "0", ("M",), ("A",)),
        ("inclinaison 0,1 A", Symbol.ANGULARITY, None, "0.1", (), ("A",)),
        ("coaxialité Ø0,05 A-B", Symbol.COAXIALITY, Zone.CYLINDRICAL, "0.05", (), ("A-B",)),
        ("symétrie 0,1 A", Symbol.SYMMETRY, None, "0.1", (), ("A",)),
        ("profil d'une ligne 0,1", Symbol.LINE_PROFILE, None, "0.1", (), ()),
        ("profil d’une surface quelconque 0,2 A B C", Symbol.SURFACE_PROFILE, None, "0.2", (), ("A", "B", "C")),
        ("⌓ 0,1 UZ A", Symbol.SURFACE_PROFILE, None, "0.1", ("UZ",), ("A",)),
    ],
)
def test_geometry(
    text: str, symbol: Symbol, zone: Zone | None, limit: str, modifiers: tuple[str, ...], datums: tuple[str, ...]
) -> None:
    found = read(text)
    assert (found.kind, found.symbol, found.zone) == (Kind.GEOMETRIC, symbol, zone)
    assert (found.lower_limit, found.upper_limit, found.unit) == (None, Decimal(limit), Unit.MM)
    assert (found.modifiers, found.datums) == (modifiers, datums)


@pytest.mark.parametrize("symbol", Symbol)
def test_every_sign_of_iso_1101_is_read(symbol: Symbol) -> None:
    for sign in SYMBOL_SIGNS[symbol]:
        datums = " A" if symbol.needs_datum else ""
        assert read(f"{sign} 0,1{datums}").symbol is symbol


def test_the_modifier_of_a_datum_is_kept_apart() -> None:
    found = read("position Ø0,1 Ⓜ A Ⓜ B")
    assert (found.modifiers, found.datums, found.datum_modifiers) == (("M",), ("A", "B"), ("M", ""))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("battement 0,03", "callout.datum_missing"),
        ("planéité 0,05 A", "callout.datum_unexpected"),
        ("planéité Ø0,05", "callout.zone_meaningless"),
        ("perpendicularité 0 A", "callout.zero_tolerance"),
        ("position Ø0,1 M", "callout.modifier_or_datum"),
        ("position Ø0,1 A M", "callout.modifier_or_datum"),
        ("position Ø0,1 A B C D", "callout.datums_too_many"),
        ("position Ø0,1 A A", "callout.datums_too_many"),
        ("⌖ Ø0,1 Ⓜ Ⓛ A", "callout.modifiers_contradict"),
        ("⌖ Ø0,1 A(M)(L)", "callout.modifiers_contradict"),
        ("position Ø0,1 a b", "callout.datum_unreadable"),
        ("planéité", "callout.no_tolerance"),
    ],
)
def test_geometry_that_cannot_be_read(text: str, code: str) -> None:
    assert refusal(text) == code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("localisation SØ0,1 A", "⌖ SØ0,1 A"),
        ("[⌖ Ø0,1 A]", "⌖ Ø0,1 A"),
        ("⌖|Ø0,1|A|B", "⌖ Ø0,1 A B"),
        ("4x ⌖ Ø0,1 A B", "4x ⌖ Ø0,1 A B"),
        ("battement 0,03 A-B", "↗ 0,03 A-B"),
    ],
)
def test_a_frame_is_shown_by_its_sign_with_its_zone(text: str, shown: str) -> None:
    """Seen: a spherical zone was printed cylindrical."""
    assert drawn(read(text)) == shown


def test_general_geometry_takes_the_length_that_the_line_gives() -> None:
    context = general("ISO 2768-mK")
    assert read("planéité L=80", context).upper_limit == Decimal("0.2")
    assert read("planéité", general("ISO 2768-mH", "80")).upper_limit == Decimal("0.1")
    assert read("perpendicularité A", general("ISO 2768-mL", "150")).upper_limit == Decimal("1")
    assert read("battement A", context).upper_limit == Decimal("0.2")
    found = read("symétrie A", general("ISO 2768-mK", "80"))
    assert (found.derivation.rule, found.derivation.table) == (Rule.GENERAL, "ISO 2768-K")
    assert refusal("planéité", context) == "general.length_missing"
    assert refusal("planéité L=80", general("ISO 2768-m")) == "general.no_geometrical_class"
    assert refusal("cylindricité L=80", context) == "general.geometry_not_given"
    assert refusal("planéité L=80", general("ISO 22081")) == "general.surface_profile"


@pytest.mark.parametrize(
    ("text", "parameter", "lower", "upper"),
    [
        ("Ra 1,6", "Ra", None, "1.6"),
        ("Ra1,6", "Ra", None, "1.6"),
        ("√ Ra 1.6 µm", "Ra", None, "1.6"),
        ("Rz 6,3", "Rz", None, "6.3"),
        ("Rt 10", "Rt", None, "10"),
        ("Rmax 10", "Rmax", None, "10"),
        ("U Ra 3,2 L Ra 0,8", "Ra", "0.8", "3.2"),
        ("U Ra 3,2 / L Ra 0,8", "Ra", "0.8", "3.2"),
        ("Ra 0,8 - 3,2", "Ra", "0.8", "3.2"),
        ("Ra 3,2/0,8", "Ra", "0.8", "3.2"),
        ("L Ra 0,8", "Ra", "0.8", None),
        ("Ra ≤ 1,6", "Ra", None, "1.6"),
        ("RA 1,6", "Ra", None, "1.6"),
        ("rz 6,3", "Rz", None, "6.3"),
        ("Ra : 1,6", "Ra", None, "1.6"),
        ("Rugosité Ra 1,6", "Ra", None, "1.6"),
        ("Ra 0,8 à 1,6", "Ra", "0.8", "1.6"),
        ("Ra mini 0,8", "Ra", "0.8", None),
        ("Ra max. 1,6", "Ra", None, "1.6"),
        ("Ra 0,8 min", "Ra", "0.8", None),
    ],
)
def test_texture(text: str, parameter: str, lower: str | None, upper: str | None) -> None:
    found = read(text)
    assert (found.kind, found.parameter, found.unit) == (Kind.ROUGHNESS, parameter, Unit.UM)
    assert found.lower_limit == (None if lower is None else Decimal(lower))
    assert found.upper_limit == (None if upper is None else Decimal(upper))


def test_texture_rules_cut_off_and_evaluation_length() -> None:
    most = read("Rz1max 3,3").texture
    assert most is not None and (most.upper_rule, most.sampling_lengths) == (AcceptanceRule.MAXIMUM, 1)
    assert (rule := read("Ra 1,6 16 %").texture) and rule.upper_rule is AcceptanceRule.SIXTEEN_PERCENT
    assert (rule := read("Ra Tmax 1,6").texture) and rule.upper_rule is AcceptanceRule.MAXIMUM  # ISO 21920
    assert (rule := read("Ra 1,6").texture) and rule.upper_rule is None
    band = read("0,0025-0,8/Rz 3,2").texture
    assert band is not None and (band.short_cut_off, band.cut_off) == (Decimal("0.0025"), Decimal("0.8"))
    # Seen: 2,5 was read as a band from 2 to ,5.
    long = read("2,5/Ra 3,2").texture
    assert long is not None and (long.short_cut_off, long.cut_off) == (None, Decimal("2.5"))
    short = read("0,008-/Ra 1,6").texture
    assert short is not None and (short.short_cut_off, short.cut_off) == (Decimal("0.008"), None)
    alone = read("-0,8/Ra 3,2").texture
    assert alone is not None and (alone.short_cut_off, alone.cut_off) == (None, Decimal("0.8"))
    said = read("Ra 1,6 λc 0,8 ln 4").texture
    assert said is not None and (said.cut_off, said.evaluation_length) == (Decimal("0.8"), Decimal(4))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ra", "callout.texture_unreadable"),
        ("Ra 0", "callout.contradictory"),
        ("U Ra 0,8 L Ra 3,2", "callout.contradictory"),
        ("U Ra 3,2 L Rz 0,8", "callout.contradictory"),
        ("Ra 1,6 beau", "callout.texture_unreadable"),
        ("Ra 1,6 0,8", "callout.texture_unreadable"),
        ("Ra min 3,2 max", "callout.contradictory"),
        ("U Ra 3,2 min", "callout.contradictory"),
        ("-0,8/Ra 3,2 λc 2,5", "callout.contradictory"),
        ("U -0,8/Ra 3,2 L -2,5/Ra 0,8", "callout.contradictory"),
        ("Ra 1,6 n=5,7", "callout.texture_unreadable"),
        ("Ra 1,6 mm", "callout.texture_unit"),
    ],
)
def test_texture_that_cannot_be_read(text: str, code: str) -> None:
    assert refusal(text) == code


def test_a_thread_has_no_limit_of_its_own_but_those_of_its_diameters() -> None:
    found = read("M12x1,75-6g")
    assert (found.kind, found.nominal, found.lower_limit, found.upper_limit) == (Kind.THREAD, Decimal(12), None, None)
    assert found.nature is Nature.EXTERNAL and found.thread is not None
    pitch, major = found.thread.pitch_diameter, found.thread.major_diameter
    assert (pitch.lower, pitch.upper) == (Decimal("10.679"), Decimal("10.829"))
    assert (major.lower, major.upper) == (Decimal("11.701"), Decimal("11.966"))
    nut = read("M8-6H")
    assert nut.nature is Nature.INTERNAL and nut.pitch == Decimal("1.25") and nut.thread is not None
    assert (nut.thread.minor_diameter.lower, nut.thread.minor_diameter.upper) == (Decimal("6.647"), Decimal("6.912"))


def test_a_thread_without_a_class_takes_the_medium_quality_once_the_sheet_tells_a_nut_from_a_bolt() -> None:
    alone = read("M10x1 LH")
    assert (alone.thread, alone.nature, alone.modifiers, alone.pitch) == (None, None, ("LH",), Decimal(1))
    bolt = read("M10x1 LH", Context(nature=Nature.EXTERNAL))
    assert bolt.thread is not None and bolt.thread.thread_class == "6g"
    small = read("M1", Context(nature=Nature.INTERNAL))
    assert small.thread is not None and small.thread.thread_class == "5H"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("M12x1,75-6z", "thread.unknown_class"),
        ("M13", "thread.no_coarse_pitch"),
        ("M12x1,75-6g beau", "thread.unreadable"),
        ("G1/2", "thread.other_profile"),
        ("Tr20x4", "thread.other_profile"),
        ("M12x0,2-6g", "thread.no_such_pitch"),
        ("M8x20", "thread.no_such_pitch"),
        ("M12-6H/6g", "fit.member_to_choose"),
    ],
)
def test_threads_that_cannot_be_read(text: str, code: str) -> None:
    assert refusal(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "attribut",
        "visuel",
        "ébavurage",
        "Ebavurage des arêtes",
        "aspect",
        "aspect sans rayure",
        "marquage",
        "présence",
        "présence de la goupille",
        "sans bavures",
        "casser les angles",
        "attribut : peinture RAL 7016",
    ],
)
def test_attributes_in_words(text: str) -> None:
    found = read(text)
    assert (found.kind, found.unit, found.has_limits, found.derivation.rule) == (
        Kind.ATTRIBUTE,
        None,
        False,
        Rule.OBSERVED,
    )


def test_other_words_are_refused_unless_the_sheet_says_attribut() -> None:
    assert refusal("peinture noire") == "callout.unreadable"
    assert read("peinture noire", Context(is_attribute=True)).kind is Kind.ATTRIBUTE


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("arête -0,3", "-0.3", "0"),
        ("arête +0,1", "0", "0.1"),
        ("Arêtes extérieures -0,3", "-0.3", "0"),
        ("ISO 13715 : -0,2", "-0.2", "0"),
        ("ISO 13715 +0,1/-0,3", "-0.3", "0.1"),
        ("arêtes ±0,05", "-0.05", "0.05"),
        ("arêtes ISO 13715 -0,1/-0,3", "-0.3", "-0.1"),
    ],
)
def test_edges(text: str, lower: str, upper: str) -> None:
    found = read(text)
    assert (found.kind, found.derivation.rule) == (Kind.ATTRIBUTE, Rule.EDGE)
    assert (found.derivation.lower_deviation, found.derivation.upper_deviation) == (Decimal(lower), Decimal(upper))
