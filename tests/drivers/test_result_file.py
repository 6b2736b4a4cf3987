"""Files of results: those of measuring machines, and hostile ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Trouble, Value
from drivers.reading import FaultCode
from drivers.result_file import LARGEST_FILE, LONGEST_LINE, MOST_LINES, Result, results
from drivers.text_template import template


def said(content: str | bytes, encoding: str = "utf-8") -> list[Value | Trouble] | Trouble:
    found = results(content.encode(encoding) if isinstance(content, str) else content)
    return found if isinstance(found, Trouble) else [result.said for result in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_french_file_is_read(encoding: str, newline: str) -> None:
    lines = ["Repère;Nominal;Valeur mesurée;Unité", "Ø 12 H7;12;12,005;mm", "", "Rugosité;;0,8;µm"]
    assert said(newline.join(lines), encoding) == [
        Value(Decimal("12.005"), "mm", "Ø 12 H7"),
        Value(Decimal("0.8"), "um", "Rugosité"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("name,value\nD1,12.50\n", [Value(Decimal("12.50"), None, "D1")]),
        ("Name\tActual [mm]\nD1\t-0.000\n", [Value(Decimal("0.000"), "mm", "D1")]),
        ("Caractéristique;Mesure (µm)\nRa;0,81", [Value(Decimal("0.81"), "um", "Ra")]),
        ("Part: X;;\n2026-11-27\nFeature;Value;Unit\nD1;1;\n", [Value(Decimal("1"), None, "D1")]),
        ('"name";"value"\n"a;b";"1,5"\n', [Value(Decimal("1.5"), None, "a;b")]),
        ("name;value\nD1;1,5;;\n\x1a", [Value(Decimal("1.5"), None, "D1")]),
        (
            "name;value;unit\nD1;1.5;mm\nD1;1.6;mm",
            [Value(Decimal("1.5"), "mm", "D1"), Value(Decimal("1.6"), "mm", "D1")],
        ),
    ],
)
def test_headers_and_delimiters(content: str, expected: list[Value]) -> None:
    assert said(content) == expected


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        ("D1;NaN;mm", Trouble(FaultCode.FORMAT, "number", "D1")),
        ("D1;Infinity;mm", Trouble(FaultCode.FORMAT, "number", "D1")),
        ("D1;1e3;mm", Trouble(FaultCode.FORMAT, "number", "D1")),
        ("D1;=1+1;mm", Trouble(FaultCode.FORMAT, "number", "D1")),
        ("D1;1 234,5;mm", Trouble(FaultCode.FORMAT, "number", "D1")),
        ("D1;1.234,5;mm", Trouble(FaultCode.FORMAT, "number", "D1")),
        ("D1;;mm", Trouble(FaultCode.NO_DATA, "empty", "D1")),
        ("D1;1,5;km", Trouble(FaultCode.UNIT, "unit", "D1")),
        (";1,5;mm", Trouble(FaultCode.FORMAT, "name")),
        ("x" * 81 + ";1,5;mm", Trouble(FaultCode.FORMAT, "name")),
        ("D1;1,5", Trouble(FaultCode.FORMAT, "columns")),
        ("D1;1;5;mm", Trouble(FaultCode.FORMAT, "columns")),
        ('D1;"1,5;mm', Trouble(FaultCode.FORMAT, "quotes")),
    ],
)
def test_a_row_that_is_no_result_is_a_trouble_and_the_others_are_read(row: str, trouble: Trouble) -> None:
    assert said(f"name;value;unit\n{row}\nD2;2,5;mm\n") == [trouble, Value(Decimal("2.5"), "mm", "D2")]


def test_a_decimal_comma_where_the_comma_separates_is_never_a_smaller_number() -> None:
    assert said("name,value\nD1,12,5\n") == [Trouble(FaultCode.FORMAT, "columns")]
    assert said("name,value,unit\nD1,12,5\n") == [Trouble(FaultCode.UNIT, "unit", "D1")]


def test_two_units_that_disagree_are_a_trouble() -> None:
    assert said("name;value (mm);unit\nD1;1,5;um\n") == [Trouble(FaultCode.UNIT, "unit", "D1")]


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble(FaultCode.FORMAT, "no_header")),
        (b"D1;12.5\n", Trouble(FaultCode.FORMAT, "no_header")),
        (b"name;value\n", Trouble(FaultCode.NO_DATA, "no_result")),
        (b"name;value;actual\nD1;1;2\n", Trouble(FaultCode.FORMAT, "header")),  # which of the two?
        (b"name;value (furlong)\nD1;1\n", Trouble(FaultCode.UNIT, "header")),
        (b"\x00\x01PK\x03\x04", Trouble(FaultCode.FORMAT, "binary")),
        ("name;value\nD1;1\n".encode("utf-16"), Trouble(FaultCode.FORMAT, "binary")),
        (b"\x81\x8d\x8f", Trouble(FaultCode.FORMAT, "encoding")),
        (b"x" * (LARGEST_FILE + 1), Trouble(FaultCode.REFUSED, "too_big")),
        (b"\n" * (MOST_LINES + 1) + b"x", Trouble(FaultCode.REFUSED, "too_many_lines")),
        (b"x" * (LONGEST_LINE + 1), Trouble(FaultCode.REFUSED, "line_too_long")),
    ],
)
def test_files_that_are_none_are_troubles(content: bytes, trouble: Trouble) -> None:
    assert said(content) == trouble


def test_lines_of_text_are_read_by_a_template() -> None:
    read = template("{channel}{space}={space}{value} {unit}")
    content = "Programme 12\nRa  = 0,81 µm \r\nRz = 4,20 µm\nFin".encode("cp1252")
    assert results(content, read) == [
        Result(b"Ra  = 0,81 \xb5m ", Value(Decimal("0.81"), "um", "Ra")),
        Result(b"Rz = 4,20 \xb5m", Value(Decimal("4.20"), "um", "Rz")),
    ]


def test_a_text_without_any_result_says_so() -> None:
    assert results(b"Programme 12\n", template("{value} {unit}")) == Trouble(FaultCode.NO_DATA, "no_result")


pieces = st.sampled_from(["name", "value", "unit", ";", ",", "\t", "\n", "12,5", "mm", '"', "D1", "NaN", "é", "\x00"])


@given(st.binary(max_size=200) | st.lists(pieces, max_size=40).map(lambda found: "".join(found).encode()))
def test_any_bytes_are_results_or_troubles(content: bytes) -> None:
    for line in (None, template("{channel}: {value}")):
        found = results(content, line)
        for result in () if isinstance(found, Trouble) else found:
            assert result.raw in content.replace(b"\xef\xbb\xbf", b"") or b"\xc3" in result.raw
            if isinstance(result.said, Value):
                assert result.said.value.is_finite() and result.said.channel


NAMES = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='";'),
    min_size=1,
    max_size=20,
)


@given(st.lists(st.tuples(NAMES, st.decimals(min_value=-999, max_value=999, places=4)), min_size=1, max_size=10))
def test_every_result_written_comes_back(rows: list[tuple[str, Decimal]]) -> None:
    content = "Nom;Valeur\n" + "".join(f"{name};{value}\n".replace(".", ",") for name, value in rows)
    expected = [Value(abs(value) if value == 0 else value, None, name.replace(".", ",")) for name, value in rows]
    assert said(content) == expected
