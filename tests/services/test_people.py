"""People and their secrets: who gets in, who does not, and what the journal keeps of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher, Type
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, SecretChange, Signature, ordered, plain_name, require_secret
from metroapp.services import consultation
from metroapp.services.people import wait_after
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.workbench import CAMILLE, CODES, DOMINIQUE, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    opened.sign_in(DOMINIQUE)
    yield opened
    opened.close()


def code_of(refusing: object) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()  # type: ignore[attr-defined]
    return refused.value.message.code


def events(shop: Shop) -> list[tuple[str, SecretChange, str]]:
    return [(event.name, event.change, event.by) for event in consultation.secret_events(shop.workspace)]


def test_the_first_start_enters_the_administrator_and_nobody_after(tmp_path: Path) -> None:
    workshop = Workshop(Workspace(tmp_path))
    try:
        workshop.open().result()
        staff = workshop.staff
        assert staff.lacks_administrator().result() and staff.everybody().result() == []
        assert code_of(staff.sign_in("Claude", "azerty12")) == "person.unknown"  # no default account
        person = staff.enter_administrator("  Claude   Fabre ", (Role.TRAINER,), "azerty12").result()
        assert (person.name, person.roles) == ("Claude Fabre", (Role.TRAINER, Role.ADMINISTRATOR))
        assert staff.who.person == person and not staff.lacks_administrator().result()
        assert code_of(staff.enter_administrator("Autre", (), "azerty12")) == "person.administrator_exists"
    finally:
        workshop.close()


def test_what_is_kept_of_a_secret_is_argon2id_in_a_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("argon2.PasswordHasher", PasswordHasher)  # as it is shipped
    workshop = Workshop(Workspace(tmp_path))
    workshop.open().result()
    workshop.staff.enter_administrator("Claude", (), "le mot de passe").result()
    workshop.close()
    (encoded,) = sqlite3.connect(tmp_path / "secrets.sqlite").execute("SELECT encoded FROM secret").fetchone()
    assert encoded.startswith("$argon2id$")
    used, recommended = PasswordHasher.from_parameters, PasswordHasher()
    assert used is not None and recommended.type is Type.ID and recommended.memory_cost >= 19 * 1024
    assert f"m={recommended.memory_cost},t={recommended.time_cost}" in encoded
    if os.name == "posix":
        assert (tmp_path / "secrets.sqlite").stat().st_mode & 0o777 == 0o600
    for file in tmp_path.iterdir():
        if file.is_file() and file.name != "secrets.sqlite":
            assert b"argon2" not in file.read_bytes() and b"le mot de passe" not in file.read_bytes()


def test_signing_in_and_out(shop: Shop) -> None:
    staff = shop.workshop.staff
    assert staff.sign_in("camille MARTIN", CODES[CAMILLE]).result().name == CAMILLE
    assert staff.who.person is not None and staff.who.person.name == CAMILLE
    staff.sign_out().result()
    assert staff.who.person is None


def test_the_same_letters_typed_on_another_keyboard_are_the_same_secret(shop: Shop) -> None:
    shop.workshop.staff.enter("Zoé", (Role.OPERATOR,), "cl\u00e9 n\u00b0 1").result()
    assert shop.workshop.staff.sign_in("Zoe\u0301", "cle\u0301 n\u00b0 1").result().name == "Zoé"


def test_a_wrong_secret_ten_times_makes_wait_longer_and_longer(shop: Shop) -> None:
    staff = shop.workshop.staff
    head = shop.workshop._archive.head
    codes = []
    for _ in range(10):
        codes.append(code_of(staff.sign_in(CAMILLE, "faux")))
    assert codes[:3] == ["secret.wrong", "secret.wrong", "secret.wrong_again"]
    assert set(codes[3:]) <= {"secret.wait", "secret.wrong_again"}
    assert code_of(staff.sign_in(CAMILLE, CODES[CAMILLE])) == "secret.wait"  # even the right one, until then
    assert staff.who.person is not None and staff.who.person.name == DOMINIQUE
    assert shop.workshop._archive.head == head
    shop._now += timedelta(seconds=400)
    assert staff.sign_in(CAMILLE, CODES[CAMILLE]).result().name == CAMILLE
    assert code_of(staff.sign_in(CAMILLE, "faux")) == "secret.wrong"  # counted from the beginning


def test_the_wait_outlives_a_restart(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for _ in range(3):
        code_of(shop.workshop.staff.sign_in(DOMINIQUE, "faux"))
    shop.close()
    again = Shop(tmp_path)
    try:
        assert code_of(again.workshop.staff.sign_in(DOMINIQUE, CODES[DOMINIQUE])) == "secret.wait"
    finally:
        again.close()


def test_a_clock_set_back_never_makes_wait_longer_than_from_the_beginning(shop: Shop) -> None:
    staff = shop.workshop.staff
    for _ in range(3):
        code_of(staff.sign_in(CAMILLE, "faux"))
    shop._now -= timedelta(hours=1)
    with pytest.raises(Refusal) as refused:
        staff.sign_in(CAMILLE, CODES[CAMILLE]).result()
    assert refused.value.message.fields["seconds"] == 5


@given(st.integers(min_value=0, max_value=10**6))
def test_the_wait_grows_and_is_bounded(failures: int) -> None:
    assert timedelta() <= wait_after(failures) <= wait_after(failures + 1) <= timedelta(minutes=5)
    assert (wait_after(failures) == timedelta()) is (failures < 3)


def test_a_reset_is_in_the_journal_and_visible(shop: Shop) -> None:
    staff = shop.workshop.staff
    staff.reset_secret(CAMILLE, "nouveau-7").result()
    assert code_of(staff.sign_in(CAMILLE, CODES[CAMILLE])) == "secret.wrong"
    staff.sign_in(CAMILLE, "nouveau-7").result()
    staff.change_secret("nouveau-7", "le-mien-8").result()
    assert events(shop) == [
        (DOMINIQUE, SecretChange.CHOSEN, DOMINIQUE),
        (CAMILLE, SecretChange.CHOSEN, DOMINIQUE),
        (CAMILLE, SecretChange.RESET, DOMINIQUE),
        (CAMILLE, SecretChange.CHANGED, CAMILLE),
    ]
    assert consultation.verify(shop.workspace).sound


def test_one_s_own_secret_is_changed_by_the_one_before(shop: Shop) -> None:
    assert code_of(shop.workshop.staff.change_secret("faux", "nouveau-7")) == "secret.wrong"
    assert len(events(shop)) == 2


def test_a_secret_put_in_somebody_else_s_place_opens_nothing(tmp_path: Path) -> None:
    Shop(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "secrets.sqlite")
    people = {person.name: person.id for person in consultation.everybody(Workspace(tmp_path))}
    connection.execute(
        "UPDATE secret SET encoded = (SELECT encoded FROM secret WHERE person_id = ?) WHERE person_id = ?",
        (people[CAMILLE], people[DOMINIQUE]),
    )
    connection.commit()
    connection.close()
    workshop = Workshop(Workspace(tmp_path))
    try:
        workshop.open().result()
        assert code_of(workshop.staff.sign_in(DOMINIQUE, CODES[CAMILLE])) == "secret.lost"
        assert workshop.staff.sign_in(CAMILLE, CODES[CAMILLE]).result().name == CAMILLE
    finally:
        workshop.close()


def test_all_secrets_lost_a_new_administrator_is_entered_and_the_journal_says_so(tmp_path: Path) -> None:
    Shop(tmp_path).close()
    (tmp_path / "secrets.sqlite").unlink()
    workshop = Workshop(Workspace(tmp_path))
    try:
        workshop.open().result()
        staff = workshop.staff
        assert staff.lacks_administrator().result()
        found = staff.enter_administrator("Dominique Leroy", (), "retrouvé-1").result()
        assert found.roles == (Role.QUALITY, Role.ADMINISTRATOR)
        staff.reset_secret(CAMILLE, "nouveau-7").result()
    finally:
        workshop.close()
    last = consultation.secret_events(Workspace(tmp_path))[-2:]
    assert [(event.name, event.change) for event in last] == [
        (DOMINIQUE, SecretChange.RECOVERED),
        (CAMILLE, SecretChange.RESET),
    ]
    assert consultation.verify(Workspace(tmp_path)).sound


def test_recovery_gives_no_role_and_no_identity_that_was_not_one_s_own(tmp_path: Path) -> None:
    Shop(tmp_path).close()
    (tmp_path / "secrets.sqlite").unlink()
    workshop = Workshop(Workspace(tmp_path))
    try:
        workshop.open().result()
        staff = workshop.staff
        assert code_of(staff.enter_administrator(CAMILLE, (), "retrouvé-1")) == "person.not_administrator"
        found = staff.enter_administrator("Nouveau Venu", (Role.QUALITY,), "retrouvé-1").result()
        assert found.roles == (Role.ADMINISTRATOR,)
    finally:
        workshop.close()


def test_the_secret_of_a_former_administrator_is_not_for_a_trainer_to_change(shop: Shop) -> None:
    staff = shop.workshop.staff
    staff.enter("Vieux Chef", (Role.ADMINISTRATOR,), "code-7").result()
    staff.set_roles("Vieux Chef", ()).result()
    shop.sign_in(CAMILLE)
    assert code_of(staff.reset_secret("Vieux Chef", "code-8")) == "person.not_allowed"
    assert code_of(staff.set_roles("Vieux Chef", (Role.OPERATOR,))) == "person.not_allowed"


def test_a_damaged_file_of_secrets_is_a_sentence(tmp_path: Path) -> None:
    Shop(tmp_path).close()
    (tmp_path / "secrets.sqlite").write_bytes(b"not a database at all" * 100)
    workshop = Workshop(Workspace(tmp_path))
    try:
        assert code_of(workshop.open()) == "secrets.unreadable"
    finally:
        workshop.close()


def test_stopped_between_the_secret_and_the_journal_the_old_secret_still_opens(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    people = shop.workshop.staff.people
    person = people.find(CAMILLE)
    people._hash(person, "jamais scellé")  # and the program dies before the journal is written
    shop.close()
    again = Shop(tmp_path)  # which signs Camille in with her old secret
    assert again.workshop.staff.who.person is not None
    again.close()


def test_names_and_roles_that_do_not_do(shop: Shop) -> None:
    staff = shop.workshop.staff
    asked = {
        "person.name_missing": staff.enter("  ", (Role.OPERATOR,), "code-7"),
        "person.name_too_long": staff.enter("a" * 81, (Role.OPERATOR,), "code-7"),
        "person.name_taken": staff.enter("camille  martin", (Role.OPERATOR,), "code-7"),
        "person.roles_missing": staff.enter("Nouveau", (), "code-7"),
        "person.jury_alone": staff.enter("Nouveau", (Role.JURY, Role.QUALITY), "code-7"),
        "secret.empty": staff.enter("Nouveau", (Role.OPERATOR,), "   "),
        "secret.too_short": staff.enter("Nouveau", (Role.OPERATOR,), "ab1"),
        "secret.too_simple": staff.enter("Nouveau", (Role.OPERATOR,), "1234"),
        "secret.too_long": staff.enter("Nouveau", (Role.OPERATOR,), "ab" * 65),
        "person.last_administrator": staff.set_roles(DOMINIQUE, (Role.QUALITY,)),
        "person.unknown": staff.reset_secret("Personne", "code-7"),
    }
    for code, future in asked.items():
        assert code_of(future) == code
    assert [person.name for person in staff.everybody().result()] == [CAMILLE, DOMINIQUE]


def test_the_secrets_of_the_higher_roles_are_not_reset_by_a_trainer(shop: Shop) -> None:
    staff = shop.workshop.staff
    staff.enter("Candidat 1", (Role.OPERATOR,), "code-7").result()
    shop.sign_in(CAMILLE)  # operator and trainer
    staff.reset_secret("Candidat 1", "code-8").result()
    assert code_of(staff.reset_secret(DOMINIQUE, "code-8")) == "person.not_allowed"
    assert code_of(staff.enter("Complice", (Role.QUALITY,), "code-8")) == "person.not_allowed"
    assert code_of(staff.set_roles("Candidat 1", (Role.OPERATOR, Role.QUALITY))) == "person.not_allowed"


def test_somebody_without_a_role_acts_no_more(shop: Shop) -> None:
    staff = shop.workshop.staff
    staff.set_roles(CAMILLE, ()).result()
    assert code_of(staff.sign_in(CAMILLE, CODES[CAMILLE])) == "person.inactive"
    staff.set_roles(CAMILLE, (Role.OPERATOR,)).result()
    assert staff.sign_in(CAMILLE, CODES[CAMILLE]).result().roles == (Role.OPERATOR,)


def test_somebody_who_measured_before_there_were_accounts_keeps_their_identity(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    try:
        shop.sign_in(DOMINIQUE)
        archive = shop.workshop._archive
        id = archive._person("Ancienne Candidate", shop.clock())
        shop.close()
        shop = Shop(tmp_path)
        shop.sign_in(DOMINIQUE)
        entered = shop.workshop.staff.enter("ancienne candidate", (Role.OPERATOR,), "code-7").result()
        assert (entered.id, entered.name) == (id, "Ancienne Candidate")
    finally:
        shop.close()


def test_a_secret_never_reaches_a_log() -> None:
    assert "secret-7" not in repr(Signature("Camille", "secret-7"))


@given(st.text(max_size=12))
def test_any_text_is_a_secret_or_is_refused(text: str) -> None:
    try:
        require_secret(text, "Camille")
    except Refusal as refusal:
        assert refusal.message.code.startswith("secret.")
    else:
        assert len(text) >= 4 and len(set(text)) > 1


@given(st.text())
def test_any_text_is_a_name_or_is_refused(text: str) -> None:
    try:
        name = plain_name(text)
    except Refusal as refusal:
        assert refusal.message.code in ("person.name_missing", "person.name_too_long")
    else:
        assert name == plain_name(name) and name.isprintable()


@given(st.sets(st.sampled_from(Role)))
def test_the_jury_and_a_candidate_are_never_anything_else(roles: set[Role]) -> None:
    try:
        assert set(ordered(roles)) == roles
    except Refusal:
        assert roles & {Role.JURY, Role.CANDIDATE} and len(roles) > 1
