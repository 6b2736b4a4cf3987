"""ISO 965-1 and ISO 724 against printed limits and against the formulas of the standard."""

from __future__ import annotations

import csv
from decimal import Decimal, localcontext
from importlib.resources import files
from itertools import pairwise
from math import sqrt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.iso965 import (
    DiameterLimits,
    Iso965Tables,
    ThreadClass,
    ThreadLimits,
    basic_minor_diameter,
    basic_pitch_diameter,
)
from metroapp.domain.message import Message, Refusal


def shipped(name: str) -> list[dict[str, str]]:
    text = (files("data") / "standards" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


PITCH_ROWS = shipped("iso965_1_pitch_diameter_tolerance")
CREST_ROWS = shipped("iso965_1_crest_diameter_tolerance")
DEVIATION_ROWS = shipped("iso965_1_fundamental_deviation")
COARSE_ROWS = shipped("iso262_coarse_pitch")
TABLES = Iso965Tables.from_rows(PITCH_ROWS, CREST_ROWS, DEVIATION_ROWS, COARSE_ROWS)
PITCHES = sorted({Decimal(row["pitch"]) for row in DEVIATION_ROWS})


def limits(diameter: str, pitch: str, thread_class: str) -> ThreadLimits:
    return TABLES.limits(Decimal(diameter), Decimal(pitch), ThreadClass.read(thread_class))


def refusal(diameter: str, pitch: str, thread_class: str) -> Message:
    with pytest.raises(Refusal) as refused:
        limits(diameter, pitch, thread_class)
    return refused.value.message


def span(found: DiameterLimits) -> int:
    """Tolerance in micrometres."""
    assert found.lower is not None
    assert found.upper is not None
    micrometres = (found.upper - found.lower) * 1000
    assert micrometres == int(micrometres)
    return int(micrometres)


def read(printed: tuple[str | None, str | None]) -> tuple[Decimal | None, Decimal | None]:
    upper, lower = (None if value is None else Decimal(value) for value in printed)
    return upper, lower


# TD2, Td2, Td, TD1 and es of 6H/6g, coarse pitch (µm): ISO 965-1.
@pytest.mark.parametrize(
    ("diameter", "internal_pitch", "external_pitch", "major", "minor", "deviation"),
    [
        (6, 150, 112, 180, 236, -26),
        (8, 160, 118, 212, 265, -28),
        (10, 180, 132, 236, 300, -32),
        (12, 200, 150, 265, 335, -34),
        (16, 212, 160, 280, 375, -38),
        (20, 224, 170, 335, 450, -42),
        (24, 265, 200, 375, 500, -48),
        (30, 280, 212, 425, 560, -53),
    ],
)
def test_the_usual_classes(
    diameter: int, internal_pitch: int, external_pitch: int, major: int, minor: int, deviation: int
) -> None:
    nominal = Decimal(diameter)
    pitch = TABLES.coarse_pitch(nominal)
    bolt = TABLES.limits(nominal, pitch, ThreadClass.read("6g"))
    nut = TABLES.limits(nominal, pitch, ThreadClass.read("6H"))
    assert (span(nut.pitch_diameter), span(nut.minor_diameter)) == (internal_pitch, minor)
    assert (span(bolt.pitch_diameter), span(bolt.major_diameter)) == (external_pitch, major)
    assert bolt.major_diameter.upper == nominal + Decimal(deviation) / 1000
    assert bolt.pitch_diameter.upper == bolt.pitch_diameter.nominal + Decimal(deviation) / 1000
    assert nut.pitch_diameter.lower == nut.pitch_diameter.nominal == bolt.pitch_diameter.nominal


# Upper and lower limits as ISO 965-2 and the handbooks print them (mm).
@pytest.mark.parametrize(
    ("thread", "major", "pitch_diameter", "minor"),
    [
        (("6", "1", "6g"), ("5.974", "5.794"), ("5.324", "5.212"), ("4.891", None)),
        (("8", "1.25", "6g"), ("7.972", "7.760"), ("7.160", "7.042"), ("6.619", None)),
        (("10", "1.5", "6g"), ("9.968", "9.732"), ("8.994", "8.862"), ("8.344", None)),
        (("12", "1.75", "6g"), ("11.966", "11.701"), ("10.829", "10.679"), ("10.072", None)),
        (("20", "2.5", "6g"), ("19.958", "19.623"), ("18.334", "18.164"), ("17.252", None)),
        (("12", "1.75", "6h"), ("12.000", "11.735"), ("10.863", "10.713"), ("10.106", None)),
        (("6", "1", "6H"), (None, "6.000"), ("5.500", "5.350"), ("5.153", "4.917")),
        (("8", "1.25", "6H"), (None, "8.000"), ("7.348", "7.188"), ("6.912", "6.647")),
        (("10", "1.5", "6H"), (None, "10.000"), ("9.206", "9.026"), ("8.676", "8.376")),
        (("12", "1.75", "6H"), (None, "12.000"), ("11.063", "10.863"), ("10.441", "10.106")),
        (("20", "2.5", "6H"), (None, "20.000"), ("18.600", "18.376"), ("17.744", "17.294")),
        (("12", "1.75", "6G"), (None, "12.034"), ("11.097", "10.897"), ("10.475", "10.140")),
    ],
)
def test_printed_limits(
    thread: tuple[str, str, str],
    major: tuple[str | None, str | None],
    pitch_diameter: tuple[str | None, str | None],
    minor: tuple[str | None, str | None],
) -> None:
    found = limits(*thread)
    for limit, printed in (
        (found.major_diameter, major),
        (found.pitch_diameter, pitch_diameter),
        (found.minor_diameter, minor),
    ):
        assert (limit.upper, limit.lower) == read(printed)


def test_the_basic_profile_is_the_one_of_iso_724() -> None:
    assert basic_pitch_diameter(Decimal(12), Decimal("1.75")) == Decimal("10.863")
    assert basic_minor_diameter(Decimal(12), Decimal("1.75")) == Decimal("10.106")
    printed = {"8": ("7.188", "6.647"), "24": ("22.051", "20.752"), "64": ("60.103", "57.505"), "1": ("0.838", "0.729")}
    for diameter, (middle, minor) in printed.items():
        pitch = TABLES.coarse_pitch(Decimal(diameter))
        assert basic_pitch_diameter(Decimal(diameter), pitch) == Decimal(middle)
        assert basic_minor_diameter(Decimal(diameter), pitch) == Decimal(minor)


@pytest.mark.parametrize("pitch", PITCHES)
def test_six_decimals_of_the_coefficients_are_enough(pitch: Decimal) -> None:
    """The exact coefficients of ISO 68-1, 3/8·√3 and 5/8·√3, round to the same micrometre for every pitch."""
    with localcontext() as context:
        context.prec = 40
        for eighths, basic in ((3, basic_pitch_diameter), (5, basic_minor_diameter)):
            exact = 100 - Decimal(3).sqrt() * eighths / 8 * pitch
            assert abs(basic(Decimal(100), pitch) - exact) <= Decimal("0.0005")


def test_a_class_is_read_with_one_or_two_parts() -> None:
    assert ThreadClass.read("6g") == ThreadClass(6, "g", 6, "g")
    assert ThreadClass.read("5g6g") == ThreadClass(5, "g", 6, "g")
    assert ThreadClass.read("5H6H") == ThreadClass(5, "H", 6, "H")
    assert ThreadClass.read("6g6g") == ThreadClass.read("6g")
    assert [str(ThreadClass.read(text)) for text in ("6g", "5g6g", "6H6H")] == ["6g", "5g6g", "6H"]
    assert ThreadClass.read("6H").is_internal
    assert not ThreadClass.read("6g").is_internal


def test_the_two_parts_govern_their_own_diameter() -> None:
    bolt = limits("12", "1.75", "5g6g")
    assert (span(bolt.pitch_diameter), span(bolt.major_diameter), bolt.thread_class) == (118, 265, "5g6g")
    nut = limits("12", "1.75", "4H5H")
    assert (span(nut.pitch_diameter), span(nut.minor_diameter)) == (125, 265)
    mixed = limits("12", "1.75", "6g6h")
    assert mixed.major_diameter.upper == 12
    assert mixed.minor_diameter.upper == mixed.minor_diameter.nominal - Decimal("0.034")


@pytest.mark.parametrize(
    "text", ["", "6", "g6", "6z", "6i", "6A", "6F", "5g", "9g", "3g", "3H", "9H", "6H6g", "6g6H", "6H/6g", "6gg", "16g"]
)
def test_a_class_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        ThreadClass.read(text)
    assert refused.value.message == Message("thread.unknown_class", {"thread_class": text})


def test_what_the_tables_do_not_combine_is_refused_by_name() -> None:
    found = refusal("12", "3", "6g")
    assert found == Message(
        "thread.not_in_standard", {"diameter": Decimal(12), "pitch": Decimal(3), "thread_class": "6g"}
    )
    for thread in (
        ("0.99", "0.25", "6g"),  # below the first range
        ("200", "4", "6g"),  # above the last one
        ("12", "1.8", "6g"),  # no such pitch
        ("3", "0.5", "8g"),  # no such grade for this pitch
        ("1", "0.25", "6H"),
        ("2", "0.4", "6e"),  # no such position for this pitch
        ("12", "1.75", "6d"),
    ):
        assert refusal(*thread).code == "thread.not_in_standard"


def test_the_first_range_holds_m1_and_a_range_ends_with_its_upper_bound() -> None:
    assert span(limits("1", "0.25", "6g").pitch_diameter) == 53
    assert span(limits("1.4", "0.3", "6h").pitch_diameter) == 56
    assert span(limits("45", "4.5", "6g").pitch_diameter) == 236
    assert refusal("45.001", "4.5", "6g").code == "thread.not_in_standard"


def test_a_diameter_without_coarse_pitch_is_refused() -> None:
    assert TABLES.coarse_pitch(Decimal("12.0")) == Decimal("1.75")
    for diameter in ("13", "0.9", "65", "72"):
        with pytest.raises(Refusal) as refused:
            TABLES.coarse_pitch(Decimal(diameter))
        assert refused.value.message == Message("thread.no_coarse_pitch", {"diameter": Decimal(diameter)})


@pytest.mark.parametrize("row", COARSE_ROWS, ids=lambda row: f"M{row['diameter_mm']}")
def test_every_coarse_pitch_is_a_pitch_of_its_range(row: dict[str, str]) -> None:
    """ISO 965-1 lists the pitches of each range of diameters: M1 to M64 all have a medium class in it."""
    diameter, pitch = Decimal(row["diameter_mm"]), Decimal(row["pitch_mm"])
    TABLES.limits(diameter, pitch, ThreadClass.read("6h"))
    TABLES.limits(diameter, pitch, ThreadClass.read("6H" if pitch >= Decimal("0.3") else "5H"))


def test_coarse_pitches_grow_with_the_diameter() -> None:
    rows = [(Decimal(row["diameter_mm"]), Decimal(row["pitch_mm"])) for row in COARSE_ROWS]
    assert all(before[0] < after[0] and before[1] <= after[1] for before, after in pairwise(rows))


# ISO 965-1: the formulas behind the tables (µm), which the standard rounds to R40.
_PITCH_FACTORS = {
    "external": {3: 0.5, 4: 0.63, 5: 0.8, 6: 1.0, 7: 1.25, 8: 1.6, 9: 2.0},
    "internal": {4: 0.85, 5: 1.06, 6: 1.32, 7: 1.7, 8: 2.12},
}
_CREST_FACTORS = {
    "external": {4: 0.63, 6: 1.0, 8: 1.6},
    "internal": {4: 0.63, 5: 0.8, 6: 1.0, 7: 1.25, 8: 1.6},
}
# The R40 series of ISO 3: its rounded preferred numbers of one decade.
_R40 = [
    *(100, 106, 112, 118, 125, 132, 140, 150, 160, 170, 180, 190, 200, 212, 224, 236, 250, 265, 280, 300),
    *(315, 335, 355, 375, 400, 425, 450, 475, 500, 530, 560, 600, 630, 670, 710, 750, 800, 850, 900, 950),
]
_SERIES = [number * 10**power / 100 for power in (1, 2, 3) for number in _R40]


def rank(value: float) -> int:
    """Place of the preferred number nearest to a value (µm)."""
    return min(range(len(_SERIES)), key=lambda place: abs(_SERIES[place] / value - 1))


def test_pitch_diameter_tolerances_follow_the_formula_to_one_step_of_r40() -> None:
    farther, several = [], 0
    for row in PITCH_ROWS:
        size = sqrt(float(row["d_over"]) * float(row["d_upto"]))
        medium = 90 * float(row["pitch"]) ** 0.4 * size**0.1
        computed = medium * _PITCH_FACTORS[row["thread"]][int(row["grade"])]
        steps = abs(rank(float(row["T_pitch_dia_um"])) - rank(computed))
        several += steps == 1
        if steps > 1:
            farther.append(row)
    assert farther == []
    assert several < len(PITCH_ROWS) / 5


def test_crest_diameter_tolerances_follow_the_formula_to_one_step_of_r40() -> None:
    farther = []
    for row in CREST_ROWS:
        pitch = float(row["pitch"])
        if row["thread"] == "external":
            medium = 180 * pitch ** (2 / 3) - 3.15 / sqrt(pitch)
        else:
            medium = 433 * pitch - 190 * pitch**1.22 if pitch <= 0.8 else 230 * pitch**0.7
        computed = medium * _CREST_FACTORS[row["thread"]][int(row["grade"])]
        if abs(rank(float(row["T_crest_dia_um"])) - rank(computed)) > 1:
            farther.append(row)
    assert farther == []


def test_tabulated_tolerances_are_preferred_numbers() -> None:
    """Rounded to an integer micrometre below 100 µm."""
    allowed = {int(number + 0.5) for number in _SERIES} | {round(number) for number in _SERIES}
    tabulated = [(row, int(row["T_pitch_dia_um"])) for row in PITCH_ROWS]
    tabulated += [(row, int(row["T_crest_dia_um"])) for row in CREST_ROWS]
    assert [row for row, value in tabulated if value not in allowed] == []


def test_fundamental_deviations_follow_the_formula() -> None:
    """G/g ±(15 + 11P), f −(30 + 11P), e −(50 + 11P), rounded to R40 or nearby."""
    offsets = {"G": 15, "g": 15, "f": 30, "e": 50}
    farther = {}
    for row in DEVIATION_ROWS:
        tabulated = int(row["fundamental_deviation_um"])
        if row["position"] in ("H", "h"):
            assert tabulated == 0
            continue
        computed = offsets[row["position"]] + 11 * float(row["pitch"])
        assert (tabulated > 0) == (row["position"] == "G")
        if abs(abs(tabulated) - computed) > 3:
            farther[row["pitch"], row["position"]] = tabulated
    assert farther == {("0.5", "e"): -50, ("0.6", "e"): -53}


@given(
    st.decimals(min_value="0.99", max_value="180", places=2),
    st.sampled_from(PITCHES),
    st.sampled_from("345678"),
    st.sampled_from("468"),
    st.sampled_from("efghGH"),
)
def test_limits_are_in_order_or_refused(
    diameter: Decimal, pitch: Decimal, pitch_grade: str, crest_grade: str, position: str
) -> None:
    try:
        found = TABLES.limits(diameter, pitch, ThreadClass.read(f"{pitch_grade}{position}{crest_grade}{position}"))
    except Refusal:
        return
    crest, root = found.major_diameter, found.minor_diameter
    if position.isupper():
        crest, root = root, crest
    for one in (found.pitch_diameter, crest):
        assert one.lower is not None
        assert one.upper is not None
        assert 0 < one.lower < one.upper
    assert (root.lower is None) != (root.upper is None)
    assert found.minor_diameter.nominal < found.pitch_diameter.nominal < found.major_diameter.nominal


@given(st.decimals(min_value="1", max_value="180", places=2), st.sampled_from(PITCHES))
def test_a_nut_and_a_bolt_of_the_usual_classes_always_assemble(diameter: Decimal, pitch: Decimal) -> None:
    try:
        nut = TABLES.limits(diameter, pitch, ThreadClass.read("6H"))
        bolt = TABLES.limits(diameter, pitch, ThreadClass.read("6g"))
    except Refusal:
        return
    for female, male in (
        (nut.pitch_diameter, bolt.pitch_diameter),
        (nut.major_diameter, bolt.major_diameter),
        (nut.minor_diameter, bolt.minor_diameter),
    ):
        assert female.lower is not None
        assert male.upper is not None
        assert female.lower > male.upper


@pytest.mark.parametrize("thread_class", ["6g", "5H6H"])
def test_limits_are_kept_exactly_by_msgspec(thread_class: str) -> None:
    found = limits("12", "1.75", thread_class)
    assert msgspec.json.decode(msgspec.json.encode(found), type=ThreadLimits) == found
