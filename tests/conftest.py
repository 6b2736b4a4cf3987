"""What every test shares: no screen, and no test passed over in silence."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import argon2
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from metroapp.archive import durability
from tests.examples import TIMES_MORE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The keys that sign, as all settings of a user, stay out of the settings of whoever runs the tests.
_SETTINGS = tempfile.TemporaryDirectory(prefix="metroapp-settings-")
os.environ["XDG_CONFIG_HOME"] = _SETTINGS.name

# No test asserts a time: a busy machine is no failure.
settings.register_profile(
    "metroapp", max_examples=100 * TIMES_MORE, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("metroapp")

# Programs of the system that some tests open documents with, and the line that installs each.
_INSTALL = {
    "soffice": "apt-get install -y libreoffice-calc",
    "pdftoppm": "apt-get install -y poppler-utils",
    "pdffonts": "apt-get install -y poppler-utils",
    "pdftotext": "apt-get install -y poppler-utils",
    "Xvfb": "apt-get install -y xvfb xauth",
    "initdb": "apt-get install -y postgresql",
}
_ABSENT = " is absent; "
_PATH = os.pathsep.join((os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))))

MadeOnce = Callable[[str, Callable[[Path], object]], Path]
SHIPPED_SYNCHRONOUS = durability.SYNCHRONOUS


@pytest.fixture(scope="session", autouse=True)
def _no_power_is_cut() -> Iterator[None]:
    """What these processes write need not outlive the machine; a test holds what is shipped, and those that kill a
    process start one of their own."""
    durability.SYNCHRONOUS = "OFF"
    yield
    durability.SYNCHRONOUS = SHIPPED_SYNCHRONOUS


@pytest.fixture(scope="session", autouse=True)
def _nobody_guesses_secrets() -> Iterator[None]:
    """Secrets are hashed by the real algorithm, as light as it can be; a test holds what is shipped."""
    with pytest.MonkeyPatch.context() as patch:
        light = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(argon2, "PasswordHasher", light)
        yield


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Makes a folder once for all the processes that run tests at the same time: for what takes long to make and that
    tests only read."""

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        base = tmp_path_factory.getbasetemp()
        folder = (base if worker_id == "master" else base.parent) / f"once-{name}"
        done = folder.with_name(f"{folder.name}.done")
        with FileLock(f"{folder}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return make


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: some of them always wait, for an instrument or for a window."""
    return (os.cpu_count() or 1) + 1


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose tool is absent is listed as not run; under CI its absence is a failure."""
    for marker in item.iter_markers("tool"):
        name = marker.args[0]
        if shutil.which(name, path=_PATH) is None:
            line = f"{item.nodeid}: {name}{_ABSENT}{_INSTALL[name]}"
            if os.environ.get("CI") == "true":
                pytest.fail(line)
            pytest.skip(line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Of the tests that were skipped, whichever process they were in."""
    skipped = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    absent = [said.removeprefix("Skipped: ") for said in skipped if _ABSENT in said]
    if absent:
        terminalreporter.section("not run")
        for line in absent:
            terminalreporter.write_line(line)
