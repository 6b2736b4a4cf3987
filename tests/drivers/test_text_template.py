"""Templates of text frames: what is written is what is read, and nothing that lost a part of itself is a value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Value
from drivers.text_pointing import Span, pattern_from_frame, spans
from drivers.text_template import LONGEST_TEMPLATE, TemplateFlaw, TemplateRefused, template

TEMPLATES = (
    "{value}",
    "{value} {unit}",
    "{value:+9}, {unit}",
    "V{channel}: {unit} {space}{value:+13}",
    "{space}{value}{flag}",
    "{{{channel};{any};{value:.3};{any}}}",
    "{unit} {value:10.4}",
    "#{any} {value}",
)


@pytest.mark.parametrize(
    ("pattern", "frame", "expected"),
    [
        ("{value} {unit}", "12.34 mm", Value(Decimal("12.34"), "mm")),
        ("{value} {unit}", "-0,50 INCH", Value(Decimal("-0.50"), "in")),
        ("{value} {unit}", "3.2 \xc2\xb5m", Value(Decimal("3.2"), "um")),  # UTF-8, read byte by byte
        ("{value} {unit}", "3.2 \xe6m", Value(Decimal("3.2"), "um")),  # code page 437
        ("Vx: {unit} {value}", "Vx: mm 1.250", Value(Decimal("1.250"), "mm")),
        ("{value:+9}, {unit}", "+  2.1380, MM", Value(Decimal("2.1380"), "mm")),
        ("{value:+9}, {unit}", "-0002.138, IN", Value(Decimal("-2.138"), "in")),
        ("V{channel}: {unit} {space}{value:+13}", "V2: mm       -00001.250000", Value(Decimal("-1.250000"), "mm", "2")),
        ("{space}{value}{flag}", " 12.5<", Value(Decimal("12.5"), None, None, ("below",))),
        ("{value:+}", "-.0125", Value(Decimal("-0.0125"))),
        ("{space}{value}{flag}", "12.5", Value(Decimal("12.5"))),
        ("{value} {flag}", "12.5 +NG", Value(Decimal("12.5"), None, None, ("above",))),
        ("{value:.0} {unit}", "0125 um", Value(Decimal("125"), "um")),
        ("{any};{value};{any}", "n° 4;0.5;2026-11-27", Value(Decimal("0.5"))),
        ("-0.0 is {{{value}}}", "-0.0 is {-0.0}", Value(Decimal("0.0"))),
    ],
)
def test_frames_are_read_as_the_template_says(pattern: str, frame: str, expected: Value) -> None:
    assert template(pattern).read(frame) == expected


@pytest.mark.parametrize(
    ("pattern", "frame"),
    [
        ("{value}", "12"),  # its decimals are lost
        ("{value}", "12."),
        ("{value}", ".5"),  # the rest of 1.5, perhaps
        ("{value}", "1e3.0"),
        ("{value}", "NaN"),
        ("{value}", "Infinity"),
        ("{value}", "+-1.0"),
        ("{value}", "1 234.5"),
        ("{value}", "1.234.5"),
        ("{value}", "١٢.٣"),
        ("{value}", "1234567890123.5"),
        ("{value:.3}", "12.34"),
        ("{value:.3}", "12.3456"),
        ("{value:+9}, {unit}", "+02.1380, MM"),  # one sign less, as after a loss
        ("{value:+9}, {unit}", "0002.1380, MM"),
        ("{value:+9}, {unit}", "+   2 138, MM"),
        ("{value} {unit}", "12.34 m"),
        ("{value} {unit}", "12.34 mm "),
        ("{value} {unit}", "x12.34 mm"),
    ],
)
def test_anything_else_is_no_value(pattern: str, frame: str) -> None:
    assert template(pattern).read(frame) is None


@pytest.mark.parametrize(
    ("pattern", "flaw"),
    [
        ("", TemplateFlaw.EMPTY),
        ("{value}" + "x" * LONGEST_TEMPLATE, TemplateFlaw.TOO_LONG),
        ("{value}\r", TemplateFlaw.UNPRINTABLE),
        ("{size}", TemplateFlaw.FIELD),
        ("{value", TemplateFlaw.FIELD),
        ("value}", TemplateFlaw.FIELD),
        ("{value:x}", TemplateFlaw.FIELD),
        ("{value:0}", TemplateFlaw.FIELD),
        ("{unit:3} {value}", TemplateFlaw.FIELD),
        ("{unit}", TemplateFlaw.NO_VALUE),
        ("{value} {value}", TemplateFlaw.TWICE),
        ("1{value}", TemplateFlaw.NEIGHBOURS),  # a frame that lost its 1 would give one digit less
        ("1{space}{value}", TemplateFlaw.NEIGHBOURS),
        ("-{value}", TemplateFlaw.NEIGHBOURS),
        ("{value}5", TemplateFlaw.NEIGHBOURS),
        ("{value}{any}", TemplateFlaw.NEIGHBOURS),
        ("{any}{value}", TemplateFlaw.NEIGHBOURS),
        ("{channel}{space}{value}", TemplateFlaw.NEIGHBOURS),
        ("{channel}A{value}", TemplateFlaw.NEIGHBOURS),
        ("{space} {value}", TemplateFlaw.NEIGHBOURS),
        ("{space}{value:9}", TemplateFlaw.NEIGHBOURS),
    ],
)
def test_templates_that_could_read_two_things_are_refused(pattern: str, flaw: TemplateFlaw) -> None:
    with pytest.raises(TemplateRefused) as refused:
        template(pattern)
    assert refused.value.flaw is flaw


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*TEMPLATES, "{any}", "{space}", "{channel}", "{", " "])).map("".join)
)
def test_any_text_is_a_template_or_refused(text: str) -> None:
    try:
        read = template(text)
    except TemplateRefused:
        return
    assert read.read(text) is None or isinstance(read.read(text), Value)


@given(st.sampled_from(TEMPLATES), st.text(max_size=300))
def test_any_frame_is_a_finite_value_or_none(pattern: str, frame: str) -> None:
    read = template(pattern).read(frame)
    assert read is None or read.value.is_finite()


@given(
    st.sampled_from(TEMPLATES),
    st.decimals(min_value=-999, max_value=999, places=3),
    st.sampled_from(["mm", "in", "um", "deg"]),
)
def test_every_value_written_comes_back(pattern: str, value: Decimal, unit: str) -> None:
    written = template(pattern)
    read = written.read(written.write(value, unit, "7"))
    assert read is not None and read.value == value
    assert read.unit == (unit if "{unit}" in pattern else None)


@given(st.decimals(min_value=-999, max_value=999, places=3), st.data())
def test_a_frame_of_fixed_width_that_lost_a_sign_is_never_a_value(value: Decimal, data: st.DataObject) -> None:
    read = template("{value:+9}, {unit}")
    frame = read.write(value, "mm")
    lost = data.draw(st.integers(0, len(frame) - 1))
    assert read.read(frame[:lost] + frame[lost + 1 :]) is None


def test_a_long_frame_of_spaces_and_digits_is_read_without_going_back() -> None:
    # Backtracking would need hours.
    pattern = "{any};" * 14 + "{space}" * 8 + "{value}{space}{flag}"
    assert template(pattern).read(";" * 500 + " " * 499) is None


def test_the_numbers_of_a_frame_are_offered() -> None:
    assert spans(b"V2: mm  -1.25 + 3,5\r\n") == [Span(1, 2, "2"), Span(8, 13, "-1.25"), Span(14, 19, "+ 3,5")]


@pytest.mark.parametrize(
    ("raw", "value", "pattern"),
    [
        (b"12.34 mm\r\n", "12.34", "{value} {unit}"),
        (b"12.34mm\r\n", "12.34", "{value}{unit}"),
        (b" 12.34\r", "12.34", "{space}{value}"),
        (b"+012.345=\r", "+012.345", "{value:+8}{flag}"),
        (b"V2: mm     -00001.250000\r\n", "-00001.250000", "V2: {unit}     {value:13}"),
        (b"GN00,+0016.2345\r\n", "+0016.2345", "GN00,{value:+10}"),
        (b"{X}:125 um\n", "125", "{{X}}:{value:.0} {unit}"),
        (b"Ra   3.12 \xb5m  OK\r", "3.12", "Ra{space}{value} {unit} {space}OK"),
        (b".0125 in\r", ".0125", "{value:5} {unit}"),
        (b"1 12.5\r", "12.5", "1 {space}{value}"),
        (b"1,12.5,0\r", "12.5", "1,{value},0"),
    ],
)
def test_a_template_is_made_by_pointing_at_the_value(raw: bytes, value: str, pattern: str) -> None:
    span = next(found for found in spans(raw) if found.text == value)
    assert pattern_from_frame(raw, span.start, span.end) == pattern


def test_a_counter_and_a_channel_are_pointed_at_too() -> None:
    raw = b"0042;V2;+1.250;mm\r\n"
    pattern = pattern_from_frame(raw, 8, 14, channel=(6, 7), skipped=[(0, 4)])
    assert pattern == "{any};V{channel};{value:+};mm"
    assert template(pattern).read("0043;V1;-0.500;mm") == Value(Decimal("-0.500"), None, "1")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, 99), (5, 2), (0, 8), (-3, 2), (6, 8)])
def test_what_is_no_number_cannot_be_pointed_at(start: int, end: int) -> None:
    with pytest.raises(TemplateRefused):
        pattern_from_frame(b"12.34 mm\r\n", start, end)


some_text = st.text(alphabet="0123456789+-., mVx;=GON{}\xb5", max_size=20).map(lambda text: text.encode("latin-1"))


@given(st.tuples(some_text, st.just(b" 12.5 "), some_text | st.binary(max_size=20)).map(b"".join), st.data())
def test_pointing_gives_a_template_that_reads_the_frame_or_a_refusal(raw: bytes, data: st.DataObject) -> None:
    span = data.draw(st.sampled_from(spans(raw)))
    try:
        pattern = pattern_from_frame(raw, span.start, span.end)
    except TemplateRefused:
        return
    read = template(pattern).read(raw.decode("latin-1").rstrip("\r\n"))
    assert read is not None and read.value == Decimal(span.text.replace(" ", "").replace(",", "."))
