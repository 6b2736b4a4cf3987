"""What a post sealed as no program of ours would: its chain is sound, so it is kept, and named; nothing else stops."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from metroapp.archive import queries, schema
from metroapp.archive.chain_check import Broken
from metroapp.archive.events import kind_of
from metroapp.archive.server import derived_check, owner, plan, server_check
from metroapp.cli import main
from metroapp.cli.consult import NOT_SOUND
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.operations import PieceLeft, ZeroRechecked
from metroapp.domain.people import Person
from metroapp.domain.record_search import RecordSearch
from metroapp.services import consultation, server_copy, server_link
from metroapp.services.consulted_workshop import of_server
from metroapp.services.workspace import Workspace
from metroapp.wording import server as words
from metroapp.wording.integrity import verification
from tests.server.conftest import Served
from tests.server.posts import PART, forward, founded, keeper, local, on_server, until
from tests.server.test_home_post import follow
from tests.workbench import CALIPER, CAMILLE, Shop

pytestmark = pytest.mark.tool("initdb")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_link, "RETRY_S", 0.05)


def seal_unreadable(shop: Shop, record: EntryId) -> Iterator[EntryId]:
    """Of each kind of what is derived; what cannot be read then. The record is no more readable."""
    archive = shop.workshop._archive
    by = archive.person_id(CAMILLE)
    of = {"record_post": record.post, "record_sequence": record.sequence, "person": by}

    def sealed(table: Table, row: dict[str, Any]) -> EntryId:
        return archive._journal.append("unreadable", by, shop.clock(), [(table, row)])

    for facts in ("x", "[1]", r'{"sheet": "\ud800", "of": {"record": ["P1", 5]}}'):
        yield sealed(schema.treatment_event, {"number": "NC-1", "kind": "nothing", "facts": facts, "person": by})
    yield sealed(schema.process_event, {"number": "CARTE-1", "kind": "nothing", "facts": "{}", "person": by})
    for kind, facts in ((kind_of(PieceLeft), "x"), ("nothing", r'{"granted_by": "\ud800"}')):
        sealed(schema.record_event, {**of, "kind": kind, "facts": facts})
    yield record
    with closing(sqlite3.connect(shop.workspace.archive)) as connection:
        connection.row_factory = sqlite3.Row
        opened = dict(connection.execute("SELECT * FROM record").fetchone())
    for column in ("specification", "options"):
        said = {name: value for name, value in opened.items() if name not in ("post", "sequence", "row")}
        yield sealed(schema.record, {**said, "number": f"{record.post}-2026-{column}", column: "x"})
    yield sealed(schema.closing, {**of, "record_sequence": 9_999, "signed": 0})  # of a record that was never opened


def two_records(shop: Shop) -> EntryId:
    """The first of two records, both with a value."""
    for _ in range(2):
        shop.open(PART, pieces=5)
        shop.read(CALIPER, "35.02")
    shop.settle()
    with consultation.reading(shop.workspace) as connection:
        return min(line.id for line in queries.record_lines(connection))


def test_entries_that_cannot_be_read_arrive_are_named_and_stop_nothing(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The post said « code OperationalError » at each turn and gave no line to the lists any more; `verify`, and each
    copy, ended in a traceback for all posts."""
    settings, reader = served.add_post(), served.add_reader()
    of_other = served.add_post("P2")
    shop, other = Shop(tmp_path / "shop"), founded(tmp_path / "other", "P2")
    unreadable = sorted(seal_unreadable(shop, two_records(shop)))
    assert forward(shop, settings) == local(shop)[0]
    shop.workshop.server.choose(settings).result()
    shop.read(CALIPER, "35.03")
    other.open(PART)
    forward(other, of_other)
    until(shop, lambda: shop.workshop.server.state.last == shop.workshop._archive.next_id.sequence - 1)
    assert shop.workshop.server.state.why is None
    assert on_server(served)[0] == local(shop)[0] + local(other)[0]

    assert main(["server", "verify", *keeper(served)]) == 0
    said = capsys.readouterr().out
    named = re.findall(r"^(Le relevé|L'écriture) (\S+) est gardé.*ne se lit pas", said, re.MULTILINE)
    assert sorted(EntryId.parse(id) for _, id in named) == unreadable
    assert sum(what == "Le relevé" for what, _ in named) == 3
    numbers = {found.line.number for found in consultation.find(of_server(reader), RecordSearch())}
    assert numbers == {"P1-2026-0001", "P1-2026-0002", "P2-2026-0001"}
    copy = Workspace(tmp_path / "copy")
    assert server_copy.bring_up_to_date(copy, reader) == {"P1": local(shop)[0], "P2": local(other)[0]}
    assert {found.line.number for found in consultation.find(copy, RecordSearch())} > numbers
    assert consultation.verify(shop.workspace).break_ is not None
    for read in (copy, of_server(reader)):
        report = consultation.verify(read)
        assert report.sound and sorted(report.unread) == unreadable
        assert str(unreadable[0]) in verification(report)

    # What is read wrongly beside them is found all the same.
    with served.reach() as server:
        server.execute(f"UPDATE {plan.SCHEMA}.derived_record SET conforming = 9 WHERE number = 'P1-2026-0002'")
        broken = server_check.verify(server).broken
        assert broken is not None and broken[:2] == ("derived_differs", "derived_record")
    assert main(["server", "verify", *keeper(served)]) == NOT_SOUND
    shop.close()
    other.close()


