"""The guided study of a measuring system: blind, in an order that is kept, durable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from drivers import Reading
from forms.to_text import to_text
from metroapp.analysis.agreement import Agreement
from metroapp.analysis.reference_studies import Type1
from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.measurement import EntryId, Origin
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.retention import RecordedKind
from metroapp.domain.specification import Means
from metroapp.domain.studies import StudyState, Turn
from metroapp.domain.study_acts import StudyKind
from metroapp.domain.verification import Check, Indication, Permitted, Point
from metroapp.services import personal_data
from metroapp.services.document_check import Outcome, check
from metroapp.services.events import Refused, StudyingChanged
from metroapp.services.formats import Format
from metroapp.services.spc import study_paper
from metroapp.services.spc.means_stability import said
from metroapp.services.spc.study_results import CrossedResult, LinearityResult, result_of
from metroapp.services.spc.study_room import NewStudy
from metroapp.services.spc.study_said import say
from metroapp.services.spc.study_view import StudyView
from metroapp.wording.sentences import sentence
from tests.analysis.published import AIAG_READINGS
from tests.workbench import (
    CALIPER,
    CAMILLE,
    DOMINIQUE,
    INSTRUMENTS,
    MICROMETER,
    SIGNED_BY_DOMINIQUE,
    Shop,
    characteristic,
    part,
)

_CROSSED = NewStudy(StudyKind.CROSSED, CALIPER, "Ø20 h7", Decimal("0.1"), (CAMILLE, DOMINIQUE), 3, 2, seed=7)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.close()


def measure(shop: Shop, value: str, times: int = 1) -> None:
    """The instrument is pressed once the piece was changed, or several times on it."""
    at = shop._now = shop.clock() + timedelta(seconds=5)
    for place in range(times):
        given = Reading(Decimal(value), "mm", b"01A\r", at + place * timedelta(seconds=0.5), "1", ("unit_declared",))
        shop.workshop._on_link_event(CALIPER, given)
    shop.settle()


def measured_in(shop: Shop, number: str) -> int:
    """How many readings the file of its paper carries, in what proves it."""
    return study_paper.describe(shop.workspace, number, shop.clock()).sealed.count(b'"studyreading"')


def refusal(shop: Shop) -> str:
    return sentence(cast(Refused, shop.last(Refused)).refusal)


def view(shop: Shop) -> StudyView:
    found = shop.workshop.studies.view().result()
    assert found is not None
    return found


def test_a_study_is_measured_by_its_instrument_in_an_order_that_is_kept(shop: Shop, tmp_path: Path) -> None:
    room = shop.workshop.studies
    study = room.open(_CROSSED).result()
    assert (study.number, study.state) == ("EM-2026-001", StudyState.GOING_ON)
    assert set(study.turns) == {
        Turn(name, piece, trial) for name in (CAMILLE, DOMINIQUE) for piece in (1, 2, 3) for trial in (1, 2)
    }
    again = room.open(replace(_CROSSED, seed=8)).result()
    assert again.number == "EM-2026-002" and again.turns != study.turns
    named = personal_data.what_is_recorded(shop.workspace, DOMINIQUE).recorded
    assert [one.count for one in named if one.kind is RecordedKind.PRODUCTION] == [2]  # in both, nothing measured
    shop.open(part(characteristic("1", "20 ±0,1", Means.CALIPER)))  # a record waits for the same instrument
    first = room.begin(study.number).result()
    assert first.turn is not None and first.turn.operator == CAMILLE
    sizes = {1: "20.01", 2: "20.05", 3: "19.98"}
    measure(shop, sizes[first.turn.piece], times=2)
    second = view(shop).turn
    assert second is not None and second != first.turn
    assert "Lecture double" in refusal(shop) and len(view(shop).study.readings) == 1
    with pytest.raises(Refusal, match="wrong_piece"):
        room.hold(first.turn.piece).result()
    room.hold(second.piece).result()
    with pytest.raises(Refusal, match="going_on"):
        shop.workshop.verifications.begin(CALIPER).result()
    record = shop.workshop._inspection
    assert record is not None and not any(record.record.history(box) for box in record.record.boxes())
    # One is taken back, one is typed; then the post stops, and the study is gone on with.
    room.undo("mauvaise pièce").result()
    assert view(shop).turn == first.turn
    typed = room.type_reading(sizes[first.turn.piece].replace(".", ",")).result()
    assert typed.last is not None and typed.last.origin is Origin.TYPED
    shop.workshop.studies.pause().result()
    measure(shop, "20.00")
    assert len(room.studies().result()[1].readings) == 1  # that one went to the record
    room.begin(study.number).result()
    plan = to_text(study_paper.describe(shop.workspace, study.number, shop.clock()))
    measured_before = measured_in(shop, study.number)
    with pytest.raises(Refusal, match="incomplete"):
        room.conclude(study.number, "essai", SIGNED_BY_DOMINIQUE, is_fit=True).result()
    for name in (CAMILLE, DOMINIQUE):
        shop.sign_in(name)
        while (turn := view(shop).turn) is not None:
            measure(shop, str(Decimal(sizes[turn.piece]) + Decimal("0.01") * (turn.trial == 2)))
        measure(shop, "20.00")
    assert "reste à conclure" in refusal(shop)
    done = room.studies().result()[1]
    assert done.state is StudyState.MEASURED and [one.reason for _, one in done.cancelled] == ["mauvaise pièce"]
    found = result_of(done, INSTRUMENTS[0])
    assert isinstance(found, CrossedResult)
    assert found.average_range.ev == pytest.approx(0.01 * 0.8862) and found.average_range.av == 0
    assert len(found.ranges) == 6 and not any(one.is_out for one in found.ranges)
    ended = room.conclude(study.number, "R&R bon", SIGNED_BY_DOMINIQUE, is_fit=True).result()
    assert ended.state is StudyState.CONCLUDED and ended.ending is not None and ended.ending.by == DOMINIQUE
    with pytest.raises(Refusal, match="over"):
        room.begin(study.number).result()
    assert cast(StudyingChanged, shop.last(StudyingChanged)).view is None
    # Its papers say it, and are proven by the archive.
    printed = to_text(study_paper.describe(shop.workspace, study.number, shop.clock()))
    assert "graine" not in plan and "au hasard" in plan  # whoever knows the seed foresees the order
    assert measured_in(shop, study.number) == 13 and measured_before == 0
    assert "somme des carrés" in printed.casefold()
    for part_said in ("R&R", "mauvaise pièce", "le système convient : R&R bon", "graine 7", DOMINIQUE, "étendues"):
        assert part_said.casefold() in printed.casefold()
    path = study_paper.export(shop.workspace, study.number, Format.PDF, tmp_path / "etude.pdf", shop.clock)
    assert check(shop.workspace, path).outcome is Outcome.EXACT


def test_whoever_is_not_of_the_study_and_an_instrument_that_may_not_serve_are_refused(shop: Shop) -> None:
    room, means = shop.workshop.studies, shop.workshop.means
    one = replace(_CROSSED, kind=StudyKind.TYPE_1, operators=(DOMINIQUE,), pieces=1, trials=25, reference=Decimal(20))
    alone = room.open(one).result()
    room.begin(alone.number).result()
    measure(shop, "20.01")
    assert f"c'est à {DOMINIQUE} de mesurer" in refusal(shop)
    shop.sign_in(DOMINIQUE)
    means.enter([replace(INSTRUMENTS[0], due=date(2026, 1, 2))], []).result()
    measure(shop, "20.01")
    assert "échu depuis le 02/01/2026" in refusal(shop)
    with pytest.raises(Refusal, match="instrument_refused"):
        room.open(_CROSSED).result()
    with pytest.raises(Refusal, match="no_instrument"):
        room.open(replace(_CROSSED, instrument="")).result()
    for wrong, code in (
        (replace(_CROSSED, instrument=MICROMETER, operators=(CAMILLE,)), "crossed_design"),
        (replace(_CROSSED, instrument=MICROMETER, operators=(CAMILLE, "Personne")), "not_measuring"),
        (replace(_CROSSED, instrument=MICROMETER, kind=StudyKind.TYPE_1), "type_1_design"),
        (replace(_CROSSED, instrument=MICROMETER, tolerance=Decimal(0)), "study.tolerance"),
        (replace(_CROSSED, instrument=MICROMETER, pieces=500), "too_long"),
        (replace(one, instrument=MICROMETER, reference=Decimal(200)), "standard_out_of_range"),
    ):
        with pytest.raises(Refusal, match=code):
            room.open(wrong).result()
    gone = room.abandon(alone.number, "instrument échu").result()
    assert gone.state is StudyState.ABANDONED and shop.workshop.studies.view().result() is None


def test_type_1_and_attributes_come_to_their_figures(shop: Shop, tmp_path: Path) -> None:
    room = shop.workshop.studies
    far = room.open(replace(_CROSSED, instrument=MICROMETER)).result()
    room.begin(far.number).result()
    with pytest.raises(Refusal, match="out_of_range"):
        room.type_reading("2001").result()
    room.type_reading("12,01").result()
    assert "12,01" not in to_text(study_paper.describe(shop.workspace, far.number, shop.clock()))  # not before its end
    room.pause().result()
    alone = room.open(NewStudy(StudyKind.TYPE_1, CALIPER, "cale 20", Decimal("0.2"), (CAMILLE,), 1, 25,
                               Decimal("20.00"))).result()  # fmt: skip
    room.begin(alone.number).result()
    for place in range(25):
        room.type_reading(("20,00", "20,01")[place % 2]).result()
        if place == 12:  # the post stops without a word, and comes back
            shop.close()
            shop = Shop(tmp_path)
            room = shop.workshop.studies
            assert room.begin(alone.number).result().turn == Turn(CAMILLE, 1, 14)
    found = result_of(room.studies().result()[0], INSTRUMENTS[0])
    assert isinstance(found, Type1) and found.cg.value == pytest.approx(0.04 / 6 / found.stdev)
    room.pause().result()
    with pytest.raises(Refusal, match="all_measured"):  # what is known is not measured better
        room.begin(alone.number).result()
    linear = NewStudy(StudyKind.LINEARITY, CALIPER, "cales", None, (CAMILLE,), 5, 12,
                      references=tuple(map(Decimal, (2, 4, 6, 8, 10))))  # fmt: skip
    with pytest.raises(Refusal, match="linearity_design"):
        room.open(replace(linear, pieces=4)).result()
    line = room.open(linear).result()
    room.begin(line.number).result()
    first = view(shop).turn
    assert first is not None
    with pytest.raises(Refusal, match="wrong_standard"):  # the size of another one
        room.type_reading(str(2 if first.piece != 1 else 4)).result()
    while (turn := view(shop).turn) is not None:
        room.type_reading(AIAG_READINGS[2.0 * turn.piece].split()[turn.trial - 1]).result()
    sloped = result_of(room.studies().result()[0], INSTRUMENTS[0])
    assert isinstance(sloped, LinearityResult)
    assert (sloped.line.slope, sloped.biases[0][1].mean) == pytest.approx((-0.131667, 0.4917), abs=6e-5)
    assert "pente" in say(room.studies().result()[0], INSTRUMENTS[0]).headline
    room.pause().result()
    seen = room.open(NewStudy(StudyKind.ATTRIBUTE, "", "aspect", None, (CAMILLE, DOMINIQUE), 4, 2)).result()
    room.begin(seen.number).result()
    with pytest.raises(Refusal, match="wants_answers"):
        room.type_reading("20").result()
    for name in (CAMILLE, DOMINIQUE):
        shop.sign_in(name)
        while (turn := view(shop).turn) is not None:
            begun = shop._now
            room.answer(is_good=turn.piece != 2).result()
            shop._now, after = begun + timedelta(seconds=0.4), shop._now
            with pytest.raises(Refusal, match="answer_too_soon"):  # a glove that taps twice
                room.answer(is_good=True).result()
            shop._now = after
    room.know_pieces(seen.number, {piece: piece > 2 for piece in range(1, 5)}).result()
    judged = result_of(room.studies().result()[0], None)
    assert isinstance(judged, Agreement) and judged.kappa == 1
    assert judged.all_right is not None and judged.all_right.count == 3
    assert [one.missed and one.missed.percent for one in judged.judges] == [50, 50]
    printed = to_text(study_paper.describe(shop.workspace, seen.number, shop.clock()))
    assert f"mauvaises : 1, 2 (dit par {DOMINIQUE}" in printed
    shop.close()


def test_the_daily_checks_of_an_instrument_say_whether_it_is_stable() -> None:
    def checked(*microns: int) -> list[DailyCheck]:
        point = Point(Check.ZERO, Decimal(0))
        return [
            DailyCheck(
                EntryId("P1", day), INSTRUMENTS[0], point, (Indication(Quantity(Decimal(one) / 1000)),), Permitted(),
                date(2026, 11, day), CAMILLE, datetime(2026, 11, day, 7, tzinfo=UTC),
            )
            for day, one in enumerate(microns, 1)
        ]  # fmt: skip

    assert said([]) == ""
    assert "il en faut 10" in said(checked(0, 1, 0))
    assert said(checked(0, 1, 0, -1, 0, 1, 0, -1, 1, 0, 1)).startswith("Stable sur 11")
    assert "le dernier le 11/11/2026" in said(checked(0, 1, 0, -1, 0, 1, 0, -1, 1, 0, 30))
    assert "Dérive de +0,001 par contrôle" in said(checked(*range(12)))
