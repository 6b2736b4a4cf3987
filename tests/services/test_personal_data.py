"""Names of people: what is recorded under them, how long they are kept, and who may erase them when."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, erased_name
from metroapp.domain.retention import RecordedKind, Retention
from metroapp.domain.specification import Means
from metroapp.services import consultation, documents, personal_data
from metroapp.wording.integrity import verification
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, Shop, characteristic, part

LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))
REASON = "durée de conservation passée"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Camille measured, and has no role any more; Dominique, who administers, is signed in."""
    opened = Shop(tmp_path)
    opened.open(LENGTH)
    opened.read(CALIPER, "35.01")
    opened.sign_in(DOMINIQUE)
    opened.workshop.staff.set_roles(CAMILLE, ()).result()
    yield opened
    opened.close()


def code_of(refusing: object) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()  # type: ignore[attr-defined]
    return refused.value.message.code


def years_later(shop: Shop, years: int) -> date:
    shop._now += timedelta(days=366 * years)
    return shop.workshop.personal_data.today()


def test_what_is_recorded_is_said_by_kind_and_until_when(shop: Shop) -> None:
    found = personal_data.what_is_recorded(shop.workspace, "camille  MARTIN")
    assert found.person.name == CAMILLE
    assert [(one.kind, one.count) for one in found.recorded] == [
        (RecordedKind.PRODUCTION, 3),  # opened, a means taken in hand, measured
        (RecordedKind.ACCOUNT, 4),  # entered, with roles and a secret; the roles withdrawn
    ]
    assert found.until == {RecordedKind.PRODUCTION: date(2036, 11, 24), RecordedKind.ACCOUNT: date(2027, 11, 24)}
    assert found.erasable_from == date(2036, 11, 24)
    with pytest.raises(Refusal) as refused:
        personal_data.what_is_recorded(shop.workspace, "Personne")
    assert refused.value.message.code == "person.unknown"


def test_a_name_is_erased_once_nothing_needs_it(shop: Shop) -> None:
    data, staff = shop.workshop.personal_data, shop.workshop.staff
    id = staff.people.find(CAMILLE).id
    assert code_of(data.erase(CAMILLE, REASON)) == "erasure.too_early"
    today = years_later(shop, 10)
    assert [kept.person.name for kept in personal_data.erasable_names(shop.workspace, today)] == [CAMILLE]
    assert data.erase("camille martin", REASON).result() is True
    assert [person.name for person in staff.everybody().result()] == [DOMINIQUE]
    assert personal_data.erasable_names(shop.workspace, today) == []
    assert code_of(data.erase(CAMILLE, REASON)) == "person.unknown"
    assert code_of(staff.sign_in(CAMILLE, CODES[CAMILLE])) == "person.unknown"
    (line,) = consultation.record_lines(shop.workspace)
    assert consultation.load(shop.workspace, line.id).header.operator == erased_name(id)
    assert erased_name(id) in documents.as_text(shop.workspace, line.id)
    assert [event.name for event in consultation.secret_events(shop.workspace)] == [DOMINIQUE, erased_name(id)]
    report = consultation.verify(shop.workspace)
    assert report.sound and verification(report).endswith("1 nom effacé.")
    kept = sqlite3.connect(shop.workspace.secrets)
    assert {row[0] for row in kept.execute("SELECT person_id FROM secret")} == {staff.people.find(DOMINIQUE).id}
    kept.close()


def test_the_same_name_is_another_person_after_a_restart_too(shop: Shop) -> None:
    id = shop.workshop.staff.people.find(CAMILLE).id
    years_later(shop, 10)
    shop.workshop.personal_data.erase(CAMILLE, REASON).result()
    again = shop.workshop.staff.enter(CAMILLE, (Role.OPERATOR, Role.TRAINER), CODES[CAMILLE]).result()
    assert again.id != id
    shop.close()
    reopened = Shop(shop.workspace.root)
    try:
        assert reopened.workshop.staff.people.find(CAMILLE).id == again.id
        (line,) = consultation.record_lines(shop.workspace)
        assert consultation.load(shop.workspace, line.id).header.operator == erased_name(id)
    finally:
        reopened.close()


