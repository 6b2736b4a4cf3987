"""Roughness: what is proposed and agreed, what the rules ask for, what is refused, what is only seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep

import pytest

from drivers import LinkState, Reading
from drivers.protocols import surftest as protocol
from drivers.simulators import SimulatedInstrument
from drivers.simulators.pty_port import PtyPort
from drivers.simulators.surftest import SurftestSimulator
from forms.blocks import Table
from metroapp.archive.rows import options_from
from metroapp.domain.callout import TextureStandard
from metroapp.domain.cutoff import Basis, Trace, TraceSource
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.services import consultation, documents
from metroapp.services.events import Expected, Proposal, ProposalsChanged, Refused, VerifyingChanged
from metroapp.services.formats import Format
from metroapp.services.record_settings import options_from_text, options_to_text
from metroapp.wording import textures
from tests.workbench import Shop, characteristic, part

TESTER, PLATES = "R-07", "PV-01"
ASKED = part(
    characteristic("1", "Ra 1,6", Means.ROUGHNESS_TESTER),
    characteristic("2", "Rz 6,3 max", Means.ROUGHNESS_TESTER),
    characteristic("3", "Ra 3,2", Means.VISUAL),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One workshop for all: each test opens its own record."""
    found = Shop(tmp_path_factory.mktemp("roughness"))
    means = [
        Instrument(TESTER, "Rugosimètre", InstrumentKind.ROUGHNESS_TESTER, family="mitutoyo-surftest"),
        Instrument(PLATES, "Plaquettes tournage", InstrumentKind.ROUGHNESS_PLATES),
        Instrument(
            "ER-11",
            "Étalon de rugosité",
            InstrumentKind.ROUGHNESS_STANDARD,
            certified=Quantity(Decimal("2.97"), Unit.UM),
            uncertainty=Quantity(Decimal("0.06"), Unit.UM),
        ),
    ]
    found.workshop.means.enter(means, []).result()
    yield found
    found.close()


@pytest.fixture(scope="module")
def surftest(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurftestSimulator]:
    """An SJ-210 on a pseudo-terminal, connected to the bench; it traces faster than a real one."""
    face = SurftestSimulator(SimulatedInstrument(Decimal("0.01"), Decimal(0), 1))
    face.tracing_s, face.returning_s = 0.5, 0.1  # seen to move, however busy the machine is
    port = PtyPort(face, tmp_path_factory.mktemp("wire") / "surftest")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(protocol, "POLL_S", 0.02)
        shop.workshop.connect({TESTER: port.url}, remember=False).result()
        until(lambda: shop.workshop.link_states().get(TESTER) is LinkState.READY)
        yield face
    port.close()


def until(so: Callable[[], bool]) -> None:
    deadline = monotonic() + 20
    while not so():
        assert monotonic() < deadline
        sleep(0.005)


def opened(shop: Shop, standard: TextureStandard | None = TextureStandard.ISO_4288, **options: object) -> None:
    shop.workshop.set_options(replace(PLAIN, texture=standard, **options)).result()  # type: ignore[arg-type]
    shop.open(ASKED)


def traces(shop: Shop, *values: str, parameter: str = "Ra", cut_off: str = "0.8", results: str = "") -> None:
    """The tester sends results, traced with this cut-off over five of them."""
    flags = ("filter=gauss", f"lambda_c={cut_off}", "n=5", f"parameter={parameter}", f"results={results or parameter}")
    shop.read(TESTER, *values, unit="um", flags=flags)


