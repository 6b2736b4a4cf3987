"""Cold start to a usable window, against a bare PySide6 window, each in a new process, in turn in the same run.

A window is usable when it has been shown and has painted once: the moment is printed by the process itself, so that
what it does afterwards, or to leave, does not count. Medians are printed; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("…"))
window.show()
window.grab()
print(time.time_ns(), flush=True)
QTimer.singleShot(0, application.quit)
application.exec()
"""

OURS = """
import sys
import time
from pathlib import Path
from PySide6.QtCore import QTimer
from metroapp import app
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
workshop = Workshop(Workspace(Path(sys.argv[1])))
application = app.prepare()
window = app.MainWindow(workshop, Path("data") / "parts")
window.show()
window.grab()
print(time.time_ns(), flush=True)
heavy = {"sqlalchemy", "pandas", "openpyxl", "reportlab", "pypdfium2", "numpy", "scipy", "pyqtgraph"} & set(sys.modules)
assert not heavy, heavy
QTimer.singleShot(0, application.quit)
application.exec()
window.close()
workshop.close()
"""


def seconds(program: str, folder: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    root = Path(__file__).resolve().parent.parent
    begun = time.time_ns()
    command = [sys.executable, "-c", program, folder]
    done = subprocess.run(command, env=environment, cwd=root, check=True, stdout=subprocess.PIPE, text=True)
    return (int(done.stdout.split()[0]) - begun) / 1e9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        for program in (BARE, OURS):
            seconds(program, folder)  # warms the disk cache, and creates the workspace
        bare, ours = [], []
        for _ in range(rounds):
            bare.append(seconds(BARE, folder))
            ours.append(seconds(OURS, folder))
    ratio = statistics.median(theirs / other for theirs, other in zip(ours, bare, strict=True))
    print(f"bare PySide6 window: median {statistics.median(bare):.3f} s")
    print(f"workstation:         median {statistics.median(ours):.3f} s")
    print(f"ratio, pair by pair: median {ratio:.2f}")


if __name__ == "__main__":
    main()
