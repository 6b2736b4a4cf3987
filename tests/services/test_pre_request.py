"""One pedal asks the instrument that the record expects; and the pedal that is a contact has a port of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from drivers import LinkState, discovery
from drivers.contact import Line
from drivers.simulators import SimulatedInstrument, register, simulator_for
from drivers.simulators.port import InProcessPort
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Means
from metroapp.services.commands import Command
from metroapp.services.events import BoxRecorded, Refused
from metroapp.services.pedal_contact import NAME, PedalContact, from_text, to_text
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, MICROMETER, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
EDGES = characteristic("3", "attribut", Means.VISUAL)
SECOND = "PC-09"
ADDRESS = {number: f"sim://bench/{number}" for number in (CALIPER, SECOND, MICROMETER)}
SHOWN = {CALIPER: "35.02", SECOND: "35.05", MICROMETER: "19.990"}


@pytest.fixture
def ports() -> Iterator[dict[str, InProcessPort]]:
    made = {}
    for number, shown in SHOWN.items():
        instrument = SimulatedInstrument(Decimal(1).scaleb(-len(shown.partition(".")[2])), Decimal(0), 1)
        instrument.present(Decimal(shown))
        made[number] = register(number, simulator_for("mitutoyo-mux10", instrument))
    yield made
    for port in made.values():
        port.close()


@pytest.fixture
def shop(tmp_path: Path, ports: dict[str, InProcessPort]) -> Iterator[Shop]:
    made = Shop(tmp_path)
    second = Instrument(SECOND, "Pied à coulisse", InstrumentKind.CALIPER, family="mitutoyo-mux10", decimals=2)
    made.workshop.means.enter([second], []).result()
    yield made
    made.close()


def wait_until(shop: Shop, reached: Callable[[], bool]) -> None:
    for _ in range(1500):
        shop.settle()
        if reached():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def plug(shop: Shop, *numbers: str) -> None:
    shop.workshop.connect({number: ADDRESS[number] for number in numbers}).result()
    wait_until(shop, lambda: all(state is LinkState.READY for state in shop.workshop.link_states().values()))


def ask(shop: Shop) -> str:
    """The instrument asked, once its reading is recorded."""
    before = len(shop.all(BoxRecorded))
    number = shop.workshop.ask_expected().result()
    wait_until(shop, lambda: len(shop.all(BoxRecorded)) > before)
    return number


def refused(shop: Shop) -> str:
    with pytest.raises(Refusal) as caught:
        shop.workshop.ask_expected().result()
    said = shop.last(Refused)
    assert isinstance(said, Refused) and said.refusal == caught.value.message and sentence(said.refusal).endswith(".")
    return caught.value.message.code


def test_the_record_decides_which_instrument_is_read(shop: Shop) -> None:
    plug(shop, CALIPER, MICROMETER)
    shop.open(part(LENGTH, SHAFT))
    assert [ask(shop), ask(shop)] == [CALIPER, MICROMETER]
    assert refused(shop) == "record.full"


def test_of_several_none_is_asked_then_the_one_used_last(shop: Shop) -> None:
    plug(shop, CALIPER, SECOND)
    shop.open(part(LENGTH), pieces=4)
    assert refused(shop) == "ask.several"
    assert CALIPER in sentence(shop.last(Refused).refusal) and SECOND in sentence(shop.last(Refused).refusal)  # type: ignore[union-attr]
    shop.read(SECOND, "35.04")
    assert ask(shop) == SECOND
    shop.read(CALIPER, "35.03")
    assert ask(shop) == CALIPER


def test_one_that_is_not_connected_is_not_asked(shop: Shop) -> None:
    shop.open(part(LENGTH))
    assert refused(shop) == "ask.none_connected"
    plug(shop, MICROMETER)
    assert refused(shop) == "ask.none_connected"
    plug(shop, CALIPER)
    assert ask(shop) == CALIPER


def test_a_cable_that_is_pulled_is_not_asked(shop: Shop, ports: dict[str, InProcessPort]) -> None:
    plug(shop, CALIPER)
    shop.open(part(LENGTH))
    ports[CALIPER].unplug()
    wait_until(shop, lambda: shop.workshop.link_states()[CALIPER] is not LinkState.READY)
    assert refused(shop) == "ask.none_connected"


def test_what_is_seen_cannot_be_asked(shop: Shop) -> None:
    shop.open(part(EDGES))
    assert refused(shop) == "ask.seen"


def test_a_gate_comes_before_the_request(shop: Shop) -> None:
    plug(shop, CALIPER)
    shop.workshop.set_options(RecordOptions(cleaning=True)).result()
    shop.open(part(LENGTH))
    assert refused(shop) == "gate.cleaning"


def test_without_a_record_there_is_nothing_to_ask(shop: Shop) -> None:
    with pytest.raises(Refusal) as caught:
        shop.workshop.ask_expected().result()
    assert caught.value.message.code == "record.none_open"


# -- the contact -----------------------------------------------------------------------------------------------------


def test_the_contact_is_kept_with_the_post(shop: Shop) -> None:
    assert shop.workshop.contact().result() is None
    contact = PedalContact("/dev/ttyUSB7", Line.DSR, Command.ASK)
    shop.workshop.set_contact(contact).result()
    assert shop.workshop.contact().result() == contact
    shop.workshop.set_contact(None).result()
    assert shop.workshop.contact().result() is None


def test_the_contact_has_a_port_of_its_own(shop: Shop) -> None:
    plug(shop, CALIPER)
    with pytest.raises(Refusal) as taken:
        shop.workshop.set_contact(PedalContact(ADDRESS[CALIPER])).result()
    assert taken.value.message.code == "contact.port_taken" and ADDRESS[CALIPER] in sentence(taken.value)
    with pytest.raises(Refusal) as empty:
        shop.workshop.set_contact(PedalContact(" ")).result()
    assert empty.value.message.code == "contact.no_port"
    shop.workshop.connect({}).result()
    shop.workshop.set_contact(PedalContact(ADDRESS[CALIPER])).result()
    with pytest.raises(Refusal) as other:
        plug(shop, CALIPER)
    assert other.value.message.code == "contact.port_taken" and shop.workshop.connected() == {}


def test_the_contact_is_refused_the_port_of_an_instrument_by_its_other_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapter = discovery.Port("/dev/ttyUSB7", vendor_id=0x0403, product_id=0x6001, serial_number="A1")
    monkeypatch.setattr(discovery, "ports", lambda: [adapter])
    discovery.look_again()
    for own, other in ((adapter.lasting, adapter.url), (adapter.url, adapter.lasting)):
        with pytest.raises(Refusal) as taken:
            PedalContact(own).require_own_port([other])
        assert taken.value.message.code == "contact.port_taken"
    PedalContact("/dev/ttyUSB8").require_own_port([adapter.lasting])
    real, link = tmp_path / "ttyUSB9", tmp_path / "by-id"
    real.touch()
    link.symlink_to(real)
    with pytest.raises(Refusal):
        PedalContact(str(link)).require_own_port([str(real)])
    discovery.look_again()


def test_an_operator_does_not_choose_it(shop: Shop) -> None:
    shop.workshop.staff.enter("Alex Petit", (Role.OPERATOR,), "alex-1234").result()
    shop.workshop.staff.sign_in("Alex Petit", "alex-1234").result()
    with pytest.raises(Refusal) as caught:
        shop.workshop.set_contact(PedalContact("/dev/ttyUSB7")).result()
    assert caught.value.message.code == "person.not_allowed"


@pytest.mark.parametrize("text", ["[]", "{}", "null", '{"url": "x", "line": "rts", "command": "OK"}', "é"])
def test_a_damaged_contact_is_never_fatal(text: str, shop: Shop) -> None:
    assert from_text(text) is None
    shop.workshop.keep("other", text).result()
    assert shop.workshop.contact().result() is None


def test_a_contact_is_written_and_read_again() -> None:
    for line in Line:
        contact = PedalContact("usb://0403:6001/A1", line, Command.RETAKE)
        assert from_text(to_text(contact)) == contact
    assert to_text(None) == "" and NAME.startswith("post.")
