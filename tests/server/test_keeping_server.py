"""What whoever keeps a server does to it: its plan while others use it, its accounts and what they may take."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.server import contact, owner, plan
from metroapp.cli import main
from metroapp.domain.message import Refusal
from metroapp.services import consultation, server_link
from metroapp.services.consulted_workshop import of_server
from metroapp.services.server_settings import ServerSettings
from tests.server.cluster import Cluster
from tests.server.conftest import Served
from tests.server.posts import forward, keeper, until
from tests.workbench import CALIPER, Shop

pytestmark = pytest.mark.tool("initdb")
SAID = "Quelqu'un consulte le serveur"


def made_older(served: Served) -> None:
    with served.reach() as server:
        server.execute(f"UPDATE {plan.SCHEMA}.schema_version SET version = 8")


def version_of(served: Served) -> int:
    with served.reach(planned=False) as server:
        return int(server.execute(f"SELECT version FROM {plan.SCHEMA}.schema_version").fetchone()[0])


def test_a_server_that_is_read_is_not_brought_up_to_date_and_it_is_said(
    shop: Shop, served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It waited for a minute, with every post behind it, and ended in « code 57014 »."""
    monkeypatch.setattr(owner, "_LOCK_MS", 200)
    forward(shop, served.add_post())
    asked = ["server", "upgrade", *keeper(served)]
    with consultation.reading(of_server(served.add_reader())) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM record")  # a list, left open
        made_older(served)
        began = time.monotonic()
        assert main(asked) == 2
        assert time.monotonic() - began < 10
        said = capsys.readouterr().err
        assert SAID in said and "recommencez" in said and "code" not in said
        assert version_of(served) == 8
    assert main(asked) == 0
    assert version_of(served) == SCHEMA_VERSION


