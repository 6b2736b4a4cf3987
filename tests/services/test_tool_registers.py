"""A tool and its register, from the first bad diameter to the pieces that prove the correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.correction_acts import Aim, BandChoice
from metroapp.domain.correction_proof import Outcome
from metroapp.domain.message import Refusal
from metroapp.domain.offset_advice import BandSource, Caveat
from metroapp.domain.production import EventKind, SetUpSheet, ToolLine
from metroapp.domain.specification import Means
from metroapp.domain.tool_offset import Corrector, MachineKind, OffsetReason
from metroapp.services import consultation
from metroapp.services.new_record import NewRecord
from metroapp.services.spc import chart_reading, tool_registers
from tests.lathe import AT, MACHINE, NOBODY, SETTINGS, TURNED, Lathe, linked
from tests.workbench import Shop, characteristic


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def refused(code: str, future: object) -> None:
    with pytest.raises(Refusal) as found:
        future.result()  # type: ignore[attr-defined]
    assert found.value.message.code == code


def test_a_diameter_too_large_is_corrected_and_the_next_piece_proves_it(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.make("20.04")
    view = lathe.view
    assert view.advice.offset is not None and view.advice.offset.correction == Decimal("-0.04")
    (size,) = view.advice.sizes
    assert (size.mean, size.target, size.after(Decimal("-0.04"))) == (Decimal("20.04"), Decimal(20), Decimal(20))
    act = lathe.room.type_in(lathe.number, Decimal("-0.04"), Decimal("-0.04"), after=size.used[-1].id).result()
    assert (act.by, act.piece, act.reason) == ("Camille Martin", 1, "")
    # Nothing measured since: what was before is not mixed with what comes.
    waiting = lathe.view
    assert waiting.advice.offset is None and waiting.last is not None and waiting.last.outcome is Outcome.PENDING
    # The record tells of it too, written with it.
    line = consultation.record_lines(shop.workspace)[0]
    (event,) = consultation.load(shop.workspace, line.id).production
    assert (event.kind, event.after, event.tool) == (EventKind.OFFSET, 1, "T3 D3 X")
    assert event.text == "−0,040 mm · COR-2026-001" and event.id.sequence == act.id.sequence + 1
    lathe.make("20.00")
    proven = lathe.view.last
    assert proven is not None and proven.outcome is Outcome.CORRECTED
    (proof,) = proven.proofs
    assert (proof.shift, proof.expected) == (Decimal("-0.04"), Decimal("-0.04"))
    assert lathe.view.advice.offset is not None and lathe.view.advice.offset.reason is OffsetReason.ON_TARGET


def test_a_sign_typed_the_wrong_way_is_named_and_undone_only_by_another(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.make("20.04")
    refused("record.reason_missing", lathe.room.type_in(lathe.number, Decimal("0.04"), Decimal("-0.04")))
    lathe.room.type_in(lathe.number, Decimal("0.04"), Decimal("-0.04"), "erreur de signe").result()
    lathe.make("20.08")
    assert lathe.view.last is not None and lathe.view.last.outcome is Outcome.WRONG_WAY
    lathe.room.type_in(lathe.number, Decimal("-0.08"), Decimal("-0.08")).result()
    lathe.make("20.08")
    assert lathe.view.last is not None and lathe.view.last.outcome is Outcome.NO_EFFECT
    assert [one.outcome for one in lathe.view.proven] == [Outcome.WRONG_WAY, Outcome.NO_EFFECT]
    assert lathe.view.register.total == Decimal("-0.04")


def test_two_sizes_of_one_tool_are_weighed_and_none_leaves_its_limits(shop: Shop) -> None:
    lathe = Lathe(shop, "1", "2")
    lathe.make("20.04")
    advice = lathe.view.advice
    assert advice.offset is not None and advice.offset.correction == Decimal("-0.032")  # (25 × 0,04 + 6,25 × 0) / 31,25
    assert [one.after(advice.offset.correction) for one in advice.sizes] == [Decimal("20.008"), Decimal("29.968")]


def test_pieces_made_before_a_correction_and_measured_after_it_stay_before(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.make("20.04")
    lathe.room.type_in(lathe.number, Decimal("-0.04"), Decimal("-0.04"), piece=3).result()
    lathe.make("20.04", "20.05")  # pieces 2 and 3 waited in the tray
    assert lathe.view.advice.offset is None
    lathe.make("20.01")
    (size,) = lathe.view.advice.sizes
    assert [one.piece for one in size.used] == [4] and lathe.view.last is not None
    assert lathe.view.last.proofs[0].before is not None and lathe.view.last.proofs[0].before.count == 3


def test_values_before_a_tool_change_or_of_another_order_do_not_count(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.make("20.04")
    shop.workshop.gestures.note(EventKind.TOOL_CHANGE, "plaquette neuve", "T7").result()
    assert lathe.view.advice.offset is not None  # another tool
    shop.workshop.gestures.note(EventKind.TOOL_CHANGE, "plaquette neuve", "t3").result()
    assert lathe.view.advice.offset is None
    lathe.make("20.06")
    lathe.open("OF-2")
    lathe.make("19.95")
    (size,) = lathe.view.advice.sizes
    assert size.mean == Decimal("19.95")


def test_what_a_proposal_is_worth_is_said(shop: Shop) -> None:
    lathe = Lathe(shop)
    found = TURNED.inspected[0]
    lathe.room.link(linked(lathe.number, band=BandChoice.UNCERTAINTY, dead_band=None, pieces=3), found).result()
    shop.workshop.type_value("20,07", "câble débranché").result()
    view = lathe.view
    (size,) = view.advice.sizes
    assert size.caveats == (Caveat.TYPED, Caveat.FEW, Caveat.BAND_REPLACED)
    assert size.band is not None and size.band.source is BandSource.STEP
    shop.workshop.gestures.fill_set_up(
        SetUpSheet(NOBODY, "", AT, tools=(ToolLine("T3", "D3", "ébauche", Decimal("42.5"), Decimal("110")),))
    ).result()
    jauge = lathe.view.jauge
    assert jauge is not None and jauge.tool.gauge_x == Decimal("42.5")


def test_the_dispersion_of_the_process_is_its_dead_band(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.room.link(
        linked(lathe.number, band=BandChoice.DISPERSION, dead_band=None, pieces=4), TURNED.inspected[0]
    ).result()
    lathe.make("20.00", "20.01", "20.00", "20.02", "20.00", "20.01", "20.00", "20.01")
    (size,) = lathe.view.advice.sizes
    # Moving ranges 10 10 20 20 10 10 10 µm: mean 12.86, σ = 12.86 / 1.128 = 11.4 µm, 2σ/√4.
    assert size.band is not None and (size.band.source, size.band.amount) == (BandSource.DISPERSION, Decimal("0.0114"))
    assert lathe.view.advice.offset is not None and lathe.view.advice.offset.reason is OffsetReason.DEAD_BAND


def test_what_cannot_be_followed_is_refused(shop: Shop) -> None:
    lathe, found = Lathe(shop), TURNED.inspected[0]
    room = lathe.room
    refused("offset.already_kept", room.keep(replace(SETTINGS, machine="tour 2", tool="t3")))
    refused("offset.cap", room.keep(replace(SETTINGS, offset="D4", cap=Decimal(0))))
    milling = replace(SETTINGS, number=lathe.number, kind=MachineKind.MILLING, corrector=Corrector.RADIUS)
    refused("offset.no_such_register", room.keep(replace(milling, kind=MachineKind.TURNING)))
    refused("offset.sides", room.keep(milling))
    refused("offset.target_outside", room.link(linked(lathe.number, aim=Aim.CHOSEN, target=Decimal(21)), found))
    refused("offset.absent", room.type_in("COR-2026-009", Decimal("0.01"), None, "essai"))
    refused("offset.nothing_typed", room.type_in(lathe.number, Decimal(0), None, "rien"))
    refused("offset.amount", room.type_in(lathe.number, Decimal("0.00001"), None, "essai"))
    refused("offset.piece", room.type_in(lathe.number, Decimal("0.01"), None, "essai", piece=11))
    other = room.keep(replace(SETTINGS, offset="D13")).result()
    refused("offset.linked_elsewhere", room.link(linked(other), found))
    anywhere = room.keep(replace(SETTINGS, machine="", offset="D14")).result()  # of any machine: of this one too
    refused("offset.linked_elsewhere", room.link(linked(anywhere), found))
    room.unlink(lathe.number, TURNED.reference, "1", "autre outil").result()
    room.link(linked(other, aim=Aim.WEAR), found).result()
    lathe.make("20.00")
    (size,) = tool_registers.view(shop.workspace, other).advice.sizes
    assert size.target == Decimal("19.95")  # wear makes a shaft larger
    room.leave(other, "outil remplacé").result()
    refused("offset.left", room.type_in(other, Decimal("0.01"), None, "essai"))


def test_the_z_of_a_register_is_followed_beside_its_x_and_moves_nothing_of_it(shop: Shop) -> None:
    lathe = Lathe(shop)
    other = lathe.room.keep(replace(SETTINGS, corrector=Corrector.Z)).result()
    lathe.make("20.04")
    lathe.room.type_in(other, Decimal("-0.1"), None, "longueur").result()
    offset = lathe.view.advice.offset
    assert offset is not None and offset.correction == Decimal("-0.04")  # no piece is to be measured again
    seen = lathe.view.advice.last
    assert seen is not None
    lathe.room.type_in(lathe.number, Decimal("-0.04"), Decimal("-0.04"), after=seen.id).result()
    refused("offset.proposal_past", lathe.room.type_in(lathe.number, Decimal("-0.04"), Decimal("-0.04"), after=seen.id))
    assert lathe.view.register.total == Decimal("-0.04")
    refused("offset.kind_typed", lathe.room.keep(replace(SETTINGS, number=lathe.number, corrector=Corrector.X_RADIUS)))


def test_a_tool_changed_while_another_part_was_made_is_changed_for_this_one_too(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.make("20.04")
    first = consultation.record_lines(shop.workspace)[0].id
    other = replace(TURNED, reference="AUTRE")
    for machine, waits in (("Tour 5", False), (MACHINE, True)):
        shop.workshop.open_record(NewRecord(other, 1, machine=machine)).result()
        shop.workshop.gestures.note(EventKind.TOOL_CHANGE, "plaquette cassée", "T03").result()
        assert (lathe.view.advice.offset is None) is waits
    shop.workshop.resume(first).result()
    lathe.make("20.01")
    (size,) = lathe.view.advice.sizes
    assert [one.piece for one in size.used] == [2]


def test_a_record_filled_again_is_the_one_being_made(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.make("20.04")
    first = consultation.record_lines(shop.workspace)[0].id
    lathe.open("OF-2")
    lathe.make("19.95")
    shop.workshop.resume(first).result()
    lathe.make("20.03")
    (size,) = lathe.view.advice.sizes
    assert (size.mean, size.used[-1].record.work_order) == (Decimal("20.03"), "OF-1")


def test_a_form_under_the_balloon_of_another_revision_is_not_corrected(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.make("20.04")
    flat = replace(TURNED, revision="B", characteristics=(characteristic("1", "planéité 0,1", Means.CMM),))
    shop.workshop.open_record(NewRecord(flat, 1, work_order="OF-3", machine=MACHINE)).result()
    shop.workshop.type_value("0,02", "lue à la colonne").result()
    (size,) = lathe.view.advice.sizes
    assert size.mean == Decimal("20.04")


def test_a_correction_is_one_mark_of_the_chart_where_its_pieces_are(shop: Shop) -> None:
    lathe = Lathe(shop)
    lathe.make("20.04", "20.03")
    lathe.room.type_in(lathe.number, Decimal("-0.04"), Decimal("-0.04"), piece=1).result()
    lathe.make("20.00")
    chart = shop.workshop.charts.open(TURNED.reference, "1", 1).result()
    (mark,) = chart_reading.read_chart(shop.workspace, chart).marks
    assert (mark.before, mark.text) == (1, "T3 D3 X −0,040 mm · COR-2026-001")
