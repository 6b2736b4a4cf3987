"""Interfaces that type: their address, their lines, and the way of what they send: that of any reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers import Fault, FaultCode, LinkState, Reading
from drivers.protocols.wedge import Layout
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey, Frame
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services.events import BoxRecorded, InstrumentChanged, ProposalsChanged, ReadingHeld, Refused
from metroapp.services.plug import Plug, read_plug
from metroapp.services.wedge import KEY as WEDGE
from metroapp.services.wedge import MOST_SIGNS, Wedge, address_of, read_wedge, whose
from metroapp.wording.sentences import sentence
from tests.workbench import CAMILLE, CODES, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
TYPED, OTHER, GAUGE = "CL-01", "CL-02", "MC-05"
BOX, SECOND = BoxKey(1, "1"), BoxKey(2, "1")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    made.workshop.means.enter(
        [
            Instrument(TYPED, "Pied à coulisse", InstrumentKind.CALIPER, family=WEDGE, decimals=2),
            Instrument(OTHER, "Pied à coulisse", InstrumentKind.CALIPER, family=WEDGE, decimals=2),
            Instrument(GAUGE, "Micromètre", InstrumentKind.MICROMETER, family=WEDGE, decimals=3,
                       range_lower=Decimal(0), range_upper=Decimal(25)),
        ],
        [],
    ).result()  # fmt: skip
    yield made
    made.close()


def plug(shop: Shop, **addresses: str) -> None:
    shop.workshop.connect({number.replace("_", "-"): address for number, address in addresses.items()}).result()


def type_line(shop: Shop, text: str) -> None:
    shop.workshop.typed_by_wedge(text).result()
    shop.settle()


def refused(shop: Shop, text: str) -> str:
    with pytest.raises(Refusal) as caught:
        type_line(shop, text)
    said = shop.last(Refused)
    assert isinstance(said, Refused) and said.refusal == caught.value.message
    assert sentence(said.refusal).endswith(".")
    return caught.value.message.code


def recorded(shop: Shop) -> list[tuple[BoxKey, str, bytes]]:
    found = []
    for event in shop.all(BoxRecorded):
        assert isinstance(event, BoxRecorded)
        measured = event.box.measurement
        assert measured is not None and measured.quantity is not None
        frame = measured.inputs[0].frame
        assert isinstance(frame, Frame) and measured.instrument == frame.instrument
        found.append((event.box.key, str(measured.quantity.value), frame.raw))
    return found


# -- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "wedge"),
    [
        ("keyboard://", Wedge()),
        ("keyboard://?prefix=M", Wedge("M")),
        ("keyboard://?prefix=M&suffix=%3B&layout=french", Wedge("M", ";", Layout.FRENCH)),
        ("keyboard://?layout=same", Wedge(layout=Layout.SAME)),
        ("keyboard:///?suffix=mm&layout=", Wedge(suffix="mm")),
        ("keyboard://?prefix=M+", Wedge("M+")),
    ],
)
def test_addresses_are_read(address: str, wedge: Wedge) -> None:
    assert read_wedge(read_plug(address)) == wedge


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("keyboard://?prefix", "wedge.address"),
        ("keyboard://?pre=M", "wedge.address"),
        ("keyboard://?prefix=M&prefix=N", "wedge.address"),
        ("keyboard://host?prefix=M", "wedge.address"),
        ("keyboard://?", "wedge.address"),
        ("keyboard://?prefix=M#2", "wedge.address"),
        ("/dev/ttyUSB0", "wedge.address"),
        ("keyboard://?layout=azerty", "wedge.layout"),
        ("keyboard://?prefix=1M", "wedge.mark"),  # a value begins so
        ("keyboard://?suffix=.", "wedge.mark"),
        ("keyboard://?prefix=%C3%A9", "wedge.mark"),
        ("keyboard://?prefix=ma%2B", "wedge.mark"),  # of our own codes
        ("keyboard://?prefix=" + "M" * 17, "wedge.mark"),
        ("keyboard://?prefix=%5B&layout=french", "wedge.mark"),  # a dead key gives no sign of its own
    ],
)
def test_another_address_is_refused_when_it_is_connected(shop: Shop, address: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        plug(shop, CL_01=address)
    assert caught.value.message.code == code and sentence(caught.value).endswith(".")
    assert shop.workshop.addresses() == {} and not shop.workshop.wedges()


@given(
    st.sampled_from(["", "M", "A;", "k+", "##"]),
    st.sampled_from(["", ";", "mm", "&x"]),
    st.sampled_from([None, *Layout]),
)
def test_an_address_that_is_written_is_read_again(prefix: str, suffix: str, layout: Layout | None) -> None:
    wedge = Wedge(prefix, suffix, layout)
    try:
        assert read_wedge(read_plug(address_of(wedge))) == wedge
    except Refusal as refusal:
        assert refusal.message.code == "wedge.mark" and layout is not None


# -- lines while they come -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wedge", "text"),
    [
        (Wedge(), "-12.345 mm"),
        (Wedge(), "  12,34"),
        (Wedge(), ")&é:\"'("),
        (Wedge("M", ";"), "M12.5;"),
        (Wedge("M", ";", Layout.FRENCH), "?&é:(m"),
        (Wedge(suffix="mm"), "12.5mm"),
        (Wedge(layout=Layout.FRENCH_CAPS), "°12/345"),
    ],
)
def test_a_line_is_known_from_its_first_key_to_its_last(wedge: Wedge, text: str) -> None:
    assert all(wedge.may_become(text[:end]) for end in range(1, len(text) + 1))
    assert wedge.is_line(text)


@pytest.mark.parametrize("text", ["bonjour", "M12.5", "1e5", "12.3.4", "12:30", "2026-118", "--", "&l"])
def test_what_is_written_by_hand_is_no_line(text: str) -> None:
    wedge = Wedge(layout=Layout.SAME)
    assert not all(wedge.may_become(text[:end]) for end in range(1, len(text) + 1))
    assert not wedge.is_line(text)


@pytest.mark.parametrize("text", ["3760012345678", "12", "&é\"'(", "1.", "."])
def test_figures_without_decimals_are_for_the_field(text: str) -> None:
    assert not Wedge().is_line(text) and not Wedge().is_cut(text)


def test_with_its_prefix_a_line_is_sure_and_nothing_else_is() -> None:
    wedge = Wedge("M")
    assert wedge.is_sure("M12") and wedge.is_line("M1234")  # ours, and refused as unreadable
    assert not wedge.is_sure("M1") and not wedge.is_sure("123") and not Wedge().is_sure("12.345")


@given(st.text(max_size=80), st.sampled_from([Wedge(), Wedge("M", ";"), Wedge(layout=Layout.FRENCH_CAPS)]))
def test_any_text_is_told(text: str, wedge: Wedge) -> None:
    assert len(text) <= MOST_SIGNS or not wedge.may_become(text)
    assert wedge.is_line(text) in (True, False) and wedge.is_cut(text) in (True, False)


def test_a_slow_interface_says_so_in_its_address_with_a_prefix() -> None:
    slow = read_wedge(read_plug("keyboard://?prefix=M&gap=80"))
    assert slow.gap == 80 and read_wedge(read_plug(address_of(slow))) == slow
    for address in ("keyboard://?gap=80", "keyboard://?prefix=M&gap=500", "keyboard://?prefix=M&gap=x"):
        with pytest.raises(Refusal) as refusal:
            read_wedge(read_plug(address))
        assert refusal.value.message.code == "wedge.gap"


@pytest.mark.parametrize("layout", [None, Layout.SAME])
def test_caps_lock_does_not_take_its_letter_from_an_interface(layout: Layout | None) -> None:
    wedge = Wedge("M", "", layout)
    assert wedge.may_become("m12") and wedge.is_sure("m12.34") and wedge.is_line("m12.34MM")
    read = wedge.read("m12.34MM", None, datetime(2026, 11, 27, tzinfo=UTC))
    assert isinstance(read, Reading) and (str(read.value), read.unit) == ("12.34", "mm")


def test_a_bar_code_with_a_letter_behind_its_decimals_is_for_the_field() -> None:
    assert not Wedge().is_line("12.5A") and Wedge("M").is_line("M12.5A")


def test_of_two_that_could_have_typed_it_none_is_chosen() -> None:
    wedges = {"A": Wedge("M"), "B": Wedge(), "C": Wedge("N")}
    assert whose(wedges, "M12.5") == "A" and whose(wedges, "12.5") == "B"
    with pytest.raises(Refusal) as caught:
        whose({"A": Wedge(), "B": Wedge()}, "12.5")
    assert caught.value.message.code == "wedge.several"
    assert "A, B" in sentence(caught.value)


def test_an_address_has_no_channel() -> None:
    with pytest.raises(Refusal):
        read_wedge(Plug("keyboard://", "2"))


# -- the way of a reading --------------------------------------------------------------------------------------------


def test_a_line_becomes_a_reading_with_the_text_as_typed(shop: Shop) -> None:
    plug(shop, CL_01="keyboard://")
    shop.open(part(LENGTH), pieces=2)
    type_line(shop, "35.02")
    type_line(shop, '"(:à&')
    assert recorded(shop) == [(BOX, "35.02", b"35.02"), (SECOND, "35.01", '"(:à&'.encode())]
    assert [spoken.data for spoken in shop.workshop.lately(TYPED)] == [b"35.02", '"(:à&'.encode()]
    (tile,) = shop.workshop.tiles().result()
    assert tile.state is LinkState.READY and isinstance(tile.last, Reading) and tile.last.flags == ("unit_declared",)


def test_two_interfaces_are_told_by_their_marks(shop: Shop) -> None:
    plug(shop, CL_01="keyboard://?prefix=A", MC_05="keyboard://?prefix=B")
    shop.open(part(LENGTH, SHAFT))
    type_line(shop, "A35.02")
    type_line(shop, "B19.990")
    assert [(box.balloon, value) for box, value, _ in recorded(shop)] == [("1", "35.02"), ("2", "19.990")]


def test_two_that_could_have_sent_it_are_refused_and_nothing_is_recorded(shop: Shop) -> None:
    plug(shop, CL_01="keyboard://", CL_02="keyboard://?layout=same")
    shop.open(part(LENGTH))
    assert refused(shop, "35.02") == "wedge.several"
    assert recorded(shop) == []


def test_what_no_interface_on_the_bench_sends_is_refused(shop: Shop) -> None:
    assert refused(shop, "35.02") == "wedge.unknown"
    plug(shop, CL_01="keyboard://?prefix=A")
    assert refused(shop, "35.02") == "wedge.unknown"
    shop.workshop.connect({}).result()
    assert not shop.workshop.wedges()


def test_what_could_mean_two_values_is_refused_until_the_layout_is_said(shop: Shop) -> None:
    plug(shop, CL_01="keyboard://")
    shop.open(part(LENGTH))
    assert refused(shop, "-&é:éé") == "wedge.ambiguous"
    assert refused(shop, "--:--") == "wedge.ambiguous"
    plug(shop, CL_01="keyboard://?layout=french")
    type_line(shop, '"(:à-')
    assert recorded(shop) == [(BOX, "35.06", '"(:à-'.encode())]


def test_a_line_with_its_prefix_and_no_value_is_refused(shop: Shop) -> None:
    plug(shop, CL_01="keyboard://?prefix=A")
    assert refused(shop, "A35") == "wedge.unreadable"


def test_inches_and_other_decimals_are_no_reading(shop: Shop) -> None:
    plug(shop, CL_01="keyboard://")
    shop.open(part(LENGTH))
    type_line(shop, "1.3787")
    fault = shop.last(InstrumentChanged)
    assert isinstance(fault, InstrumentChanged) and fault.fault is FaultCode.UNIT
    (tile,) = shop.workshop.tiles().result()
    assert tile.why is not None and tile.why.code == "bench.decimals"
    plug(shop, CL_01="keyboard://?prefix=A")
    type_line(shop, "A35.0 km")
    assert recorded(shop) == []


def test_a_line_typed_while_the_post_is_locked_is_held(shop: Shop) -> None:
    plug(shop, CL_01="keyboard://")
    shop.open(part(LENGTH))
    shop.workshop.staff.lock().result()
    type_line(shop, "35.02")
    assert shop.all(ReadingHeld) and recorded(shop) == []
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()
    assert shop.workshop.take_held().result() == 1
    assert [value for _, value, _ in recorded(shop)] == ["35.02"]


def test_a_doubtful_one_waits_for_a_confirmation(shop: Shop) -> None:
    plug(shop, CL_01="keyboard://")
    shop.open(part(LENGTH))
    type_line(shop, "3.50")
    proposals = shop.last(ProposalsChanged)
    assert isinstance(proposals, ProposalsChanged) and proposals.proposals[0].doubt is not None
    assert recorded(shop) == []


@given(st.decimals(min_value=Decimal("0.01"), max_value=999, places=2))
def test_a_value_is_read_with_its_digits(value: Decimal) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    event = Wedge("M", ";", Layout.SAME).read(f"M{value};", 2, now)
    assert isinstance(event, Reading) and event.value == value and event.raw == f"M{value};".encode()
    other = Wedge("M", ";", Layout.SAME).read(f"M{value};", 3, now)
    assert isinstance(other, Fault) and other.detail == "decimals"
