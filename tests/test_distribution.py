"""The wheel, installed in an empty environment and run from a folder that has its own `data/` and `forms/`."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from metroapp.archive.first_look import SCHEMA_VERSION
from tests.conftest import MadeOnce

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = "Scripts" if sys.platform == "win32" else "bin"


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def installed(made_once: MadeOnce) -> Path:
    """The folder of the programs of a new environment that holds only the wheel and what it asks for."""
    return made_once("wheel", install) / "environment" / PROGRAMS


def install(folder: Path) -> None:
    source = folder / "source"
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, tracked):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)], folder)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment)
    python = str(environment / PROGRAMS / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index"]
    run([*pip, "--no-compile", str(wheel)], folder)
    asks = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run([python, "-I", "-c", asks], folder).stdout.strip())
    (own,) = distributions(name="metroapp", path=[str(site)])
    for distribution in asked_for(own):
        link(distribution, site)


def asked_for(wheel: Distribution) -> Iterator[Distribution]:
    """What a distribution asks for, and what these ask for in turn, as it is installed here."""
    seen, waiting = set[str](), [wheel]
    while waiting:
        for text in waiting.pop().requires or ():
            asked = Requirement(text)
            name = canonicalize_name(asked.name)
            if name in seen or not (asked.marker is None or asked.marker.evaluate({"extra": ""})):
                continue
            seen.add(name)
            found = Distribution.from_name(name)
            assert asked.specifier.contains(found.version, prereleases=True), f"{text}: {found.version} is here"
            waiting.append(found)
            yield found


def link(distribution: Distribution, site: Path) -> None:
    """Put an installed distribution into another environment: unpacking them all again took longer than the tests."""
    for name in {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}:
        source, target = Path(str(distribution.locate_file(name))), site / name
        if target.exists():
            continue  # two distributions share a folder
        try:
            target.symlink_to(source, target_is_directory=source.is_dir())
        except OSError:  # Windows asks for a privilege
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that would take the place of the program's own packages if it could."""
    for name in ("data", "forms", "drivers", "resources", "metroapp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('the wrong package')\n")
    return tmp_path


def test_the_wheel_does_the_whole_job_from_another_folder(installed: Path, elsewhere: Path) -> None:
    workspace = elsewhere / "atelier"
    metroapp = str(installed / "metroapp")
    said = run([metroapp, "demo", "--pieces", "1", "--workspace", str(workspace)], elsewhere).stdout
    assert "P1-" in said
    assert {path.suffix for path in (workspace / "exports").iterdir()} == {".pdf", ".xlsx"}
    assert list((workspace / "screens").glob("*.png"))
    found = json.loads(run([metroapp, "archive", "verify", "--json", "--workspace", str(workspace)], elsewhere).stdout)
    assert found["sound"]


def test_the_wheel_reads_tolerances_from_another_folder(installed: Path, elsewhere: Path) -> None:
    found = json.loads(run([str(installed / "metroapp"), "tolerance", "Ø20 h7", "--json"], elsewhere).stdout)
    assert found["lower_limit"] == "19.979"


def test_the_wheel_brings_an_older_archive_up_to_date(installed: Path, elsewhere: Path) -> None:
    """Alembic reads the steps as files: they are in the wheel."""
    fixture = ROOT / "tests" / "archive" / "fixtures" / "version-1.sqlite"
    path = Path(shutil.copy(fixture, elsewhere / "archive.sqlite"))
    opens = "import pathlib, sys; from metroapp.archive import store; store.Archive(pathlib.Path(sys.argv[1])).close()"
    run([str(installed / "python"), "-I", "-c", opens, str(path)], elsewhere)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchone() == (SCHEMA_VERSION,)
