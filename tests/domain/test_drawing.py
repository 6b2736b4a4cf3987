"""The balloons of a drawing: one for each number, inside the page, the same when read again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.archive.rows import part_from_json, to_json
from metroapp.domain.drawing import BalloonPlace, DrawingSheet, PageSize
from metroapp.domain.message import Refusal
from metroapp.domain.revision import PLACE, Change, differences
from metroapp.domain.specification import Means
from metroapp.wording.part_differences import difference
from tests.workbench import characteristic, part

A4 = PageSize(Decimal("841.89"), Decimal("595.28"))
SHEET = DrawingSheet("plan.pdf", "a" * 64, ".pdf", (A4, A4))
PART = part(characteristic("1", "Ø20 h7", Means.MICROMETER), characteristic("7", "4x Ø8 H8", Means.CALIPER))


def at(sheet: DrawingSheet, balloon: str, x: str = "100", y: str = "200", page: int = 0) -> DrawingSheet:
    return sheet.with_balloon(balloon, page, Decimal(x), Decimal(y))


def test_a_balloon_is_rounded_and_stays_on_its_page() -> None:
    sheet = at(at(SHEET, "1", "12.3456", "-4"), "2", "9999", "595.29", page=1)
    assert sheet.balloons == (
        BalloonPlace("1", 0, Decimal("12.35"), Decimal("0.00")),
        BalloonPlace("2", 1, Decimal("841.89"), Decimal("595.28")),
    )


def test_a_number_is_on_the_drawing_once() -> None:
    sheet = at(SHEET, "7")
    for refused in (lambda: at(sheet, " 7 "), lambda: at(sheet, "8").renumbered("8", "7")):
        with pytest.raises(Refusal) as raised:
            refused()
        assert raised.value.message.code == "drawing.balloon_taken"


@pytest.mark.parametrize("number", ["", "  ", "1234567890123", "7\n8"])
def test_a_number_must_be_readable_in_a_circle(number: str) -> None:
    with pytest.raises(Refusal, match=r"drawing\.balloon_unnamed"):
        at(SHEET, "7").renumbered("7", number)


def test_a_balloon_goes_on_a_page_of_the_drawing() -> None:
    with pytest.raises(Refusal, match=r"drawing\.page_absent"):
        at(SHEET, "1", page=2)


def test_renumbering_to_itself_changes_nothing_and_keeps_the_place() -> None:
    sheet = at(at(SHEET, "7", "10", "20"), "12")
    assert sheet.renumbered("7", "7") is sheet
    assert sheet.renumbered("7", "9").place_of("9") == BalloonPlace("9", 0, Decimal("10.00"), Decimal("20.00"))


@given(st.permutations(["1", "2", "7", "7.2", "7.10", "12", "A"]))
def test_the_order_of_placing_leaves_no_trace(order: list[str]) -> None:
    sheet = SHEET
    for balloon in order:
        sheet = at(sheet, balloon)
    assert [place.balloon for place in sheet.balloons] == ["1", "2", "7", "7.2", "7.10", "12", "A"]


def test_what_has_no_balloon_and_what_has_no_line_are_facts() -> None:
    sheet = at(at(SHEET, "7"), "14")
    drawn = [given.drawn_balloon for given in PART.inspected]
    assert sheet.unplaced(drawn) == ("1",)  # the four occurrences of 7 share its balloon
    assert sheet.orphans(drawn) == ("14",)
    assert replace(PART, sheet=sheet).require_complete() is None


def test_another_file_keeps_the_balloons_where_they_were() -> None:
    small = DrawingSheet("croquis.png", "b" * 64, ".png", (PageSize(Decimal(300), Decimal(200)),))
    sheet = small.with_balloons_of(at(at(SHEET, "1", "400", "100"), "2", "50", "60", page=1))
    assert sheet.balloons == (
        BalloonPlace("1", 0, Decimal(300), Decimal("100.00")),
        BalloonPlace("2", 0, Decimal("50.00"), Decimal("60.00")),
    )


@pytest.mark.parametrize("wrong", [{"digest": "../../etc"}, {"suffix": ".pdf/../x"}, {"sizes": ()}])
def test_a_sheet_names_no_other_file(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(SHEET, **wrong)  # type: ignore[arg-type]


def test_a_part_with_its_drawing_is_read_again_as_it_was_written() -> None:
    drawn = replace(PART, sheet=at(at(SHEET, "1", "12.3", "4.56"), "7", page=1))
    assert part_from_json(to_json(drawn)) == drawn
    assert part_from_json(to_json(PART)).sheet is None


def test_a_part_written_before_drawings_were_kept_has_none() -> None:
    assert part_from_json(to_json(PART).replace(',"sheet":null', "")) == PART


def test_the_differences_of_two_revisions_say_what_happened_to_the_drawing() -> None:
    before = replace(PART, sheet=at(at(at(SHEET, "1"), "7"), "8"))
    other = DrawingSheet("plan.pdf", "c" * 64, ".pdf", (A4,))
    after = replace(PART, sheet=at(at(at(other, "1"), "7", "300"), "9"))
    found = differences(before, after)
    assert [(one.change, one.balloon, one.field) for one in found] == [
        (Change.CHANGED, "", "sheet"),
        (Change.REMOVED, "8", PLACE),
        (Change.ADDED, "9", PLACE),
        (Change.MOVED, "7", PLACE),
    ]
    assert [difference(one) for one in found] == [
        "Plan repéré : plan.pdf (aaaaaa…) → plan.pdf (cccccc…)",
        "Plan repéré : repère 8 retiré",
        "Plan repéré : repère 9 placé",
        "Plan repéré : repère 7 déplacé",
    ]
    assert difference(differences(PART, before)[0]) == "Plan repéré : aucun → plan.pdf (aaaaaa…)"
