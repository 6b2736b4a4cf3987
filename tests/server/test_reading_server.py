"""The server read by the pages and the queries of any archive: the same answers, and nothing that can be written."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from metroapp.archive import (
    history,
    made_sizes,
    named_files,
    nonconformities,
    pareto,
    people,
    production_counts,
    queries,
    sealed,
    search,
    series,
    sorted_records,
    uses,
    work_orders,
)
from metroapp.archive.server import contact, derived_check, owner, plan, server_check
from metroapp.archive.store import Archive
from metroapp.cli import main
from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import Criterion, Facet, Outcome, RecordSearch
from metroapp.gui.consultation_window import ConsultationWindow
from metroapp.services import consultation, documents, drawings, server_link
from metroapp.services.consulted_workshop import of_server
from metroapp.services.formats import Format
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workspace import Workspace
from tests.archive import test_search
from tests.gui.bench_window import PARTS, PATIENCE_MS
from tests.server.cluster import SUPERUSER, Cluster
from tests.server.conftest import Served, made
from tests.workbench import CAMILLE, DOMINIQUE

pytestmark = pytest.mark.tool("initdb")
records = test_search.records  # sixty that differ by all that they are found by
BEGAN = test_search.BEGAN


class Both(NamedTuple):
    """The archive of a post, and the server that has all of it."""

    local: Workspace
    server: Workspace
    served: Served
    post: ServerSettings
    reader: ServerSettings


@pytest.fixture(scope="module")
def both(cluster: Cluster, records: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Both:
    served = made(cluster, tmp_path_factory.mktemp("served"))
    post, reader = served.add_post(), served.add_reader()
    local = Workspace(records[0].parent)
    server_link.once(local, post, lambda _sent, _of: True)
    return Both(local, of_server(reader), served, post, reader)


WORDS = ("", "arbre", "ETAGE", "rbr", "palier of-3", "T1", "t1 b", "bavure", "m-02", "of 3", "d'arrêt", "d", "P1",
         "dominique", "camille of-2", "Mart", "client", "introuvable", "100%", "o_", 'gu"', "\\", "--")  # fmt: skip
FACTS = st.sampled_from(
    [(Facet.PART, "ref-1"), (Facet.DRAWING, "PL-2"), (Facet.REVISION, "b"), (Facet.WORK_ORDER, "of-3"),
     (Facet.LOT, "Lot-7"), (Facet.MACHINE, "t2"), (Facet.INSTRUMENT, "PC-01"), (Facet.CONCESSION, "der-1")]
)  # fmt: skip
DAYS = st.none() | st.integers(0, 60).map(lambda days: BEGAN + timedelta(days=days))


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(WORDS), st.lists(FACTS, max_size=2), st.sets(st.sampled_from(Outcome), max_size=1), DAYS, DAYS,
    st.sampled_from([3, 5000]),
)  # fmt: skip
def test_the_same_search_gives_the_same_pages(
    both: Both, words: str, facts: list[Any], outcomes: set[Outcome], since: Any, until: Any, few: int
) -> None:
    asked = RecordSearch(words, tuple(Criterion(*one) for one in facts), tuple(outcomes), since, until)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_FEW", few)  # whatever leads the search
        pages = [list(_pages(workspace, asked)) for workspace in (both.local, both.server)]
    assert pages[0] == pages[1]


def _pages(workspace: Workspace, asked: RecordSearch) -> Iterator[Any]:
    with consultation.reading(workspace) as connection:
        page = search.found_records(connection, asked, count=9)
        yield search.count_found(connection, asked, 30)
        while page:
            yield page
            page = search.found_records(connection, asked, page[-1].line.id, count=9)
        yield sorted(map(str, search.proposals(connection, asked.text))) if asked.text else ()


def _counts(connection: Connection) -> Any:
    of = production_counts.records(connection, None, None)
    basis = production_counts.Basis.of(connection, [of[3].id], simulated=False)
    ids, until = [one.id for one in of], BEGAN + timedelta(days=90)
    return (
        of,
        sorted(map(str, production_counts.bad_groups(connection, ids, basis))),
        production_counts.bad_pieces(connection, ids, basis),
        sorted(map(str, production_counts.first_pieces(connection, of, basis))),
        production_counts.measured(connection, "REF-1", ["1"], BEGAN, until, basis),
    )


READ: tuple[Callable[[Connection], Any], ...] = (
    queries.record_lines, queries.last_open_record, queries.instruments, queries.treatment_acts,
    queries.part_revisions, queries.workshop_name, queries.workshop_rule, people.people, work_orders.orders,
    series.measured_references, _counts,
    lambda connection: list(named_files.named_files(connection)),
    lambda connection: work_orders.find(connection, "of-3"),
    lambda connection: history.past_values(connection, "ref-1", "1"),
    lambda connection: series.value_series(connection, "REF-1", "1", "T1"),
    lambda connection: made_sizes.size_history(connection, "REF-1", "1", "T1"),
    lambda connection: sorted_records.sorted_records(connection, "REF-1"),
    lambda connection: sorted(map(str, pareto.bad_counts(connection, BEGAN, BEGAN + timedelta(days=40)))),
    lambda connection: nonconformities.bad_values(connection, nonconformities.Search("ref CAMILLE", True)),
    lambda connection: uses.uses(connection, "PC-01"),
)  # fmt: skip


def test_each_query_answers_as_at_the_post_and_a_paper_is_the_same_to_the_byte(both: Both, tmp_path: Path) -> None:
    with consultation.reading(both.local) as here, consultation.reading(both.server) as there:
        for number, read in enumerate(READ):
            assert read(here) == read(there), number
        lines = queries.record_lines(here)
        for line in lines[::9]:
            own, other = (queries.load_record(connection, line.id) for connection in (here, there))
            assert (own.header, own.sorting(), own.closing) == (other.header, other.sorting(), other.closing)
            assert sealed.of_record(here, line.id) == sealed.of_record(there, line.id)
    papers = [
        documents.export(workspace, lines[0].id, Format.PDF, tmp_path / name, lambda: BEGAN).read_bytes()
        for name, workspace in (("local", both.local), ("server", both.server))
    ]
    assert papers[0] == papers[1]
    report = consultation.verify(both.server)
    assert report.sound and report.heads == consultation.verify(both.local).heads
    # What stays at the posts, and what only a file can say, is one sentence.
    with pytest.raises(Refusal) as refused:
        drawings.find_drawing(both.server, DrawingSheet("plan.pdf", "0" * 64, ".pdf", ((Decimal(210), Decimal(297)),)))
    assert refused.value.message.code == "document.at_post"
    with pytest.raises(Refusal) as refused:
        consultation.verify_record(both.server, lines[0].id)
    assert refused.value.message.code == "server.whole"


def test_the_command_line_reads_the_server_and_writes_nothing_there(
    both: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    there = ["--server", both.reader.url, "--server-secret-file", both.reader.secret_file]
    said = []
    for where in (["--workspace", str(both.local.root)], there):
        assert main(["archive", "list", "palier", "--machine", "t1", *where]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] and "P1-2026-" in said[0]
    assert main([*there[:2], "--secret-file", there[3], "keys", "show"]) == 2
    assert "ne lit pas le serveur" in capsys.readouterr().err


def test_a_jury_reads_all_that_it_needs_and_writes_nothing(both: Both) -> None:
    with server_link.reached(both.reader) as server:
        server.execute(f"SET search_path = {plan.SCHEMA}, public")
        tables = [name for (name,) in server.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'", (plan.SCHEMA,)
        )]  # fmt: skip
        assert {"journal", "record", "derived_record", "derived_facet", "derived_words", "post"} <= set(tables)
        for table in tables:
            server.execute(f'SELECT * FROM "{table}" LIMIT 1')
            for statement in (f'DELETE FROM "{table}"', f'INSERT INTO "{table}" DEFAULT VALUES', f'TRUNCATE "{table}"'):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    server.execute(statement)
        for statement in ("CREATE TEMP TABLE mine (x int)", "SELECT lo_create(0)", "SELECT rolpassword FROM pg_authid"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                server.execute(statement)
        # Every function of the plan, and whatever may write in its database as somebody else.
        may = server.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace <> 'pg_catalog'::regnamespace AND prosecdef "
            "AND has_function_privilege(oid, 'EXECUTE') OR pronamespace = %s::regnamespace "
            "AND has_function_privilege(oid, 'EXECUTE')", (plan.SCHEMA,),
        ).fetchall()  # fmt: skip
        assert may == []
        (writes,) = server.execute("SELECT count(*) FROM record").fetchone() or (0,)
    assert writes == 60


TAMPERED = (
    ("derived_record", "UPDATE derived_record SET conforming = conforming + 1 WHERE number = 'P1-2026-0007'"),
    ("derived_record", "DELETE FROM derived_record WHERE number = 'P1-2026-0007'"),
    ("derived_facet", "UPDATE derived_facet SET value = 'T9' WHERE kind = 'machine' AND value = 'T1'"),
    ("derived_facet", "INSERT INTO derived_facet VALUES ('lot', 'LOT-9', 1)"),
    ("derived_words", "UPDATE derived_words SET words = replace(words, 'palier', 'pelier')"),
    ("derived_words", "DELETE FROM derived_words"),
)


def test_what_is_derived_wrongly_is_named_and_what_is_lost_is_given_again(both: Both) -> None:
    with both.served.reach() as server:
        server.execute(f"SET search_path = {plan.SCHEMA}")
        for table, statement in TAMPERED:
            with server.transaction(force_rollback=True):
                server.execute(statement)
                with pytest.raises(derived_check.Broken) as broken:
                    derived_check.check(server, {})
                assert broken.value.table == table, statement
        server.execute("DELETE FROM derived_record WHERE number > 'P1-2026-0050'")
        server.execute("DELETE FROM derived_words WHERE rowid % 7 = 0")
        server_link.once(both.local, both.post, lambda _sent, _of: True)
        assert derived_check.check(server, {}) == (0, ())
    found = [consultation.find(workspace, RecordSearch("palier")) for workspace in (both.local, both.server)]
    assert found[0] == found[1]


def test_a_post_derives_for_its_own_records_alone(both: Both) -> None:
    with server_link.reached(both.served.add_post("P2")) as server:
        for of, until in (("P1", 0), ("P2", 1)):
            with pytest.raises(psycopg.Error):
                server.execute(f"SELECT {plan.SCHEMA}.derive(%s, %s, '[]', '[]', '[]')", (of, until))
        line = '[{"sequence": 2, "number": "x", "part": "y", "opened_at": 1}]'
        with pytest.raises(psycopg.Error):
            server.execute(f"SELECT {plan.SCHEMA}.derive('P2', 0, %s::text, '[]', '[]')", (line,))


def test_a_server_of_before_is_brought_to_the_plan_and_posts_complete_it(
    both: Both, cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    served = made(cluster, tmp_path)
    post, reader = served.add_post(), served.add_reader()
    server_link.once(both.local, post, lambda _sent, _of: True)
    with served.reach() as server:  # as version 8 left it
        server.execute(f"SET search_path = {plan.SCHEMA}")
        server.execute("DROP TABLE derived_record, derived_facet, derived_words, session_event")
        server.execute("DROP FUNCTION derive")
        server.execute("ALTER TABLE post DROP COLUMN derived")
        server.execute("UPDATE schema_version SET version = 8")
    server_of = of_server(reader)
    with pytest.raises(Refusal) as refused:
        consultation.find(server_of, RecordSearch())
    assert refused.value.message.code == "server.older"
    secret = tmp_path / "keeper"
    secret.write_text(Cluster.secret)
    secret.chmod(0o600)
    asked = ["server", "upgrade", "--url", cluster.url(SUPERUSER, served.database), "--secret-file", str(secret)]
    assert main(asked) == 0 and "version 8" in capsys.readouterr().out
    assert main(asked) == 0 and "déjà" in capsys.readouterr().out
    with served.reach() as server:
        assert server_check.verify(server).waiting == 60
    server_link.once(both.local, post, lambda _sent, _of: True)
    assert consultation.find(server_of, RecordSearch()) == consultation.find(both.local, RecordSearch())
    with served.reach() as server:
        found = server_check.verify(server)
        assert (found.broken, found.waiting) == (None, 0)
        owner.derive_again(server)
    server_link.once(both.local, post, lambda _sent, _of: True)
    assert consultation.find(server_of, RecordSearch("palier")) == consultation.find(both.local, RecordSearch("palier"))


def test_an_erased_name_is_found_no_more_and_in_no_word_of_the_server(
    both: Both, cluster: Cluster, tmp_path: Path
) -> None:
    shutil.copy(both.local.archive, tmp_path / "archive.sqlite")
    local, served = Workspace(tmp_path), made(cluster, tmp_path)
    post, server = served.add_post(), of_server(served.add_reader())
    server_link.once(local, post, lambda _sent, _of: True)
    assert consultation.find(server, RecordSearch("leroy")) == consultation.find(local, RecordSearch("leroy")) != []
    archive = Archive(local.archive)
    archive.erase_name(archive.person_id(DOMINIQUE), "partie", CAMILLE, BEGAN)
    archive.close()
    server_link.once(local, post, lambda _sent, _of: True)
    assert consultation.find(server, RecordSearch("leroy")) == []
    assert consultation.verify(server).sound
    with served.reach() as keeper:
        words = keeper.execute(f"SELECT string_agg(words, '') FROM {plan.SCHEMA}.derived_words").fetchone()
    assert words is not None and "leroy" not in words[0]


def test_a_list_read_slowly_is_not_cut_and_a_withdrawn_account_is_not_a_cable(both: Both, cluster: Cluster) -> None:
    with consultation.reading(both.server) as connection:
        (patience,) = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").one()
    assert patience == "30min"  # a pager waits for whoever reads
    address, secret = contact.read_address(both.reader.url), contact.read_secret(Path(both.reader.secret_file))
    with pytest.raises(Refusal) as cut, contact.reached(address, secret) as server:
        server.execute("SET idle_in_transaction_session_timeout = 50")
        server.execute("BEGIN")
        time.sleep(0.3)
        server.execute("SELECT 1")
    assert cut.value.message.code == "server.left_idle"
    said = {}
    with both.served.reach() as keeper:
        for change, back in (("NOLOGIN", "LOGIN"), ("CONNECTION LIMIT 0", "CONNECTION LIMIT -1")):
            keeper.execute(f"ALTER ROLE {address.user} {change}")
            with pytest.raises(Refusal) as refused, contact.reached(address, secret):
                pass
            said[change] = refused.value.message.code
            keeper.execute(f"ALTER ROLE {address.user} {back}")
    assert said == {"NOLOGIN": "server.account", "CONNECTION LIMIT 0": "server.busy"}


def test_a_server_cut_while_it_is_read_is_one_sentence_and_the_window_lives(
    qtbot: QtBot, both: Both, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact, "SILENCE_S", 0.2)
    monkeypatch.setattr(contact, "_PATIENCE_S", 1)
    window = ConsultationWindow(both.server, PARTS)
    qtbot.addWidget(window)
    assert "Serveur" in window.note.text() and "restent sur les postes" in window.note.text()
    rows = window.archives.table.model().rowCount
    qtbot.waitUntil(lambda: rows() > 0, timeout=PATIENCE_MS)
    with cluster.frozen():  # takes what it is asked, and never answers
        with pytest.raises(Refusal) as refused:
            consultation.find(both.server, RecordSearch())
        assert refused.value.message.code == "server.unread"
    cluster.kill()
    try:
        window.archives.refresh()
        qtbot.waitUntil(lambda: "ne répond pas" in window.archives.said.text(), timeout=PATIENCE_MS)
    finally:
        cluster.start()
    window.archives.refresh()
    qtbot.waitUntil(lambda: rows() > 0, timeout=PATIENCE_MS)
    assert window.archives.said.isHidden()
    window.close()
