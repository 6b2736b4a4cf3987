"""What an address may not do: write over a file, open what was not named, or take one adapter for another."""

from __future__ import annotations

import os
import pty
import sys
import termios
import tty
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from drivers import discovery, transport
from drivers.discovery import Ambiguous, Port, look_again, ports, resolve
from drivers.permissions import group_of
from drivers.reading import Cause
from drivers.registry import families
from drivers.simulators.port import register
from drivers.simulators.pty_port import NotOurLink, PtyPort
from drivers.technician import main
from drivers.testing import ScriptedFace
from drivers.transport import PortUnavailable, Transport

OPTO = families()["opto-rs"]


# -- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["file", "folder", "link to a file", "link to nothing", "link to a device"])
def test_a_simulation_does_not_replace_what_bears_the_name_of_its_link(kind: str, tmp_path: Path) -> None:
    path, other = tmp_path / "precious", tmp_path / "other"
    other.write_text("other")
    match kind:
        case "file":
            path.write_text("precious")
        case "folder":
            path.mkdir()
        case "link to a file":
            path.symlink_to(other)
        case "link to nothing":
            path.symlink_to(tmp_path / "gone")
        case _:
            path.symlink_to("/dev/null")
    before = (path.is_symlink(), path.is_dir(), path.read_text() if path.is_file() else "")
    with pytest.raises(NotOurLink):
        PtyPort(ScriptedFace([]), path)
    assert (path.is_symlink(), path.is_dir(), path.read_text() if path.is_file() else "") == before
    assert other.read_text() == "other" and len(list(tmp_path.iterdir())) == 2


def test_a_simulation_refuses_a_link_that_is_a_file_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "precious").write_text("precious")
    link = str(tmp_path / "precious")
    assert main(["simulate", "--instrument", "opto-rs", "--link", link, "--seconds", "0.1"]) == 2
    assert "existe déjà" in capsys.readouterr().err
    assert (tmp_path / "precious").read_text() == "precious"


def test_a_link_left_by_a_simulation_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    link, neighbour = tmp_path / "port", tmp_path / "port.new"
    link.symlink_to("/dev/pts/4242")
    neighbour.write_text("a neighbour")
    port = PtyPort(ScriptedFace([]), link)
    assert str(link.readlink()) == port.path
    port.close()
    assert not link.is_symlink() and neighbour.read_text() == "a neighbour"


def test_a_simulation_leaves_the_link_that_another_one_has_taken_over(tmp_path: Path) -> None:
    first, second = (PtyPort(ScriptedFace([]), tmp_path / "port") for _ in range(2))
    first.close()
    assert str((tmp_path / "port").readlink()) == second.path
    second.close()
    assert list(tmp_path.iterdir()) == []


