"""The entries of a post on a real server: each once, in order, checked there; what is forged is refused and named."""

from __future__ import annotations

import base64
import json
import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection

from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.server import contact, forwarding, owner, plan, server_check
from metroapp.cli import main
from metroapp.domain.message import Refusal
from metroapp.domain.people import Person
from metroapp.services import server_link
from metroapp.services.consultation import reading
from metroapp.services.server_settings import ServerSettings, ServerState
from tests.server.conftest import Served
from tests.server.posts import PART, forward, local, on_server, until
from tests.workbench import CALIPER, CAMILLE, Shop

pytestmark = pytest.mark.tool("initdb")


def test_every_entry_arrives_once_in_order_with_its_rows(shop: Shop, served: Served) -> None:
    settings = served.add_post()
    entries = local(shop)[0]
    assert forward(shop, settings) == entries and forward(shop, settings) == 0
    assert on_server(served) == local(shop)
    shop.read(CALIPER, "35.05")
    shop.settle()
    assert forward(shop, settings) == local(shop)[0] - entries
    assert on_server(served) == local(shop)
    with served.reach() as server:
        named = server.execute(f"SELECT name FROM {plan.SCHEMA}.person_identity").fetchall()
        raw = server.execute(f"SELECT raw FROM {plan.SCHEMA}.measurement_input ORDER BY sequence").fetchall()
    assert CAMILLE in {name for (name,) in named} and bytes(raw[0][0]) == b"01A35.02\r"


def test_entries_handed_over_twice_are_there_once(shop: Shop, served: Served) -> None:
    """The acknowledgement was lost: the post sends again what the server has."""
    settings = served.add_post()
    forward(shop, settings)
    before = on_server(served)
    with server_link.reached(settings) as server, reading(shop.workspace) as connection:
        for batch in forwarding.batches(connection, "P1", 0, 7):
            assert forwarding.hand_over(server, batch, {}) == before[0]
    assert on_server(served) == before


def test_a_post_killed_while_it_forwards_sends_the_rest_once(shop: Shop, served: Served) -> None:
    """Killed after some entries were taken, then in the middle of a transaction, which leaves nothing locked."""
    settings = served.add_post()

    def killed(work: Callable[[Connection, psycopg.Connection[Any]], object]) -> None:
        child = os.fork()
        if child == 0:
            with server_link.reached(settings) as server, reading(shop.workspace) as connection:
                work(connection, server)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

    def die(*_counts: int) -> bool:
        os.kill(os.getpid(), signal.SIGKILL)
        return False

    def half(connection: Connection, server: psycopg.Connection[Any]) -> None:
        with server.transaction():
            forwarding.forward(connection, server, "P1", die, 2)

    killed(lambda connection, server: forwarding.forward(connection, server, "P1", die, 2))
    assert on_server(served)[0] == 2
    killed(half)
    assert on_server(served)[0] == 2
    assert forward(shop, settings) == local(shop)[0] - 2 and on_server(served) == local(shop)


def test_two_connections_of_one_post_at_once_take_turns(shop: Shop, served: Served) -> None:
    settings = served.add_post()
    with ThreadPoolExecutor(3) as at_once:
        sent = [at_once.submit(forward, shop, settings) for _ in range(3)]
    assert all(one.exception() is None for one in sent)
    assert on_server(served) == local(shop)


