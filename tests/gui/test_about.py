"""« À propos »: versions, the workspace, the archive and its verification, the licences."""

from __future__ import annotations

import re
import sqlite3
import threading
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices

from metroapp import __version__
from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.domain.specification import Means
from metroapp.gui.licences import LICENCES
from metroapp.gui.pages.about import AboutPage
from metroapp.gui.window import ABOUT, SETTINGS
from metroapp.services import about
from metroapp.wording import about as words
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER, characteristic, part

ROOT = Path(__file__).resolve().parents[2]
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


def shown(bench: Bench) -> AboutPage:
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    bench.window.settings.about.click()
    bench.until_quiet()
    assert bench.window.pages.currentIndex() == ABOUT
    return bench.window.about


def test_the_settings_lead_to_it_and_back(bench: Bench) -> None:
    page = shown(bench)
    assert bench.window.rail.button(SETTINGS).isChecked()
    page.back.click()
    assert bench.window.pages.currentIndex() == SETTINGS


def test_the_versions_are_those_of_this_program(bench: Bench) -> None:
    said = [value.text() for value in shown(bench).versions.values]
    assert said[0] == __version__
    assert said[2:4] == [qVersion(), sqlite3.sqlite_version]
    assert all(re.fullmatch(r"\d+\.\d+.*", text) for text in said)


def test_the_archive_is_told_as_it_is(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.02")
    page = shown(bench)
    state = about.archive_state(bench.shop.workspace)
    version, records, entries, size, backup, head = (value.text() for value in page.archive.facts.values)
    assert version == f"version {SCHEMA_VERSION}"
    assert (records, entries) == ("1", str(state.summary.entries))
    assert size.endswith((" Ko", " Mo"))
    assert backup == words.NO_BACKUP or re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", backup)
    assert head == f"P1 {state.summary.heads['P1'][:16]}"
    assert page.archive.path.text() == str(bench.shop.workspace.root)


def test_the_archive_is_verified_from_there(bench: Bench) -> None:
    page = shown(bench)
    page.archive.verify_button.click()
    assert page.archive.cancel_button.isVisible() and page.archive.progress.isVisible()
    bench.until(lambda: page.archive.said.text().startswith("Archive intacte"))
    assert page.archive.verify_button.isVisible() and not page.archive.progress.isVisible()


def test_a_verification_can_be_given_up(bench: Bench) -> None:
    page = shown(bench)
    goes_on = threading.Event()
    waits = bench.window.worker.do(lambda _task: goes_on.wait(5))  # the worker has something else to do
    page.archive.verify_button.click()
    page.archive.cancel_button.click()
    assert page.archive.verify_button.isVisible()
    goes_on.set()
    bench.until(waits.future.done)


def test_the_folder_is_opened(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shown(bench).archive.folder.click()
    assert [Path(url.toLocalFile()) for url in opened] == [bench.shop.workspace.root]


def test_every_library_of_the_program_is_named_with_its_licence(bench: Bench) -> None:
    page = shown(bench)
    bench.until(lambda: bool(page.libraries.rows))
    lines = {row.texts[0]: row.texts for row in page.libraries.rows}
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.match(r"[\w.-]+", line).group() for line in wanted}  # type: ignore[union-attr]
    assert set(about.LIBRARIES) == names
    assert set(lines) == names
    assert all(version and licence != words.UNKNOWN_LICENCE for _, version, licence in lines.values())


@pytest.mark.parametrize(("place", "known"), [(0, "Apache License"), (1, "SIL OPEN FONT LICENSE"), (2, "ISC License")])
def test_the_licences_of_what_is_shipped_can_be_read(bench: Bench, place: int, known: str) -> None:
    page = shown(bench)
    page.licence.setCurrentIndex(place)
    assert known in page.text.toPlainText()
    assert page.licence.itemText(place) == LICENCES[place][0]


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 o"), (900, "900 o"), (4096, "4 Ko"), (1_300_000, "1,2 Mo"), (5 << 30, "5120,0 Mo")]
)
def test_sizes_in_french(count: int, said: str) -> None:
    assert words.size(count) == said