def test_a_spying_address_writes_over_no_file(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    master, slave = pty.openpty()
    try:
        with pytest.raises(PortUnavailable) as refused:
            Transport(f"spy://{os.ttyname(slave)}?file={victim}", OPTO)
    finally:
        os.close(master)
        os.close(slave)
    assert refused.value.cause is Cause.UNUSABLE and victim.read_text() == "precious"


@pytest.mark.parametrize(
    "url",
    ["alt:///dev/ttyS0?class=os", "hwgrep://(", "hwgrep://x&n=a", "loop://", "cp2110://", "SPY:///dev/null", "x://"],
)
def test_an_address_of_another_scheme_is_no_port_and_no_traceback(url: str) -> None:
    with pytest.raises(PortUnavailable) as refused:
        Transport(url, OPTO)
    assert refused.value.cause is Cause.UNUSABLE


@pytest.mark.parametrize("url", ["socket://", "socket://x:y", "rfc2217://127.0.0.1:1", "sim://opto-rs?noise=1e999999"])
def test_an_address_that_cannot_be_opened_is_unusable(url: str) -> None:
    with pytest.raises(PortUnavailable) as refused:
        Transport(url, OPTO)
    assert refused.value.cause is Cause.UNUSABLE


# -- adapters ---------------------------------------------------------------------------------------------------------


def _listed(*found: tuple[str, str, str | None], vendor: int = 0x0403, product: int = 0x6011) -> Any:
    """The list of the system: device, serial number, location."""
    return lambda *_: [
        SimpleNamespace(
            device=device,
            description="",
            manufacturer="",
            product="",
            vid=vendor,
            pid=product,
            serial_number=number,
            location=location,
        )
        for device, number, location in found
    ]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Any:
    def lists(*found: tuple[str, str, str | None], **identity: int) -> list[Port]:
        monkeypatch.setattr("serial.tools.list_ports.comports", _listed(*found, **identity))
        look_again()
        return ports()

    yield lists
    look_again()


FOUR = tuple((f"/dev/ttyUSB{number}", "FT4ABCDE", f"1-2:1.{number}") for number in range(4))


def test_each_port_of_a_four_port_adapter_is_opened_under_its_own_address(system: Any) -> None:
    found = system(*FOUR)
    assert found[2].lasting == "usb://0403:6011/FT4ABCDE@1.2"
    assert [resolve(port.lasting) for port in found] == [port.url for port in found]


def test_a_four_port_adapter_plugged_elsewhere_keeps_its_addresses(system: Any) -> None:
    before = [port.lasting for port in system(*FOUR)]
    system(*((device, number, location.replace("1-2", "3-1.4")) for device, number, location in FOUR))
    assert [resolve(address) for address in before] == [device for device, _, _ in FOUR]


def test_two_adapters_with_the_same_serial_number_are_told_apart_by_their_place(system: Any) -> None:
    found = system(("/dev/ttyUSB0", "0001", "1-2"), ("/dev/ttyUSB1", "0001", "1-3"))
    assert [port.lasting for port in found] == ["usb://0403:6011/0001@1-2", "usb://0403:6011/0001@1-3"]
    assert [resolve(port.lasting) for port in found] == ["/dev/ttyUSB0", "/dev/ttyUSB1"]
    with pytest.raises(Ambiguous):
        resolve("usb://0403:6011/0001")
    system(("/dev/ttyUSB5", "0001", "1-3"))
    assert resolve("usb://0403:6011/0001@1-3") == "/dev/ttyUSB5"
    assert resolve("usb://0403:6011/0001@1-2") is None


def test_adapters_that_nothing_tells_apart_are_remembered_by_their_names(system: Any) -> None:
    found = system(("COM3", "0001", None), ("COM4", "0001", None))
    assert [port.lasting for port in found] == ["COM3", "COM4"]


def test_an_ambiguous_address_opens_nothing_and_says_so(system: Any) -> None:
    system(("/dev/ttyUSB0", "0001", "1-2"), ("/dev/ttyUSB1", "0001", "1-3"))
    with pytest.raises(PortUnavailable) as refused:
        Transport("usb://0403:6011/0001", OPTO)
    assert refused.value.cause is Cause.AMBIGUOUS


def test_only_the_driver_of_windows_adds_a_letter_to_a_serial_number(monkeypatch: pytest.MonkeyPatch) -> None:
    ftdi = Port("COM3", vendor_id=0x0403, product_id=0x6001, serial_number="A9XK3LQ2A")
    other = Port("COM4", vendor_id=0x10C4, product_id=0xEA60, serial_number="A9XK3LQ2A")
    assert ftdi.lasting.endswith("/A9XK3LQ2A")
    monkeypatch.setattr(discovery.sys, "platform", "win32")
    assert ftdi.lasting.endswith("/A9XK3LQ2") and other.lasting.endswith("/A9XK3LQ2A")


# -- devices ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="pseudo-terminals of Linux")
def test_the_parity_is_still_checked_after_a_change_of_the_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_is_pseudo_terminal", lambda _url: False)
    eight_bits = families()["mitutoyo-mux10"]  # the kernel keeps a pseudo-terminal at 8N1
    master, slave = pty.openpty()
    tty.setraw(slave)
    port = Transport(os.ttyname(slave), eight_bits)
    try:
        for wait in (0.01, 0.002, 0.05):
            port.read(wait)
            flags = termios.tcgetattr(slave)[0]
            assert flags & termios.INPCK and not flags & (termios.IGNPAR | termios.PARMRK)
        os.write(master, b"01A+0012.345\r")
        assert port.read(0.5).startswith(b"0")
    finally:
        port.close()
        os.close(master)
        os.close(slave)


def test_a_port_of_the_superuser_alone_names_no_group_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = tmp_path / "port"
    port.write_text("")
    port.chmod(0o660)
    monkeypatch.setattr(Path, "group", lambda _self: "root")
    assert group_of(str(port)) == "dialout"
    monkeypatch.setattr(Path, "group", lambda _self: "uucp")
    assert group_of(str(port)) == "uucp"
    port.chmod(0o600)
    assert group_of(str(port)) == "dialout"


def test_a_port_without_an_instrument_in_this_process_is_refused_quietly() -> None:
    register("safe-address", ScriptedFace([])).close()
    with pytest.raises(PortUnavailable):
        Transport("sim://bench/safe-address", OPTO)


@pytest.mark.parametrize("noise", ["-1", "1e999999", "nan"])
def test_a_noise_that_cannot_be_is_refused(noise: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--instrument", "opto-rs", f"--noise={noise}", "--seconds", "0.1"]) == 2
    assert "Traceback" not in capsys.readouterr().err
