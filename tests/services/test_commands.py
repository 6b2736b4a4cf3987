"""The codes of hands-free work: what the sheet prints is what is read, and anything else is refused in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.message import Refusal
from metroapp.services.commands import (
    MOST_SIGNS,
    Command,
    CommandScan,
    InstrumentScan,
    PieceScan,
    Scan,
    WorkOrderScan,
    code_of,
    is_scan,
    may_begin_scan,
    read_scan,
    word_of,
)
from metroapp.wording.sentences import sentence

NAMED = st.text(min_size=1, max_size=8).filter(lambda text: text.strip() == text)


def refused(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        read_scan(text)
    assert sentence(caught.value).endswith(".")
    return caught.value.message.code


@pytest.mark.parametrize("command", Command)
def test_a_command_is_read_from_its_code_and_has_its_word(command: Command) -> None:
    assert read_scan(code_of(CommandScan(command))) == CommandScan(command)
    assert word_of(command)[0].isupper()


@pytest.mark.parametrize(
    ("text", "scan"),
    [
        ("MA+ANNULER", CommandScan(Command.UNDO)),
        ("ma+annuler", CommandScan(Command.UNDO)),
        ("MA+NC", CommandScan(Command.NONCONFORMING)),
        ("MA+OF+2026-118", WorkOrderScan("2026-118")),
        ("ma+of+2026-118/a", WorkOrderScan("2026-118/a")),
        ("MA+OF+n+B0+ 12", WorkOrderScan("n° 12")),
        ("MA+INS+M-02", InstrumentScan("M-02")),
        ("MA+PC+1", PieceScan(1)),
        ("ma+pc+125", PieceScan(125)),
    ],
)
def test_codes_are_read(text: str, scan: Scan) -> None:
    assert read_scan(text) == scan


@pytest.mark.parametrize(
    "text",
    ["", "MA+", "MA+RIEN", "MA+OF", "MA+OF+", "MA+INS+", "MA+OF+ 12", "MA+OF+12 ", "MA+OF+1+41+", "MA+OF+a+b",
     "MA+OF+110000+", "MA+OF+D800+", "MA+ANNULER+", "MA+ANNULER ", "XMA+ANNULER", "3760012345678", "M", "MA+OF+é",
     "MA+PC", "MA+PC+", "MA+PC+0", "MA+PC+01", "MA+PC+-1", "MA+PC+1.5", "MA+PC+1234567", "MA+PC+²",
     "MA+OF+" + "1" * MOST_SIGNS],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    assert refused(text) == "scan.unknown"


@pytest.mark.parametrize("text", ["?Q+QNNULER", ",q+qnnuler", ":Q+QNNULER", ";q+of+12"])
def test_a_scanner_set_for_another_keyboard_is_told_apart(text: str) -> None:
    assert refused(text) == "scan.keyboard"


@given(st.text(max_size=80) | st.text(max_size=70).map(lambda text: f"MA+OF+{text}"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        scan = read_scan(text)
    except Refusal as refusal:
        assert sentence(refusal).endswith(".")
    else:
        assert code_of(scan).upper() == text.upper()


@given(NAMED, st.sampled_from([WorkOrderScan, InstrumentScan]))
def test_what_is_named_comes_back_exactly(named: str, kind: type[WorkOrderScan] | type[InstrumentScan]) -> None:
    try:
        code = code_of(kind(named))
    except Refusal as refusal:
        assert refusal.message.code == "scan.not_printable"
        return
    assert code.isascii() and code.isprintable()
    assert read_scan(code) == kind(named)


@given(NAMED, NAMED)
def test_two_work_orders_never_share_a_code(one: str, other: str) -> None:
    try:
        codes = code_of(WorkOrderScan(one)), code_of(WorkOrderScan(other))
    except Refusal:
        return
    assert (codes[0] == codes[1]) == (one == other)


def test_the_code_of_another_work_order_is_refused() -> None:
    WorkOrderScan("2026-118").require(" 2026-118 ")
    with pytest.raises(Refusal) as other:
        WorkOrderScan("2026-119").require("2026-118")
    assert "2026-119" in sentence(other.value) and "2026-118" in sentence(other.value)
    with pytest.raises(Refusal) as none:
        WorkOrderScan("2026-119").require("")
    assert none.value.message.code == "scan.no_work_order"


@given(st.integers(min_value=1, max_value=999_999))
def test_a_piece_comes_back_exactly(piece: int) -> None:
    assert read_scan(code_of(PieceScan(piece))) == PieceScan(piece)


def test_a_piece_that_is_not_of_the_lot_is_refused() -> None:
    assert PieceScan(12).among(12) == 12
    with pytest.raises(Refusal) as caught:
        PieceScan(13).among(12)
    assert caught.value.message.code == "scan.other_piece"
    assert "13" in sentence(caught.value) and "12" in sentence(caught.value)


@pytest.mark.parametrize("text", ["M", "MA", "MA+", "ma+of", "?", "?Q+", ";q+x"])
def test_the_beginning_of_a_code_is_known(text: str) -> None:
    assert may_begin_scan(text) and is_scan(text) == (len(text) > 2)


@pytest.mark.parametrize("text", ["A", "MM", "12", "MA-"])
def test_what_is_typed_by_hand_begins_no_code(text: str) -> None:
    assert not may_begin_scan(text) and not is_scan(text)


def test_an_instrument_is_found_as_the_register_writes_it() -> None:
    assert InstrumentScan("m-02").among(["PC-01", "M-02"]) == "M-02"
    with pytest.raises(Refusal) as caught:
        InstrumentScan("M-99").among(["M-02"])
    assert caught.value.message.code == "scan.unknown_instrument"
