"""What is said on the wire, without a wire: units, silences, retries, cut frames."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from drivers.conversation import Agreed, Conversation
from drivers.reading import Fault, FaultCode, LinkEvent, Reading
from drivers.registry import families
from drivers.simulators import SimulatedInstrument, simulator_for

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def shown(value: str) -> SimulatedInstrument:
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    instrument.present(Decimal(value))
    return instrument


class Wire:
    """A conversation and a clock."""

    def __init__(self, family: str, *, unit: str = "mm", decimals: int | None = None, trusting: bool = False) -> None:
        self.at = 0.0
        self.talk = Conversation(families()[family], {None: Agreed(unit, decimals)}, trusting=trusting)
        self.sent = self.talk.opening(NOW, self.at).messages

    def hears(self, data: bytes = b"", after: float = 0.1) -> list[LinkEvent]:
        self.at += after
        turn = self.talk.take(data, NOW, self.at)
        self.sent.extend(turn.messages)
        return turn.events

    def asks(self) -> None:
        self.sent.extend(self.talk.request(NOW, self.at).messages)


def values(events: list[LinkEvent]) -> list[str]:
    return [str(event.value) for event in events if isinstance(event, Reading)]


def faults(events: list[LinkEvent]) -> list[tuple[FaultCode, str]]:
    return [(event.code, event.detail) for event in events if isinstance(event, Fault)]


def test_the_unit_is_asked_first_and_values_then_flow() -> None:
    wire = Wire("opto-rs")
    assert wire.sent == [b"UNI?\r"]
    assert wire.hears(b"MM\r") == []
    assert values(wire.hears(b"+012.345\r")) == ["12.345"]


def test_a_value_pushed_while_the_unit_is_asked_is_delivered_once_it_is_known() -> None:
    wire = Wire("opto-rs")
    assert wire.hears(b"+012.345\r") == []
    assert values(wire.hears(b"MM\r")) == ["12.345"]


def test_an_instrument_in_inches_gives_no_reading() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"+00.48602\r")
    assert faults(wire.hears(b"IN\r")) == [(FaultCode.UNIT, "in"), (FaultCode.UNIT, "other_unit")]
    assert faults(wire.hears(b"+00.48602\r")) == [(FaultCode.UNIT, "other_unit")]
    assert wire.hears(b"MM\r") == []
    assert values(wire.hears(b"+012.345\r")) == ["12.345"]


def test_the_unit_is_asked_again_when_the_line_is_idle() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"MM\r")
    wire.hears(after=6.0)
    assert wire.sent == [b"UNI?\r", b"UNI?\r"]
    assert faults(wire.hears(b"IN\r")) == [(FaultCode.UNIT, "in")]


def test_the_answers_of_a_simplex_cable_to_the_unit_question_are_no_readings() -> None:
    wire = Wire("opto-rs")
    assert wire.hears(b"+012.345\r") == []
    assert wire.hears(after=1.0) == []
    assert wire.sent == [b"UNI?\r", b"UNI?\r"]
    assert wire.hears(b"+012.345\r") == []
    assert wire.hears(after=1.0) == []
    assert values(wire.hears(b"+012.346\r")) == ["12.346"]
    assert wire.hears(after=60.0) == [] and len(wire.sent) == 2


def test_a_press_during_the_question_survives_a_simplex_cable() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"+012.345\r")
    wire.hears(b"+012.399\r")
    wire.hears(after=1.0)
    wire.hears(b"+012.399\r")
    assert values(wire.hears(after=1.0)) == ["12.399"]


def test_a_press_right_after_the_opening_of_a_cable_that_only_sends_is_not_lost() -> None:
    wire = Wire("opto-rs")
    assert wire.hears(b"+012.345\r") == []
    assert wire.hears(after=1.0) == []
    assert values(wire.hears(after=1.0)) == ["12.345"]
    assert values(wire.hears(b"+012.346\r")) == ["12.346"]


def test_an_instrument_that_sends_but_never_answers_keeps_only_its_first_value_waiting() -> None:
    wire = Wire("opto-rs")
    wire.hears(after=1.0)
    assert wire.hears(b"+012.345\r") == []
    assert values(wire.hears(after=1.0)) == ["12.345"]
    assert values(wire.hears(b"+012.346\r")) == ["12.346"]


def test_two_hurried_presses_of_an_instrument_that_never_answers_are_both_kept() -> None:
    wire = Wire("opto-rs")
    wire.hears(after=1.0)
    wire.hears(b"+012.345\r")
    wire.hears(b"+012.346\r", after=0.3)
    wire.hears(after=1.0)
    assert values(wire.hears(after=1.0)) == ["12.345", "12.346"]


def test_a_request_waits_for_the_answer_about_the_unit() -> None:
    wire = Wire("opto-rs")
    wire.asks()
    assert wire.sent == [b"UNI?\r"]
    wire.hears(b"MM\r")
    assert wire.sent == [b"UNI?\r", b"?\r"]


def test_a_request_goes_out_when_nobody_says_the_unit() -> None:
    wire = Wire("opto-rs")
    wire.asks()
    wire.hears(after=0.7)
    assert wire.sent == [b"UNI?\r", b"?\r"]
    assert faults(wire.hears(after=0.4)) == [(FaultCode.SILENT, "")]


def test_an_endless_polled_series_does_not_keep_the_unit_from_being_asked() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"MM\r")
    for _ in range(30):
        wire.asks()
        if wire.sent[-1] == b"UNI?\r":
            break
        wire.hears(b"+012.345\r", after=0.5)
    assert wire.sent[-1] == b"UNI?\r"
    assert faults(wire.hears(b"IN\r")) == [(FaultCode.UNIT, "in")]
    assert faults(wire.hears(b"+00.48602\r")) == [(FaultCode.UNIT, "other_unit")]


def test_after_a_refused_value_the_unit_is_asked_at_once() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"IN\r")
    wire.hears(b"+00.48602\r", after=0.5)
    assert wire.sent == [b"UNI?\r", b"UNI?\r"]
    wire.hears(b"MM\r")
    assert values(wire.hears(b"+012.345\r")) == ["12.345"]


def test_two_letters_of_noise_do_not_shut_a_cable_that_only_sends() -> None:
    """Seen: after `IN` in the noise, every value was one in the other unit, until the port was opened anew."""
    wire = Wire("opto-rs")
    assert wire.hears(after=0.7) + wire.hears(b"+012.345\r", after=3.0) == []
    assert values(wire.hears(after=0.7)) == ["12.345"]
    wire.sent.clear()
    assert wire.hears(b"IN\r", after=5.0) == [] and wire.sent == [b"UNI?\r"]
    events = wire.hears(b"+012.346\r") + wire.hears(after=0.7) + wire.hears(after=0.7) + wire.hears(b"+012.347\r")
    assert values(events) == ["12.346", "12.347"] and faults(events) == []
    simplex = Wire("opto-simplex")
    assert values(simplex.hears(b"IN\r") + simplex.hears(b"+012.345\r", after=1.0)) == ["12.345"]


def test_two_letters_of_noise_make_no_millimetres_of_inches() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"IN\r")
    wire.hears(after=1.1)
    wire.hears(b"IN\r")
    wire.sent.clear()
    assert wire.hears(b"MM\r", after=1.15) == [] and wire.sent == [b"UNI?\r"]
    assert faults(wire.hears(b"+00.4860\r")) == [(FaultCode.UNIT, "other_unit")]
    assert wire.hears(b"MM\r") == [] and values(wire.hears(b"+012.345\r")) == ["12.345"]


def test_a_value_of_an_instrument_switched_on_later_waits_for_its_unit() -> None:
    wire = Wire("opto-rs")
    assert wire.hears(after=1.0) == []
    assert wire.hears(b"+012.345\r") == []
    assert wire.sent == [b"UNI?\r", b"UNI?\r"]
    assert values(wire.hears(b"MM\r")) == ["12.345"]


def test_an_instrument_without_the_command_is_taken_at_its_word() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"+012.345\r")
    assert values(wire.hears(b"ERR1\r")) == ["12.345"]
    assert values(wire.hears(b"+012.346\r")) == ["12.346"]


def test_watching_a_cable_shows_everything_at_once() -> None:
    wire = Wire("opto-rs", trusting=True)
    assert values(wire.hears(b"+012.345\r")) == ["12.345"]


def test_other_decimals_than_the_register_says_are_a_unit_fault() -> None:
    wire = Wire("mitutoyo-mux10", decimals=2)
    assert faults(wire.hears(b"01A+000.4860\r")) == [(FaultCode.UNIT, "decimals")]
    assert values(wire.hears(b"01A+00012.34\r")) == ["12.34"]


def test_silence_is_reported_once() -> None:
    wire = Wire("mitutoyo-mux10")
    wire.asks()
    assert faults(wire.hears(after=3.0)) == [(FaultCode.SILENT, "")]
    wire.asks()
    assert wire.hears(after=3.0) == []
    assert values(wire.hears(b"01A+0012.345\r")) == ["12.345"]
    wire.asks()
    assert faults(wire.hears(after=3.0)) == [(FaultCode.SILENT, "")]


def test_a_busy_instrument_is_asked_again_a_few_times() -> None:
    wire = Wire("mitutoyo-mux10")
    wire.asks()
    for _ in range(3):
        assert faults(wire.hears(b"918\r")) == [(FaultCode.BUSY, "918")]
        wire.hears(after=0.06)
    assert wire.sent == [b"1\r"] * 4
    wire.hears(b"918\r")
    wire.hears(after=0.06)
    assert wire.sent == [b"1\r"] * 4
    assert values(wire.hears(b"01A+0012.345\r")) == ["12.345"]


def test_a_gauge_that_is_off_is_no_data() -> None:
    wire = Wire("mitutoyo-mux10")
    wire.asks()
    assert faults(wire.hears(b"911\r")) == [(FaultCode.NO_DATA, "911")]
    assert wire.hears(after=5.0) == []


def test_a_cut_frame_is_reported_and_the_next_one_is_whole() -> None:
    wire = Wire("mitutoyo-mux10")
    assert wire.hears(b"01A+00") == []
    assert wire.talk.patience(wire.at) < 0.5
    assert faults(wire.hears(after=0.3)) == [(FaultCode.FRAMING, "truncated")]
    assert values(wire.hears(b"01A+0012.345\r")) == ["12.345"]


def test_two_frames_in_one_read_are_two_readings() -> None:
    wire = Wire("mitutoyo-mux10")
    events = wire.hears(b"01A+0012.345\r01A+0012.346\r")
    assert values(events) == ["12.345", "12.346"]
    assert [event.raw for event in events] == [b"01A+0012.345\r", b"01A+0012.346\r"]


def test_the_unit_is_declared_when_the_frame_has_none() -> None:
    (reading,) = Wire("mitutoyo-mux10", unit="in").hears(b"01A+00.48602\r")
    assert isinstance(reading, Reading)
    assert (reading.value, reading.unit, reading.flags) == (Decimal("0.48602"), "in", ("unit_declared",))


def test_a_late_answer_is_not_taken_for_the_next_one() -> None:
    wire = Wire("mitutoyo-mux10")
    wire.asks()
    assert faults(wire.hears(after=3.0)) == [(FaultCode.SILENT, "")]
    wire.asks()
    (late,) = wire.hears(b"01A+0012.345\r")
    assert isinstance(late, Reading) and "late" in late.flags
    (answer,) = wire.hears(b"01A+0007.500\r")
    assert isinstance(answer, Reading) and "late" not in answer.flags


def test_an_answer_long_after_the_request_was_given_up_was_pushed() -> None:
    wire = Wire("mitutoyo-mux10")
    wire.asks()
    wire.hears(after=3.0)
    (pushed,) = wire.hears(b"01A+0012.345\r", after=10.0)
    assert isinstance(pushed, Reading) and "late" not in pushed.flags


def test_identical_frames_within_the_bounce_time_count_once() -> None:
    wire = Wire("mitutoyo-mux10")
    assert values(wire.hears(b"01A+0012.345\r")) == ["12.345"]
    assert faults(wire.hears(b"01A+0012.345\r", after=0.02)) == [(FaultCode.REPEATED, "")]
    assert values(wire.hears(b"01A+0012.346\r", after=0.01)) == ["12.346"]
    assert values(wire.hears(b"01A+0012.346\r", after=0.1)) == ["12.346"]


def test_the_same_value_asked_for_twice_at_once_is_no_bounce() -> None:
    wire = Wire("mitutoyo-mux10")
    for _ in range(3):
        wire.asks()
        assert values(wire.hears(b"01A+0012.345\r", after=0.02)) == ["12.345"]


def test_instruments_behind_a_multiplexer_are_asked_one_after_the_other() -> None:
    talk = Conversation(families()["mitutoyo-mux10"], {"1": Agreed(), "3": Agreed("in", 5)})
    assert talk.request(NOW, 0.0, "1").messages == [b"1\r"]
    assert talk.request(NOW, 0.1, "3").messages == []
    turn = talk.take(b"01A+0012.345\r", NOW, 0.2)
    assert (values(turn.events), turn.messages) == (["12.345"], [b"3\r"])
    (reading,) = talk.take(b"03A+00.48602\r", NOW, 0.3).events
    assert isinstance(reading, Reading) and (reading.channel, reading.unit) == ("3", "in")


def test_a_silent_channel_does_not_keep_the_others_waiting_for_ever() -> None:
    talk = Conversation(families()["mitutoyo-mux10"], {"1": Agreed(), "3": Agreed()})
    talk.request(NOW, 0.0, "1")
    talk.request(NOW, 0.1, "3")
    turn = talk.take(b"", NOW, 3.0)
    assert (faults(turn.events), turn.messages) == ([(FaultCode.SILENT, "")], [b"3\r"])


def test_a_sweep_by_asking_goes_on_until_it_is_stopped() -> None:
    talk = Conversation(families()["mitutoyo-mux10"], {None: Agreed()})
    assert talk.stream(NOW, 0.0, on=True).messages == [b"1\r"]
    for tick in range(1, 5):
        turn = talk.take(b"01A+0012.345\r", NOW, tick * 0.02)  # the same value again: no bounce while it streams
        (reading,) = turn.events
        assert isinstance(reading, Reading) and "stream" in reading.flags and turn.messages == [b"1\r"]
    talk.stream(NOW, 0.2, on=False)
    turn = talk.take(b"01A+0012.345\r", NOW, 0.3)  # on its way when the sweep was ended
    (last,) = turn.events
    assert isinstance(last, Reading) and "stream" in last.flags and turn.messages == []
    (pressed,) = talk.take(b"01A+0012.345\r", NOW, 0.6).events
    assert isinstance(pressed, Reading) and "stream" not in pressed.flags


def test_a_computer_that_slept_an_hour_loses_no_reading_and_invents_none() -> None:
    wire = Wire("opto-rs")
    wire.hears(b"MM\r")
    wire.asks()
    assert faults(wire.hears(after=3600.0)) == [(FaultCode.SILENT, "")]
    assert wire.sent[-1] == b"UNI?\r"
    wire.hears(b"MM\r")
    assert values(wire.hears(b"+012.345\r", after=5.0)) == ["12.345"]


def test_an_instrument_that_never_stops_sending_gives_a_reading_only_when_asked() -> None:
    wire = Wire("maxum")
    frame = simulator_for("maxum", shown("12.340")).press_data()[0].data
    (passing,) = wire.hears(frame)
    assert isinstance(passing, Reading) and "stream" in passing.flags
    wire.asks()
    assert wire.sent == []
    (asked,) = wire.hears(frame)
    assert isinstance(asked, Reading) and "stream" not in asked.flags
    (passing,) = wire.hears(frame)
    assert isinstance(passing, Reading) and "stream" in passing.flags
