"""The entries of a post on a real server: each once, in order, checked there; what is forged is refused and named."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from metroapp.archive.server import contact, forwarding, plan, server_check
from metroapp.archive.server.forwarding import Batch
from metroapp.cli import main
from metroapp.domain.message import Refusal
from metroapp.domain.people import Person
from metroapp.domain.specification import Means
from metroapp.services import server_link
from metroapp.services.consultation import reading, verify
from metroapp.services.server_settings import ServerSettings
from tests.server.conftest import Served
from tests.workbench import CALIPER, CAMILLE, Shop, characteristic, part

pytestmark = pytest.mark.tool("initdb")
PART = part(characteristic("1", "35 ±0,1", Means.CALIPER))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "shop")
    made.open(PART, pieces=5)
    made.read(CALIPER, "35.02", "35.23")
    made.settle()
    yield made
    made.close()


def forward(shop: Shop, settings: ServerSettings) -> int:
    return server_link.once(shop.workspace, settings, lambda _sent, _of: True)[1]


def local(shop: Shop) -> tuple[int, int, dict[str, str]]:
    report = verify(shop.workspace)
    return report.entries, report.rows, dict(report.heads.items())


def on_server(served: Served) -> tuple[int, int, dict[str, str]]:
    with served.reach() as server:
        found = server_check.verify(server)
    assert found.broken is None
    return found.entries, found.rows, {post: head.hex() for post, head in found.heads.items()}


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


def of_value(batch: Batch) -> int:
    """Where the last measurement is among the rows."""
    return max(place for place, (_, table, _) in enumerate(batch.rows) if table == "measurement")


def altered(batch: Batch, column: int, value: object) -> int:
    """The last entry says something else; which entry that is."""
    entry = batch.entries[-1]
    batch.entries[-1] = (*entry[:column], value, *entry[column + 1 :])
    return batch.last


def value_changed(batch: Batch) -> int:
    sequence, table, text = batch.rows[of_value(batch)]
    batch.rows[of_value(batch)] = (sequence, table, text.replace("nonconforming", "conforming"))
    return sequence


FORGERIES: dict[str, Callable[[Batch], int]] = {
    "a verdict changed": value_changed,
    "a row left out": lambda batch: batch.rows.pop(of_value(batch))[0],
    "a row more": lambda batch: batch.rows.append(batch.rows[of_value(batch)]) or batch.rows[-1][0],
    "another digest": lambda batch: altered(batch, 7, bytes(32)),
    "another link": lambda batch: altered(batch, 5, bytes(32)),
    "another time": lambda batch: altered(batch, 3, 1),
    "a manifest emptied": lambda batch: altered(batch, 6, b"[]"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_what_is_forged_is_refused_by_the_server_and_named(name: str, shop: Shop, served: Served) -> None:
    settings = served.add_post()
    with server_link.reached(settings) as server, reading(shop.workspace) as connection:
        (batch,) = forwarding.batches(connection, "P1", 0)
        forged = FORGERIES[name](batch)
        with pytest.raises(psycopg.Error) as refused:
            forwarding.hand_over(server, batch, {})
    said = contact.refusal_of(refused.value, served.cluster.address()).message
    assert said.code == "server.broken" and said.fields["entry"] == f"P1-{forged}"
    assert on_server(served)[0] == 0  # all or none
    assert forward(shop, settings) == local(shop)[0]


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
        server.execute(f"ALTER TABLE {plan.SCHEMA}.measurement DISABLE TRIGGER ALL")
        server.execute(f"UPDATE {plan.SCHEMA}.measurement SET verdict = 'conforming'")
        broken = server_check.verify(server).broken
    assert broken is not None and broken[:2] == ("row_changed", "measurement")


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
    """As `docs/serveur.md` says: pg_dump, a new database, pg_restore; the post only sees where the server is."""
    settings = served.add_post()
    forward(shop, settings)
    kept = served.cluster.run("pg_dump", "-Fc", served.database)
    shop.read(CALIPER, "35.04", "35.05")
    shop.settle()
    forward(shop, settings)
    served.cluster.run("psql", "-q", "-c", f"DROP DATABASE {served.database}", "postgres")
    served.cluster.run("psql", "-q", "-c", f"CREATE DATABASE {served.database}", "postgres")
    served.cluster.run("pg_restore", "--exit-on-error", "-d", served.database, given=kept)
    assert on_server(served)[0] == local(shop)[0] - 2
    assert forward(shop, settings) == 2 and on_server(served) == local(shop)


def test_a_name_that_is_erased_leaves_the_server_too(shop: Shop, served: Served) -> None:
    settings = served.add_post()
    archive = shop.workshop._archive
    left = Person(archive.person_id("Alix"), "Alix")
    archive.write_person(left, archive.person_id(CAMILLE), shop.clock())
    forward(shop, settings)
    archive.erase_name(left.id, "partie", CAMILLE, shop.clock())
    forward(shop, settings)
    with served.reach() as server:
        names = {name for (name,) in server.execute(f"SELECT name FROM {plan.SCHEMA}.person_identity")}
        assert CAMILLE in names and "Alix" not in names


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
        _until(shop, lambda: shop.workshop.server.state.last == shop.workshop._archive.next_id.sequence - 1)
        assert shop.workshop.server.state.why is None, turn
    assert on_server(served) == local(shop)
    shop.close()
    assert not any(thread.name == "server" for thread in threading.enumerate())


def _until(shop: Shop, done: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not done():
        assert time.monotonic() < until, shop.workshop.server.state
        time.sleep(0.01)
        shop.settle()


def test_addresses_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    codes = {
        "http://a@b/c": "server.address",
        "postgresql://b/c": "server.address",
        "postgresql://a@b:x/c": "server.address",
        "postgresql://a:secret@b/c": "server.secret_in_address",
        "postgresql://a@b/c?password=x": "server.secret_in_address",
    }
    for url, code in codes.items():
        with pytest.raises(Refusal) as refused:
            contact.read_address(url)
        assert refused.value.message.code == code
    far = contact.read_address("postgresql://poste@serveur.exemple/atelier?sslmode=disable")
    with pytest.raises(Refusal) as refused, contact.reached(far):
        pass
    assert refused.value.message.code == "server.plain"
    assert contact.read_address("postgresql://a@[::1]:5433/b").is_here and not far.is_here
