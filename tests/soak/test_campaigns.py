"""Long campaigns, behind `make soak`: kills at random moments. Each prints its figures."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.archive.killing import Campaign, kill_copies, kill_recordings, kill_upgrades

pytestmark = [pytest.mark.soak, pytest.mark.skipif(sys.platform == "win32", reason="children are forked")]

AT_ONCE = 2


@pytest.mark.parametrize(
    ("killed", "kills"),
    [(kill_recordings, 1400), (kill_upgrades, 1000), (kill_copies, 600)],
)
def test_a_campaign_of_kills_loses_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    killed: Callable[[Path, int, int], Campaign],
    kills: int,
) -> None:
    begun = time.monotonic()

    def run(number: int) -> Campaign:
        folder = tmp_path / str(number)
        folder.mkdir()
        return killed(folder, kills // AT_ONCE, 20261127 + number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        campaigns = list(pool.map(run, range(AT_ONCE)))
    wrong = [one for campaign in campaigns for one in campaign.wrong]
    made, said, unfinished = (sum(getattr(one, name) for one in campaigns) for name in ("kills", "said", "unfinished"))
    with capsys.disabled():
        print(
            f"\n{killed.__name__}: {made} kills in {time.monotonic() - begun:.0f} s, {unfinished} left something"
            f" begun; {said} things said to be durable were looked for; wrong: {len(wrong)}"
        )
    assert wrong == [] and made >= kills
