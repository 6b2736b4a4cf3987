"""A copy of the server: two posts in one folder, found, opened and verified with the pages of any archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL

import pytest

from metroapp.archive.server import plan, pulling
from metroapp.cli import main
from metroapp.domain.message import Refusal
from metroapp.domain.pareto import BadCount
from metroapp.domain.people import Person
from metroapp.domain.record_search import RecordSearch
from metroapp.domain.specification import Means
from metroapp.services import consultation, server_copy, server_link
from metroapp.services.consulted_workshop import of_server
from metroapp.services.opened_workspace import OpenedWorkspace
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.server.conftest import Served
from tests.workbench import CALIPER, CAMILLE, LIGHT_HASHER, Shop, characteristic, part

pytestmark = pytest.mark.tool("initdb")
PART = part(characteristic("1", "35 ±0,1", Means.CALIPER))


@pytest.fixture
def shops(tmp_path: Path) -> Iterator[tuple[Shop, Shop]]:
    """Two posts: the second one founded under its own code."""
    founded = Workshop(Workspace(tmp_path / "two", tmp_path / "keys"), hasher=LIGHT_HASHER)
    founded.open().result()
    with pytest.raises(Refusal) as refused:
        founded.found("Atelier d'essai", "p 2").result()
    assert refused.value.message.code == "workshop.post_code"
    founded.found("Atelier d'essai", "P2").result()
    founded.close()
    one, two = Shop(tmp_path / "one"), Shop(tmp_path / "two")
    for shop, values in ((one, ("35.02", "35.23")), (two, ("35.01", "35.00"))):
        shop.open(PART, pieces=2)
        shop.read(CALIPER, *values)
    yield one, two
    one.close()
    two.close()


def send(shop: Shop, settings: ServerSettings) -> None:
    shop.settle()
    server_link.once(shop.workspace, settings, lambda _sent, _of: True)


def test_bad_values_of_all_posts_are_counted_together(shops: tuple[Shop, Shop], served: Served, tmp_path: Path) -> None:
    one, two = shops
    two.settle()
    two.open(PART, pieces=1)
    two.read(CALIPER, "35.30")
    for shop, code in ((one, "P1"), (two, "P2")):
        send(shop, served.add_post(code))
    reader, copy = served.add_reader(), Workspace(tmp_path / "copy")
    server_copy.bring_up_to_date(copy, reader)
    counted = [consultation.bad_counts(workspace) for workspace in (copy, of_server(reader))]
    assert counted[0] == counted[1] == [BadCount("ESSAI-01", "1", 2, 2)]


def test_two_posts_are_read_in_one_copy_as_in_their_own_files(
    shops: tuple[Shop, Shop], served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = shops
    settings = served.add_post("P1"), served.add_post("P2")
    for shop, at in zip(shops, settings, strict=True):
        send(shop, at)
    reader = served.add_reader()
    copy = Workspace(tmp_path / "copy")
    asked = ["--url", reader.url, "--secret-file", reader.secret_file, "--workspace", str(copy.root)]
    assert main(["server", "copy", *asked]) == 0 and "--read-only" in capsys.readouterr().out
    report = consultation.verify(copy)
    assert report.sound and report.heads == {
        **consultation.verify(one.workspace).heads, **consultation.verify(two.workspace).heads
    }  # fmt: skip
    assert {line.line.number for line in consultation.find(copy, RecordSearch())} == {"P1-2026-0001", "P2-2026-0001"}
    for shop in shops:
        (line,) = consultation.record_lines(shop.workspace)
        own, copied = consultation.load(shop.workspace, line.id), consultation.load(copy, line.id)
        assert copied.header == own.header and copied.sorting() == own.sorting()
    assert consultation.find(copy, RecordSearch(CAMILLE.split()[0]))
    # The server itself says the same, of all posts in the order of their openings.
    there = consultation.find(of_server(reader), RecordSearch(CAMILLE.split()[0]))
    assert {line.line for line in there} == {line.line for line in consultation.find(copy, RecordSearch())}
    assert [line.line.opened_at for line in there] == sorted((line.line.opened_at for line in there), reverse=True)
    assert consultation.verify(of_server(reader)).heads == report.heads
    # What comes later comes by itself, and once.
    one.read(CALIPER, "35.04")
    one.open(PART)
    send(one, settings[0])
    assert server_copy.bring_up_to_date(copy, reader) == {"P1": 1, "P2": 0}
    assert server_copy.bring_up_to_date(copy, reader) == {"P1": 0, "P2": 0}
    assert consultation.verify(copy).sound
    # It is read and not written.
    with pytest.raises(Refusal) as refused:
        OpenedWorkspace(copy, one.clock)
    assert refused.value.message.code == "server.is_copy"
    with pytest.raises(Refusal) as refused:
        server_copy.bring_up_to_date(one.workspace, reader)
    assert refused.value.message.code == "server.not_a_copy"


def test_a_copy_killed_in_the_middle_is_completed_and_forgets_the_names_that_are_erased(
    shops: tuple[Shop, Shop], served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "TOGETHER", 2)
    one, _ = shops
    settings, reader = served.add_post("P1"), served.add_reader()
    archive = one.workshop._archive
    left = Person(archive.person_id("Alix Zébulon"), "Alix Zébulon")
    archive.write_person(left, archive.person_id(CAMILLE), one.clock())
    send(one, settings)
    copy = Workspace(tmp_path / "copy")
    child = os.fork()
    if child == 0:
        server_copy.bring_up_to_date(copy, reader, lambda _post, pulled: pulled < 4 or os.kill(os.getpid(), SIGKILL))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -SIGKILL
    whole = consultation.verify(one.workspace)
    cut = consultation.verify(copy)
    assert cut.sound and cut.entries == 4 < whole.entries
    lock = copy.lock_for_writing()  # as another one that copies
    with pytest.raises(Refusal) as refused:
        server_copy.bring_up_to_date(copy, reader)
    lock.release()
    assert refused.value.message.code == "workspace.in_use"
    assert server_copy.bring_up_to_date(copy, reader) == {"P1": whole.entries - 4}
    done = consultation.verify(copy)  # with what is derived of the records, made here
    assert done.sound and (done.entries, done.rows, done.heads) == (whole.entries, whole.rows, whole.heads)
    assert "Zébulon".encode() in copy.archive.read_bytes()
    archive.erase_name(left.id, "partie", CAMILLE, one.clock())
    send(one, settings)
    assert server_copy.bring_up_to_date(copy, reader) == {"P1": 1}
    assert "Zébulon".encode() not in b"".join(file.read_bytes() for file in copy.archive.parent.glob("archive*"))
    assert consultation.verify(copy).sound


def test_what_was_changed_on_the_server_is_not_brought_down(
    shops: tuple[Shop, Shop], served: Served, tmp_path: Path
) -> None:
    one, _ = shops
    send(one, served.add_post("P1"))
    with served.reach() as server:
        server.execute(f"ALTER TABLE {plan.SCHEMA}.measurement DISABLE TRIGGER ALL")
        server.execute(f"UPDATE {plan.SCHEMA}.measurement SET verdict = 'conforming' WHERE verdict = 'nonconforming'")
    copy = Workspace(tmp_path / "copy")
    with pytest.raises(Refusal) as refused:
        server_copy.bring_up_to_date(copy, served.add_reader())
    assert refused.value.message.code == "server.pulled_broken"
    assert refused.value.message.fields["entry"].startswith("P1-")
    assert consultation.record_lines(copy) == []
