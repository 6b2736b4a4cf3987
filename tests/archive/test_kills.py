"""Programs killed at random moments, the short campaigns: nothing said to be durable is lost, nothing is half done."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from metroapp.archive.store import Archive
from tests.archive import killing
from tests.archive.killing import FIXTURES, Killer, kill_copies, kill_recordings, kill_upgrades

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


def test_killed_while_recording(tmp_path: Path) -> None:
    campaign = kill_recordings(tmp_path, 14)
    assert campaign.wrong == [] and campaign.kills == 14 and campaign.said > 14


def test_killed_while_upgrading(tmp_path: Path) -> None:
    campaign = kill_upgrades(tmp_path, 14)
    assert campaign.wrong == [] and campaign.kills >= 14 and campaign.unfinished > 0


def test_killed_while_copying(tmp_path: Path) -> None:
    campaign = kill_copies(tmp_path, 8)
    assert campaign.wrong == [] and campaign.kills == 8 and campaign.said > 0


@pytest.mark.parametrize(("said", "found"), [("P1-99 35.02", "P1-99 35.02"), ("closed P1-99", "P1-99")])
def test_a_campaign_sees_what_is_lost(tmp_path: Path, said: str, found: str) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes((FIXTURES / "version-6.sqlite").read_bytes())
    Archive(path).close()
    (tmp_path / "said.txt").write_text(f"{said}\n", encoding="utf-8")
    one = Killer("record", 1, io.StringIO(), io.StringIO())
    killing._require_recorded(one, path, tmp_path / "said.txt")
    assert any(found in wrong for wrong in one.campaign.wrong)
