"""The menu of the papers of a record: what cannot be written yet is greyed."""

from __future__ import annotations

from pathlib import Path

import pypdf
from PIL import Image

from metroapp.domain.specification import Means
from metroapp.gui.window import ARCHIVES, SETTINGS
from metroapp.services.new_record import NewRecord
from metroapp.services.workshop_logo import logo_of
from metroapp.wording import papers as words
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER, characteristic, part


def test_papers_of_the_order_of_the_value_and_blank_ones(bench: Bench, tmp_path: Path) -> None:
    length = part(characteristic("1", "35 ±0,1", Means.CALIPER))
    bench.shop.workshop.open_record(NewRecord(length, 4, "OF-1")).result()
    bench.shop.read(CALIPER, "35.01", "35.03", "35.02", "35.00")
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: bool(page.operations.rows))

    def lines() -> dict[str, bool]:
        return {action.text(): action.isEnabled() for action in page.papers.menu().actions()}

    found = lines()
    assert found[words.ROUTE_OF_ORDER] and found[words.BLANK_RELEVE] and found[words.BLANK_NONCONFORMITY]
    assert not found[words.CHART_OF_VALUE]
    page.timeline.selectRow(0)
    assert lines()[words.CHART_OF.format(balloon="1")]
    written = []
    page.papers._preview = lambda _title, make: written.append(make)  # type: ignore[method-assign]
    menu = page.papers.menu()
    for text in (words.ROUTE_OF_ORDER, words.CHART_OF.format(balloon="1"), words.BLANK_CHART.format(balloon="1")):
        next(action for action in menu.actions() if action.text() == text).trigger()
    assert [len(pypdf.PdfReader(make(tmp_path, None)).pages) for make in written] == [1, 1, 2]

    bench.window.show_page(SETTINGS)
    section = bench.window.settings.logo
    Image.new("RGB", (90, 30), (20, 80, 130)).save(tmp_path / "logo.png")
    section.take(tmp_path / "logo.png")
    bench.until(lambda: section.said.text() == words.LOGO_CHOSEN.format(file="logo.png"))
    assert logo_of(bench.shop.workspace).startswith(b"\x89PNG")
    section.remove.click()
    bench.until(lambda: not logo_of(bench.shop.workspace))
