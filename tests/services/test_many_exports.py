"""Many records exported at once, and each one at once into the folder that another program watches."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from metroapp.archive.state import State, read_kept
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.people import Role
from metroapp.domain.record_search import RecordSearch
from metroapp.domain.specification import Means
from metroapp.services import consultation, documents, file_names, many_exports
from metroapp.services.events import WatchedFolderChanged
from metroapp.services.file_names import FilePattern
from metroapp.services.formats import Format
from metroapp.services.new_record import NewRecord
from metroapp.services.watched_folder import WatchedFolder, WatchState, from_text, require_usable
from metroapp.services.workspace import Workspace
from metroapp.wording.exports import format_name, summary, watched
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, Shop, characteristic, part

LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))
PATIENCE_S = 60


def close_one(shop: Shop, value: str = "35.02", order: str = "OF-7/1") -> str:
    header = shop.workshop.open_record(NewRecord(LENGTH, 1, order)).result()
    shop.read(CALIPER, value)
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    return header.number


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "atelier")
    yield made
    made.close()


class Watching:
    """The states of the watched folder as they are published."""

    def __init__(self, shop: Shop) -> None:
        self._said: queue.SimpleQueue[WatchState] = queue.SimpleQueue()
        shop.workshop.subscribe(
            lambda event: self._said.put(event.state) if isinstance(event, WatchedFolderChanged) else None
        )

    def until(self, **facts: object) -> WatchState:
        while True:
            state = self._said.get(timeout=PATIENCE_S)
            if all(getattr(state, name) == value for name, value in facts.items()):
                return state


def test_many_records_are_written_with_the_names_of_the_workshop(shop: Shop, tmp_path: Path) -> None:
    numbers = [close_one(shop, value) for value in ("35.02", "35.4", "35.03")]
    shop.workshop.set_file_pattern(FilePattern("{of} {verdict}")).result()
    found = many_exports.found(shop.workspace, RecordSearch("OF-7"))
    assert [number for _, number in found] == numbers[::-1]
    out, steps = tmp_path / "clients" / "2026", []

    def go_on(done: int, total: int) -> bool:
        steps.append((done, total))
        return True

    done = many_exports.export_many(shop.workspace, found, (Format.CSV, Format.CSV_EN), out, go_on)
    assert done.is_whole and done.records == 3 and not done.refused and steps == [(n, 3) for n in range(4)]
    # The first and the last one would be called the same: neither is lost.
    assert {path.name for path in out.iterdir()} == {path.name for path in done.files} == {
        "OF-7_1 conforme.csv", "OF-7_1 conforme (2).csv", "OF-7_1 non conforme.csv",
        "OF-7_1 conforme-en.csv", "OF-7_1 conforme-en (2).csv", "OF-7_1 non conforme-en.csv",
    }  # fmt: skip
    # Cancelled between two records: what is there is whole, and nothing else is.
    few = many_exports.export_many(shop.workspace, found, [Format.PDF], tmp_path / "few", lambda done, _total: done < 1)
    assert few.cancelled and few.records == 1 and not few.is_whole
    assert [path.read_bytes()[:5] for path in (tmp_path / "few").iterdir()] == [b"%PDF-"]
    with pytest.raises(Refusal, match=r"export\.nothing_chosen"):
        many_exports.export_many(shop.workspace, [], [Format.PDF], out)
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match=r"export\.folder"):
        many_exports.export_many(shop.workspace, found, [Format.PDF], tmp_path / "file" / "in")


def refusing(monkeypatch: pytest.MonkeyPatch, shop: Shop, bad: str, refusal: Refusal) -> None:
    """One record that cannot be written, by its number."""
    export = documents.export

    def refuse(workspace: Workspace, id: EntryId, *rest: Any, **named: Any) -> Path:
        if consultation.load(workspace, id).header.number == bad:
            raise refusal
        return export(workspace, id, *rest, **named)

    monkeypatch.setattr(documents, "export", refuse)


def test_one_record_refused_keeps_no_other_back(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _first, second, third = (close_one(shop) for _ in range(3))
    found = many_exports.found(shop.workspace, RecordSearch())
    with monkeypatch.context() as patched:
        refusing(patched, shop, second, Refusal("export.pdf_only"))
        done = many_exports.export_many(shop.workspace, found, [Format.CSV], tmp_path / "out")
    assert done.records == 2 and [number for number, _ in done.refused] == [second] and done.stopped is None
    said = summary(done.records, len(done.files), "out", done.refused, 0, done.stopped)
    assert said.startswith("2 relevés exportés (2 fichiers) dans out. 1 relevé refusé : " + second)
    # Where no record would fare better, the others are not tried.
    refusing(monkeypatch, shop, second, Refusal("workspace.full", path=tmp_path))
    done = many_exports.export_many(shop.workspace, found, [Format.CSV], tmp_path / "full")
    assert done.stopped == Message("workspace.full", {"path": tmp_path}) and not done.cancelled
    assert [path.name for path in done.files] == [f"releve-{third}.csv"]


def test_a_file_held_by_another_program_keeps_no_other_back(shop: Shop, tmp_path: Path) -> None:
    first, second = close_one(shop), close_one(shop)
    held = tmp_path / f"releve-{second}.csv"
    held.mkdir()  # a file cannot take its place, as that of one that a spreadsheet has open cannot be taken
    done = many_exports.export_many(
        shop.workspace, many_exports.found(shop.workspace, RecordSearch()), [Format.CSV], tmp_path
    )
    ((number, why),) = done.refused
    assert (number, why) == (second, Message("export.not_replaced", {"path": held})) and done.stopped is None
    assert done.files[-1].name == f"releve-{first}.csv" and "fermez-le" in sentence(why)


def test_each_closed_record_goes_into_the_watched_folder_once_it_is_back(tmp_path: Path) -> None:
    """The share is away for a while, and the program stops meanwhile: what was not exported is found again."""
    shop = Shop(tmp_path / "atelier")
    before = close_one(shop)  # before a folder was chosen: nobody asked for it
    share, watching = tmp_path / "partage", Watching(shop)
    share.mkdir()
    require_usable(share)
    shop.workshop.watched.choose(WatchedFolder(str(share), (Format.CSV, Format.CSV_EN))).result()
    first = close_one(shop)
    watching.until(last=first)
    assert {path.name for path in share.iterdir()} == {f"releve-{first}.csv", f"releve-{first}-en.csv"}
    share.rename(tmp_path / "away")
    second = close_one(shop)
    state = watching.until(waiting=1)
    assert state.why is not None and state.why.code == "watched.away" and not share.exists()
    assert watched(1, state.why, ()).startswith("1 relevé attend d'être exporté. Le dossier surveillé")
    shop.close()
    again = Shop(tmp_path / "atelier")
    watching = Watching(again)
    try:
        third = close_one(again)
        watching.until(waiting=2)
        (tmp_path / "away").rename(share)
        again.workshop.watched.retry()
        watching.until(last=third, waiting=0)
        names = {path.name for path in share.iterdir()}
        assert names == {f"releve-{n}{end}.csv" for n in (first, second, third) for end in ("", "-en")}
        assert before not in str(names)
        # No folder any more: nothing is exported, and nothing waits.
        again.workshop.watched.choose(WatchedFolder()).result()
        close_one(again)
        assert again.workshop.watched.state == WatchState()
        assert read_kept(again.workspace.state, "post.watched_folder.done") == ""
    finally:
        again.close()


def test_a_record_that_is_refused_does_not_hold_up_the_watched_folder(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching, bad = Watching(shop), "P1-2026-0001"
    refusing(monkeypatch, shop, bad, Refusal("export.pdf_only"))
    shop.workshop.watched.choose(WatchedFolder(str(tmp_path), (Format.CSV,))).result()
    assert close_one(shop) == bad
    good = close_one(shop)
    state = watching.until(last=good, waiting=0)
    assert state.left_out == (bad,) and bad in watched(0, None, state.left_out)
    shop.settle()
    last = close_one(shop)
    shop.close()  # at once: it is written all the same
    assert (tmp_path / f"releve-{last}.csv").exists()
    shop = Shop(tmp_path / "atelier")
    watching = Watching(shop)
    assert bad in read_kept(shop.workspace.state, "post.watched_folder.done")
    shop.workshop.watched.choose(WatchedFolder(str(tmp_path))).result()
    watching.until(left_out=())
    shop.close()


def test_a_restored_archive_does_not_silence_the_watched_folder(shop: Shop, tmp_path: Path) -> None:
    """What was kept beside the archive was further than it: nothing more was exported, and nobody was told."""
    shop.workshop.watched.choose(WatchedFolder(str(tmp_path), (Format.CSV,))).result()
    shop.close()
    kept = State(shop.workspace.state)
    kept.put("post.watched_folder.done", '{"last": "P1-9999", "left_out": []}')
    kept.close()
    again = Shop(tmp_path / "atelier")
    watching = Watching(again)
    watching.until(last=close_one(again), waiting=0)
    again.close()


def test_the_settings_of_the_exports_are_for_those_who_may(shop: Shop, tmp_path: Path) -> None:
    shop.workshop.staff.enter("Operateur Seul", (Role.OPERATOR,), "operateur-1").result()
    shop.workshop.staff.sign_in("Operateur Seul", "operateur-1").result()
    for asked in (
        shop.workshop.set_file_pattern(FilePattern("{lot}-{numero}")),
        shop.workshop.watched.choose(WatchedFolder(str(tmp_path))),
    ):
        with pytest.raises(Refusal, match=r"person\.not_allowed"):
            asked.result()
    assert file_names.pattern_of(shop.workspace) == file_names.DEFAULT
    for folder in (Path("exports"), tmp_path / "absent"):
        with pytest.raises(Refusal, match=r"watched\."):
            require_usable(folder)
    assert from_text('{"folder": "/x", "formats": ["nothing"]}') == from_text("{") == WatchedFolder()


def test_every_format_is_offered_with_its_name() -> None:
    assert len({format_name(one.value) for one in Format}) == len(Format)
