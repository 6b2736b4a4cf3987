"""General tolerances: the declarations seen in cartouches, the tables of ISO 2768, a table of the workshop's own."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.callout import Symbol
from metroapp.domain.general_tolerances import GeneralTolerances, WorkshopTable, read_general_tolerances
from metroapp.domain.message import Refusal
from metroapp.services.reference import standards


def declared(text: str) -> GeneralTolerances | None:
    return read_general_tolerances(text, standards().general)


@pytest.mark.parametrize(
    ("text", "linear", "geometrical", "envelope"),
    [
        ("ISO 2768-mK", "m", "K", False),
        ("ISO 2768 - mK", "m", "K", False),
        ("ISO2768-mK", "m", "K", False),
        ("ISO 2768 mK", "m", "K", False),
        ("ISO 2768-m", "m", None, False),
        ("ISO 2768-1 f", "f", None, False),
        ("ISO 2768-K", None, "K", False),
        ("ISO 2768-2 H", None, "H", False),
        ("ISO 2768-1 m ; ISO 2768-2 K", "m", "K", False),
        ("ISO 2768-cL-E", "c", "L", True),
        ("ISO 2768-mK-E", "m", "K", True),
        ("NF EN 22768-mK", "m", "K", False),
        ("ISO 8015 - ISO 2768-mK", "m", "K", False),
        ("Tolérances générales : ISO 2768-vL", "v", "L", False),
        ("ISO 2768-mk", "m", "K", False),
        ("ISO 2768-MK", "m", "K", False),
        ("ISO 2768-M", "m", None, False),
        ("iso 2768-mK", "m", "K", False),
        ("iso2768-mk-e", "m", "K", True),
        ("Tolérance générale : ISO 2768-mK", "m", "K", False),
        ("Tolérances générales selon ISO 2768-mK", "m", "K", False),
        ("TOLÉRANCES GÉNÉRALES : ISO 2768-mK", "m", "K", False),
        ("ISO 2768-1 m - ISO 2768-2 K", "m", "K", False),
        ("ISO 2768-mK et ISO 2768-mK", "m", "K", False),
    ],
)
def test_declarations_of_iso_2768(text: str, linear: str | None, geometrical: str | None, envelope: bool) -> None:
    found = declared(text)
    assert found is not None
    assert (found.linear_class, found.geometrical_class, found.envelope) == (linear, geometrical, envelope)


def test_nothing_declared_and_a_principle_alone() -> None:
    assert declared("") is None
    assert declared("   ") is None
    assert declared("ISO 8015") is None


@pytest.mark.parametrize(
    "text",
    [
        "ISO 2768-mK et ISO 2768-fH",
        "ISO 2768-m ; ISO 2768-f",
        "ISO 2768-1 m - ISO 2768-mK - ISO 2768-2 H",
        "ISO 2768-mK / ISO 2768-2 L",
    ],
)
def test_the_last_of_two_classes_won(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        declared(text)
    assert refused.value.message.code == "general.contradictory"


@pytest.mark.parametrize("text", ["ISO 22081", "NF EN ISO 22081", "iso 22081:2021"])
def test_a_profile_of_the_french_edition_was_unknown(text: str) -> None:
    found = declared(text)
    assert found is not None and found.is_profile


@pytest.mark.parametrize("text", ["±0,1 ; ±0,5°", "±0,1 ±0,5°", "±0,1 et ±30'", "Tolérance générale : ±0,1 ±0,5°"])
def test_one_deviation_for_lengths_and_one_for_angles(text: str) -> None:
    found = declared(text)
    assert found is not None
    assert found.length(Decimal(35)).deviation == Decimal("0.1")
    assert found.angular(None).deviation == 1800


@pytest.mark.parametrize("text", ["Tolérances générales", "Tolérances générales ISO 8015", "ISO 2768-m\u212a", "selon"])
def test_a_preamble_or_a_sign_like_a_letter_declares_nothing(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        declared(text)
    assert refused.value.message.code == "general.unknown"


@pytest.mark.parametrize("text", ["ISO 2768", "ISO 2768-x", "ISO 9001", "voir plan", "± 0", "m", "ISO 2768-mK beau"])
def test_an_unknown_declaration_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        declared(text)
    assert refused.value.message.code == "general.unknown"


@pytest.mark.parametrize(
    ("size", "deviations"),
    [  # ISO 2768-1:1989, table 1: f, m, c, v
        ("0.5", ("0.05", "0.1", "0.2", None)),
        ("3", ("0.05", "0.1", "0.2", None)),
        ("3.1", ("0.05", "0.1", "0.3", "0.5")),
        ("30", ("0.1", "0.2", "0.5", "1")),
        ("120", ("0.15", "0.3", "0.8", "1.5")),
        ("400", ("0.2", "0.5", "1.2", "2.5")),
        ("1000", ("0.3", "0.8", "2", "4")),
        ("2000", ("0.5", "1.2", "3", "6")),
        ("4000", (None, "2", "4", "8")),
        ("4000.1", (None, None, None, None)),
        ("0.499", (None, None, None, None)),
    ],
)
def test_lengths(size: str, deviations: tuple[str | None, ...]) -> None:
    for letter, deviation in zip("fmcv", deviations, strict=True):
        found = declared(f"ISO 2768-{letter}")
        assert found is not None
        if deviation is None:
            with pytest.raises(Refusal):
                found.length(Decimal(size))
        else:
            assert found.length(Decimal(size)).deviation == Decimal(deviation)


@pytest.mark.parametrize(
    ("side", "minutes"),  # ISO 2768-1:1989, table 3: f and m, c, v, in minutes of arc
    [("10", (60, 90, 180)), ("50", (30, 60, 120)), ("120", (20, 30, 60)), ("400", (10, 15, 30)), ("401", (5, 10, 20))],
)
def test_angles_by_their_shorter_side(side: str, minutes: tuple[int, int, int]) -> None:
    for letters, expected in zip(("fm", "c", "v"), minutes, strict=True):
        for letter in letters:
            found = declared(f"ISO 2768-{letter}")
            assert found is not None and found.angular(Decimal(side)).deviation == expected * 60


def test_geometry() -> None:
    found = declared("ISO 2768-mH")
    assert found is not None
    assert found.geometrical(Symbol.FLATNESS, Decimal(10)).deviation == Decimal("0.02")
    assert found.geometrical(Symbol.STRAIGHTNESS, Decimal(3000)).deviation == Decimal("0.4")
    assert found.geometrical(Symbol.PERPENDICULARITY, Decimal(100)).deviation == Decimal("0.2")
    assert found.geometrical(Symbol.SYMMETRY, Decimal(3000)).deviation == Decimal("0.5")
    assert found.geometrical(Symbol.CIRCULAR_RUN_OUT, None).deviation == Decimal("0.1")
    with pytest.raises(Refusal):
        found.geometrical(Symbol.COAXIALITY, Decimal(10))


def lines(*rows: tuple[str, str | None, str]) -> list[tuple[Decimal, Decimal | None, Decimal]]:
    return [(Decimal(over), None if up_to is None else Decimal(up_to), Decimal(by)) for over, up_to, by in rows]


def test_a_table_of_the_workshop() -> None:
    table = WorkshopTable.from_lines("atelier", lines(("0", "50", "0.05"), ("50", None, "0.1")))
    found = read_general_tolerances("atelier", standards().general, {"atelier": table})
    assert found is not None
    assert found.length(Decimal(50)).deviation == Decimal("0.05")
    assert found.length(Decimal("50.001")).deviation == Decimal("0.1")
    assert found.broken_edge(Decimal(2)).table == "atelier"


@pytest.mark.parametrize(
    "rows",
    [
        [("50", "100", "0.1"), ("0", "50", "0.05")],
        [("0", "50", "0.1"), ("40", "100", "0.1")],
        [("0", None, "0.1"), ("50", None, "0.1")],
        [("0", "50", "0")],
        [("50", "50", "0.1")],
        [],
    ],
)
def test_a_table_that_contradicts_itself_is_refused(rows: list[tuple[str, str | None, str]]) -> None:
    with pytest.raises(Refusal) as refused:
        WorkshopTable.from_lines("atelier", lines(*rows))
    assert refused.value.message.code in ("general.table_unreadable", "general.table_empty")


@given(st.text(max_size=60))
def test_any_declaration_is_read_or_refused(text: str) -> None:
    try:
        declared(text)
    except Refusal as refused:
        assert refused.message.code in ("general.unknown", "general.contradictory")