def record(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def refused(shop: Shop) -> str:
    event = shop.last(Refused)
    assert isinstance(event, Refused)
    return event.refusal.code


def expected(shop: Shop) -> tuple[str, int, int]:
    event = shop.last(Expected)
    assert isinstance(event, Expected) and event.expectation is not None
    return event.expectation.box.balloon, event.expectation.step, event.expectation.steps


def test_sixteen_percent_asks_for_more_until_it_can_decide(shop: Shop) -> None:
    opened(shop)
    box = BoxKey(1, "1")
    traces(shop, "1.12")
    assert record(shop).status(box) is BoxStatus.CONFORMING and expected(shop)[0] == "2"  # 70 % of 1.6


def test_twelve_measurements_at_most_two_beyond_conform(shop: Shop) -> None:
    opened(shop)
    traces(shop, "1.3")
    assert expected(shop) == ("1", 2, 3)  # more than 70 % of the limit
    traces(shop, "1.7", "1.2")
    assert expected(shop) == ("1", 4, 6)  # one of three beyond
    traces(shop, "1.7", "1.5", "1.4")
    assert expected(shop) == ("1", 7, 12)  # two of six
    traces(shop, *("1.5",) * 6)
    box, found = BoxKey(1, "1"), record(shop)
    kept = found.measurement(box)
    assert kept is not None and found.status(box) is BoxStatus.CONFORMING
    assert kept.quantity is not None and str(kept.quantity.value) == "1.5"  # the third highest decides
    assert len(kept.inputs) == 12 and {str(one.quantity.value) for one in kept.inputs} >= {"1.3", "1.7"}
    opened(shop)
    traces(shop, "1.3", "1.7", "1.7", "1.7")
    assert record(shop).status(box) is BoxStatus.NONCONFORMING  # three beyond: nothing more is asked for


def test_max_rule_refuses_at_the_first_measurement_beyond(shop: Shop) -> None:
    opened(shop)
    shop.workshop.go_to(BoxKey(1, "2")).result()
    traces(shop, "6.1", "6.3", parameter="Rz")
    assert expected(shop) == ("2", 3, 3)
    traces(shop, "6.4", parameter="Rz")
    assert record(shop).status(BoxKey(1, "2")) is BoxStatus.NONCONFORMING
    opened(shop, TextureStandard.ISO_21920)
    traces(shop, "1.6")
    assert record(shop).status(BoxKey(1, "1")) is BoxStatus.CONFORMING  # by default the maximum, in one place


def test_the_cut_off_of_the_tester_is_kept_with_the_value_and_another_one_is_refused(shop: Shop) -> None:
    opened(shop)
    traces(shop, "0.9", cut_off="2.5")
    assert refused(shop) == "texture.other_trace" and record(shop).measurement(BoxKey(1, "1")) is None
    traces(shop, "0.9")
    found = record(shop)
    value = found.measurement(BoxKey(1, "1"))
    told = found.traces.of(value.id) if value else None
    assert told is not None and told.proposal is not None
    assert (told.source, told.trace, told.parameter) == (TraceSource.TESTER, Trace(Decimal("0.8"), 5), "Ra")
    assert (told.proposal.basis, told.facts) == (Basis.ROUGHNESS, (("filter", "gauss"),))
    opened(shop, assists=False)
    traces(shop, "0.9", cut_off="2.5")  # nothing is refused: the record says it
    found = record(shop)
    value = found.measurement(BoxKey(1, "1"))
    told = found.traces.of(value.id) if value else None
    assert told is not None and told.differs


def test_another_parameter_is_refused_and_those_of_the_same_measurement_are_left_aside(shop: Shop) -> None:
    opened(shop)
    before = len(shop.all(Refused))
    for name, value in (("Rq", "1.1"), ("Ra", "0.9"), ("Rt", "7"), ("Rz", "5.5")):
        traces(shop, value, parameter=name, results="Rq|Ra|Rt|Rz")
    assert len(shop.all(Refused)) == before and not record(shop).dropped
    assert record(shop).measurement(BoxKey(1, "1")) is not None
    assert expected(shop) == ("2", 2, 3)  # Rz of the same measurement is of the next box
    opened(shop)
    traces(shop, "1.1", parameter="Rq")
    assert refused(shop) == "texture.other_parameter" and record(shop).measurement(BoxKey(1, "1")) is None
    traces(shop, "5.5", parameter="Rz")  # of another box: asked about
    waiting = shop.last(ProposalsChanged)
    assert isinstance(waiting, ProposalsChanged) and isinstance(waiting.proposals[0], Proposal)
    assert waiting.proposals[0].box == BoxKey(1, "2")
    shop.workshop.gestures.drop_proposed().result()


def test_what_is_typed_is_said_to_be_undeclared_until_somebody_declares_it(shop: Shop) -> None:
    opened(shop)
    shop.workshop.gestures.use_means("1", TESTER).result()
    shop.workshop.type_value("0,9", "pas de câble").result()
    found = record(shop)
    value = found.measurement(BoxKey(1, "1"))
    assert value is not None
    assert (told := found.traces.of(value.id)) is not None and told.source is TraceSource.UNKNOWN
    declare = shop.workshop.gestures.declare_trace
    declare("1", Trace(Decimal("0.8"), 5), Decimal("0.25")).result()
    told = record(shop).traces.of(value.id)
    assert told is not None and (told.source, told.trace) == (TraceSource.DECLARED, Trace(Decimal("0.8"), 5))
    assert told.proposal is not None and (told.proposal.basis, told.proposal.by) == (Basis.SPACING, Decimal("0.25"))
    for balloon, spacing, code in (("1", "5", "texture.spacing"), ("3", None, "texture.not_traced")):
        with pytest.raises(Refusal) as raised:
            declare(balloon, Trace(Decimal("0.8")), None if spacing is None else Decimal(spacing)).result()
        assert raised.value.message.code == code
    shop.open(part(characteristic("7", "2x Ra 1,6", Means.ROUGHNESS_TESTER)))
    declare("7.2", Trace(Decimal("0.8")), Decimal("0.3")).result()  # one setting for all that the drawing numbers 7
    traces(shop, "0.9")
    found = record(shop)
    value = found.measurement(BoxKey(1, "7.1"))
    assert value is not None and (told := found.traces.of(value.id)) is not None
    assert told.proposal is not None and told.proposal.by == Decimal("0.3")
    opened(shop, None)
    with pytest.raises(Refusal, match=r"texture\.no_standard"):
        declare("1", Trace(Decimal("0.8"))).result()


def test_plates_are_an_observation_without_a_value(shop: Shop) -> None:
    opened(shop)
    shop.workshop.go_to(BoxKey(1, "3")).result()
    shop.workshop.observe(Observation.CONFORMING).result()
    found = record(shop).measurement(BoxKey(1, "3"))
    assert found is not None and (found.quantity, found.instrument) == (None, PLATES)
    assert record(shop).status(BoxKey(1, "3")) is BoxStatus.CONFORMING


def test_a_surftest_on_its_wire_fills_its_box_and_says_its_own_setting(shop: Shop, surftest: SurftestSimulator) -> None:
    opened(shop)
    surftest.instrument.present(Decimal("0.85"))
    surftest.conditions = surftest.conditions.replace(b"OK312", b"OK313")  # λc 2.5 mm
    before = len(shop.all(Refused))
    shop.workshop.ask_expected().result()
    until(lambda: len(shop.all(Refused)) > before)
    assert refused(shop) == "texture.other_trace"
    surftest.conditions = surftest.conditions.replace(b"OK313", b"OK312")
    shop.workshop.ask_expected().result()
    until(lambda: expected(shop)[0] == "2")
    found = record(shop)
    assert expected(shop) == ("2", 1, 1)  # the Rz that came with it may be of another surface
    value = found.measurement(BoxKey(1, "1"))
    assert value is not None and str(value.quantity and value.quantity.value) == "0.85"
    told = found.traces.of(value.id)
    assert told is not None and (told.source, told.trace) == (TraceSource.TESTER, Trace(Decimal("0.8"), 5))
    assert told.facts == (("filter", "gauss"), ("profile", "r"), ("standard", "iso1997"))


def test_before_there_was_a_choice_one_value_decides(shop: Shop) -> None:
    opened(shop, None)
    traces(shop, "1.7", cut_off="2.5")
    assert record(shop).status(BoxKey(1, "1")) is BoxStatus.NONCONFORMING
    kept = json.loads(options_to_text(PLAIN))
    assert options_from_text(json.dumps(kept)).texture is None  # chosen so
    del kept["texture"]
    assert options_from_text(json.dumps(kept)).texture is TextureStandard.ISO_4288  # never asked: as a new workshop
    assert options_from(json.dumps(kept)).texture is None  # of a record of then


def test_the_papers_and_the_files_say_how_each_roughness_was_found(shop: Shop, tmp_path: Path) -> None:
    opened(shop)
    traces(shop, "1.3", "1.7", "1.2", "1.4", "1.5", "1.2")
    for value in ("5,1", "5,4", "5,9"):
        shop.workshop.type_value(value, "pas de câble").result()
    shop.workshop.gestures.use_means("3", PLATES).result()
    shop.workshop.observe(Observation.CONFORMING).result()
    shop.workshop.retake(BoxKey(1, "3"), "autre plaquette").result()
    shop.workshop.observe(Observation.CONFORMING).result()
    shop.workshop.gestures.undo().result()
    id = record(shop).header.id
    described = documents.describe(shop.workspace, id, shop.clock())
    (table,) = [block for block in described.blocks if isinstance(block, Table) and block.title == textures.TABLE]
    first, second, third, fourth = (" | ".join(map(str, row)).replace("\u00a0", " ") for row in table.rows)
    assert "1 sur 6 au-dessus de 1,6 µm, 1 admise" in first
    assert "λc 0,8 mm, 5 × 0,8 = 4 mm · donné par le rugosimètre" in first
    assert "1,3 ; 1,7 ; 1,2 ; 1,4 ; 1,5 ; 1,2" in first and "ISO 4288, profil non périodique" in first
    assert "non déclaré" in second and "règle du maximum" in second
    assert "constat, sans valeur mesurée" in third and PLATES in third
    assert "annulée" in fourth and "annulée" not in third  # what was taken again was printed as what counts
    found = json.loads(documents.export(shop.workspace, id, Format.JSON, tmp_path).read_text(encoding="utf-8"))
    told = [one["roughness"] for one in found["record"]["readings"]]
    assert (told[0]["cut_off"], told[0]["evaluation_length"], told[0]["upper_rule"]) == ("0.8", "4", "16%")
    assert (told[1]["told_by"], told[1]["cut_off"], told[2]) == ("unknown", None, None)
    qif = documents.export(shop.workspace, id, Format.QIF, tmp_path).read_text("utf-8")
    assert 'name="cut_off_mm" value="0.8"' in qif
    dfq = documents.export(shop.workspace, id, Format.DFQ, tmp_path).read_text("utf-8-sig")
    assert "Ra, λc 0,8 mm, 5 × 0,8 = 4 mm · donné par le rugosimètre" in dfq


def test_a_surface_to_be_read_in_two_places_is_not_refused_before_its_rule_is_done(shop: Shop) -> None:
    """Seen: two measurements asked for by the part, one beyond the limit: refused, where the rule asks for six."""
    shop.workshop.set_options(replace(PLAIN, texture=TextureStandard.ISO_4288)).result()
    asked = [replace(characteristic(str(n), "Ra 1,6", Means.ROUGHNESS_TESTER), readings=2 * n) for n in (1, 2)]
    shop.open(part(*asked))
    traces(shop, "1")
    assert expected(shop) == ("1", 2, 2)  # the part asks for two where one would do
    traces(shop, "1.7")
    assert expected(shop) == ("1", 3, 3)
    traces(shop, "1")
    assert expected(shop) == ("1", 4, 6)
    traces(shop, "1", "1", "1")
    assert record(shop).status(BoxKey(1, "1")) is BoxStatus.CONFORMING
    traces(shop, "1.3", "1.3", "1.3")
    assert expected(shop) == ("2", 4, 4)  # the rule would do with three
    traces(shop, "1.3")
    assert record(shop).status(BoxKey(1, "2")) is BoxStatus.CONFORMING


def test_a_drawing_that_asks_for_more_than_a_tester_has_still_opens(shop: Shop) -> None:
    """Seen: `n=12` or `ln=250` on the drawing, and the record could not be opened any more."""
    shop.workshop.set_options(replace(PLAIN, texture=TextureStandard.ISO_4288)).result()
    texts = ("Ra 3,2 n=12", "-8/Ra 3,2 n=25", "Ra 3,2 ln=250")
    shop.open(part(*(characteristic(str(place), text, Means.ROUGHNESS_TESTER) for place, text in enumerate(texts, 1))))
    lengths = []
    for place in range(1, 4):
        shop.workshop.go_to(BoxKey(1, str(place))).result()
        event = shop.last(Expected)
        assert isinstance(event, Expected) and event.expectation is not None and event.expectation.traced is not None
        lengths.append(None if (trace := event.expectation.traced.trace) is None else str(trace.length))
    assert lengths == ["30", None, None]


def test_what_its_measurements_share_is_said_of_a_value_and_nothing_more(shop: Shop) -> None:
    """Seen: the setting of the first of three measurements was printed for all, typed ones as well."""
    box = BoxKey(1, "1")

    def said() -> tuple[TraceSource, Trace | None]:
        found = record(shop)
        value = found.measurement(box)
        told = found.traces.of(value.id) if value else None
        assert told is not None
        return told.source, told.trace

    def traced(*ways: str) -> tuple[TraceSource, Trace | None]:
        opened(shop, assists=False)
        shop.workshop.gestures.use_means("1", TESTER).result()
        for way in ways:
            if way == "typed":
                shop.workshop.type_value("1,3", "pas de câble").result()
            else:
                traces(shop, "1.3", cut_off=way)
        return said()

    assert traced("0.8", "2.5", "0.8") == (TraceSource.MIXED, None)
    assert traced("0.8", "typed", "typed") == (TraceSource.UNKNOWN, None)
    shop.workshop.gestures.declare_trace("1", Trace(Decimal("0.8")), None).result()
    assert said() == (TraceSource.DECLARED, Trace(Decimal("0.8")))
    assert traced("0.8", "typed", "typed") == (TraceSource.UNKNOWN, None)
    shop.workshop.gestures.declare_trace("1", Trace(Decimal("2.5")), None).result()  # the tester said another one
    assert said() == (TraceSource.MIXED, None)


def test_another_setting_in_the_middle_of_a_surface_begins_it_again(shop: Shop) -> None:
    """Seen: one measurement at λc 0.8 and two at 2.5 made one value, said to be traced at 0.8."""
    opened(shop)
    traces(shop, "1.3")
    shop.workshop.gestures.declare_trace("1", Trace(Decimal("0.8")), None).result()  # as it is: nothing is lost
    assert expected(shop) == ("1", 2, 3)
    shop.workshop.gestures.declare_trace("1", Trace(Decimal("2.5")), None).result()
    assert expected(shop) == ("1", 1, 1) and len(record(shop).dropped) == 1
    traces(shop, "1.3", "1.2", "1.2", cut_off="2.5")
    found = record(shop)
    value = found.measurement(BoxKey(1, "1"))
    said = found.traces.of(value.id) if value else None
    assert said is not None and (said.source, said.trace) == (TraceSource.TESTER, Trace(Decimal("2.5"), 5))
    shop.open(part(characteristic("1", "Ra 100", Means.ROUGHNESS_TESTER)))  # beyond the tables: nothing is agreed
    traces(shop, "90", cut_off="2.5")
    traces(shop, "90", cut_off="0.8")
    assert refused(shop) == "texture.other_trace" and expected(shop) == ("1", 2, 3)


def test_a_result_never_goes_on_to_the_next_surface(shop: Shop) -> None:
    """Seen: the Rz of the measurement that gave the Ra of one surface was recorded for the surface of the next box."""
    opened(shop)
    before, at = len(shop.all(Refused)), shop.clock()
    for name, value in (("Ra", "0.9"), ("Rz", "5.5"), ("Rq", "1.1")):
        flags = ("lambda_c=0.8", "n=5", f"parameter={name}", "results=Ra|Rz|Rq")
        shop.workshop._on_link_event(TESTER, Reading(Decimal(value), "um", b"", at, "1", flags))
    shop.settle()
    assert record(shop).measurement(BoxKey(1, "1")) is not None and len(shop.all(Refused)) == before
    assert expected(shop) == ("2", 1, 1) and not record(shop).dropped


def test_the_rz_of_an_old_standard_is_another_parameter(shop: Shop) -> None:
    """Under JIS 1982 and 1994 a Surftest calls Rz a ten-point height: Mitutoyo 99MBB765A, 23.5.3 and 23.5.16."""
    opened(shop)
    shop.workshop.go_to(BoxKey(1, "2")).result()
    flags = ("lambda_c=0.8", "n=5", "parameter=Rz", "results=Rz", "standard=jis1994")
    shop.read(TESTER, "6.1", unit="um", flags=flags)
    assert refused(shop) == "texture.other_meaning" and expected(shop) == ("2", 1, 1)
    shop.open(part(characteristic("1", "Rmax 6,3", Means.ROUGHNESS_TESTER)))
    traces(shop, "4.2", parameter="Rz1max")  # as ISO 4287:1997 calls it: 23.5.15
    assert record(shop).measurement(BoxKey(1, "1")) is not None


def test_a_lower_limit_is_counted_below_and_asks_for_three(shop: Shop) -> None:
    """Seen: the first value above a lower limit was said to be « plus de 70 % » of it, and those below, beyond it."""
    shop.workshop.set_options(replace(PLAIN, texture=TextureStandard.ISO_4288)).result()
    texts = ("Ra min 0,8", "U Ra 3,2 L Ra 0,8")
    shop.open(part(*(characteristic(str(place), text, Means.ROUGHNESS_TESTER) for place, text in enumerate(texts, 1))))

    def why() -> str:
        event = shop.last(Expected)
        assert isinstance(event, Expected) and event.expectation is not None and event.expectation.traced is not None
        callout = event.expectation.characteristic.callout
        return textures.why_more(event.expectation.traced.counts, callout).replace("\u00a0", " ")

    traces(shop, "0.9")
    assert expected(shop) == ("1", 2, 3) and why() == "règle des 16 % : 0 sur 1 au-dessous de 0,8 µm"
    traces(shop, "0.7", "0.6", "0.5")  # three below: refused, whatever comes
    found = record(shop)
    value = found.measurement(BoxKey(1, "1"))
    assert value is not None and found.status(BoxKey(1, "1")) is BoxStatus.NONCONFORMING
    line = textures.rule_line(found.characteristic("1").callout, value).replace("\u00a0", " ")
    assert line == "règle des 16 % : 3 sur 4 au-dessous de 0,8 µm, plus de 2 : refusé"
    traces(shop, "1.5", cut_off="2.5")  # less than 70 % of the upper limit: the lower one asks for more
    assert expected(shop) == ("2", 2, 3)
    assert why() == "règle des 16 % : une mesure, à 70 % de 3,2 µm au plus : suffisant ; 0 sur 1 au-dessous de 0,8 µm"
    traces(shop, "0.7", "1.2", cut_off="2.5")
    assert expected(shop) == ("2", 4, 6)
    assert why() == "règle des 16 % : 0 sur 3 au-dessus de 3,2 µm ; 1 sur 3 au-dessous de 0,8 µm"


def test_a_standard_is_read_in_ra_whatever_else_its_measurement_gives(shop: Shop) -> None:
    room = shop.workshop.verifications
    room.begin(TESTER).result()
    for name, value in (("Rz", "14.1"), ("Ra", "2.97"), ("Rq", "3.6")):
        traces(shop, value, parameter=name, results="Ra|Rq|Rz")
    going_on = shop.last(VerifyingChanged)
    assert isinstance(going_on, VerifyingChanged) and going_on.view is not None
    assert [str(one.quantity.value) for one in going_on.view.indications[0]] == ["2.97"]
