"""A port changes on the bench: what stays as it is stays open; what can no longer be connected is left out and said."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from drivers import LinkState
from drivers.folder import KEY as RESULT_FILES
from drivers.simulators import SimulatedInstrument, register, simulator_for
from drivers.simulators.port import InProcessPort
from drivers.text_profile import KEY as GENERIC_TEXT
from drivers.traffic import Speaker, read_traffic
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.people import Role
from metroapp.services.events import InstrumentChanged, TileChanged
from metroapp.services.tiles import Tile
from metroapp.services.wedge import KEY as WEDGE
from metroapp.wording.sentences import sentence
from tests.services.turning import RUN_OUT, Turning, begun, code_of
from tests.workbench import CALIPER, INDICATOR, MICROMETER, Shop

FAMILY = {CALIPER: "mitutoyo-mux10", MICROMETER: "mitutoyo-mux10", INDICATOR: "opto-rs"}
ADDRESS = {number: f"sim://bench/{number}" for number in FAMILY}
MACHINE = Instrument("MMT-01", "Machine à mesurer", InstrumentKind.CMM, family=RESULT_FILES)
TYPING = Instrument("CL-01", "Pied à coulisse", InstrumentKind.CALIPER, family=WEDGE, decimals=2)


@pytest.fixture
def gauges() -> dict[str, SimulatedInstrument]:
    made = {}
    for number in FAMILY:
        made[number] = SimulatedInstrument(Decimal("0.01" if number == CALIPER else "0.001"), Decimal(0), 1)
        made[number].present(Decimal("12.34"))
    return made


@pytest.fixture
def ports(gauges: dict[str, SimulatedInstrument]) -> Iterator[dict[str, InProcessPort]]:
    made = {number: register(number, simulator_for(FAMILY[number], gauge)) for number, gauge in gauges.items()}
    yield made
    for port in made.values():
        port.close()


@pytest.fixture
def shop(tmp_path: Path, ports: dict[str, InProcessPort]) -> Iterator[Shop]:
    made = Shop(tmp_path / "shop")
    yield made
    made.close()


def wait_until(shop: Shop, reached: Callable[[], bool]) -> None:
    for _ in range(1500):
        shop.settle()
        if reached():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def plug(shop: Shop, addresses: dict[str, str]) -> None:
    shop.workshop.connect(addresses).result()
    wait_until(shop, lambda: set(shop.workshop.link_states().values()) <= {LinkState.READY})


def links() -> dict[str, threading.Thread]:
    """The threads of the links, by port."""
    return {one.name: one for one in threading.enumerate() if one.name.startswith("link ")}


def shown(shop: Shop) -> set[Decimal]:
    """What the tiles showed since the events were cleared."""
    found = [event.tile.last for event in shop.events if isinstance(event, TileChanged)]
    return {reading.value for reading in found if reading is not None}


def tiles(shop: Shop) -> dict[str, Tile]:
    return {tile.instrument: tile for tile in shop.workshop.tiles().result()}


# -- what stays as it is ---------------------------------------------------------------------------------------------


def test_another_port_closes_no_link_that_stays_as_it_is(
    shop: Shop, ports: dict[str, InProcessPort], gauges: dict[str, SimulatedInstrument], tmp_path: Path
) -> None:
    """Seen: choosing the port of one instrument reopened every other link and ended the recording of its wire."""
    plug(shop, {CALIPER: ADDRESS[CALIPER], INDICATOR: ADDRESS[INDICATOR]})
    path = tmp_path / "trames.jsonl"
    shop.workshop.record_traffic(CALIPER, path).result()
    ports[CALIPER].press_data()
    wait_until(shop, lambda: tiles(shop)[CALIPER].last is not None)
    before, kept = tiles(shop)[CALIPER], links()[f"link {ADDRESS[CALIPER]}"]
    shop.events.clear()
    gauges[CALIPER].present(Decimal("12.50"))
    ports[CALIPER].press_data()  # while the other port is changed
    plug(shop, {CALIPER: ADDRESS[CALIPER], MICROMETER: ADDRESS[MICROMETER]})
    wait_until(shop, lambda: Decimal("12.50") in shown(shop))
    gauges[CALIPER].present(Decimal("12.60"))
    ports[CALIPER].press_data()
    wait_until(shop, lambda: Decimal("12.60") in shown(shop))
    assert links()[f"link {ADDRESS[CALIPER]}"] == kept and f"link {ADDRESS[INDICATOR]}" not in links()
    changed = {event.instrument for event in shop.events if isinstance(event, InstrumentChanged)}
    assert changed == {INDICATOR, MICROMETER}
    assert tiles(shop)[CALIPER].state is before.state and shop.workshop.recorded() == {CALIPER}
    shop.workshop.end_traffic(CALIPER).result()
    heard = [one for one in read_traffic(path).spoken if one.speaker is Speaker.INSTRUMENT]
    assert b"".join(one.data for one in heard).count(b"\r") == 3


def test_what_changed_on_the_same_port_is_opened_anew(shop: Shop, ports: dict[str, InProcessPort]) -> None:
    plug(shop, {CALIPER: ADDRESS[CALIPER], INDICATOR: ADDRESS[INDICATOR]})
    before = links()
    line = shop.workshop.instruments().result()[CALIPER]
    other = Instrument(CALIPER, line.designation, line.kind, family=line.family, decimals=3)
    shop.workshop.means.enter([other], []).result()
    plug(shop, shop.workshop.addresses())
    after = links()
    assert after[f"link {ADDRESS[CALIPER]}"] != before[f"link {ADDRESS[CALIPER]}"]
    assert after[f"link {ADDRESS[INDICATOR]}"] == before[f"link {ADDRESS[INDICATOR]}"]
    shop.workshop.reopen().result()
    assert not set(links().values()) & set(after.values()), "reopening is asked for: every link is another one"


def test_a_sweep_goes_on_while_the_port_of_another_instrument_changes(
    turning: Turning, ports: dict[str, InProcessPort]
) -> None:
    begun(turning, RUN_OUT)
    turning.sweep(10)
    here = {INDICATOR: turning.port.url}
    turning.workshop.connect({**here, CALIPER: ADDRESS[CALIPER]}).result()
    seen = turning.progress[-1].count
    turning.until(lambda: turning.progress[-1].count > seen + 10)
    turning.workshop.connect(here).result()
    assert not turning.ended
    turning.workshop.connect({}).result()
    assert turning.ended, "its own link is closed"


def test_an_interface_that_types_is_said_to_be_ready(shop: Shop) -> None:
    """Seen: no link says so of it, and the strip of the bench never showed it."""
    shop.workshop.means.enter([TYPING], []).result()
    shop.workshop.connect({TYPING.number: "keyboard://"}).result()
    assert InstrumentChanged(TYPING.number, LinkState.READY) in shop.events


# -- what cannot be connected any more -------------------------------------------------------------------------------


def test_one_bad_kept_address_does_not_leave_the_whole_bench_off(
    shop: Shop, ports: dict[str, InProcessPort], tmp_path: Path
) -> None:
    """Seen: at the start, one address that was refused left every instrument without a link, and nothing said so."""
    shop.workshop.means.enter([MACHINE], []).result()
    folder = tmp_path / "results"
    folder.mkdir()
    plug(shop, {CALIPER: ADDRESS[CALIPER], MACHINE.number: folder.as_uri().replace("file:", "folder:")})
    shop.close()
    again = Shop(tmp_path / "shop")
    try:
        serial = Instrument(MACHINE.number, MACHINE.designation, MACHINE.kind, family=GENERIC_TEXT)
        again.workshop.means.enter([serial], []).result()
        said = again.workshop.reconnect().result()
        assert said is not None and sentence(said).startswith(
            "MMT-01 n'est pas au banc, les autres instruments le sont"
        )
        assert "apprenez" in sentence(said)
        wait_until(again, lambda: again.workshop.link_states() == {CALIPER: LinkState.READY})
        tile = tiles(again)[MACHINE.number]
        assert tile.state is LinkState.ABSENT and tile.why is not None and tile.why.code == "bench.no_profile"
        # It does not stand in the way of the others, and its address is not lost.
        addresses = again.workshop.addresses()
        again.workshop.connect({**addresses, INDICATOR: ADDRESS[INDICATOR]}).result()
        assert set(again.workshop.connected()) == {CALIPER, INDICATOR}
        assert again.workshop.addresses()[MACHINE.number].startswith("folder:") and MACHINE.number in tiles(again)
        # What is asked for now is refused as ever.
        assert code_of(again.workshop.connect({**addresses, MACHINE.number: "COM3"})) == "bench.no_profile"
        assert set(again.workshop.connected()) == {CALIPER, INDICATOR}
        same = again.workshop.connect(addresses, families={MACHINE.number: GENERIC_TEXT})
        assert code_of(same) == "bench.no_profile"
        addresses.pop(MACHINE.number)
        again.workshop.connect(addresses).result()
        assert MACHINE.number not in tiles(again)
    finally:
        again.close()


def test_several_bad_kept_addresses_are_said_in_one_sentence(shop: Shop, ports: dict[str, InProcessPort]) -> None:
    plug(shop, {number: ADDRESS[number] for number in FAMILY})
    for number in (CALIPER, MICROMETER):
        line = shop.workshop.instruments().result()[number]
        shop.workshop.means.enter([Instrument(number, "", line.kind, family="acme", decimals=2)], []).result()
    said = shop.workshop.reconnect().result()
    assert said is not None and sentence(said).startswith(f"{CALIPER}, {MICROMETER} ne sont pas au banc")
    assert set(shop.workshop.connected()) == {INDICATOR}


# -- another family --------------------------------------------------------------------------------------------------


def test_a_family_is_corrected_with_the_port_in_the_register(
    shop: Shop, ports: dict[str, InProcessPort], tmp_path: Path
) -> None:
    """Seen: a family that the register has wrong could only be corrected in the sheet of the register."""
    line = shop.workshop.instruments().result()[CALIPER]
    plug(shop, {INDICATOR: ADDRESS[INDICATOR]})
    kept = links()
    wanted = {**shop.workshop.addresses(), CALIPER: ADDRESS[INDICATOR]}
    # Refused with its port, it stays as it was: the register too.
    assert code_of(shop.workshop.connect(wanted, families={CALIPER: "opto-rs"})) == "bench.one_channel_twice"
    assert shop.workshop.instruments().result()[CALIPER] == line
    wanted[CALIPER] = ADDRESS[CALIPER]
    shop.workshop.connect(wanted, families={CALIPER: "opto-rs"}).result()
    assert tiles(shop)[CALIPER].family == "opto-rs" and links()[f"link {ADDRESS[INDICATOR]}"] in kept.values()
    shop.workshop.connect(wanted, families={CALIPER: "opto-rs"}).result()  # nothing is another: nothing is written
    shop.close()
    again = Shop(tmp_path / "shop")
    try:
        corrected = again.workshop.instruments().result()[CALIPER]
        assert corrected.family == "opto-rs"
        assert (corrected.number, corrected.decimals, corrected.kind) == (line.number, line.decimals, line.kind)
    finally:
        again.close()


def test_what_a_family_cannot_be_is_refused_and_writes_nothing(shop: Shop, ports: dict[str, InProcessPort]) -> None:
    here = {CALIPER: ADDRESS[CALIPER]}
    before = shop.workshop.instruments().result()
    assert code_of(shop.workshop.connect(here, families={CALIPER: "acme"})) == "bench.unknown_family"
    assert code_of(shop.workshop.connect(here, families={"TF-08": "opto-rs"})) == "bench.no_address"
    assert code_of(shop.workshop.connect(here, families={"nobody": "opto-rs"})) == "bench.no_address"
    shop.workshop.staff.sign_out().result()
    assert code_of(shop.workshop.connect(here, families={CALIPER: "opto-rs"})) == "session.nobody"
    assert shop.workshop.instruments().result() == before and not shop.workshop.connected()


def test_who_may_connect_and_not_write_the_register_corrects_no_family(
    shop: Shop, ports: dict[str, InProcessPort]
) -> None:
    plug(shop, {CALIPER: ADDRESS[CALIPER]})
    shop.workshop.staff.enter("Alix Petit", (Role.OPERATOR,), "alix-1").result()
    shop.workshop.staff.sign_in("Alix Petit", "alix-1").result()
    shop.workshop.connect({}).result()
    refused = shop.workshop.connect({CALIPER: ADDRESS[CALIPER]}, families={CALIPER: "opto-rs"})
    assert code_of(refused) == "person.not_allowed" and not shop.workshop.connected()
    assert shop.workshop.instruments().result()[CALIPER].family == "mitutoyo-mux10"


def test_no_family_is_corrected_while_an_instrument_sweeps(turning: Turning) -> None:
    begun(turning, RUN_OUT)
    turning.sweep(10)
    here = {INDICATOR: turning.port.url}
    assert code_of(turning.workshop.connect(here, families={CALIPER: "opto-rs"})) == "sweep.running"
    assert not turning.ended
    assert turning.workshop.instruments().result()[CALIPER].family == "mitutoyo-mux10"
