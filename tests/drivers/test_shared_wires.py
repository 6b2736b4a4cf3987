"""Several instruments on one wire, answers that come late, frames that lost their head: no value goes to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from drivers import Address, Link
from drivers.channels import ChannelFlaw, ChannelRefused
from drivers.conversation import Agreed, Conversation
from drivers.framing import Broken, Frame, Framer
from drivers.probe import can_be_probed
from drivers.protocols import millimar
from drivers.reading import Fault, FaultCode, Identified, LinkEvent, Reading
from drivers.registry import families, family_at
from drivers.text_profile import TextProfile

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Wire:
    """A conversation with the instruments of some channels, and a clock."""

    def __init__(self, family: str, *channels: str | None, at: float = 10.0, **agreed: Any) -> None:
        self.at = at
        instruments: Mapping[str | None, Agreed] = {channel: Agreed(**agreed) for channel in channels or (None,)}
        self.talk = Conversation(families()[family], instruments)
        self.sent = list(self.talk.opening(self.now, self.at).messages)
        if families()[family].unit_query:
            self.hears(b"MM\r", after=1.0)

    @property
    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.at)

    def hears(self, data: bytes = b"", after: float = 0.2) -> list[LinkEvent]:
        self.at += after
        turn = self.talk.take(data, self.now, self.at)
        self.sent.extend(turn.messages)
        return turn.events

    def asks(self, channel: str | None = None) -> None:
        self.sent.extend(self.talk.request(self.now, self.at, channel).messages)

    def gives_up(self, after: float = 3.0) -> list[LinkEvent]:
        return self.hears(after=after)

    def streams(self, *, on: bool) -> None:
        self.sent.extend(self.talk.stream(self.now, self.at, on=on).messages)


def read(events: list[LinkEvent]) -> list[tuple[str | None, str, bool]]:
    """Channel, value, and whether it is late."""
    return [(one.channel, str(one.value), "late" in one.flags) for one in events if isinstance(one, Reading)]


def faults(events: list[LinkEvent]) -> list[tuple[FaultCode, str | None, str]]:
    return [(one.code, one.channel, one.detail) for one in events if isinstance(one, Fault)]


# -- channels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "channels", "flaw"),
    [
        ("mitutoyo-mux10", (None, "2"), ChannelFlaw.MISSING),
        ("mitutoyo-mux10", ("1", "1"), ChannelFlaw.TWICE),
        ("mitutoyo-mux10", ("12",), ChannelFlaw.UNKNOWN),
        ("adept-mux", ("5",), ChannelFlaw.UNKNOWN),
        ("mitutoyo-uwave", (None,), ChannelFlaw.MISSING),
    ],
)
def test_instruments_that_could_not_be_told_apart_are_refused(
    family: str, channels: tuple[str | None, ...], flaw: ChannelFlaw
) -> None:
    with pytest.raises(ChannelRefused) as refused:
        Link([Address("sim://bench/x", family, channel=channel) for channel in channels], lambda _event: None)
    assert refused.value.flaw is flaw


def test_who_watches_a_receiver_of_many_transmitters_hears_them_all() -> None:
    Link(Address("sim://bench/x", "mitutoyo-uwave", trusting=True), lambda _event: None)


@pytest.mark.parametrize(
    ("family", "first", "second"),
    [
        ("mitutoyo-mux10", b"01A+0011.111\r", b"02A+0022.222\r"),
        ("metro-mux", b"V1: mm       -00001.250000\r\n", b"V2: mm       -00001.250000\r\n"),
        ("gagemux", b"001,  -11.2340, NRM, 01\r\n", b"002,  -11.2340, NRM, 02\r\n"),
        ("adept-mux", b"1 MW+00013.67 mm\r\n", b"2 MW+00013.67 mm\r\n"),
    ],
)
def test_an_instrument_without_a_channel_does_not_take_the_values_of_the_others(
    family: str, first: bytes, second: bytes
) -> None:
    wire = Wire(family)
    assert [channel for channel, _, _ in read(wire.hears(first))] == ["1"]
    assert faults(wire.hears(second)) == [(FaultCode.FORMAT, "2", "channel")]


def test_the_diameter_that_was_asked_for_is_given_to_the_instrument_of_that_channel_alone() -> None:
    wire = Wire("opto-rs", "DIA", "CEN")
    wire.asks("CEN")
    assert read(wire.hears(b"+012.345\r")) == [("CEN", "12.345", False)]
    wire.asks("DIA")
    assert read(wire.hears(b"+024.690\r")) == [("DIA", "24.690", False)]
    assert faults(wire.hears(b"+012.345\r")) == [(FaultCode.FORMAT, None, "channel")]


def test_a_value_pushed_by_the_only_instrument_of_a_named_result_is_its_own() -> None:
    assert read(Wire("opto-rs", "DIA").hears(b"+012.345\r")) == [("DIA", "12.345", False)]


def test_a_cut_frame_on_a_shared_wire_is_laid_at_nobodys_door() -> None:
    wire = Wire("mitutoyo-mux10", "1", "2")
    assert wire.hears(b"01A+00") == []
    assert faults(wire.hears(after=0.3)) == [(FaultCode.FRAMING, None, "truncated")]
    (identified,) = wire.hears(b"1USB-ITN-B\r")
    assert isinstance(identified, Identified) and identified.channel is None


# -- silence ----------------------------------------------------------------------------------------------------------


def test_a_silent_channel_does_not_silence_the_whole_box() -> None:
    wire = Wire("mitutoyo-mux10", "1", "2")
    wire.asks("1")
    assert faults(wire.gives_up()) == [(FaultCode.SILENT, "1", "")]
    assert not wire.talk.silent
    wire.asks("2")
    assert read(wire.hears(b"02A+0022.222\r")) == [("2", "22.222", False)]
    wire.asks("1")
    assert wire.gives_up() == []  # it was said
    wire.asks("2")
    assert faults(wire.gives_up()) == [(FaultCode.SILENT, "2", "")]
    assert wire.talk.silent


# -- late answers -----------------------------------------------------------------------------------------------------


def test_the_answers_of_two_requests_given_up_are_both_late() -> None:
    wire = Wire("opto-rs")
    for _ in range(2):
        wire.asks()
        wire.gives_up(1.01)
    wire.asks()
    heard = [read(wire.hears(frame, after=0.05)) for frame in (b"+001.000\r", b"+002.000\r", b"+003.000\r")]
    assert heard == [[(None, "1.000", True)], [(None, "2.000", True)], [(None, "3.000", False)]]


def test_the_late_diameter_is_not_taken_for_the_centre() -> None:
    wire = Wire("opto-rs", "DIA", "CEN")
    wire.asks("DIA")
    wire.gives_up(1.1)
    wire.asks("CEN")
    assert read(wire.hears(b"+024.690\r")) == [("DIA", "24.690", True)]
    assert read(wire.hears(b"+012.345\r")) == [("CEN", "12.345", False)]


def test_a_value_after_a_dialogue_that_was_given_up_is_late() -> None:
    wire = Wire("millimar-m1240", "1")
    wire.asks("1")
    wire.hears(b"I,MAHRGMBH,C1208,V1.0\r", after=0.1)
    wire.gives_up()
    wire.asks("1")
    wire.hears(b"I,MAHRGMBH,C1208,V1.0\r", after=0.1)
    assert read(wire.hears(b"M1, +012.345\r")) == [("1", "12.345", True)]


@pytest.mark.parametrize("monotonic", [3600.0, 0.1])
def test_an_answer_that_the_computer_slept_through_is_late(monotonic: float) -> None:
    """Some monotonic clocks stop while the computer sleeps."""
    wire = Wire("opto-rs")
    wire.asks()
    woken = wire.talk.take(b"+012.345\r", wire.now + timedelta(hours=1), wire.at + monotonic)
    assert read(woken.events) == [(None, "12.345", True)]


# -- frames -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "head", "tail"),
    [
        ("millimar", b"-", b"112.345mm\r\n"),
        ("millimar-ascii", b"-", b"112.345\r\n"),
        ("opto-rs", b"-", b" 012.345\r"),
        ("opto-simplex", b"-", b"  12.345\r"),
    ],
)
def test_the_rest_of_a_frame_that_was_given_up_is_no_reading(family: str, head: bytes, tail: bytes) -> None:
    wire = Wire(family)
    assert wire.hears(head) == []
    assert faults(wire.hears(after=0.4)) == [(FaultCode.FRAMING, None, "truncated")]
    assert faults(wire.hears(tail)) == [(FaultCode.FRAMING, None, "truncated")]
    assert [value for _, value, _ in read(wire.hears(tail))] != []


def test_a_whole_frame_after_a_cut_one_is_read() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"+0")
    wire.hears(after=0.4)
    assert read(wire.hears(b"+012.345\r")) == [(None, "12.345", False)]


def test_the_end_of_a_frame_that_was_under_way_at_the_opening_is_no_reading() -> None:
    family = family_at(Address("x", "generic-text", profile=TextProfile("text", "{value} {unit}")))
    talk = Conversation(family, {None: Agreed()})
    talk.opening(NOW, 1.0)
    assert faults(talk.take(b"2.34 mm\r\n", NOW, 1.01).events) == [(FaultCode.FRAMING, None, "truncated")]
    assert read(talk.take(b"12.34 mm\r\n", NOW, 1.11).events) == [(None, "12.34", False)]


@pytest.mark.parametrize("seven_bits", [True, False])
@pytest.mark.parametrize("position", range(9))
def test_a_frame_with_a_byte_of_a_wrong_parity_is_no_frame(position: int, seven_bits: bool) -> None:
    frame = bytearray(b"+012.345\r+000.001\r")
    frame[position] = 0
    first, *_ = Framer(seven_bits=seven_bits).feed(bytes(frame))
    assert isinstance(first, Broken) and first.reason == "bit_error"
    assert isinstance(next(iter(Framer(seven_bits=seven_bits).feed(b"+012.345\r"))), Frame)


@pytest.mark.parametrize("family", ["mahr-duplex", "millimar"])
def test_a_value_that_lost_a_decimal_beside_its_unit_is_no_reading(family: str) -> None:
    wire = Wire(family, decimals=3)
    assert read(wire.hears(b"+112.345 mm\r")) != []
    for mutant in (b"+112.34 mm\r", b"+112.3445 mm\r"):
        assert [code for code, _, _ in faults(wire.hears(mutant))] == [FaultCode.UNIT]
    assert read(wire.hears(b"+112.346 mm\r")) != []
    assert read(Wire(family, decimals=3).hears(b"+112.34 mm\r")) == []


def test_a_cable_that_pads_its_decimals_is_read_all_the_same() -> None:
    wire = Wire("mahr-duplex", decimals=2)
    assert [read(wire.hears(b"+112.340 mm\r")), read(wire.hears(b"+112.350 mm\r"))] != [[], []]
    assert read(wire.hears(b"+112.34 mm\r")) == []


def test_a_value_that_lost_a_digit_before_the_point_is_said_to_be_short() -> None:
    wire = Wire("opto-rs", decimals=3)
    for frame in (b"+112.345\r", b"+112.346=\r", b"-000.001\r"):
        (whole,) = wire.hears(frame)
        assert isinstance(whole, Reading) and "short" not in whole.flags
    (short,) = wire.hears(b"+12.345\r")
    assert isinstance(short, Reading) and "short" in short.flags
    (whole,) = wire.hears(b"+112.345\r")
    assert isinstance(whole, Reading) and "short" not in whole.flags


def test_an_instrument_that_does_not_pad_its_values_is_doubted_once() -> None:
    wire = Wire("opto-rs", decimals=3)
    frames = [b"+12.345\r"] * 3 + [b"+2.345\r"] * 3 + [b"+12.345\r", b"+2.345\r"]
    heard = [one for frame in frames for one in wire.hears(frame)]
    assert ["short" in one.flags for one in heard if isinstance(one, Reading)] == [False] * 3 + [True] + [False] * 4


def test_one_feature_of_a_c1202_is_no_answer_to_the_question_for_three() -> None:
    wire = Wire("millimar-c1202")
    wire.asks()
    assert faults(wire.hears(b"1 +112.345 mm\r")) == [(FaultCode.FORMAT, None, "answer")]
    assert read(wire.hears(b"1 +112.345 mm;2 +001.234 mm;3 -011.111 mm\r")) == [("1", "112.345", False)]


def test_another_feature_of_a_millimar_is_no_answer() -> None:
    dialogue = millimar.measure_m1240("12")
    next(dialogue)
    dialogue.send(b"I,MAHRGMBH,C1245,V1.0")
    with pytest.raises(StopIteration) as end:
        dialogue.send(b"M2, +112.345")
    assert end.value.value.code is FaultCode.FORMAT


def test_a_box_that_does_not_understand_its_gauge_has_answered() -> None:
    wire = Wire("mitutoyo-mux10")
    wire.asks()
    assert [code for code, _, _ in faults(wire.hears(b"912\r"))] == [FaultCode.GARBLED]
    assert wire.gives_up() == []


def test_an_instrument_that_said_its_unit_is_asked_again_after_one_error() -> None:
    wire = Wire("opto-rs")
    wire.hears(after=6.0)
    wire.hears(b"ERR1\r")
    wire.hears(after=6.0)
    assert wire.sent.count(b"UNI?\r") == 3
    wire.hears(b"IN\r")
    assert read(wire.hears(b"+.48602\r")) == []


# -- the end of a continuous output -----------------------------------------------------------------------------------


def test_an_instrument_that_did_not_hear_the_end_is_told_again_and_gives_no_reading_of_its_own() -> None:
    wire = Wire("opto-rs")
    wire.streams(on=True)
    wire.streams(on=False)
    events = [event for step in range(8) for event in wire.hears(b"+012.34%d\r" % step, after=0.1)]
    assert len(events) == 8 and all(isinstance(one, Reading) and "stream" in one.flags for one in events)
    assert wire.sent.count(b"OUT0\r") >= 2
    (pressed,) = wire.hears(b"+012.345\r", after=0.5)
    assert isinstance(pressed, Reading) and "stream" not in pressed.flags


def test_what_was_asked_before_the_end_of_a_sweep_belongs_to_it_and_a_press_after_it_does_not() -> None:
    wire = Wire("mitutoyo-mux10")
    wire.streams(on=True)
    wire.streams(on=False)
    (last,) = wire.hears(b"01A+0012.345\r", after=1.5)
    assert isinstance(last, Reading) and "stream" in last.flags
    (pressed,) = wire.hears(b"01A+0012.345\r", after=0.1)
    assert isinstance(pressed, Reading) and "stream" not in pressed.flags


def test_the_readouts_of_tesa_are_asked_before_the_family_whose_question_they_answer() -> None:
    keys = [family.key for family in can_be_probed()]
    assert keys.index("tesa-tt") < keys.index("opto-rs")
