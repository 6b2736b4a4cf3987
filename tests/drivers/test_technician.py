"""`list`, `probe`, `watch`, `record` and `simulate`, run as a stranger runs them: another process, a real terminal."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drivers import families
from drivers.instruments.text_profiles import CHICAGO_DIAL
from drivers.simulators import SimulatedInstrument, simulator_for
from drivers.simulators.pty_port import PtyPort
from drivers.technician import main
from drivers.text_profile import to_text

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")


def run(*arguments: str) -> tuple[int, str, str]:
    """A command to its end: its status, what it shows, what it complains of."""
    done = subprocess.run(
        [sys.executable, "-m", "drivers", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def refused(*arguments: str) -> str:
    """The one sentence of a command that cannot be done."""
    code, out, said = run(*arguments)
    assert (code, out) == (2, "") and said.count("\n") == 1, said
    assert "Traceback" not in said and said.strip().endswith(".")
    return said


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@contextmanager
def simulated(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`simulate`, running; its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "drivers", "simulate", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None and process.stderr is not None
    try:
        yield process, process.stdout.readline().strip().rpartition(" ")[2]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_S)


# -- list and probe ----------------------------------------------------------------------------------------------------


def test_list_names_every_family_with_its_settings() -> None:
    code, out, said = run("list")
    assert (code, said) == (0, "")
    for family in families().values():
        assert f"  {family.key}  {family.maker}  {family.baud} " in out
    assert "  generic-text  " in out and ("Ports de ce poste" in out or "Aucun port série" in out)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk of Linux")
@pytest.mark.parametrize("verb", [("list",), ("list", "--json")])
def test_list_on_a_full_disk_is_one_sentence(verb: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [sys.executable, "-m", "drivers", *verb],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert found.returncode == 2 and found.stderr.count("\n") == 1 and "plein" in found.stderr


def test_watch_of_a_channel_that_the_box_has_not_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "sim://mitutoyo-mux10", "--instrument", "mitutoyo-mux10", "--channel", "12"]) == 2
    assert "12" in capsys.readouterr().err


def test_list_as_json_has_a_line_for_each_family_and_port() -> None:
    code, out, _ = run("list", "--json")
    found = lines(out)
    assert code == 0 and {line["family"] for line in found if "family" in line} == {*families(), "generic-text"}
    assert all({"url", "address", "guesses"} <= line.keys() for line in found if "family" not in line)


def test_list_gives_a_port_its_lasting_address_and_a_guess(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from types import SimpleNamespace

    own_cable = SimpleNamespace(
        device="/dev/ttyUSB3", description="USB-ITN", manufacturer="Mitutoyo", product="USB-ITN",
        vid=0x0FE7, pid=0x4001, serial_number="0012345", location="1-2",
    )  # fmt: skip
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: [own_cable])
    assert main(["list"]) == 0
    shown = capsys.readouterr().out
    assert "/dev/ttyUSB3" in shown and "usb://0fe7:4001/0012345" in shown and "probablement mitutoyo-mux10" in shown
    assert main(["list", "--json"]) == 0
    port = lines(capsys.readouterr().out)[-1]
    assert (port["address"], port["guesses"]) == ("usb://0fe7:4001/0012345", ["mitutoyo-mux10"])


def test_probe_says_who_answered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("drivers.probe._ANSWER_WITHIN_S", 0.1)
    with simulated("--instrument", "mahr-duplex") as (_, url):
        code = main(["probe", url, "--json"])
    assert code == 0 and "mahr-duplex" in {line["family"] for line in lines(capsys.readouterr().out)}


def test_probe_of_a_port_where_nobody_answers_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = pty.openpty()
    try:
        monkeypatch.setattr("drivers.probe._ANSWER_WITHIN_S", 0.02)
        assert main(["probe", os.ttyname(slave)]) == 1
    finally:
        os.close(master)
        os.close(slave)


# -- watch: every family -----------------------------------------------------------------------------------------------


@contextmanager
def pressed_again_and_again(port: PtyPort) -> Iterator[None]:
    over = threading.Event()

    def press() -> None:
        while not over.wait(0.2):
            port.press_data()

    thread = threading.Thread(target=press)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


PUSHED = {key for key, family in families().items() if not family.can_be_asked}
PUSHED |= {"maxum", "opto-simplex"}  # one is always sending; a terminal has no DTR to ask the other by


@pytest.mark.parametrize("key", sorted(families()))
def test_watch_reads_every_family_from_a_terminal(key: str) -> None:
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    instrument.present(Decimal("2.345"))
    face = simulator_for(key, instrument)
    if key == "mitutoyo-surftest":
        face.tracing_s, face.returning_s = 0.8, 0.1  # type: ignore[attr-defined]
    port = PtyPort(face)
    try:
        watch = ("watch", port.url, "--instrument", key, "--count", "2", "--timeout", "40", "--json")
        if key in PUSHED:
            with pressed_again_and_again(port):
                code, out, said = run(*watch)
        else:
            code, out, said = run(*watch)
    finally:
        port.close()
    read = [line for line in lines(out) if "value" in line]
    assert (code, said, len(read)) == (0, "", 2)
    wanted = Decimal("2.345") if key != "mitutoyo-surftest" else {Decimal("2.345"), Decimal("14.070")}
    for line in read:
        assert Decimal(line["value"]) in (wanted if isinstance(wanted, set) else {wanted})
        assert line["unit"] == ("um" if key == "mitutoyo-surftest" else "mm") and bytes.fromhex(line["raw"])


@pytest.mark.parametrize(
    ("family", "asked", "frame", "value"),
    [("mitutoyo-mux10", b"1\r", b"01A+0012.345\r", "12.345"), ("opto-rs", b"?\r", b"+012.345\r", "12.345")],
)
def test_watch_reads_an_instrument_that_this_project_did_not_write(
    family: str, asked: bytes, frame: bytes, value: str
) -> None:
    """Nothing here but os.openpty, os.read and os.write; the frames are those of the manuals."""
    master, slave = os.openpty()
    tty.setraw(slave)
    heard: list[bytes] = []

    def instrument() -> None:
        received = b""
        while True:
            received += os.read(master, 64)
            while b"\r" in received:
                command, _, received = received.partition(b"\r")
                heard.append(command + b"\r")
                if command == b"END":
                    return
                os.write(master, {b"UNI?": b"MM\r", asked[:-1]: frame}.get(command, b""))

    thread = threading.Thread(target=instrument)
    thread.start()
    try:
        code, out, said = run(
            "watch", os.ttyname(slave), "--instrument", family, "--count", "3", "--timeout", "30", "--json"
        )
    finally:
        os.write(slave, b"END\r")
        thread.join()
        os.close(master)
        os.close(slave)
    assert (code, said) == (0, "") and [line["value"] for line in lines(out)] == [value] * 3
    assert asked in heard and set(heard) <= {asked, b"UNI?\r", b"END\r"}


def test_watch_reads_text_by_a_pattern() -> None:
    with simulated("--instrument", "generic-text", "--pattern", "L={value} {unit}", "--push", "0.2") as (_, url):
        code, out, _ = run(
            "watch", url, "--instrument", "generic-text", "--pattern", "L={value} {unit}", "--timeout", "30", "--json"
        )
    (line,) = lines(out)
    assert (code, line["value"], line["unit"], line["raw"]) == (0, "12.340", "mm", b"L=12.340 mm\r".hex())


def test_watch_asks_by_a_profile(tmp_path: Path) -> None:
    profile = tmp_path / "cadran.json"
    profile.write_text(to_text(CHICAGO_DIAL), encoding="utf-8")
    with simulated("--instrument", "generic-text", "--profile", CHICAGO_DIAL.name) as (_, url):
        code, out, _ = run(
            "watch", url, "--instrument", "generic-text", "--profile", str(profile), "--timeout", "30", "--json"
        )
    assert code == 0 and lines(out)[-1]["value"] == "12.340"


# -- simulate ----------------------------------------------------------------------------------------------------------


def test_a_simulation_that_is_ended_removes_its_link(tmp_path: Path) -> None:
    link = tmp_path / "ttyGAUGE"
    with simulated("--instrument", "opto-rs", "--link", str(link), "--fault", "ERR3") as (process, url):
        assert url == str(link) and link.is_symlink()
        code, out, _ = run("watch", url, "--instrument", "opto-rs", "--timeout", "30", "--json")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    assert code == 0 and [line.get("error", line.get("value")) for line in lines(out)] == ["out_of_range", "12.340"]
    assert not link.is_symlink()


def test_a_simulation_can_be_a_local_socket() -> None:
    with simulated("--instrument", "mitutoyo-mux10", "--socket", "0", "--value", "7,25") as (_, url):
        assert url.startswith("socket://127.0.0.1:")
        code, out, _ = run("watch", url, "--instrument", "mitutoyo-mux10", "--timeout", "30", "--json")
    assert code == 0 and Decimal(lines(out)[-1]["value"]) == Decimal("7.25")


def test_a_simulation_ends_after_its_seconds() -> None:
    code, out, said = run("simulate", "--instrument", "opto-rs", "--seconds", "0.2")
    assert (code, said) == (0, "") and out.startswith("opto-rs simulé sur /dev/")


# -- record and replay -------------------------------------------------------------------------------------------------


def test_what_was_recorded_is_played_again_as_an_instrument(tmp_path: Path) -> None:
    kept = tmp_path / "trafic.jsonl"
    with simulated("--instrument", "opto-rs", "--value", "20.015") as (_, url):
        code, out, said = run("record", url, "--instrument", "opto-rs", str(kept), "--count", "2", "--json")
    assert (code, said, len(lines(out))) == (0, "", 2)
    code, again, said = run("watch", f"replay://{kept}", "--instrument", "opto-rs", "--count", "2", "--json")
    assert (code, said) == (0, "")
    assert [line["raw"] for line in lines(again) if "value" in line] == [line["raw"] for line in lines(out)]
    before = kept.read_bytes()
    assert "existe déjà" in refused("record", "sim://opto-rs", "--instrument", "opto-rs", str(kept))
    assert kept.read_bytes() == before


# -- refused -----------------------------------------------------------------------------------------------------------


HOLD = """
import fcntl, os, sys
line = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("command", ["watch", "probe", "record"])
def test_a_port_held_by_another_program_is_said(command: str, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    url = os.ttyname(slave)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        rest = {"watch": ["--instrument", "opto-rs"], "probe": []}.get(
            command, ["--instrument", "opto-rs", str(tmp_path / "trafic.jsonl")]
        )
        said = refused(command, url, *rest)
    finally:
        holder.communicate()
        os.close(master)
        os.close(slave)
    assert url in said and "programme" in said


@pytest.mark.parametrize("command", ["watch", "probe"])
def test_a_port_that_is_not_there_is_said(command: str) -> None:
    rest = ["--instrument", "opto-rs"] if command == "watch" else []
    assert "/dev/ttyNOTHERE" in refused(command, "/dev/ttyNOTHERE", *rest)
    assert "usb://0403:6001/A1" in refused(command, "usb://0403:6001/A1", *rest)


def test_a_port_that_the_account_may_not_open_names_the_group_to_join(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The tests may run as root, whom nothing is forbidden: the system's answer is given here in its place."""
    import serial

    def forbidden(*_: object) -> None:
        raise serial.SerialException(13, "could not open port: [Errno 13] Permission denied")

    monkeypatch.setattr("serial.Serial.open", forbidden)
    device = tmp_path / "ttyUSB0"
    device.touch()
    assert main(["watch", str(device), "--instrument", "opto-rs"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and str(device) in said and device.group() in said


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", "[" * 60_000, '{"name": NaN}', '{"name": "x", "pattern": "(a+)+$"}', "\x00"],
    ids=range(9),
)
def test_a_hostile_profile_is_one_sentence(text: str, tmp_path: Path) -> None:
    profile = tmp_path / "profil.json"
    profile.write_text(text, encoding="utf-8")
    refused("watch", "sim://opto-rs", "--instrument", "generic-text", "--profile", str(profile))


def test_what_is_misunderstood_is_one_sentence(tmp_path: Path) -> None:
    text = ("watch", "sim://opto-rs", "--instrument", "generic-text")
    binary = tmp_path / "profil.json"
    binary.write_bytes(b"\xff\xfe\x00")
    for arguments in (
        (*text, "--profile", "aucun-profil"),
        (*text, "--profile", str(binary)),
        (*text, "--profile", str(tmp_path)),
        text,
        (*text, "--pattern", "{unit}"),
        ("watch", "sim://opto-rs", "--instrument", "opto-rs", "--pattern", "{value}"),
        ("watch", f"replay://{tmp_path}/rien.jsonl", "--instrument", "opto-rs"),
        ("record", "sim://opto-rs", "--instrument", "opto-rs", str(tmp_path / "nulle" / "part.jsonl")),
        ("simulate", "--instrument", "opto-rs", "--fault", "panne"),
        ("simulate", "--instrument", "opto-rs", "--value", "NaN"),
        ("simulate", "--instrument", "opto-rs", "--socket", "99999"),
        ("simulate", "--instrument", "opto-rs", "--link", str(tmp_path / "nulle" / "part")),
        ("simulate", "--instrument", "rien"),
        ("simulate",),
        (),
    ):
        refused(*arguments)
