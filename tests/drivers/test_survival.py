"""What a workshop does to a cable, on real pseudo-terminals: the short forms of the campaigns of `make soak`."""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from drivers import Address, Fault, FaultCode, Link, LinkEvent, LinkState, Reading, StateChange, families, utc_now
from drivers.conversation import Agreed, Conversation
from drivers.discovery import look_again
from drivers.quiet import MOST_EACH_SECOND
from drivers.transport import Transport
from tests.drivers.cables import Adapters, BareCable, PluggedInstrument, Said, link_threads, linked, nothing_left_over
from tests.drivers.campaigns import garbage, pull_and_plug, push_at_once

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pseudo-terminals of Linux")

FAMILIES = ["mitutoyo-mux10", "opto-rs"]
GOOD = {"mitutoyo-mux10": b"01A+0012.345\r", "opto-rs": b"+012.345\r"}


@pytest.fixture
def adapters(monkeypatch: pytest.MonkeyPatch) -> Iterator[Adapters]:
    plugged = Adapters()
    monkeypatch.setattr("serial.tools.list_ports.comports", plugged.comports)
    look_again()
    yield plugged
    look_again()


@pytest.fixture
def cable() -> Iterator[BareCable]:
    found = BareCable()
    yield found
    found.close()


# -- unplugged ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unplugs", [8, pytest.param(60, marks=pytest.mark.soak)])
def test_unplugs_at_any_byte_lose_and_invent_nothing(tmp_path: Path, adapters: Adapters, unplugs: int) -> None:
    """One cable is known by a symbolic link, the other by its USB identity; both come back under another name."""
    with nothing_left_over():
        named = PluggedInstrument("opto-rs", tmp_path / "ttyCALIPER")
        listed = PluggedInstrument("mitutoyo-mux10")
        found: dict[str, list[str]] = {named.port.url: [], adapters.add("A10K3VXY", listed): []}
        campaigns = [
            threading.Thread(target=pull_and_plug, args=(one, url, unplugs, found[url]))
            for one, url in zip((named, listed), found, strict=True)
        ]
        for campaign in campaigns:
            campaign.start()
        for campaign in campaigns:
            campaign.join()
    assert list(found.values()) == [[], []]


def test_two_adapters_that_exchange_their_names_are_not_taken_for_each_other(adapters: Adapters) -> None:
    """Seen: for a second, the list of ports kept in memory gave the caliper the port of the micrometer."""
    first, second = PluggedInstrument("mitutoyo-mux10"), PluggedInstrument("mitutoyo-mux10")
    first.shows(Decimal("1.111"))
    second.shows(Decimal("2.222"))
    said = []
    links = []
    for number, one in (("A1", first), ("B2", second)):
        link, heard = linked(adapters.add(number, one), "mitutoyo-mux10")
        links.append(link)
        said.append(heard)
    try:
        for heard in said:
            heard.state(LinkState.READY)
        names = first.port.path, second.port.path
        for _ in range(20):  # the system gives the lowest name that is free, unless another program takes it meanwhile
            first.port.unplug()
            second.port.unplug()
            second.port.replug()
            first.port.replug()
            if (second.port.path, first.port.path) == names:
                break
        for one, heard, value in ((first, said[0], "1.111"), (second, said[1], "2.222")):
            heard.reading_after(one.port.press_data)
            heard.drain()
            assert {str(reading.value) for reading in heard.readings()} == {value}
    finally:
        for link in links:
            link.stop()
        first.port.close()
        second.port.close()


def test_the_name_of_a_pulled_adapter_given_to_another_cable_is_left_to_it(adapters: Adapters) -> None:
    """Seen in a campaign whose list of ports still showed the pulled one: its link took the terminal of the other."""
    one = PluggedInstrument("mitutoyo-mux10")
    one.shows(Decimal("1.111"))
    link, said = linked(adapters.add("A1", one), "mitutoyo-mux10")
    said.state(LinkState.READY)
    name = one.port.path
    one.port.unplug()
    other = PluggedInstrument("mitutoyo-mux10")
    for _ in range(20):  # the system gives the lowest name that is free, unless another program takes it meanwhile
        if other.port.path == name:
            break
        other.port.unplug()
        time.sleep(0.02)
        other.port.replug()
    try:
        said.state(LinkState.ABSENT)
        with pytest.raises(queue.Empty):
            said.until(lambda event: isinstance(event, StateChange), within=1.0)
        Transport(other.port.path, families()["mitutoyo-mux10"]).close()
        one.port.replug()
        said.state(LinkState.READY)
        one.port.press_data()
        assert str(said.reading().value) == "1.111"
    finally:
        link.stop()
        one.port.close()
        other.port.close()