def test_entries_of_many_bytes_go_a_few_at_a_time(shop: Shop, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 sweeps of 20,000 samples were one text of hundreds of millions of bytes."""
    settings = served.add_post()
    monkeypatch.setattr(forwarding, "MOST_BYTES", 600)
    with reading(shop.workspace) as connection:
        cut = list(forwarding.batches(connection, "P1", 0))
    assert len(cut) > 5 and [one for batch in cut for one, *_ in batch.entries] == list(range(1, local(shop)[0] + 1))
    assert any(len(batch.entries) > 1 for batch in cut)
    forward(shop, settings)
    assert on_server(served) == local(shop)


def test_entries_before_a_broken_one_arrive_and_the_broken_one_is_named(shop: Shop, served: Served) -> None:
    """One bad entry held back the four hundred good ones that were handed over with it."""
    settings = served.add_post()
    shop.close()
    entries = local(shop)[0]
    with sqlite3.connect(shop.workspace.archive) as broken:
        for (name,) in broken.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            broken.execute(f"DROP TRIGGER {name}")
        broken.execute("UPDATE measurement SET verdict = 'conforming' WHERE sequence = ?", (entries,))
    broken.close()
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            forward(shop, settings)
        assert refused.value.message.fields["entry"] == f"P1-{entries}"
        assert on_server(served)[0] == entries - 1


def test_a_chain_with_a_hole_waits_for_what_is_missing(shop: Shop, served: Served) -> None:
    settings = served.add_post()
    with server_link.reached(settings) as server, reading(shop.workspace) as connection:
        batch = next(forwarding.batches(connection, "P1", 3))
        with pytest.raises(psycopg.Error) as refused:
            forwarding.hand_over(server, batch, {})
    said = contact.refusal_of(refused.value, served.cluster.address()).message
    assert said.code == "server.gap" and said.fields["entry"] == "P1-1"


def test_accounts_do_what_they_are_for_and_nothing_else(shop: Shop, served: Served) -> None:
    settings, reader = served.add_post(), served.add_reader()
    forward(shop, settings)
    other = served.add_post("P2")
    insert = f"INSERT INTO {plan.SCHEMA}.workshop VALUES ('P1', 1, 9, 'x', 'y')"
    for account in (settings, reader):
        with server_link.reached(account) as server:
            for statement in (
                insert, f"DELETE FROM {plan.SCHEMA}.journal", f"UPDATE {plan.SCHEMA}.measurement SET amount = 1",
                f"UPDATE {plan.SCHEMA}.post SET entries = 0", "CREATE TEMP TABLE given (x int)",
                f"CREATE TABLE {plan.SCHEMA}.x (x int)", "CREATE SCHEMA mine",
            ):  # fmt: skip
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    server.execute(statement)
    with server_link.reached(reader) as server:
        assert server.execute(f"SELECT count(*) FROM {plan.SCHEMA}.measurement").fetchone() == (2,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            server.execute(f"SELECT {plan.SCHEMA}.know('a', 'b', 'c')")
    # A post writes its own chain, and no other.
    with server_link.reached(other) as server, reading(shop.workspace) as connection:
        batch = next(forwarding.batches(connection, "P1", 0))
        with pytest.raises(psycopg.Error) as refused:
            forwarding.hand_over(server, batch, {})
    assert contact.refusal_of(refused.value, served.cluster.address()).message.code == "server.other_post"
    # Whoever keeps the server is stopped by its triggers, and caught where they take these off.
    with served.reach() as server:
        with pytest.raises(psycopg.errors.RaiseException):
            server.execute(f"UPDATE {plan.SCHEMA}.measurement SET amount = amount + 1")
        with pytest.raises(psycopg.errors.RaiseException):
            server.execute(f"TRUNCATE {plan.SCHEMA}.closing")
        server.execute(f"UPDATE {plan.SCHEMA}.person_identity SET name = 'Somebody else'")
        broken = server_check.verify(server).broken
        assert broken is not None and broken[:2] == ("name_changed", "person_identity")
        server.execute(f"ALTER TABLE {plan.SCHEMA}.measurement DISABLE TRIGGER ALL")
        server.execute(f"UPDATE {plan.SCHEMA}.measurement SET verdict = 'conforming'")
        broken = server_check.verify(server).broken
    assert broken is not None and broken[:2] == ("row_changed", "measurement")


def test_a_server_of_another_version_or_of_nobody_is_said(served: Served) -> None:
    settings = served.add_post()

    def said() -> str:
        with pytest.raises(Refusal) as refused, server_link.reached(settings):
            pass
        return refused.value.message.code

    with served.reach() as server:
        for version, code in ((SCHEMA_VERSION - 1, "server.older"), (SCHEMA_VERSION + 1, "server.newer")):
            server.execute(f"UPDATE {plan.SCHEMA}.schema_version SET version = {version}")
            assert said() == code
        server.execute(f"UPDATE {plan.SCHEMA}.schema_version SET version = {SCHEMA_VERSION}")
        with pytest.raises(Refusal) as refused:
            owner.make(server)
        assert refused.value.message.code == "server.already_made"
        server.execute(f"DROP SCHEMA {plan.SCHEMA} CASCADE")
        assert said() == "server.not_ours"
        server.execute(f"CREATE DATABASE {served.database}_old TEMPLATE template0 ENCODING 'SQL_ASCII'")
    old = served.cluster.address(database=f"{served.database}_old")
    with (
        contact.reached(old, served.cluster.secret, planned=False) as server,
        pytest.raises(Refusal) as refused,
    ):
        owner.make(server)
    assert refused.value.message.code == "server.encoding"


def test_another_workshop_with_the_same_code_and_an_old_copy_are_refused(
    shop: Shop, served: Served, tmp_path: Path
) -> None:
    settings = served.add_post()
    forward(shop, settings)
    other = Shop(tmp_path / "other")
    for number in range(1, 12):
        other.open(replace(PART, reference=f"AUTRE-{number}"))
    other.settle()
    with pytest.raises(Refusal) as refused:
        forward(other, settings)
    assert refused.value.message.code == "server.differs"
    other.close()
    old = Shop(tmp_path / "old")  # founded alike, and nothing measured there yet
    with pytest.raises(Refusal) as refused:
        forward(old, settings)
    assert refused.value.message.code == "server.ahead"
    old.close()


def test_a_server_restored_from_a_backup_is_given_again_what_it_lost(shop: Shop, served: Served) -> None:
    """As `docs/serveur.md` says: pg_dump, pg_restore; the post only sees where the server is."""
    settings = served.add_post()
    forward(shop, settings)
    kept = served.cluster.run("pg_dump", "-Fc", served.database)
    accounts = served.cluster.run("pg_dumpall", "--roles-only").decode()
    assert f"{served.database}_p1" in accounts and "log_parameter_max_length" in accounts
    shop.read(CALIPER, "35.04", "35.05")
    shop.settle()
    forward(shop, settings)
    served.cluster.run("psql", "-q", "-c", f"DROP DATABASE {served.database}", "postgres")
    served.cluster.run("pg_restore", "--exit-on-error", "-C", "-d", "postgres", given=kept)
    with server_link.reached(settings) as server, pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.execute("CREATE TEMP TABLE mine (x int)")  # restored in a new database, everybody might
    assert on_server(served)[0] == local(shop)[0] - 2
    assert forward(shop, settings) == 2 and on_server(served) == local(shop)


def test_a_name_that_is_erased_leaves_the_server_too(shop: Shop, served: Served) -> None:
    settings, before = served.add_post(), len(served.cluster.log)
    archive = shop.workshop._archive
    left = Person(archive.person_id("Alix"), "Alix")
    archive.write_person(left, archive.person_id(CAMILLE), shop.clock())
    forward(shop, settings)
    archive.erase_name(left.id, "partie", CAMILLE, shop.clock())
    forward(shop, settings)
    with served.reach() as server:
        names = {name for (name,) in server.execute(f"SELECT name FROM {plan.SCHEMA}.person_identity")}
        assert CAMILLE in names and "Alix" not in names
    assert CAMILLE not in served.cluster.log[before:]  # which says every statement, with its parameters where it may


def test_the_commands_say_where_each_post_is_and_no_secret(
    shop: Shop, served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keeper = tmp_path / "keeper.secret"
    keeper.write_text(served.cluster.secret)
    keeper.chmod(0o600)
    url = served.cluster.url(database=served.database)
    asked = ["--url", url, "--secret-file", str(keeper)]
    out = tmp_path / "P1.secret"
    assert main(["server", "add-post", "P1", *asked, "--secret-out", str(out)]) == 0
    assert main(["server", "add-post", "P1", *asked, "--secret-out", str(tmp_path / "again")]) == 2
    assert main(["server", "add-post", "P1", *asked, "--secret-out", str(out)]) == 2
    assert out.stat().st_mode & 0o777 == 0o600 and not (tmp_path / "again").exists()
    post = ["--url", served.cluster.url(f"{served.database}_p1", served.database), "--secret-file", str(out)]
    here = ["--workspace", str(shop.workspace.root)]
    capsys.readouterr()
    assert main(["server", "status", *post, *here, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["post"] == "P1" and facts["waiting"] == local(shop)[0] and facts["posts"][0]["entries"] == 0
    assert main(["server", "forward", *post, *here]) == main(["server", "verify", *asked]) == 0
    assert main(["server", "status", *post, *here]) == 0
    said = capsys.readouterr()
    assert "tout est sur le serveur" in said.out and "Serveur intègre" in said.out
    secret = out.read_text().strip()
    assert secret not in said.out + said.err and secret not in served.cluster.log
    assert base64.b64encode(secret.encode()).decode() not in served.cluster.log
    out.chmod(0o644)
    assert main(["server", "status", *post]) == 2 and "chmod 600" in capsys.readouterr().err


def test_a_post_never_waits_for_a_server_that_is_killed_and_loses_nothing(
    tmp_path: Path, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_link, "RETRY_S", 0.05)
    settings = served.add_post()
    shop = Shop(tmp_path / "killed")
    shop.workshop.server.choose(settings).result()
    shop.open(PART, pieces=60)
    for turn in range(4):
        shop.read(CALIPER, *["35.02"] * 5)
        served.cluster.kill()
        shop.read(CALIPER, *["35.03"] * 5)  # recorded all the same
        served.cluster.start()
        shop.read(CALIPER, *["35.04"] * 3)
        until(shop, lambda: shop.workshop.server.state.last == shop.workshop._archive.next_id.sequence - 1)
        assert shop.workshop.server.state.why is None, turn
    assert on_server(served) == local(shop)
    shop.close()
    assert not any(thread.name == "server" for thread in threading.enumerate())


def test_a_server_that_hangs_is_said_and_holds_no_window_open(
    tmp_path: Path, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It took what was sent and never answered: nothing was said, and closing waited for it."""
    monkeypatch.setattr(contact, "SILENCE_S", 0.3)
    monkeypatch.setattr(server_link, "_LAST_S", 0.2)
    settings = served.add_post()
    shop = Shop(tmp_path / "hung")
    shop.workshop.server.choose(settings).result()
    shop.open(PART, pieces=20)
    until(shop, lambda: shop.workshop.server.state.last == shop.workshop._archive.next_id.sequence - 1)
    with served.cluster.frozen():
        shop.read(CALIPER, "35.02", "35.03")
        until(shop, lambda: shop.workshop.server.state.why is not None)
        state = shop.workshop.server.state
        assert state.why is not None and state.why.code == "server.away" and state.waiting > 1
        shop.workshop.server.retry()
        shop.close()
    for thread in threading.enumerate():
        if thread.name == "server":  # it was being answered
            thread.join(10)
    assert not any(thread.name == "server" for thread in threading.enumerate())


def test_what_is_said_of_a_server_that_was_left_is_not_heard(tmp_path: Path, served: Served) -> None:
    settings = served.add_post()
    shop = Shop(tmp_path / "left")
    link = shop.workshop.server
    link.choose(settings).result()
    until(shop, lambda: link.state.last is not None)
    old = link._settings
    link.choose(ServerSettings()).result()
    link._say(old, ServerState("the old one", 3, 4))
    assert link.state == ServerState()
    shop.close()