def test_what_a_home_post_sealed_unreadable_keeps_no_other_post_from_what_follows(
    served: Served, tmp_path: Path
) -> None:
    """Nothing came down from the home post any more, and a post closed in between did not open again."""
    of_home, of_post = served.add_post(), served.add_post("P2")
    with served.reach() as server:
        owner.set_home(server, "P1")
    home, post = Shop(tmp_path / "home"), founded(tmp_path / "post", "P2")
    list(seal_unreadable(home, two_records(home)))
    for shop, settings in ((home, of_home), (post, of_post)):
        shop.workshop.server.choose(settings).result()
    follow(post, home)
    archive = home.workshop._archive
    archive.write_person(Person(archive.person_id("Alix"), "Alix"), archive.person_id(CAMILLE), home.clock())
    home.workshop.server.retry()
    follow(post, home)
    assert post.workshop.server.state.home_why is None and post.workshop.server.state.why is None
    with consultation.reading(post.workspace) as connection:
        assert "Alix" in queries.names(connection).values()
    for shop in (post, home):
        shop.close()
    with closing(sqlite3.connect(post.workspace.archive)) as connection:  # as where it is closed in between
        connection.execute(f"UPDATE derived_record SET unsorted = {schema.STALE}")
        connection.commit()
    Shop(post.workspace.root).close()


def seal(shop: Shop, table: Table, row: dict[str, Any]) -> EntryId:
    archive = shop.workshop._archive
    return archive._journal.append("unreadable", archive.person_id(CAMILLE), shop.clock(), [(table, row)])


def seal_gesture(shop: Shop, record: EntryId, facts: str, kind: str = kind_of(PieceLeft)) -> EntryId:
    of = {"record_post": record.post, "record_sequence": record.sequence}
    person = shop.workshop._archive.person_id(CAMILLE)
    return seal(shop, schema.record_event, {**of, "person": person, "kind": kind, "facts": facts})


def test_a_bad_piece_is_not_made_good_by_a_gesture_that_nobody_reads(served: Served, tmp_path: Path) -> None:
    """The lists of the server said all of its pieces good, and `verify` was content to name it; a copy, which took all
    of them for unsorted, did not find it among the bad ones."""
    settings, reader = served.add_post(), served.add_reader()
    shop = Shop(tmp_path / "shop")
    shop.open(PART, pieces=2)
    shop.read(CALIPER, "35.02", "35.23")
    shop.settle()
    (id,) = (found.line.id for found in consultation.find(shop.workspace, RecordSearch()))
    seal_gesture(shop, id, "x")
    forward(shop, settings)
    copy = Workspace(tmp_path / "copy")
    server_copy.bring_up_to_date(copy, reader)
    (line,) = (found.line for found in consultation.find(copy, RecordSearch()))
    assert (line.conforming, line.nonconforming, line.unsorted) == (0, 1, 1)
    counts = f"UPDATE {plan.SCHEMA}.derived_record SET conforming = %s, nonconforming = %s, unsorted = %s"
    with served.reach() as server:
        for given, broken in (((1, 1, 0), None), ((0, 1, 1), None), ((2, 0, 0), str(id)), ((0, 0, 2), str(id))):
            server.execute(counts, given)
            found = server_check.verify(server)
            assert (found.broken and found.broken[2]) == broken
            assert broken or found.unread_records == (id,)
    shop.close()


