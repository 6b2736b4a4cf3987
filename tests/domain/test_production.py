"""The papers of a production: what is possible, what is still empty, and that what was typed is what is kept."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.archive.events import gesture_from, to_facts
from metroapp.domain.entered_text import LONGEST_COMMENT, LONGEST_TEXT
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.production import (
    LARGEST_GAUGE,
    MOST_MINUTES,
    MOST_PIECES,
    MOST_TOOLS,
    QUANTITIES,
    TIMES,
    Blank,
    FollowUp,
    SetUpSheet,
    ToolLine,
    missing,
    proposed,
)
from metroapp.domain.production_text import (
    FollowUpTexts,
    SetUpTexts,
    ToolTexts,
    read_count,
    read_follow_up,
    read_length,
    read_set_up,
    write_follow_up,
    write_set_up,
)
from metroapp.domain.sorting import Sorting
from metroapp.wording.sentences import sentence

EMPTY = FollowUp(EntryId("P1", 2), "", datetime(2026, 11, 24, tzinfo=UTC))
BARE = SetUpSheet(EMPTY.id, "", EMPTY.at)
WORDS = st.text("OABX0123 -,.éà", max_size=12).map(str.strip)
COUNTS = st.none() | st.integers(0, MOST_MINUTES)
LENGTHS = st.none() | st.decimals(-9999, 9999, places=4) | st.decimals(-99, 99, places=0)
FOLLOW_UPS = st.builds(
    lambda counts, comment: replace(EMPTY, **dict(zip((*QUANTITIES, *TIMES), counts, strict=True)), comment=comment),
    st.tuples(*[COUNTS] * 6),
    WORDS,
)
TOOLS = st.builds(ToolLine, st.integers(1, 99).map("T{}".format), WORDS, WORDS, LENGTHS, LENGTHS, LENGTHS)
SHEETS = st.builds(
    lambda texts, tools: SetUpSheet(EMPTY.id, "", EMPTY.at, *texts, tools=tuple(tools)),
    st.tuples(*[WORDS] * 5),
    st.lists(TOOLS, max_size=5),
)


def code_of(refusal: Refusal) -> str:
    return refusal.message.code


# -- quantities --------------------------------------------------------------------------------------------------------


@given(FOLLOW_UPS)
def test_it_is_possible_exactly_when_no_more_is_sorted_than_launched(filled: FollowUp) -> None:
    total = sum(value or 0 for value in (filled.good, filled.nonconforming, filled.scrap))
    is_possible = filled.launched is None or total <= filled.launched
    assert bool(filled.refusals()) is not is_possible
    assert filled.unaccounted == (None if filled.launched is None else filled.launched - total)
    if is_possible:
        filled.require_possible()
    else:
        with pytest.raises(Refusal) as refused:
            filled.require_possible()
        assert code_of(refused.value) == "follow_up.too_many"


@given(FOLLOW_UPS, st.sampled_from((*QUANTITIES, *TIMES)), st.integers(-MOST_MINUTES, -1))
def test_nothing_is_negative_and_the_field_is_named(filled: FollowUp, name: str, value: int) -> None:
    wrong = replace(filled, **{name: value}).refusals()
    assert code_of(wrong[name]) == "follow_up.negative"
    assert {code_of(refusal) for field, refusal in wrong.items() if field != "launched"} <= {"follow_up.negative"}


SORTINGS = st.builds(
    lambda good, bad, conceded, unsorted, held: Sorting(
        good + bad + conceded + unsorted + held, good, bad, conceded, unsorted, held
    ),
    *[st.integers(0, 50)] * 5,
)


@given(FOLLOW_UPS, SORTINGS)
def test_the_sorting_fills_only_what_is_empty_and_calls_good_only_what_is(filled: FollowUp, sorting: Sorting) -> None:
    filled_in = proposed(filled, sorting)
    for name in QUANTITIES:
        if getattr(filled, name) is not None:
            assert getattr(filled_in, name) == getattr(filled, name)
    assert filled_in.scrap == filled.scrap  # a decision, which no sorting takes
    assert (filled_in.set_up_minutes, filled_in.comment) == (filled.set_up_minutes, filled.comment)
    fresh = proposed(EMPTY, sorting)
    assert (fresh.launched, fresh.good) == (sorting.pieces, sorting.conforming)
    assert fresh.unaccounted == sorting.unsorted and not fresh.refusals()


# -- what is still empty -----------------------------------------------------------------------------------------------


def test_with_nothing_filled_in_everything_is_missing_but_the_comments() -> None:
    assert set(missing(None, None)) == set(Blank) - {Blank.TOOL_GAUGES}
    assert missing(EMPTY, BARE) == missing(None, None)


@given(FOLLOW_UPS, SHEETS)
def test_what_is_missing_is_what_is_empty(filled: FollowUp, sheet: SetUpSheet) -> None:
    found = missing(filled, sheet)
    for name in (*QUANTITIES, *TIMES):
        assert (Blank(name) in found) is (getattr(filled, name) is None)
    for name in ("program", "program_revision", "origins", "clamping"):
        assert (Blank(name) in found) is not bool(getattr(sheet, name))
    assert (Blank.TOOLS in found) is not bool(sheet.tools)
    bare = any(tool.gauge_x is None and tool.gauge_z is None for tool in sheet.tools)
    assert (Blank.TOOL_GAUGES in found) is bare
    assert list(found) == [blank for blank in Blank if blank in found]


def test_zero_is_filled_in() -> None:
    assert Blank.SCRAP not in missing(replace(EMPTY, scrap=0), None)


def test_a_mill_has_no_gauge_in_x() -> None:
    assert Blank.TOOL_GAUGES not in missing(None, replace(BARE, tools=(ToolLine("T1", gauge_z=Decimal("120.5")),)))


# -- tools -------------------------------------------------------------------------------------------------------------


def test_a_tool_has_its_number_and_is_listed_once_for_each_offset() -> None:
    tools = (ToolLine("T1", "D1"), ToolLine("T1", "D2"), ToolLine(""), ToolLine("T1", "D1", nose_radius=Decimal(-1)))
    wrong = replace(BARE, tools=tools).refusals()
    assert {place: code_of(refusal) for place, refusal in wrong.items()} == {
        (2, "tool"): "set_up.tool_missing",
        (3, "tool"): "set_up.tool_twice",
        (3, "nose_radius"): "set_up.negative_radius",
    }
    with pytest.raises(Refusal) as refused:
        replace(BARE, tools=tools).require_possible()
    assert code_of(refused.value) == "set_up.tool_missing"


# -- what no archive can keep, and nobody ever counted -----------------------------------------------------------------

ANY_TEXT = st.text(max_size=LONGEST_COMMENT + 5) | st.sampled_from(("\ud800", "T1\udfff", "x" * (LONGEST_COMMENT + 1)))
ANY_COUNT = st.none() | st.integers() | st.sampled_from((MOST_PIECES, MOST_PIECES + 1, -(10**5000), 10**5000))
ANY_LENGTH = (
    st.none()
    | st.decimals()
    | st.sampled_from(("NaN", "sNaN", "Infinity", "1E+999999999", "-1E-999999999", "0E+9999", "1e-10")).map(Decimal)
)
ANY_TOOL = st.builds(ToolLine, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_LENGTH, ANY_LENGTH, ANY_LENGTH)


def code_or_kept(paper: FollowUp | SetUpSheet) -> str:
    """The code of its refusal, after its sentence was said; empty once it came back from the archive the same."""
    try:
        paper.require_possible()
    except Refusal as refusal:
        sentence(refusal).encode()
        return code_of(refusal)
    kind, facts = to_facts(paper, str)
    assert gesture_from(kind, facts, paper.id, paper.by, paper.at, str) == paper
    return ""


@given(st.tuples(*[ANY_COUNT] * 6), ANY_TEXT)
def test_any_follow_up_is_refused_in_words_or_comes_back_from_the_archive(
    counts: tuple[int | None, ...], comment: str
) -> None:
    filled = replace(EMPTY, **dict(zip((*QUANTITIES, *TIMES), counts, strict=True)), comment=comment)
    is_known = code_or_kept(filled) in ("", "text.unreadable", "text.too_long")
    assert is_known is not bool(filled.refusals())


@given(st.tuples(*[ANY_TEXT] * 5), st.lists(ANY_TOOL, max_size=3))
def test_any_set_up_sheet_is_refused_in_words_or_comes_back_from_the_archive(
    texts: tuple[str, ...], tools: list[ToolLine]
) -> None:
    sheet = SetUpSheet(EMPTY.id, "", EMPTY.at, *texts, tools=tuple(tools))
    if code_or_kept(sheet) == "":
        written = write_set_up(sheet)  # as it is typed: nothing grows beyond its field
        assert all(len(text) <= LONGEST_COMMENT for tool in written.tools for text in astuple(tool))


@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "NaN", "10000.001", "1E+999999999", "0.0000000001"])
@pytest.mark.parametrize("field", ["gauge_x", "gauge_z", "nose_radius"])
def test_an_infinite_gauge_is_refused_at_its_place(field: str, number: str) -> None:
    sheet = replace(BARE, tools=(ToolLine("T1", **{field: Decimal(number)}),))
    assert {place: code_of(found) for place, found in sheet.refusals().items()} == {
        (0, field): "set_up.length_out_of_bounds"
    }
    assert not replace(BARE, tools=(ToolLine("T1", **{field: Decimal(LARGEST_GAUGE)}),)).refusals()


def test_more_pieces_or_minutes_than_anybody_counts_are_refused() -> None:
    assert code_or_kept(replace(EMPTY, launched=MOST_PIECES, scrap=MOST_PIECES)) == ""
    assert code_or_kept(replace(EMPTY, good=MOST_PIECES + 1)) == "follow_up.too_many_pieces"
    assert code_or_kept(replace(EMPTY, machining_minutes=MOST_MINUTES + 1)) == "follow_up.too_long"
    assert code_or_kept(replace(EMPTY, set_up_minutes=10**5000)) == "follow_up.too_long"  # no digits of it are said


@pytest.mark.parametrize("text", ["half \ud83d of a sign", "no \0 sign", "x" * (LONGEST_COMMENT + 1)])
def test_a_text_that_no_archive_can_hold_is_refused_wherever_it_stands(text: str) -> None:
    code = "text.too_long" if len(text) > LONGEST_TEXT else "text.unreadable"
    assert code_or_kept(replace(EMPTY, comment=text)) == code
    for name in ("program", "program_revision", "origins", "clamping", "comment"):
        assert code_or_kept(replace(BARE, **{name: text})) == code
    for tool in (ToolLine(text), ToolLine("T1", text), ToolLine("T1", designation=text)):
        assert code_or_kept(replace(BARE, tools=(tool,))) == code


def test_a_sheet_has_no_thousand_tools() -> None:
    tools = tuple(ToolLine(f"T{number}") for number in range(MOST_TOOLS + 1))
    assert code_or_kept(replace(BARE, tools=tools)) == "set_up.too_many_tools"
    assert code_or_kept(replace(BARE, tools=tools[1:])) == ""


# -- as it is typed ----------------------------------------------------------------------------------------------------


@given(FOLLOW_UPS)
def test_a_follow_up_written_is_read_back_the_same(filled: FollowUp) -> None:
    said, wrong = read_follow_up(write_follow_up(filled))
    assert replace(said, id=filled.id, by=filled.by, at=filled.at) == filled
    assert wrong.keys() == filled.refusals().keys()


@given(SHEETS)
def test_a_sheet_written_is_read_back_to_the_last_zero(sheet: SetUpSheet) -> None:
    said, wrong = read_set_up(write_set_up(sheet))
    assert replace(said, id=sheet.id, by=sheet.by, at=sheet.at) == sheet
    assert [str(tool.gauge_z) for tool in said.tools] == [str(tool.gauge_z) for tool in sheet.tools]
    assert wrong.keys() == sheet.refusals().keys()


@pytest.mark.parametrize(("text", "count"), [("", None), ("  ", None), ("0", 0), (" 12 ", 12), ("007", 7), ("−3", -3)])
def test_a_count_is_read(text: str, count: int | None) -> None:
    assert read_count(text) == count


@given(st.text(max_size=10))
def test_any_text_is_a_count_or_refused(text: str) -> None:
    try:
        count = read_count(text)
    except Refusal as refusal:
        assert code_of(refusal) == "follow_up.not_whole"
    else:
        assert count is None or abs(count) < 10**8


@pytest.mark.parametrize("text", ["12.0", "1,5", "1e3", "²", "٣", "123456789", "1 2"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_count(text)
    assert code_of(refused.value) == "follow_up.not_whole"


def test_a_length_has_a_comma_or_a_dot_and_keeps_its_zeros() -> None:
    assert str(read_length("125,3400")) == "125.3400" == str(read_length("125.3400"))
    assert read_length("−12,5") == Decimal("-12.5") and read_length(" ") is None


def test_a_wrong_text_is_named_with_its_place_and_the_rest_is_read() -> None:
    said, wrong = read_follow_up(FollowUpTexts(launched="5", good="cinq", scrap="-1"))
    assert {name: code_of(refusal) for name, refusal in wrong.items()} == {
        "good": "follow_up.not_whole",
        "scrap": "follow_up.negative",
    }
    assert (said.launched, said.good) == (5, None)
    lines = (ToolTexts("T1", gauge_z="120,0"), ToolTexts(), ToolTexts("T1", gauge_x="1,2,3"))
    sheet, wrong_cells = read_set_up(SetUpTexts(program=" O2001 ", tools=lines))
    assert {place: code_of(refusal) for place, refusal in wrong_cells.items()} == {
        (2, "gauge_x"): "number.unreadable",
        (2, "tool"): "set_up.tool_twice",
    }
    assert sheet.program == "O2001" and len(sheet.tools) == 2  # the empty line is left out
