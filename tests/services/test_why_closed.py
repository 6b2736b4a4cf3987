"""Why a port, or a folder of results, is not open, and what a fault says of the bench: each with its own way out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from drivers import Cause, Fault, FaultCode
from metroapp.services.diagnosis import why_closed, why_fault
from metroapp.wording.sentences import sentence


@pytest.mark.parametrize("cause", [Cause.MISSING, Cause.FORBIDDEN])
@pytest.mark.parametrize("address", ["folder:///mnt/r%C3%A9sultats?pattern=*.csv", "folder:///mnt/r%C3%A9sultats#D1"])
def test_a_missing_folder_is_not_said_to_be_a_cable(address: str, cause: Cause) -> None:
    why = why_closed(address, cause)
    assert why is not None and "câble" not in sentence(why) and " /mnt/résultats " in sentence(why)


def fault(raw: bytes, detail: str = "truncated") -> Fault:
    return Fault(FaultCode.FRAMING, raw, datetime(2026, 11, 24, 8, 0, tzinfo=UTC), None, detail)


@pytest.mark.parametrize("raw", [b"01A+0012.3", b"01A", b"+", b"V2: mm       -0000", b"DT10005+0000", b"0"])
def test_a_frame_cut_short_is_said_to_be_cut_and_not_to_be_at_another_speed(raw: bytes) -> None:
    """Seen: a plug that was loose made the bench ask for another speed."""
    why = why_fault("mitutoyo-mux10", fault(raw))
    assert why is not None and why.code == "bench.truncated"
    assert "vitesse" not in sentence(why) and "fiche" in sentence(why)


@pytest.mark.parametrize("raw", [b"Wfff]ffn[", b"\xff\xe6\x98\x00", b"[", b"Jnnf["])
def test_what_another_speed_makes_of_a_frame_is_still_said_to_be_one(raw: bytes) -> None:
    why = why_fault("opto-rs", fault(raw))
    assert why is not None and why.code == "bench.speed"


def test_seven_bits_read_as_eight_are_said_before_anything_else() -> None:
    with_parity = bytes(byte | (byte.bit_count() % 2) << 7 for byte in b"+012.34")
    why = why_fault("mitutoyo-mux10", fault(with_parity))
    assert why is not None and why.code == "bench.parity"
