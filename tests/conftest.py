"""What every test shares: no screen, and no test passed over in silence."""

from __future__ import annotations

import os
import shutil

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Programs of the system that some tests open documents with, and the line that installs each.
_INSTALL = {
    "soffice": "apt-get install -y libreoffice-calc",
    "pdftoppm": "apt-get install -y poppler-utils",
    "pdffonts": "apt-get install -y poppler-utils",
    "pdftotext": "apt-get install -y poppler-utils",
    "Xvfb": "apt-get install -y xvfb xauth",
}
_NOT_RUN = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_NOT_RUN] = []


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose tool is absent is listed as not run; under CI its absence is a failure."""
    for marker in item.iter_markers("tool"):
        name = marker.args[0]
        if shutil.which(name) is None:
            line = f"{item.nodeid}: {name} is absent; {_INSTALL[name]}"
            if os.environ.get("CI") == "true":
                pytest.fail(line)
            item.config.stash[_NOT_RUN].append(line)
            pytest.skip(line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[_NOT_RUN]:
        terminalreporter.section("not run")
        for line in config.stash[_NOT_RUN]:
            terminalreporter.write_line(line)
