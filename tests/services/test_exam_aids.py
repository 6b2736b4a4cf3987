"""Each switch of the profile of an examination changes what the candidate is told, and nothing of what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, cast

import pytest

from metroapp.domain.acceptance import Zones
from metroapp.domain.decision import Bonus, Side
from metroapp.domain.declarations import DoubtNoted
from metroapp.domain.examination import Aid
from metroapp.domain.justification import Advice
from metroapp.domain.means_objections import Ground
from metroapp.domain.measurement import BoxKey, Measurement, Observation
from metroapp.domain.message import Message, Refusal
from metroapp.domain.people import Signature
from metroapp.domain.plausibility import Doubt
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition, Sorting
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.bench_views import BoxView
from metroapp.services.events import (
    Asked,
    BoxRecorded,
    Declared,
    Expected,
    MeansAdvised,
    PieceSorted,
    Proposal,
    ProposalsChanged,
    RecordClosed,
    RecordOpened,
    Refused,
    SortProposed,
)
from metroapp.services.exam.as_seen import as_seen
from metroapp.services.exam.for_jury import is_kept_from
from metroapp.services.result_files.desk import AskedResults
from metroapp.services.result_files.opened_file import OpenedResults
from tests.services import examined
from tests.services.examined import name_of
from tests.workbench import CALIPER, INSTRUMENTS, MICROMETER, Shop, characteristic, part

SHEET = part(
    characteristic("1", "Ø20 h7", Means.MICROMETER),
    characteristic("2", "35 ±0,1", Means.CALIPER),
    characteristic("3", "M8-6H", Means.THREAD_PLUG),
)
PHASE = examined.phase(SHEET, "tournage")
ONE, TWO = BoxKey(1, "1"), BoxKey(1, "2")
VERDICTS = {BoxStatus.CONFORMING, BoxStatus.NONCONFORMING, BoxStatus.UNDECIDED}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    opened = Shop(tmp_path_factory.mktemp("atelier"))
    line = next(one for one in INSTRUMENTS if one.number == MICROMETER)
    opened.workshop.means.enter([replace(line, uncertainty=Quantity(Decimal("0.002")))], []).result()
    opened.workshop.save_draft(SHEET).result()
    opened.workshop.validate_part(SHEET_KEY).result()
    examined.enter_candidates(opened)
    yield opened
    opened.close()


SHEET_KEY = (SHEET.reference, SHEET.drawing, SHEET.revision)
NUMBERS = count(1)


def begin(shop: Shop, *aids: Aid) -> str:
    """Candidate 07 begins their phase in a session of their own; its number."""
    number = f"SE-2026-{next(NUMBERS):03d}"
    examined.open_session(shop, number, PHASE, aids=aids)
    examined.come_in(shop)
    shop.events.clear()
    shop.workshop.candidate.begin("tournage").result()
    return number


def on_bench(shop: Shop) -> InspectionRecord:
    shop.settle()
    assert shop.workshop._inspection is not None
    return shop.workshop._inspection.record


def end(shop: Shop, number: str) -> dict[str, list[dict[str, Any]]]:
    """Sign the phase and close the session; the sealed rows of its record."""
    shop.workshop.candidate.end(Signature(name_of("07"), "07-4831")).result()
    record = on_bench(shop).header.id.sequence
    rows = examined.sealed_rows(shop, record)
    examined.close_session(shop, number)
    return rows


def last_three(shop: Shop) -> list[Measurement]:
    record = on_bench(shop)
    found = (one for box in record.boxes() for one in record.history(box))
    return sorted(found, key=lambda one: one.id.sequence)[-3:]


def play(shop: Shop, *aids: Aid) -> dict[str, list[dict[str, Any]]]:
    """A series with everything in it: good, bad, doubtful, typed, taken again, taken back, impossible, declared."""
    number, desk, workshop = begin(shop, *aids), shop.workshop.candidate, shop.workshop
    shop.read(MICROMETER, "19.990")
    desk.declare_box(ONE, conforming=True).result()
    desk.declare_means("2", CALIPER).result()
    workshop.type_value("35,3", "sans câble").result()
    desk.declare_box(TWO, conforming=True).result()  # wrongly
    with pytest.raises(Refusal) as refused:
        workshop.observe(Observation.PASSES).result()
    assert refused.value.message.code == "exam.means_undeclared"
    desk.declare_means("3", "TF-08").result()
    for seen in (Observation.PASSES, Observation.PASSES, Observation.CONFORMING):  # the NO-GO too: bad
        workshop.observe(seen).result()
    assert [one.instrument for one in last_three(shop)] == ["TF-08", "TF-08", None]  # the minor diameter has another
    shop.read(MICROMETER, "0.787")  # in inches
    if Aid.PLAUSIBILITY in aids:
        workshop.gestures.take_proposed().result()
    workshop.retake(BoxKey(2, "1"), "affichage en pouces").result()
    shop.read(MICROMETER, "19.9795")
    workshop.retake(ONE, "doute").result()
    shop.read(MICROMETER, "19.970")
    workshop.gestures.undo().result()
    workshop.go_to(BoxKey(2, "2")).result()
    workshop.declare_impossible("pièce bridée").result()
    for piece, disposition in ((1, Disposition.CONFORMING), (2, Disposition.NONCONFORMING)):
        desk.declare_piece(piece, disposition).result()
    return end(shop, number)


def told(shop: Shop) -> set[str]:
    """What the events of a phase let the candidate know."""
    found = set[str]()
    for event in shop.events:
        match event:
            case BoxRecorded(box, disposition, sorting):
                found |= {"verdict"} if box.status in VERDICTS or sorting.unsorted < 2 else set()
                found |= {"sorting"} if disposition is not Disposition.UNSORTED else set()
                found |= {"side"} if box.side is not None or box.exceedance is not None else set()
                found |= {"zones"} if box.zones is not None else set()
                found |= {"advice"} if box.advice is not None else set()
            case RecordClosed(_, sorting) if sorting.unsorted < 2:
                found.add("sorting")
            case RecordOpened(_, boxes) if any(box.status in VERDICTS for box in boxes):
                found.add("verdict")
            case Expected(expectation) if expectation is not None and (expectation.instruments or expectation.assists):
                found.add("means")
            case MeansAdvised(_, ranked) if ranked:
                found.add("advised")
            case ProposalsChanged(proposals) if any(one.doubt for one in proposals):
                found.add("doubt")
            case Declared(declaration) if isinstance(declaration, DoubtNoted):
                found.add("doubt")
            case Asked(box) if box is not None:
                found.add("question")
            case SortProposed():
                found.add("sort")
    return found


SAID = {
    (): set(),
    (Aid.LIMITS,): set(),
    (Aid.GAUGE,): set(),
    (Aid.HOW_TO,): set(),
    (Aid.SOUND,): set(),
    (Aid.MEANS_REFUSAL,): set(),
    (Aid.EXPECTED_MEANS,): {"means", "advised"},
    (Aid.PLAUSIBILITY,): {"doubt"},
    (Aid.VERDICT,): {"verdict", "sorting"},
    (Aid.VERDICT, Aid.LIMITS): {"verdict", "sorting", "side", "zones"},
}


def test_every_switch_changes_what_is_told_and_nothing_of_what_is_recorded(shop: Shop) -> None:
    assert {aid for aids in SAID for aid in aids} == set(Aid)
    without = None
    for aids, said in SAID.items():
        rows = play(shop, *aids)
        header = next(one.header for one in shop.events if isinstance(one, RecordOpened))
        assert header.options.examination is not None and header.options.examination.aids == aids  # the window asks it
        assert told(shop) - {"advice"} == said, aids
        without = without or rows
        assert rows == without, aids
    assert without is not None and len(without["measurement"]) == 8
    assert [row["kind"] for row in without["record_event"]].count("doubtnoted") == 1
    assert {row["verdict"] for row in without["measurement"]} == {"conforming", "nonconforming"}
    assert consultation.verify(shop.workspace).sound


def test_the_verdict_is_not_told_by_asking_either(shop: Shop) -> None:
    for aids, refused in (((), True), ((Aid.VERDICT,), False)):
        number = begin(shop, *aids)
        shop.read(MICROMETER, "19.990")
        for ask in (lambda: shop.workshop.justify(ONE), lambda: shop.workshop.average(ONE, 3)):
            try:
                ask().result()
                code = ""
            except Refusal as refusal:
                code = refusal.message.code
            assert (code == "exam.verdict_kept") is refused
        with pytest.raises(Refusal) as refused_file:
            shop.workshop.results.plan(AskedResults(cast(OpenedResults, None))).result()
        assert refused_file.value.message.code == "exam.no_results_file"
        record = on_bench(shop)
        end(shop, number)
        assert is_kept_from(shop.workspace, record) is refused  # nor by the papers
        assert not is_kept_from(shop.workspace.told(evidence=True), record)


def test_a_doubt_is_recorded_with_the_value_whether_it_was_asked_about_or_not(shop: Shop) -> None:
    noted = []
    for aids in ((), (Aid.PLAUSIBILITY,)):
        number = begin(shop, *aids)
        shop.read(MICROMETER, "22.500")
        assert (on_bench(shop).measurement(ONE) is None) is bool(aids)
        if aids:
            shop.workshop.gestures.take_proposed().result()
        record = on_bench(shop)
        found = record.measurement(ONE)
        assert found is not None and found.inputs[0].frame is not None
        doubt = record.declarations.doubt(found.id)
        assert doubt is not None and doubt.id.sequence > found.id.sequence
        noted.append((doubt.doubt, [flag for flag in found.inputs[0].frame.flags if not flag.startswith("waiting=")]))
        end(shop, number)
    assert noted[0] == noted[1] and noted[0][0] is Doubt.FAR


def test_a_means_of_another_kind_or_out_of_date_is_taken_and_noted_or_refused(shop: Shop) -> None:
    """A refusal changes what follows: nothing is recorded in its place."""
    line = next(one for one in INSTRUMENTS if one.number == CALIPER)
    shop.workshop.staff.sign_out().result()
    shop.sign_in("Camille Martin")
    shop.workshop.means.enter([replace(line, due=date(2020, 1, 1))], []).result()
    number = begin(shop)
    shop.read("R-06", "1.2", unit="um")  # gives no diameter, whatever is chosen
    last = shop.last(Refused)
    assert isinstance(last, Refused) and last.refusal.code == "exam.means_not_for"
    shop.read(CALIPER, "19.98", "35.0")
    assert len(shop.all(Refused)) == 1
    record = on_bench(shop)
    grounds = [[one.ground for one in chosen.objections] for chosen in record.means.chosen]
    assert grounds == [[Ground.OVERDUE, Ground.KIND], [Ground.OVERDUE]]
    end(shop, number)
    for aids, code in (
        ((Aid.MEANS_REFUSAL,), "exam.means_not_for"),  # and not which kind is
        ((Aid.MEANS_REFUSAL, Aid.EXPECTED_MEANS), "reading.other_instrument"),
    ):
        number = begin(shop, *aids)
        for box in (BoxKey(1, "2"), BoxKey(2, "2")):  # there the caliper is of the kind, and out of date
            shop.workshop.go_to(box).result()
            shop.workshop.declare_impossible("sans objet").result()
        shop.workshop.go_to(ONE).result()
        shop.read(CALIPER, "19.98")
        last = shop.last(Refused)
        assert isinstance(last, Refused) and last.refusal.code == code
        shop.workshop.candidate.declare_means("1", CALIPER).result()  # saying it is never refused
        with pytest.raises(Refusal) as refused:
            shop.workshop.type_value("19,98", "sans câble").result()
        assert refused.value.message.code == "means.refused"
        grounds_said = {one.ground for one in refused.value.message.fields["objections"]}
        assert grounds_said == {Ground.OVERDUE} | ({Ground.KIND} if Aid.EXPECTED_MEANS in aids else set())
        assert on_bench(shop).measurement(ONE) is None
        end(shop, number)


def test_a_refused_means_is_not_sent_to_its_own_line(shop: Shop) -> None:
    """Proposed for the line that it is for, it would say which instrument the sheet expects there."""
    for aids, proposes in (((Aid.MEANS_REFUSAL,), False), ((Aid.MEANS_REFUSAL, Aid.EXPECTED_MEANS), True)):
        number = begin(shop, *aids)
        shop.read(CALIPER, "19.98")  # the micrometer is expected; the caliper is for the second line
        assert bool(shop.workshop._inspection and shop.workshop._inspection.waiting.proposed) is proposes
        if not proposes:
            last = shop.last(Refused)
            assert isinstance(last, Refused) and last.refusal.code == "exam.means_not_for"
        assert on_bench(shop).measurement(ONE) is None
        end(shop, number)


def test_what_only_some_records_say_is_masked_too(shop: Shop) -> None:
    number = begin(shop)
    silent = on_bench(shop).options
    end(shop, number)
    zones = Zones(None, None, None, Decimal(19), Decimal(20))
    bad = BoxView(
        ONE, BoxStatus.NONCONFORMING, side=Side.BELOW, exceedance=Decimal("0.01"), awaits_second=True, count=2,
        bonus=Bonus(Decimal(1), Decimal(1)), advice=Advice.SECOND_READING, zones=zones, awaits_constant=True,
    )  # fmt: skip
    assert as_seen(BoxRecorded(bad, Disposition.NONCONFORMING, Sorting(2, 0, 1, 0, 1)), silent) == BoxRecorded(
        BoxView(ONE, BoxStatus.TAKEN, count=2), Disposition.UNSORTED, Sorting(2, 0, 0, 0, 2)
    )
    empty = BoxView(ONE, BoxStatus.IMPOSSIBLE, impossible_reason="pièce bridée")
    assert as_seen(BoxRecorded(empty, Disposition.UNSORTED, Sorting(2, 0, 0, 0, 2)), silent) == BoxRecorded(
        empty, Disposition.UNSORTED, Sorting(2, 0, 0, 0, 2)
    )
    assert as_seen(Asked(bad, "arrêter la machine"), silent) == Asked(None)
    assert as_seen(SortProposed("1", (1, 2)), silent) is None
    assert as_seen(PieceSorted(1, Disposition.CONCESSION, Sorting(2, 0, 0, 1, 1), None), silent) is None
    told_kind = Message("sweep.no_instrument", {"balloon": "1", "means": Means.DIAL_INDICATOR})
    assert as_seen(Refused(told_kind), silent) == Refused(Message("exam.no_sweep", {"balloon": "1"}))
    doubtful = Proposal(1, MICROMETER, Quantity(Decimal("0.787")), ONE, Doubt.INCHES)
    assert as_seen(ProposalsChanged((doubtful,), 1), silent) == ProposalsChanged((replace(doubtful, doubt=None),), 1)
    limits_kept = replace(silent, examination=replace(silent.examination, aids=(Aid.VERDICT,)))  # type: ignore[type-var]
    seen = as_seen(Asked(bad), limits_kept)
    assert isinstance(seen, Asked) and seen.box is not None and seen.box.status is BoxStatus.NONCONFORMING
    assert (seen.box.side, seen.box.exceedance, seen.box.zones) == (None, None, None)
