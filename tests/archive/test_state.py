"""`state.sqlite`: texts by key, on the disk as soon as they are put; a disk that refuses says so in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from metroapp.archive import connection, durability
from metroapp.archive.state import State
from metroapp.domain.message import Refusal
from tests.conftest import SHIPPED_SYNCHRONOUS


def test_texts_by_key_outlive_the_program(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    for key, text in (("waiting.2", "b"), ("waiting.10", "c"), ("waiting_1", "x"), ("kept.part", "d")):
        state.put(key, text)
    state.put("waiting.2", "é")
    again = State(tmp_path / "state.sqlite")  # the first one still open: nothing was left in memory
    assert again.under("waiting.") == {"waiting.10": "c", "waiting.2": "é"}
    again.remove("waiting.10")
    again.remove("waiting.10")
    assert state.get("waiting.10") == "" and state.get("waiting.10", "-") == "-"
    state.close()
    again.close()


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    state._connection.execute("PRAGMA query_only = ON")
    for write in (lambda: state.put("a", "b"), lambda: state.remove("a")):
        with pytest.raises(Refusal) as refused:
            write()
        assert refused.value.message.code == "workspace.read_only"
    state.close()


def test_a_damaged_file_is_set_aside_whole_and_another_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    for number in (1, 2):
        path.write_bytes(b"garbage %d" % number * 500)
        state = State(path)
        aside = tmp_path / f"state.sqlite.damaged-{number}"
        assert state.set_aside == aside and aside.read_bytes() == b"garbage %d" % number * 500
        state.put("a", "b")
        assert state.get("a") == "b"
        state.close()


def test_a_page_damaged_in_the_middle_is_seen_too(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    state = State(path)
    for number in range(200):
        state.put(f"waiting.{number}", "x" * 100)
    state.close()
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    path.write_bytes(content)
    again = State(path)
    assert again.set_aside is not None and again.under("waiting.") == {}
    again.close()
    sound = State(path)
    assert sound.set_aside is None
    sound.close()


def test_a_damaged_file_that_cannot_be_set_aside_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"garbage" * 500)

    def refused(_self: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(Refusal) as said:
        State(path)
    assert said.value.message.code == "state.damaged" and path.exists()


def test_what_is_recorded_is_on_the_disk_before_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tests do without; the program does not."""
    assert SHIPPED_SYNCHRONOUS == "FULL"
    monkeypatch.setattr(durability, "SYNCHRONOUS", SHIPPED_SYNCHRONOUS)
    engine = connection.open_for_writing(tmp_path / "archive.sqlite")
    with engine.connect() as writer:
        assert writer.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert writer.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    engine.dispose()
    state = State(tmp_path / "state.sqlite")
    assert state._do("PRAGMA synchronous") == [(2,)]
    state.close()
