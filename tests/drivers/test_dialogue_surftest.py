"""One measurement with a Surftest, held by hand and by the link: Mitutoyo 99MBB122A pp. 17-12 to 17-19."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Decoded, Identity, Notice, Say, Several, Trouble, Value
from drivers.protocols import surftest
from drivers.reading import FaultCode
from drivers.simulators.surftest import SurftestSimulator
from drivers.testing import Exchange, expected_dialogue
from tests.drivers.damaged_frames import damaged
from tests.drivers.wires import gauge

CONDITIONS: Exchange = (b"RDCON\r", b"OK31205 4.0012\r")
FLAGS = ("filter=gauss", "lambda_c=0.8", "n=5", "profile=r", "standard=iso1997")


def named(name: str, *results: str) -> tuple[str, ...]:
    """The flags of a result: its parameter, and all those of its measurement."""
    return tuple(sorted((*FLAGS, f"parameter={name}", f"results={'|'.join(results)}")))


IDLE: Exchange = (b"RDSTU00\r", b"OK000\r")
MEASURING: Exchange = (b"RDSTU00\r", b"OK001\r")
RETURNING: Exchange = (b"RDSTU00\r", b"OK002\r")
START: Exchange = (b"CTSTA\r", b"OK\r")
TRACE = [CONDITIONS, IDLE, START, MEASURING, RETURNING, IDLE]
MANUAL: list[Exchange] = [
    *TRACE,
    (b"RDPAR\r", b"OK02\r"),
    (b"RDRES00,01,00\r", b"OK  3.123\r"),
    (b"RDRES02,01,00\r", b"OK    Ra  3.123 um\r"),
    (b"RDRES02,02,00\r", b"OK    Rz 12.340 um\r"),
]


def held(script: Sequence[Exchange]) -> tuple[Decoded, list[Say]]:
    """A dialogue held by hand: every question must be that of the script, and the script must be said to its end."""
    dialogue = surftest.measure(None)
    said: list[Say] = []
    answers = iter(script)
    say = next(dialogue)
    while True:
        said.append(say)
        question, answer = next(answers)
        assert say.command == question and answer is not None
        try:
            say = dialogue.send(answer.rstrip(b"\r"))
        except StopIteration as end:
            assert list(answers) == []
            return end.value, said


def test_a_measurement_gives_every_parameter_with_its_conditions() -> None:
    found, said = held(MANUAL)
    assert found == Several(
        (
            Value(Decimal("3.123"), "um", "Ra", named("Ra", "Ra", "Rz")),
            Value(Decimal("12.340"), "um", "Rz", named("Rz", "Ra", "Rz")),
        ),
    )
    polls = [say for say in said if say.command == b"RDSTU00\r"]
    assert [say.after for say in polls] == [0, 0.5, 0.5, 0.5]


def test_the_link_holds_the_dialogue_of_the_manual() -> None:
    with expected_dialogue("mitutoyo-surftest", MANUAL) as proof:
        proof.request()
        readings = [proof.reading(), proof.reading()]
        assert [(str(reading.value), reading.unit, reading.channel) for reading in readings] == [
            ("3.123", "um", "Ra"),
            ("12.340", "um", "Rz"),
        ]


def test_an_sj_410_gives_eight_characters() -> None:
    found, _ = held(
        [
            *TRACE,
            (b"RDPAR\r", b"OK01\r"),
            (b"RDRES00,01,00\r", b"OK   3.123\r"),
            (b"RDRES02,01,00\r", b"OK    Ra   3.123 um\r"),
        ]
    )
    assert found == Several((Value(Decimal("3.123"), "um", "Ra", named("Ra", "Ra")),))


def test_the_other_spelling_is_used_when_the_first_is_refused() -> None:
    found, _ = held(
        [
            (b"RDCON\r", b"NG001\r"),
            (b"RD CON\r", b"OK31205 4.0012\r"),
            (b"RD STU 00\r", b"OK000\r"),
            (b"CT STA\r", b"OK\r"),
            (b"RD STU 00\r", b"OK001\r"),
            (b"RD STU 00\r", b"OK000\r"),
            (b"RD PAR\r", b"OK01\r"),
            (b"RD RES 00,01,00\r", b"OK  3.123\r"),
            (b"RD RES 02,01,00\r", b"OK    Ra,  3.123, um\r"),
        ]
    )
    assert found == Several((Value(Decimal("3.123"), "um", "Ra", named("Ra", "Ra")),))


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ([(b"RDCON\r", b"NG001\r"), (b"RD CON\r", b"NG001\r")], Trouble(FaultCode.REFUSED, "NG001")),
        ([CONDITIONS, MEASURING], Trouble(FaultCode.BUSY, "RDSTU001")),  # CTSTA would stop what it measures
        ([CONDITIONS, (b"RDSTU00\r", b"OK005\r")], Trouble(FaultCode.REFUSED, "RDSTU005")),
        ([CONDITIONS, IDLE, (b"CTSTA\r", b"NG016\r")], Trouble(FaultCode.REFUSED, "NG016")),
        ([CONDITIONS, IDLE, (b"CTSTA\r", b"\xff\r")], Trouble(FaultCode.FORMAT, "answer")),
        ([CONDITIONS, IDLE, START, MEASURING, (b"RDSTU00\r", b"NG002\r")], Trouble(FaultCode.REFUSED, "NG002")),
        ([*TRACE, (b"RDPAR\r", b"OK00\r")], Trouble(FaultCode.FORMAT, "answer")),
        ([*TRACE, (b"RDPAR\r", b"OK01\r"), (b"RDRES00,01,00\r", b"NG003\r")], Trouble(FaultCode.REFUSED, "NG003")),
    ],
)
def test_a_refusal_ends_the_measurement(script: list[Exchange], trouble: Trouble) -> None:
    assert held(script)[0] == trouble


def test_a_measurement_that_never_began_gives_no_old_result() -> None:
    found, _ = held([CONDITIONS, IDLE, START, *[IDLE] * 11])
    assert found == Trouble(FaultCode.NO_DATA, "not_started")


def test_a_measurement_that_never_ends_is_given_up() -> None:
    polls = int(surftest.LONGEST_TRACE_S / surftest.POLL_S)
    found, _ = held([CONDITIONS, IDLE, START, *[MEASURING] * polls])
    assert found == Trouble(FaultCode.BUSY, "RDSTU001")


def test_one_result_that_failed_does_not_take_the_others_away() -> None:
    found, _ = held(
        [
            *TRACE,
            (b"RDPAR\r", b"OK03\r"),
            (b"RDRES00,01,00\r", b"OK  3.123\r"),
            (b"RDRES02,01,00\r", b"NG001\r"),
            (b"RDRES02,02,00\r", b"OK    Rz ------ um\r"),
            (b"RDRES02,03,00\r", b"OK    Rq  4.000 um\r"),
        ]
    )
    assert found == Several(
        (
            Trouble(FaultCode.REFUSED, "NG001"),
            Trouble(FaultCode.NO_DATA, "value", "Rz"),
            Value(Decimal("4.000"), "um", "Rq", named("Rq", "Rq")),
        )
    )


@pytest.mark.parametrize("micro", [b"u", b"\xb5", b"\xe6", "µ".encode()])
@pytest.mark.parametrize("comma", [b"", b","])
def test_micrometres_are_understood_in_every_spelling(micro: bytes, comma: bytes) -> None:
    body = b"OK" + comma.join((b"    Ra", b"  3.123", b" " + micro + b"m"))
    assert surftest.result(body, 7) == Value(Decimal("3.123"), "um", "Ra")


@pytest.mark.parametrize(
    ("body", "value", "unit"),
    [
        (b"OK   Rsk -0.123   ", "-0.123", "1"),
        (b"OK   RSm   98.4 um", "98.4", "um"),
        (b"OKRmr(c)  12.34  %", "12.34", "%"),
        (b"OK   RPc     12/cm", "12", "/cm"),
        (b"OK    Ra  123.4uin", "123.4", "uin"),
    ],
)
def test_results_keep_their_digits_and_their_unit(body: bytes, value: str, unit: str) -> None:
    found = surftest.result(body, 7)
    assert isinstance(found, Value) and (str(found.value), found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"OK    Ra  3.123  m", Trouble(FaultCode.UNIT, "m", "Ra")),  # the sign of micro was lost
        (b"OK    Ra  3.12  um", Trouble(FaultCode.FORMAT, "value", "Ra")),
        (b"OK    Ra  3e123 um", Trouble(FaultCode.FORMAT, "value", "Ra")),
        (b"OK         3.123um", Trouble(FaultCode.FORMAT, "name")),
        (b"OK    Ra   3.123 um", Trouble(FaultCode.FORMAT, "frame")),  # of an SJ-410, where an SJ-210 is
        (b"OK    Ra,  3.123 um", Trouble(FaultCode.FORMAT, "frame")),
        (b"    Ra  3.123 um", Trouble(FaultCode.FORMAT, "frame")),
        (b"OK", Trouble(FaultCode.FORMAT, "frame")),
    ],
)
def test_a_result_out_of_shape_is_refused(body: bytes, trouble: Trouble) -> None:
    assert surftest.result(body, 7) == trouble


@pytest.mark.parametrize(
    ("width", "body"),
    [
        (7, b"OK    Ra 13.123 um"),
        (7, b"OK    Ra, 13.123, um"),
        (8, b"OK    Ra  13.123 um"),
        (8, b"OK    Ra, 113.123, um"),
    ],
)
def test_no_damaged_result_is_a_value(width: int, body: bytes) -> None:
    assert isinstance(surftest.result(body, width), Value)
    believed = [form for form in damaged(body) if form != body and isinstance(surftest.result(form, width), Value)]
    assert believed == []


@pytest.mark.parametrize(
    ("data", "flags"),
    [
        (b"OK31205 4.0012", FLAGS),
        (b"OK3,1,2,05, 4.00,1,2", FLAGS),
        (b"OK31200 4.0012", ("filter=gauss", "lambda_c=0.8", "length=4.00", "profile=r", "standard=iso1997")),
        (
            b"OK03105 0.0020",
            ("filter=2cr75", "lambda_c=0.25", "motif_a=0.1", "n=5", "profile=r-motif", "standard=jis1982"),
        ),
        (b"OK91205 4.0012", ("conditions=unread",)),
        (b"OK3120", ("conditions=unread",)),
        (b"", ("conditions=unread",)),
    ],
)
def test_the_conditions_are_written_on_each_result(data: bytes, flags: tuple[str, ...]) -> None:
    assert surftest.conditions_of(data) == flags


def test_outside_a_dialogue_nothing_is_a_value() -> None:
    assert surftest.decode(b"OK") is Notice.ECHO and surftest.decode(b"OK001") is Notice.ECHO
    assert surftest.decode(b"OK1.000") == Identity("1.000")
    assert surftest.decode(b"NG001") == Trouble(FaultCode.REFUSED, "NG001")
    assert surftest.decode(b"OK    Ra  3.123 um") == Trouble(FaultCode.FORMAT, "late")
    assert surftest.decode(b"  3.123 um") == Trouble(FaultCode.FORMAT, "frame")


class Clock:
    """A clock that the waits of the dialogue move on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def measured(face: SurftestSimulator, clock: Clock) -> Decoded:
    dialogue = surftest.measure(None)
    say = next(dialogue)
    while True:
        clock.now += say.after
        answer = b"".join(sent.data for sent in face.feed(say.command))
        try:
            say = dialogue.send(answer.rstrip(b"\r"))
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize(("width", "comma", "micro", "spaced"), [(7, b"", b"u", False), (8, b",", b"\xb5", True)])
def test_the_simulator_takes_its_time_and_gives_what_it_measured(
    width: int, comma: bytes, micro: bytes, spaced: bool
) -> None:
    clock = Clock()
    face = SurftestSimulator(gauge("1.000"), clock)
    face.width, face.comma, face.micro, face.spaced = width, comma, micro, spaced
    face.instrument.present(Decimal("3.123"))
    found = measured(face, clock)
    assert isinstance(found, Several)
    assert [(part.channel, str(part.value)) for part in found.parts if isinstance(part, Value)] == [
        ("Ra", "3.123"),
        ("Rz", "18.738"),
        ("Rq", "3.904"),
    ]
    assert clock.now >= face.tracing_s + face.returning_s


