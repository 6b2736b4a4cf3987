"""`state.sqlite`: texts by key, on the disk as soon as they are put; a disk that refuses says so in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from metroapp.archive.state import State
from metroapp.domain.message import Refusal


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