def test_a_line_of_the_register_that_cannot_be_read_closes_no_other_post(served: Served, tmp_path: Path) -> None:
    """No other post opened a record any more, nor its register; what followed at its own post was said unreadable."""
    of_home, of_post, reader = served.add_post(), served.add_post("P2"), served.add_reader()
    with served.reach() as server:
        owner.set_home(server, "P1")
    home, post = Shop(tmp_path / "home"), founded(tmp_path / "post", "P2")
    two_records(home)
    serving = consultation.register(home.workspace)[0]
    assert CALIPER in serving
    row = {"number": CALIPER, "designation": "x", "kind": "caliper", "facts": "x"}
    unreadable = [seal(home, schema.instrument, row)]
    unreadable.append(seal(home, schema.gauge_block, {"serial": "1", "facts": "x"}))
    of_part = {"reference": "R", "drawing": "D", "revision": "A", "designation": "", "state": "x", "reason": ""}
    by = home.workshop._archive.person_id(CAMILLE)
    unreadable.append(seal(home, schema.part_revision, {**of_part, "specification": "x", "person": by}))
    for shop, settings in ((home, of_home), (post, of_post)):
        shop.workshop.server.choose(settings).result()
    follow(post, home)
    post.open(PART)
    # What its last line changed is unknown: it may be out of service, so it does not serve.
    assert post.workshop.instruments().result().keys() == serving.keys() - {CALIPER}
    assert consultation.register(of_server(reader))[0].keys() == serving.keys() - {CALIPER}
    assert consultation.part_revisions(of_server(reader)) == consultation.part_revisions(post.workspace) == []
    with served.reach() as server:
        found = server_check.verify(server)
    assert found.broken is None and sorted(found.unread_acts) == unreadable and not found.unread_records
    for shop in (post, home):
        shop.close()


def test_what_cannot_be_read_in_a_copy_does_not_hide_what_was_altered_there(served: Served, tmp_path: Path) -> None:
    """It was the first break, and the only one that is said: « Restaurez une sauvegarde », which has it too."""
    settings, reader = served.add_post(), served.add_reader()
    shop, copy = Shop(tmp_path / "shop"), Workspace(tmp_path / "copy")
    id = two_records(shop)
    unreadable = seal_gesture(shop, id, "[1]")
    forward(shop, settings)
    server_copy.bring_up_to_date(copy, reader)
    assert consultation.verify_record(copy, id).unread == consultation.verify(copy).unread == (id,)
    assert unreadable not in consultation.verify(copy).unread
    for number in (1, 2):
        with closing(sqlite3.connect(copy.archive)) as connection:
            change = "UPDATE derived_record SET conforming = 5, unsorted = 0 WHERE number = ?"
            connection.execute(change, (f"P1-2026-000{number}",))
            connection.commit()
        broken = consultation.verify(copy).break_
        assert broken is not None and broken.code == "derived_differs"
    shop.close()


@pytest.mark.parametrize("facts", ["[1]", "[" * 200_000, "null"])
def test_a_gesture_of_no_kind_of_facts_is_said_by_the_verification_of_its_own_post(shop: Shop, facts: str) -> None:
    """The verification ended in a traceback."""
    (record,) = (found.line.id for found in consultation.find(shop.workspace, RecordSearch()))
    seal_gesture(shop, record, facts)
    broken = consultation.verify(shop.workspace).break_
    assert broken is not None and (broken.code, broken.row) == ("record_unreadable", str(record))


@pytest.mark.parametrize("line", ["x", "[]", "{}", '{"conforming": 9}', "[" * 200_000])
def test_a_record_whose_signed_line_says_nothing_is_derived_again(served: Served, tmp_path: Path, line: str) -> None:
    """It was said unreadable, so what the server derives of it was compared with nothing."""
    settings = served.add_post()
    shop = Shop(tmp_path / "shop")
    id = two_records(shop)
    forward(shop, settings)
    with served.reach() as server:
        server.execute(f"SET search_path = {plan.SCHEMA}")
        assert derived_check.check(server, {id: line}) == (0, ())
        server.execute("UPDATE derived_record SET conforming = 9 WHERE sequence = %s", (id.sequence,))
        with pytest.raises(Broken):
            derived_check.check(server, {id: line})
    shop.close()


def test_a_page_that_counts_what_cannot_be_read_says_so(served: Served, tmp_path: Path) -> None:
    """« code 22P02 », to a jury."""
    settings, reader = served.add_post(), served.add_reader()
    shop = Shop(tmp_path / "shop")
    seal_gesture(shop, two_records(shop), "x", kind_of(ZeroRechecked))
    forward(shop, settings)
    with pytest.raises(Refusal) as refused:
        consultation.bad_values(of_server(reader))
    assert refused.value.message.code == "server.unread_entry"
    shop.close()


def test_an_act_that_cannot_be_read_is_named_by_the_verification_of_its_own_post(shop: Shop) -> None:
    """As a table of the search that was damaged, at no line."""
    archive = shop.workshop._archive
    by = archive.person_id(CAMILLE)
    row = {"number": "NC-1", "kind": "nothing", "facts": "x", "person": by}
    id = archive._journal.append("unreadable", by, shop.clock(), [(schema.treatment_event, row)])
    found = consultation.verify(shop.workspace).break_
    assert found is not None and (found.table, found.row) == ("treatment_event", f"{id}-0")


def test_a_post_that_seals_much_that_cannot_be_read_is_named_in_some_lines() -> None:
    said = list(words.unread(words.UNREAD_ACT, [EntryId("P1", number) for number in range(1, 501)]))
    assert len(said) == 11 and "P1-10" in said[9] and "490" in said[10]