def test_neither_the_last_administrator_nor_whoever_has_a_role(shop: Shop) -> None:
    data, staff = shop.workshop.personal_data, shop.workshop.staff
    staff.set_roles(CAMILLE, (Role.OPERATOR,)).result()
    years_later(shop, 20)
    head = shop.workshop._archive.head
    assert code_of(data.erase(CAMILLE, REASON)) == "erasure.has_roles"
    assert code_of(data.erase(DOMINIQUE, REASON)) == "erasure.has_roles"
    assert code_of(staff.set_roles(DOMINIQUE, ())) == "person.last_administrator"
    assert shop.workshop._archive.head == head


def test_an_erasure_has_a_reason_that_does_not_say_the_name(shop: Shop) -> None:
    data = shop.workshop.personal_data
    years_later(shop, 10)
    assert code_of(data.erase(CAMILLE, "  ")) == "record.reason_missing"
    assert code_of(data.erase(CAMILLE, "Mme Martin l'a demandé")) == "erasure.reason_names"


def test_a_shorter_period_frees_a_name_sooner_and_is_kept(shop: Shop) -> None:
    data = shop.workshop.personal_data
    assert data.retention().result() == personal_data.retention(shop.workspace) == Retention()
    data.set_retention(Retention(production=6, account=6)).result()
    assert personal_data.retention(shop.workspace) == Retention(production=6, account=6)
    assert code_of(data.erase(CAMILLE, REASON)) == "erasure.too_early"
    shop._now += timedelta(days=190)
    assert data.erase(CAMILLE, REASON).result() is True


@pytest.mark.parametrize("name", [CAMILLE, "Zoé Żak"])
def test_what_was_begun_and_is_kept_beside_the_archive_says_the_name_no_more(shop: Shop, name: str) -> None:
    """A verification begun before goes on under the number of whoever began it."""
    staff, state = shop.workshop.staff, shop.workshop._opened.state
    if name != CAMILLE:
        staff.enter(name, (Role.OPERATOR,), "code-77").result()
        staff.set_roles(name, ()).result()
    id = staff.people.find(name).id
    years_later(shop, 10)
    for ascii_only in (True, False):
        state.put(f"begun.{ascii_only}", json.dumps({"by": name, "on": "2026-11-24"}, ensure_ascii=ascii_only))
    state.put("begun.other", json.dumps({"by": DOMINIQUE}))
    state.put("gone", name)
    state.remove("gone")
    shop.workshop.personal_data.erase(name, REASON).result()
    for ascii_only in (True, False):
        assert json.loads(state.get(f"begun.{ascii_only}")) == {"by": erased_name(id), "on": "2026-11-24"}
    assert json.loads(state.get("begun.other")) == {"by": DOMINIQUE}
    held = b"".join(path.read_bytes() for path in shop.workspace.root.iterdir() if path.is_file())
    assert name.encode() not in held and json.dumps(name)[1:-1].encode() not in held


def test_a_post_killed_once_a_name_is_erased_keeps_it_nowhere(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing knows the name after the commit: what waits beside the archive has to have forgotten it before."""
    state, archive = shop.workshop._opened.state, shop.workshop._archive
    years_later(shop, 10)
    state.put("begun", json.dumps({"by": CAMILLE}))
    erase = archive.erase_name

    def killed(*given: Any) -> bool:
        erase(*given)
        raise OSError("killed")

    monkeypatch.setattr(archive, "erase_name", killed)
    with pytest.raises(OSError, match="killed"):
        shop.workshop.personal_data.erase(CAMILLE, REASON).result()
    assert CAMILLE not in state.get("begun")


def test_only_an_administrator_erases(shop: Shop) -> None:
    staff, data = shop.workshop.staff, shop.workshop.personal_data
    staff.enter("Flo Formateur", (Role.TRAINER,), "code-77").result()
    years_later(shop, 10)
    staff.sign_in("Flo Formateur", "code-77").result()
    assert code_of(data.erase(CAMILLE, REASON)) == "person.not_allowed"
    assert code_of(data.set_retention(Retention(account=1))) == "person.not_allowed"
    assert personal_data.retention(shop.workspace) == Retention()


def test_damaged_settings_are_those_of_a_new_workshop(shop: Shop) -> None:
    for text in ("{", '{"production": 0}', '{"autre": 3}', "[]", '{"means": "long"}'):
        shop.workshop._opened.state.put("post.retention", text)
        assert shop.workshop.personal_data.retention().result() == Retention()
        assert personal_data.retention(shop.workspace) == Retention()
