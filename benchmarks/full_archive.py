"""Opening the window on an archive of 10,000 records, against an empty one, each in a new process, in turn.

The window is ready when its archive is open and the start page says which record can be continued: the moment is
printed by the process itself. Medians are printed; nothing is asserted.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from benchmarks.cold_start import seconds
from metroapp.archive.store import Archive
from metroapp.domain.measurement import BoxKey, EntryId, Measurement, Origin
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.operations import Closing
from metroapp.domain.quantity import Quantity
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.services.reference import standards
from metroapp.services.workspace import Workspace

READY = """
import sys
import time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from metroapp import app
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
workshop = Workshop(Workspace(Path(sys.argv[1])))
app.prepare()
window = app.MainWindow(workshop, Path("data") / "parts")
window.show()
while not workshop.is_open or window.is_busy:
    QCoreApplication.processEvents()
print(time.time_ns(), flush=True)
window.close()
workshop.close()
"""
NOWHERE = EntryId("", 0)


def fill(folder: Path, records: int) -> None:
    """Records of one piece and one value, all closed but the last one."""
    workspace = Workspace(folder)
    workspace.lock_for_writing().release()
    archive = Archive(workspace.archive)
    now = datetime.now(UTC)
    archive.found_workshop("Banc d'essai", now)
    read = read_callout("20 ±0,1", standards())
    part = Part("Cale", "BANC", "-", "-", "", "", (Characteristic("1", "Cale", read, Means.CALIPER),))
    for number in range(records):
        record = archive.open_record(RecordHeader(NOWHERE, "", part, 1, "Banc", now))
        value = Quantity(Decimal(20000 + number % 90) / 1000)
        archive.write(record, Measurement(NOWHERE, BoxKey(1, "1"), value, None, Origin.TYPED, None, "Banc", now))
        if number < records - 1:
            archive.write(record, Closing(NOWHERE, "Banc", now))
    archive.checkpoint()
    archive.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        empty, full = Path(name) / "empty", Path(name) / "full"
        began = time.perf_counter()
        fill(empty, 1)
        fill(full, asked.records)
        print(f"{asked.records} records written in {time.perf_counter() - began:.0f} s")
        for folder in (empty, full):
            seconds(READY, str(folder))  # warms the disk cache
        times: dict[str, list[float]] = {"empty": [], "full": []}
        for _ in range(asked.rounds):
            times["empty"].append(seconds(READY, str(empty)))
            times["full"].append(seconds(READY, str(full)))
    ratio = statistics.median(ours / bare for ours, bare in zip(times["full"], times["empty"], strict=True))
    for title, found in times.items():
        print(f"{title:>6}: median {statistics.median(found):.3f} s")
    print(f"full against empty, pair by pair: median {ratio:.2f}")


if __name__ == "__main__":
    main()
