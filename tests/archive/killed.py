"""What a campaign of kills kills: `python -m tests.archive.killed` forks a child for each line that it reads.

A line is a deed, the folder that it works in, and the file that it says in what is durable. The pid of the child is
printed at once, then how it ended. A child is forked from a process that has loaded everything and opened nothing.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import metroapp.archive.upgrades  # noqa: F401 (loaded before any fork, not in each)
from metroapp.archive.backup import back_up
from metroapp.archive.store import Archive
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means, Part
from metroapp.services import consultation
from metroapp.services.events import BoxRecorded, Event
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, Shop, characteristic, part

Say = Callable[[str], None]
PIECES = 4
FIRST_DAY = date(2026, 1, 1)


def record(folder: Path, say: Say) -> None:
    """Records are filled and signed, one after the other; each value is said once it is published."""
    draw = random.Random(os.getpid())

    def tell(event: Event) -> None:
        if isinstance(event, BoxRecorded) and (measured := event.box.measurement) is not None:
            say(f"{measured.id} {measured.quantity.value if measured.quantity else ''}")

    shop = Shop(folder)
    shop.workshop.subscribe(tell)
    left = consultation.last_open_record(shop.workspace)
    if left is None:
        shop.open(_part(), PIECES)
    else:
        shop.workshop.resume(left.id).result()
    while True:
        for _ in range(PIECES * 2):
            try:
                if draw.random() < 0.2:
                    shop.workshop.type_value(f"35,0{draw.randrange(10)}", "campagne").result()
                else:
                    shop.read(CALIPER, f"35.0{draw.randrange(10)}")
            except Refusal as refusal:  # the record is full
                if refusal.message.code != "record.full":
                    raise
                break
        shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
        line = consultation.record_lines(shop.workspace)[0]
        say(f"closed {line.id}")
        shop.open(_part(), PIECES)


def _part() -> Part:
    return part(characteristic("1", "35 ±0,1", Means.CALIPER))


def upgrade(folder: Path, say: Say) -> None:
    Archive(folder / "archive.sqlite", folder / "backups").close()
    say("upgraded")


def copy(folder: Path, say: Say) -> None:
    """The copies of one day after the other, while the archive is written."""
    archive = Archive(folder / "archive.sqlite")
    backups = folder / "backups"
    taken = sorted(backups.glob("archive-*.sqlite"))
    day = FIRST_DAY if not taken else date.fromisoformat(taken[-1].stem.removeprefix("archive-")) + timedelta(days=1)

    def copies() -> None:
        try:
            for days in itertools.count():
                made = back_up(folder / "archive.sqlite", backups, day + timedelta(days=days))
                assert made is not None
                say(made.name)
        except BaseException:
            say(f"failed {traceback.format_exc()}")
            raise

    threading.Thread(target=copies, daemon=True).start()
    for second in itertools.count():
        archive.set_rule(
            DecisionRule(RuleName.SIMPLE), "Camille", datetime(2026, 1, 1, tzinfo=UTC) + timedelta(0, second)
        )


DEEDS = {"record": record, "upgrade": upgrade, "copy": copy}


def main() -> None:
    for line in sys.stdin:
        deed, folder, file = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            _do(deed, Path(folder), Path(file))
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _do(deed: str, folder: Path, file: Path) -> None:
    # Workshops that begin alike have keys of the same name: each has its own folder of them.
    os.environ["XDG_CONFIG_HOME"] = str(folder / "settings")
    said = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(text: str) -> None:
        os.write(said, f"{text}\n".encode())

    try:
        DEEDS[deed](folder, say)
    except BaseException:
        say(f"failed {traceback.format_exc()}")
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