def test_a_simulator_that_measures_is_left_alone() -> None:
    clock = Clock()
    face = SurftestSimulator(gauge("3.123"), clock)
    assert face.press_data() == []  # its START key
    assert measured(face, clock) == Trouble(FaultCode.BUSY, "RDSTU001")
    clock.now += 10
    assert isinstance(measured(face, clock), Several)


def test_the_simulator_refuses_what_it_does_not_know() -> None:
    face = SurftestSimulator(gauge("3.123"), Clock())
    assert face.feed(b"HELLO\r")[0].data == b"NG001\r" == face.feed(b"RDRES02,09,00\r")[0].data
    assert face.feed(b"RDSJ 01\r")[0].data == b"OK1.000\r"
    assert face.feed(b"RDRES00,01,00\r")[0].data == b"OK  3.123\r"
    face.instrument.switch_off()
    assert face.feed(b"RDCON\r") == []


FRAMES = st.binary(max_size=40) | st.from_regex(rb"(OK|NG)[ -~]{0,30}", fullmatch=True)


@given(FRAMES, st.sampled_from([7, 8]))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes, width: int) -> None:
    surftest.decode(frame)
    surftest.conditions_of(frame)
    found = surftest.result(frame, width)
    assert not isinstance(found, Value) or found.value.is_finite()


@given(st.lists(FRAMES | st.sampled_from([answer for _, answer in MANUAL if answer is not None]), max_size=30))
def test_any_answers_end_the_dialogue_or_ask_the_next_question(answers: list[bytes]) -> None:
    dialogue = surftest.measure(None)
    next(dialogue)
    try:
        for answer in answers:
            dialogue.send(answer.rstrip(b"\r"))
    except StopIteration as end:
        assert isinstance(end.value, Trouble | Several)
