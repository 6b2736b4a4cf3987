"""What comes down from the home post, for real: while the other post measures, in order, once, and read only there."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from metroapp.archive import at_post, schema, seal
from metroapp.archive.server import owner, plan, pulling, server_check, shares
from metroapp.archive.store import Archive
from metroapp.cli import main
from metroapp.cli.consult import NOT_SOUND
from metroapp.domain.concession_files import Authority, Classification, ConcessionRequested, Moment, WidenedLimits
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.instrument import InstrumentState
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, Role
from metroapp.domain.shares import Share
from metroapp.domain.sorting import Disposition
from metroapp.services import consultation, server_copy, server_link
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.server.conftest import Served
from tests.server.posts import PART, forward, until
from tests.services import examined
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, LIGHT_HASHER, MICROMETER, SIGNED_BY_DOMINIQUE, Shop

pytestmark = pytest.mark.tool("initdb")
OTHER = replace(PART, reference="ESSAI-02")


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.message.code


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "home")
    yield shop
    shop.close()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Shop]:
    founded = Workshop(Workspace(tmp_path / "post"), hasher=LIGHT_HASHER)
    founded.open().result()
    founded.found("Atelier d'essai", "P2").result()
    founded.close()
    shop = Shop(tmp_path / "post")
    yield shop
    shop.close()


@pytest.fixture
def joined(served: Served, monkeypatch: pytest.MonkeyPatch) -> tuple[ServerSettings, ServerSettings]:
    """P1 is the home post, P2 another."""
    monkeypatch.setattr(server_link, "RETRY_S", 0.05)
    settings = served.add_post("P1"), served.add_post("P2")
    with served.reach() as server:
        owner.set_home(server, "P1")
        owner.set_home(server, "P1")
        with pytest.raises(Refusal) as refused:
            owner.set_home(server, "P2")
    assert code_of(refused) == "server.home_known"
    return settings


def follow(post: Shop, home: Shop) -> None:
    """Wait until the post has all that the home post wrote."""
    last = home.workshop._archive.next_id.sequence - 1
    until(post, lambda: post.workshop.server.state.home_last == last and not post.workshop.server.state.waiting)
    post.settle()


def all_of(shop: Shop) -> None:
    """Wait until the server has all that a post wrote."""
    until(shop, lambda: shop.workshop.server.state.last == shop.workshop._archive.next_id.sequence - 1)


def before_production(home: Shop, quantity: int) -> str:
    """A dérogation for pieces to be made, active; its number."""
    room = home.workshop.treatment
    limits = (WidenedLimits("1", None, PART.inspected[0].callout.mid_limit + 1),)  # type: ignore[operator]
    asked = ConcessionRequested(
        EntryId("", 0), "", Moment.BEFORE_PRODUCTION, (PART.reference, PART.drawing, PART.revision), limits, quantity,
        None, (), "outil usé", "aucune", Classification.MINOR, False, "", home.clock(),
    )  # fmt: skip
    number = room.request(asked).result()
    room.give_opinion(number, "sans conséquence", SIGNED_BY_DOMINIQUE, favourable=True).result()
    on = home._now.date()
    room.record_decision(number, Authority.DESIGN, "BE-7", "M. Petit", on, SIGNED_BY_DOMINIQUE, accepted=True).result()
    room.activate(number, SIGNED_BY_DOMINIQUE).result()
    return number


def prepare(home: Shop) -> None:
    for one in (PART, OTHER):
        home.workshop.save_draft(one).result()
    home.workshop.validate_part((PART.reference, PART.drawing, PART.revision)).result()


def test_people_parts_means_and_permits_come_down_while_the_post_measures(
    home: Shop, post: Shop, served: Served, joined: tuple[ServerSettings, ServerSettings], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    archive = home.workshop._archive
    prepare(home)
    alix = Person(archive.person_id("Alix Zébulon"), "Alix Zébulon", (Role.OPERATOR,))
    archive.write_person(alix, archive.person_id(CAMILLE), home.clock())
    sacha = Person(archive.person_id("Sacha Roy"), "Sacha Roy", (Role.ADMINISTRATOR,))
    archive.write_person(sacha, archive.person_id(CAMILLE), home.clock())
    home.open(PART, pieces=3)
    home.read(CALIPER, "35.00", "35.01")
    # The post knew some of them under identities of its own, with roles of its own.
    people = post.workshop.staff.people
    for name, code in ((alix.name, "alix-1-codes"), (sacha.name, "sacha-codes-1")):
        post.workshop._recorder.submit(people.enter, people.find(CAMILLE), name, [Role.OPERATOR], code).result()
    assert post.workshop._archive.person_id(alix.name) != alix.id
    post.open(PART, pieces=40)
    post.workshop.server.choose(joined[1]).result()
    home.workshop.server.choose(joined[0]).result()
    for turn in range(3):
        post.read(CALIPER, "35.00", "35.01")
        served.cluster.kill()
        post.read(CALIPER, "35.02")  # recorded all the same
        served.cluster.start()
        home.workshop.means.change_state(MICROMETER, InstrumentState.PENDING, f"tombé {turn}").result()
    home.workshop.set_rule(DecisionRule(RuleName.ISO_14253_1)).result()
    follow(post, home)
    # As it is at home, in order and once, read by those who use it.
    here, there = post.workshop, home.workshop
    assert {one.key for one in here.parts().result()} == {one.key for one in there.parts().result()}
    assert here.rule().result().name is RuleName.ISO_14253_1
    assert here.instruments().result()[MICROMETER].state is InstrumentState.PENDING
    assert [one.name for one in here.staff.everybody().result()] == [one.name for one in archive.people()]
    assert {type(event).__name__ for event in post.events} >= {"MeansChanged", "PartsChanged", "PeopleChanged"}
    assert here.staff.who.person is not None and here.staff.who.person.id == archive.person_id(CAMILLE)
    # Codes stay where they are: good for the roles that they were chosen with, and for no more.
    for name, code, why in ((sacha.name, "sacha-codes-1", "secret.none"), (alix.name, "alix-1-codes", "")):
        try:
            here.staff.sign_in(name, code).result()
            assert not why
        except Refusal as refusal:
            assert refusal.message.code == why
    post.sign_in(DOMINIQUE)
    post.workshop._recorder.submit(
        lambda: people.reset_secret(people.find(CAMILLE), sacha.name, "sacha-codes-2")
    ).result()
    assert here.staff.sign_in(sacha.name, "sacha-codes-2").result().roles == sacha.roles
    post.sign_in(CAMILLE)
    # What is written elsewhere is refused in one sentence.
    record, in_turn = consultation.record_lines(home.workspace)[0].id, here._recorder.submit
    for code, work in (
        ("post.elsewhere", lambda: here.save_draft(OTHER)),
        ("post.elsewhere", lambda: in_turn(people.enter, people.find(CAMILLE), "Noé", [Role.OPERATOR], "noe-codes-1")),
        ("post.elsewhere", lambda: in_turn(people.set_roles, people.find(CAMILLE), alix.name, [Role.QUALITY])),
        ("post.elsewhere", lambda: in_turn(people.erase, people.find(CAMILLE), people.find(alix.name), "partie")),
        ("post.elsewhere", lambda: here.set_rule(DecisionRule(RuleName.SIMPLE))),
        ("post.elsewhere", lambda: here.means.enter([here.instruments().result()[CALIPER]], [])),
        ("post.elsewhere", lambda: here.means.change_state(CALIPER, InstrumentState.WITHDRAWN, "usé")),
        ("record.other_post", lambda: here.resume(record)),
    ):
        with pytest.raises(Refusal) as refused:
            work().result()
        assert code_of(refused) == code
    # But what is wrong in hand is taken out of use at once, until the home post says otherwise.
    here.means.change_state(CALIPER, InstrumentState.TO_VERIFY, "tombé").result()
    assert here.instruments().result()[CALIPER].state is InstrumentState.TO_VERIFY
    there.means.enter([there.instruments().result()[CALIPER]], []).result()
    follow(post, home)
    assert here.instruments().result()[CALIPER].state is InstrumentState.IN_SERVICE
    # Two chains in one file, each provable; what the record had is what it had.
    report = consultation.verify(post.workspace)
    assert report.sound and report.heads["P1"] == consultation.verify(home.workspace).heads["P1"]
    (own,) = [line for line in consultation.record_lines(post.workspace) if line.id.post == "P2"]
    assert consultation.load(post.workspace, own.id).instruments[MICROMETER].state is InstrumentState.IN_SERVICE
    last = consultation.last_open_record(post.workspace)
    assert last is not None and last.id == own.id
    # A name that is erased at home leaves here too.
    archive.erase_name(alix.id, "partie", CAMILLE, home.clock())
    follow(post, home)
    assert alix.name not in {one.name for one in here.staff.everybody().result()}
    post.close()
    again = Shop(post.workspace.root)
    again.close()
    assert "Zébulon".encode() not in b"".join(file.read_bytes() for file in post.workspace.root.glob("archive*"))
    report = consultation.verify(post.workspace)
    assert report.sound and report.erased == 2  # under both of her identities
    # A copy of the server reads both in the same order, and the server has the same past of the home post.
    copy = Workspace(tmp_path / "copy")
    server_copy.bring_up_to_date(copy, served.add_reader())
    assert consultation.verify(copy).sound
    with served.reach() as server:
        assert server_check.verify(server).broken is None
    assert main(["server", "status", "--url", joined[0].url, "--secret-file", joined[0].secret_file]) == 0
    assert "poste d'attache" in capsys.readouterr().out


def stop_after_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing follows the writing of what came down, as where the post is killed right after it."""
    take = Archive.take

    def stopped(archive: Archive, batch: pulling.Batch, at: datetime) -> None:
        take(archive, batch, at)
        raise Refusal("workspace.full")

    monkeypatch.setattr(Archive, "take", stopped)


