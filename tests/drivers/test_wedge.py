"""Interfaces that type: what is put back, what is refused because it could mean two things."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Trouble, Value
from drivers.protocols.wedge import Layout, decode, repair_azerty
from drivers.reading import FaultCode

KEYS = dict(zip("1234567890-=.,+mM ", "&é\"'(-è_çà)=:;+,? ", strict=True))
CAPS = dict(zip("1234567890-.,m ", "1234567890°/.? ", strict=True)) | {"m": "?"}


def typed(meant: str, keys: dict[str, str] = KEYS) -> str:
    return "".join(keys[sign] for sign in meant)


@given(st.text(alphabet="".join(KEYS), max_size=40))
def test_what_an_american_interface_types_under_a_french_layout_is_put_back(meant: str) -> None:
    assert repair_azerty(typed(meant)) == meant


@given(st.text(alphabet="".join(CAPS), max_size=40))
def test_so_it_is_under_caps_lock(meant: str) -> None:
    assert repair_azerty(typed(meant, CAPS), caps_lock=True) == meant


def test_letters_are_put_back_too() -> None:
    assert repair_azerty("zqsd") == "wasd" and repair_azerty("AZERTY") == "QWERTY"
    assert repair_azerty("€") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.345\r", Value(Decimal("12.345"))),
        ("-12,345", Value(Decimal("-12.345"))),  # a numeric pad under a French layout
        ("  +0.010", Value(Decimal("0.010"))),
        ("12.345 mm", Value(Decimal("12.345"), "mm")),
        (".5in", Value(Decimal("0.5"), "in")),
        ("&é:\"'(", Value(Decimal("12.345"))),
        (")&é;\"'(", Value(Decimal("-12.345"))),
        ("+&-:àà", Value(Decimal("16.00"))),
        ("à-:&", Value(Decimal("6.1")).__class__(Decimal("06.1"))),
        ("&:é ,,", Value(Decimal("1.2"), "mm")),
        (")_:-", Value(Decimal("-8.6"))),  # the minus shows the layout
    ],
)
def test_values(text: str, expected: Value) -> None:
    assert decode(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("-&é:é", FaultCode.FORMAT, "ambiguous"),  # 612.2 of the digits, or -12.2 of a numeric pad's minus
        ("--:--", FaultCode.FORMAT, "ambiguous"),  # 66.66, or a display without a value
        ("_:__", FaultCode.FORMAT, "ambiguous"),
        ("---", FaultCode.FORMAT, "text"),
        ("1/2", FaultCode.FORMAT, "text"),  # a fraction of an inch, or 1.2 under Caps Lock
        ("12:30", FaultCode.FORMAT, "text"),
        ("1é:3", FaultCode.FORMAT, "text"),  # two layouts in one text
        ("3012345678901", FaultCode.FORMAT, "text"),  # a bar code
        ("&é\"'", FaultCode.FORMAT, "text"),
        ("NaN", FaultCode.FORMAT, "text"),
        ("1e5.0", FaultCode.FORMAT, "text"),
        ("", FaultCode.FORMAT, "text"),
        ("12.3 km", FaultCode.UNIT, "unit"),
        ("1" * 80, FaultCode.FORMAT, "too_long"),
    ],
)
def test_troubles(text: str, code: FaultCode, detail: str) -> None:
    assert decode(text) == Trouble(code, detail)


def test_a_declared_layout_leaves_no_doubt() -> None:
    assert decode("-&é:é", layout=Layout.FRENCH) == Value(Decimal("612.2"))
    assert decode("12/345", layout=Layout.FRENCH_CAPS) == Value(Decimal("12.345"))
    assert decode("°12/345", layout=Layout.FRENCH_CAPS) == Value(Decimal("-12.345"))
    assert decode("12.345", layout=Layout.SAME) == Value(Decimal("12.345"))
    assert decode("12.345", layout=Layout.FRENCH) == Trouble(FaultCode.FORMAT, "text")
    assert decode("&é:é", layout=Layout.SAME) == Trouble(FaultCode.FORMAT, "text")


def test_prefix_and_suffix_are_those_that_the_interface_sends() -> None:
    assert decode("A12.5;", "A", ";") == Value(Decimal("12.5"))
    assert decode("Q&é:(m", "A", ";") == Value(Decimal("12.5"))  # both under a French layout
    assert decode("12.5;", "A", ";") == Trouble(FaultCode.FORMAT, "prefix")
    assert decode("A12.5", "A", ";") == Trouble(FaultCode.FORMAT, "suffix")
    assert isinstance(decode("AA", "AA", "A"), Trouble)


@given(st.text(max_size=80), st.sampled_from([None, *Layout]), st.sampled_from(["", "A"]))
def test_any_text_is_a_value_or_a_trouble(text: str, layout: Layout | None, prefix: str) -> None:
    decoded = decode(text, prefix, "", layout)
    assert isinstance(decoded, Trouble) or decoded.value.is_finite()


@given(st.decimals(min_value=-999, max_value=999, places=3))
def test_a_value_comes_back_or_is_refused_and_is_never_another(value: Decimal) -> None:
    meant = f"{value:+.3f}" if value < 0 else f"{value:.3f}"
    for text, layout in ((meant, None), (meant, Layout.SAME), (typed(meant), Layout.FRENCH), (typed(meant), None)):
        decoded = decode(text, layout=layout)
        if layout is None and text != meant and isinstance(decoded, Trouble):
            assert decoded.detail == "ambiguous" and text[0] in "-_"
        else:
            assert isinstance(decoded, Value) and decoded.value == value
