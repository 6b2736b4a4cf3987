"""What is forged, or read as something else than it seals: the server refuses it and names it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import psycopg
import pytest

from metroapp.archive import schema, seal
from metroapp.archive.server import contact, forwarding, plan, server_check
from metroapp.archive.server.forwarding import Batch
from metroapp.domain.message import Refusal
from metroapp.services import server_copy, server_link
from metroapp.services.consultation import reading, verify
from metroapp.services.workspace import Workspace
from tests.server.conftest import Served
from tests.server.posts import forward, founded, local, on_server
from tests.workbench import CAMILLE, Shop

pytestmark = pytest.mark.tool("initdb")


def rewritten(batch: Batch, change: Callable[[list[dict[str, object]]], int]) -> int:
    """The measurements say something else; which entry that is."""
    rows = json.loads(batch.rows["measurement"])
    entry = change(rows)
    batch.rows["measurement"] = json.dumps(rows)
    return entry


def altered(batch: Batch, column: int, value: object) -> int:
    """The last entry says something else; which entry that is."""
    entry = batch.entries[-1]
    batch.entries[-1] = (*entry[:column], value, *entry[column + 1 :])
    return batch.last


def value_changed(rows: list[dict[str, object]]) -> int:
    rows[-1]["verdict"] = "conforming"
    return int(str(rows[-1]["sequence"]))


def row_twice(rows: list[dict[str, object]]) -> int:
    rows.append(rows[-1])
    return 1  # no row says which entry the table refused: the first one of those handed over


def row_of_no_entry(rows: list[dict[str, object]]) -> int:
    rows.append({**rows[-1], "sequence": 9_999})
    return 9_999


def row_more(rows: list[dict[str, object]]) -> int:
    rows.append({**rows[-1], "row": -1})
    return int(str(rows[-1]["sequence"]))


FORGERIES: dict[str, Callable[[Batch], int]] = {
    "a verdict changed": lambda batch: rewritten(batch, value_changed),
    "a row left out": lambda batch: rewritten(batch, lambda rows: int(str(rows.pop()["sequence"]))),
    "a row twice": lambda batch: rewritten(batch, row_twice),
    "a row more": lambda batch: rewritten(batch, row_more),
    "a row of no entry": lambda batch: rewritten(batch, row_of_no_entry),
    "another digest": lambda batch: altered(batch, 7, bytes(32)),
    "another link": lambda batch: altered(batch, 5, bytes(32)),
    "another time": lambda batch: altered(batch, 3, 1),
    "a manifest emptied": lambda batch: altered(batch, 6, b"[]"),
}


def test_what_is_forged_is_refused_by_the_server_and_named(shop: Shop, served: Served) -> None:
    settings = served.add_post()
    with server_link.reached(settings) as server, reading(shop.workspace) as connection:
        for name, forge in FORGERIES.items():
            (batch,) = forwarding.batches(connection, "P1", 0)
            forged = forge(batch)
            with pytest.raises(psycopg.Error) as refused:
                forwarding.hand_over(server, batch, {})
            said = contact.refusal_of(refused.value, served.cluster.address()).message
            assert (said.code, said.fields["entry"]) == ("server.broken", f"P1-{forged}"), name
    assert on_server(served)[0] == 0  # all or none
    assert forward(shop, settings) == local(shop)[0]


# Texts of a row that a table would take, or that are read as another row than they seal. {0}: the entry.
READ_OTHERWISE = {
    "a key twice": '{{"person":"a","person":"b","post":"P1","row":1,"rule":"simple","sequence":{0}}}',
    "a number as a text": '{{"person":"a","post":"P1","row":"1","rule":"simple","sequence":{0}}}',
    "another order": '{{"post":"P1","person":"a","row":1,"rule":"simple","sequence":{0}}}',
    "a space": '{{"person": "a","post":"P1","row":1,"rule":"simple","sequence":{0}}}',
    "a sign escaped": '{{"person":"\\u0061","post":"P1","row":1,"rule":"simple","sequence":{0}}}',
    "another post": '{{"person":"a","post":"P2","row":1,"rule":"simple","sequence":{0}}}',
    "a number for a text": '{{"person":5,"post":"P1","row":1,"rule":"simple","sequence":{0}}}',
    "a sign of no text": '{{"person":"\\u0000","post":"P1","row":1,"rule":"simple","sequence":{0}}}',
    "half a sign": '{{"person":"\\ud800","post":"P1","row":1,"rule":"simple","sequence":{0}}}',
    "a column left out": '{{"post":"P1","row":1,"rule":"simple","sequence":{0}}}',
    "too large a number": '{{"person":"a","post":"P1","row":99999999999,"rule":"simple","sequence":{0}}}',
    "no number": '{{"person":"a","post":"P1","row":1,"rule":"simple","sequence":1e400}}',
    "too deep": '{{"person":' + "[" * 20_000 + "]" * 20_000 + ',"post":"P1","row":1,"rule":"a","sequence":{0}}}',
    "no text at all": "nothing",
}


def sealed(
    text: str, last: int, head: bytes, table: str = "workshop_rule", *, actor: str = "a", post: str = "P1"
) -> Batch:
    """An entry that follows, as a post would seal it whose row is this text."""
    text = text.format(last + 1)
    digest = hashlib.sha256(f"{table}\n{text}".encode()).hexdigest()
    entry = {
        "seal_format": 1, "post": post, "sequence": last + 1, "kind": "règle", "at": 5, "actor": actor,
        "previous": head, "manifest": json.dumps([[table, 1, digest]], separators=(",", ":")).encode(),
    }  # fmt: skip
    line = (last + 1, 1, "règle", 5, actor, head, entry["manifest"], seal.entry_digest(entry))
    return Batch(post, [line], {table: f"[{text}]"})


def test_a_text_that_is_read_as_another_row_than_it_seals_is_refused(shop: Shop, served: Served) -> None:
    """The digest was of the text and the row of what PostgreSQL read in it: the server took what its own verification
    then called changed."""
    settings = served.add_post()
    forward(shop, settings)
    before = on_server(served)
    with server_link.reached(settings) as server:
        last, head = forwarding.received(server, "P1")
        for name, text in READ_OTHERWISE.items():
            with pytest.raises(psycopg.Error) as refused:
                forwarding.hand_over(server, sealed(text, last, head), {})
            said = contact.refusal_of(refused.value, served.cluster.address()).message
            assert (said.code, said.fields["entry"]) == ("server.broken", f"P1-{last + 1}"), name
        more = '{{"new":1,"person":"a","post":"P1","row":1,"rule":"simple","sequence":{0}}}'
        for batch in (sealed(more, last, head), sealed("{{}}", last, head, "a table'; DROP TABLE journal; --")):
            with pytest.raises(psycopg.Error) as refused:
                forwarding.hand_over(server, batch, {})
            assert contact.refusal_of(refused.value, served.cluster.address()).message.code == "server.older"
        assert on_server(served) == before
        # Every sign that a text may have is sealed there as it is here.
        signs = "".join(map(chr, range(1, 0x2100))) + "\ufffe😀"
        row = {"person": signs, "post": "P1", "row": 1, "rule": "é", "sequence": last + 1}
        text = msgspec.json.encode(row).decode().replace("{", "{{").replace("}", "}}")
        assert forwarding.hand_over(server, sealed(text, last, head, actor=signs), {}) == last + 1
    assert on_server(served)[0] == before[0] + 1


def test_a_post_erases_no_name_of_another_and_makes_none_impossible(shop: Shop, served: Served) -> None:
    settings = served.add_post()
    forward(shop, settings)
    camille = shop.workshop._archive.person_id(CAMILLE)
    text = f'{{{{"person":"a","person_id":"{camille}","post":"P2","reason":"x","row":1,"sequence":{{0}}}}}}'
    with server_link.reached(served.add_post("P2")) as server:
        assert forwarding.hand_over(server, sealed(text, 0, bytes(32), "name_erasure", post="P2"), {}) == 1
    with served.reach() as server:
        known = f"SELECT count(*) FROM {plan.SCHEMA}.person_identity WHERE name = %s"
        assert server.execute(known, (CAMILLE,)).fetchone() == (1,)


def test_a_post_writes_in_no_record_of_another_post(shop: Shop, served: Served, tmp_path: Path) -> None:
    """Sealed in its own chain, its reading changed the verdict of a piece of the other: the server took it, and it and
    a copy said that all was sound."""
    forward(shop, served.add_post())
    other, settings = founded(tmp_path / "other", "P2"), served.add_post("P2")
    forward(other, settings)
    archive = other.workshop._archive
    closing = {"record_post": "P1", "record_sequence": 5, "person": archive.person_id(CAMILLE), "signed": 1}
    id = archive._journal.append("closing", closing["person"], other.clock(), [(schema.closing, closing)])
    found = verify(other.workspace).break_
    assert found is not None and (found.code, found.table, found.row) == ("record_of_other", "closing", f"{id}-0")
    with pytest.raises(Refusal) as refused:
        forward(other, settings)
    assert (refused.value.message.code, refused.value.message.fields["entry"]) == ("server.broken", str(id))
    # As a server of before took it.
    with reading(other.workspace) as connection:
        (batch,) = forwarding.batches(connection, "P2", id.sequence - 1)
    with served.reach() as server:
        said = ", ".join(["%s"] * len(batch.entries[0]))
        server.execute(f"INSERT INTO {plan.SCHEMA}.journal VALUES ('P2', {said})", batch.entries[0])
        rows = f"SELECT * FROM json_populate_recordset(null::{plan.SCHEMA}.closing, %s)"
        server.execute(f"INSERT INTO {plan.SCHEMA}.closing {rows}", (batch.rows["closing"],))
        head = f"UPDATE {plan.SCHEMA}.post SET entries = %s, head = %s WHERE code = 'P2'"
        server.execute(head, (id.sequence, batch.entries[0][-1]))
        assert server_check.verify(server).broken == ("record_of_other", "closing", f"{id}-0")
    with pytest.raises(Refusal) as refused:
        server_copy.bring_up_to_date(Workspace(tmp_path / "copy"), served.add_reader())
    assert refused.value.message.code == "server.pulled_broken"
    other.close()