def test_a_server_whose_lists_are_read_keeps_its_plan_with_them(
    shop: Shop, served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan was changed already when the lists could not be emptied."""
    monkeypatch.setattr(owner, "_LOCK_MS", 200)
    forward(shop, served.add_post())
    made_older(served)
    asked = ["server", "upgrade", *keeper(served), "--derive-again"]
    with served.reach(planned=False) as reader, reader.transaction():
        reader.execute(f"SELECT count(*) FROM {plan.SCHEMA}.derived_facet")
        assert main(asked) == 2
        assert SAID in capsys.readouterr().err
        assert version_of(served) == 8
    assert main(asked) == 0
    with served.reach() as server:
        assert server.execute(f"SELECT count(*) FROM {plan.SCHEMA}.derived_record").fetchone() == (0,)


def test_a_reader_that_goes_on_while_the_plan_waits_for_it_is_no_code(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each waited for the other: PostgreSQL ended one of them, with « code 40P01 »."""
    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'metroapp.record'::regclass"
    with served.reach() as reader, served.reach() as looking, ThreadPoolExecutor(1) as beside, reader.transaction():
        reader.execute(f"SELECT count(*) FROM {plan.SCHEMA}.record")
        upgraded = beside.submit(main, ["server", "upgrade", *keeper(served)])
        while looking.execute(waits).fetchone() == (0,):
            assert not upgraded.done()
            time.sleep(0.01)
        reader.execute(f"SELECT count(*) FROM {plan.SCHEMA}.measurement")  # which the upgrade has
        assert upgraded.result() == 2
    assert SAID in capsys.readouterr().err


def test_two_who_make_a_plan_at_once_are_told_so(
    served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second waited for a minute, and ended in « code 57014 »."""
    monkeypatch.setattr(owner, "_LOCK_MS", 200)
    database = f"{served.database}_twice"
    with served.reach() as server:
        server.execute(f"CREATE DATABASE {database}")
    asked = ["server", "init", *keeper(served, database)]
    address = served.cluster.address(database=database)
    with (
        contact.reached(address, served.cluster.secret, planned=False) as other,
        other.transaction(force_rollback=True),
    ):
        owner.make(other)
        assert main(asked) == 2
        assert SAID in capsys.readouterr().err
    assert main(asked) == 0


def test_a_server_made_by_no_superuser_says_what_it_leaves_open_and_a_superuser_closes_it(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A jury could write large objects there, as many as the disk holds, and nobody was told."""
    chief = f"chief_{next(cluster.numbers)}"
    database = f"atelier_{next(cluster.numbers)}"
    with contact.reached(cluster.address(), cluster.secret, planned=False) as server:
        server.execute(f"CREATE ROLE {chief} LOGIN CREATEROLE PASSWORD '{cluster.secret}'")
        server.execute(f"CREATE DATABASE {database} OWNER {chief}")
    served = Served(cluster, database, tmp_path)
    asked = keeper(served)
    as_chief = ["--url", cluster.url(chief, database), *asked[2:]]
    assert main(["server", "init", *as_chief]) == 0
    assert "un jury aussi" in capsys.readouterr().out
    assert main(["server", "add-reader", "jury", *as_chief, "--secret-out", str(tmp_path / "jury")]) == 0
    jury = ServerSettings(cluster.url(f"{database}_read_jury", database), str(tmp_path / "jury"))
    with server_link.reached(jury) as server:
        assert server.execute("SELECT lo_create(0)").rowcount == 1
    capsys.readouterr()
    assert main(["server", "upgrade", *asked]) == 0
    assert "jury" not in capsys.readouterr().out
    with server_link.reached(jury) as server, pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.execute("SELECT lo_create(0)")


def connections_of(served: Served, settings: ServerSettings) -> int:
    with served.reach() as server:
        query = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s"
        account = contact.read_address(settings.url).user
        return int(server.execute(query, (account,)).fetchone()[0])


def test_a_post_whose_program_loops_leaves_connections_to_the_others(shop: Shop, served: Served) -> None:
    """It took every one of them: no other post sent anything, and whoever keeps the server was not let in."""
    settings, other, reader = served.add_post(), served.add_post("P2"), served.add_reader()
    for account, most in ((settings, owner.MOST_OF_POST), (reader, owner.MOST_OF_READER)):
        with ExitStack() as held:
            with pytest.raises(Refusal) as refused:
                while True:
                    held.enter_context(server_link.reached(account))
            assert refused.value.message.code == "server.busy"
            assert connections_of(served, account) == most
            with server_link.reached(other):
                pass
    forward(shop, settings)


def test_a_post_at_work_takes_few_connections(shop: Shop, served: Served) -> None:
    """Its link, what is tried beside it, and the pages of a window that read the server with its account."""
    settings = served.add_post()
    shop.workshop.server.choose(settings).result()
    with ExitStack() as held:
        for _ in range(2):
            read = held.enter_context(consultation.reading(of_server(settings)))
            read.exec_driver_sql("SELECT count(*) FROM record")
        held.enter_context(server_link.reached(settings))
        shop.read(CALIPER, "35.05")
        until(shop, lambda: shop.workshop.server.state.last == shop.workshop._archive.next_id.sequence - 1)
        assert connections_of(served, settings) == 4 < owner.MOST_OF_POST / 2


def test_an_account_of_before_gets_a_limit_and_one_that_was_chosen_stays(served: Served) -> None:
    settings, other = (contact.read_address(served.add_post(code).url).user for code in ("P1", "P2"))
    with served.reach() as server:
        server.execute(f"ALTER ROLE {settings} CONNECTION LIMIT -1")
        server.execute(f"ALTER ROLE {other} CONNECTION LIMIT 33")
    assert main(["server", "upgrade", *keeper(served)]) == 0
    with served.reach() as server:
        query = "SELECT rolconnlimit FROM pg_roles WHERE rolname IN (%s, %s) ORDER BY rolname"
        assert server.execute(query, (settings, other)).fetchall() == [(owner.MOST_OF_POST,), (33,)]