def test_a_post_killed_as_people_come_down_keeps_its_codes(
    home: Shop, post: Shop, joined: tuple[ServerSettings, ServerSettings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody had a code any more, and anybody could become administrator."""
    forward(home, joined[0])
    stop_after_commit(monkeypatch)
    post.workshop.server.choose(joined[1]).result()
    follow(post, home)
    post.close()
    for _ in range(2):
        again = Workshop(post.workspace, hasher=LIGHT_HASHER)
        again.open().result()
        staff, known = again.staff, home.workshop.staff.people
        assert staff.lacks_administrator().result() is False
        for name in (DOMINIQUE, CAMILLE):
            assert staff.sign_in(name, CODES[name]).result().id == known.find(name).id
        again.close()
    with closing(sqlite3.connect(post.workspace.secrets)) as kept:
        ids = {id for (id,) in kept.execute("SELECT person_id FROM secret")}
    assert ids == {known.find(name).id for name in (DOMINIQUE, CAMILLE)}  # none under who they were here


def test_a_post_killed_as_a_name_is_erased_keeps_it_nowhere(
    home: Shop, post: Shop, joined: tuple[ServerSettings, ServerSettings], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = home.workshop._archive
    alix = Person(archive.person_id("Alix Zébulon"), "Alix Zébulon", (Role.OPERATOR,))
    archive.write_person(alix, archive.person_id(CAMILLE), home.clock())
    forward(home, joined[0])
    # Somebody whom this post knew under another spelling too, with a code.
    people, in_turn = post.workshop.staff.people, post.workshop._recorder.submit
    in_turn(people.enter, people.find(CAMILLE), "Alix Zebulon", [Role.OPERATOR], "un-code-77").result()
    post.workshop.server.choose(joined[1]).result()
    follow(post, home)
    assert post.workshop.staff.sign_in("Alix Zébulon", "un-code-77").result().id == alix.id
    for name in ("Alix Zébulon", "Alix Zebulon"):
        post.workshop._opened.state.put(f"waits.{name.isascii()}", json.dumps({"by": name}))
    archive.erase_name(alix.id, "partie", CAMILLE, home.clock())
    stop_after_commit(monkeypatch)
    forward(home, joined[0])
    follow(post, home)
    post.close()
    for _ in range(2):
        again = Workshop(post.workspace, hasher=LIGHT_HASHER)
        again.open().result()
        assert "Zebulon" not in again._opened.state.get("waits.True")
        assert "bulon" not in again._opened.state.get("waits.False")
        again.close()
    held = b"".join(path.read_bytes() for path in post.workspace.root.glob("*.sqlite*"))
    assert b"bulon" not in held and b"bulon".upper() not in held
    with closing(sqlite3.connect(post.workspace.secrets)) as kept:
        assert alix.id not in {id for (id,) in kept.execute("SELECT person_id FROM secret")}


def test_a_post_restored_from_an_old_backup_takes_its_own_chain_back(
    home: Shop, post: Shop, served: Served, joined: tuple[ServerSettings, ServerSettings], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The server had entries that the post had not, took none of it for ever, and no command gave them back."""
    archive = home.workshop._archive
    alix = Person(archive.person_id("Alix Zebulon"), "Alix Zebulon", (Role.OPERATOR,))
    archive.write_person(alix, archive.person_id(CAMILLE), home.clock())
    prepare(home)
    post.close()
    shutil.copytree(post.workspace.root, tmp_path / "older")  # before anything came from the home post
    post = Shop(post.workspace.root)
    for shop, settings in ((home, joined[0]), (post, joined[1])):
        shop.workshop.server.choose(settings).result()
    follow(post, home)
    post.open(PART, pieces=5)
    post.read(CALIPER, "35.00")
    post.workshop._opened.state.put("waits", json.dumps({"by": alix.name}))
    follow(post, home)
    post.close()
    for folder in ("old", "apart"):
        shutil.copytree(post.workspace.root, tmp_path / folder)
    post = Shop(post.workspace.root)
    post.resume_last().result()
    post.read(CALIPER, "35.01")
    archive.erase_name(alix.id, "partie", CAMILLE, home.clock())
    home.workshop.means.change_state(MICROMETER, InstrumentState.PENDING, "tombé").result()
    follow(post, home)
    post.read(CALIPER, "35.02")
    all_of(post)
    post.close()
    as_it_was = consultation.verify(post.workspace)
    home.workshop.set_rule(DecisionRule(RuleName.ISO_14253_1)).result()  # which the post never had
    all_of(home)
    url = ["--url", joined[1].url, "--secret-file", joined[1].secret_file]
    old = Workspace(tmp_path / "old")
    with pytest.raises(Refusal) as refused:
        server_link.once(old, joined[1], lambda _sent, _of: True)
    assert code_of(refused) == "server.ahead"
    assert main(["server", "recover", *url, "--workspace", str(old.root)]) == 0
    assert "écritures reprises du serveur" in capsys.readouterr().out
    assert consultation.verify(old) == as_it_was
    held = b"".join(path.read_bytes() for path in old.root.glob("*.sqlite*"))
    assert b"Zebulon" not in held
    assert main(["server", "recover", *url, "--workspace", str(old.root), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["recovered"] == 0
    older = Workspace(tmp_path / "older")
    assert main(["server", "recover", *url, "--workspace", str(older.root)]) == 0
    assert consultation.verify(older) == as_it_was
    Shop(older.root).close()  # Camille signs in with her code: it was kept under who she was there
    # It goes on from there.
    post = Shop(old.root)
    post.resume_last().result()
    post.read(CALIPER, "35.03")
    post.workshop.server.choose(joined[1]).result()
    follow(post, home)
    all_of(post)
    assert post.workshop.rule().result().name is RuleName.ISO_14253_1
    assert consultation.verify(old).sound
    post.close()
    with served.reach() as server:
        assert server_check.verify(server).broken is None
    # One that went on by itself is not the beginning of that chain: nothing is written in it.
    apart = Shop(tmp_path / "apart")
    apart.resume_last().result()
    apart.read(CALIPER, "35.07")
    apart.close()
    before = consultation.verify(apart.workspace)
    assert main(["server", "recover", *url, "--workspace", str(apart.workspace.root)]) != 0
    assert "un autre atelier porte le même code de poste" in capsys.readouterr().err
    assert consultation.verify(apart.workspace) == before and before.sound


def test_a_quantity_is_shared_and_the_server_says_what_is_beyond(
    home: Shop, post: Shop, served: Served, joined: tuple[ServerSettings, ServerSettings],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    prepare(home)
    number = before_production(home, 3)
    with pytest.raises(Refusal) as refused:
        home.workshop.treatment.allot(number, "P2", 4, SIGNED_BY_DOMINIQUE).result()
    assert code_of(refused) == "concession_file.allotted_too_many"
    post.workshop.server.choose(joined[1]).result()
    home.workshop.server.choose(joined[0]).result()
    follow(post, home)
    post.open(PART, pieces=6)

    def sorted_as(piece: int) -> Disposition:
        (line,) = [one for one in consultation.record_lines(post.workspace) if one.id.post == "P2"]
        return consultation.load(post.workspace, line.id).disposition(piece)

    post.read(CALIPER, "35.30")  # nothing is allotted to this post
    assert sorted_as(1) is not Disposition.CONCESSION
    home.workshop.treatment.allot(number, "P2", 2, SIGNED_BY_DOMINIQUE).result()
    follow(post, home)
    post.read(CALIPER, "35.30", "35.31", "35.32")
    assert [sorted_as(piece) is Disposition.CONCESSION for piece in (1, 2, 3, 4)] == [False, True, True, False]
    (file,) = post.workshop.treatment.files().result()
    assert (file.share, file.used, file.remaining) == (2, 2, 0)
    for work in (
        lambda: post.workshop.treatment.withdraw(number, "fini", SIGNED_BY_DOMINIQUE),
        lambda: post.workshop.treatment.request(file.request),
    ):
        with pytest.raises(Refusal) as refused:
            work().result()
        assert code_of(refused) == "post.elsewhere"
    # The home post takes one back that was used already: it cannot know, the server does.
    home.workshop.treatment.allot(number, "P2", 1, SIGNED_BY_DOMINIQUE).result()
    follow(post, home)
    forward(post, joined[1])
    with served.reach() as server:
        (found,) = shares.overruns(server)
    assert (found.number, found.allowed, found.used) == (number, 3, 2)
    assert found.shares == (Share("P1", 2, 0), Share("P2", 1, 2))
    url = ["--url", joined[1].url, "--secret-file", joined[1].secret_file]
    assert main(["server", "verify", *url]) == 0  # said, and no break
    assert f"Dérogation {number} dépassée" in capsys.readouterr().out
    # A retaken value is covered no more: within its share again.
    post.workshop.retake(BoxKey(3, "1"), "bavure").result()
    post.read(CALIPER, "35.00")
    forward(post, joined[1])
    with served.reach() as server:
        assert shares.overruns(server) == []
    # Over once more, then withdrawn at home: it covers nothing here any more, and nothing is beyond it.
    home.workshop.treatment.allot(number, "P2", 0, SIGNED_BY_DOMINIQUE).result()
    follow(post, home)
    forward(post, joined[1])
    with served.reach() as server:
        assert [one.used for one in shares.overruns(server)] == [1]
    home.workshop.treatment.withdraw(number, "erreur", SIGNED_BY_DOMINIQUE).result()
    follow(post, home)
    assert sorted_as(2) is not Disposition.CONCESSION
    forward(post, joined[1])
    with served.reach() as server:
        assert shares.overruns(server) == []


def test_what_comes_twice_is_there_once_and_a_forged_home_chain_is_named(
    home: Shop, post: Shop, served: Served, joined: tuple[ServerSettings, ServerSettings]
) -> None:
    prepare(home)
    forward(home, joined[0])
    archive, recorder = post.workshop._archive, post.workshop._recorder
    with server_link.reached(joined[1]) as server:
        batch = pulling.fetch(server, "P1", 0, seal.FIRST, 3)
    assert batch is not None and recorder.submit(archive.take, batch, post.clock()).result() is None
    with pytest.raises(Refusal) as refused:
        recorder.submit(archive.take, batch, post.clock()).result()
    assert code_of(refused) == "server.pulled_differs"
    # Whoever keeps the server changes a part of the home post.
    with served.reach() as server:
        server.execute(f"ALTER TABLE {plan.SCHEMA}.part_revision DISABLE TRIGGER ALL")
        server.execute(f"UPDATE {plan.SCHEMA}.part_revision SET state = 'withdrawn'")
    post.workshop.server.choose(joined[1]).result()
    until(post, lambda: post.workshop.server.state.home_why is not None)
    state = post.workshop.server.state
    assert state.home_why is not None and state.home_why.code == "server.pulled_broken" and state.why is None
    assert state.home_why.fields["entry"].startswith("P1-") and state.home_last == 3
    assert post.workshop.parts().result() == []
    report = consultation.verify(post.workspace)
    assert report.sound and set(report.heads) == {"P1", "P2"}


def test_a_post_that_had_another_past_of_the_home_post_is_named_at_the_post_and_on_the_server(
    home: Shop, post: Shop, served: Served, joined: tuple[ServerSettings, ServerSettings],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Each of the two chains is sound; only what one says of the other is not."""
    prepare(home)
    forward(home, joined[0])
    with server_link.reached(joined[1]) as server:
        batch = pulling.fetch(server, "P1", 0, seal.FIRST, 50)
    assert batch is not None
    said = {"home_post": "P1", "home_sequence": batch.last, "home_digest": bytes(32)}
    monkeypatch.setattr(at_post, "_seen", lambda _batch: (schema.home_seen, said))
    post.workshop._recorder.submit(post.workshop._archive.take, batch, post.clock()).result()
    broken = consultation.verify(post.workspace).break_
    assert broken is not None and (broken.code, broken.table) == ("home_differs", "home_seen")
    assert broken.row.startswith("P2-")
    forward(post, joined[1])
    url = ["--url", joined[1].url, "--secret-file", joined[1].secret_file]
    assert main(["server", "verify", *url]) == NOT_SOUND
    assert f"ligne {broken.row} avoir reçu une autre chaîne du poste d'attache" in capsys.readouterr().out


def test_a_session_open_at_the_home_post_is_read_at_another_and_run_only_where_it_was_opened(
    home: Shop, post: Shop, joined: tuple[ServerSettings, ServerSettings]
) -> None:
    """The door of the other post failed: it looked for the last act of its own in a session that had none."""
    prepare(home)
    examined.enter_candidates(home)
    examined.open_session(home, "SE-2026-001", examined.phase(PART, "tournage"))
    assert home.workshop.candidate.is_expected().result()
    post.workshop.server.choose(joined[1]).result()
    home.workshop.server.choose(joined[0]).result()
    follow(post, home)
    assert post.workshop.candidate.is_expected().result() is False
    sessions = post.workshop.candidate._sessions
    (found,) = post.workshop._recorder.submit(sessions.all).result().values()
    assert found.opened is not None and found.opened.id.post == "P1"
    assert post.workshop._recorder.submit(sessions.here).result() == []  # none keeps this one from its own
    with pytest.raises(Refusal) as refused:
        post.workshop._recorder.submit(sessions.write, found.acts[-1]).result()
    assert code_of(refused) == "post.elsewhere"
