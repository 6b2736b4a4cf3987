"""Who is at the post: locked, it keeps its readings; a signature asks for the secret; a role may change meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, Signature
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.events import BoxRecorded, HeldChanged, PresenceChanged, ReadingHeld, Refused
from tests.workbench import (
    CALIPER,
    CAMILLE,
    CODES,
    DOMINIQUE,
    SIGNED_BY_CAMILLE,
    SIGNED_BY_DOMINIQUE,
    Shop,
    characteristic,
    part,
)

LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    opened.open(LENGTH, pieces=3)
    yield opened
    opened.close()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    (line,) = consultation.record_lines(shop.workspace)
    return consultation.load(shop.workspace, line.id)


def code_of(refusing: object) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()  # type: ignore[attr-defined]
    return refused.value.message.code


def offered(shop: Shop) -> list[str]:
    event = next((one for one in reversed(shop.events) if isinstance(one, HeldChanged)), HeldChanged((), 0))
    return [str(quantity.value) for _, quantity in event.readings]


def test_a_value_bears_the_name_of_whoever_is_signed_in(shop: Shop) -> None:
    shop.read(CALIPER, "35.00")
    shop.sign_in(DOMINIQUE)
    shop.read(CALIPER, "35.01")
    record = archived(shop)
    assert record.header.operator == CAMILLE
    assert [record.history(BoxKey(piece, "1"))[0].by for piece in (1, 2)] == [CAMILLE, DOMINIQUE]


def test_a_reading_that_arrives_while_locked_is_held_and_taken_at_unlocking(shop: Shop) -> None:
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00", "35.02")
    assert archived(shop).history(BoxKey(1, "1")) == ()
    held = [event for event in shop.events if isinstance(event, ReadingHeld)]
    assert [(str(event.quantity.value), event.held) for event in held] == [("35.00", 1), ("35.02", 2)]
    assert code_of(shop.workshop.take_held()) == "session.locked"
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()
    seen = shop.last(PresenceChanged)
    assert isinstance(seen, PresenceChanged) and (seen.locked, seen.held) == (False, 2)
    assert archived(shop).history(BoxKey(1, "1")) == ()  # offered, not taken
    assert shop.workshop.take_held().result() == 2
    record = archived(shop)
    assert [str(record.history(BoxKey(piece, "1"))[0].quantity) for piece in (1, 2)]
    frame = record.history(BoxKey(1, "1"))[0].inputs[0].frame
    assert frame is not None and frame.received_at < record.history(BoxKey(1, "1"))[0].at
    assert shop.workshop.take_held().result() == 0


def test_a_reading_held_may_be_dropped(shop: Shop) -> None:
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00")
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()
    assert shop.workshop.drop_held().result() == 1
    assert archived(shop).history(BoxKey(1, "1")) == () and shop.workshop.take_held().result() == 0


def test_a_reading_with_nobody_signed_in_is_held_too(shop: Shop) -> None:
    shop.workshop.staff.sign_out().result()
    shop.read(CALIPER, "35.00")
    shop.sign_in(DOMINIQUE)
    assert shop.workshop.take_held().result() == 1
    assert archived(shop).history(BoxKey(1, "1"))[0].by == DOMINIQUE


def test_what_was_held_for_somebody_is_not_recorded_in_the_name_of_somebody_else(shop: Shop) -> None:
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00")
    shop.workshop.staff.sign_out().result()
    shop.sign_in(DOMINIQUE)
    said = [event.refusal.code for event in shop.events if isinstance(event, Refused)]
    assert said == ["session.held_for_another"]
    assert shop.workshop.take_held().result() == 0 and archived(shop).history(BoxKey(1, "1")) == ()
    assert offered(shop) == []
    shop.sign_in(CAMILLE)  # nothing was lost: it waited for her
    assert offered(shop) == ["35.00"]
    assert shop.workshop.take_held().result() == 1 and offered(shop) == []
    assert archived(shop).history(BoxKey(1, "1"))[0].by == CAMILLE


def test_what_was_held_for_a_record_does_not_go_to_another(shop: Shop) -> None:
    shop.workshop.staff.sign_out().result()
    shop.read(CALIPER, "35.00")
    shop.sign_in(CAMILLE)
    first = consultation.record_lines(shop.workspace)[0].id
    shop.open(LENGTH)
    assert offered(shop) == [] and shop.workshop.take_held().result() == 0
    shop.workshop.resume(first).result()
    assert offered(shop) == ["35.00"] and shop.workshop.take_held().result() == 1


def test_a_reading_held_keeps_the_mark_of_the_instrument_that_sent_it(shop: Shop) -> None:
    """Seen: simulated when it came, it was recorded as real once the bench was another one."""
    shop.workshop._bench.simulated = frozenset({CALIPER})
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00")
    shop.workshop._bench.simulated = frozenset()
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()
    assert shop.workshop.take_held().result() == 1
    assert archived(shop).history(BoxKey(1, "1"))[0].simulated


def test_a_closed_record_holds_nothing_and_keeps_what_was_held_as_not_taken(shop: Shop) -> None:
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00")
    shop.sign_in(DOMINIQUE)
    shop.workshop.close_record(SIGNED_BY_DOMINIQUE).result()
    assert [one.shown for one in archived(shop).dropped] == ["35,00\u00a0mm"]
    shop.sign_in(CAMILLE)
    assert offered(shop) == []
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.01")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused) and refused.refusal.code == "session.locked"


def test_held_readings_stay_held_while_the_disk_is_full(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00", "35.01", "35.02")
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()
    archive = shop.workshop._archive
    write, written = archive.write, []

    def once_then_full(record: InspectionRecord, *operations: object) -> None:
        if written:
            raise Refusal("workspace.full", path=shop.workspace.root)
        written.append(operations)
        write(record, *operations)  # type: ignore[arg-type]

    with monkeypatch.context() as full:
        full.setattr(archive, "write", once_then_full)
        assert code_of(shop.workshop.take_held()) == "workspace.full"
    assert shop.workshop.take_held().result() == 2
    record = archived(shop)
    assert [str(record.history(BoxKey(piece, "1"))[0].quantity.value) for piece in (1, 2, 3)] == [  # type: ignore[union-attr]
        "35.00",
        "35.01",
        "35.02",
    ]


def test_a_locked_post_does_nothing_and_opens_with_the_secret_of_the_same_person(shop: Shop) -> None:
    shop.workshop.staff.lock().result()
    assert code_of(shop.workshop.type_value("35,00", "sans câble")) == "session.locked"
    assert code_of(shop.workshop.close_record(SIGNED_BY_DOMINIQUE)) == "session.locked"
    assert code_of(shop.workshop.staff.unlock(CODES[DOMINIQUE])) == "secret.wrong"
    assert shop.workshop.staff.unlock(CODES[CAMILLE]).result().name == CAMILLE
    assert not shop.workshop.staff.who.locked


def test_somebody_else_may_take_a_locked_post_and_the_record_stays_on_it(shop: Shop) -> None:
    shop.workshop.staff.lock().result()
    shop.sign_in(DOMINIQUE)
    shop.read(CALIPER, "35.00")
    event = shop.last(BoxRecorded)
    assert isinstance(event, BoxRecorded) and event.box.measurement is not None
    assert event.box.measurement.by == DOMINIQUE


def test_the_jury_measures_nothing(shop: Shop) -> None:
    shop.sign_in(DOMINIQUE)
    shop.workshop.staff.enter("Andréa", (Role.JURY,), "code-7").result()
    shop.workshop.staff.sign_in("Andréa", "code-7").result()
    shop.read(CALIPER, "35.00")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused) and refused.refusal.code == "person.not_allowed"
    assert archived(shop).history(BoxKey(1, "1")) == ()


def test_a_signature_asks_for_the_secret_again(shop: Shop) -> None:
    shop.read(CALIPER, "35.30")
    wrong = Signature(CAMILLE, "faux")
    assert code_of(shop.workshop.close_record(wrong)) == "secret.wrong"
    number, room = shop.demand(1), shop.workshop.treatment
    assert code_of(room.activate(number, SIGNED_BY_CAMILLE)) == "person.not_allowed"
    assert code_of(room.activate(number, Signature(DOMINIQUE, "faux"))) == "secret.wrong"
    assert archived(shop).closing is None and archived(shop).concessions == []
    room.activate(number, SIGNED_BY_DOMINIQUE).result()
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    record = archived(shop)
    assert record.closing is not None and record.closing.signed and record.closing.by == CAMILLE
    (granted,) = record.concessions
    assert (granted.granted_by, granted.by, granted.signed) == (DOMINIQUE, CAMILLE, True)


def test_a_concession_that_cannot_be_costs_no_secret(shop: Shop) -> None:
    """What is wrong is said before the secret is looked at: a good signature is not spent on a refused deed."""
    shop.read(CALIPER, "35.30")
    number = shop.concede(1)
    asked = shop.workshop.treatment.activate(number, Signature(DOMINIQUE, "faux"))
    assert code_of(asked) == "concession_file.not_now"


def test_a_role_changed_in_the_middle_of_an_action_stops_it(shop: Shop) -> None:
    """Dominique begins to grant, and loses the role before the recorder comes to it: nothing half written."""
    shop.read(CALIPER, "35.30")
    number = shop.demand(1)
    shop.sign_in(DOMINIQUE)
    head = shop.workshop._archive.head
    shop.workshop.staff.enter("Claude", (Role.ADMINISTRATOR,), "code-7").result()
    changing = shop.workshop.staff.set_roles(DOMINIQUE, (Role.ADMINISTRATOR,))
    granting = shop.workshop.treatment.activate(number, SIGNED_BY_DOMINIQUE)
    changing.result()
    assert code_of(granting) == "person.not_allowed"
    assert archived(shop).concessions == []
    assert shop.workshop._archive.head != head  # the change itself is in the journal
    assert code_of(shop.workshop.type_value("35,00", "sans câble")) == "person.not_allowed"


def test_somebody_whose_roles_are_taken_away_is_signed_out(shop: Shop) -> None:
    shop.sign_in(DOMINIQUE)
    shop.workshop.staff.enter("Claude", (Role.ADMINISTRATOR,), "code-7").result()
    shop.workshop.staff.set_roles(DOMINIQUE, ()).result()
    assert shop.workshop.staff.who.person is None


def test_a_thousand_readings_held_and_no_more(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metroapp.services.waiting_readings.MOST_WAITING", 2)
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00", "35.01", "35.02")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused) and refused.refusal.code == "waiting.too_many"