def test_a_list_of_ports_that_fails_once_leaves_no_dead_link(
    adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: what the list of ports raised ended the thread behind a link that said it was opening."""
    one = PluggedInstrument("mitutoyo-mux10")
    url = adapters.add("A1", one)

    def failing() -> list[object]:
        monkeypatch.setattr("serial.tools.list_ports.comports", adapters.comports)
        raise RuntimeError("the list changed meanwhile")

    monkeypatch.setattr("serial.tools.list_ports.comports", failing)
    link, said = linked(url, "mitutoyo-mux10")
    try:
        said.state(LinkState.ABSENT)
        said.state(LinkState.READY)
    finally:
        link.stop()
        one.port.close()


# -- frames as they arrive ---------------------------------------------------------------------------------------------


def test_two_frames_in_one_read_are_two_readings(cable: BareCable) -> None:
    link, said = linked(cable.url, "mitutoyo-mux10")
    try:
        said.state(LinkState.READY)
        cable.send(b"01A+0012.345\r01A+0012.346\r")
        assert [str(said.reading().value) for _ in range(2)] == ["12.345", "12.346"]
    finally:
        link.stop()


@pytest.mark.parametrize("gap", [0.005, 0.03], ids=["ten_reads", "30_ms_gaps"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_frame_in_ten_pieces_is_one_reading(cable: BareCable, family: str, gap: float) -> None:
    link, said = linked(cable.url, family, trusting=True)
    try:
        said.state(LinkState.READY)
        for byte in GOOD[family]:
            cable.send(bytes([byte]))
            time.sleep(gap)
        reading = said.reading()
        assert (reading.raw, str(reading.value)) == (GOOD[family], "12.345")
        assert said.faults() == []
    finally:
        link.stop()


@pytest.mark.parametrize(
    ("family", "answer", "code"),
    [
        ("mitutoyo-mux10", b"911\r", FaultCode.NO_DATA),
        ("mitutoyo-mux10", b"918\r", FaultCode.BUSY),
        ("opto-rs", b"ERR0\r", FaultCode.NO_DATA),
        ("opto-rs", b"ERR3\r", FaultCode.OUT_OF_RANGE),
        ("mitutoyo-surftest", b"NG001\r", FaultCode.REFUSED),
    ],
)
def test_an_error_in_place_of_a_value_is_said_and_the_next_value_read(
    cable: BareCable, family: str, answer: bytes, code: FaultCode
) -> None:
    link, said = linked(cable.url, family, trusting=True)
    try:
        said.state(LinkState.READY)
        link.request()
        answering = threading.Event()
        threading.Thread(target=_answer_everything, args=(cable, answer, answering), daemon=True).start()
        said.until(lambda event: isinstance(event, Fault) and event.code is code)
        answering.set()
        if family in GOOD:
            cable.send(GOOD[family])
            assert str(said.reading().value) == "12.345"
        assert said.readings() == said.readings()[-1:]
    finally:
        link.stop()


def _answer_everything(cable: BareCable, answer: bytes, over: threading.Event) -> None:
    """An instrument that answers each command with the same error, but says its unit."""
    heard = b""
    while not over.wait(0.002):
        heard += cable.heard()
        *commands, heard = heard.split(b"\r")
        for command in commands:
            cable.send(b"MM\r" if command == b"UNI?" else answer)


def test_a_line_that_takes_no_more_bytes_is_still_read(cable: BareCable) -> None:
    """Seen: a computer that stood still for half a second in a question dropped the port, and the value just pushed."""
    port = Transport(cable.url, families()["opto-rs"])
    try:
        cable.send(GOOD["opto-rs"])
        port.write(b"?\r" * 100_000)
        assert port.read() == GOOD["opto-rs"]
    finally:
        port.close()


# -- garbage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_garbage_at_full_speed_is_no_reading_and_few_faults(cable: BareCable, family: str) -> None:
    link, said = linked(cable.url, family, trusting=True)
    try:
        said.state(LinkState.READY)
        seconds, _ = garbage(cable, 2.0)
        reading = said.reading_after(lambda: cable.send_all(GOOD[family]))
        assert reading.raw == GOOD[family] and said.readings() == [reading]
        unsaid = sum(fault.unsaid for fault in said.faults())
        assert 1 <= len(said.faults()) <= MOST_EACH_SECOND * (seconds + 10) and unsaid > 1000
    finally:
        link.stop()


# -- many --------------------------------------------------------------------------------------------------------------


def test_sixteen_instruments_at_once_lose_nothing_and_mix_nothing() -> None:
    with nothing_left_over():
        found = push_at_once(pushing=8, asked=8, each=25, per_second=10)
    assert found == []


# -- asleep ------------------------------------------------------------------------------------------------------------


def test_a_request_before_the_sleep_of_the_computer_is_not_answered_by_what_comes_after_it() -> None:
    now, later = datetime(2026, 11, 24, 8, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    talk = Conversation(families()["opto-rs"], {None: Agreed()})
    talk.opening(now, 0.0)
    talk.take(b"MM\r", now, 0.1)
    assert talk.request(now, 0.2).messages == [b"?\r"]
    woken = talk.take(b"", later, 3600.2)
    assert [event.code for event in woken.events if isinstance(event, Fault)] == [FaultCode.SILENT]
    assert woken.messages == [b"UNI?\r"]  # the unit may have changed meanwhile
    pushed = talk.take(b"MM\r+012.345\r", later, 3600.4)
    assert [str(event.value) for event in pushed.events if isinstance(event, Reading)] == ["12.345"]


@pytest.mark.parametrize("monotonic", [3600.3, 0.35], ids=["clock_counts_the_sleep", "clock_stops_asleep"])
def test_the_head_of_a_frame_before_the_sleep_is_not_joined_to_a_tail_after_it(monotonic: float) -> None:
    """Seen: `+11` before the sleep and `5.000` after it were read as +115.000."""
    now, later = datetime(2026, 11, 24, 8, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    talk = Conversation(families()["opto-rs"], {None: Agreed()})
    talk.opening(now, 0.0)
    talk.take(b"MM\r", now, 0.1)
    talk.take(b"+11", now, 0.3)
    woken = talk.take(b"5.000\r+012.345\r", later, monotonic)
    assert [str(event.value) for event in woken.events if isinstance(event, Reading)] == ["12.345"]
    assert [event.code for event in woken.events if isinstance(event, Fault)] == [FaultCode.FRAMING, FaultCode.FORMAT]


def test_a_port_that_vanished_during_the_sleep_is_found_again(adapters: Adapters) -> None:
    slept = timedelta(0)
    one, said = PluggedInstrument("mitutoyo-mux10"), Said()
    one.shows(Decimal("12.345"))
    link = Link(Address(adapters.add("A1", one), "mitutoyo-mux10"), said, clock=lambda: utc_now() + slept)
    link.start()
    try:
        said.state(LinkState.READY)
        before = utc_now()
        slept = timedelta(hours=1)
        one.port.unplug()
        said.state(LinkState.LOST)
        said.state(LinkState.ABSENT)
        one.port.replug()
        said.state(LinkState.READY)
        one.port.press_data()
        assert said.reading().received_at - before > timedelta(minutes=59)
        assert len(said.readings()) == 1
    finally:
        link.stop()
        one.port.close()


# -- closed ------------------------------------------------------------------------------------------------------------


def test_closing_frees_every_port_at_once() -> None:
    cables = [BareCable() for _ in range(16)]
    try:
        with nothing_left_over():
            opened = [linked(one.url, FAMILIES[number % 2]) for number, one in enumerate(cables)]
            for _, said in opened:
                said.state(LinkState.READY)
            for number, (link, _) in enumerate(opened):
                if number % 3 == 0:
                    link.request()  # nobody answers: a request runs when the window closes
            for link, _ in opened:
                link.halt()
            for link, _ in opened:
                link.stop()
            assert link_threads() == []
            for one in cables:  # they were held exclusively
                Transport(one.url, families()["mitutoyo-mux10"]).close()
    finally:
        for one in cables:
            one.close()


def test_a_link_that_is_stopped_says_no_more(cable: BareCable) -> None:
    said: list[LinkEvent] = []
    ready = threading.Event()

    def note(event: LinkEvent) -> None:
        said.append(event)
        if getattr(event, "state", None) is LinkState.READY:
            ready.set()

    link = Link(Address(cable.url, "mitutoyo-mux10"), note)
    link.start()
    assert ready.wait(10)
    link.stop()
    before = list(said)
    cable.send(GOOD["mitutoyo-mux10"])
    link.request()
    assert said == before
