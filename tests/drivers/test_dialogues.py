"""The dialogues of the manuals, word for word, held by the shipped link."""

from __future__ import annotations

import pytest

from drivers import FaultCode
from drivers.testing import Exchange, expected_dialogue

UNIT: Exchange = (b"UNI?\r", b"MM\r")


@pytest.mark.parametrize(
    ("channel", "script", "value"),
    [
        (None, [(b"1\r", b"01A+0000.123\r")], "0.123"),  # Mitutoyo 99MAF600B
        ("1", [(b"1\r", b"01A-001.2340\r")], "-1.2340"),  # GageMux manual p. 6
        ("3", [(b"3\r", b"03A+0012.345\r")], "12.345"),
        (None, [(b"1\r", b"1\r01A+0012.345\r")], "12.345"),  # an adapter that echoes
        (None, [(None, b"01A+0012.340\r"), (b"1\r", None)], "12.340"),  # DATA, unasked
    ],
)
def test_mux10_readings(channel: str | None, script: list[Exchange], value: str) -> None:
    with expected_dialogue("mitutoyo-mux10", script, channel=channel) as proof:
        proof.request()
        assert str(proof.reading().value) == value


@pytest.mark.parametrize(
    ("answer", "code"),
    [(b"911\r", FaultCode.NO_DATA), (b"912\r", FaultCode.GARBLED), (b"919\r", FaultCode.REFUSED)],
)
def test_mux10_errors(answer: bytes, code: FaultCode) -> None:  # Mitutoyo 99MAM029A
    with expected_dialogue("mitutoyo-mux10", [(b"1\r", answer)]) as proof:
        proof.request()
        fault = proof.fault()
        assert (fault.code, fault.detail, fault.raw) == (code, answer[:-1].decode(), answer)


def test_mux10_busy_is_asked_again() -> None:  # Mitutoyo 99MAM024A1 §2.2
    with expected_dialogue("mitutoyo-mux10", [(b"1\r", b"918\r"), (b"1\r", b"01A+0012.345\r")]) as proof:
        proof.request()
        assert proof.fault().code is FaultCode.BUSY
        assert str(proof.reading().value) == "12.345"


@pytest.mark.parametrize(
    ("answer", "value", "flags"),
    [
        (b"+012.345\r", "12.345", ("unit_declared",)),  # Sylvac opto p. 13
        (b" 12.34\r", "12.34", ("unit_declared",)),
        (b"?\r+012.345\r", "12.345", ("unit_declared",)),  # UniCal echoes
        (b"+012.345=\r", "12.345", ("unit_declared", "within")),  # UniCal, tolerance mode
        (b"-012.345>\r\n", "-12.345", ("above", "unit_declared")),
        (b"-   2.345\r", "-2.345", ("unit_declared",)),  # Trimos V+ pads with spaces
    ],
)
def test_opto_readings(answer: bytes, value: str, flags: tuple[str, ...]) -> None:
    with expected_dialogue("opto-rs", [UNIT, (b"?\r", answer)]) as proof:
        proof.request()
        reading = proof.reading()
        assert (str(reading.value), reading.flags, reading.unit, reading.channel) == (value, flags, "mm", None)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"ERR0\r", FaultCode.NO_DATA),
        (b"ERR1\r", FaultCode.REFUSED),
        (b"ERR2\r", FaultCode.FRAMING),
        (b"ERR3\r", FaultCode.OUT_OF_RANGE),
    ],
)
def test_opto_errors(answer: bytes, code: FaultCode) -> None:  # Sylvac opto p. 14
    with expected_dialogue("opto-rs", [UNIT, (b"?\r", answer)]) as proof:
        proof.request()
        fault = proof.fault()
        assert (fault.code, fault.detail) == (code, answer[:-1].decode())


def test_an_instrument_that_says_who_it_is_at_power_on_is_understood() -> None:  # Sylvac opto p. 14
    with expected_dialogue("opto-rs", [(None, b"SY235.A\r"), UNIT, (b"?\r", b"+012.345\r")]) as proof:
        proof.request()
        assert str(proof.reading().value) == "12.345"


def test_an_instrument_that_does_not_know_the_unit_question_is_read() -> None:
    with expected_dialogue("opto-rs", [(b"UNI?\r", b"ERR1\r"), (b"?\r", b"+012.345\r")]) as proof:
        proof.request()
        assert str(proof.reading().value) == "12.345"


def test_a_word_out_of_turn_fails_the_proof() -> None:
    with pytest.raises(AssertionError, match="out of turn"), expected_dialogue("opto-rs", [(b"ID?\r", b"SY276\r")]):
        pass


def test_a_dialogue_cut_short_fails_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers.testing._PATIENCE_S", 1.0)
    with pytest.raises(AssertionError, match="never said"), expected_dialogue("opto-rs", [UNIT, (b"?\r", b"+1.0\r")]):
        pass
