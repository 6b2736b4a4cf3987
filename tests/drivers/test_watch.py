"""The technician's command, run as a stranger runs it: another process, a real terminal, exit codes and JSON lines."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drivers.simulators import Mux10Simulator, OptoSimulator, SimulatedInstrument
from drivers.simulators.pty_port import PtyPort

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 40


def gauge(value: str = "12.340") -> SimulatedInstrument:
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    instrument.present(Decimal(value))
    return instrument


class Watch:
    """The command, running; its lines are read as they come."""

    def __init__(self, url: str, family: str, *options: str) -> None:
        command = [sys.executable, "-m", "drivers", "watch", url, "--instrument", family, *options]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        found = json.loads(self._process.stdout.readline())
        assert isinstance(found, dict)
        return found

    def error(self, code: str) -> dict[str, Any]:
        while (line := self.line()).get("error") != code:
            pass
        return line

    def end(self) -> tuple[int, str, str]:
        out, said = self._process.communicate(timeout=PATIENCE_S)
        return self._process.returncode, out, said


def test_a_frame_from_another_channel_counts_too() -> None:
    port = PtyPort(Mux10Simulator({"1": gauge(), "2": gauge("7.000")}))
    try:
        watch = Watch(port.url, "mitutoyo-mux10", "--count", "1000", "--timeout", "30", "--json")
        assert watch.line()["channel"] == "1"
        port.press_data("2")
        while (line := watch.line())["channel"] != "2":
            pass
    finally:
        port.close()
        watch._process.terminate()
        watch.end()
    assert (line["value"], line["unit"], line["raw"]) == ("7.000", "mm", b"02A+0007.000\r".hex())
    assert datetime.fromisoformat(line["received_at"]).utcoffset() == timedelta(0)


def test_a_cable_pulled_during_the_watch_is_said_and_waited_for(tmp_path: Path) -> None:
    instrument = gauge()
    port = PtyPort(Mux10Simulator({"1": instrument}), tmp_path / "ttyCALIPER")
    try:
        watch = Watch(port.url, "mitutoyo-mux10", "--count", "2", "--timeout", "30", "--json")
        assert watch.line()["value"] == "12.340"
        port.unplug()
        lost = watch.error("lost")
        assert set(lost) >= {"error", "message", "raw", "channel", "received_at"} and lost["message"].endswith(".")
        port.replug()
        code, out, _ = watch.end()
    finally:
        port.close()
    assert code == 0 and json.loads(out.splitlines()[-1])["value"] == "12.340"


def test_inches_are_refused_until_the_button_is_pressed_again() -> None:
    instrument = gauge()
    instrument.toggle_unit()
    port = PtyPort(OptoSimulator(instrument))
    try:
        watch = Watch(port.url, "opto-rs", "--timeout", "30", "--json")
        watch.error("unit")
        instrument.toggle_unit()
        code, out, _ = watch.end()
    finally:
        port.close()
    assert code == 0 and json.loads(out.splitlines()[-1])["unit"] == "mm"


@pytest.mark.parametrize(("kind", "code"), [("parity", "framing"), ("ERR3", "out_of_range"), ("noise", "format")])
def test_a_fault_is_printed_and_does_not_count(kind: str, code: str) -> None:
    face = OptoSimulator(gauge())
    face.fault_next(kind)
    port = PtyPort(face)
    try:
        result, out, _ = Watch(port.url, "opto-rs", "--timeout", "30", "--json").end()
    finally:
        port.close()
    lines = [json.loads(line) for line in out.splitlines()]
    assert result == 0 and [line.get("error") for line in lines] == [code, None]


def test_a_wrong_family_gives_faults_and_ends_with_1() -> None:
    port = PtyPort(OptoSimulator(gauge()))
    try:
        code, out, _ = Watch(port.url, "mitutoyo-mux10", "--timeout", "2", "--json").end()
    finally:
        port.close()
    assert code == 1 and all("error" in json.loads(line) for line in out.splitlines())


def test_a_technician_without_an_instrument_tries_a_simulated_one() -> None:
    url = "sim://opto-rs?value=12.340"
    code, out, _ = Watch(url, "opto-rs", "--count", "3", "--timeout", "30", "--json").end()
    assert code == 0 and [json.loads(line)["value"] for line in out.splitlines()] == ["12.340"] * 3


def test_a_line_for_people_is_french() -> None:
    code, out, _ = Watch("sim://opto-rs?value=12.340&unit=mm", "opto-rs", "--timeout", "30").end()
    assert code == 0 and "12,340 mm" in out


def test_a_reader_that_leaves_is_no_crash() -> None:
    watch = Watch("sim://opto-rs?push=0.05", "opto-rs", "--count", "100000", "--timeout", "30", "--json")
    watch.line()
    assert watch._process.stdout is not None and watch._process.stderr is not None
    watch._process.stdout.close()
    assert watch._process.wait(timeout=PATIENCE_S) == 1
    assert watch._process.stderr.read() == ""
    watch._process.stderr.close()


@pytest.mark.parametrize(
    "arguments",
    [
        ("/dev/null", "opto-rs"),
        ("foo://x", "opto-rs"),
        ("sim://opto-rs?value=NaN", "opto-rs"),
        ("sim://opto-rs", "opto-rs", "--count", "0"),
        ("sim://opto-rs", "opto-rs", "--timeout", "nan"),
        ("sim://opto-rs", "opto-rs", "--unit", "cm"),
        ("sim://opto-rs", "opto-rs", "--loud"),
    ],
)
def test_wrong_arguments_are_one_sentence(arguments: tuple[str, ...]) -> None:
    code, out, said = Watch(*arguments).end()
    assert (code, out, said.count("\n")) == (2, "", 1) and "usage" not in said and said.strip().endswith(".")
